/* SPDX-License-Identifier: MIT */
/* certificate_groups: which results say the same of the same certificate, so that people read it once. */
#ifndef HEADGATE_REPORT_CERTIFICATE_GROUPS_H
#define HEADGATE_REPORT_CERTIFICATE_GROUPS_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/run.h"

/* Of the results with the cause certificate: by certificate and outcome, the first that has both, and
 * how many say the same as that one. */
struct hg_certificate_groups {
    const struct hg_run *run;
    /* Owned: one per certificate of the run and outcome. */
    struct hg_certificate_group *items;
};

void hg_certificate_groups_init(struct hg_certificate_groups *groups,
                                const struct hg_run *run);
void hg_certificate_groups_release(struct hg_certificate_groups *groups);
/* In both, without groups (NULL) every result is alone.
 * The first result of the group that the result belongs to; the result itself when it is alone. */
size_t hg_certificate_groups_first(const struct hg_certificate_groups *groups,
                                   size_t index);
/* How many results the group has whose first is `index`; 1 when it is alone. */
size_t hg_certificate_groups_count(const struct hg_certificate_groups *groups,
                                   size_t index);

#endif
