/* SPDX-License-Identifier: MIT */
/* date: the Date header (RFC 9110 5.6.7), whatever the locale is. */
#ifndef HEADGATE_PROBE_DATE_H
#define HEADGATE_PROBE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* "Sun, 06 Nov 1994 08:49:37 GMT" to seconds since 1970. False when it is anything else: the two
 * obsolete forms are not worth reading. */
bool hg_date_parse(const char *text, size_t len, int64_t *seconds);

#endif
