/* SPDX-License-Identifier: MIT */
/* error: why headgate itself could not do its work. A site that is down is a result, not an error. */
#ifndef HEADGATE_ERROR_H
#define HEADGATE_ERROR_H

#include <stddef.h>

enum hg_error_kind {
    HG_ERROR_NONE,
    HG_ERROR_USAGE, /* invalid usage or configuration: the exit status is 2 */
    HG_ERROR_SYSTEM /* I/O or the machine: the exit status is 3 */
};

/* Lives on the caller's stack, is the last parameter, and never owns memory. Zero-initialised
 * it means "no error". The first error set wins; later ones are dropped. */
struct hg_error {
    enum hg_error_kind kind;
    char text[1024]; /* one lower-case sentence without a final full stop or newline */
};

/* Set the error and return -1, so that callers write `return hg_error_usage(err, ...)`.
 * `err` may be NULL. A text that is too long is cut at the end. */
int hg_error_usage(struct hg_error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int hg_error_system(struct hg_error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The system's message for an errno, in lower case ("permission denied"), written to `out` and
 * returned. Thread-safe. */
const char *hg_error_message(int code, char *out, size_t size);

#endif
