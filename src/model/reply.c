/* SPDX-License-Identifier: MIT */
/* reply: life cycle of a reply, and sums of phases. */
#include "headgate/reply.h"

#include "headgate/text.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

void hg_phases_init(struct hg_phases *phases)
{
    *phases = (struct hg_phases){HG_NOT_REACHED, HG_NOT_REACHED, HG_NOT_REACHED,
                                 HG_NOT_REACHED, HG_NOT_REACHED, HG_NOT_REACHED};
}

static void add_phase(int32_t *sum, int32_t phase)
{
    if (phase < 0)
        return;
    const int32_t before = *sum < 0 ? 0 : *sum;
    *sum = phase > INT32_MAX - before ? INT32_MAX : before + phase;
}

void hg_phases_add(struct hg_phases *sum, const struct hg_phases *phases)
{
    add_phase(&sum->resolve_us, phases->resolve_us);
    add_phase(&sum->connect_us, phases->connect_us);
    add_phase(&sum->tls_us, phases->tls_us);
    add_phase(&sum->wait_us, phases->wait_us);
    add_phase(&sum->transfer_us, phases->transfer_us);
    add_phase(&sum->total_us, phases->total_us);
}

void hg_reply_init(struct hg_reply *reply)
{
    memset(reply, 0, sizeof(*reply));
    reply->head_status = -1;
    reply->retry_after_s = -1;
    reply->body_bytes = -1;
    reply->date_s = -1;
    hg_phases_init(&reply->phases);
}

void hg_reply_release(struct hg_reply *reply)
{
    if (reply == NULL)
        return;
    free(reply->message);
    free(reply->note);
    free(reply->final_url);
    for (size_t i = 0; i < reply->hop_count; i++)
        free(reply->hops[i].url);
    free(reply->hops);
    for (size_t i = 0; i < reply->header_count; i++) {
        free(reply->headers[i].name);
        free(reply->headers[i].value);
    }
    free(reply->headers);
    free(reply->content_type);
    free(reply->body_message);
    hg_certificate_free(reply->certificate);
    hg_reply_init(reply);
}

const char *hg_reply_final_url(const struct hg_reply *reply)
{
    return reply->final_url != NULL ? reply->final_url : reply->requested_url;
}

const struct hg_header_value *hg_reply_next_header(const struct hg_reply *reply,
                                                   const char *name,
                                                   const struct hg_header_value *after)
{
    for (size_t i = after == NULL ? 0 : (size_t)(after - reply->headers) + 1;
         i < reply->header_count; i++) {
        if (hg_text_equals_ignoring_case(reply->headers[i].name, name))
            return &reply->headers[i];
    }
    return NULL;
}

static int64_t if_reached(int32_t phase_us)
{
    return phase_us > 0 ? phase_us : 0;
}

int64_t hg_phases_connecting_us(const struct hg_phases *phases)
{
    return if_reached(phases->resolve_us) + if_reached(phases->connect_us) +
           if_reached(phases->tls_us);
}
