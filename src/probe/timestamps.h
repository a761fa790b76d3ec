/* SPDX-License-Identifier: MIT */
/* timestamps: libcurl's time stamps of a transfer, and the phases between them. Pure. */
#ifndef HEADGATE_PROBE_TIMESTAMPS_H
#define HEADGATE_PROBE_TIMESTAMPS_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/reply.h"

/* Microseconds since libcurl began; 0: not reached, or nothing to do because the connection is
 * a reused one. */
struct hg_timestamps {
    int64_t lookup_us; /* before that: looking up the name by ourselves */
    int64_t resolved_us;
    int64_t connected_us;
    int64_t secured_us; /* end of the TLS handshake */
    int64_t ready_us;   /* the request is about to be sent */
    int64_t first_byte_us;
    int64_t total_us;
};

/* What was reached adds up to the total; see struct hg_phases. */
void hg_timestamps_to_phases(const struct hg_timestamps *timestamps, bool is_https,
                             struct hg_phases *phases);

/* Whole milliseconds, rounded up, at least 1: libcurl takes 0 for "no limit". */
long hg_timestamps_to_ms(int64_t us);

#endif
