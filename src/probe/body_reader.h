/* SPDX-License-Identifier: MIT */
/* body_reader: reads a response body up to the policy's limit. Knows nothing of libcurl. */
#ifndef HEADGATE_PROBE_BODY_READER_H
#define HEADGATE_PROBE_BODY_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/policy.h"

#include "probe/chunks.h"
#include "probe/head.h"

/* Zeroed: no body is wanted. */
struct hg_body_reader {
    bool is_wanted; /* the body is being read, or was */
    bool is_cut;    /* there was more than the limit */
    bool is_broken; /* it can't be decompressed */
    bool has_unknown_encoding;
    bool is_chunked;
    struct hg_chunks chunks;    /* when chunked */
    size_t limit;               /* bytes, after decompression */
    struct hg_buf data;         /* owned, when wanted */
    struct hg_inflate *inflate; /* owned; NULL: it is not compressed */
};

/* How a transfer ended whose body was wanted. */
enum hg_body_end {
    HG_BODY_WHOLE,
    HG_BODY_ENOUGH,    /* hg_body_reader_read() returned false */
    HG_BODY_TIMEOUT,   /* the time was up */
    HG_BODY_CANCELLED, /* the run was stopped */
    HG_BODY_UNCLOSED,  /* the TLS connection ended without close_notify */
    HG_BODY_BROKEN     /* the server ended it early, or its framing is wrong */
};

/* The head is complete and its method allows a body. True when the body is to be read: the policy
 * expects something of it, and the status is neither a redirect to follow nor a reason to be down
 * anyway. */
bool hg_body_reader_begin(struct hg_body_reader *reader, const struct hg_policy *policy,
                          const struct hg_head *head);
/* Read bytes as they came. False: no more are needed. */
bool hg_body_reader_read(struct hg_body_reader *reader, const char *data, size_t len);
/* Why a body whose transfer ended so is not to be judged; NULL: it is. Static text. */
const char *hg_body_reader_find_fault(const struct hg_body_reader *reader,
                                      const struct hg_head *head, enum hg_body_end end);
void hg_body_reader_release(struct hg_body_reader *reader);

#endif
