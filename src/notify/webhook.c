/* SPDX-License-Identifier: MIT */
/* webhook: the channel that posts our own JSON (reports/headgate-event-1.schema.json) or what a template makes, signed as Standard Webhooks says
 * where there is a secret (github.com/standard-webhooks). */
#include "notify/channel_rows.h"
#include "notify/signature.h"
#include "notify/template_text.h"

#include "headgate/units.h"

#include "headgate/banned.h"

static bool write_request(const struct hg_channel_settings *settings,
                          const struct hg_message *message,
                          const struct hg_channel_moment *moment,
                          struct hg_channel_request *request)
{
    const int64_t now_s = moment->now_us / HG_US_PER_S;
    if (moment->part > 0)
        return false;
    hg_template_text_write(settings, message, &request->body);
    hg_buf_printf(&request->headers,
                  "Content-Type: %s\nwebhook-id: msg_%s\nwebhook-timestamp: %lld\n",
                  settings->content_type == NULL ? "application/json"
                                                 : settings->content_type,
                  message->id, (long long)now_s);
    if (settings->secret != NULL) {
        hg_buf_add_text(&request->headers, "webhook-signature: ");
        hg_signature_write(settings->secret, message->id, now_s, &request->body,
                           &request->headers);
        hg_buf_add_char(&request->headers, '\n');
    }
    return true;
}

const struct hg_channel_type hg_channel_webhook = {
    .name = "webhook",
    .write_request = write_request,
};
