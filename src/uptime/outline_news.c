/* SPDX-License-Identifier: MIT */
/* outline_news: what an alert is sent for: since when, why, and how to look closer. */
#include "uptime/outline_walk.h"

#include <stdbool.h>
#include <string.h>

#include "headgate/banned.h"

/* How events are said; `lasted`: what stands before the time that it lasted, NULL: that is not said. */
static const struct {
    enum hg_tone tone;
    const char *word;
    const char *lasted;
} words[HG_EVENT_KIND_COUNT] = {
    [HG_EVENT_DOWN] = {HG_TONE_BAD, "went down", NULL},
    [HG_EVENT_RECOVERED] = {HG_TONE_GOOD, "came back", "was down for"},
    [HG_EVENT_REMINDER] = {HG_TONE_BAD, "still down", "for"},
    [HG_EVENT_DEGRADED] = {HG_TONE_WARNING, "degraded", NULL},
    [HG_EVENT_DEGRADED_END] = {HG_TONE_GOOD, "no longer degraded", "was so for"},
    [HG_EVENT_CERTIFICATE] = {HG_TONE_WARNING, "certificate", NULL},
    [HG_EVENT_REMOVED] = {HG_TONE_PLAIN, "removed", NULL},
    [HG_EVENT_FLAPPING] = {HG_TONE_WARNING, "flapping", NULL},
    [HG_EVENT_FLAPPING_END] = {HG_TONE_GOOD, "stopped flapping", "flapped for"},
    [HG_EVENT_OFFLINE] = {HG_TONE_UNKNOWN, "offline", NULL},
    [HG_EVENT_ONLINE] = {HG_TONE_GOOD, "online again", "was offline for"},
    [HG_EVENT_GAP] = {HG_TONE_UNKNOWN, "checks were missing", "for"},
};

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

static void fill_news(struct hg_walk *walk, const struct hg_event *event)
{
    const bool is_of_monitor = hg_event_is_of_monitor(event->kind);
    char lasted[HG_UPTIME_FORMAT_SIZE];
    hg_walk_begin(walk, words[event->kind].tone, words[event->kind].word);
    walk->entry.title = is_of_monitor ? "this monitor" : event->target;
    walk->entry.url = is_of_monitor ? NULL : event->url;
    hg_uptime_format_time(walk->uptime, event->since_us, walk->cells[0]);
    if (words[event->kind].lasted != NULL && event->at_us > event->since_us) {
        hg_uptime_format_duration(event->at_us - event->since_us, lasted);
        hg_buf_printf(&walk->details, "%s %s", words[event->kind].lasted, lasted);
    }
    if (event->reason[0] != '\0')
        hg_buf_printf(&walk->details, "%s%s", walk->details.len > 0 ? ": " : "",
                      event->reason);
    if (!is_of_monitor)
        add_command(walk, event);
}

size_t hg_outline_count_news(const struct hg_uptime *uptime)
{
    return uptime->event_count;
}

void hg_outline_show_news(struct hg_walk *walk)
{
    for (size_t i = 0; i < walk->uptime->event_count; i++) {
        fill_news(walk, &walk->uptime->events[i]);
        if (!hg_walk_show(walk))
            return;
        walk->shown_count++;
    }
}
