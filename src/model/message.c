/* SPDX-License-Identifier: MIT */
/* message: events in words. */
#include "headgate/message.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/hash_table.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define NAMED_MAX 3 /* targets in a title */

/* How an event is said, and what stands before the time that it lasted; NULL: that is not said. */
static const struct {
    const char *phrase;
    const char *of_many; /* the phrase of several, where it differs; NULL: it does not */
    const char *lasted;
    const char *lasted_of_many; /* likewise */
} words[HG_EVENT_KIND_COUNT] = {
    [HG_EVENT_DOWN] = {"went down", NULL, NULL, NULL},
    [HG_EVENT_RECOVERED] = {"came back", NULL, "was down for", "were down for"},
    [HG_EVENT_REMINDER] = {"still down", NULL, "for", NULL},
    [HG_EVENT_DEGRADED] = {"degraded", NULL, NULL, NULL},
    [HG_EVENT_DEGRADED_END] = {"no longer degraded", NULL, "was so for", NULL},
    [HG_EVENT_CERTIFICATE] = {"certificate", "certificates", NULL, NULL},
    [HG_EVENT_FLAPPING] = {"flapping", NULL, NULL, NULL},
    [HG_EVENT_FLAPPING_END] = {"stopped flapping", NULL, "flapped for", NULL},
    [HG_EVENT_OFFLINE] = {"offline", NULL, NULL, NULL},
    [HG_EVENT_ONLINE] = {"online again", NULL, "was offline for", NULL},
    [HG_EVENT_GAP] = {"checks were missing", NULL, "for", NULL},
    [HG_EVENT_REMOVED] = {"removed", NULL, "was down for", "were down for"},
};

static size_t count_kind(const struct hg_message *message, int kind)
{
    size_t count = 0;
    for (size_t i = 0; i < message->event_count; i++)
        count += message->events[i].kind == (enum hg_event_kind)kind ? 1 : 0;
    return count;
}

static void write_names(const struct hg_message *message, struct hg_buf *out)
{
    size_t count = 0;
    for (size_t i = 0; i < message->event_count; i++) {
        const struct hg_event *event = &message->events[i];
        if (hg_event_is_of_monitor(event->kind))
            continue;
        if (count < NAMED_MAX)
            hg_buf_printf(out, "%s%s", count == 0 ? ": " : ", ", event->target);
        count++;
    }
    if (count > NAMED_MAX)
        hg_buf_printf(out, " and %zu more", count - NAMED_MAX);
}

/* There is one monitor, which is not counted. */
static void write_count(int kind, size_t count, struct hg_buf *out)
{
    const bool has_own = count > 1 && words[kind].of_many != NULL;
    if (!hg_event_is_of_monitor((enum hg_event_kind)kind))
        hg_buf_printf(out, "%zu ", count);
    hg_buf_add_text(out, has_own ? words[kind].of_many : words[kind].phrase);
}

void hg_message_write_title(const struct hg_message *message, struct hg_buf *out)
{
    bool is_first = true;
    if (message->is_test)
        hg_buf_add_text(out, "test, nothing has happened: ");
    for (int kind = 0; kind < HG_EVENT_KIND_COUNT; kind++) {
        const size_t count = count_kind(message, kind);
        if (count == 0)
            continue;
        hg_buf_add_text(out, is_first ? "" : ", ");
        write_count(kind, count, out);
        is_first = false;
    }
    write_names(message, out);
}

static struct hg_message_group group_of(const struct hg_event *event)
{
    return (struct hg_message_group){.events = {event},
                                     .count = 1,
                                     .since_us = event->since_us,
                                     .at_us = event->at_us};
}

static void add_to_group(struct hg_message_group *group, const struct hg_event *event)
{
    if (group->count < HG_MESSAGE_NAMED_MAX)
        group->events[group->count] = event;
    group->count++;
    if (event->since_us < group->since_us)
        group->since_us = event->since_us;
    if (event->at_us > group->at_us)
        group->at_us = event->at_us;
}

/* Index of its group, by kind and beginning; a new one is remembered. */
static size_t find_group(struct hg_hash_table *known, struct hg_arena *keys,
                         const struct hg_event *event, size_t next)
{
    struct hg_buf key;
    uint32_t found = (uint32_t)next;
    if (event->beginning == NULL)
        return next;
    hg_buf_init(&key);
    hg_buf_printf(&key, "%d %s", (int)event->kind, event->beginning);
    if (!hg_hash_table_find(known, key.data, &found))
        hg_hash_table_set(known, hg_arena_text(keys, key.data), found);
    hg_buf_release(&key);
    return found;
}

void hg_message_groups_make(const struct hg_message *message,
                            struct hg_message_groups *groups)
{
    struct hg_hash_table known;
    struct hg_arena keys;
    *groups = (struct hg_message_groups){
        .items = hg_memory_new(message->event_count, sizeof *groups->items)};
    hg_hash_table_init(&known, 0);
    hg_arena_init(&keys);
    for (size_t i = 0; i < message->event_count; i++) {
        const struct hg_event *event = &message->events[i];
        const size_t index = find_group(&known, &keys, event, groups->count);
        if (index < groups->count)
            add_to_group(&groups->items[index], event);
        else
            groups->items[groups->count++] = group_of(event);
    }
    hg_arena_release(&keys);
    hg_hash_table_release(&known);
}

void hg_message_groups_release(struct hg_message_groups *groups)
{
    free(groups->items);
    *groups = (struct hg_message_groups){0};
}

/* ", 02:10\u201302:35", with the dates that are not today's. */
static void write_clock_times(const struct hg_message *message, int64_t begin_us,
                              int64_t end_us, struct hg_buf *out)
{
    static const char day[] = "%Y-%m-%d";
    char today[HG_ZONE_TIME_SIZE], begin_day[HG_ZONE_TIME_SIZE],
        end_day[HG_ZONE_TIME_SIZE], begin[HG_ZONE_TIME_SIZE], end[HG_ZONE_TIME_SIZE];
    hg_zone_format(message->zone, message->now_us, day, today);
    hg_zone_format(message->zone, begin_us, day, begin_day);
    hg_zone_format(message->zone, end_us, day, end_day);
    hg_zone_format(message->zone, begin_us, "%H:%M", begin);
    hg_zone_format(message->zone, end_us, "%H:%M", end);
    const bool has_begin_day = strcmp(begin_day, today) != 0;
    const bool has_end_day = strcmp(end_day, begin_day) != 0;
    hg_buf_printf(out, ", %s%s%s\xe2\x80\x93%s%s%s", has_begin_day ? begin_day : "",
                  has_begin_day ? " " : "", begin, has_end_day ? end_day : "",
                  has_end_day ? " " : "", end);
}

static void write_lasted(const struct hg_message *message,
                         const struct hg_message_group *group, struct hg_buf *out)
{
    const enum hg_event_kind kind = group->events[0]->kind;
    const int64_t lasted_us = group->at_us - group->since_us;
    char lasted[64];
    hg_units_format_elapsed(lasted_us, lasted, sizeof lasted);
    const bool has_own = group->count > 1 && words[kind].lasted_of_many != NULL;
    hg_buf_printf(out, ", %s %s",
                  has_own ? words[kind].lasted_of_many : words[kind].lasted, lasted);
    if (message->zone != NULL && kind != HG_EVENT_REMINDER)
        write_clock_times(message, group->since_us, group->at_us, out);
}

static void write_members(const struct hg_message_group *group, struct hg_buf *out)
{
    const size_t named =
        group->count < HG_MESSAGE_NAMED_MAX ? group->count : HG_MESSAGE_NAMED_MAX;
    for (size_t i = 0; i < named; i++)
        hg_buf_printf(out, "%s%s", i == 0 ? " (" : ", ", group->events[i]->target);
    if (named < group->count)
        hg_buf_printf(out, " and %zu more", group->count - named);
    hg_buf_add_char(out, ')');
}

void hg_message_write_line(const struct hg_message *message,
                           const struct hg_message_group *group, struct hg_buf *out)
{
    const struct hg_event *event = group->events[0];
    hg_buf_add_text(out, words[event->kind].phrase);
    if (group->count > 1)
        hg_buf_printf(out, ": %zu targets", group->count);
    else if (!hg_event_is_of_monitor(event->kind))
        hg_buf_printf(out, ": %s", event->target);
    /* What nothing was wrong with began in the same moment; a clock that was wrong may say later. */
    if (words[event->kind].lasted != NULL &&
        group->at_us - group->since_us >= HG_US_PER_S)
        write_lasted(message, group, out);
    /* What flaps may be up now. */
    if (event->reason[0] != '\0')
        hg_buf_printf(out, ": %s%s",
                      event->kind == HG_EVENT_FLAPPING ? "last failure: " : "",
                      event->reason);
    if (group->count > 1)
        write_members(group, out);
}

void hg_event_write_line(const struct hg_event *event, struct hg_buf *out)
{
    const struct hg_message_group group = group_of(event);
    hg_message_write_line(&(struct hg_message){0}, &group, out);
}

void hg_message_release(struct hg_message *message)
{
    hg_arena_release(&message->arena);
    *message = (struct hg_message){0};
}
