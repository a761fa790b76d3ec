/* SPDX-License-Identifier: MIT */
/* sample: runs to write reports of, the same at every time and place. */
#include "sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/baseline.h"
#include "headgate/memory.h"
#include "headgate/waiver.h"

#define STARTED_AT_US INT64_C(1795203612345000) /* 2026-11-20T19:40:12.345Z */

enum {
    HOME,
    SEARCH,
    CHECKOUT,
    API,
    OLD_SHOP,
    BETA,
    MANUAL,
    GUIDE,
    DOWNLOADS,
    PARTNER,
    FORMULA,
    MARKUP,
    SECTION_END,
    BARE_HOST,
    TARGET_COUNT
};

static const struct hg_policy policy = {
    .method = HG_METHOD_AUTO,
    .timeout_us = 5000000,
    .redirects = 10,
    .retries = 2,
    .expect = {.latency_warn_us = 1000000},
};

static const char *const tags[] = {"public", "critical"};
static const struct hg_origin shop = {
    .file = "headgate.yml", .group = "shop", .tags = {tags, 2}};
static const struct hg_origin docs = {
    .file = "headgate.yml", .group = "docs & guides", .tags = {tags, 1}};
static const struct hg_origin list = {.file = "urls.txt"};
static const struct hg_origin command_line = {0};

#define TARGET(target_name, target_url, target_origin, target_line)                      \
    KNOWN(target_name, target_url, target_origin, target_line, NULL, NULL)
#define KNOWN(target_name, target_url, target_origin, target_line, target_waiver,        \
              target_former)                                                             \
    {                                                                                    \
        .name = (target_name), .url = (target_url), .policy = &policy,                   \
        .origin = (target_origin),                                                       \
        .extra = (struct hg_target_extra[]){{.waiver = (target_waiver),                  \
                                             .previous = (target_former)}},              \
        .line = (target_line), .has_scheme = true, .enabled = true                       \
    }

static const struct hg_waiver migration = {"2026-12-31", INT64_C(1798761600000000),
                                           "moves to a new host", "OPS-12"};

static const struct hg_previous_result was_down = {.outcome = HG_OUTCOME_DOWN,
                                                   .answer_us = -1};
static const struct hg_previous_result was_faster = {.outcome = HG_OUTCOME_UP,
                                                     .answer_us = 15000,
                                                     .url = "https://shop.example.com/",
                                                     .final_url =
                                                         "https://shop.example.com/"};

static const struct hg_target targets[TARGET_COUNT] = {
    [HOME] = KNOWN("home", "https://shop.example.com/", &shop, 9, NULL, &was_faster),
    [SEARCH] = TARGET("search", "https://shop.example.com/search?q=tea", &shop, 11),
    [CHECKOUT] = TARGET("checkout", "https://shop.example.com/checkout", &shop, 13),
    [API] = TARGET("api", "https://api.shop.example.com/health", &shop, 17),
    [OLD_SHOP] =
        KNOWN("old shop", "http://example.com/shop", &shop, 20, &migration, NULL),
    [BETA] = TARGET("beta", "https://beta.shop.example.com/", &shop, 23),
    [MANUAL] = TARGET("manual", "https://docs.example.com/manual", &docs, 29),
    [GUIDE] =
        KNOWN("日本語ガイド", "https://docs.example.com/ja/", &docs, 31, NULL, &was_down),
    [DOWNLOADS] = KNOWN("downloads", "https://docs.example.com/files/", &docs, 33,
                        &migration, NULL),
    [PARTNER] = TARGET("partner", "https://partner.example.net/", &docs, 36),
    [FORMULA] = TARGET("=cmd(\"x\"), really", "https://nowhere.invalid/", &list, 3),
    [MARKUP] = KNOWN("<b>&\"'", "https://self-signed.example.org/?a=1&b=<2>", &list, 4,
                     NULL, &was_down),
    [SECTION_END] = TARGET("]]>", "https://busy.example.org/", &list, 5),
    [BARE_HOST] = TARGET("example.org", "https://example.org/", &command_line, 0),
};

struct hg_certificate *sample_certificate(const char *name, const char *issuer)
{
    struct hg_certificate *certificate = hg_memory_new(1, sizeof(*certificate));
    char subject[128];
    snprintf(subject, sizeof(subject), "CN=%s", name);
    certificate->subject = hg_memory_copy_text(subject);
    certificate->issuer = hg_memory_copy_text(issuer);
    certificate->name = hg_memory_copy_text(name);
    certificate->names = hg_memory_new(1, sizeof(char *));
    certificate->names[certificate->name_count++] = hg_memory_copy_text(name);
    certificate->serial = hg_memory_copy_text("04D2");
    certificate->key = hg_memory_copy_text("EC P-256");
    certificate->signature = hg_memory_copy_text("ecdsa-with-SHA256");
    certificate->not_before_s = STARTED_AT_US / 1000000 - 30 * HG_SECONDS_PER_DAY;
    certificate->not_after_s = STARTED_AT_US / 1000000 + 60 * HG_SECONDS_PER_DAY;
    for (size_t i = 0; i < HG_FINGERPRINT_BYTES; i++)
        certificate->fingerprint[i] = (uint8_t)(name[i % strlen(name)] + (int)i);
    return certificate;
}

/* One attempt of a target. */
struct attempt {
    int target;
    int64_t started_ms; /* after the run */
    struct hg_phases phases;
    const char *ip;
    uint16_t port;
    int http_version;
    int status;
    int head_status;
    enum hg_method method;
    enum hg_outcome outcome;
    enum hg_cause cause;
    const char *reason;
    const char *final_url;
    const char *note;
};

#define NONE HG_NOT_REACHED

static const struct attempt attempts[] = {
    {HOME,
     1,
     {1120, 12300, 25210, 116870, 210, 155710},
     "203.0.113.10",
     443,
     20,
     200,
     NONE,
     HG_METHOD_HEAD,
     HG_OUTCOME_UP,
     HG_CAUSE_NONE,
     "",
     NULL,
     NULL},
    {SEARCH,
     2,
     {0, 0, 0, 1708800, 1450, 1710250},
     "203.0.113.10",
     443,
     20,
     200,
     NONE,
     HG_METHOD_HEAD,
     HG_OUTCOME_DEGRADED,
     HG_CAUSE_LATENCY,
     "took 1.71 s, limit 1 s",
     NULL,
     NULL},
    {CHECKOUT,
     3,
     {0, 0, 0, 64010, 180, 64190},
     "203.0.113.10",
     443,
     20,
     503,
     NONE,
     HG_METHOD_HEAD,
     HG_OUTCOME_DOWN,
     HG_CAUSE_STATUS,
     "expected status 200-299, got 503",
     NULL,
     NULL},
    {CHECKOUT,
     570,
     {3900, 20400, NONE, NONE, NONE, 2000300},
     "203.0.113.10",
     443,
     0,
     0,
     NONE,
     HG_METHOD_HEAD,
     HG_OUTCOME_DOWN,
     HG_CAUSE_TIMEOUT,
     "no TLS handshake within 2 s",
     NULL,
     NULL},
    {CHECKOUT,
     3600,
     {4010, 20950, 44800, 61300, 150, 131210},
     "203.0.113.10",
     443,
     20,
     503,
     503,
     HG_METHOD_GET,
     HG_OUTCOME_DOWN,
     HG_CAUSE_STATUS,
     "expected status 200-299, got 503",
     NULL,
     NULL},
    {API,
     4,
     {5210, 19800, 44100, NONE, NONE, 5000900},
     "203.0.113.11",
     443,
     0,
     0,
     NONE,
     HG_METHOD_HEAD,
     HG_OUTCOME_DOWN,
     HG_CAUSE_TIMEOUT,
     "no answer within 5 s",
     NULL,
     NULL},
    {OLD_SHOP,
     160,
     {90, 310, 610, 2450, 40, 3500},
     "2001:db8::10",
     443,
     11,
     200,
     405,
     HG_METHOD_GET,
     HG_OUTCOME_UP,
     HG_CAUSE_NONE,
     "",
     "https://www.example.com/shop/index.html",
     NULL},
    {MANUAL,
     5,
     {30120, NONE, NONE, NONE, NONE, 30120},
     NULL,
     0,
     0,
     0,
     NONE,
     HG_METHOD_HEAD,
     HG_OUTCOME_DOWN,
     HG_CAUSE_DNS,
     "docs.example.com: temporary failure in name resolution",
     NULL,
     NULL},
    {MANUAL,
     540,
     {2010, 10300, 21900, 18300, 90, 52600},
     "198.51.100.7",
     443,
     20,
     200,
     NONE,
     HG_METHOD_HEAD,
     HG_OUTCOME_UP,
     HG_CAUSE_NONE,
     "",
     NULL,
     NULL},
    {GUIDE,
     600,
     {0, 0, 0, 17900, 80, 17980},
     "198.51.100.7",
     443,
     20,
     204,
     NONE,
     HG_METHOD_HEAD,
     HG_OUTCOME_UP,
     HG_CAUSE_NONE,
     "",
     NULL,
     NULL},
    {DOWNLOADS,
     620,
     {0, 0, 0, 19050, 70, 19120},
     "198.51.100.7",
     443,
     20,
     200,
     NONE,
     HG_METHOD_HEAD,
     HG_OUTCOME_DOWN,
     HG_CAUSE_HEADER,
     "header \"Cache-Control\": expected a match of \"max-age=\\d+\", got \"no-store\"",
     NULL,
     NULL},
    {FORMULA,
     6,
     {8800, NONE, NONE, NONE, NONE, 8800},
     NULL,
     0,
     0,
     0,
     NONE,
     HG_METHOD_HEAD,
     HG_OUTCOME_DOWN,
     HG_CAUSE_DNS,
     "nowhere.invalid: name not known",
     NULL,
     NULL},
    {MARKUP,
     7,
     {2900, 9100, NONE, NONE, NONE, 21200},
     "192.0.2.44",
     443,
     0,
     0,
     NONE,
     HG_METHOD_HEAD,
     HG_OUTCOME_DOWN,
     HG_CAUSE_CERTIFICATE,
     "the certificate of <self-signed> is self-signed, not issued by an authority",
     NULL,
     NULL},
    {SECTION_END,
     8,
     {3300, 12400, 25100, 30050, 110, 70960},
     "192.0.2.60",
     443,
     20,
     429,
     NONE,
     HG_METHOD_HEAD,
     HG_OUTCOME_DEGRADED,
     HG_CAUSE_RATE_LIMITED,
     "rate limited: retry after 3600 s",
     NULL,
     NULL},
    {BARE_HOST,
     30,
     {1500, 8200, NONE, 9900, 60, 19660},
     "192.0.2.80",
     80,
     11,
     200,
     NONE,
     HG_METHOD_HEAD,
     HG_OUTCOME_UP,
     HG_CAUSE_NONE,
     "",
     "http://example.org/",
     "https gave no answer: connection to port 443 refused"},
};

static const struct {
    const char *url;
    int status;
} old_shop_hops[] = {
    {"http://example.com/shop", 301},
    {"https://example.com/shop", 302},
};

static void add_hops(struct hg_reply *reply)
{
    reply->hop_count = sizeof(old_shop_hops) / sizeof(old_shop_hops[0]);
    reply->hops = hg_memory_new(reply->hop_count, sizeof(*reply->hops));
    for (size_t i = 0; i < reply->hop_count; i++) {
        reply->hops[i].url = hg_memory_copy_text(old_shop_hops[i].url);
        reply->hops[i].status = old_shop_hops[i].status;
    }
}

static void add_certificate(struct hg_reply *reply, bool is_good)
{
    struct hg_certificate *certificate = sample_certificate(
        is_good ? "*.shop.example.com" : "<self-signed>",
        is_good ? "CN=Example Authority,O=Example" : "CN=<self-signed>");
    reply->certificate = certificate;
    if (!is_good)
        reply->certificate_problem = HG_CERTIFICATE_SELF_SIGNED;
}

static void add_attempt(struct hg_run *run, const struct attempt *attempt)
{
    const struct hg_target *target = &targets[attempt->target];
    struct hg_verdict verdict = {.outcome = attempt->outcome, .cause = attempt->cause};
    snprintf(verdict.reason, sizeof(verdict.reason), "%s", attempt->reason);
    struct hg_reply reply;
    hg_reply_init(&reply);
    reply.started_at_us = STARTED_AT_US + attempt->started_ms * 1000;
    reply.phases = attempt->phases;
    reply.status = attempt->status;
    reply.head_status = attempt->head_status;
    reply.method = attempt->method;
    reply.http_version = attempt->http_version;
    reply.requested_url = target->url;
    if (attempt->final_url != NULL)
        reply.final_url = hg_memory_copy_text(attempt->final_url);
    reply.note = hg_memory_copy_text(attempt->note);
    if (attempt->ip != NULL)
        hg_address_parse(&reply.address, attempt->ip, attempt->port);
    if (attempt->target == OLD_SHOP)
        add_hops(&reply);
    if (attempt->target == HOME || attempt->target == MARKUP)
        add_certificate(&reply, attempt->target == HOME);
    hg_run_add_attempt(run, (size_t)attempt->target, &reply, &verdict);
    hg_reply_release(&reply);
}

static const char *const condition_texts[] = {"down(critical) == 0", "down_percent <= 50",
                                              "p95 < 800ms", "max(none) < 2s"};

#define CONDITIONS (sizeof(condition_texts) / sizeof(condition_texts[0]))

/* The same for every sample; made once. */
static struct hg_conditions sample_conditions(void)
{
    static struct hg_arena arena;
    static struct hg_condition items[CONDITIONS];
    char problem[128];
    for (size_t i = 0; i < CONDITIONS && items[i].text == NULL; i++)
        if (hg_condition_parse(&items[i], condition_texts[i], &arena, problem,
                               sizeof(problem)) != 0)
            abort();
    return (struct hg_conditions){items, CONDITIONS};
}

void sample_init(struct hg_run *run)
{
    static struct hg_settings settings = {
        .name = "shop",
        .location = "Hamburg",
        .gate = {.fail_on = 1U << HG_OUTCOME_DOWN},
        .baseline = "last-night.json",
        .baseline_slower = 2,
    };
    settings.gate.conditions = sample_conditions();
    hg_run_init(run, targets, TARGET_COUNT, &settings);
    snprintf(run->id, sizeof(run->id), "20261120T194012Z-1f3a9c");
    run->tool_version = "0.1.0";
    run->curl_version = "7.88.1";
    run->config = "headgate.yml";
    run->host = "ci-runner-7";
    run->started_at_us = STARTED_AT_US;
    run->finished_at_us = STARTED_AT_US + 5214300;
    run->duration_us = 5214300;
    run->is_interrupted = true;
    for (size_t i = 0; i < sizeof(attempts) / sizeof(attempts[0]); i++)
        add_attempt(run, &attempts[i]);
    hg_result_end(&run->results[BETA], HG_OUTCOME_SKIPPED, HG_CAUSE_NONE,
                  "disabled in the configuration");
    hg_result_end(&run->results[PARTNER], HG_OUTCOME_UNKNOWN, HG_CAUSE_DEADLINE,
                  "the deadline of the run passed before this target was checked");
    for (size_t i = 0; i < run->count; i++)
        hg_run_settle(run, i);
    run->finished_count = run->count;
    hg_run_summarise(run);
    run->exit_status = 1;
}

static void make_up(struct hg_result *result)
{
    result->outcome = HG_OUTCOME_UP;
    result->status = 200;
    result->http_version = 11;
    result->method = HG_METHOD_HEAD;
    result->attempts = 1;
    result->started_at_us = STARTED_AT_US;
    result->phases = (struct hg_phases){0, 0, NONE, 9000, 1000, 10000};
    hg_address_parse(&result->address, "127.0.0.1", 80);
    result->is_final = true;
}

void sample_plain_init(struct sample_plain *plain, size_t count)
{
    *plain = (struct sample_plain){
        .settings = {.gate = {.fail_on = 1U << HG_OUTCOME_DOWN}},
        .policy = {.method = HG_METHOD_HEAD, .redirects = 10},
    };
    plain->targets = hg_memory_new(count, sizeof(*plain->targets));
    plain->names = hg_memory_new(count, sizeof(*plain->names));
    for (size_t i = 0; i < count; i++) {
        snprintf(plain->names[i], sizeof(plain->names[i]), "t%zu", i);
        plain->targets[i] = (struct hg_target){.name = plain->names[i],
                                               .url = "http://127.0.0.1/",
                                               .policy = &plain->policy,
                                               .origin = &plain->origin,
                                               .has_scheme = true,
                                               .enabled = true};
    }
    hg_run_init(&plain->run, plain->targets, count, &plain->settings);
    plain->run.tool_version = "0.1.0";
    plain->run.curl_version = "7.88.1";
    plain->run.started_at_us = STARTED_AT_US;
    plain->run.finished_at_us = STARTED_AT_US + 1500000;
    plain->run.duration_us = 1500000;
    for (size_t i = 0; i < count; i++)
        make_up(&plain->run.results[i]);
    hg_run_summarise(&plain->run);
}

void sample_plain_release(struct sample_plain *plain)
{
    hg_run_release(&plain->run);
    free(plain->targets);
    free(plain->names);
}

void sample_plain_set(struct sample_plain *plain, size_t index, enum hg_outcome outcome,
                      enum hg_cause cause, const char *reason)
{
    struct hg_result *result = &plain->run.results[index];
    hg_result_release(result);
    hg_result_init(result);
    make_up(result);
    result->outcome = (uint8_t)outcome;
    result->cause = (uint8_t)cause;
    if (reason != NULL) {
        result->detail = hg_memory_new(1, sizeof(*result->detail));
        result->detail->reason = hg_memory_copy_text(reason);
    }
    hg_run_summarise(&plain->run);
}
