/* SPDX-License-Identifier: MIT */
/* names: looking up names by c-ares, which needs no thread for it. An accelerator only: what it does
 * not find may still be found by the libc, which also has the words for a failure. A build without
 * c-ares finds nothing here (names_none.c). */
#ifndef HEADGATE_RESOLVE_NAMES_H
#define HEADGATE_RESOLVE_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/buf.h"
#include "headgate/cancel.h"
#include "headgate/policy.h"

struct hg_names_question {
    const char *host; /* lower case ASCII, absolute but without a dot at its end */
    enum hg_ip_version version; /* of the addresses wanted */
    bool has_ipv6;              /* the machine does; else only IPv4 is asked for */
    int64_t timeout_us;
};

/* Shared by the workers. */
struct hg_names;

/* Once, before any thread and after all of them. */
void hg_names_library_start(void);
void hg_names_library_end(void);
/* The version of c-ares in use ("1.18.1"); NULL: not built in. */
const char *hg_names_library(void);

/* NULL in a build without c-ares. `cancel` is looked at twice a second while a look-up goes on. */
struct hg_names *hg_names_new(const struct hg_cancel *cancel);
void hg_names_free(struct hg_names *names);
/* Thread-safe. Ask the name servers; append what is found to `addresses` as
 * "a,b,c", in the order in which they should be tried (RFC 6724), and return true. False when
 * nothing was found, for whatever reason; also at once, when many look-ups go on. */
bool hg_names_look_up(struct hg_names *names, const struct hg_names_question *question,
                      struct hg_buf *addresses);

#endif
