/* SPDX-License-Identifier: MIT */
/* news: which results are news, and what they are. */
#include "history/track/news.h"

#include "headgate/memory.h"
#include "headgate/units.h"
#include "headgate/waiver.h"

#include "history/track/certificate_news.h"
#include "history/track/reported.h"

#include "headgate/banned.h"

#define NEVER_MS INT64_MIN

/* The newest result of the target that is not later than now; NEVER_MS: none. */
static int64_t newest(const struct hg_news_writer *writer,
                      const struct hg_target_row *state)
{
    const struct hg_criteria wanted = {
        .target = state->id, .run = writer->run, .until_ms = writer->now_ms};
    struct hg_moment_row newest = {0};
    if (state->interval.checks == 0)
        return NEVER_MS;
    if (state->interval.end_ms <= writer->now_ms)
        return state->interval.end_ms;
    hg_database_find(writer->database, HG_SQL_NEWEST_RESULT, &wanted, &newest);
    return newest.value == 0 ? NEVER_MS : newest.value;
}

bool hg_news_is_late(const struct hg_news_writer *writer,
                     const struct hg_target_row *state, int64_t at_ms)
{
    return newest(writer, state) > at_ms;
}

/* A copy of the event, which stays until the next run is added. */
static struct hg_event keep(struct hg_news *news, const struct hg_event *event)
{
    struct hg_event kept = *event;
    kept.target = hg_arena_text(&news->texts, event->target);
    kept.url = hg_arena_text(&news->texts, event->url);
    kept.group = hg_arena_text(&news->texts, event->group);
    kept.reason = hg_arena_text(&news->texts, event->reason);
    return kept;
}

void hg_news_add(struct hg_news *news, const struct hg_event *event)
{
    news->events = hg_memory_grow(news->events, news->event_count, sizeof *news->events);
    news->events[news->event_count++] = keep(news, event);
}

static struct hg_event about(const struct hg_target *target, const struct hg_event *event)
{
    struct hg_event own = *event;
    own.target = target->name;
    own.url = target->url;
    own.group = target->origin->group;
    own.tags = target->origin->tags;
    own.to = target->policy->notify.to;
    return own;
}

static void add(struct hg_news *news, const struct hg_target *target,
                const struct hg_event *event)
{
    const struct hg_event own = about(target, event);
    hg_news_add(news, &own);
}

static void add_still_down(struct hg_news *news, const struct hg_target *target,
                           const struct hg_event *event)
{
    const struct hg_event own = about(target, event);
    news->still_down = hg_memory_grow(news->still_down, news->still_down_count,
                                      sizeof *news->still_down);
    news->still_down[news->still_down_count++] = keep(news, &own);
}

static void follow_certificate(struct hg_news_writer *writer,
                               const struct hg_target *target,
                               struct hg_reported *reported,
                               const struct hg_sample *sample, bool *is_changed)
{
    struct hg_event event;
    struct hg_buf text;
    hg_buf_init(&text);
    if (hg_certificate_news_follow(writer->database, reported, sample, &text, &event,
                                   is_changed))
        add(writer->news, target, &event);
    hg_buf_release(&text);
}

/* An incident has one duration, wherever it is said: it begins with its first result that is down and ends with the
 * first that is available, however many of them an event waits for, and late results may have moved both. */
static void say_when(const struct hg_news_writer *writer, struct hg_event *event)
{
    struct hg_incident_row row = {0};
    const bool is_of_incident = event->kind == HG_EVENT_DOWN ||
                                event->kind == HG_EVENT_REMINDER ||
                                event->kind == HG_EVENT_RECOVERED;
    if (!is_of_incident ||
        !hg_database_find(writer->database, HG_SQL_INCIDENT,
                          &(struct hg_criteria){.id = event->incident}, &row))
        return;
    event->since_us = row.incident.opened_us;
    if (event->kind == HG_EVENT_RECOVERED && row.incident.closed_us != 0 &&
        row.incident.closed_us <= event->at_us)
        event->at_us = row.incident.closed_us;
}

void hg_news_follow(struct hg_news_writer *writer, const struct hg_target *target,
                    struct hg_target_row *state, const struct hg_sample *sample)
{
    struct hg_reported_events events;
    const bool was_down = state->reported.is_down;
    const bool is_available = sample->outcome == HG_OUTCOME_UP ||
                              sample->outcome == HG_OUTCOME_FLAKY ||
                              sample->outcome == HG_OUTCOME_DEGRADED;
    if (hg_waiver_is_active(hg_target_get_extra(target)->waiver, writer->started_us))
        return;
    hg_reported_follow(&state->reported, &target->policy->notify, sample, state->incident,
                       &events);
    for (size_t i = 0; i < events.count; i++) {
        say_when(writer, &events.items[i]);
        add(writer->news, target, &events.items[i]);
    }
    /* One that flaps, or has not recovered for long enough, may be available: its last result, or the last one with a
     * verdict. */
    if (was_down && state->reported.is_down && !is_available &&
        state->reported.count == 0) {
        struct hg_event event =
            hg_reported_event(&state->reported, HG_EVENT_DOWN, sample->at_ms);
        say_when(writer, &event);
        add_still_down(writer->news, target, &event);
    }
    follow_certificate(writer, target, &state->reported, sample, &events.is_changed);
    if (events.is_changed)
        hg_database_execute(writer->database, HG_SQL_SET_REPORTED, state);
}
