/* SPDX-License-Identifier: MIT */
/* tried_addresses: lists of addresses, and which list an address belongs in. */
#include "probe/tried_addresses.h"

#include <stdio.h>
#include <string.h>

#include "headgate/route.h"

#include "headgate/banned.h"

static void check_first(struct hg_tried_addresses *addresses)
{
    if (addresses->first_len > 0 &&
        !hg_route_find((const struct sockaddr *)&addresses->first, addresses->first_len,
                       NULL)) {
        addresses->unrouted = addresses->tried;
        addresses->tried = (struct hg_address_list){.count = 0};
    }
    addresses->first_len = 0;
}

bool hg_tried_addresses_begin(struct hg_tried_addresses *addresses,
                              const struct sockaddr *to, socklen_t len)
{
    const bool is_first = addresses->tried.count + addresses->unrouted.count == 0;
    struct hg_address address;
    hg_address_read(&address, to, len);
    check_first(addresses);
    addresses->last.family = 0;
    if (!is_first && !hg_route_find(to, len, NULL)) {
        hg_address_list_add(&addresses->unrouted, &address);
        return false;
    }
    const size_t before = addresses->tried.count;
    hg_address_list_add(&addresses->tried, &address);
    if (addresses->tried.count > before)
        addresses->last = address;
    if (is_first && len <= sizeof addresses->first) {
        memcpy(&addresses->first, to, len);
        addresses->first_len = len;
    }
    return true;
}

void hg_tried_addresses_drop_last(struct hg_tried_addresses *addresses, int number)
{
    struct hg_address_list *tried = &addresses->tried;
    if (tried->count == 0 || addresses->last.family == 0)
        return;
    check_first(addresses);
    if (tried->count == 0)
        return;
    tried->count--;
    hg_address_list_add(&addresses->unrouted, &addresses->last);
    addresses->refusal = number;
}

void hg_tried_addresses_end(struct hg_tried_addresses *addresses)
{
    check_first(addresses);
}

void hg_address_list_add(struct hg_address_list *addresses,
                         const struct hg_address *address)
{
    if (address->family == 0)
        return;
    for (size_t i = 0; i < addresses->count && i < HG_ADDRESS_LIST_MAX; i++) {
        if (memcmp(&addresses->items[i], address, sizeof *address) == 0)
            return;
    }
    if (addresses->count < HG_ADDRESS_LIST_MAX)
        addresses->items[addresses->count] = *address;
    addresses->count++;
}

void hg_address_list_format(const struct hg_address_list *addresses, char *out,
                            size_t size)
{
    const size_t listed_count =
        addresses->count < HG_ADDRESS_LIST_MAX ? addresses->count : HG_ADDRESS_LIST_MAX;
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < listed_count && used < size; i++) {
        const char *link = i == 0 ? "" : i + 1 == addresses->count ? " or " : ", ";
        char address[HG_ADDRESS_TEXT_SIZE];
        hg_address_format(&addresses->items[i], address, sizeof address);
        used += (size_t)snprintf(out + used, size - used, "%s%s", link, address);
    }
    if (addresses->count > listed_count && used < size)
        snprintf(out + used, size - used, " or %zu more",
                 addresses->count - listed_count);
}
