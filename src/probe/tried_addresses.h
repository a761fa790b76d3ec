/* SPDX-License-Identifier: MIT */
/* tried_addresses: the addresses of a host that a transfer has tried, or could not try, so that a failure can
 * name them: libcurl reports the address of an established connection only. */
#ifndef HEADGATE_PROBE_TRIED_ADDRESSES_H
#define HEADGATE_PROBE_TRIED_ADDRESSES_H

#include <stdbool.h>
#include <stddef.h>

#include <sys/socket.h>

#include "headgate/address.h"

#define HG_ADDRESS_LIST_MAX       4 /* addresses that are kept; further ones are counted */
#define HG_ADDRESS_LIST_TEXT_SIZE (HG_ADDRESS_LIST_MAX * HG_ADDRESS_TEXT_SIZE + 32)

struct hg_address_list {
    struct hg_address items[HG_ADDRESS_LIST_MAX];
    size_t count; /* may be more than HG_ADDRESS_LIST_MAX */
};

/* Of one transfer. Zeroed: none yet. */
struct hg_tried_addresses {
    struct hg_address_list tried;
    struct hg_address_list unrouted; /* not tried: this machine could not send to them */
    int refusal; /* why not, an error number; 0: it has no route to any of them */
    struct hg_address last; /* begun last and new in `tried`; family 0: none */
    /* The first address, until it is known whether there is a route to it. */
    struct sockaddr_storage first;
    socklen_t first_len; /* 0: it is known, or there is none */
};

/* An address is about to be connected to. False when there is no route to it: it is to be left out then, so that
 * the transfer's error is that of an address that was tried. The first address is looked at only when another one
 * follows, or at the end: most transfers have one, and reach it. */
bool hg_tried_addresses_begin(struct hg_tried_addresses *addresses,
                              const struct sockaddr *to, socklen_t len);
/* connect(2) itself has refused the address that was begun last, with this error number: it was not tried. Some
 * rules of a system are for TCP alone, so there may be a route to it nevertheless. */
void hg_tried_addresses_drop_last(struct hg_tried_addresses *addresses, int number);
/* No connection was made, and no further address follows. */
void hg_tried_addresses_end(struct hg_tried_addresses *addresses);

/* An address that is there already is not counted again; family 0 is ignored. */
void hg_address_list_add(struct hg_address_list *addresses,
                         const struct hg_address *address);
/* "127.0.0.1:81", "127.0.0.1:81 or [::1]:81", "A, B, C, D or 2 more"; "" when there is none. */
void hg_address_list_format(const struct hg_address_list *addresses, char *out,
                            size_t size);

#endif
