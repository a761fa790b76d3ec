/* SPDX-License-Identifier: MIT */
/* resolve_cache: what is known during a batch of the addresses of hosts, and the lines by which a library is
 * told them and later told to forget them (CURLOPT_RESOLVE). Pure.
 *
 * A pin holds while the batch lasts, a minute at most. What the library was told stays in its
 * cache of names until it is told otherwise, so that each pin that ends has a line to come. */
#ifndef HEADGATE_PROBE_RESOLVE_CACHE_H
#define HEADGATE_PROBE_RESOLVE_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/policy.h"

#define HG_RESOLVE_CACHE_MAX                                                             \
    8 /* hosts of a batch: its own, and those that redirects lead to */

/* A host and for which version of IP it was looked up. */
struct hg_resolve_key {
    const char *host;
    uint16_t port;
    enum hg_ip_version version;
};

struct hg_resolve_entry {
    char *host_port; /* owned: "host:port" */
    char *addresses; /* owned: "a,b,c", to be told; NULL: told, or there were none */
    enum hg_ip_version version;
    int64_t expires_at_us; /* monotonic; 0: it has ended */
    bool is_wanted;        /* the library shall know the addresses */
    bool was_announced;    /* it was told some */
};

/* Zeroed: empty. */
struct hg_resolve_cache {
    struct hg_resolve_entry items[HG_RESOLVE_CACHE_MAX];
    size_t count;
};

void hg_resolve_cache_release(struct hg_resolve_cache *cache);
/* Whether the host was looked up, with or without success, and that still holds. */
bool hg_resolve_cache_has(const struct hg_resolve_cache *cache,
                          const struct hg_resolve_key *key, int64_t now_us);
/* The host was looked up; `addresses` is "a,b,c", or "" when none were found: that is kept too, so
 * that nobody looks them up again. Ends what was known of the host. When too many are known, all
 * end, and this one is left out. */
void hg_resolve_cache_add(struct hg_resolve_cache *cache,
                          const struct hg_resolve_key *key, const char *addresses,
                          int64_t now_us);
/* End what is known of the host, for any version of IP. */
void hg_resolve_cache_expire(struct hg_resolve_cache *cache,
                             const struct hg_resolve_key *key);
/* The batch is over: end all. */
void hg_resolve_cache_expire_all(struct hg_resolve_cache *cache);
/* Hand each line that is due to `add`: "-host:port" to forget, "host:port:a,b,c" to know. */
typedef void hg_resolve_cache_add_line(void *context, const char *line);
void hg_resolve_cache_write(struct hg_resolve_cache *cache,
                            hg_resolve_cache_add_line *add, void *context);

#endif
