/* SPDX-License-Identifier: MIT */
/* http: one request of a channel, and what its answer means. */
#ifndef HEADGATE_NOTIFY_HTTP_H
#define HEADGATE_NOTIFY_HTTP_H

#include "headgate/channel.h"

/* Send the request: TLS is verified, redirects are not followed, and the body of the answer is not read. 2xx is sent;
 * 4xx is rejected, but for 408, 425 and 429; everything else may pass and is deferred. Thread-safe. */
void hg_http_send(const struct hg_channel_sending *sending,
                  const struct hg_channel_request *request,
                  struct hg_channel_answer *answer);
/* What a status means. Pure. */
enum hg_delivery_status hg_http_judge(long status);

#endif
