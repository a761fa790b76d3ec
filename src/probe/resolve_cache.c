/* SPDX-License-Identifier: MIT */
/* resolve_cache: the addresses of a batch's hosts. */
#include "probe/resolve_cache.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* As long as libcurl keeps what it looked up itself (CURLOPT_DNS_CACHE_TIMEOUT). */
#define TTL_US (60 * HG_US_PER_S)

static void release_entry(struct hg_resolve_entry *entry)
{
    free(entry->host_port);
    free(entry->addresses);
    *entry = (struct hg_resolve_entry){0};
}

void hg_resolve_cache_release(struct hg_resolve_cache *cache)
{
    for (size_t i = 0; i < cache->count; i++)
        release_entry(&cache->items[i]);
    cache->count = 0;
}

static char *write_host_port(const struct hg_resolve_key *key)
{
    struct hg_buf host_port;
    hg_buf_init(&host_port);
    hg_buf_printf(&host_port, "%s:%u", key->host, (unsigned)key->port);
    return hg_buf_steal(&host_port);
}

static bool is_for_key(const struct hg_resolve_entry *entry,
                       const struct hg_resolve_key *key)
{
    const size_t len = strlen(key->host);
    return strncmp(entry->host_port, key->host, len) == 0 &&
           entry->host_port[len] == ':' &&
           strtoul(entry->host_port + len + 1, NULL, 10) == key->port;
}

bool hg_resolve_cache_has(const struct hg_resolve_cache *cache,
                          const struct hg_resolve_key *key, int64_t now_us)
{
    for (size_t i = 0; i < cache->count; i++) {
        const struct hg_resolve_entry *entry = &cache->items[i];
        if (is_for_key(entry, key))
            return entry->version == key->version && now_us < entry->expires_at_us;
    }
    return false;
}

/* Each host has one entry at most, which is used again. */
static struct hg_resolve_entry *find_or_add(struct hg_resolve_cache *cache,
                                            const struct hg_resolve_key *key)
{
    for (size_t i = 0; i < cache->count; i++) {
        if (is_for_key(&cache->items[i], key))
            return &cache->items[i];
    }
    if (cache->count == HG_RESOLVE_CACHE_MAX)
        return NULL;
    struct hg_resolve_entry *entry = &cache->items[cache->count++];
    entry->host_port = write_host_port(key);
    return entry;
}

void hg_resolve_cache_add(struct hg_resolve_cache *cache,
                          const struct hg_resolve_key *key, const char *addresses,
                          int64_t now_us)
{
    struct hg_resolve_entry *entry = find_or_add(cache, key);
    if (entry == NULL) {
        hg_resolve_cache_expire_all(cache);
        return;
    }
    free(entry->addresses);
    entry->addresses = addresses[0] == '\0' ? NULL : hg_memory_copy_text(addresses);
    entry->is_wanted = entry->addresses != NULL;
    entry->version = key->version;
    entry->expires_at_us = now_us + TTL_US;
}

static void expire(struct hg_resolve_entry *entry)
{
    free(entry->addresses);
    entry->addresses = NULL;
    entry->is_wanted = false;
    entry->expires_at_us = 0;
}

void hg_resolve_cache_expire(struct hg_resolve_cache *cache,
                             const struct hg_resolve_key *key)
{
    for (size_t i = 0; i < cache->count; i++) {
        if (is_for_key(&cache->items[i], key))
            expire(&cache->items[i]);
    }
}

void hg_resolve_cache_expire_all(struct hg_resolve_cache *cache)
{
    for (size_t i = 0; i < cache->count; i++)
        expire(&cache->items[i]);
}

static void write_line(struct hg_resolve_entry *entry, hg_resolve_cache_add_line *add,
                       void *context)
{
    struct hg_buf line;
    hg_buf_init(&line);
    if (entry->addresses != NULL)
        hg_buf_printf(&line, "%s:%s", entry->host_port, entry->addresses);
    else
        hg_buf_printf(&line, "-%s", entry->host_port);
    add(context, line.data);
    hg_buf_release(&line);
    free(entry->addresses);
    entry->addresses = NULL;
    entry->was_written = entry->is_wanted;
}

void hg_resolve_cache_write(struct hg_resolve_cache *cache,
                            hg_resolve_cache_add_line *add, void *context)
{
    size_t kept = 0;
    for (size_t i = 0; i < cache->count; i++) {
        struct hg_resolve_entry *entry = &cache->items[i];
        if (entry->addresses != NULL || (entry->was_written && !entry->is_wanted))
            write_line(entry, add, context);
        if (entry->expires_at_us == 0)
            release_entry(entry);
        else
            cache->items[kept++] = *entry;
    }
    cache->count = kept;
}

static bool has_proxy(const struct hg_network *network, const struct hg_policy *policy)
{
    return policy->proxy == NULL ? network->has_proxy : hg_policy_has_proxy(policy);
}

/* A retry looks up names as the C library does. Where the policy sets addresses, or a proxy may
 * look up the name, libcurl knows what to do. */
static bool applies(const struct hg_network *network, const struct hg_request *request)
{
    const struct hg_policy *policy = request->policy;
    return network->dns != NULL && !request->is_fresh && policy->resolve.count == 0 &&
           !has_proxy(network, policy);
}

static void look_up(struct hg_resolve_cache *cache, const struct hg_network *network,
                    const struct hg_request *request, const struct hg_resolve_key *key)
{
    const int64_t connect_us = request->policy->connect_timeout_us;
    const int64_t timeout_us =
        (connect_us < request->timeout_us ? connect_us : request->timeout_us) / 2;
    struct hg_buf addresses;

    hg_buf_init(&addresses);
    if (hg_dns_resolve(network->dns, key->host, key->version, timeout_us, &addresses))
        hg_resolve_cache_add(cache, key, addresses.data, hg_clock_monotonic_us());
    hg_buf_release(&addresses);
}

int64_t hg_resolve_cache_fill(struct hg_resolve_cache *cache,
                              const struct hg_network *network,
                              const struct hg_request *request)
{
    const struct hg_resolve_key key = {
        .host = request->url->host,
        .port = request->url->port,
        .version = request->policy->ip_version,
    };
    if (!applies(network, request)) {
        hg_resolve_cache_expire(cache, &key);
        return 0;
    }
    const int64_t began_us = hg_clock_monotonic_us();
    if (hg_resolve_cache_has(cache, &key, began_us))
        return 0;
    look_up(cache, network, request, &key);
    return hg_clock_monotonic_us() - began_us;
}
