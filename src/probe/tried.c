/* SPDX-License-Identifier: MIT */
/* tried: the addresses of one transfer, in the order in which they were tried. */
#include "probe/tried.h"

#include <stdio.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "headgate/banned.h"

void hg_tried_add(struct hg_tried *tried, const struct hg_address *address)
{
    if (address->family == 0)
        return;
    for (size_t i = 0; i < tried->count && i < HG_TRIED_MAX; i++) {
        if (memcmp(&tried->items[i], address, sizeof *address) == 0)
            return;
    }
    if (tried->count < HG_TRIED_MAX)
        tried->items[tried->count] = *address;
    tried->count++;
}

void hg_tried_format(const struct hg_tried *tried, char *out, size_t size)
{
    const size_t shown = tried->count < HG_TRIED_MAX ? tried->count : HG_TRIED_MAX;
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < shown && used < size; i++) {
        const char *link = i == 0 ? "" : i + 1 == tried->count ? " or " : ", ";
        char address[HG_ADDRESS_TEXT_SIZE];
        hg_address_format(&tried->items[i], address, sizeof address);
        used += (size_t)snprintf(out + used, size - used, "%s%s", link, address);
    }
    if (tried->count > shown && used < size)
        snprintf(out + used, size - used, " or %zu more", tried->count - shown);
}
