/* SPDX-License-Identifier: MIT */
/* exchange: life of what came of a request. */
#include "probe/transfer.h"

#include <stdlib.h>

#include "headgate/banned.h"

void hg_exchange_init(struct hg_exchange *exchange, const struct hg_policy *policy)
{
    *exchange = (struct hg_exchange){.retry_after_s = -1, .body_bytes = -1};
    hg_phases_init(&exchange->phases);
    hg_head_init(&exchange->head, &policy->expect.headers);
    exchange->head.wants_type = policy->expect.content_types.count > 0;
}

void hg_exchange_release(struct hg_exchange *exchange)
{
    hg_certificate_free(exchange->certificate);
    hg_head_release(&exchange->head);
    hg_body_reader_release(&exchange->body);
    free(exchange->body_message);
}
