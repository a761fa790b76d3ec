/* SPDX-License-Identifier: MIT */
/* preresolver: finds the addresses of a request's host before libcurl does, which would start a thread
 * for each name. Where it doesn't apply, or finds nothing, libcurl looks the name up as ever, in the
 * time that is left. */
#ifndef HEADGATE_PROBE_PRERESOLVER_H
#define HEADGATE_PROBE_PRERESOLVER_H

#include <stdint.h>

#include "probe/network.h"
#include "probe/resolve_cache.h"
#include "probe/transfer.h"

/* Belongs to a worker. Release the resolve_cache. */
struct hg_preresolver {
    const struct hg_network *network;
    struct hg_resolve_cache resolve_cache; /* what was found in this batch */
};

/* Look up the request's host, unless that was done in this batch; it takes at most half of the time
 * for a connection. Returns the microseconds that it took. hg_resolve_cache_write() then has the lines for
 * libcurl. */
int64_t hg_preresolver_resolve(struct hg_preresolver *preresolver,
                               const struct hg_transfer_request *request);

#endif
