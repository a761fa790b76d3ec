/* SPDX-License-Identifier: MIT */
/* Tests of spool. */
#include "headgate/unsent.h"

#include "unit.h"

#include "history/fixture.h"

#include <string.h>

#include "headgate/banned.h"

#define NOW_US (FIXTURE_BEGIN_S * HG_US_PER_S)

static const char *const both[] = {"Ops <ops@example.com>", "root@example.com"};
static const char *const one[] = {"root@example.com"};

/* Returns its id. */
static int64_t retention(struct fixture *fixture, const char *data)
{
    const struct hg_unsent_payload mail = {
        "a@example.com", {both, 2}, data, strlen(data)};
    struct hg_error err = {0};
    size_t dropped = 0;
    int64_t id = 0;
    CU_ASSERT_EQUAL(hg_unsent_add(fixture->history, &mail, NOW_US, &id, &dropped, &err),
                    0);
    CU_ASSERT_NOT_EQUAL(id, 0);
    return id;
}

/* The id of what was taken, 0: nothing. */
static int64_t take(struct fixture *fixture, int64_t after, int64_t now_us)
{
    struct hg_unsent mail;
    struct hg_error err = {0};
    CU_ASSERT_EQUAL(hg_unsent_claim(fixture->history, after, now_us, &mail, &err), 0);
    const int64_t id = mail.id;
    hg_unsent_release(&mail);
    return id;
}

static void give_back(struct fixture *fixture, int64_t id, const char *const *to,
                      size_t count)
{
    const struct hg_texts texts = {to, count};
    struct hg_error err = {0};
    CU_ASSERT_EQUAL(hg_unsent_return(fixture->history, id, &texts, "down", &err), 0);
}

static void what_is_kept_comes_back_as_it_was(void)
{
    struct fixture fixture;
    struct hg_unsent mail;
    struct hg_error err = {0};
    fixture_open(&fixture);
    const int64_t id = retention(&fixture, "Subject: a\r\n\r\nb");
    give_back(&fixture, id, both, 2);
    CU_ASSERT_EQUAL(hg_unsent_claim(fixture.history, 0, NOW_US + 1, &mail, &err), 0);
    CU_ASSERT_EQUAL(mail.id, id);
    CU_ASSERT_EQUAL(mail.made_us, NOW_US);
    CU_ASSERT_EQUAL(mail.attempts, 1);
    UNIT_ASSERT_TEXT(mail.from, "a@example.com");
    CU_ASSERT_EQUAL_FATAL(mail.to_count, 2);
    UNIT_ASSERT_TEXT(mail.to[0], "Ops <ops@example.com>");
    UNIT_ASSERT_TEXT(mail.to[1], "root@example.com");
    UNIT_ASSERT_TEXT(mail.data, "Subject: a\r\n\r\nb");
    CU_ASSERT_EQUAL(mail.len, strlen(mail.data));
    hg_unsent_release(&mail);
    give_back(&fixture, id, one, 1);
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT recipients FROM mails"),
                     "root@example.com");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT problem FROM mails"), "down");
    CU_ASSERT_EQUAL(hg_unsent_remove(fixture.history, id, &err), 0);
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US), 0);
    fixture_close(&fixture);
}

static void the_oldest_is_taken_first_and_by_one_only(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    const int64_t first = retention(&fixture, "1");
    const int64_t second = retention(&fixture, "2");
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US), 0);
    give_back(&fixture, second, both, 2);
    give_back(&fixture, first, both, 2);
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US), first);
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US), second);
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US), 0);
    give_back(&fixture, first, both, 2);
    CU_ASSERT_EQUAL(take(&fixture, first, NOW_US), 0);
    fixture_close(&fixture);
}

static void who_died_with_a_mail_loses_it(void)
{
    const int64_t ten_minutes_us = 600 * HG_US_PER_S;
    struct fixture fixture;
    fixture_open(&fixture);
    const int64_t id = retention(&fixture, "1");
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US + ten_minutes_us - HG_US_PER_S), 0);
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US + ten_minutes_us), id);
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US + ten_minutes_us), 0);
    /* One who asked a moment before it was taken, and had to wait. */
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US), 0);
    /* A clock that was set back. */
    CU_ASSERT_EQUAL(take(&fixture, 0, NOW_US - HG_US_PER_S), id);
    fixture_close(&fixture);
}

static void the_oldest_go_when_there_are_too_many(void)
{
    const struct hg_unsent_payload mail = {"a@example.com", {one, 1}, "x", 1};
    struct fixture fixture;
    struct hg_error err = {0};
    size_t dropped = 0;
    int64_t id = 0;
    fixture_open(&fixture);
    const int64_t first = retention(&fixture, "oldest");
    for (int i = 1; i < HG_UNSENT_MAX; i++)
        retention(&fixture, "x");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT min(id) FROM mails"), first);
    CU_ASSERT_EQUAL(hg_unsent_add(fixture.history, &mail, NOW_US, &id, &dropped, &err),
                    0);
    CU_ASSERT_EQUAL(dropped, 1);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT min(id) FROM mails"), first + 1);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT max(id) FROM mails"), id);
    fixture_close(&fixture);
}

/* Else one who is late would remove a mail that is not his. */
static void an_id_is_never_used_again(void)
{
    struct fixture fixture;
    struct hg_error err = {0};
    fixture_open(&fixture);
    const int64_t id = retention(&fixture, "1");
    CU_ASSERT_EQUAL(hg_unsent_remove(fixture.history, id, &err), 0);
    CU_ASSERT_NOT_EQUAL(retention(&fixture, "2"), id);
    fixture_close(&fixture);
}

CU_TestInfo unsent_tests[] = {
    {"what_is_kept_comes_back_as_it_was", what_is_kept_comes_back_as_it_was},
    {"the_oldest_is_taken_first_and_by_one_only",
     the_oldest_is_taken_first_and_by_one_only},
    {"who_died_with_a_mail_loses_it", who_died_with_a_mail_loses_it},
    {"the_oldest_go_when_there_are_too_many", the_oldest_go_when_there_are_too_many},
    {"an_id_is_never_used_again", an_id_is_never_used_again},
    CU_TEST_INFO_NULL,
};
