/* SPDX-License-Identifier: MIT */
/* http: libcurl's HTTP, for channels. */
#include "notify/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"
#include "headgate/url.h"

#include <curl/curl.h>

#include "headgate/banned.h"

#define RETRY_AFTER_MAX_S 86400

struct posting {
    CURL *easy;                 /* owned */
    struct curl_slist *headers; /* owned */
    const struct hg_cancel *cancel;
    char error[CURL_ERROR_SIZE];
};

enum hg_delivery_status hg_http_judge(long status)
{
    if (status / 100 == 2)
        return HG_DELIVERY_SENT;
    return status / 100 == 4 && status != 408 && status != 425 && status != 429
               ? HG_DELIVERY_REJECTED
               : HG_DELIVERY_DEFERRED;
}

static size_t on_body(char *data, size_t size, size_t count, void *context)
{
    (void)data, (void)context;
    return size * count;
}

static int on_progress(void *context, curl_off_t down_total, curl_off_t down,
                       curl_off_t up_total, curl_off_t up)
{
    const struct posting *posting = context;
    (void)down_total, (void)down, (void)up_total, (void)up;
    return hg_cancel_exit_status(posting->cancel) != 0;
}

static void add_header(struct posting *posting, const char *line)
{
    struct curl_slist *longer = curl_slist_append(posting->headers, line);
    if (longer == NULL)
        hg_memory_exhausted();
    posting->headers = longer;
}

static void add_headers(struct posting *posting, const struct hg_buf *lines)
{
    char *rest = hg_memory_copy_text(lines->data == NULL ? "" : lines->data);
    for (char *line = rest; *line != '\0';) {
        const size_t len = strcspn(line, "\n");
        char *next = line[len] == '\0' ? line + len : line + len + 1;
        line[len] = '\0';
        add_header(posting, line);
        line = next;
    }
    free(rest);
    /* No second round trip for a body of a few kilobytes. */
    add_header(posting, "Expect:");
}

static long timeout_ms(const struct hg_channel_sending *sending)
{
    const int64_t left_us = sending->end_us - hg_clock_monotonic_us();
    const int64_t own_us = sending->settings->timeout_us;
    const int64_t us = left_us < own_us ? left_us : own_us;
    return us < HG_US_PER_MS ? 1 : (long)(us / HG_US_PER_MS);
}

static void set_proxy(CURL *easy, const char *proxy)
{
    if (proxy != NULL)
        curl_easy_setopt(easy, CURLOPT_PROXY, strcmp(proxy, "none") == 0 ? "" : proxy);
}

static void set_body(CURL *easy, const struct hg_buf *body)
{
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body->data == NULL ? "" : body->data);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body->len);
}

static void set_up(struct posting *posting, const struct hg_channel_sending *sending,
                   const struct hg_channel_request *request)
{
    CURL *easy = posting->easy;
    add_headers(posting, &request->headers);
    curl_easy_setopt(easy, CURLOPT_URL, request->url.data);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    if (!request->is_get)
        set_body(easy, &request->body);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, posting->headers);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "headgate/" HEADGATE_VERSION);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, timeout_ms(sending));
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, posting->error);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, posting);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    set_proxy(easy, sending->settings->proxy);
    if (sending->settings->ca != NULL) {
        curl_easy_setopt(easy, CURLOPT_CAINFO, sending->settings->ca);
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    }
}

/* Only the host is shown: the path is a secret of most services. */
static void describe_host(const char *text, struct hg_buf *out)
{
    struct hg_url url;
    char problem[512];
    if (hg_url_parse(&url, text, problem, sizeof problem) != 0)
        return;
    hg_buf_add_text(out, url.host);
    if (url.has_port)
        hg_buf_printf(out, ":%u", (unsigned)url.port);
    hg_buf_add_text(out, " ");
    hg_url_release(&url);
}

static void describe(const struct posting *posting, CURLcode code, long status,
                     const struct hg_channel_request *request,
                     struct hg_channel_answer *answer)
{
    struct hg_buf text;
    hg_buf_init(&text);
    describe_host(request->url.data, &text);
    if (status / 100 == 3)
        hg_buf_printf(&text, "answered %ld, and redirects are not followed", status);
    else if (status > 0)
        hg_buf_printf(&text, "answered %ld", status);
    else if (code == CURLE_OPERATION_TIMEDOUT)
        hg_buf_add_text(&text, "did not answer in time");
    else if (code == CURLE_ABORTED_BY_CALLBACK)
        hg_buf_add_text(&text, "did not answer before a signal came");
    else
        hg_buf_printf(&text, "could not be asked: %s",
                      posting->error[0] == '\0' ? curl_easy_strerror(code)
                                                : posting->error);
    char *clean = hg_text_clean(text.data, text.len, sizeof answer->problem - 4);
    snprintf(answer->problem, sizeof answer->problem, "%s", clean);
    free(clean);
    hg_buf_release(&text);
}

void hg_http_send(const struct hg_channel_sending *sending,
                  const struct hg_channel_request *request,
                  struct hg_channel_answer *answer)
{
    struct posting posting = {.easy = curl_easy_init(), .cancel = sending->cancel};
    curl_off_t retry_after_s = 0;
    long status = 0;
    if (posting.easy == NULL)
        hg_memory_exhausted();
    *answer = (struct hg_channel_answer){0};
    set_up(&posting, sending, request);
    const CURLcode code = curl_easy_perform(posting.easy);
    curl_easy_getinfo(posting.easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(posting.easy, CURLINFO_RETRY_AFTER, &retry_after_s);
    /* A status counts, also when the rest of the answer does not come. 1xx is none. */
    status = status < 200 ? 0 : status;
    answer->status = status == 0 ? HG_DELIVERY_DEFERRED : hg_http_judge(status);
    if (retry_after_s > 0)
        answer->retry_after_us =
            (retry_after_s < RETRY_AFTER_MAX_S ? retry_after_s : RETRY_AFTER_MAX_S) *
            HG_US_PER_S;
    if (answer->status != HG_DELIVERY_SENT)
        describe(&posting, code, status, request, answer);
    curl_easy_cleanup(posting.easy);
    curl_slist_free_all(posting.headers);
}
