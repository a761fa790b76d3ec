/* SPDX-License-Identifier: MIT */
/* ping: the channel for services that want to hear regularly that the monitor works: Healthchecks
 * (healthchecks.io/docs/http_api), and push monitors of Uptime Kuma, which are known by their path.
 *
 * DESIGN. A ping is about the monitor, not about what it checks: a run that closed the gate was a run. With `gate` it is
 * about the gate, and what gives no verdict is a failure in both cases. */
#include "headgate/text.h"
#include "headgate/units.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "notify/channel_rows.h"

#include "headgate/banned.h"

#define KUMA_PATH          "/api/push/"
#define KUMA_MSG_MAX_BYTES 240
#define BODY_MAX_BYTES     2000
#define UNRESERVED         "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"

static bool is_success(const struct hg_channel_settings *settings,
                       const struct hg_run_state *state)
{
    return !state->has_failed &&
           (!settings->is_about_gate || state->gate == HG_GATE_OPEN);
}

static void add_encoded(const char *text, struct hg_buf *out)
{
    for (; *text != '\0'; text++) {
        if (strchr(UNRESERVED, *text) != NULL)
            hg_buf_add_char(out, *text);
        else
            hg_buf_printf(out, "%%%02X", (unsigned)(unsigned char)*text);
    }
}

/* Its page shows an address with a query, which is a sample. There is no ping for the beginning. */
static bool write_kuma(const struct hg_channel_settings *settings,
                       const struct hg_run_state *state,
                       struct hg_channel_request *request)
{
    if (state->is_beginning)
        return false;
    char *msg = hg_text_clean(state->text, strlen(state->text), KUMA_MSG_MAX_BYTES);
    hg_buf_cut(&request->url, strcspn(request->url.data, "?#"));
    hg_buf_printf(&request->url,
                  "?status=%s&msg=", is_success(settings, state) ? "up" : "down");
    add_encoded(msg, &request->url);
    hg_buf_printf(&request->url, "&ping=%" PRId64, state->duration_us / HG_US_PER_MS);
    request->is_get = true;
    free(msg);
    return true;
}

static const char *endpoint(const struct hg_channel_settings *settings,
                            const struct hg_run_state *state)
{
    if (state->is_test)
        return "/log"; /* changes nothing */
    if (state->is_beginning)
        return "/start";
    return is_success(settings, state) ? "" : "/fail";
}

static bool write_healthchecks(const struct hg_channel_settings *settings,
                               const struct hg_run_state *state,
                               struct hg_channel_request *request)
{
    size_t len = strcspn(settings->url, "?#");
    const char *query = settings->url[len] == '?' ? settings->url + len : NULL;
    char *body = hg_text_clean(state->text, strlen(state->text), BODY_MAX_BYTES);
    while (len > 0 && settings->url[len - 1] == '/')
        len--;
    hg_buf_cut(&request->url, len);
    hg_buf_add_text(&request->url, endpoint(settings, state));
    if (query != NULL)
        hg_buf_add(&request->url, query, strcspn(query, "#"));
    if (state->id != NULL)
        hg_buf_printf(&request->url, "%crid=%s", query == NULL ? '?' : '&', state->id);
    hg_buf_add_text(&request->headers, "Content-Type: text/plain; charset=utf-8\n");
    hg_buf_add_text(&request->body, body);
    free(body);
    return true;
}

static bool is_kuma(const char *url)
{
    const char *path = strstr(url, KUMA_PATH);
    return path != NULL && (size_t)(path - url) < strcspn(url, "?#");
}

static bool write_state(const struct hg_channel_settings *settings,
                        const struct hg_run_state *state,
                        const struct hg_channel_moment *moment,
                        struct hg_channel_request *request)
{
    if (moment->part > 0)
        return false;
    return is_kuma(settings->url) ? write_kuma(settings, state, request)
                                  : write_healthchecks(settings, state, request);
}

const struct hg_channel_type hg_channel_ping = {
    .name = "ping",
    .write_state = write_state,
};
