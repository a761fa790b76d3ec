/* SPDX-License-Identifier: MIT */
/* transfer: makes a request by blocking libcurl and fills its exchange. Follows no redirects and
 * judges nothing. A transfer belongs to one thread and keeps its connections between requests. */
#ifndef HEADGATE_PROBE_TRANSFER_H
#define HEADGATE_PROBE_TRANSFER_H

#include "headgate/network.h"

#include "probe/exchange.h"

struct hg_transfer;

/* Never NULL. `network` is borrowed; its `cancel` is checked about once a second, or more often
 * while data moves. */
struct hg_transfer *hg_transfer_new(const struct hg_network *network);
void hg_transfer_free(struct hg_transfer *transfer);
/* Cookies last for one attempt: call at its start. */
void hg_transfer_forget_cookies(struct hg_transfer *transfer);
/* Make the request and fill the exchange, which the caller releases. Cannot fail: a failure is
 * part of the exchange. */
void hg_transfer_perform(struct hg_transfer *transfer, const struct hg_request *request,
                         struct hg_exchange *exchange);
/* A batch is over: whether its provisional exchanges count (hg_kept_settle()). */
bool hg_transfer_settle(struct hg_transfer *transfer, bool is_last);
/* After that: close the connection that the last request left open, and forget addresses. */
void hg_transfer_disconnect(struct hg_transfer *transfer);

#endif
