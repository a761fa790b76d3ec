/* SPDX-License-Identifier: MIT */
/* Tests of outbox: messages that runs leave for channels. The cases of tests/cases/notify see them sent. */
#include "headgate/outbox.h"

#include "unit.h"

#include "headgate/arena.h"
#include "headgate/buf.h"
#include "headgate/unsent.h"

#include "history/fixture.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

static const struct hg_channel_settings channels[] = {
    {.name = "all", .events = UINT32_MAX},
    {.name = "back", .events = 1U << HG_EVENT_RECOVERED},
};

static void open_with_channels(struct fixture *fixture)
{
    fixture_open(fixture);
    fixture->settings.channels = (struct hg_channels_settings){channels, 2};
}

#define MESSAGES                                                                         \
    "SELECT channel || ':' || group_concat(substr('drm', kind + 1, 1) || target, '')"    \
    " FROM outbox JOIN outbox_events ON outbox_events.message = outbox.id"               \
    " JOIN events ON events.id = event GROUP BY outbox.id ORDER BY outbox.id"

static void a_run_leaves_a_message_for_each_channel(void)
{
    struct fixture fixture;
    open_with_channels(&fixture);
    fixture_add(&fixture, 0, "UUU");
    fixture_add(&fixture, 5 * MINUTE_S, "DDU");
    fixture_add(&fixture, 10 * MINUTE_S, "DDU");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, MESSAGES), "all:dadb");
    fixture_add(&fixture, 15 * MINUTE_S, "DUD");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, MESSAGES), "all:da all:rbdc back:rb");
    /* An event of two channels is stored once. */
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM events"), 3);
    fixture_close(&fixture);
}

/* Targets of one outage have the same beginning, and nobody else has it. */
static void events_know_which_outage_they_are_of(void)
{
    struct fixture fixture;
    struct hg_message message;
    struct hg_error err = {0};
    open_with_channels(&fixture);
    fixture_add(&fixture, 0, "DDU");
    fixture_run(&fixture, "UPDATE incidents SET common = '127.0.0.1:9', opened_ms ="
                          " opened_ms / 60000 * 60000 + id * 100, cause = 4");
    fixture_run(&fixture, "UPDATE events SET cause = 4");
    CU_ASSERT_EQUAL(hg_outbox_peek(fixture.history, "all", &message, &err), 0);
    CU_ASSERT_EQUAL_FATAL(message.event_count, 2);
    CU_ASSERT_PTR_NOT_NULL_FATAL(message.events[0].beginning);
    UNIT_ASSERT_TEXT(message.events[0].beginning, message.events[1].beginning);
    hg_message_release(&message);
    static const char *const differences[] = {
        "UPDATE incidents SET opened_ms = opened_ms + 60000 WHERE id = 1",
        "UPDATE events SET cause = 5 WHERE id = 2",
        "UPDATE incidents SET common = 'x' WHERE id = 2",
        "UPDATE incidents SET common = NULL WHERE id = 2",
        "DELETE FROM incidents WHERE id = 2",
    };
    for (size_t i = 0; i < sizeof differences / sizeof differences[0]; i++) {
        fixture_run(&fixture, differences[i]);
        CU_ASSERT_EQUAL(hg_outbox_peek(fixture.history, "all", &message, &err), 0);
        CU_ASSERT_EQUAL_FATAL(message.event_count, 2);
        const char *other = message.events[1].beginning;
        UNIT_ASSERT_ROW(other == NULL || strcmp(message.events[0].beginning, other) != 0,
                        differences[i]);
        hg_message_release(&message);
    }
    fixture_close(&fixture);
}

static void what_is_on_its_way_is_not_taken_back(void)
{
    struct fixture fixture;
    struct hg_message message;
    struct hg_error err = {0};
    const int64_t now_us = (FIXTURE_BEGIN_S + MINUTE_S) * HG_US_PER_S;
    open_with_channels(&fixture);
    fixture_add(&fixture, 0, "D");
    CU_ASSERT_EQUAL(hg_outbox_claim(fixture.history, "all", now_us, &message, &err), 0);
    CU_ASSERT_EQUAL_FATAL(message.event_count, 1);
    UNIT_ASSERT_TEXT(message.events[0].target, "a");
    UNIT_ASSERT_TEXT(message.run, "run-0");
    fixture_add(&fixture, 2 * MINUTE_S, "U");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, MESSAGES), "all:da all:ra back:ra");
    CU_ASSERT_EQUAL(hg_outbox_remove(fixture.history, &message, &err), 0);
    UNIT_ASSERT_TEXT(fixture_text(&fixture, MESSAGES), "all:ra back:ra");
    hg_message_release(&message);
    fixture_close(&fixture);
}

/* While a channel is away, only the last reminder is kept. */
static void reminders_do_not_pile_up(void)
{
    static const struct hg_policy policy = {.notify.remind_us = HOUR_S * HG_US_PER_S};
    struct fixture fixture;
    open_with_channels(&fixture);
    for (size_t i = 0; i < FIXTURE_TARGETS; i++)
        fixture.targets[i].policy = &policy;
    fixture_add(&fixture, 0, "DU");
    fixture_add(&fixture, 2 * HOUR_S, "DD");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, MESSAGES), "all:da all:madb");
    fixture_add(&fixture, 4 * HOUR_S, "DU");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, MESSAGES), "all:da all:marb back:rb");
    fixture_add(&fixture, 5 * HOUR_S, "UU");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, MESSAGES), "all:rb back:rb all:ra back:ra");
    fixture_close(&fixture);
}

static void a_channel_that_is_not_configured_gets_nothing(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "D");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM outbox"), 0);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM events"), 0);
    fixture_close(&fixture);
}

static void the_oldest_go_when_a_channel_has_too_many(void)
{
    struct fixture fixture;
    struct hg_history_change change;
    open_with_channels(&fixture);
    fixture_add(&fixture, 0, "DU");
    fixture_run(&fixture,
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE"
                " i < 999) INSERT INTO outbox (channel, message_id, at_ms, since_ms,"
                " envelope, run, attempts, problem) SELECT 'all', i, 0, 0, '', 'r', 0, ''"
                " FROM n; INSERT INTO outbox_events (message, event)"
                " SELECT id, 1 FROM outbox WHERE true"
                " ON CONFLICT DO NOTHING");
    fixture_add(&fixture, MINUTE_S, "DD");
    hg_history_last_change(fixture.history, &change);
    CU_ASSERT_EQUAL(change.dropped_count, 1);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM outbox"),
                    HG_UNSENT_MAX);
    fixture_add(&fixture, 2 * MINUTE_S, "DD");
    hg_history_last_change(fixture.history, &change);
    CU_ASSERT_EQUAL(change.dropped_count, 0);
    fixture_close(&fixture);
}

/* Milliseconds until a message is due after so many attempts, with this time to wait that its channel has asked for. */
static int64_t delay_after(const char *id, int64_t attempts, int64_t asked_s)
{
    struct fixture fixture;
    struct hg_error err = {0};
    open_with_channels(&fixture);
    fixture_add(&fixture, 0, "D");
    const struct hg_message message = {.row = 1, .id = id, .attempts = attempts};
    const struct hg_outbox_attempt attempt = {
        .now_us = FIXTURE_BEGIN_S * HG_US_PER_S,
        .not_before_us = (FIXTURE_BEGIN_S + asked_s) * HG_US_PER_S,
        .problem = "no"};
    CU_ASSERT_EQUAL(hg_outbox_return(fixture.history, &message, &attempt, &err), 0);
    const int64_t delay_ms =
        fixture_number(&fixture, "SELECT next_ms FROM outbox") - FIXTURE_BEGIN_S * 1000;
    fixture_close(&fixture);
    return delay_ms;
}

static void delays_double_up_to_an_hour_and_differ(void)
{
    static const int64_t expected_s[] = {10,  20,   40,   80,   160, 320,
                                         640, 1280, 2560, 3600, 3600};
    for (int64_t i = 0; i < 11; i++) {
        const int64_t delay_ms = delay_after("a", i, 0);
        CU_ASSERT_TRUE(delay_ms >= expected_s[i] * 1000);
        CU_ASSERT_TRUE(delay_ms < expected_s[i] * 1250);
        CU_ASSERT_EQUAL(delay_ms, delay_after("a", i, 0));
        CU_ASSERT_NOT_EQUAL(delay_ms, delay_after("b", i, 0));
    }
    CU_ASSERT_EQUAL(delay_after("0123456789abcdef", 0, 0), 11327);
    CU_ASSERT_EQUAL(delay_after("0123456789abcdef", 10, 0), 4019791);
}

static void what_a_channel_asks_for_is_waited_for(void)
{
    static const struct {
        int64_t asked_s, expected_s;
    } rows[] = {{7200, 7200}, {86400, 86400}, {90000, 86400}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CU_ASSERT_EQUAL(delay_after("a", 0, rows[i].asked_s), rows[i].expected_s * 1000);
}

/* Whether a message that is due in so many seconds is claimed now. */
static bool is_claimed(int64_t due_s)
{
    struct fixture fixture;
    struct hg_message message;
    struct hg_error err = {0};
    char sql[96];
    open_with_channels(&fixture);
    fixture_add(&fixture, 0, "D");
    snprintf(sql, sizeof sql, "UPDATE outbox SET next_ms = %lld",
             (long long)(FIXTURE_BEGIN_S + due_s) * 1000);
    fixture_run(&fixture, sql);
    CU_ASSERT_EQUAL(hg_outbox_claim(fixture.history, "all", FIXTURE_BEGIN_S * HG_US_PER_S,
                                    &message, &err),
                    0);
    const bool is_found = message.row != 0;
    hg_message_release(&message);
    fixture_close(&fixture);
    return is_found;
}

static void a_message_is_claimed_when_it_is_due(void)
{
    static const struct {
        int64_t due_s;
        bool is_claimed;
    } rows[] = {
        {-1, true},    {0, true},
        {1, false},    {86400, false}, /* as long as a channel may ask for */
        {86401, true},                 /* the clock was set back */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CU_ASSERT_EQUAL(is_claimed(rows[i].due_s), rows[i].is_claimed);
}

static void claim_at(struct fixture *fixture, int64_t at_s, struct hg_message *message)
{
    struct hg_error err = {0};
    CU_ASSERT_EQUAL(hg_outbox_claim(fixture->history, "all",
                                    (FIXTURE_BEGIN_S + at_s) * HG_US_PER_S, message,
                                    &err),
                    0);
}

/* `notify.wait` is ten minutes at most: sending may take as long, and the message is still held when it ends. */
static void who_was_too_slow_returns_nothing_of_others(void)
{
    struct fixture fixture;
    struct hg_message slow, none, other;
    struct hg_outbox_attempt attempt = {.problem = "slow"};
    struct hg_error err = {0};
    open_with_channels(&fixture);
    fixture_add(&fixture, 0, "D");
    claim_at(&fixture, 0, &slow);
    claim_at(&fixture, 11 * MINUTE_S, &none);
    CU_ASSERT_EQUAL(none.row, 0);
    claim_at(&fixture, 20 * MINUTE_S, &other);
    CU_ASSERT_EQUAL_FATAL(other.row, slow.row);
    attempt.now_us = (FIXTURE_BEGIN_S + 21 * MINUTE_S) * HG_US_PER_S;
    CU_ASSERT_EQUAL(hg_outbox_return(fixture.history, &slow, &attempt, &err), 0);
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT attempts || problem || (taken_ms > 0)"
                                            " FROM outbox"),
                     "01");
    attempt.problem = "no";
    CU_ASSERT_EQUAL(hg_outbox_return(fixture.history, &other, &attempt, &err), 0);
    UNIT_ASSERT_TEXT(fixture_text(&fixture,
                                  "SELECT attempts || problem || (taken_ms IS NULL)"
                                  " FROM outbox"),
                     "1no1");
    hg_message_release(&slow);
    hg_message_release(&none);
    hg_message_release(&other);
    fixture_close(&fixture);
}

/* "ops:3:no": the channels that fail, minutes of the day since when, and why. */
static const char *failing(struct fixture *fixture, struct hg_buf *out)
{
    struct hg_failing_channels found;
    struct hg_arena arena;
    struct hg_error err = {0};
    hg_buf_clear(out);
    hg_arena_init(&arena);
    CU_ASSERT_EQUAL(hg_outbox_read_failing(fixture->history, &arena, &found, &err), 0);
    for (size_t i = 0; i < found.count; i++) {
        const struct hg_failing_channel *channel = &found.items[i];
        hg_buf_printf(out, "%s%s:%d:%s:%d", i == 0 ? "" : " ", channel->name,
                      (int)((channel->since_us / HG_US_PER_S - FIXTURE_BEGIN_S) / 60),
                      channel->problem, (int)channel->waiting_count);
    }
    hg_arena_release(&arena);
    return out->len == 0 ? "" : out->data;
}

static int return_at(struct fixture *fixture, const struct hg_message *message,
                     int64_t now_us, const char *problem)
{
    const struct hg_outbox_attempt attempt = {.now_us = now_us, .problem = problem};
    struct hg_error err = {0};
    return hg_outbox_return(fixture->history, message, &attempt, &err);
}

static void a_channel_fails_until_it_accepts_a_message(void)
{
    struct fixture fixture;
    struct hg_message message;
    struct hg_buf text;
    struct hg_error err = {0};
    const int64_t begin_us = FIXTURE_BEGIN_S * HG_US_PER_S;
    const int64_t minute_us = MINUTE_S * HG_US_PER_S;
    hg_buf_init(&text);
    open_with_channels(&fixture);
    fixture_add(&fixture, 0, "DDU");
    fixture_add(&fixture, MINUTE_S, "DDD");
    CU_ASSERT_EQUAL(hg_outbox_peek(fixture.history, "all", &message, &err), 0);
    CU_ASSERT_EQUAL(return_at(&fixture, &message, begin_us + 2 * minute_us, "no\x1b"), 0);
    UNIT_ASSERT_TEXT(failing(&fixture, &text), "all:2:no\xef\xbf\xbd:2");
    CU_ASSERT_EQUAL(return_at(&fixture, &message, begin_us + 3 * minute_us, "never"), 0);
    UNIT_ASSERT_TEXT(failing(&fixture, &text), "all:2:never:2");
    CU_ASSERT_EQUAL(hg_outbox_reject(fixture.history, &message, begin_us + 4 * minute_us,
                                     "gone", &err),
                    0);
    UNIT_ASSERT_TEXT(failing(&fixture, &text), "all:2:gone:1");
    hg_message_release(&message);
    CU_ASSERT_EQUAL(hg_outbox_peek(fixture.history, "all", &message, &err), 0);
    CU_ASSERT_EQUAL(hg_outbox_remove(fixture.history, &message, &err), 0);
    UNIT_ASSERT_TEXT(failing(&fixture, &text), "");
    hg_message_release(&message);
    hg_buf_release(&text);
    fixture_close(&fixture);
}

static const char *const web[] = {"web"};
static const struct hg_channel_settings pagers[] = {
    {.name = "all", .events = UINT32_MAX, .has_outages = true},
    {.name = "web", .events = UINT32_MAX, .has_outages = true, .groups = {web, 1}},
};

/* By message: the targets that recovered, with "!" where their outage ends. */
#define RECOVERED                                                                        \
    "SELECT channel || ':' || group_concat(target || iif(ends_outage, '!', ''), '')"     \
    " FROM outbox JOIN outbox_events ON outbox_events.message = outbox.id"               \
    " JOIN events ON events.id = event WHERE kind = 1 GROUP BY outbox.id"                \
    " ORDER BY outbox.id"
/* By outage that goes on for the channel "all": its targets. */
#define OUTAGES                                                                          \
    "SELECT group_concat(target, '') FROM (SELECT outage, target FROM outage_targets"    \
    " WHERE channel = 'all' ORDER BY target) GROUP BY outage ORDER BY min(target)"

static void open_with_pagers(struct fixture *fixture)
{
    static const struct hg_origin in_web = {.group = "web"};
    fixture_open(fixture);
    fixture->targets[0].origin = &in_web;
    fixture->settings.channels = (struct hg_channels_settings){pagers, 2};
}

static void an_outage_ends_with_its_last_target(void)
{
    struct fixture fixture;
    open_with_pagers(&fixture);
    fixture_add(&fixture, 0, "UUUU");
    /* Time-outs without an address have nothing in common. */
    fixture_add(&fixture, 5 * MINUTE_S, "NNDD");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, OUTAGES), "ab c d");
    fixture_add(&fixture, 10 * MINUTE_S, "UNUN");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, OUTAGES), "b d");
    /* The channel "web" has not heard of b. */
    UNIT_ASSERT_TEXT(fixture_text(&fixture, RECOVERED), "all:ac! web:a!");
    fixture_add(&fixture, 15 * MINUTE_S, "NUUU");
    fixture_add(&fixture, 20 * MINUTE_S, "UUUU");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, RECOVERED),
                     "all:ac! web:a! all:b!d! all:a! web:a!");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM outage_targets"), 0);
    fixture_close(&fixture);
}

static void what_is_reported_later_joins_its_outage(void)
{
    static const struct hg_policy late = {.notify.after = 2};
    struct fixture fixture;
    open_with_pagers(&fixture);
    fixture.targets[1].policy = &late;
    fixture_add(&fixture, 0, "NNUU");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, OUTAGES), "a");
    fixture_add(&fixture, 5 * MINUTE_S, "NNNU");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, OUTAGES), "ab c");
    fixture_close(&fixture);
}

/* A part that was sent stays where it is: what follows would be taken for it. */
static void what_is_sent_in_part_is_not_taken_back(void)
{
    struct fixture fixture;
    struct hg_message message;
    struct hg_error err = {0};
    const int64_t now_us = (FIXTURE_BEGIN_S + MINUTE_S) * HG_US_PER_S;
    open_with_pagers(&fixture);
    fixture_add(&fixture, 0, "DDUU");
    CU_ASSERT_EQUAL(hg_outbox_claim(fixture.history, "all", now_us, &message, &err), 0);
    message.attempts = 5;
    const struct hg_outbox_attempt attempt = {
        .now_us = now_us, .parts = 1, .problem = "no"};
    CU_ASSERT_EQUAL(hg_outbox_return(fixture.history, &message, &attempt, &err), 0);
    hg_message_release(&message);
    fixture_add(&fixture, 2 * MINUTE_S, "UUUU");
    CU_ASSERT_EQUAL(hg_outbox_peek(fixture.history, "all", &message, &err), 0);
    CU_ASSERT_EQUAL(message.parts, 1);
    /* More of it was sent than before. */
    CU_ASSERT_EQUAL(message.attempts, 1);
    CU_ASSERT_EQUAL_FATAL(message.event_count, 2);
    CU_ASSERT_PTR_NOT_NULL(message.events[1].outage);
    hg_message_release(&message);
    fixture_close(&fixture);
}

/* What takes the place of an unsent event is for its channel, whatever its filters let through. */
static void what_is_over_takes_the_place_of_what_was_not_sent(void)
{
    static const struct hg_channel_settings only_down = {.name = "down",
                                                         .events = 1U << HG_EVENT_DOWN};
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.settings.channels = (struct hg_channels_settings){&only_down, 1};
    fixture_add(&fixture, 0, "DDU");
    fixture_add(&fixture, 5 * MINUTE_S, "UDU");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, MESSAGES), "down:db down:ra");
    fixture_run(&fixture, "DELETE FROM outbox_events");
    fixture_run(&fixture, "DELETE FROM outbox");
    fixture_add(&fixture, 10 * MINUTE_S, "UUU");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM outbox"), 0);
    fixture_close(&fixture);
}

/* One that has moved to another group meanwhile is still one that the channel has heard of. */
static void an_outage_ends_whatever_the_filters_are_then(void)
{
    static const struct hg_origin elsewhere = {.group = "elsewhere"};
    struct fixture fixture;
    open_with_pagers(&fixture);
    fixture_add(&fixture, 0, "DUU");
    fixture_run(&fixture, "UPDATE outbox SET parts = 1"); /* it is sent in part */
    fixture.targets[0].origin = &elsewhere;
    fixture_add(&fixture, 5 * MINUTE_S, "UUU");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM outage_targets"), 0);
    CU_ASSERT_EQUAL(
        fixture_number(&fixture, "SELECT count(*) FROM outbox_events WHERE ends_outage"),
        2);
    fixture_close(&fixture);
}

CU_TestInfo outbox_tests[] = {
    {"what_is_over_takes_the_place_of_what_was_not_sent",
     what_is_over_takes_the_place_of_what_was_not_sent},
    {"an_outage_ends_whatever_the_filters_are_then",
     an_outage_ends_whatever_the_filters_are_then},
    {"a_channel_fails_until_it_accepts_a_message",
     a_channel_fails_until_it_accepts_a_message},
    {"a_run_leaves_a_message_for_each_channel", a_run_leaves_a_message_for_each_channel},
    {"events_know_which_outage_they_are_of", events_know_which_outage_they_are_of},
    {"what_is_on_its_way_is_not_taken_back", what_is_on_its_way_is_not_taken_back},
    {"reminders_do_not_pile_up", reminders_do_not_pile_up},
    {"a_channel_that_is_not_configured_gets_nothing",
     a_channel_that_is_not_configured_gets_nothing},
    {"the_oldest_go_when_a_channel_has_too_many",
     the_oldest_go_when_a_channel_has_too_many},
    {"delays_double_up_to_an_hour_and_differ", delays_double_up_to_an_hour_and_differ},
    {"what_a_channel_asks_for_is_waited_for", what_a_channel_asks_for_is_waited_for},
    {"a_message_is_claimed_when_it_is_due", a_message_is_claimed_when_it_is_due},
    {"who_was_too_slow_returns_nothing_of_others",
     who_was_too_slow_returns_nothing_of_others},
    {"an_outage_ends_with_its_last_target", an_outage_ends_with_its_last_target},
    {"what_is_reported_later_joins_its_outage", what_is_reported_later_joins_its_outage},
    {"what_is_sent_in_part_is_not_taken_back", what_is_sent_in_part_is_not_taken_back},
    CU_TEST_INFO_NULL,
};
