/* SPDX-License-Identifier: MIT */
/* dns_none: of a build without c-ares, where all look-ups are libcurl's. */
#include "resolve/dns.h"

#include <stddef.h>

#include "headgate/banned.h"

void hg_dns_library_start(void)
{
}

void hg_dns_library_end(void)
{
}

const char *hg_dns_library(void)
{
    return NULL;
}

struct hg_dns *hg_dns_new(const struct hg_cancel *cancel)
{
    (void)cancel;
    return NULL;
}

void hg_dns_free(struct hg_dns *dns)
{
    (void)dns;
}

bool hg_dns_resolve(struct hg_dns *dns, const struct hg_dns_query *query,
                    struct hg_buf *addresses)
{
    (void)dns;
    (void)query;
    (void)addresses;
    return false;
}
