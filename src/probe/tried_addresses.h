/* SPDX-License-Identifier: MIT */
/* tried_addresses: the addresses that a transfer opened connections to, so that a failure can name them:
 * libcurl tells the address only when a connection came about. */
#ifndef HEADGATE_PROBE_TRIED_ADDRESSES_H
#define HEADGATE_PROBE_TRIED_ADDRESSES_H

#include <stddef.h>

#include "headgate/address.h"

#define HG_TRIED_ADDRESSES_MAX       4 /* addresses that are remembered; the rest is counted */
#define HG_TRIED_ADDRESSES_TEXT_SIZE (HG_TRIED_ADDRESSES_MAX * HG_ADDRESS_TEXT_SIZE + 32)

struct hg_tried_addresses {
    struct hg_address items[HG_TRIED_ADDRESSES_MAX];
    size_t count; /* may be more than HG_TRIED_ADDRESSES_MAX */
};

/* Remember an address; one that is known already is not counted twice. */
void hg_tried_addresses_add(struct hg_tried_addresses *tried,
                            const struct hg_address *address);
/* "127.0.0.1:81", "127.0.0.1:81 or [::1]:81", "A, B, C, D or 2 more"; "" when there is none. */
void hg_tried_addresses_format(const struct hg_tried_addresses *tried, char *out,
                               size_t size);

#endif
