/* SPDX-License-Identifier: MIT */
/* statuses: a set of HTTP status codes from 100 to 599. */
#ifndef HEADGATE_STATUSES_H
#define HEADGATE_STATUSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HG_STATUS_MIN 100
#define HG_STATUS_MAX 599

struct hg_statuses {
    uint64_t bits[10]; /* bit n of the whole is status n */
};

void hg_statuses_add(struct hg_statuses *statuses, int first, int last);
bool hg_statuses_has(const struct hg_statuses *statuses, int status);
bool hg_statuses_is_empty(const struct hg_statuses *statuses);
/* "200", "200-299" or "2xx". -1 when it has another form or is out of range; nothing is added then. */
int hg_statuses_parse(struct hg_statuses *statuses, const char *text)
    __attribute__((warn_unused_result));
/* "200-299, 301": cut when `size` is too small. */
void hg_statuses_format(const struct hg_statuses *statuses, char *out, size_t size);

#endif
