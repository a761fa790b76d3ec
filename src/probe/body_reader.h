/* SPDX-License-Identifier: MIT */
/* body_reader: reads a response body as far as the policy's cap and has it examined; only the findings
 * leave the attempt. Knows nothing of libcurl. */
#ifndef HEADGATE_PROBE_BODY_READER_H
#define HEADGATE_PROBE_BODY_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/policy.h"
#include "headgate/url.h"

/* What is asked for when a body is checked. */
#define HG_BODY_ENCODING "gzip"

struct hg_exchange;

struct hg_body_reader {
    bool is_wanted;             /* the body is being read, or was */
    bool is_cut;                /* there was more than the cap */
    bool is_broken;             /* it can't be decompressed */
    size_t limit;               /* bytes, after decompression */
    struct hg_buf data;         /* owned, when wanted */
    struct hg_inflate *inflate; /* owned; NULL: it is not compressed */
};

/* How a transfer ended whose body was wanted. */
enum hg_body_reader_end {
    HG_BODY_WHOLE,
    HG_BODY_ENOUGH,    /* hg_body_reader_read() said that it was enough */
    HG_BODY_TIMEOUT,   /* time was up */
    HG_BODY_CANCELLED, /* the run was stopped */
    HG_BODY_BROKEN     /* the server ended it early, or its framing is wrong */
};

/* Whether the policy's requests ask for compression: a body is checked, and its own headers say
 * nothing of it. */
bool hg_body_reader_needs_encoding(const struct hg_policy *policy);
/* "Content-Type: TYPE" of the policy's content; NULL when its own headers have one. */
const char *hg_content_type(const struct hg_policy *policy);
/* The head is complete and its method allows a body. True when the body shall be read: one is
 * expected, and the status is neither a redirect to follow nor a reason to be down anyway. */
bool hg_body_reader_begin(struct hg_exchange *exchange, const struct hg_policy *policy);
/* Take bytes as they came. False: that is enough. */
bool hg_body_reader_read(struct hg_body_reader *reader, const char *data, size_t len);
/* The transfer has ended: set the exchange's failure, or have the body examined. */
void hg_body_reader_end(struct hg_exchange *exchange, const struct hg_policy *policy,
                        enum hg_body_reader_end end, const struct hg_url *url);
void hg_body_reader_release(struct hg_body_reader *reader);

#endif
