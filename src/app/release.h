/* SPDX-License-Identifier: MIT */
/* release: when this program was released. A clock that says an earlier time is wrong. */
#ifndef HEADGATE_APP_RELEASE_H
#define HEADGATE_APP_RELEASE_H

#include <stdint.h>

/* Midnight (UTC) of the day of its release, in seconds since 1970. */
int64_t hg_release_s(void);
/* The same day: "2026-11-20". */
const char *hg_release_day(void);

#endif
