/* SPDX-License-Identifier: MIT */
/* head: reads a response head line by line, more strictly than libcurl, which takes "HTTP/1.1 2000"
 * for status 200 and a head that was cut off for a whole one. */
#ifndef HEADGATE_PROBE_HEAD_H
#define HEADGATE_PROBE_HEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/policy.h"
#include "headgate/reply.h"

/* Less than libcurl's own limits, whose errors differ from version to version: 300 KiB, and 5000
 * lines since 8.14. */
#define HG_HEAD_MAX_BYTES ((size_t)256 * 1024)
#define HG_HEAD_MAX_LINES 4096

/* A status line in another version of HTTP than the connection speaks. Later libcurls find it before we
 * do (8.10). */
#define HG_OTHER_HTTP_VERSION                                                            \
    "the answer claims a version of HTTP that the connection does not speak"

/* A fault that libcurl 7.88 finds first. */
#define HG_TOO_MANY_CODINGS "the answer has more than 5 transfer codings"

struct hg_head {
    const struct hg_header_expectations *wanted; /* headers to keep; borrowed */
    size_t bytes;                                /* read so far, interim heads included */
    size_t lines;                                /* likewise */
    struct hg_buf field; /* the field being read: the next line may be folded into it */
    int status;          /* of the latest status line; 0: none yet */
    int http_version;    /* likewise: 10, 11, 20, ... */
    bool is_inside;      /* a status line came, the empty line after it did not */
    bool is_complete;    /* a final head (not 1xx) has ended with its empty line */
    bool is_too_large;   /* more than HG_HEAD_MAX_BYTES or HG_HEAD_MAX_LINES */
    bool is_at_first;    /* the status line came, the next line did not */
    const char *fault;   /* what violates RFC 9112; NULL: nothing. Static text */
    bool has_two_locations; /* two different Location headers */
    char *location;         /* owned, not cleaned, not empty; NULL: none */
    bool wants_type;        /* keep `content_type` */
    char *content_type;     /* owned, clean: the last one; NULL: none, or not wanted */
    const char *bot_protection; /* its service; NULL: none. Static text */
    char *encoding;             /* owned, clean: Content-Encoding, a list; NULL: none */
    int64_t length_bytes;       /* Content-Length; -1: none */
    bool has_wrong_length;      /* it is not a number, or there are different ones */
    bool has_transfer_encoding;
    bool has_unknown_transfer_encoding; /* it is not "chunked", once */
    unsigned coding_count; /* transfer codings but chunked, with those of interim heads */
    bool closes;           /* the connection ends with this answer (RFC 9112 9.3) */
    int64_t date_s;        /* Date, in seconds since 1970; -1: none */
    int64_t age_s;         /* Age: time in caches (RFC 9111 5.1); 0: none */
    /* Owned: the wanted headers that came, a line each, in their order. */
    struct hg_header_value *headers;
    size_t header_count;
};

void hg_head_init(struct hg_head *head, const struct hg_header_expectations *wanted);
void hg_head_release(struct hg_head *head);
/* True when nothing more of the head is needed: it is complete, at fault or too large. */
bool hg_head_is_decided(const struct hg_head *head);
/* True when the complete head is a redirect with a Location, and the policy lets us follow it. */
bool hg_head_is_redirect(const struct hg_head *head, const struct hg_policy *policy);
/* True when the body of the complete head, if it has one, ends with the connection (RFC 9112 6.3). */
bool hg_head_ends_with_connection(const struct hg_head *head);
/* Another head follows this complete one. */
void hg_head_restart(struct hg_head *head);
/* Check the start of a line that will be read. False: it is at fault, and libcurl must not see it
 * (hg_curl_work_around()). */
bool hg_head_check_line(struct hg_head *head, const char *line, size_t len);
/* Read one line as it came, with its line end. A head begins with its status line only. */
void hg_head_read(struct hg_head *head, const char *line, size_t len);

#endif
