/* SPDX-License-Identifier: MIT */
/* uptime_report: the formats that figures over a period can be written in, as rows of one
 * table. */
#ifndef HEADGATE_UPTIME_REPORT_H
#define HEADGATE_UPTIME_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/output.h"
#include "headgate/text.h"
#include "headgate/uptime.h"

/* Entries of a list in a text, which would have megabytes for ten thousand targets. */
#define HG_UPTIME_ENTRIES_MAX 100

/* What only some formats look at. */
struct hg_uptime_style {
    size_t max_entries; /* text: entries of each list; 0: all */
    bool attach_csv;    /* eml: the figures as an attachment */
    const char *from;   /* eml: mailbox; NULL: headgate@HOST */
    struct hg_texts to; /* eml: mailboxes; none: "undisclosed-recipients:;" */
};

struct hg_uptime_reporter {
    const char *name;      /* "html" */
    const char *extension; /* of its files, without a dot */
    const char *summary;   /* one line for --help */
    enum hg_notation notation;
    bool has_charts; /* shows hg_uptime_target.p95_before_us */
    /* Write the whole report. Write failures stick to the sink and are found by whoever
     * commits it. */
    void (*write)(const struct hg_uptime *uptime, const struct hg_uptime_style *style,
                  struct hg_sink *sink);
};

/* Pointers to rows, in the order of --help. */
const struct hg_uptime_reporter *const *hg_uptime_reporters(size_t *count);
/* NULL when there is none of that name. */
const struct hg_uptime_reporter *hg_uptime_reporter_find(const char *name);

#endif
