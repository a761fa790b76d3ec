/* SPDX-License-Identifier: MIT */
/* shortcut: finds the addresses of a request's host before libcurl does, which would start a thread
 * for each name. Where it doesn't apply, or finds nothing, libcurl looks the name up as ever, in the
 * time that is left. */
#ifndef HEADGATE_PROBE_SHORTCUT_H
#define HEADGATE_PROBE_SHORTCUT_H

#include <stdint.h>

#include "probe/network.h"
#include "probe/pins.h"
#include "probe/transfer.h"

/* Belongs to a worker. Release the pins. */
struct hg_shortcut {
    const struct hg_network *network;
    struct hg_pins pins; /* what was found in this trip */
};

/* Look up the request's host, unless that was done in this trip; it takes at most half of the time
 * for a connection. Returns the microseconds that it took. hg_pins_write() then has the lines for
 * libcurl. */
int64_t hg_shortcut_take(struct hg_shortcut *shortcut,
                         const struct hg_transfer_request *request);

#endif
