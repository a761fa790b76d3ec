/* SPDX-License-Identifier: MIT */
/* message: events in words. */
#include "headgate/message.h"

#include "headgate/units.h"

#include "headgate/banned.h"

#define NAMED_MAX 3 /* targets in a title */

/* How an event is said, and what stands before the time that it lasted; NULL: that is not said. */
static const struct {
    const char *phrase;
    const char *of_many; /* the phrase of several, where it differs; NULL: it does not */
    const char *lasted;
} words[HG_EVENT_KIND_COUNT] = {
    [HG_EVENT_DOWN] = {"went down", NULL, NULL},
    [HG_EVENT_RECOVERED] = {"came back", NULL, "was down for"},
    [HG_EVENT_REMINDER] = {"still down", NULL, "for"},
    [HG_EVENT_DEGRADED] = {"degraded", NULL, NULL},
    [HG_EVENT_DEGRADED_END] = {"no longer degraded", NULL, "was so for"},
    [HG_EVENT_CERTIFICATE] = {"certificate", "certificates", NULL},
    [HG_EVENT_FLAPPING] = {"flapping", NULL, NULL},
    [HG_EVENT_FLAPPING_END] = {"stopped flapping", NULL, "flapped for"},
    [HG_EVENT_OFFLINE] = {"offline", NULL, NULL},
    [HG_EVENT_ONLINE] = {"online again", NULL, "was offline for"},
    [HG_EVENT_GAP] = {"checks were missing", NULL, "for"},
    [HG_EVENT_REMOVED] = {"removed", NULL, "was down for"},
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

void hg_event_write_line(const struct hg_event *event, struct hg_buf *out)
{
    char lasted[64];
    const int64_t lasted_us = event->at_us - event->since_us;
    hg_buf_add_text(out, words[event->kind].phrase);
    if (!hg_event_is_of_monitor(event->kind))
        hg_buf_printf(out, ": %s", event->target);
    /* What nothing was wrong with began in the same moment. */
    if (words[event->kind].lasted != NULL &&
        (event->kind != HG_EVENT_REMOVED || lasted_us > 0)) {
        /* Whole seconds; a clock that was wrong may have said since when. */
        hg_units_format_duration(lasted_us > 0 ? lasted_us - lasted_us % HG_US_PER_S : 0,
                                 lasted, sizeof lasted);
        hg_buf_printf(out, ", %s %s", words[event->kind].lasted, lasted);
    }
    if (event->reason[0] != '\0')
        hg_buf_printf(out, ": %s", event->reason);
}

void hg_message_release(struct hg_message *message)
{
    hg_arena_release(&message->arena);
    *message = (struct hg_message){0};
}
