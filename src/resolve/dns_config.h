/* SPDX-License-Identifier: MIT */
/* dns_config: for which names c-ares would find the addresses that the C library finds.
 *
 * The C library looks up names as nsswitch.conf(5), resolv.conf(5) and gai.conf(5) say, by modules
 * that may get names from anywhere. c-ares is to ask the name servers only. Where these files name
 * nothing but the hosts file and name servers, and the hosts file does not list the name, both
 * find the same. Only what was found is ever taken from c-ares, so that modules which the C
 * library would ask after the name servers do not matter. In doubt the name is the C library's. */
#ifndef HEADGATE_RESOLVE_DNS_CONFIG_H
#define HEADGATE_RESOLVE_DNS_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#define HG_DNS_CONFIG_NAME_SIZE 256

/* What is read, all borrowed; NULL: there is no such file or variable. */
struct hg_dns_config_sources {
    const char *nsswitch;  /* text of /etc/nsswitch.conf */
    const char *resolv;    /* text of /etc/resolv.conf */
    const char *gai;       /* text of /etc/gai.conf */
    const char *hosts;     /* text of /etc/hosts (hosts(5)) */
    const char *options;   /* RES_OPTIONS (resolv.conf(5)) */
    const char *host_name; /* this machine's */
};

/* Read-only once it is read: for all threads. Zeroed: allows nothing. */
struct hg_dns_config {
    bool is_plain; /* hosts file, then name servers, and nothing that c-ares ignores */
    unsigned long dots; /* names with fewer may be meant in a search domain */
    char own_name[HG_DNS_CONFIG_NAME_SIZE]; /* this machine's */

    char *hosts_text;   /* owned: the hosts file, cut into words */
    char **hosts_names; /* owned: the names in it, sorted; they point into the text */
    size_t hosts_count;
};

/* Read the sources; release afterwards. Pure. */
void hg_dns_config_read(struct hg_dns_config *dns_config,
                        const struct hg_dns_config_sources *sources);
/* Read the files and variables of this machine. */
void hg_dns_config_load(struct hg_dns_config *dns_config);
void hg_dns_config_release(struct hg_dns_config *dns_config);
/* Whether c-ares may be asked for `host` (lower case ASCII, as in struct hg_url). */
bool hg_dns_config_allows(const struct hg_dns_config *dns_config, const char *host);

#endif
