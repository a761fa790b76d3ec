/* SPDX-License-Identifier: MIT */
/* unkept_hosts: a table behind a lock. */
#include "probe/unkept_hosts.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "headgate/hash_table.h"
#include "headgate/memory.h"

#include "headgate/banned.h"

struct hg_unkept_hosts {
    atomic_bool has_any;
    pthread_mutex_t lock; /* guards all below */
    struct hg_hash_table table;
    char **keys; /* owned, as are the texts: the table borrows them */
    size_t count;
};

struct hg_unkept_hosts *hg_unkept_hosts_new(void)
{
    struct hg_unkept_hosts *hosts = hg_memory_new(1, sizeof *hosts);
    pthread_mutex_init(&hosts->lock, NULL);
    hg_hash_table_init(&hosts->table, 0);
    return hosts;
}

void hg_unkept_hosts_free(struct hg_unkept_hosts *hosts)
{
    if (hosts == NULL)
        return;
    hg_hash_table_release(&hosts->table);
    for (size_t i = 0; i < hosts->count; i++)
        free(hosts->keys[i]);
    free(hosts->keys);
    pthread_mutex_destroy(&hosts->lock);
    free(hosts);
}

void hg_unkept_hosts_key(const struct hg_proxy_use *proxy, const struct hg_url *url,
                         char *out, size_t size)
{
    if (proxy->forwards)
        snprintf(out, size, "%s", proxy->proxy);
    else
        snprintf(out, size, "%s:%" PRIu16, url->host, url->port);
}

void hg_unkept_hosts_add(struct hg_unkept_hosts *hosts, const char *key)
{
    uint32_t value;
    pthread_mutex_lock(&hosts->lock);
    if (!hg_hash_table_find(&hosts->table, key, &value)) {
        hosts->keys =
            hg_memory_resize(hosts->keys, hosts->count + 1, sizeof *hosts->keys);
        hosts->keys[hosts->count] = hg_memory_copy_text(key);
        hg_hash_table_set(&hosts->table, hosts->keys[hosts->count++], 1);
        atomic_store(&hosts->has_any, true);
    }
    pthread_mutex_unlock(&hosts->lock);
}

bool hg_unkept_hosts_has(struct hg_unkept_hosts *hosts, const struct hg_proxy_use *proxy,
                         const struct hg_url *url)
{
    char key[HG_UNKEPT_KEY_SIZE];
    uint32_t value;
    if (!atomic_load_explicit(&hosts->has_any, memory_order_acquire))
        return false;
    hg_unkept_hosts_key(proxy, url, key, sizeof key);
    pthread_mutex_lock(&hosts->lock);
    const bool found = hg_hash_table_find(&hosts->table, key, &value);
    pthread_mutex_unlock(&hosts->lock);
    return found;
}
