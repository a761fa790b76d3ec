/* SPDX-License-Identifier: MIT */
/* network: what the workers of a run share about this machine and the way to others: how names are
 * looked up, whose certificates are trusted. Read-only while they work. */
#ifndef HEADGATE_PROBE_NETWORK_H
#define HEADGATE_PROBE_NETWORK_H

#include <stdbool.h>

#include "headgate/network.h"

#include "resolve/hosts.h"
#include "resolve/dns.h"
#include "resolve/dns_config.h"
#include "probe/trust_store.h"

struct hg_network {
    struct hg_cancel *cancel;        /* borrowed */
    struct hg_dns *names;            /* owned; NULL in a small run */
    struct hg_dns_config dns_config; /* what c-ares may look up: nothing in a small run */
    struct hg_hosts hosts;           /* names of the hosts file, which it may not */
    struct hg_trust_stores *trust_stores; /* owned: they lock themselves */
    bool has_ipv6;                        /* sockets of that family can be made */
    bool has_proxy;                       /* a variable of the environment names one */
};

#endif
