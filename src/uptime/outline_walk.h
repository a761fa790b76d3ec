/* SPDX-License-Identifier: MIT */
/* outline_walk: how the entries of a section are made and shown. */
#ifndef HEADGATE_UPTIME_OUTLINE_WALK_H
#define HEADGATE_UPTIME_OUTLINE_WALK_H

#include <stdbool.h>

#include "headgate/buf.h"

#include "uptime/outline_reader.h"
#include "uptime/uptime_format.h"

struct hg_walk {
    const struct hg_uptime *uptime;
    const struct hg_outline_reader *reader;
    const struct hg_outline_section *section;
    size_t shown_count; /* things of the section that were shown, of its count */
    bool is_cut;        /* of the next one, the first entries were shown */
    struct hg_outline_entry entry;
    char cells[HG_OUTLINE_COLUMNS][HG_UPTIME_FORMAT_SIZE]; /* of the entry */
    struct hg_buf title;   /* likewise, where it is made */
    struct hg_buf details; /* likewise */
};

/* Begin an entry: without title, details and cells. */
void hg_walk_begin(struct hg_walk *walk, enum hg_tone tone, const char *word);
/* Show it. False when the reader has no room. */
bool hg_walk_show(struct hg_walk *walk);

/* For each section: the number of its entries, and a function that shows them until there is no room. */
size_t hg_outline_count_news(const struct hg_uptime *uptime);
void hg_outline_show_news(struct hg_walk *walk);
size_t hg_outline_count_down(const struct hg_uptime *uptime);
void hg_outline_show_down(struct hg_walk *walk);
size_t hg_outline_count_recovered(const struct hg_uptime *uptime);
void hg_outline_show_recovered(struct hg_walk *walk);
size_t hg_outline_count_stale(const struct hg_uptime *uptime);
void hg_outline_show_stale(struct hg_walk *walk);
size_t hg_outline_count_channels(const struct hg_uptime *uptime);
void hg_outline_show_channels(struct hg_walk *walk);
size_t hg_outline_count_targets(const struct hg_uptime *uptime);
void hg_outline_show_targets(struct hg_walk *walk);
size_t hg_outline_count_outages(const struct hg_uptime *uptime);
void hg_outline_show_outages(struct hg_walk *walk);
size_t hg_outline_count_slas(const struct hg_uptime *uptime);
void hg_outline_show_slas(struct hg_walk *walk);
void hg_outline_note_slas(const struct hg_uptime *uptime, struct hg_buf *out);
size_t hg_outline_count_groups(const struct hg_uptime *uptime);
void hg_outline_show_groups(struct hg_walk *walk);
size_t hg_outline_count_gaps(const struct hg_uptime *uptime);
void hg_outline_show_gaps(struct hg_walk *walk);
size_t hg_outline_count_certificates(const struct hg_uptime *uptime);
void hg_outline_show_certificates(struct hg_walk *walk);
size_t hg_outline_count_days(const struct hg_uptime *uptime);
void hg_outline_show_days(struct hg_walk *walk);
/* False when there is no room. */
bool hg_outline_show_days_of(struct hg_walk *walk, const struct hg_uptime_target *target);

#endif
