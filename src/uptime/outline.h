/* SPDX-License-Identifier: MIT */
/* outline: the contents of a report over a period. Every format reads the same outline (see
 * outline_reader.h) and computes nothing. */
#ifndef HEADGATE_UPTIME_OUTLINE_H
#define HEADGATE_UPTIME_OUTLINE_H

#include "headgate/buf.h"
#include "headgate/uptime.h"

#include "uptime/outline_reader.h"
#include "uptime/uptime_format.h"

/* Show all sections that have entries. */
void hg_outline_walk(const struct hg_uptime *uptime,
                     const struct hg_outline_reader *reader);

/* Show what the report is sent for; nothing when it is no alert. For mails, before anything else. */
void hg_outline_walk_news(const struct hg_uptime *uptime,
                          const struct hg_outline_reader *reader);

/* Show the days of one target, as the section "days" has them; nothing when there are none. */
void hg_outline_walk_days(const struct hg_uptime *uptime,
                          const struct hg_uptime_target *target,
                          const struct hg_outline_reader *reader);

/* The figures that stand above everything. */
struct hg_outline_fact {
    const char *label;  /* "Uptime" */
    const char *value;  /* "99.31 %" */
    const char *remark; /* "by time; 99.90 % before"; may be empty */
};
void hg_outline_facts(const struct hg_uptime *uptime,
                      void (*on_fact)(void *context, const struct hg_outline_fact *fact),
                      void *context);

/* How things are at the end of the period: bad when something is down, unknown when
 * nothing is known, good otherwise. */
enum hg_tone hg_outline_tone(const struct hg_uptime *uptime);

/* Append the cells of an entry but for the first, each with its column's name: "since
 * 2026-10-31 21:14, cause connect". */
void hg_outline_join_cells(const struct hg_outline_section *section,
                           const struct hg_outline_entry *entry, struct hg_buf *out);

#endif
