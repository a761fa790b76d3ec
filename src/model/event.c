/* SPDX-License-Identifier: MIT */
/* event: the words for kinds of events, and which channels they are for. */
#include "headgate/event.h"

#include <string.h>

#include "headgate/banned.h"

const char *hg_event_word(enum hg_event_kind kind)
{
    switch (kind) {
    case HG_EVENT_DOWN:
        return "down";
    case HG_EVENT_RECOVERED:
        return "recovered";
    case HG_EVENT_REMINDER:
        return "reminder";
    case HG_EVENT_DEGRADED:
        return "degraded";
    case HG_EVENT_DEGRADED_END:
        return "degraded_end";
    case HG_EVENT_CERTIFICATE:
        return "certificate";
    case HG_EVENT_REMOVED:
        return "removed";
    case HG_EVENT_FLAPPING:
        return "flapping";
    case HG_EVENT_FLAPPING_END:
        return "flapping_end";
    case HG_EVENT_OFFLINE:
        return "offline";
    case HG_EVENT_ONLINE:
        return "online";
    case HG_EVENT_GAP:
        return "gap";
    case HG_EVENT_KIND_COUNT:
        break;
    }
    return "";
}

static bool has(const struct hg_texts *texts, const char *text)
{
    for (size_t i = 0; i < texts->count; i++) {
        if (strcmp(texts->items[i], text) == 0)
            return true;
    }
    return false;
}

static bool has_tag_of(const struct hg_texts *wanted, const struct hg_texts *tags)
{
    for (size_t i = 0; i < tags->count; i++) {
        if (has(wanted, tags->items[i]))
            return true;
    }
    return false;
}

bool hg_event_is_of_monitor(enum hg_event_kind kind)
{
    return kind == HG_EVENT_OFFLINE || kind == HG_EVENT_ONLINE || kind == HG_EVENT_GAP;
}

static bool is_of_its_targets(const struct hg_event *event,
                              const struct hg_channel_settings *channel)
{
    const char *group = event->group == NULL ? "default" : event->group;
    return (channel->groups.count == 0 || has(&channel->groups, group)) &&
           (channel->tags.count == 0 || has_tag_of(&channel->tags, &event->tags));
}

bool hg_event_is_for(const struct hg_event *event,
                     const struct hg_channel_settings *channel)
{
    return (channel->events & 1U << event->kind) != 0 &&
           (event->to.count == 0 || has(&event->to, channel->name)) &&
           (hg_event_is_of_monitor(event->kind) || is_of_its_targets(event, channel));
}
