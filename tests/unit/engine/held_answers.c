/* SPDX-License-Identifier: MIT */
/* held_answers: tests of answers that wait for their batch. */
#include "unit.h"

#include <string.h>

#include "engine/held_answers.h"

static struct hg_answer make(uint32_t number)
{
    struct hg_answer answer;
    memset(&answer, 0, sizeof answer);
    answer.target = number;
    answer.host = 7;
    answer.was_attempted = number % 3 != 0;
    answer.took_us = INT64_MAX - 1000 - number;
    hg_reply_init(&answer.reply);
    answer.reply.status = number % 5 == 0 ? 404 : 200;
    answer.reply.hop_count = number == 4 ? SIZE_MAX : 0;
    answer.reply.body_bytes = -(int64_t)number;
    return answer;
}

static void they_leave_as_they_came(void)
{
    struct hg_held_answers held = {0};
    struct hg_answer taken;
    CU_ASSERT_FALSE(hg_held_answers_take(&held, &taken));
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < HG_BATCH_MAX_TARGETS; i++) {
            const struct hg_answer answer = make(i);
            hg_held_answers_add(&held, &answer);
        }
        for (uint32_t i = 0; i < HG_BATCH_MAX_TARGETS; i++) {
            const struct hg_answer answer = make(i);
            CU_ASSERT_TRUE(hg_held_answers_take(&held, &taken));
            CU_ASSERT_EQUAL(memcmp(&taken, &answer, sizeof answer), 0);
        }
        CU_ASSERT_FALSE(hg_held_answers_take(&held, &taken));
        hg_held_answers_release(&held);
    }
}

/* All words of an answer may differ from those of the one before. */
static void nothing_needs_to_be_alike(void)
{
    struct hg_held_answers held = {0};
    struct hg_answer answer;
    struct hg_answer taken;
    for (int i = 0; i < 20; i++) {
        memset(&answer, i % 2 == 0 ? 0xff : 0x55, sizeof answer);
        hg_held_answers_add(&held, &answer);
    }
    for (int i = 0; i < 20; i++) {
        memset(&answer, i % 2 == 0 ? 0xff : 0x55, sizeof answer);
        CU_ASSERT_TRUE(hg_held_answers_take(&held, &taken));
        CU_ASSERT_EQUAL(memcmp(&taken, &answer, sizeof answer), 0);
    }
    hg_held_answers_release(&held);
}

static void answers_that_are_alike_take_little_memory(void)
{
    struct hg_held_answers held = {0};
    struct hg_answer answer = make(1);
    hg_held_answers_add(&held, &answer);
    const size_t first_words = held.word_count;
    for (uint32_t i = 2; i <= 101; i++) {
        answer.target = i;
        answer.took_us++;
        hg_held_answers_add(&held, &answer);
    }
    CU_ASSERT_TRUE(held.word_count - first_words <= 100 * 3);
    hg_held_answers_release(&held);
}

CU_TestInfo held_answers_tests[] = {
    {"they leave as they came", they_leave_as_they_came},
    {"nothing needs to be alike", nothing_needs_to_be_alike},
    {"answers that are alike take little memory",
     answers_that_are_alike_take_little_memory},
    CU_TEST_INFO_NULL,
};
