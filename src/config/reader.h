/* SPDX-License-Identifier: MIT */
/* reader: what a value is read with. */
#ifndef HEADGATE_CONFIG_READER_H
#define HEADGATE_CONFIG_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/config.h"

struct hg_channel_names;
struct hg_secret_values;

/* The context of reading a value. */
struct hg_reader {
    struct hg_config *config; /* values live in its arena, it owns the patterns */
    struct hg_problems *problems;
    const char *const *formats; /* report formats that exist */
    size_t format_count;
    /* as in struct hg_config_inputs */
    bool (*explain_format)(const char *text, struct hg_buf *out);
    bool without_retries;            /* as in struct hg_config_inputs */
    bool lacks_http3;                /* likewise */
    bool allows_unset;               /* likewise */
    enum hg_interval_rule intervals; /* likewise */
    bool is_trial; /* values are only tried: nothing is suggested for them */
    struct hg_secret_values *secret_values; /* collected; NULL: they are not */
    struct hg_channel_names *channel_names; /* likewise */
    const char *folder;  /* of the configuration, with its "/": "" for the current one */
    const char *subject; /* begins the messages: "", "target \"api\": " */
};

#endif
