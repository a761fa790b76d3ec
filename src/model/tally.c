/* SPDX-License-Identifier: MIT */
/* tally: sums that saturate, and shares without floating point. */
#include "headgate/tally.h"

#include <inttypes.h>
#include <stdio.h>

#include "headgate/banned.h"

static int64_t sum(int64_t a, int64_t b)
{
    return a > INT64_MAX - b ? INT64_MAX : a + b;
}

void hg_tally_add(struct hg_tally *tally, const struct hg_tally *other)
{
    for (int i = 0; i < HG_OUTCOME_COUNT; i++) {
        tally->time_us[i] = sum(tally->time_us[i], other->time_us[i]);
        tally->checks[i] = sum(tally->checks[i], other->checks[i]);
    }
    tally->maintenance_us = sum(tally->maintenance_us, other->maintenance_us);
    tally->maintenance_checks = sum(tally->maintenance_checks, other->maintenance_checks);
}

/* `part` of `part` and `rest`. Where the sum is too large both are halved, but the rest never to 0. */
static struct hg_share share_of(int64_t part, int64_t rest)
{
    while (part > INT64_MAX - rest) {
        part /= 2;
        rest = rest / 2 + rest % 2;
    }
    return (struct hg_share){part, part + rest};
}

static int64_t available(const int64_t counts[HG_OUTCOME_COUNT])
{
    return sum(sum(counts[HG_OUTCOME_UP], counts[HG_OUTCOME_FLAKY]),
               counts[HG_OUTCOME_DEGRADED]);
}

struct hg_share hg_tally_by_time(const struct hg_tally *tally)
{
    return share_of(available(tally->time_us), tally->time_us[HG_OUTCOME_DOWN]);
}

struct hg_share hg_tally_by_checks(const struct hg_tally *tally)
{
    return share_of(available(tally->checks), tally->checks[HG_OUTCOME_DOWN]);
}

struct hg_share hg_tally_coverage(const struct hg_tally *tally)
{
    const int64_t known = sum(available(tally->time_us), tally->time_us[HG_OUTCOME_DOWN]);
    return share_of(known, tally->time_us[HG_OUTCOME_UNKNOWN]);
}

/* The next decimal digit of rest / whole. Added ten times, as ten times the rest may be too large. */
static char next_digit(uint64_t *rest, uint64_t whole)
{
    uint64_t left = 0;
    char digit = '0';
    for (int i = 0; i < 10; i++) {
        left += *rest;
        if (left >= whole) {
            left -= whole;
            digit++;
        }
    }
    *rest = left;
    return digit;
}

void hg_share_format(struct hg_share share, int decimals, char out[HG_SHARE_SIZE])
{
    if (share.whole <= 0 || share.part >= share.whole) {
        snprintf(out, HG_SHARE_SIZE, "%s", share.whole <= 0 ? "-" : "100 %");
        return;
    }
    uint64_t rest = (uint64_t)share.part;
    const uint64_t whole = (uint64_t)share.whole;
    const char tens = next_digit(&rest, whole);
    char *at = out;
    if (tens != '0')
        *at++ = tens;
    *at++ = next_digit(&rest, whole);
    if (decimals > 0)
        *at++ = '.';
    for (int i = 0; i < decimals && i < 6; i++)
        *at++ = next_digit(&rest, whole);
    *at++ = ' ';
    *at++ = '%';
    *at = '\0';
}

int hg_share_compare(struct hg_share a, struct hg_share b)
{
    int sign = 1;
    if (a.whole <= 0 || b.whole <= 0)
        return (a.whole <= 0) - (b.whole <= 0);
    /* As continued fractions: the whole parts first, then the reciprocals of the rest. */
    for (;;) {
        const int64_t whole_a = a.part / a.whole;
        const int64_t whole_b = b.part / b.whole;
        if (whole_a != whole_b)
            return whole_a < whole_b ? -sign : sign;
        a.part %= a.whole;
        b.part %= b.whole;
        if (a.part == 0 || b.part == 0)
            return sign * ((a.part != 0) - (b.part != 0));
        a = (struct hg_share){a.whole, a.part};
        b = (struct hg_share){b.whole, b.part};
        sign = -sign;
    }
}
