/* SPDX-License-Identifier: MIT */
/* histogram: latencies as counts in buckets whose width grows with the value, as HdrHistogram's do: 64
 * for each power of two, so that a percentile of merged histograms is right within 1 %. Integers only. */
#ifndef HEADGATE_HISTOGRAM_H
#define HEADGATE_HISTOGRAM_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/buf.h"

/* Up to 2^37 microseconds (38 hours); the last bucket has all above. */
#define HG_HISTOGRAM_BUCKETS 2048

/* Zero-initialised it is empty. 16 KiB. */
struct hg_histogram {
    int64_t counts[HG_HISTOGRAM_BUCKETS];
    int64_t total;
};

/* A latency below 0 (nothing was reached) is not counted. */
void hg_histogram_add(struct hg_histogram *histogram, int64_t us);
void hg_histogram_merge(struct hg_histogram *histogram, const struct hg_histogram *other);
/* By nearest rank: the middle of the bucket in which the smallest value lies that at least `percent`
 * (1 to 100) of all do not exceed; -1 when it is empty. */
int64_t hg_histogram_percentile(const struct hg_histogram *histogram, int percent);

/* As bytes, which the history stores: neither the buckets nor this form may change. For each bucket that is not empty, from the lowest, its distance to the one before (the
 * first: to 0) and its count, both as LEB128. Some 30 bytes for the 12 results of an hour. */
void hg_histogram_write(const struct hg_histogram *histogram, struct hg_buf *out);
/* Add a histogram that was written. -1 when the bytes are invalid; the buckets before that are added. */
int hg_histogram_read(struct hg_histogram *histogram, const void *data, size_t len);

#endif
