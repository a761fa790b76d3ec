/* SPDX-License-Identifier: MIT */
/* shell_bash: the script for bash. Readline splits words at '=' and ':', so the script joins them first,
 * and removes from the replies what is outside of the word at the cursor. */
#include "app/shell.h"

#include "headgate/banned.h"

static const char bash_template[] =
    "# bash completion for headgate, written by: headgate generate completion bash\n"
    "\n"
    "# Prints the options of the command $1.\n"
    "_headgate_options()\n"
    "{\n"
    "{{options}}}\n"
    "\n"
    "# Sets `words` and `files`, a pattern, to the values of the option $2 of the\n"
    "# command $1. Fails when it has none.\n"
    "_headgate_values()\n"
    "{\n"
    "    case $2 in\n"
    "        {{formatted}})\n"
    "            case $1 in\n"
    "{{formats}}            esac\n"
    "            ;;\n"
    "        {{file}}) files='*' ;;\n"
    "{{choices}}        {{any}}) ;;\n"
    "        *) return 1 ;;\n"
    "    esac\n"
    "}\n"
    "\n"
    "# Sets `words` and `files` to what can follow $2 arguments of the command $1.\n"
    "_headgate_arguments()\n"
    "{\n"
    "    case $1:$2 in\n"
    "        {{command}}:0) words=\"{{commands}}\" ;;\n"
    "        {{document}}:0) words=completion ;;\n"
    "        {{document}}:1) words=\"{{shells}}\" ;;\n"
    "    esac\n"
    "    case $1 in\n"
    "        {{configs}}) files='*.y*ml' ;;\n"
    "        {{targets}}) files='*' ;;\n"
    "    esac\n"
    "}\n"
    "\n"
    "_headgate()\n"
    "{\n"
    "    local command=check is_named='' option='' prefix='' words='' files=''\n"
    "    local count=0 join='' word i\n"
    "    local -a line=()\n"
    "    # Readline has split the words at = and :.\n"
    "    for ((i = 1; i <= COMP_CWORD; i++)); do\n"
    "        word=${COMP_WORDS[i]}\n"
    "        if [[ ${#line[@]} -gt 0 && ($join || $word == [=:]) ]]; then\n"
    "            line[${#line[@]} - 1]+=$word\n"
    "        else\n"
    "            line+=(\"$word\")\n"
    "        fi\n"
    "        [[ $word == [=:] ]] && join=1 || join=\n"
    "    done\n"
    "    [[ $word == [=:] ]] && word=\n"
    "    local current=${line[${#line[@]} - 1]}\n"
    "    local outside=${current%\"$word\"}\n"
    "\n"
    "    for word in \"${line[@]:0:${#line[@]} - 1}\"; do\n"
    "        if [[ $option ]]; then\n"
    "            option=\n"
    "        elif [[ $word == -?* ]]; then\n"
    "            _headgate_values \"$command\" \"$word\" && option=$word\n"
    "        elif [[ $count$is_named == 0 && ' {{commands}} ' == *\" $word \"* ]]; then\n"
    "            command=$word is_named=1\n"
    "        else\n"
    "            count=$((count + 1))\n"
    "        fi\n"
    "    done\n"
    "\n"
    "    words='' files=''\n"
    "    if [[ ! $option && $current == --*=* ]]; then\n"
    "        option=${current%%=*} prefix=${current%%=*}=\n"
    "    fi\n"
    "    if [[ $option ]]; then\n"
    "        _headgate_values \"$command\" \"$option\"\n"
    "        case $option in\n"
    "            {{formatted}})\n"
    "                compopt -o nospace 2>/dev/null\n"
    "                if [[ ${current#\"$prefix\"} == *=* ]]; then\n"
    "                    words='' files='*' "
    "prefix=${current%\"${current#\"$prefix\"*=}\"}\n"
    "                fi\n"
    "                ;;\n"
    "        esac\n"
    "    elif [[ $current == -* ]]; then\n"
    "        words=$(_headgate_options \"$command\")\n"
    "    else\n"
    "        _headgate_arguments \"$command\" \"$count\"\n"
    "        [[ $count$is_named == 0 ]] && words=\"{{commands}}\"\n"
    "    fi\n"
    "\n"
    "    [[ $files ]] && compopt -o filenames 2>/dev/null\n"
    "    current=${current#\"$prefix\"}\n"
    "    mapfile -t COMPREPLY < <(\n"
    "        compgen -P \"$prefix\" -W \"$words\" -- \"$current\"\n"
    "        [[ $files ]] && compgen -P \"$prefix\" -f -X \"!$files\" -- \"$current\"\n"
    "        [[ $files == *.* ]] && compgen -P \"$prefix\" -d -- \"$current\"\n"
    "    )\n"
    "    COMPREPLY=(\"${COMPREPLY[@]#\"$outside\"}\")\n"
    "}\n"
    "complete -F _headgate headgate\n";

static void write_bash_options(struct hg_sink *sink, unsigned unused,
                               const char *separator)
{
    unsigned sets[HG_SHELL_SETS_MAX];
    const size_t count = hg_shell_list_sets(sets);
    (void)unused;
    for (size_t i = 0; i < count; i++) {
        struct hg_option option;
        hg_sink_text(sink, "    case $1 in\n        ");
        hg_shell_write_set(sink, sets[i], separator);
        hg_sink_text(sink, ")\n            printf '%s\\n'");
        for (size_t position = 0; hg_shell_next_in_set(sets[i], &position, &option);) {
            hg_sink_text(sink, " ");
            hg_shell_write_spellings(sink, &option, " ");
        }
        hg_sink_text(sink, "\n            ;;\n    esac\n");
    }
}

static void write_bash_formats(struct hg_sink *sink, unsigned unused,
                               const char *separator)
{
    (void)unused;
    for (int i = HG_FORMATS_OF_RUN; i <= HG_FORMATS_OF_LIST; i++) {
        const enum hg_command_formats formats = (enum hg_command_formats)i;
        hg_sink_text(sink, "                ");
        hg_shell_write_set(sink, hg_shell_set_with_formats(formats), separator);
        hg_sink_text(sink, ") words=\"");
        hg_shell_write_formats(sink, formats);
        hg_sink_text(sink, "\" ;;\n");
    }
}

static void write_bash_choices(struct hg_sink *sink, unsigned unused,
                               const char *separator)
{
    struct hg_option option;
    (void)unused;
    for (size_t position = 0; hg_option_next(&position, &option);) {
        if (option.values != HG_VALUES_CHOICES)
            continue;
        hg_sink_text(sink, "        ");
        hg_shell_write_spellings(sink, &option, separator);
        hg_sink_text(sink, ") words=\"");
        hg_shell_write_choices(sink, &option);
        hg_sink_text(sink, "\" ;;\n");
    }
}

void hg_shell_write_bash(struct hg_sink *sink)
{
    static const struct hg_shell_marker markers[] = {
        {"options", write_bash_options, .separator = " | "},
        {"formats", write_bash_formats, .separator = " | "},
        {"choices", write_bash_choices, .separator = " | "},
        {"formatted", hg_shell_write_options_with, HG_SHELL_BIT(HG_VALUES_FORMATS),
         " | "},
        {"file", hg_shell_write_options_with, HG_SHELL_BIT(HG_VALUES_FILES), " | "},
        {"any", hg_shell_write_options_with, HG_SHELL_BIT(HG_VALUES_ANY), " | "},
        {"command", hg_shell_write_set_with, HG_OPERANDS_COMMAND, " | "},
        {"document", hg_shell_write_set_with, HG_OPERANDS_DOCUMENT, " | "},
        {"configs", hg_shell_write_set_with, HG_OPERANDS_CONFIGS, " | "},
        {"targets", hg_shell_write_set_with, HG_OPERANDS_TARGETS, " | "},
        {"commands", hg_shell_write_set, ~0U, " "},
        {"shells", hg_shell_write_shells, .separator = " "},
    };
    hg_shell_fill(sink, bash_template, markers);
}
