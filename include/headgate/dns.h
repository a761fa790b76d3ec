/* SPDX-License-Identifier: MIT */
/* dns: the addresses of names by c-ares, which needs no thread for each look-up as the C library
 * does. It only saves time: what it does not find the C library looks up again, and reports why
 * not.
 *
 * A build with -DHEADGATE_CARES=OFF leaves the room out: nothing is found, and hg_dns_new()
 * returns NULL. */
#ifndef HEADGATE_DNS_H
#define HEADGATE_DNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/buf.h"
#include "headgate/cancel.h"
#include "headgate/policy.h"

/* Shared by the workers of a run. */
struct hg_dns;

#ifdef HEADGATE_CARES

/* Version of c-ares in use ("1.18.1"). */
const char *hg_dns_version(void);
/* Read how this machine looks up names (nsswitch.conf, resolv.conf, hosts). `cancel` is borrowed;
 * it ends a look-up within half a second. New and free belong to one thread, before the first
 * worker and after the last one. Free takes NULL. */
struct hg_dns *hg_dns_new(const struct hg_cancel *cancel);
void hg_dns_free(struct hg_dns *dns);
/* Ask the name servers for the host (lower case ASCII, as in struct hg_url), for `timeout_us` at
 * most. Any thread.
 *
 * False, at once: the host is the C library's to look up, now and later. True: `addresses` got
 * what was found as "a,b,c", in the order of getaddrinfo(3); nothing when there are none,
 * when the time was up, or when too many look-ups are under way. */
bool hg_dns_resolve(struct hg_dns *dns, const char *host, enum hg_ip_version version,
                    int64_t timeout_us, struct hg_buf *addresses);

#else

static inline const char *hg_dns_version(void)
{
    return NULL;
}

static inline struct hg_dns *hg_dns_new(const struct hg_cancel *cancel)
{
    (void)cancel;
    return NULL;
}

static inline void hg_dns_free(struct hg_dns *dns)
{
    (void)dns;
}

static inline bool hg_dns_resolve(struct hg_dns *dns, const char *host,
                                  enum hg_ip_version version, int64_t timeout_us,
                                  struct hg_buf *addresses)
{
    (void)dns;
    (void)host;
    (void)version;
    (void)timeout_us;
    (void)addresses;
    return false;
}

#endif

#endif
