/* SPDX-License-Identifier: MIT */
/* method: the HTTP methods of checks (RFC 9110 9.3, RFC 5789). */
#ifndef HEADGATE_METHOD_H
#define HEADGATE_METHOD_H

#include <stdbool.h>

/* Append only: the history stores these numbers. */
enum hg_method {
    HG_METHOD_AUTO, /* HEAD, and one GET when HEAD is rejected */
    HG_METHOD_HEAD,
    HG_METHOD_GET,
    HG_METHOD_OPTIONS,
    HG_METHOD_POST,
    HG_METHOD_PUT,
    HG_METHOD_PATCH,
    HG_METHOD_DELETE,
    HG_METHOD_COUNT
};

/* "auto", "HEAD", "GET", ... */
const char *hg_method_word(enum hg_method method);
/* Any case is read. False when unknown. */
bool hg_method_parse(const char *word, enum hg_method *method);
/* Whether a request may have content: POST, PUT, PATCH and DELETE. */
bool hg_method_has_content(enum hg_method method);
/* RFC 9110 9.2.2: only these are retried. */
bool hg_method_is_idempotent(enum hg_method method);

#endif
