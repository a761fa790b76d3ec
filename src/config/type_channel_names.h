/* SPDX-License-Identifier: MIT */
/* type_channel_names: names of channels, collected while a configuration is read, and checked when it is known which channels
 * there are: another file may have them. */
#ifndef HEADGATE_CONFIG_TYPE_CHANNEL_NAMES_H
#define HEADGATE_CONFIG_TYPE_CHANNEL_NAMES_H

#include <stddef.h>

#include "config/node.h"
#include "config/reader.h"

/* Where one was written. */
struct hg_channel_name {
    const char *subject; /* as in struct hg_reader; in the configuration's arena */
    struct hg_node *node;
};

struct hg_channel_names {
    struct hg_channel_name *items; /* owned */
    size_t count;
};

void hg_channel_names_release(struct hg_channel_names *names);
/* All is read: report names that no channel has. "mail" stands for the reports by mail. */
void hg_channel_names_check(const struct hg_reader *reader);

#endif
