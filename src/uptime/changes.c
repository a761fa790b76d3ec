/* SPDX-License-Identifier: MIT */
/* changes: a line for each event, and for each target that is still down. */
#include "headgate/changes.h"

#include <stdbool.h>

#include "headgate/units.h"
#include "uptime/uptime_format.h"

#include "headgate/banned.h"

#define SHOWN_MAX 50 /* of each kind */

/* A kind of lines: events of one kind, or what is still down. */
struct kind {
    const char *word;
    enum hg_event_kind event;
    const char *lasted; /* in front of the time that it lasted; NULL: that is not said */
    bool is_still_down;
};

static const struct kind kinds[] = {
    {"offline", HG_EVENT_OFFLINE, NULL, false},
    {"online", HG_EVENT_ONLINE, "was offline for", false},
    {"went down", HG_EVENT_DOWN, NULL, false},
    {"came back", HG_EVENT_RECOVERED, ", was down for", false},
    {"still down", HG_EVENT_DOWN, " for", true},
    {"flapping", HG_EVENT_FLAPPING, NULL, false},
    {"stopped flapping", HG_EVENT_FLAPPING_END, ", flapped for", false},
    {"certificate", HG_EVENT_CERTIFICATE, NULL, false},
    {"removed", HG_EVENT_REMOVED, ", was down for", false},
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

static void write_lasted(const struct hg_changes *changes, const struct kind *kind,
                         const struct hg_event *event, struct hg_sink *sink)
{
    char since[HG_ZONE_TIME_SIZE];
    char lasted[HG_UPTIME_FORMAT_SIZE];
    const int64_t end_us = kind->is_still_down ? changes->now_us : event->at_us;
    /* A clock that was wrong may have said it. */
    const int64_t lasted_us = end_us > event->since_us ? end_us - event->since_us : 0;
    /* What nothing was wrong with began in the same moment. */
    if (kind->lasted == NULL || (kind->event == HG_EVENT_REMOVED && lasted_us == 0))
        return;
    hg_units_format_elapsed(lasted_us, lasted, sizeof lasted);
    hg_zone_format(changes->zone, event->since_us, "%Y-%m-%d %H:%M", since);
    hg_sink_printf(sink, "%s %s, since %s", kind->lasted, lasted, since);
}

static void write_event(const struct hg_changes *changes, const struct kind *kind,
                        const struct hg_event *event, struct hg_sink *sink)
{
    const bool is_only_reason = event->target[0] == '\0' && kind->lasted == NULL;
    hg_sink_printf(sink, "%-10s  %s", kind->word, event->target);
    write_lasted(changes, kind, event, sink);
    hg_sink_printf(sink, "%s%s\n", event->reason[0] == '\0' || is_only_reason ? "" : ": ",
                   event->reason);
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
        hg_sink_text(sink, is_first ? "" : ", ");
        if (!hg_event_is_of_monitor(kinds[i].event))
            hg_sink_printf(sink, "%zu ", counts[i]);
        hg_sink_text(sink, kinds[i].word);
        is_first = false;
    }
    hg_sink_text(sink, "\n\n");
    for (size_t i = 0; i < KIND_COUNT; i++)
        write_kind(changes, &kinds[i], counts[i], sink);
}
