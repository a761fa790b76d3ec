/* SPDX-License-Identifier: MIT */
/* report: whatever a server sends as a head, it is judged and ends in every report: text is clean, JSON is JSON. As the
 * probe does it, without a network: the lines of the head, where it redirects to, the verdict, the result. */
#include <stdbool.h>
#include <string.h>

#include "headgate/judge.h"
#include "headgate/memory.h"
#include "headgate/report.h"
#include "headgate/run.h"
#include "headgate/text.h"
#include "headgate/url.h"

#include "probe/exchange.h"
#include "probe/failure.h"

#include <jansson.h>

#include "fuzz.h"

#define URL "https://a.example/"

static const struct hg_header_expectation expected[] = {
    {.name = "Server", .rule = HG_HEADER_PRESENT},
    {.name = "Set-Cookie", .rule = HG_HEADER_ABSENT},
};
static const struct hg_policy policy = {.expect = {.headers = {expected, 2}}};
static const struct hg_origin origin = {0};
static const struct hg_target target = {
    .name = "a", .url = URL, .policy = &policy, .origin = &origin, .enabled = true};

static void read_lines(struct hg_exchange *exchange, const struct hg_request *request,
                       const char *text, size_t size)
{
    while (size > 0) {
        const char *end = memchr(text, '\n', size);
        const size_t len = end == NULL ? size : (size_t)(end - text) + 1;
        if (!hg_exchange_read_line(exchange, request, text, len))
            break;
        text += len;
        size -= len;
    }
    hg_failure_check_head(exchange);
}

static void take_redirect(struct hg_reply *reply, const struct hg_head *head,
                          const struct hg_url *here)
{
    struct hg_url next;
    char problem[512];
    if (head->location == NULL ||
        hg_url_resolve(&next, here, head->location, problem, sizeof problem) != 0)
        return;
    reply->hops = hg_memory_new(1, sizeof *reply->hops);
    reply->hops[0] = (struct hg_hop){hg_memory_copy_text(URL), 302};
    reply->hop_count = 1;
    reply->final_url = hg_memory_copy_text(next.text);
    hg_url_release(&next);
}

static void take_exchange(struct hg_reply *reply, struct hg_exchange *exchange,
                          const struct hg_url *here)
{
    struct hg_head *head = &exchange->head;
    hg_reply_init(reply);
    reply->requested_url = URL;
    reply->method = HG_METHOD_HEAD;
    reply->failure = exchange->failure;
    reply->side = exchange->side;
    reply->message = hg_memory_copy_text(exchange->message);
    reply->status = head->is_complete ? head->status : 0;
    reply->http_version = head->http_version;
    reply->bot_protection = head->bot_protection;
    reply->headers = head->headers;
    reply->header_count = head->header_count;
    head->headers = NULL;
    head->header_count = 0;
    take_redirect(reply, head, here);
}

static void check_text(const struct hg_sink *sink)
{
    const char *at = sink->buffer.data;
    const char *end = at + sink->buffer.len;
    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const size_t len = (size_t)((newline == NULL ? end : newline) - at);
        const bool is_csv = len > 0 && at[len - 1] == '\r'; /* RFC 4180 */
        FUZZ_ASSERT(hg_text_is_clean(at, is_csv ? len - 1 : len, NULL));
        at += len + 1;
    }
}

static void check_reports(const struct hg_run *run)
{
    size_t count;
    const struct hg_reporter *const *reporters = hg_reporters(&count);
    for (size_t i = 0; i < count; i++) {
        struct hg_error err = {0};
        struct hg_sink sink;
        if (reporters[i]->write == NULL)
            continue;
        hg_sink_init(&sink, -1);
        FUZZ_ASSERT(reporters[i]->write(run, &sink, &err) == 0);
        check_text(&sink);
        if (strcmp(reporters[i]->name, "json") == 0) {
            json_t *json = json_loadb(sink.buffer.data, sink.buffer.len,
                                      JSON_REJECT_DUPLICATES, NULL);
            FUZZ_ASSERT(json != NULL);
            json_decref(json);
        }
        hg_sink_release(&sink);
    }
}

static void judge(struct hg_reply *reply)
{
    static const struct hg_settings settings = {0};
    struct hg_verdict verdict;
    struct hg_run run;
    hg_judge(&policy, reply, &verdict);
    FUZZ_ASSERT(verdict.outcome != HG_OUTCOME_SKIPPED);
    FUZZ_ASSERT(verdict.outcome != HG_OUTCOME_UP || reply->status / 100 == 2);
    FUZZ_ASSERT(hg_text_is_clean(verdict.reason, strlen(verdict.reason), NULL));
    hg_run_init(&run, &target, 1, &settings);
    run.tool_version = run.curl_version = "0";
    hg_run_add_attempt(&run, 0, reply, &verdict);
    hg_run_settle(&run, 0);
    hg_run_summarise(&run);
    check_reports(&run);
    hg_run_release(&run);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hg_exchange exchange;
    struct hg_reply reply;
    struct hg_url url;
    char problem[512];
    FUZZ_ASSERT(hg_url_parse(&url, URL, problem, sizeof problem) == 0);
    const struct hg_request request = {
        .url = &url, .policy = &policy, .method = HG_METHOD_HEAD};
    hg_exchange_init(&exchange, &policy);
    read_lines(&exchange, &request, (const char *)data, size);
    take_exchange(&reply, &exchange, &url);
    judge(&reply);
    hg_reply_release(&reply);
    hg_exchange_release(&exchange);
    hg_url_release(&url);
    return 0;
}
