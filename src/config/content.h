/* SPDX-License-Identifier: MIT */
/* content: values that tell of bodies: regular expressions, and JSON pointers with values. Each
 * returns -1 when something was wrong, which was told. */
#ifndef HEADGATE_CONFIG_CONTENT_H
#define HEADGATE_CONFIG_CONTENT_H

#include "config/value.h"

/* Compile the node's text; the configuration owns the pattern. NULL when it is wrong, which is
 * told of `subject`. */
const struct hg_pattern *hg_content_compile(const struct hg_reader *reader,
                                            const struct hg_key *key,
                                            struct hg_node *node, const char *subject);
/* One or a list; replaces what `field` holds. */
int hg_content_read_expressions(const struct hg_reader *reader, const struct hg_key *key,
                                struct hg_node *node, void *field);
/* A map; adds to what `field` holds, pointer by pointer. */
int hg_content_read_json(const struct hg_reader *reader, const struct hg_key *key,
                         struct hg_node *node, void *field);

#endif
