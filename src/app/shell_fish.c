/* SPDX-License-Identifier: MIT */
/* shell_fish: the script for fish. */
#include "app/shell.h"

#include "headgate/banned.h"

static const char fish_template[] =
    "# fish completion for headgate, written by: headgate generate completion fish\n"
    "\n"
    "# Prints the command (`check` when none is named) and its arguments, a word a\n"
    "# line; nothing when there is neither.\n"
    "function __headgate_line\n"
    "    set -l line\n"
    "    set -l is_value 0\n"
    "    set -l words (commandline -opc)\n"
    "    set -e words[1]\n"
    "    for word in $words\n"
    "        if test $is_value = 1\n"
    "            set is_value 0\n"
    "        else if contains -- $word {{valued}}\n"
    "            set is_value 1\n"
    "        else if test \"$word\" = -; or not string match -q -- '-*' $word\n"
    "            if not set -q line[1]; and not contains -- $word {{commands}}\n"
    "                set line check\n"
    "            end\n"
    "            set -a line $word\n"
    "        end\n"
    "    end\n"
    "    string join \\n $line\n"
    "end\n"
    "\n"
    "# Whether the command is one of these.\n"
    "function __headgate_is\n"
    "    set -l line (__headgate_line)\n"
    "    set -q line[1]; or set line check\n"
    "    contains -- $line[1] $argv\n"
    "end\n"
    "\n"
    "# Whether the command and its arguments are so many words.\n"
    "function __headgate_has\n"
    "    test (count (__headgate_line)) = $argv[1]\n"
    "end\n"
    "\n"
    "# FORMAT[=FILE], with one of these formats.\n"
    "function __headgate_formats\n"
    "    set -l word (commandline -ct | string replace -r '^--[^=]+=' '')\n"
    "    if set -l format (string match -r '^[^=]+=' -- $word)\n"
    "        set -l path (string replace -- $format '' $word)\n"
    "        __fish_complete_path $path | string replace -r '^' $format\n"
    "    else\n"
    "        string join \\n $argv\n"
    "    end\n"
    "end\n"
    "\n"
    "function __headgate_configs\n"
    "    __fish_complete_path (commandline -ct) | string match -r "
    "'^.*(?:/|\\.ya?ml)(?:\\t.*)?$'\n"
    "end\n"
    "\n"
    "complete -c headgate -f\n"
    "{{summaries}}complete -c headgate -n '__headgate_is {{command}}; and __headgate_has "
    "1' \\\n"
    "    -a '{{commands}}'\n"
    "complete -c headgate -n '__headgate_is {{document}}; and __headgate_has 1' \\\n"
    "    -a completion\n"
    "complete -c headgate -n '__headgate_is {{document}}; and __headgate_has 2' \\\n"
    "    -a '{{shells}}'\n"
    "complete -c headgate -n '__headgate_is {{configs}}' -a '(__headgate_configs)'\n"
    "complete -c headgate -n '__headgate_is {{targets}}' -F\n"
    "{{options}}";

static void write_fish_summaries(struct hg_sink *sink, unsigned unused,
                                 const char *separator)
{
    size_t count;
    const struct hg_command *commands = hg_commands(&count);
    (void)unused;
    for (size_t i = 0; i < count; i++) {
        hg_sink_printf(sink, "complete -c headgate -n '__headgate_has 0' -a %s -d '",
                       commands[i].name);
        hg_shell_write_escaped(sink, commands[i].summary, "'\\");
        hg_sink_text(sink, separator);
    }
}

/* Up to the words that are offered as values. */
static void write_fish_option(struct hg_sink *sink, unsigned set,
                              const struct hg_option *option)
{
    hg_sink_text(sink, "complete -c headgate -n '__headgate_is ");
    hg_shell_write_set(sink, set, " ");
    hg_sink_text(sink, "'");
    if (option->letter != 0)
        hg_sink_printf(sink, " -s %c", option->letter);
    if (option->name != NULL)
        hg_sink_printf(sink, " -l %s", option->name);
    if (option->values == HG_VALUES_FILES)
        hg_sink_text(sink, " -r -F");
    else if (option->values != HG_VALUES_NONE)
        hg_sink_text(sink, " -x");
    hg_sink_text(sink, " -d '");
    hg_shell_write_escaped(sink, option->summary, "'\\");
    hg_sink_text(sink, "'");
}

/* A row for each kind of formats. */
static void write_fish_formats(struct hg_sink *sink, const struct hg_option *option)
{
    for (int i = HG_FORMATS_OF_RUN; i <= HG_FORMATS_OF_LIST; i++) {
        const enum hg_command_formats formats = (enum hg_command_formats)i;
        write_fish_option(sink, hg_shell_set(option) & hg_shell_set_with_formats(formats),
                          option);
        hg_sink_text(sink, " -a '(__headgate_formats ");
        hg_shell_write_formats(sink, formats);
        hg_sink_text(sink, ")'\n");
    }
}

static void write_fish_options(struct hg_sink *sink, unsigned unused,
                               const char *separator)
{
    struct hg_option option;
    (void)unused;
    for (size_t position = 0; hg_option_next(&position, &option);) {
        if (option.values == HG_VALUES_FORMATS) {
            write_fish_formats(sink, &option);
            continue;
        }
        write_fish_option(sink, hg_shell_set(&option), &option);
        if (option.values == HG_VALUES_CHOICES) {
            hg_sink_text(sink, " -a '");
            hg_shell_write_choices(sink, &option);
            hg_sink_text(sink, "'");
        }
        hg_sink_text(sink, separator);
    }
}

void hg_shell_write_fish(struct hg_sink *sink)
{
    static const struct hg_shell_marker markers[] = {
        {"summaries", write_fish_summaries, .separator = "'\n"},
        {"options", write_fish_options, .separator = "\n"},
        {"valued", hg_shell_write_options_with, HG_SHELL_VALUED, " "},
        {"command", hg_shell_write_set_with, HG_OPERANDS_COMMAND, " "},
        {"document", hg_shell_write_set_with, HG_OPERANDS_DOCUMENT, " "},
        {"configs", hg_shell_write_set_with, HG_OPERANDS_CONFIGS, " "},
        {"targets", hg_shell_write_set_with, HG_OPERANDS_TARGETS, " "},
        {"commands", hg_shell_write_set, ~0U, " "},
        {"shells", hg_shell_write_shells, .separator = " "},
    };
    hg_shell_fill(sink, fish_template, markers);
}
