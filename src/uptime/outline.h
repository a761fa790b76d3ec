/* SPDX-License-Identifier: MIT */
/* outline: what a report over a period tells, in which order and words, without any
 * layout. A format is a reader that is shown one entry after another and says where it
 * has no room for more; so all formats tell the same. Texts that a reader is shown are
 * valid until it returns. */
#ifndef HEADGATE_UPTIME_OUTLINE_H
#define HEADGATE_UPTIME_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/uptime.h"

#include "uptime/uptime_format.h"

#define HG_OUTLINE_COLUMNS 6

/* Beside every tone stands a word that says the same. */
enum hg_tone {
    HG_TONE_PLAIN,
    HG_TONE_GOOD,
    HG_TONE_WARNING,
    HG_TONE_BAD,
    HG_TONE_UNKNOWN,
    HG_TONE_PLANNED,
    HG_TONE_COUNT
};

enum hg_outline_section_kind {
    HG_SECTION_DOWN,
    HG_SECTION_RECOVERED,
    HG_SECTION_STALE,
    HG_SECTION_TARGETS,
    HG_SECTION_OUTAGES,
    HG_SECTION_SLAS,
    HG_SECTION_GROUPS,
    HG_SECTION_GAPS,
    HG_SECTION_CERTIFICATES,
    HG_SECTION_DAYS,
    HG_SECTION_COUNT
};

struct hg_outline_section {
    enum hg_outline_section_kind kind;
    const char *id;    /* a word for links: "targets" */
    const char *title; /* "Outages, newest first" */
    const char
        *columns[HG_OUTLINE_COLUMNS]; /* the first one is the figure that counts most */
    size_t column_count;
    bool is_table; /* figures that are read downwards */
    size_t count;  /* of entries */
};

struct hg_outline_entry {
    enum hg_tone tone;
    const char *word; /* "down"; NULL: none */
    const char *title;
    const char
        *heading;    /* of the entries from here on: a target's name; NULL: as before */
    const char *url; /* of the target; NULL: none */
    const char *cells
        [HG_OUTLINE_COLUMNS]; /* one for each of the section's columns; "": nothing to tell */
    const char *details;      /* lines, joined by line feeds; "": none */
    const struct hg_uptime_target *target; /* whose strip belongs here; NULL: none */
};

struct hg_outline_reader {
    void *context;
    void (*begin)(void *context, const struct hg_outline_section *section);
    /* False: there is no room, and for none of the section's that follow. */
    bool (*entry)(void *context, const struct hg_outline_section *section,
                  const struct hg_outline_entry *entry);
    /* `rest`: "and 212 targets without incident", or NULL when all were shown. */
    void (*end)(void *context, const struct hg_outline_section *section,
                const char *rest);
};

/* Show all sections that have entries. */
void hg_outline_walk(const struct hg_uptime *uptime,
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
