/* SPDX-License-Identifier: MIT */
/* changes: incidents that a run opened, closed or left open. */
#include "headgate/changes.h"

#include <stdbool.h>

#include "uptime/uptime_format.h"

#include "headgate/banned.h"

#define SHOWN_MAX 50 /* of each kind */

enum kind { WENT_DOWN, CAME_BACK, STILL_DOWN, KIND_COUNT };

static bool is_late(const struct hg_changes *changes,
                    const struct hg_uptime_target *target)
{
    for (size_t i = 0; i < changes->late_count; i++) {
        if (changes->late[i] == target->id)
            return true;
    }
    return false;
}

static enum kind kind_of(const struct hg_changes *changes,
                         const struct hg_incident *incident)
{
    const struct hg_uptime *uptime = changes->uptime;
    if (is_late(changes, &uptime->targets[incident->target]))
        return KIND_COUNT;
    if (incident->closed_us != 0)
        return CAME_BACK;
    /* What is no longer asked for stays as it was. */
    if (uptime->targets[incident->target].last_check_us < uptime->period.begin_us)
        return KIND_COUNT;
    return incident->opened_us >= uptime->period.begin_us ? WENT_DOWN : STILL_DOWN;
}

static const char *word_of(enum kind kind)
{
    switch (kind) {
    case WENT_DOWN:
        return "went down";
    case CAME_BACK:
        return "came back";
    case STILL_DOWN:
    case KIND_COUNT:
        break;
    }
    return "still down";
}

static void write_incident(const struct hg_uptime *uptime,
                           const struct hg_incident *incident, enum kind kind,
                           struct hg_sink *sink)
{
    const int64_t end_us =
        incident->closed_us != 0 ? incident->closed_us : uptime->period.end_us;
    char opened[HG_UPTIME_FORMAT_SIZE];
    char lasted[HG_UPTIME_FORMAT_SIZE];
    hg_uptime_format_time(uptime, incident->opened_us, opened);
    hg_uptime_format_duration(end_us - incident->opened_us, lasted);
    hg_sink_printf(sink, "%-10s  %s", word_of(kind),
                   uptime->targets[incident->target].name);
    if (kind == CAME_BACK)
        hg_sink_printf(sink, ", was down for %s, since %s", lasted, opened);
    if (kind == STILL_DOWN)
        hg_sink_printf(sink, " for %s, since %s", lasted, opened);
    hg_sink_printf(sink, ": %s\n", incident->reason);
}

static void write_kind(const struct hg_changes *changes, enum kind kind, size_t count,
                       struct hg_sink *sink)
{
    const struct hg_uptime *uptime = changes->uptime;
    size_t shown = 0;
    for (size_t i = 0; i < uptime->incident_count && shown < SHOWN_MAX; i++) {
        if (kind_of(changes, &uptime->incidents[i]) != kind)
            continue;
        write_incident(uptime, &uptime->incidents[i], kind, sink);
        shown++;
    }
    if (shown < count)
        hg_sink_printf(sink, "%-10s  and %zu more\n", word_of(kind), count - shown);
}

void hg_changes_write(const struct hg_changes *changes, struct hg_sink *sink)
{
    const struct hg_uptime *uptime = changes->uptime;
    size_t counts[KIND_COUNT + 1] = {0};
    bool is_first = true;
    for (size_t i = 0; i < uptime->incident_count; i++)
        counts[kind_of(changes, &uptime->incidents[i])]++;
    if (counts[WENT_DOWN] + counts[CAME_BACK] == 0)
        return;
    for (enum kind kind = WENT_DOWN; kind < KIND_COUNT; kind++) {
        if (counts[kind] == 0)
            continue;
        hg_sink_printf(sink, "%s%zu %s", is_first ? "" : ", ", counts[kind],
                       word_of(kind));
        is_first = false;
    }
    hg_sink_text(sink, "\n\n");
    for (enum kind kind = WENT_DOWN; kind < KIND_COUNT; kind++)
        write_kind(changes, kind, counts[kind], sink);
}
