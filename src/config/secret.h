/* SPDX-License-Identifier: MIT */
/* secret: values that are never shown, not even when they are wrong: passwords, tokens and what is
 * sent. Each returns -1 when something was wrong, which was told. */
#ifndef HEADGATE_CONFIG_SECRET_H
#define HEADGATE_CONFIG_SECRET_H

#include "config/value.h"

int hg_secret_read(const struct hg_reader *reader, const struct hg_key *key,
                   struct hg_node *node, void *field);
/* From a file of at most 64 KiB, without the line end at its end. */
int hg_secret_read_file(const struct hg_reader *reader, const struct hg_key *key,
                        struct hg_node *node, void *field);
/* With line ends, if it has some. */
int hg_secret_read_content(const struct hg_reader *reader, const struct hg_key *key,
                           struct hg_node *node, void *field);
/* A map of texts; adds to what `field` holds, name by name. */
int hg_secret_read_form(const struct hg_reader *reader, const struct hg_key *key,
                        struct hg_node *node, void *field);

#endif
