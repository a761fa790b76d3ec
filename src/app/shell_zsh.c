/* SPDX-License-Identifier: MIT */
/* shell_zsh: the script for zsh, a function for its folder of completions. */
#include "app/shell.h"

#include <string.h>

#include "headgate/banned.h"

static const char zsh_template[] =
    "#compdef headgate\n"
    "# zsh completion for headgate, written by: headgate generate completion zsh\n"
    "\n"
    "_headgate_formats()\n"
    "{\n"
    "    local -a formats\n"
    "    case $command in\n"
    "{{formats}}    esac\n"
    "    if compset -P '*='; then\n"
    "        _files\n"
    "    else\n"
    "        _wanted formats expl format compadd -S '' -a formats\n"
    "    fi\n"
    "}\n"
    "\n"
    "_headgate_commands()\n"
    "{\n"
    "    local -a commands=(\n"
    "{{summaries}}    )\n"
    "    _describe -t commands command commands\n"
    "}\n"
    "\n"
    "_headgate_arguments()\n"
    "{\n"
    "    [[ $count$is_named == 0 ]] && _headgate_commands\n"
    "    case $command:$count in\n"
    "        {{command}}:0) _headgate_commands ;;\n"
    "        {{document}}:0) _wanted documents expl document compadd completion ;;\n"
    "        {{document}}:1) _wanted shells expl shell compadd {{shells}} ;;\n"
    "    esac\n"
    "    case $command in\n"
    "        {{text}}) _message argument ;;\n"
    "        {{configs}}) _files -g '*.y(a|)ml(-.)' ;;\n"
    "        {{targets}}) _files ;;\n"
    "    esac\n"
    "}\n"
    "\n"
    "_headgate()\n"
    "{\n"
    "    local command=check is_named= is_value= word expl\n"
    "    integer count=0\n"
    "    local -a options\n"
    "    for word in \"${(@)words[2,CURRENT-1]}\"; do\n"
    "        if [[ -n $is_value ]]; then\n"
    "            is_value=\n"
    "        elif [[ $word == ({{valued}}) ]]; then\n"
    "            is_value=1\n"
    "        elif [[ $word == -?* ]]; then\n"
    "            continue\n"
    "        elif [[ $count$is_named == 0 && $word == ({{commands}}) ]]; then\n"
    "            command=$word is_named=1\n"
    "        else\n"
    "            ((count += 1))\n"
    "        fi\n"
    "    done\n"
    "{{options}}    _arguments -s -S : $options '*: :_headgate_arguments'\n"
    "}\n"
    "\n"
    "_headgate \"$@\"\n";

/* Inside of single quotes. */
static void write_zsh_text(struct hg_sink *sink, const char *text, const char *special)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'')
            hg_sink_text(sink, "'\\'");
        else if (strchr(special, *at) != NULL)
            hg_sink_text(sink, "\\");
        hg_sink_write(sink, at, 1);
    }
}

static void write_zsh_formats(struct hg_sink *sink, unsigned unused,
                              const char *separator)
{
    (void)unused;
    for (int i = HG_FORMATS_OF_RUN; i <= HG_FORMATS_OF_LIST; i++) {
        const enum hg_command_formats formats = (enum hg_command_formats)i;
        hg_sink_text(sink, "        ");
        hg_shell_write_set(sink, hg_shell_set_with_formats(formats), separator);
        hg_sink_text(sink, ") formats=(");
        hg_shell_write_formats(sink, formats);
        hg_sink_text(sink, ") ;;\n");
    }
}

static void write_zsh_summaries(struct hg_sink *sink, unsigned unused,
                                const char *separator)
{
    size_t count;
    const struct hg_command *commands = hg_commands(&count);
    (void)unused;
    for (size_t i = 0; i < count; i++) {
        hg_sink_printf(sink, "        '%s%s", commands[i].name, separator);
        write_zsh_text(sink, commands[i].summary, "\\");
        hg_sink_text(sink, "'\n");
    }
}

/* ":argument:action". */
static void write_zsh_values(struct hg_sink *sink, const struct hg_option *option)
{
    static const char *const actions[] = {[HG_VALUES_ANY] = " ",
                                          [HG_VALUES_FILES] = "_files",
                                          [HG_VALUES_FORMATS] = "_headgate_formats"};
    if (option->values == HG_VALUES_NONE)
        return;
    hg_sink_text(sink, ":");
    write_zsh_text(sink, option->argument, ":\\");
    hg_sink_text(sink, ":");
    if (option->values != HG_VALUES_CHOICES) {
        hg_sink_text(sink, actions[option->values]);
        return;
    }
    hg_sink_text(sink, "(");
    hg_shell_write_choices(sink, option);
    hg_sink_text(sink, ")");
}

/* A specification for _arguments: '(-j --workers)'{-j+,--workers=}'[summary]:N: '. */
static void write_zsh_option(struct hg_sink *sink, const struct hg_option *option)
{
    const bool has_both = option->letter != 0 && option->name != NULL;
    const bool has_values = option->values != HG_VALUES_NONE;
    hg_sink_text(sink, option->is_repeatable ? "        '*" : "        '");
    if (has_both && !option->is_repeatable)
        hg_sink_printf(sink, "(-%c --%s)", option->letter, option->name);
    hg_sink_text(sink, has_both ? "'{" : "");
    if (option->letter != 0)
        hg_sink_printf(sink, "-%c%s", option->letter, has_values ? "+" : "");
    hg_sink_text(sink, has_both ? "," : "");
    if (option->name != NULL)
        hg_sink_printf(sink, "--%s%s", option->name, has_values ? "=" : "");
    hg_sink_text(sink, has_both ? "}'[" : "[");
    write_zsh_text(sink, option->summary, "[]\\");
    hg_sink_text(sink, "]");
    write_zsh_values(sink, option);
    hg_sink_text(sink, "'\n");
}

static void write_zsh_options(struct hg_sink *sink, unsigned unused,
                              const char *separator)
{
    unsigned sets[HG_SHELL_SETS_MAX];
    const size_t count = hg_shell_list_sets(sets);
    (void)unused;
    for (size_t i = 0; i < count; i++) {
        struct hg_option option;
        hg_sink_text(sink, "    [[ $command == (");
        hg_shell_write_set(sink, sets[i], separator);
        hg_sink_text(sink, ") ]] && options+=(\n");
        for (size_t position = 0; hg_shell_next_in_set(sets[i], &position, &option);)
            write_zsh_option(sink, &option);
        hg_sink_text(sink, "    )\n");
    }
}

void hg_shell_write_zsh(struct hg_sink *sink)
{
    static const struct hg_shell_marker markers[] = {
        {"formats", write_zsh_formats, .separator = " | "},
        {"summaries", write_zsh_summaries, .separator = ":"},
        {"options", write_zsh_options, .separator = "|"},
        {"valued", hg_shell_write_options_with, HG_SHELL_VALUED, "|"},
        {"command", hg_shell_write_set_with, HG_OPERANDS_COMMAND, " | "},
        {"document", hg_shell_write_set_with, HG_OPERANDS_DOCUMENT, " | "},
        {"text", hg_shell_write_set_with, HG_OPERANDS_TEXT, " | "},
        {"configs", hg_shell_write_set_with, HG_OPERANDS_CONFIGS, " | "},
        {"targets", hg_shell_write_set_with, HG_OPERANDS_TARGETS, " | "},
        {"commands", hg_shell_write_set, ~0U, "|"},
        {"shells", hg_shell_write_shells, .separator = " "},
    };
    hg_shell_fill(sink, zsh_template, markers);
}
