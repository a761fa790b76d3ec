/* SPDX-License-Identifier: MIT */
/* tried_addresses: the addresses of one transfer, in the order in which they were tried. */
#include "probe/tried_addresses.h"

#include <stdio.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "headgate/banned.h"

void hg_tried_addresses_add(struct hg_tried_addresses *tried,
                            const struct hg_address *address)
{
    if (address->family == 0)
        return;
    for (size_t i = 0; i < tried->count && i < HG_TRIED_ADDRESSES_MAX; i++) {
        if (memcmp(&tried->items[i], address, sizeof *address) == 0)
            return;
    }
    if (tried->count < HG_TRIED_ADDRESSES_MAX)
        tried->items[tried->count] = *address;
    tried->count++;
}

void hg_tried_addresses_format(const struct hg_tried_addresses *tried, char *out,
                               size_t size)
{
    const size_t listed_count =
        tried->count < HG_TRIED_ADDRESSES_MAX ? tried->count : HG_TRIED_ADDRESSES_MAX;
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < listed_count && used < size; i++) {
        const char *link = i == 0 ? "" : i + 1 == tried->count ? " or " : ", ";
        char address[HG_ADDRESS_TEXT_SIZE];
        hg_address_format(&tried->items[i], address, sizeof address);
        used += (size_t)snprintf(out + used, size - used, "%s%s", link, address);
    }
    if (tried->count > listed_count && used < size)
        snprintf(out + used, size - used, " or %zu more", tried->count - listed_count);
}
