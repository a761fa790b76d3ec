/* SPDX-License-Identifier: MIT */
/* inflate: decompresses gzip (RFC 1952) and deflate piece by piece, by zlib. libcurl could do it too, but
 * accepts a stream that ends too early (7.88). */
#ifndef HEADGATE_PROBE_INFLATE_H
#define HEADGATE_PROBE_INFLATE_H

#include <stdbool.h>
#include <stddef.h>

struct hg_inflate;

/* Receives a piece of the result. False: no more are needed. */
typedef bool hg_inflate_sink(void *context, const char *data, size_t len);

enum hg_inflated { HG_INFLATE_MORE, HG_INFLATE_ENOUGH, HG_INFLATE_BROKEN };

/* RFC 9110 8.4.1.2: deflate is the format of zlib (RFC 1950); some servers send it without its header and
 * check sum (RFC 1951), which is seen by its first two bytes. */
enum hg_inflate_format { HG_INFLATE_GZIP, HG_INFLATE_DEFLATE };

struct hg_inflate *hg_inflate_new(enum hg_inflate_format format);
void hg_inflate_free(struct hg_inflate *inflate);
enum hg_inflated hg_inflate_read(struct hg_inflate *self, const char *data, size_t len,
                                 hg_inflate_sink *sink, void *context);
/* True when the stream is complete, with its check sum if it has one; an empty one is, too. */
bool hg_inflate_is_whole(const struct hg_inflate *inflate);

#endif
