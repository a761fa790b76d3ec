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
    "A configuration is a YAML file. `headgate check` reads the files named on its "
    "command\n"
    "line. With no arguments it reads `headgate.yml` in the current folder.\n"
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
    "- Precedence, highest first: the command line, the environment (`HEADGATE_...`), "
    "the\n"
    "  target's own keys, `group_notify` (a map of groups and keys of `notify`; "
    "`default`:\n"
    "  targets without a group), `defaults`, the built-in defaults. Maps (`headers`,\n"
    "  `expect.header`, `expect.body.json`) are merged by name; any other value "
    "replaces\n"
    "  the one of lower precedence.\n"
    "- A key with dots is a map in a map: `expect.latency.warn` is\n"
    "  `expect: {latency: {warn: 500ms}}`.\n"
    "- Durations need a unit: `250ms`, `10s`, `1m30s`, `2h`. Booleans are `true` and "
    "`false`.\n"
    "  Integers are decimal digits only.\n"
    "- `${NAME}` and `${NAME:-default}` in a value are replaced by the variable's value\n"
    "  after the YAML is parsed. The default is used if the variable is unset or empty.\n"
    "  `$$` is a dollar sign. An unset variable without a default is an error, except "
    "for\n"
    "  `headgate validate --allow-unset`, which checks everything else. A default can "
    "contain\n"
    "  balanced braces, but no other variable. Values that a request sends are shown "
    "nowhere\n"
    "  ([security.md](security.md#secrets)).\n"
    "- Anchors, aliases and merge keys (`<<`) are supported. Top-level keys that start\n"
    "  with `x-` are ignored; use them to define anchors. With aliases and variables\n"
    "  expanded, the text of a file may take 64 MiB, and eleven times the size of the "
    "file.\n"
    "- Names of files to read are relative to the configuration's folder, names of "
    "report\n"
    "  files to the current folder.\n"
    "- With several configurations, targets and reports add up; for any other setting "
    "the\n"
    "  last file that sets it is used. URLs and lists on the command line take the\n"
    "  `defaults` of the last file.\n"
    "- Target names must be unique. A URL from a list or from the command line is "
    "ignored,\n"
    "  with a note, if it is repeated or if a configuration has it already.\n"
    "- A list has one address a line; blank lines and lines that start with `#` are "
    "ignored,\n"
    "  and so are spaces and invisible characters around an address (no-break and "
    "zero-width\n"
    "  spaces, byte order marks). Inside an address they are an error.\n"
    "- An empty `HEADGATE_...` variable counts as unset. Options and variables that take "
    "a\n"
    "  list are separated by commas: `--expect-status 200-299,404`.\n"
    "- All errors are reported together, as `file:line:column: message`, and nothing is\n"
    "  checked. Where it is clear what was meant, the message says what to write.\n"
    "\n"
    "`version` is the version of this format. It must be 1.\n";

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
    write_scope(sink, HG_KEY_RUN, "The run", "Top-level keys.");
    write_scope(
        sink, HG_KEY_TARGET, "Targets",
        "`targets` is a list of URLs and of maps with these keys. Each map has either\n"
        "`url` or `file`.");
    write_scope(sink, HG_KEY_POLICY, "How targets are checked",
                "Keys of `defaults`, and of targets that override them.");
}
