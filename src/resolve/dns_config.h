/* SPDX-License-Identifier: MIT */
/* dns_config: for which names c-ares, asked in place of the libc, would find the same addresses. Pure.
 *
 * The libc looks up names as nsswitch.conf(5), resolv.conf(5) and gai.conf(5) say, by modules that
 * may know names from anywhere. c-ares is to ask the name servers only. Where these files say nothing
 * else, and the hosts file (hosts.h) doesn't have the name, the two agree on what is found; only
 * that is ever taken from c-ares, so that modules which the libc would ask after the name servers
 * don't matter. In doubt it is the libc. */
#ifndef HEADGATE_RESOLVE_DNS_CONFIG_H
#define HEADGATE_RESOLVE_DNS_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#define HG_DNS_CONFIG_NAME_SIZE 256

/* What is read; NULL: there is no such file or variable. */
struct hg_dns_config_sources {
    const char *nsswitch;  /* text of /etc/nsswitch.conf */
    const char *resolv;    /* text of /etc/resolv.conf */
    const char *gai;       /* text of /etc/gai.conf */
    const char *options;   /* RES_OPTIONS (resolv.conf(5)) */
    const char *host_name; /* this machine's */
};

struct hg_dns_config {
    bool is_plain; /* hosts file, then name servers, and nothing that c-ares ignores */
    unsigned long dots; /* names with fewer may be meant in a search domain */
    char own_name[HG_DNS_CONFIG_NAME_SIZE]; /* this machine's */
};

void hg_dns_config_read(struct hg_dns_config *dns_config,
                        const struct hg_dns_config_sources *sources);
/* Whether c-ares may be asked for `host` (lower case ASCII, as in struct hg_url). */
bool hg_dns_config_allows(const struct hg_dns_config *dns_config, const char *host);

#endif
