/* SPDX-License-Identifier: MIT */
/* dns: looking up names by c-ares, which needs no thread for it. An accelerator only: what it does
 * not find may still be found by the libc, which also has the words for a failure. A build without
 * c-ares finds nothing here (names_none.c). */
#ifndef HEADGATE_RESOLVE_DNS_H
#define HEADGATE_RESOLVE_DNS_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/buf.h"
#include "headgate/cancel.h"
#include "headgate/policy.h"

struct hg_dns_query {
    const char *host; /* lower case ASCII, absolute but without a dot at its end */
    enum hg_ip_version version; /* of the addresses wanted */
    bool has_ipv6;              /* the machine does; else only IPv4 is asked for */
    int64_t timeout_us;
};

/* Shared by the workers. */
struct hg_dns;

/* Once, before any thread and after all of them. */
void hg_dns_library_start(void);
void hg_dns_library_end(void);
/* The version of c-ares in use ("1.18.1"); NULL: not built in. */
const char *hg_dns_library(void);

/* NULL in a build without c-ares. `cancel` is looked at twice a second while a look-up goes on. */
struct hg_dns *hg_dns_new(const struct hg_cancel *cancel);
void hg_dns_free(struct hg_dns *dns);
/* Thread-safe. Ask the name servers; append what is found to `addresses` as
 * "a,b,c", in the order in which they should be tried (RFC 6724), and return true. False when
 * nothing was found, for whatever reason; also at once, when many look-ups go on. */
bool hg_dns_resolve(struct hg_dns *dns, const struct hg_dns_query *query,
                    struct hg_buf *addresses);

#endif
