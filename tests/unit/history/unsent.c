/* SPDX-License-Identifier: MIT */
/* Tests of unsent. */
#include "headgate/unsent.h"

#include "unit.h"

#include "history/fixture.h"

#include <string.h>

#include "headgate/banned.h"

#define NOW_US (FIXTURE_BEGIN_S * HG_US_PER_S)

#define BOTH "a@example.com\nOps <ops@example.com>\nroot@example.com"
#define ONE  "a@example.com\nroot@example.com"

/* Returns its id. */
static int64_t add_to(struct fixture *fixture, const char *channel, const char *envelope,
                      const char *data)
{
    const struct hg_payload payload = {envelope, data, strlen(data)};
    struct hg_unsent_entry entry;
    struct hg_error err = {0};
    CU_ASSERT_EQUAL(
        hg_unsent_add(fixture->history, channel, &payload, NOW_US, &entry, &err), 0);
    CU_ASSERT_NOT_EQUAL(entry.id, 0);
    return entry.id;
}

static int64_t add(struct fixture *fixture, const char *data)
{
    return add_to(fixture, "mail", BOTH, data);
}

/* The id of the message that was claimed, 0: none. */
static int64_t take_from(struct fixture *fixture, const char *channel, int64_t after,
                         int64_t now_us)
{
    struct hg_unsent message;
    struct hg_error err = {0};
    CU_ASSERT_EQUAL(
        hg_unsent_claim(fixture->history, channel, after, now_us, &message, &err), 0);
    const int64_t id = message.id;
    hg_unsent_release(&message);
    return id;
}

static int64_t take(struct fixture *fixture, int64_t after, int64_t now_us)
{
    return take_from(fixture, "mail", after, now_us);
}

static void give_back(struct fixture *fixture, int64_t id, const char *envelope)
{
    struct hg_error err = {0};
    CU_ASSERT_EQUAL(hg_unsent_return(fixture->history, id, envelope, "down", &err), 0);
}

static void a_message_is_claimed_as_it_was_added(void)
{
    static const struct {
        const char *channel, *envelope, *left;
    } rows[] = {
        {"mail", BOTH, ONE},
        {"mail", ONE, "a@example.com"},
        {"ops", "one\ntwo", "two"},
        {"ops", "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *channel = rows[i].channel;
        struct fixture fixture;
        struct hg_unsent message;
        struct hg_error err = {0};
        fixture_open(&fixture);
        const int64_t id = add_to(&fixture, channel, rows[i].envelope, "a\r\n\r\nb");
        CU_ASSERT_EQUAL(
            hg_unsent_return(fixture.history, id, rows[i].envelope, "down", &err), 0);
        CU_ASSERT_EQUAL(
            hg_unsent_claim(fixture.history, channel, 0, NOW_US + 1, &message, &err), 0);
        CU_ASSERT_EQUAL(message.id, id);
        CU_ASSERT_EQUAL(message.made_us, NOW_US);
        CU_ASSERT_EQUAL(message.attempts, 1);
        UNIT_ASSERT_TEXT(message.envelope, rows[i].envelope);
        UNIT_ASSERT_TEXT(message.data, "a\r\n\r\nb");
        CU_ASSERT_EQUAL(message.len, strlen(message.data));
        hg_unsent_release(&message);
        CU_ASSERT_EQUAL(hg_unsent_return(fixture.history, id, rows[i].left, "down", &err),
                        0);
        UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT channel FROM outbox"), channel);
        UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT problem FROM outbox"), "down");
        CU_ASSERT_EQUAL(
            hg_unsent_claim(fixture.history, channel, 0, NOW_US + 1, &message, &err), 0);
        UNIT_ASSERT_TEXT(message.envelope, rows[i].left);
        hg_unsent_release(&message);
        CU_ASSERT_EQUAL(hg_unsent_remove(fixture.history, id, &err), 0);
        CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM outbox"), 0);
        fixture_close(&fixture);
    }
}

static void each_channel_has_a_queue_of_its_own(void)
{
    struct fixture fixture;
    struct hg_error err = {0};
    fixture_open(&fixture);
    const int64_t mail = add(&fixture, "1");
    const int64_t hook = add_to(&fixture, "webhook", "https://a/", "2");
    give_back(&fixture, mail, BOTH);
    CU_ASSERT_EQUAL(hg_unsent_return(fixture.history, hook, "https://a/", "down", &err),
                    0);
    CU_ASSERT_EQUAL(take_from(&fixture, "slack", 0, NOW_US), 0);
    CU_ASSERT_EQUAL(take_from(&fixture, "mail", 0, NOW_US), mail);
    CU_ASSERT_EQUAL(take_from(&fixture, "mail", 0, NOW_US), 0);
    CU_ASSERT_EQUAL(take_from(&fixture, "webhook", 0, NOW_US), hook);
    CU_ASSERT_EQUAL(take_from(&fixture, "webhook", 0, NOW_US), 0);
    fixture_close(&fixture);
}

static void the_oldest_is_taken_first_and_by_one_only(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    const int64_t first = add(&fixture, "1");
    const int64_t second = add(&fixture, "2");
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US), 0);
    give_back(&fixture, second, BOTH);
    give_back(&fixture, first, BOTH);
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US), first);
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US), second);
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US), 0);
    give_back(&fixture, first, BOTH);
    CU_ASSERT_EQUAL(take(&fixture, first, NOW_US), 0);
    fixture_close(&fixture);
}

static void a_process_that_died_loses_its_message(void)
{
    const int64_t ten_minutes_us = 600 * HG_US_PER_S;
    struct fixture fixture;
    fixture_open(&fixture);
    const int64_t id = add(&fixture, "1");
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US + ten_minutes_us - HG_US_PER_S), 0);
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US + ten_minutes_us), id);
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US + ten_minutes_us), 0);
    /* A process that asked a moment before it was claimed, and had to wait. */
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US), 0);
    /* A clock that was set back. */
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US - HG_US_PER_S), id);
    fixture_close(&fixture);
}

static void the_oldest_go_when_there_are_too_many(void)
{
    const struct hg_payload payload = {ONE, "x", 1};
    struct fixture fixture;
    struct hg_error err = {0};
    struct hg_unsent_entry entry;
    fixture_open(&fixture);
    const int64_t first = add(&fixture, "oldest");
    const int64_t other = add_to(&fixture, "ops", "", "of another channel");
    for (int i = 1; i < HG_UNSENT_MAX; i++)
        add(&fixture, "x");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT min(id) FROM outbox"), first);
    CU_ASSERT_EQUAL(
        hg_unsent_add(fixture.history, "mail", &payload, NOW_US, &entry, &err), 0);
    CU_ASSERT_EQUAL(entry.dropped_count, 1);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT min(id) FROM outbox"), other);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM outbox"),
                    HG_UNSENT_MAX + 1);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT max(id) FROM outbox"), entry.id);
    fixture_close(&fixture);
}

/* Otherwise a process that is late would remove a message that another one holds. */
static void an_id_is_never_used_again(void)
{
    struct fixture fixture;
    struct hg_error err = {0};
    fixture_open(&fixture);
    const int64_t id = add(&fixture, "1");
    CU_ASSERT_EQUAL(hg_unsent_remove(fixture.history, id, &err), 0);
    CU_ASSERT_NOT_EQUAL(add(&fixture, "2"), id);
    fixture_close(&fixture);
}

CU_TestInfo unsent_tests[] = {
    {"a_message_is_claimed_as_it_was_added", a_message_is_claimed_as_it_was_added},
    {"each_channel_has_a_queue_of_its_own", each_channel_has_a_queue_of_its_own},
    {"the_oldest_is_taken_first_and_by_one_only",
     the_oldest_is_taken_first_and_by_one_only},
    {"a_process_that_died_loses_its_message", a_process_that_died_loses_its_message},
    {"the_oldest_go_when_there_are_too_many", the_oldest_go_when_there_are_too_many},
    {"an_id_is_never_used_again", an_id_is_never_used_again},
    CU_TEST_INFO_NULL,
};
