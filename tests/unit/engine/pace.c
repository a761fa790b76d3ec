/* SPDX-License-Identifier: MIT */
/* pace: tests of what follows from what answers take. */
#include "unit.h"

#include "headgate/units.h"

#include "engine/pace.h"

static int64_t patience_ms_after(const int64_t *took_ms, size_t count)
{
    struct hg_pace pace = {0};
    struct hg_reply reply;
    hg_reply_init(&reply);
    for (size_t i = 0; i < count; i++) {
        reply.status = took_ms[i] < 0 ? 0 : 200;
        hg_pace_note(&pace, &reply,
                     (took_ms[i] < 0 ? -took_ms[i] : took_ms[i]) * HG_US_PER_MS);
    }
    return hg_pace_stall_timeout_us(&pace) / HG_US_PER_MS;
}

static void the_stall_timeout_follows_the_pace_within_limits(void)
{
    static const struct {
        int64_t took_ms[3]; /* negative: without an answer */
        size_t count;
        int64_t patience_ms;
    } rows[] = {
        {{0}, 0, 500},         {{-9000, -9000}, 2, 500}, {{1}, 1, 20},     {{30}, 1, 300},
        {{30, -9000}, 2, 300}, {{30, 110}, 2, 400},      {{300}, 1, 1000},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CU_ASSERT_EQUAL(patience_ms_after(rows[i].took_ms, rows[i].count),
                        rows[i].patience_ms);
}

static void a_quick_pace_allows_many_targets(void)
{
    const struct hg_pace unknown = {0};
    const struct hg_pace quick = {.answer_us = 100};
    const struct hg_pace slow = {.answer_us = 5 * HG_US_PER_S};
    CU_ASSERT_EQUAL(hg_pace_targets_in(&unknown, HG_US_PER_S), INT64_MAX);
    CU_ASSERT_EQUAL(hg_pace_targets_in(&quick, HG_US_PER_S), 10000);
    CU_ASSERT_EQUAL(hg_pace_targets_in(&slow, HG_US_PER_S), 1);
}

static void the_time_to_connect_is_no_part_of_the_pace(void)
{
    struct hg_pace pace = {0};
    struct hg_reply reply;
    hg_reply_init(&reply);
    reply.status = 200;
    reply.phases = (struct hg_phases){.resolve_us = 100,
                                      .connect_us = 200,
                                      .tls_us = 300,
                                      .wait_us = 150,
                                      .transfer_us = HG_NOT_REACHED,
                                      .total_us = 750};
    hg_pace_note(&pace, &reply, 760);
    CU_ASSERT_EQUAL(pace.answer_us, 160);
    reply.phases.tls_us = HG_NOT_REACHED;
    hg_pace_note(&pace, &reply, 460);
    CU_ASSERT_EQUAL(pace.answer_us, 160);
    hg_pace_note(&pace, &reply, 100);
    CU_ASSERT_EQUAL(pace.answer_us, (160 * 7 + 1) / 8);
}

CU_TestInfo pace_tests[] = {
    {"the time to connect is no part of the pace",
     the_time_to_connect_is_no_part_of_the_pace},
    {"the stall timeout follows the pace within limits",
     the_stall_timeout_follows_the_pace_within_limits},
    {"a quick pace allows many targets", a_quick_pace_allows_many_targets},
    CU_TEST_INFO_NULL,
};
