/* SPDX-License-Identifier: MIT */
/* config: from the inputs of the command line to settings and targets. Precedence: command line,
 * environment, file, built-in default. Nothing here uses the network. */
#ifndef HEADGATE_CONFIG_H
#define HEADGATE_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/arena.h"
#include "headgate/key.h"
#include "headgate/output.h"
#include "headgate/problem.h"
#include "headgate/secrets.h"
#include "headgate/settings.h"
#include "headgate/target.h"
#include "headgate/zone.h"

#define HG_CONFIG_MAX_BYTES (INT64_C(64) << 20)

enum hg_input_kind {
    HG_INPUT_ARGUMENT, /* "-" a list on standard input; *.yml, *.yaml a configuration; an existing
                          file a list; anything else a URL or host */
    HG_INPUT_CONFIG, /* -c */
    HG_INPUT_LIST    /* -f */
};

struct hg_input {
    enum hg_input_kind kind;
    const char *text;
};

/* Whether it names a configuration, or a list. An argument that names neither is an address. */
bool hg_input_is_config(const struct hg_input *input);
bool hg_input_is_list(const struct hg_input *input);

/* A key set on the command line. */
struct hg_override {
    const struct hg_key *key;
    const char *option; /* as typed, for messages: "--timeout", "-j" */
    const char *text;
};

/* Which checks must fit into their intervals (headgate/interval.h). */
enum hg_interval_rule {
    HG_INTERVAL_IGNORED,
    HG_INTERVAL_WRITTEN, /* those of targets for which an interval is written */
    HG_INTERVAL_KEPT /* all; time-outs and retries that are not written are made smaller for it */
};

struct hg_config_inputs {
    const struct hg_input *inputs; /* in the order typed */
    size_t input_count;
    const struct hg_override *overrides; /* in the order typed */
    size_t override_count;
    const char *const *formats; /* report formats that exist, for checking `reports` */
    size_t format_count;
    /* Append what to write in place of a format that does not exist ("write junit=r.xml"), or return false.
     * NULL: that is not known. */
    bool (*explain_format)(const char *text, struct hg_buf *out);
    bool without_retries; /* `retries` is 0 where nothing sets it */
    enum hg_interval_rule intervals;
    bool lacks_http3; /* libcurl can't speak it: it can't be expected alone */
    /* ${NAME} without a value and a default is no problem: what needs it is not checked, which a note
     * says, and targets without an address get one. For `validate` only. */
    bool allows_unset;
};

/* A time zone of maintenance windows. */
struct hg_config_zone {
    struct hg_zone zone;
    struct hg_config_zone *next;
};

/* A maintenance window without a zone of its own. */
struct hg_config_maintenance_window {
    struct hg_maintenance_window *window;
    struct hg_config_maintenance_window *next;
};

struct hg_config {
    struct hg_arena arena; /* everything below lives here */
    struct hg_settings settings;
    struct hg_secrets secrets;     /* owned: what is never shown; policies point to it */
    struct hg_texts public_values; /* of `public`: policies point to it */
    const struct hg_target *targets; /* selected by group and tag, in input order */
    size_t target_count;
    const struct hg_target *canaries; /* each is a host of its own: 0 .. canary_count-1 */
    size_t canary_count;
    uint32_t host_count; /* hosts (name and port) among the targets */
    const char *files;   /* configurations read, joined by ", "; NULL: none */
    const char *
        sources; /* their absolute paths, sorted, a line each; NULL: not all targets came from files */
    const char **notes; /* owned array, for people: repeated addresses, and the like */
    size_t note_count;
    bool has_unset;               /* values were not checked (`allows_unset`) */
    struct hg_config_zone *zones; /* each once; NULL: none */
    struct hg_config_maintenance_window *windows; /* NULL: none */
    struct hg_pattern **patterns;                 /* owned */
    size_t pattern_count;
};

/* Load everything. -1 when `problems` has any; all of them are found. Release the config
 * in both cases. Several configurations: targets and reports add up, for settings the last one
 * wins, and URLs and lists take the defaults of the last one. */
int hg_config_load(struct hg_config *config, const struct hg_config_inputs *inputs,
                   struct hg_problems *problems) __attribute__((warn_unused_result));
void hg_config_release(struct hg_config *config);

/* The targets that would be checked: text, one a line; JSON with every setting, without secrets. */
void hg_config_write_targets(const struct hg_config *config, struct hg_sink *sink);
void hg_config_write_targets_json(const struct hg_config *config, struct hg_sink *sink);

#endif
