/* SPDX-License-Identifier: MIT */
/* outline_news: what an alert is sent for: since when, why, and how to look closer. */
#include "uptime/outline_walk.h"

#include <stdbool.h>
#include <string.h>

#include "headgate/units.h"

#include "headgate/banned.h"

/* How events are said. */
struct row {
    enum hg_event_kind kind;
    enum hg_tone tone;
    const char *word;
    const char *lasted; /* before the time that it lasted; NULL: that is not said */
    bool is_end;        /* "since" is when it ended, and its beginning is said, too */
};

/* In the order of the headline. */
static const struct row rows[] = {
    {HG_EVENT_OFFLINE, HG_TONE_UNKNOWN, "offline", NULL, false},
    {HG_EVENT_DOWN, HG_TONE_BAD, "went down", NULL, false},
    {HG_EVENT_REMINDER, HG_TONE_BAD, "still down", "for", false},
    {HG_EVENT_FLAPPING, HG_TONE_WARNING, "flapping", NULL, false},
    {HG_EVENT_RECOVERED, HG_TONE_GOOD, "came back", "was down for", true},
    {HG_EVENT_CERTIFICATE, HG_TONE_WARNING, "certificate", NULL, false},
    {HG_EVENT_FLAPPING_END, HG_TONE_GOOD, "stopped flapping", "flapped for", true},
    {HG_EVENT_ONLINE, HG_TONE_GOOD, "online again", "was offline for", true},
    {HG_EVENT_REMOVED, HG_TONE_PLAIN, "removed", NULL, false},
    {HG_EVENT_DEGRADED, HG_TONE_WARNING, "degraded", NULL, false},
    {HG_EVENT_DEGRADED_END, HG_TONE_GOOD, "no longer degraded", "was so for", true},
    {HG_EVENT_GAP, HG_TONE_UNKNOWN, "checks were missing", "for", false},
};

#define ROW_COUNT     (sizeof rows / sizeof rows[0])
#define NAMES_MAX     12 /* more than anyone reads */
#define US_PER_MINUTE (60 * HG_US_PER_S)

/* Names that a shell would read otherwise in quotation marks are left out. */
static void add_command(struct hg_walk *walk, const struct hg_event *event)
{
    if (strchr(event->target, '\'') != NULL ||
        strchr(walk->uptime->history, '\'') != NULL)
        return;
    hg_buf_printf(&walk->details, "%sheadgate explain --history '%s' '%s'",
                  walk->details.len > 0 ? "\n" : "", walk->uptime->history,
                  event->target);
}

/* "was down for 6 h, since 2026-10-31 21:14". */
static void add_lasted(struct hg_walk *walk, const struct row *row,
                       const struct hg_event *event)
{
    char time[HG_UPTIME_FORMAT_SIZE];
    if (row->lasted == NULL || event->at_us <= event->since_us)
        return;
    hg_uptime_format_duration(event->at_us - event->since_us, time);
    hg_buf_printf(&walk->details, "%s %s", row->lasted, time);
    if (!row->is_end)
        return;
    hg_uptime_format_time(walk->uptime, event->since_us, time);
    hg_buf_printf(&walk->details, ", since %s", time);
}

/* Said in one entry: the same of several targets, in the same minute for the same reason. */
static bool is_same(const struct hg_event *a, const struct hg_event *b)
{
    return a->kind == b->kind &&
           a->since_us / US_PER_MINUTE == b->since_us / US_PER_MINUTE &&
           a->at_us / US_PER_MINUTE == b->at_us / US_PER_MINUTE &&
           strcmp(a->reason, b->reason) == 0;
}

static size_t count_same(const struct hg_uptime *uptime, const struct hg_event *event)
{
    size_t count = 0;
    for (size_t i = 0; i < uptime->event_count; i++)
        count += is_same(event, &uptime->events[i]) ? 1 : 0;
    return count;
}

static bool is_first(const struct hg_uptime *uptime, const struct hg_event *event)
{
    const struct hg_event *first = uptime->events;
    while (!is_same(first, event))
        first++;
    return first == event;
}

static void list_names(struct hg_walk *walk, const struct hg_event *event, size_t count)
{
    size_t listed = 0;
    hg_buf_add_text(&walk->details, walk->details.len > 0 ? "\n" : "");
    for (size_t i = 0; i < walk->uptime->event_count && listed < NAMES_MAX; i++) {
        if (!is_same(event, &walk->uptime->events[i]))
            continue;
        hg_uptime_format_join(&walk->details, "%s", walk->uptime->events[i].target);
        listed++;
    }
    if (listed < count)
        hg_buf_printf(&walk->details, " and %zu more", count - listed);
}

static void fill_news(struct hg_walk *walk, const struct row *row,
                      const struct hg_event *event, size_t count)
{
    const bool is_of_monitor = hg_event_is_of_monitor(event->kind);
    hg_walk_begin(walk, row->tone, row->word);
    if (count > 1) {
        hg_buf_printf(&walk->title, "%zu targets", count);
    } else {
        walk->entry.title = is_of_monitor ? "this monitor" : event->target;
        walk->entry.url = is_of_monitor ? NULL : event->url;
    }
    hg_uptime_format_time(walk->uptime, row->is_end ? event->at_us : event->since_us,
                          walk->cells[0]);
    add_lasted(walk, row, event);
    if (event->reason[0] != '\0')
        hg_buf_printf(&walk->details, "%s%s", walk->details.len > 0 ? ": " : "",
                      event->reason);
    if (count > 1)
        list_names(walk, event, count);
    if (!is_of_monitor)
        add_command(walk, event);
}

size_t hg_outline_count_news(const struct hg_uptime *uptime)
{
    return uptime->event_count;
}

/* False when there is no room. */
static bool show_kind(struct hg_walk *walk, const struct row *row)
{
    for (size_t i = 0; i < walk->uptime->event_count; i++) {
        const struct hg_event *event = &walk->uptime->events[i];
        if (event->kind != row->kind || !is_first(walk->uptime, event))
            continue;
        const size_t count = count_same(walk->uptime, event);
        fill_news(walk, row, event, count);
        if (!hg_walk_show(walk))
            return false;
        walk->shown_count += count;
    }
    return true;
}

void hg_outline_show_news(struct hg_walk *walk)
{
    bool has_room = true;
    for (size_t i = 0; i < ROW_COUNT && has_room; i++)
        has_room = show_kind(walk, &rows[i]);
}
