/* SPDX-License-Identifier: MIT */
/* reference: the page about every key, from the key table. */
#include "documents/documents.h"

#include "config/value.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

static const char introduction[] =
    "# Configuration\n"
    "\n"
    "<!-- Written by ci/generate. Do not edit. -->\n"
    "\n"
    "A configuration is a YAML file. `headgate check` reads those that it is given, or\n"
    "`headgate.yml` in the current folder when nothing is named.\n"
    "\n"
    "```yaml\n"
    "# yaml-language-server: $schema=headgate.schema.json\n"
    "version: 1\n"
    "defaults:\n"
    "  timeout: 5s\n"
    "targets:\n"
    "  - https://example.com\n"
    "  - name: api\n"
    "    url: https://api.example.com/health\n"
    "    expect: {status: 200, latency: {warn: 500ms}}\n"
    "  - file: more-addresses.txt\n"
    "```\n"
    "\n"
    "## Rules\n"
    "\n"
    "- The command line beats the environment (`HEADGATE_...`), which beats a target's "
    "own\n"
    "  keys, which beat `defaults`, which beat what is built in. Maps (`headers`,\n"
    "  `expect.header`, `expect.body.json`) are joined name by name; any other value "
    "replaces the one "
    "below.\n"
    "- A key with dots is a map in a map: `expect.latency.warn` is\n"
    "  `expect: {latency: {warn: 500ms}}`.\n"
    "- Durations need a unit: `250ms`, `10s`, `1m30s`, `2h`. Truth is `true` or "
    "`false`.\n"
    "  Whole numbers are decimal digits and nothing else.\n"
    "- `${NAME}` and `${NAME:-default}` in a value become the variable's text after the "
    "YAML\n"
    "  was read; the default also stands for an empty variable. `$$` is a dollar. A "
    "variable\n"
    "  that is not set and has no default is an error. A default may hold pairs of\n"
    "  braces, but no other variable.\n"
    "- Anchors, aliases and merge keys (`<<`) work. Keys at the top level that begin "
    "with\n"
    "  `x-` are free, as a place for anchors.\n"
    "- Names of files to read are relative to the configuration's folder, names of "
    "reports to\n"
    "  the current folder.\n"
    "- Several configurations add up their targets and reports; of other settings the "
    "last\n"
    "  one given holds. Addresses and lists of the command line take the last one's\n"
    "  `defaults`.\n"
    "- Names of targets are unique. Addresses of lists and of the command line that "
    "repeat,\n"
    "  or that a configuration has, are dropped with a note.\n"
    "- An empty variable `HEADGATE_...` is as good as none. Where a list is wanted, "
    "options\n"
    "  and variables take commas: `--expect-status 200-299,404`.\n"
    "- Everything that is wrong is told at once, as `file:line:column: sentence`, and "
    "nothing\n"
    "  is checked.\n"
    "\n"
    "`version` is the version of this format and is 1.\n";

static void write_row(struct hg_sink *sink, const struct hg_key *key)
{
    char expected[HG_VALUE_PHRASE_SIZE];
    hg_value_phrase(key, expected, sizeof expected);
    hg_sink_printf(sink, "| `%s`", key->path);
    if (key->alias != NULL)
        hg_sink_printf(sink, ", `%s`", key->alias);
    hg_sink_printf(sink, " | %s. Value: %s. |", key->summary, expected);
    if (strcmp(key->path, "user_agent") == 0)
        hg_sink_text(sink, " `headgate/VERSION` |");
    else if (key->default_text != NULL)
        hg_sink_printf(sink, " `%s` |", key->default_text);
    else
        hg_sink_text(sink, " |");
    char variable[64];
    if (!hg_key_variable(key, variable, sizeof variable)) {
        hg_sink_text(sink, " |\n");
        return;
    }
    if (key->letter != 0)
        hg_sink_printf(sink, " `-%c`,", key->letter);
    hg_sink_printf(sink, " `--%s", key->option);
    if (key->argument != NULL)
        hg_sink_printf(sink, " %s", key->argument);
    hg_sink_printf(sink, "`, `%s` |\n", variable);
}

static void write_scope(struct hg_sink *sink, enum hg_key_scope scope, const char *title,
                        const char *text)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    hg_sink_printf(sink, "\n## %s\n\n%s\n\n", title, text);
    hg_sink_text(sink, "| key | meaning | default | option, variable |\n"
                       "|---|---|---|---|\n");
    for (size_t i = 0; i < count; i++) {
        if (keys[i].scope == scope)
            write_row(sink, &keys[i]);
    }
}

void hg_documents_write_reference(struct hg_sink *sink)
{
    hg_sink_text(sink, introduction);
    write_scope(sink, HG_KEY_RUN, "The run", "Keys of the top level.");
    write_scope(
        sink, HG_KEY_TARGET, "Targets",
        "`targets` is a list of addresses and of maps with these keys. Each map has\n"
        "either `url` or `file`.");
    write_scope(sink, HG_KEY_POLICY, "How targets are checked",
                "Keys of `defaults`, and of each target that wants it otherwise.");
}
