/* SPDX-License-Identifier: MIT */
/* compound: the values that have a structure of their own: headers, what is expected of headers,
 * and reports. Each adds to what `field` holds and returns -1 when something was wrong. */
#ifndef HEADGATE_CONFIG_COMPOUND_H
#define HEADGATE_CONFIG_COMPOUND_H

#include "config/value.h"

int hg_compound_read_headers(const struct hg_reader *reader, const struct hg_key *key,
                             struct hg_node *node, void *field);
int hg_compound_read_expectations(const struct hg_reader *reader,
                                  const struct hg_key *key, struct hg_node *node,
                                  void *field);
int hg_compound_read_reports(const struct hg_reader *reader, const struct hg_key *key,
                             struct hg_node *node, void *field);

#endif
