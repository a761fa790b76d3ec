/* SPDX-License-Identifier: MIT */
/* timestamps: tests of the phases. */
#include "unit.h"

#include "probe/timestamps.h"

static void phases_add_up_to_the_total(void)
{
    const struct hg_timestamps timestamps = {.resolved_us = 10,
                                             .connected_us = 30,
                                             .secured_us = 70,
                                             .ready_us = 75,
                                             .first_byte_us = 200,
                                             .total_us = 210};
    struct hg_phases phases;

    hg_timestamps_to_phases(&timestamps, true, &phases);
    CU_ASSERT_EQUAL(phases.resolve_us, 10);
    CU_ASSERT_EQUAL(phases.connect_us, 20);
    CU_ASSERT_EQUAL(phases.tls_us, 40);
    CU_ASSERT_EQUAL(phases.wait_us, 130);
    CU_ASSERT_EQUAL(phases.transfer_us, 10);
    CU_ASSERT_EQUAL(phases.total_us, phases.resolve_us + phases.connect_us +
                                         phases.tls_us + phases.wait_us +
                                         phases.transfer_us);
}

static void a_look_up_of_our_own_comes_before(void)
{
    struct hg_timestamps timestamps = {.lookup_us = 500,
                                       .resolved_us = 10,
                                       .connected_us = 30,
                                       .ready_us = 35,
                                       .first_byte_us = 200,
                                       .total_us = 210};
    struct hg_phases phases;

    hg_timestamps_to_phases(&timestamps, false, &phases);
    CU_ASSERT_EQUAL(phases.resolve_us, 510);
    CU_ASSERT_EQUAL(phases.connect_us, 20);
    CU_ASSERT_EQUAL(phases.total_us, 710);
    timestamps = (struct hg_timestamps){.lookup_us = 500, .total_us = 1000};
    hg_timestamps_to_phases(&timestamps, false, &phases);
    CU_ASSERT_EQUAL(phases.resolve_us, HG_NOT_REACHED);
    CU_ASSERT_EQUAL(phases.total_us, 1500);
}

static void what_was_not_reached_stays_so(void)
{
    const struct hg_timestamps timestamps = {.resolved_us = 10, .total_us = 5000000};
    struct hg_phases phases;

    hg_timestamps_to_phases(&timestamps, true, &phases);
    CU_ASSERT_EQUAL(phases.resolve_us, 10);
    CU_ASSERT_EQUAL(phases.connect_us, HG_NOT_REACHED);
    CU_ASSERT_EQUAL(phases.tls_us, HG_NOT_REACHED);
    CU_ASSERT_EQUAL(phases.wait_us, HG_NOT_REACHED);
    CU_ASSERT_EQUAL(phases.transfer_us, HG_NOT_REACHED);
    CU_ASSERT_EQUAL(phases.total_us, 5000000);
}

static void plain_http_has_no_tls(void)
{
    const struct hg_timestamps timestamps = {.resolved_us = 1,
                                             .connected_us = 2,
                                             .ready_us = 3,
                                             .first_byte_us = 9,
                                             .total_us = 9};
    struct hg_phases phases;

    hg_timestamps_to_phases(&timestamps, false, &phases);
    CU_ASSERT_EQUAL(phases.tls_us, HG_NOT_REACHED);
    CU_ASSERT_EQUAL(phases.wait_us, 7);
    CU_ASSERT_EQUAL(phases.transfer_us, 0);
}

static void a_reused_connection_was_there_at_once(void)
{
    const struct hg_timestamps timestamps = {.ready_us = 40, .total_us = 1000000};
    struct hg_phases phases;

    hg_timestamps_to_phases(&timestamps, true, &phases);
    CU_ASSERT_TRUE(phases.resolve_us >= 0 && phases.resolve_us <= 1);
    CU_ASSERT_EQUAL(phases.connect_us, 0);
    CU_ASSERT_EQUAL(phases.tls_us, 0);
    CU_ASSERT_EQUAL(phases.wait_us, HG_NOT_REACHED);
}

static void no_phase_is_negative(void)
{
    /* Seen with libcurl when stamps are taken out of order. */
    const struct hg_timestamps timestamps = {.resolved_us = 30,
                                             .connected_us = 20,
                                             .ready_us = 25,
                                             .first_byte_us = 10,
                                             .total_us = 5};
    struct hg_phases phases;

    hg_timestamps_to_phases(&timestamps, false, &phases);
    CU_ASSERT_EQUAL(phases.connect_us, 0);
    CU_ASSERT_EQUAL(phases.wait_us, 0);
    CU_ASSERT_EQUAL(phases.transfer_us, 0);
}

static void milliseconds_are_rounded_up_and_never_none(void)
{
    static const int64_t rows[][2] = {{-5000, 1}, {0, 1},    {1, 1},
                                      {1000, 1},  {1001, 2}, {2500000, 2500}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CU_ASSERT_EQUAL(hg_timestamps_to_ms(rows[i][0]), rows[i][1]);
}

CU_TestInfo timestamps_tests[] = {
    {"phases add up to the total", phases_add_up_to_the_total},
    {"a look-up of our own comes before", a_look_up_of_our_own_comes_before},
    {"what was not reached stays so", what_was_not_reached_stays_so},
    {"plain http has no TLS", plain_http_has_no_tls},
    {"a reused connection was there at once", a_reused_connection_was_there_at_once},
    {"no phase is negative", no_phase_is_negative},
    {"milliseconds are rounded up and never none",
     milliseconds_are_rounded_up_and_never_none},
    CU_TEST_INFO_NULL,
};
