/* SPDX-License-Identifier: MIT */
/* histogram: latencies in buckets. Below 128 each value has its own; above, each power of two has 64. */
#include "headgate/histogram.h"

#include "headgate/banned.h"

#define STEPS   64 /* for each power of two */
#define EXACT   (2 * STEPS)
#define ENDLESS INT64_MAX

/* How often a value of at least EXACT is halved to lie between STEPS and EXACT. */
static int halvings_of(int64_t value)
{
    int count = 0;
    for (; value >= EXACT; value >>= 1)
        count++;
    return count;
}

static int bucket_of(int64_t us)
{
    const int halvings = halvings_of(us);
    const int64_t bucket = (int64_t)halvings * STEPS + (us >> halvings);
    return bucket < HG_HISTOGRAM_BUCKETS ? (int)bucket : HG_HISTOGRAM_BUCKETS - 1;
}

static int64_t middle_of(int bucket)
{
    if (bucket < EXACT)
        return bucket;
    const int halvings = bucket / STEPS - 1;
    const int64_t first = (int64_t)(bucket - halvings * STEPS) << halvings;
    return first + (INT64_C(1) << halvings) / 2;
}

void hg_histogram_add(struct hg_histogram *histogram, int64_t us)
{
    if (us < 0)
        return;
    histogram->counts[bucket_of(us)]++;
    histogram->total++;
}

void hg_histogram_merge(struct hg_histogram *histogram, const struct hg_histogram *other)
{
    for (int i = 0; i < HG_HISTOGRAM_BUCKETS; i++)
        histogram->counts[i] += other->counts[i];
    histogram->total += other->total;
}

int64_t hg_histogram_percentile(const struct hg_histogram *histogram, int percent)
{
    /* Rounded up, without overflow for any total. */
    const int64_t rank =
        histogram->total / 100 * percent + (histogram->total % 100 * percent + 99) / 100;
    int64_t seen = 0;
    for (int i = 0; i < HG_HISTOGRAM_BUCKETS && histogram->total > 0; i++) {
        seen += histogram->counts[i];
        if (seen >= rank)
            return middle_of(i);
    }
    return -1;
}

/* LEB128: seven bits a byte, the lowest first; the eighth means that more follow. */
static void write_number(struct hg_buf *out, uint64_t number)
{
    for (; number >= 128; number >>= 7)
        hg_buf_add_char(out, (char)(number | 128));
    hg_buf_add_char(out, (char)number);
}

/* Returns its end; NULL when it has none, or when the number is too large. */
static const uint8_t *read_number(const uint8_t *at, const uint8_t *end, int64_t *number)
{
    *number = 0;
    for (int shift = 0; at < end && shift < 63; shift += 7, at++) {
        *number |= (int64_t)(*at & 127) << shift;
        if (*at < 128)
            return at + 1;
    }
    return NULL;
}

void hg_histogram_write(const struct hg_histogram *histogram, struct hg_buf *out)
{
    int last = 0;
    for (int i = 0; i < HG_HISTOGRAM_BUCKETS; i++) {
        if (histogram->counts[i] == 0)
            continue;
        write_number(out, (uint64_t)(i - last));
        write_number(out, (uint64_t)histogram->counts[i]);
        last = i;
    }
}

int hg_histogram_read(struct hg_histogram *histogram, const void *data, size_t len)
{
    const uint8_t *at = data;
    const uint8_t *end = at + len;
    int64_t bucket = 0;

    while (at < end) {
        int64_t distance, count;
        at = read_number(at, end, &distance);
        if (at != NULL)
            at = read_number(at, end, &count);
        if (at == NULL || distance >= HG_HISTOGRAM_BUCKETS - bucket ||
            count > ENDLESS - histogram->total)
            return -1;
        bucket += distance;
        histogram->counts[bucket] += count;
        histogram->total += count;
    }
    return 0;
}
