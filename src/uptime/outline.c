/* SPDX-License-Identifier: MIT */
/* outline: the sections of a report over a period, one after another. */
#include "uptime/outline.h"

#include "uptime/outline_walk.h"

#include "headgate/banned.h"

struct section_row {
    struct hg_outline_section section;
    size_t (*count)(const struct hg_uptime *uptime);
    void (*show)(struct hg_walk *walk);
    /* NULL: there is no note. */
    void (*note)(const struct hg_uptime *uptime, struct hg_buf *out);
};

/* Of an alert. */
static const struct section_row news = {{.kind = HG_SECTION_NEWS,
                                         .id = "changed",
                                         .title = "What changed",
                                         .columns = {"since"},
                                         .column_count = 1},
                                        hg_outline_count_news,
                                        hg_outline_show_news,
                                        NULL};

/* In the order in which people want to know. */
static const struct section_row rows[] = {
    {{.kind = HG_SECTION_DOWN,
      .id = "down",
      .title = "Down now",
      .columns = {"for", "since", "cause"},
      .column_count = 3},
     hg_outline_count_down,
     hg_outline_show_down,
     NULL},
    {{.kind = HG_SECTION_RECOVERED,
      .id = "recovered",
      .title = "Recovered",
      .columns = {"was down", "since"},
      .column_count = 2},
     hg_outline_count_recovered,
     hg_outline_show_recovered,
     NULL},
    {{.kind = HG_SECTION_STALE,
      .id = "unknown",
      .title = "Currently unknown",
      .columns = {"for", "last check"},
      .column_count = 2},
     hg_outline_count_stale,
     hg_outline_show_stale,
     NULL},
    {{.kind = HG_SECTION_CHANNELS,
      .id = "channels",
      .title = "Channels that do not work",
      .columns = {"since", "messages that wait"},
      .column_count = 2},
     hg_outline_count_channels,
     hg_outline_show_channels,
     NULL},
    {{.kind = HG_SECTION_TARGETS,
      .id = "targets",
      .title = "Targets, worst first",
      .columns = {"uptime", "checks", "down", "p95"},
      .column_count = 4,
      .is_table = true},
     hg_outline_count_targets,
     hg_outline_show_targets,
     NULL},
    {{.kind = HG_SECTION_OUTAGES,
      .id = "outages",
      .title = "Outages, newest first",
      .columns = {"lasted", "began", "ended", "cause"},
      .column_count = 4},
     hg_outline_count_outages,
     hg_outline_show_outages,
     NULL},
    {{.kind = HG_SECTION_SLAS,
      .id = "service-levels",
      .title = "Service levels",
      .columns = {"measured", "promised", "budget", "left"},
      .column_count = 4,
      .is_table = true},
     hg_outline_count_slas,
     hg_outline_show_slas,
     hg_outline_note_slas},
    {{.kind = HG_SECTION_GROUPS,
      .id = "groups",
      .title = "Groups",
      .columns = {"uptime", "before", "targets"},
      .column_count = 3,
      .is_table = true},
     hg_outline_count_groups,
     hg_outline_show_groups,
     NULL},
    {{.kind = HG_SECTION_GAPS,
      .id = "gaps",
      .title = "Unknown, as nothing was checked",
      .columns = {"lasted"},
      .column_count = 1},
     hg_outline_count_gaps,
     hg_outline_show_gaps,
     NULL},
    {{.kind = HG_SECTION_CERTIFICATES,
      .id = "certificates",
      .title = "Certificates that expire within 30 days",
      .columns = {"days left", "ends"},
      .column_count = 2},
     hg_outline_count_certificates,
     hg_outline_show_certificates,
     NULL},
    {{.kind = HG_SECTION_DAYS,
      .id = "days",
      .title = "Day by day",
      .columns = {"uptime", "down", "unknown", "maintenance"},
      .column_count = 4,
      .is_table = true},
     hg_outline_count_days,
     hg_outline_show_days,
     NULL},
};

/* Of the targets that were not shown, how many were down at some time. */
static size_t count_rest_with_incidents(const struct hg_walk *walk)
{
    const struct hg_uptime *uptime = walk->uptime;
    size_t count = 0;
    for (size_t i = walk->shown_count; i < uptime->target_count; i++)
        count += uptime->targets[uptime->order[i]].incident_count > 0 ? 1 : 0;
    return count;
}

static void describe_rest_of_targets(const struct hg_walk *walk, size_t left,
                                     struct hg_buf *out)
{
    const size_t troubled = count_rest_with_incidents(walk);
    hg_buf_printf(out, "and %zu %starget%s", left, troubled > 0 ? "more " : "",
                  left == 1 ? "" : "s");
    if (troubled == 0)
        hg_buf_add_text(out, " without incident");
    else
        hg_buf_printf(out, ", %zu of them with incidents", troubled);
}

static const char *describe_rest(struct hg_walk *walk)
{
    struct hg_buf *out = &walk->details;
    const size_t left = walk->section->count - walk->shown_count;
    const bool are_days = walk->section->kind == HG_SECTION_DAYS;
    if (left == 0)
        return NULL;
    hg_buf_clear(out);
    if (walk->section->kind == HG_SECTION_TARGETS) {
        describe_rest_of_targets(walk, left, out);
        return out->data;
    }
    if (walk->is_cut) {
        hg_buf_add_text(out, "and more days of this target");
        if (left > 1)
            hg_buf_printf(out, ", and %zu more target%s", left - 1, left == 2 ? "" : "s");
        return out->data;
    }
    hg_buf_printf(out, "and %zu more%s", left,
                  !are_days ? "" : (left == 1 ? " target" : " targets"));
    return out->data;
}

static void walk_section(struct hg_walk *walk, const struct section_row *row)
{
    struct hg_outline_section section = row->section;
    section.count = row->count(walk->uptime);
    if (section.count == 0)
        return;
    if (section.kind == HG_SECTION_DOWN && hg_uptime_is_past(walk->uptime))
        section.title = "Down at the end of the period";
    struct hg_buf note;
    hg_buf_init(&note);
    if (row->note != NULL) {
        row->note(walk->uptime, &note);
        section.note = note.data;
    }
    walk->section = &section;
    walk->shown_count = 0;
    walk->is_cut = false;
    walk->reader->begin(walk->reader->context, &section);
    row->show(walk);
    walk->reader->end(walk->reader->context, &section, describe_rest(walk));
    hg_buf_release(&note);
}

static const struct section_row *row_of(enum hg_outline_section_kind kind)
{
    size_t i = 0;
    while (rows[i].section.kind != kind)
        i++;
    return &rows[i];
}

void hg_outline_walk_days(const struct hg_uptime *uptime,
                          const struct hg_uptime_target *target,
                          const struct hg_outline_reader *reader)
{
    struct hg_outline_section section = row_of(HG_SECTION_DAYS)->section;
    struct hg_walk walk = {.uptime = uptime, .reader = reader, .section = &section};
    if (uptime->day_count == 0)
        return;
    section.count = 1;
    hg_buf_init(&walk.title);
    hg_buf_init(&walk.details);
    reader->begin(reader->context, &section);
    (void)hg_outline_show_days_of(&walk, target);
    reader->end(reader->context, &section, NULL);
    hg_buf_release(&walk.title);
    hg_buf_release(&walk.details);
}

static void walk_rows(const struct hg_uptime *uptime,
                      const struct hg_outline_reader *reader,
                      const struct section_row *first, size_t count)
{
    struct hg_walk walk = {.uptime = uptime, .reader = reader};
    hg_buf_init(&walk.title);
    hg_buf_init(&walk.details);
    for (size_t i = 0; i < count; i++)
        walk_section(&walk, &first[i]);
    hg_buf_release(&walk.title);
    hg_buf_release(&walk.details);
}

void hg_outline_walk_news(const struct hg_uptime *uptime,
                          const struct hg_outline_reader *reader)
{
    walk_rows(uptime, reader, &news, 1);
}

void hg_outline_walk(const struct hg_uptime *uptime,
                     const struct hg_outline_reader *reader)
{
    walk_rows(uptime, reader, rows, sizeof rows / sizeof rows[0]);
}

enum hg_tone hg_outline_tone(const struct hg_uptime *uptime)
{
    if (uptime->now[HG_OUTCOME_DOWN] > 0)
        return HG_TONE_BAD;
    if (uptime->target_count == 0 || uptime->now[HG_OUTCOME_UNKNOWN] > 0)
        return HG_TONE_UNKNOWN;
    return HG_TONE_GOOD;
}

void hg_outline_join_cells(const struct hg_outline_section *section,
                           const struct hg_outline_entry *entry, struct hg_buf *out)
{
    for (size_t i = 1; i < section->column_count; i++) {
        if (entry->cells[i][0] != '\0')
            hg_uptime_format_join(out, "%s %s", section->columns[i], entry->cells[i]);
    }
}
