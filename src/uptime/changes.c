/* SPDX-License-Identifier: MIT */
/* changes: a line for each event, and for each target that is still down. */
#include "headgate/changes.h"

#include <stdbool.h>

#include "uptime/uptime_format.h"

#include "headgate/banned.h"

#define SHOWN_MAX 50 /* of each kind */

/* A kind of lines: events of one kind, or what is still down. */
struct kind {
    const char *word;
    enum hg_event_kind event;
    bool is_still_down;
};

static const struct kind kinds[] = {
    {"went down", HG_EVENT_DOWN, false},
    {"came back", HG_EVENT_RECOVERED, false},
    {"still down", HG_EVENT_DOWN, true},
    {"certificate", HG_EVENT_CERTIFICATE, false},
    {"flapping", HG_EVENT_FLAPPING, false},
    {"stopped flapping", HG_EVENT_FLAPPING_END, false},
    {"removed", HG_EVENT_REMOVED, false},
};

#define KIND_COUNT (sizeof kinds / sizeof kinds[0])

/* The events that a kind of lines is made from. */
static const struct hg_event *events_of(const struct hg_changes *changes,
                                        const struct kind *kind, size_t *count)
{
    *count = kind->is_still_down ? changes->still_down_count : changes->event_count;
    return kind->is_still_down ? changes->still_down : changes->events;
}

static size_t count_events(const struct hg_changes *changes, const struct kind *kind)
{
    size_t all;
    size_t count = 0;
    const struct hg_event *events = events_of(changes, kind, &all);
    for (size_t i = 0; i < all; i++)
        count += events[i].kind == kind->event ? 1 : 0;
    return count;
}

static void write_event(const struct hg_changes *changes, const struct kind *kind,
                        const struct hg_event *event, struct hg_sink *sink)
{
    char since[HG_ZONE_TIME_SIZE];
    char lasted[HG_UPTIME_FORMAT_SIZE];
    const int64_t end_us = kind->is_still_down ? changes->now_us : event->at_us;
    /* A clock that was wrong may have said it. */
    hg_uptime_format_duration(end_us > event->since_us ? end_us - event->since_us : 0,
                              lasted);
    hg_zone_format(changes->zone, event->since_us, "%Y-%m-%d %H:%M", since);
    hg_sink_printf(sink, "%-10s  %s", kind->word, event->target);
    if (kind->event == HG_EVENT_RECOVERED ||
        (kind->event == HG_EVENT_REMOVED && event->at_us > event->since_us))
        hg_sink_printf(sink, ", was down for %s, since %s", lasted, since);
    if (kind->is_still_down)
        hg_sink_printf(sink, " for %s, since %s", lasted, since);
    hg_sink_printf(sink, "%s%s\n", event->reason[0] == '\0' ? "" : ": ", event->reason);
}

static void write_kind(const struct hg_changes *changes, const struct kind *kind,
                       size_t count, struct hg_sink *sink)
{
    size_t all;
    size_t shown = 0;
    const struct hg_event *events = events_of(changes, kind, &all);
    for (size_t i = 0; i < all && shown < SHOWN_MAX; i++) {
        if (events[i].kind != kind->event)
            continue;
        write_event(changes, kind, &events[i], sink);
        shown++;
    }
    if (shown < count)
        hg_sink_printf(sink, "%-10s  and %zu more\n", kind->word, count - shown);
}

/* As for a channel that names no events. */
static bool has_default_event(const struct hg_changes *changes)
{
    for (size_t i = 0; i < changes->event_count; i++) {
        if ((HG_EVENTS_DEFAULT & 1U << changes->events[i].kind) != 0)
            return true;
    }
    return false;
}

void hg_changes_write(const struct hg_changes *changes, struct hg_sink *sink)
{
    size_t counts[KIND_COUNT];
    bool is_first = true;
    if (!has_default_event(changes))
        return;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        counts[i] = count_events(changes, &kinds[i]);
        if (counts[i] == 0)
            continue;
        hg_sink_printf(sink, "%s%zu %s", is_first ? "" : ", ", counts[i], kinds[i].word);
        is_first = false;
    }
    hg_sink_text(sink, "\n\n");
    for (size_t i = 0; i < KIND_COUNT; i++)
        write_kind(changes, &kinds[i], counts[i], sink);
}
