/* SPDX-License-Identifier: MIT */
/* Tests of unsent. */
#include "headgate/unsent.h"

#include "unit.h"

#include "headgate/outbox.h"

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
static int64_t take_by(struct fixture *fixture, const struct hg_unsent_claim *claim)
{
    struct hg_unsent message;
    struct hg_error err = {0};
    CU_ASSERT_EQUAL(hg_unsent_claim(fixture->history, claim, &message, &err), 0);
    const int64_t id = message.id;
    hg_unsent_release(&message);
    return id;
}

static int64_t take(struct fixture *fixture, const char *channel, int64_t now_us)
{
    return take_by(fixture,
                   &(struct hg_unsent_claim){.channel = channel, .now_us = now_us});
}

/* After an attempt that failed, in one of the channel's queues. */
static void give_back(struct fixture *fixture, int64_t id, const char *envelope,
                      bool is_partial)
{
    struct hg_error err = {0};
    const struct hg_unsent message = {.id = id, .message_id = (char[]){"x"}};
    const struct hg_unsent_failure failure = {.channel = "mail",
                                              .envelope = envelope,
                                              .is_partial = is_partial,
                                              .problem = "down",
                                              .now_us = NOW_US};
    CU_ASSERT_EQUAL(hg_unsent_return(fixture->history, &message, &failure, &err), 0);
}

static void a_message_is_claimed_as_it_was_added(void)
{
    static const char *const envelopes[] = {BOTH, ONE, ""};
    for (size_t i = 0; i < sizeof envelopes / sizeof envelopes[0]; i++) {
        const struct hg_unsent_claim claim = {.channel = "mail", .now_us = NOW_US};
        struct fixture fixture;
        struct hg_unsent message;
        struct hg_error err = {0};
        fixture_open(&fixture);
        const int64_t id = add_to(&fixture, "mail", envelopes[i], "a\r\n\r\nb");
        CU_ASSERT_EQUAL(hg_unsent_claim(fixture.history, &claim, &message, &err), 0);
        CU_ASSERT_EQUAL(message.id, id);
        CU_ASSERT_EQUAL(message.made_us, NOW_US);
        CU_ASSERT_EQUAL(message.attempts, 0);
        CU_ASSERT_EQUAL(strlen(message.message_id), 32);
        UNIT_ASSERT_TEXT(message.envelope, envelopes[i]);
        UNIT_ASSERT_TEXT(message.data, "a\r\n\r\nb");
        CU_ASSERT_EQUAL(message.len, strlen(message.data));
        hg_unsent_release(&message);
        CU_ASSERT_EQUAL(hg_unsent_remove(fixture.history, id, &err), 0);
        CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM outbox"), 0);
        fixture_close(&fixture);
    }
}

static void each_channel_has_a_queue_of_its_own(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    const int64_t mail = add(&fixture, "1");
    const int64_t hook = add_to(&fixture, "webhook", "https://a/", "2");
    CU_ASSERT_EQUAL(take(&fixture, "slack", NOW_US), 0);
    CU_ASSERT_EQUAL(take(&fixture, "mail", NOW_US), mail);
    CU_ASSERT_EQUAL(take(&fixture, "mail", NOW_US), 0);
    CU_ASSERT_EQUAL(take(&fixture, "webhook", NOW_US), hook);
    CU_ASSERT_EQUAL(take(&fixture, "webhook", NOW_US), 0);
    fixture_close(&fixture);
}

static void the_others_wait_behind_the_oldest(void)
{
    const int64_t due_us = NOW_US + 13 * HG_US_PER_S;
    struct fixture fixture;
    struct hg_error err = {0};
    fixture_open(&fixture);
    const int64_t first = add(&fixture, "1");
    const int64_t second = add(&fixture, "2");
    CU_ASSERT_EQUAL(take(&fixture, "mail", NOW_US), first);
    CU_ASSERT_EQUAL(take(&fixture, "mail", NOW_US), 0);
    give_back(&fixture, first, BOTH, false);
    CU_ASSERT_EQUAL(take(&fixture, "mail", NOW_US + 9 * HG_US_PER_S), 0);
    CU_ASSERT_EQUAL(take(&fixture, "mail", due_us), first);
    CU_ASSERT_EQUAL(hg_unsent_remove(fixture.history, first, &err), 0);
    CU_ASSERT_EQUAL(take(&fixture, "mail", due_us), second);
    fixture_close(&fixture);
}

/* `report --mail` does not wait, but respects other processes. */
static void what_is_urgent_is_not_due(void)
{
    const struct hg_unsent_claim claim = {
        .channel = "mail", .is_urgent = true, .now_us = NOW_US};
    struct fixture fixture;
    fixture_open(&fixture);
    const int64_t id = add(&fixture, "1");
    CU_ASSERT_EQUAL(take_by(&fixture, &claim), id);
    CU_ASSERT_EQUAL(take_by(&fixture, &claim), 0);
    give_back(&fixture, id, BOTH, false);
    CU_ASSERT_EQUAL(take_by(&fixture, &claim), id);
    fixture_close(&fixture);
}

/* One who is not available keeps nobody else from the next message, but has them in order. */
static void what_some_have_waits_in_a_queue_of_its_own(void)
{
    const struct hg_unsent_claim rest = {
        .channel = "mail", .queue = HG_UNSENT_REST, .now_us = NOW_US + 13 * HG_US_PER_S};
    struct fixture fixture;
    struct hg_outbox_state state;
    struct hg_error err = {0};
    fixture_open(&fixture);
    const int64_t first = add(&fixture, "1");
    const int64_t second = add(&fixture, "2");
    CU_ASSERT_EQUAL(take(&fixture, "mail", NOW_US), first);
    give_back(&fixture, first, ONE, true);
    CU_ASSERT_EQUAL(take(&fixture, "mail", NOW_US), second);
    give_back(&fixture, second, ONE, true);
    CU_ASSERT_EQUAL(take(&fixture, "mail", rest.now_us), 0);
    CU_ASSERT_EQUAL(take_by(&fixture, &rest), first);
    CU_ASSERT_EQUAL(take_by(&fixture, &rest), 0);
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT DISTINCT envelope FROM outbox"), ONE);
    CU_ASSERT_EQUAL(hg_outbox_read_state(fixture.history, "mail", &state, &err), 0);
    CU_ASSERT_EQUAL(state.count, 2);
    UNIT_ASSERT_TEXT(state.problem, "down");
    fixture_close(&fixture);
}

static void a_process_that_died_loses_its_message(void)
{
    const int64_t lease_us = 1200 * HG_US_PER_S;
    struct fixture fixture;
    fixture_open(&fixture);
    const int64_t id = add(&fixture, "1");
    CU_ASSERT_EQUAL(take(&fixture, "mail", NOW_US), id);
    CU_ASSERT_EQUAL(take(&fixture, "mail", NOW_US + lease_us - HG_US_PER_S), 0);
    CU_ASSERT_EQUAL(take(&fixture, "mail", NOW_US + lease_us), id);
    CU_ASSERT_EQUAL(take(&fixture, "mail", NOW_US + lease_us), 0);
    /* A process that asked a moment before it was claimed, and had to wait. */
    CU_ASSERT_EQUAL(take(&fixture, "mail", NOW_US), 0);
    /* A clock that was set back. */
    CU_ASSERT_EQUAL(take(&fixture, "mail", NOW_US - HG_US_PER_S), id);
    fixture_close(&fixture);
}

/* What is dropped on the fixture's day: `days` after it was added, and after so many attempts. */
static void a_message_is_dropped_when_it_was_tried_long_enough(void)
{
    static const struct {
        const char *name;
        const char *configured; /* NULL: no channel */
        bool is_partial;
        int64_t days, attempts;
        size_t dropped_count;
    } rows[] = {
        {"neither", "mail", false, 2, 9, 0},
        {"too few attempts", "mail", false, 40, 9, 0},
        {"not long enough", "mail", false, 2, 10, 0},
        {"both", "mail", false, 4, 10, 1},
        {"of some recipients", "mail", true, 4, 10, 1},
        {"of a name that begins alike", "mailing", false, 4, 10, 0},
        {"not configured, a month", NULL, false, 30, 10, 0},
        {"not configured, longer", NULL, false, 32, 0, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_texts channels = {&rows[i].configured,
                                          rows[i].configured == NULL ? 0 : 1};
        struct fixture fixture;
        struct hg_error err = {0};
        struct hg_dropped dropped;
        struct hg_arena arena;
        hg_arena_init(&arena);
        fixture_open(&fixture);
        const int64_t id = add(&fixture, "1");
        for (int64_t k = 0; k < rows[i].attempts; k++)
            give_back(&fixture, id, ONE, rows[i].is_partial);
        CU_ASSERT_EQUAL(hg_outbox_drop_stale(fixture.history, &channels,
                                             NOW_US + rows[i].days * DAY_S * HG_US_PER_S,
                                             &arena, &dropped, &err),
                        0);
        UNIT_ASSERT_ROW(dropped.count == rows[i].dropped_count, rows[i].name);
        if (dropped.count == 1) {
            UNIT_ASSERT_ROW(strncmp(dropped.items[0].channel, "mail", 4) == 0,
                            rows[i].name);
            UNIT_ASSERT_ROW(dropped.items[0].count == 1 &&
                                dropped.items[0].is_configured ==
                                    (rows[i].configured != NULL),
                            rows[i].name);
        }
        hg_arena_release(&arena);
        fixture_close(&fixture);
    }
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
    {"the_others_wait_behind_the_oldest", the_others_wait_behind_the_oldest},
    {"what_is_urgent_is_not_due", what_is_urgent_is_not_due},
    {"what_some_have_waits_in_a_queue_of_its_own",
     what_some_have_waits_in_a_queue_of_its_own},
    {"a_message_is_dropped_when_it_was_tried_long_enough",
     a_message_is_dropped_when_it_was_tried_long_enough},
    {"a_process_that_died_loses_its_message", a_process_that_died_loses_its_message},
    {"the_oldest_go_when_there_are_too_many", the_oldest_go_when_there_are_too_many},
    {"an_id_is_never_used_again", an_id_is_never_used_again},
    CU_TEST_INFO_NULL,
};
