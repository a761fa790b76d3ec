/* SPDX-License-Identifier: MIT */
/* network: what the workers of a run share. Read-only while they work, but for what has a lock of its own. */
#ifndef HEADGATE_PROBE_NETWORK_H
#define HEADGATE_PROBE_NETWORK_H

#include <stdbool.h>

#include "headgate/dns.h"
#include "headgate/network.h"

#include "probe/trust_store.h"
#include "probe/unkept_hosts.h"

struct hg_network {
    struct hg_cancel *cancel;             /* borrowed */
    struct hg_dns *dns;                   /* owned; NULL: libcurl looks up all names */
    struct hg_trust_stores *trust_stores; /* owned: they have a lock of their own */
    struct hg_unkept_hosts *unkept_hosts; /* owned: likewise */
    bool has_proxy;                       /* a variable of the environment names one */
};

#endif
