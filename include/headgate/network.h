/* SPDX-License-Identifier: MIT */
/* network: how probes reach hosts: the prober that asks by libcurl, what its workers share about this
 * machine, and the libraries behind it. */
#ifndef HEADGATE_NETWORK_H
#define HEADGATE_NETWORK_H

#include <stdint.h>

#include "headgate/cancel.h"
#include "headgate/error.h"
#include "headgate/lookup.h"
#include "headgate/prober.h"

/* What the workers of a run share about this machine's network: with many hosts in the run, which
 * names can be looked up without the libc. Never NULL. */
struct hg_network;
struct hg_network *hg_network_new(struct hg_cancel *cancel, uint32_t host_count);
void hg_network_free(struct hg_network *network);

/* The prober that asks over the network, which must outlive it. Transfers end within about a second
 * once its `cancel` is set. Call hg_prober_start() once before any thread, hg_prober_end() after all
 * of them. */
int hg_prober_start(struct hg_error *err);
void hg_prober_end(void);
struct hg_prober hg_prober_network(struct hg_network *network);
/* Version of the transfer library in use ("7.88.1"), and its TLS library and features for people
 * ("libcurl/7.88.1 OpenSSL/3.0.19 ..."). */
const char *hg_prober_library(void);
const char *hg_prober_library_features(void);
/* By the resolver of this machine, in threads: one that does not answer is left behind. */
hg_look_up_function hg_look_up;

#endif
