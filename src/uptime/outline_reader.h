/* SPDX-License-Identifier: MIT */
/* outline_reader: how a format reads the outline of a report over a period: section by section, entry
 * by entry, in the final order and wording, without any layout. The format says where it has no room for
 * more, so that all formats have the same contents. What is passed is valid until the function returns. */
#ifndef HEADGATE_UPTIME_OUTLINE_READER_H
#define HEADGATE_UPTIME_OUTLINE_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/uptime.h"

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
    HG_SECTION_NEWS,
    HG_SECTION_DOWN,
    HG_SECTION_RECOVERED,
    HG_SECTION_STALE,
    HG_SECTION_CHANNELS,
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
    /* The first one is the figure that counts most. */
    const char *columns[HG_OUTLINE_COLUMNS];
    size_t column_count;
    const char *note; /* what is to be said of all its entries; NULL: nothing */
    bool is_table;    /* figures that are read downwards */
    size_t count;     /* of entries */
};

struct hg_outline_entry {
    enum hg_tone tone;
    const char *word; /* "down"; NULL: none */
    const char *title;
    /* Of the entries from here on: a target's name; NULL: as before. */
    const char *heading;
    const char *url; /* of the target; NULL: none */
    /* One for each of the section's columns; "": empty. */
    const char *cells[HG_OUTLINE_COLUMNS];
    const char *details;                   /* lines, joined by line feeds; "": none */
    const struct hg_uptime_target *target; /* whose sparkline belongs here; NULL: none */
};

struct hg_outline_reader {
    void *context;
    void (*begin)(void *context, const struct hg_outline_section *section);
    /* False: there is no room for this entry, nor for those of the section that follow. */
    bool (*entry)(void *context, const struct hg_outline_section *section,
                  const struct hg_outline_entry *entry);
    /* `rest`: "and 212 targets without incident", or NULL when all were shown. */
    void (*end)(void *context, const struct hg_outline_section *section,
                const char *rest);
};

#endif
