/* SPDX-License-Identifier: MIT */
/* Tests of channels for events: the request that each kind makes of a message. */
#include "headgate/channel.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/json_document.h"
#include "headgate/units.h"

#include "notify/http.h"

#include "headgate/banned.h"

#define NOW_US (INT64_C(1795140000) * HG_US_PER_S)

static const struct hg_event shop = {
    .id = "e1",
    .kind = HG_EVENT_RECOVERED,
    .target = "shop",
    .url = "https://shop.example/",
    .group = "web",
    .at_us = NOW_US,
    .since_us = NOW_US - 60 * HG_US_PER_S,
    .incident = 12,
    .cause = HG_CAUSE_CONNECT,
    .reason = "connection refused",
};

static struct hg_message message_of(struct hg_event *events, size_t count)
{
    return (struct hg_message){.id = "0123",
                               .run = "run-1",
                               .made_us = NOW_US,
                               .events = events,
                               .event_count = count};
}

static void every_kind_has_a_row(void)
{
    for (int kind = 0; kind < HG_CHANNEL_KIND_COUNT; kind++) {
        const struct hg_channel_settings settings = {.kind = kind};
        CU_ASSERT_PTR_NOT_NULL_FATAL(hg_channel_type_of(&settings));
        CU_ASSERT_TRUE(hg_channel_type_of(&settings)->name[0] != '\0');
    }
}

/* Make the request of part 0; release it. */
static void make(const struct hg_channel_settings *settings,
                 const struct hg_message *message, struct hg_channel_request *request)
{
    const struct hg_channel_type *type = hg_channel_type_of(settings);
    struct hg_channel_moment moment = {.now_us = NOW_US};
    hg_channel_request_init(request, settings);
    CU_ASSERT_TRUE(type->write_request(settings, message, &moment, request));
}

static void a_webhook_posts_our_json(void)
{
    const struct hg_channel_settings settings = {.kind = HG_CHANNEL_WEBHOOK,
                                                 .url = "https://a.example/x"};
    struct hg_event events[] = {shop};
    const struct hg_message message = message_of(events, 1);
    struct hg_channel_request request;
    make(&settings, &message, &request);
    UNIT_ASSERT_TEXT(request.url.data, "https://a.example/x");
    UNIT_ASSERT_TEXT(request.headers.data, "Content-Type: application/json\n"
                                           "webhook-id: msg_0123\n"
                                           "webhook-timestamp: 1795140000\n");
    UNIT_ASSERT_TEXT(
        request.body.data,
        "{\"schema\":\"headgate-event-1\",\"id\":\"0123\",\"test\":false,\"run\""
        ":\"run-1\",\"location\":null,\"at\":\"2026-11-20T02:00:00.000Z\",\"tit"
        "le\":\"1 came back: shop\",\"events\":[{\"id\":\"e1\",\"event\":\"reco"
        "vered\",\"target\":\"shop\",\"url\":\"https://shop.example/\",\"group\""
        ":\"web\",\"tags\":[],\"at\":\"2026-11-20T02:00:00.000Z\",\"since\":\"2"
        "026-11-20T01:59:00.000Z\",\"incident\":12,\"cause\":\"connect\",\"reas"
        "on\":\"connection refused\",\"text\":\"came back: shop, was down for 1"
        "m: connection refused\"}],\"more\":0}\n");
    hg_channel_request_release(&request);
}

/* The vector is made with Python's hmac. */
static void a_webhook_is_signed(void)
{
    const struct hg_channel_settings settings = {
        .kind = HG_CHANNEL_WEBHOOK,
        .url = "https://a.example/x",
        .secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="};
    struct hg_event events[] = {shop};
    const struct hg_message message = message_of(events, 1);
    struct hg_channel_request request;
    make(&settings, &message, &request);
    UNIT_ASSERT_TEXT(
        strstr(request.headers.data, "webhook-signature"),
        "webhook-signature: v1,scZQxozZ0oW7d9T+vrRoIlzSRjStGaA20knzos4DL6k=\n");
    hg_channel_request_release(&request);
}

static void a_long_list_is_made_shorter_than_the_limit(void)
{
    enum { COUNT = 3000 };
    const struct hg_channel_settings settings = {.kind = HG_CHANNEL_WEBHOOK,
                                                 .url = "https://a.example/x"};
    static struct hg_event events[COUNT];
    static char reason[1001];
    struct hg_channel_request request;
    memset(reason, '"', sizeof reason - 1);
    for (size_t i = 0; i < COUNT; i++) {
        events[i] = shop;
        events[i].reason = reason;
    }
    const struct hg_message message = message_of(events, COUNT);
    make(&settings, &message, &request);
    CU_ASSERT_TRUE(request.body.len <= 20000);
    CU_ASSERT_PTR_NOT_NULL(strstr(request.body.data, "\"more\":2997}\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(request.body.data, "shop, shop, shop and 2997 more"));
    hg_channel_request_release(&request);
}

static void what_is_shown_has_no_secrets(void)
{
    const struct hg_channel_settings settings = {
        .kind = HG_CHANNEL_WEBHOOK,
        .url = "https://user:s3cret@a.example/s3cret?s3cret",
        .secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="};
    struct hg_event events[] = {shop};
    const struct hg_message message = message_of(events, 1);
    struct hg_sink sink;
    hg_sink_init(&sink, -1);
    hg_channel_describe(&settings, &message, NOW_US, &sink);
    CU_ASSERT_EQUAL(
        strncmp(sink.buffer.data,
                "POST https://a.example/***\nContent-Type: application/json\n",
                strlen("POST https://a.example/***\nContent-Type: ")),
        0);
    CU_ASSERT_PTR_NOT_NULL(strstr(sink.buffer.data, "\nwebhook-signature: ***\n\n{"));
    CU_ASSERT_PTR_NULL(strstr(sink.buffer.data, "s3cret"));
    hg_sink_release(&sink);
}

static void statuses_have_a_meaning(void)
{
    static const struct {
        long status;
        enum hg_delivery_status expected;
    } rows[] = {
        {200, HG_DELIVERY_SENT},     {204, HG_DELIVERY_SENT},
        {299, HG_DELIVERY_SENT},     {301, HG_DELIVERY_DEFERRED},
        {400, HG_DELIVERY_REJECTED}, {401, HG_DELIVERY_REJECTED},
        {408, HG_DELIVERY_DEFERRED}, {410, HG_DELIVERY_REJECTED},
        {425, HG_DELIVERY_DEFERRED}, {429, HG_DELIVERY_DEFERRED},
        {499, HG_DELIVERY_REJECTED}, {500, HG_DELIVERY_DEFERRED},
        {599, HG_DELIVERY_DEFERRED}, {0, HG_DELIVERY_DEFERRED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CU_ASSERT_EQUAL(hg_http_judge(rows[i].status), rows[i].expected);
}

CU_TestInfo channels_tests[] = {
    {"every_kind_has_a_row", every_kind_has_a_row},
    {"a_webhook_posts_our_json", a_webhook_posts_our_json},
    {"a_webhook_is_signed", a_webhook_is_signed},
    {"a_long_list_is_made_shorter_than_the_limit",
     a_long_list_is_made_shorter_than_the_limit},
    {"what_is_shown_has_no_secrets", what_is_shown_has_no_secrets},
    {"statuses_have_a_meaning", statuses_have_a_meaning},
    CU_TEST_INFO_NULL,
};
