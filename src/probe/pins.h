/* SPDX-License-Identifier: MIT */
/* pins: what is known during a trip of the addresses of hosts, and the lines by which a library is
 * told them and later told to forget them (CURLOPT_RESOLVE). Pure.
 *
 * A pin holds while the trip lasts, a minute at most. What the library was told stays in its
 * cache of names until it is told otherwise, so that each pin that ends has a line to come. */
#ifndef HEADGATE_PROBE_PINS_H
#define HEADGATE_PROBE_PINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/policy.h"

#define HG_PINS_MAX 8 /* hosts of a trip: its own, and those that redirects lead to */

/* A host and for which version of IP it was looked up. */
struct hg_pin_key {
    const char *host;
    uint16_t port;
    enum hg_ip_version version;
};

struct hg_pin {
    char *place;     /* owned: "host:port" */
    char *addresses; /* owned: "a,b,c", to be told; NULL: told, or there were none */
    enum hg_ip_version version;
    int64_t until_us; /* monotonic; 0: it has ended */
    bool is_wanted;   /* the library shall know the addresses */
    bool is_told;     /* it was told some */
};

/* Zeroed: empty. */
struct hg_pins {
    struct hg_pin items[HG_PINS_MAX];
    size_t count;
};

void hg_pins_release(struct hg_pins *pins);
/* Whether the host was looked up, with or without success, and that still holds. */
bool hg_pins_has(const struct hg_pins *pins, const struct hg_pin_key *key,
                 int64_t now_us);
/* The host was looked up; `addresses` is "a,b,c", or "" when none were found: that is kept too, so
 * that nobody looks them up again. Ends what was known of the host. When too many are known, all
 * end, and this one is left out. */
void hg_pins_add(struct hg_pins *pins, const struct hg_pin_key *key,
                 const char *addresses, int64_t now_us);
/* End what is known of the host, for any version of IP. */
void hg_pins_end(struct hg_pins *pins, const struct hg_pin_key *key);
/* The trip is over: end all. */
void hg_pins_end_all(struct hg_pins *pins);
/* Hand each line that is due to `add`: "-host:port" to forget, "host:port:a,b,c" to know. */
typedef void hg_pins_add_line(void *context, const char *line);
void hg_pins_write(struct hg_pins *pins, hg_pins_add_line *add, void *context);

#endif
