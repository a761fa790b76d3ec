/* SPDX-License-Identifier: MIT */
/* unkept_hosts: hosts whose connections are no longer reused in this run, because what came over a
 * reused one could not be relied on. Thread-safe: shared by all workers. */
#ifndef HEADGATE_PROBE_UNKEPT_HOSTS_H
#define HEADGATE_PROBE_UNKEPT_HOSTS_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/url.h"

#include "probe/proxy.h"

/* The key of a host: room for a name, a port, and a proxy in their place. */
#define HG_UNKEPT_KEY_SIZE 512

struct hg_unkept_hosts;

/* Never NULL; it has no hosts. */
struct hg_unkept_hosts *hg_unkept_hosts_new(void);
void hg_unkept_hosts_free(struct hg_unkept_hosts *hosts);
/* Whose connection such a request uses: the host of the URL, or the proxy that takes the request itself. */
void hg_unkept_hosts_key(const struct hg_proxy_use *proxy, const struct hg_url *url,
                         char *out, size_t size);
void hg_unkept_hosts_add(struct hg_unkept_hosts *hosts, const char *key);
/* Without a lock while there is none. */
bool hg_unkept_hosts_has(struct hg_unkept_hosts *hosts, const struct hg_proxy_use *proxy,
                         const struct hg_url *url);

#endif
