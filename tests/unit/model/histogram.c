/* SPDX-License-Identifier: MIT */
/* Tests of histogram. */
#include "headgate/histogram.h"

#include "unit.h"

#include <string.h>

#include <stdio.h>
#include <stdlib.h>

#include "headgate/banned.h"

static void a_value_alone_is_right_within_a_hundredth(void)
{
    static struct hg_histogram histogram;
    for (int64_t us = 0; us < INT64_C(1) << 37; us = us * 1007 / 1000 + 1) {
        char row[32];
        histogram = (struct hg_histogram){0};
        hg_histogram_add(&histogram, us);
        const int64_t found = hg_histogram_percentile(&histogram, 50);
        snprintf(row, sizeof row, "%lld", (long long)us);
        UNIT_ASSERT_ROW(llabs(found - us) * 100 <= us, row);
    }
}

static void percentiles_are_by_nearest_rank(void)
{
    static const struct {
        int count, percent;
        int64_t expected;
    } rows[] = {{1, 1, 1},    {1, 100, 1},   {2, 50, 1},  {2, 51, 2},    {20, 95, 19},
                {20, 96, 20}, {100, 99, 99}, {100, 1, 1}, {101, 50, 51}, {100, 100, 100}};
    static struct hg_histogram histogram;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char row[16];
        histogram = (struct hg_histogram){0};
        for (int value = rows[i].count; value > 0; value--)
            hg_histogram_add(&histogram, value);
        snprintf(row, sizeof row, "%zu", i);
        UNIT_ASSERT_ROW(hg_histogram_percentile(&histogram, rows[i].percent) ==
                            rows[i].expected,
                        row);
    }
}

static void without_values_there_is_no_percentile(void)
{
    static struct hg_histogram histogram;
    hg_histogram_add(&histogram, -1);
    CU_ASSERT_EQUAL(histogram.total, 0);
    CU_ASSERT_EQUAL(hg_histogram_percentile(&histogram, 50), -1);
}

static void what_is_too_long_is_in_the_last_bucket(void)
{
    static struct hg_histogram histogram;
    hg_histogram_add(&histogram, INT64_MAX);
    CU_ASSERT_EQUAL(histogram.counts[HG_HISTOGRAM_BUCKETS - 1], 1);
}

/* Histories have these bytes: a failure here is not mended here. */
static void the_written_form_never_changes(void)
{
    /* The distance to the bucket before, and its count. */
    static const char expected[] = "\0\1"     /* bucket 0 */
                                   "\x7f\2"   /* 127 */
                                   "\1\1"     /* 128 */
                                   "\xbd\1\1" /* 317 */
                                   "\xfd\4\x80\1" /* 954 */;
    static struct hg_histogram histogram;
    struct hg_buf bytes;
    hg_buf_init(&bytes);
    hg_histogram_add(&histogram, 0);
    hg_histogram_add(&histogram, 127);
    hg_histogram_add(&histogram, 127);
    hg_histogram_add(&histogram, 128);
    hg_histogram_add(&histogram, 1000);
    for (int i = 0; i < 128; i++)
        hg_histogram_add(&histogram, 1000000);
    hg_histogram_write(&histogram, &bytes);
    CU_ASSERT_EQUAL_FATAL(bytes.len, sizeof expected - 1);
    CU_ASSERT_EQUAL(memcmp(bytes.data, expected, bytes.len), 0);
    hg_buf_release(&bytes);
}

static void what_is_written_is_read_again_and_adds_up(void)
{
    static struct hg_histogram histogram, copy;
    struct hg_buf bytes;
    hg_buf_init(&bytes);
    for (int64_t us = 1; us < 100000000; us = us * 3 / 2 + 1)
        hg_histogram_add(&histogram, us);
    for (int i = 0; i < 1000; i++)
        hg_histogram_add(&histogram, 500);
    hg_histogram_write(&histogram, &bytes);
    CU_ASSERT_EQUAL(hg_histogram_read(&copy, bytes.data, bytes.len), 0);
    CU_ASSERT_EQUAL(copy.total, histogram.total);
    CU_ASSERT_EQUAL(hg_histogram_read(&copy, bytes.data, bytes.len), 0);
    hg_histogram_merge(&histogram, &histogram);
    int differences = 0;
    for (int i = 0; i < HG_HISTOGRAM_BUCKETS; i++)
        differences += copy.counts[i] != histogram.counts[i];
    CU_ASSERT_EQUAL(differences, 0);
    CU_ASSERT_EQUAL(copy.total, histogram.total);
    hg_buf_release(&bytes);
}

static void bytes_of_others_are_refused(void)
{
    static const struct {
        const char *name, *bytes;
        size_t len;
    } rows[] = {
        {"a bucket without its count", "\x05", 1},
        {"a number that does not end", "\x05\x80", 2},
        {"a number that is too long", "\x05\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
         12},
        {"a bucket that is not there", "\x80\x10\x01", 3},
        {"one that is reached in steps", "\xff\x0f\x01\x01\x01", 5},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        static struct hg_histogram histogram;
        UNIT_ASSERT_ROW(hg_histogram_read(&histogram, rows[i].bytes, rows[i].len) == -1,
                        rows[i].name);
    }
}

CU_TestInfo histogram_tests[] = {
    {"a_value_alone_is_right_within_a_hundredth",
     a_value_alone_is_right_within_a_hundredth},
    {"percentiles_are_by_nearest_rank", percentiles_are_by_nearest_rank},
    {"without_values_there_is_no_percentile", without_values_there_is_no_percentile},
    {"what_is_too_long_is_in_the_last_bucket", what_is_too_long_is_in_the_last_bucket},
    {"the_written_form_never_changes", the_written_form_never_changes},
    {"what_is_written_is_read_again_and_adds_up",
     what_is_written_is_read_again_and_adds_up},
    {"bytes_of_others_are_refused", bytes_of_others_are_refused},
    CU_TEST_INFO_NULL,
};
