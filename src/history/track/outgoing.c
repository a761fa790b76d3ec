/* SPDX-License-Identifier: MIT */
/* outgoing: events become rows, once, and messages of channels that point to them. */
#include "history/track/outgoing.h"

#include <stdlib.h>

#include "headgate/arena.h"
#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/outbox.h"
#include "headgate/units.h"
#include "headgate/unsent.h"

#include "history/store/lines.h"
#include "history/store/outbox_rows.h"

#include "headgate/banned.h"

struct outgoing {
    struct hg_database *database;
    const struct hg_run *run;
    struct hg_news *news;
    int64_t *event_rows; /* owned: ids of the events; 0: not stored yet */
};

/* One channel's message. */
struct pending {
    const struct hg_channel_settings *channel;
    bool has_unsent; /* earlier messages wait */
    int64_t row;     /* 0: no event was for it yet */
};

static int64_t store_event(struct outgoing *outgoing, size_t index)
{
    const struct hg_event *event = &outgoing->news->events[index];
    struct hg_buf tags;
    if (outgoing->event_rows[index] != 0)
        return outgoing->event_rows[index];
    hg_buf_init(&tags);
    hg_lines_join(&event->tags, &tags);
    const struct hg_event_row row = {.event = *event, .tags = tags.data};
    outgoing->event_rows[index] =
        hg_database_insert(outgoing->database, HG_SQL_ADD_EVENT, &row);
    hg_buf_release(&tags);
    return outgoing->event_rows[index];
}

#define BIT(kind) (INT64_C(1) << HG_EVENT_##kind)

/* Events of the same target that it makes needless. */
static const int64_t kinds_before[HG_EVENT_KIND_COUNT] = {
    [HG_EVENT_RECOVERED] = BIT(DOWN) | BIT(REMINDER),
    [HG_EVENT_REMINDER] = BIT(REMINDER),
    [HG_EVENT_DEGRADED_END] = BIT(DEGRADED),
    [HG_EVENT_CERTIFICATE] = BIT(CERTIFICATE),
    [HG_EVENT_REMOVED] = BIT(DOWN) | BIT(REMINDER) | BIT(DEGRADED) | BIT(FLAPPING),
    [HG_EVENT_FLAPPING_END] = BIT(FLAPPING),
    [HG_EVENT_ONLINE] = BIT(OFFLINE),
};

/* True when there were any. */
static bool take_back(struct outgoing *outgoing, const struct pending *pending,
                      const struct hg_event *event)
{
    const struct hg_criteria wanted = {
        .channel = pending->channel->name,
        .name = event->target,
        .text = outgoing->run->settings->location,
        .kinds = kinds_before[event->kind],
        .since_ms = outgoing->run->finished_at_us / HG_US_PER_MS,
        .claim_ms = HG_OUTBOX_CLAIM_MS,
    };
    if (!pending->has_unsent || wanted.kinds == 0)
        return false;
    hg_database_execute(outgoing->database, HG_SQL_TAKE_EVENTS_BACK, &wanted);
    return hg_database_changes(outgoing->database) > 0;
}

/* Whether it ends an outage that the channel has heard of. */
static bool ends_known(struct outgoing *outgoing,
                       const struct hg_channel_settings *channel,
                       const struct hg_event *event)
{
    const struct hg_criteria wanted = {.channel = channel->name, .name = event->target};
    struct hg_event_row row = {0};
    return channel->has_outages &&
           (event->kind == HG_EVENT_RECOVERED || event->kind == HG_EVENT_REMOVED) &&
           hg_database_find(outgoing->database, HG_SQL_OUTAGE_OF_TARGET, &wanted, &row);
}

/* What takes the place of an event that was not sent, or ends what was, is for a channel whatever its filters are. */
static bool is_for(struct outgoing *outgoing, const struct pending *pending,
                   const struct hg_event *event)
{
    const bool is_in_place = take_back(outgoing, pending, event);
    return is_in_place || hg_event_is_for(event, pending->channel) ||
           ends_known(outgoing, pending->channel, event);
}

/* What the channel has heard of is kept, so that an outage ends with the last target that it has heard of, whatever its
 * filters let through meanwhile. */
static void follow_outage(struct outgoing *outgoing,
                          const struct hg_channel_settings *channel, size_t index,
                          struct hg_arena *texts, struct hg_event *event)
{
    struct hg_database *database = outgoing->database;
    const struct hg_event *news = &outgoing->news->events[index];
    struct hg_criteria wanted = {
        .channel = channel->name, .name = news->target, .id = news->incident};
    struct hg_event_row row = {0};
    if (news->kind == HG_EVENT_DOWN)
        hg_database_execute(database, HG_SQL_END_OUTAGE, &wanted);
    if (news->kind == HG_EVENT_DOWN || news->kind == HG_EVENT_REMINDER)
        hg_database_execute(database, HG_SQL_BEGIN_OUTAGE, &wanted);
    struct hg_query *query =
        hg_database_query(database, HG_SQL_OUTAGE_OF_TARGET, &wanted);
    if (hg_query_next(query, &row))
        event->outage = hg_arena_text(texts, row.event.outage);
    hg_query_end(query);
    if ((news->kind != HG_EVENT_RECOVERED && news->kind != HG_EVENT_REMOVED) ||
        event->outage == NULL)
        return;
    hg_database_execute(database, HG_SQL_END_OUTAGE, &wanted);
    wanted.text = event->outage;
    event->ends_outage =
        !hg_database_find(database, HG_SQL_OUTAGE_GOES_ON, &wanted, &row);
}

static void add(struct outgoing *outgoing, struct pending *pending, size_t index)
{
    const struct hg_run *run = outgoing->run;
    if (pending->row == 0) {
        const struct hg_message_row row = {
            .channel = pending->channel->name,
            .run = run->id,
            .location = run->settings->location,
            .at_us = run->finished_at_us,
        };
        pending->row =
            hg_database_insert(outgoing->database, HG_SQL_ADD_EVENT_MESSAGE, &row);
    }
    struct hg_arena texts;
    struct hg_event_row link = {.id = store_event(outgoing, index),
                                .message = pending->row};
    hg_arena_init(&texts);
    if (pending->channel->has_outages)
        follow_outage(outgoing, pending->channel, index, &texts, &link.event);
    hg_database_execute(outgoing->database, HG_SQL_ADD_EVENT_TO_MESSAGE, &link);
    hg_arena_release(&texts);
}

static bool has_unsent(struct hg_database *database, const char *channel)
{
    struct hg_message_row row;
    const struct hg_criteria wanted = {.channel = channel};
    struct hg_query *query =
        hg_database_query(database, HG_SQL_WAITING_MESSAGES, &wanted);
    bool found = false;
    while (hg_query_next(query, &row))
        found = row.attempts > 0;
    return found;
}

static void tidy_up(struct outgoing *outgoing, const struct pending *pending)
{
    struct hg_database *database = outgoing->database;
    const struct hg_criteria wanted = {.channel = pending->channel->name,
                                       .limit = HG_UNSENT_MAX};
    hg_database_execute(database, HG_SQL_DROP_EMPTY_MESSAGES, &wanted);
    hg_database_execute(database, HG_SQL_DROP_OLDEST_MESSAGES, &wanted);
    outgoing->news->dropped_count += (size_t)hg_database_changes(database);
    hg_outbox_rows_drop_lost(database);
}

static void write_message(struct outgoing *outgoing,
                          const struct hg_channel_settings *channel)
{
    struct hg_news *news = outgoing->news;
    struct pending pending = {
        .channel = channel, .has_unsent = has_unsent(outgoing->database, channel->name)};
    for (size_t i = 0; i < news->event_count; i++) {
        if (is_for(outgoing, &pending, &news->events[i]))
            add(outgoing, &pending, i);
    }
    if (pending.has_unsent)
        tidy_up(outgoing, &pending);
}

void hg_outgoing_write(struct hg_database *database, const struct hg_run *run,
                       struct hg_news *news)
{
    const struct hg_channels_settings *channels = &run->settings->channels;
    struct outgoing outgoing = {.database = database, .run = run, .news = news};
    if (news->event_count == 0 || channels->count == 0)
        return;
    outgoing.event_rows = hg_memory_new(news->event_count, sizeof *outgoing.event_rows);
    for (size_t i = 0; i < channels->count; i++)
        write_message(&outgoing, &channels->items[i]);
    free(outgoing.event_rows);
}
