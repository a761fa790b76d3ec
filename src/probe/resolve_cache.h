/* SPDX-License-Identifier: MIT */
/* resolve_cache: the addresses of a batch's hosts, found before libcurl would start a thread for
 * each name, and the lines by which libcurl learns and later forgets them (CURLOPT_RESOLVE). What
 * is not found here libcurl looks up itself, in the time that is left.
 *
 * An entry holds while the batch lasts, a minute at most. libcurl keeps an address in its own
 * cache until another line removes it, so an entry that ends has one more line to come. */
#ifndef HEADGATE_PROBE_RESOLVE_CACHE_H
#define HEADGATE_PROBE_RESOLVE_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/policy.h"

#include "probe/exchange.h"
#include "probe/network.h"

/* Hosts of a batch: its own, and those that redirects lead to. */
#define HG_RESOLVE_CACHE_MAX 8

/* A host, and for which version of IP it was looked up. */
struct hg_resolve_key {
    const char *host;
    uint16_t port;
    enum hg_ip_version version;
};

struct hg_resolve_entry {
    char *host_port; /* owned: "host:port" */
    char *addresses; /* owned: "a,b,c", to be written; NULL: written, or none */
    enum hg_ip_version version;
    int64_t expires_at_us; /* monotonic; 0: it has ended */
    bool is_wanted;        /* libcurl should know the addresses */
    bool was_written;      /* libcurl has addresses of this host */
};

/* Belongs to a worker, together with an easy handle. Zeroed: empty. */
struct hg_resolve_cache {
    struct hg_resolve_entry items[HG_RESOLVE_CACHE_MAX];
    size_t count;
};

void hg_resolve_cache_release(struct hg_resolve_cache *cache);
/* Look up the request's host, unless it is in the cache; that takes at most half of the time for a
 * connection. Returns the microseconds that it took. */
int64_t hg_resolve_cache_fill(struct hg_resolve_cache *cache,
                              const struct hg_network *network,
                              const struct hg_request *request);
/* Pass each line that is due to `add`: "-host:port" to forget, "host:port:a,b,c" to know. */
typedef void hg_resolve_cache_add_line(void *context, const char *line);
void hg_resolve_cache_write(struct hg_resolve_cache *cache,
                            hg_resolve_cache_add_line *add, void *context);
/* The batch is over: end all entries. */
void hg_resolve_cache_expire_all(struct hg_resolve_cache *cache);

/* Parts of hg_resolve_cache_fill(). */

/* Whether the host was looked up, with or without success, and that still holds. */
bool hg_resolve_cache_has(const struct hg_resolve_cache *cache,
                          const struct hg_resolve_key *key, int64_t now_us);
/* Add or replace an entry; `addresses` is "a,b,c", or "" when none were found: that is kept too, so
 * that the host is not looked up again. When the cache is full, all entries end, and this one is
 * left out. */
void hg_resolve_cache_add(struct hg_resolve_cache *cache,
                          const struct hg_resolve_key *key, const char *addresses,
                          int64_t now_us);
/* End the host's entry, whatever its version of IP. */
void hg_resolve_cache_expire(struct hg_resolve_cache *cache,
                             const struct hg_resolve_key *key);

#endif
