/* SPDX-License-Identifier: MIT */
/* rewriting: other ways to write a value, as text: with a unit, in other units, without blanks. */
#ifndef HEADGATE_CONFIG_REWRITING_H
#define HEADGATE_CONFIG_REWRITING_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/key.h"

#define HG_REWRITING_SIZE 128

/* Rewriting number `index` of `text`, which may be equal to it. False when there is none of that number; an empty
 * one is to be passed over. Those of one `group` are equally likely, and those of a lower one more likely. */
bool hg_rewriting_get(const struct hg_key *key, const char *text, size_t index,
                      char out[HG_REWRITING_SIZE], int *group);

#endif
