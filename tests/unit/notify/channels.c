/* SPDX-License-Identifier: MIT */
/* Tests of channels for events: the request that each kind makes of a message. */
#include "headgate/channel.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/json_document.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "notify/http.h"
#include "notify/signature.h"

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
    const struct hg_channel_moment moment = {.now_us = NOW_US};
    const struct hg_run_state state = {.location = message->location,
                                       .events = message->events,
                                       .event_count = message->event_count};
    hg_channel_request_init(request, settings);
    CU_ASSERT_TRUE(type->write_state != NULL
                       ? type->write_state(settings, &state, &moment, request)
                       : type->write_request(settings, message, &moment, request));
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
        "le\":\"1 came back: "
        "shop\",\"outages\":[],\"events\":[{\"id\":\"e1\",\"event\":\"reco"
        "vered\",\"target\":\"shop\",\"url\":\"https://shop.example/\",\"group\""
        ":\"web\",\"tags\":[],\"at\":\"2026-11-20T02:00:00.000Z\",\"since\":\"2"
        "026-11-20T01:59:00.000Z\",\"incident\":12,\"cause\":\"connect\",\"reas"
        "on\":\"connection refused\",\"text\":\"came back: shop, was down for 1"
        " m: connection refused\"}],\"more\":0}\n");
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
        "webhook-signature: v1,wMHs6Ip3gzTardCiUhMiPijk2Yvx6BcrPn0W+5o9MY4=\n");
    hg_channel_request_release(&request);
}

/* The example of standardwebhooks.com and its libraries. */
static void the_published_signature_is_made(void)
{
    static char text[] = "{\"test\": 2432232314}";
    const struct hg_buf body = {.data = text, .len = sizeof text - 1};
    struct hg_buf signature;
    hg_buf_init(&signature);
    hg_signature_write("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                       "p5jXN8AQM9LWM0D4loKWxJek", 1614265330, &body, &signature);
    UNIT_ASSERT_TEXT(signature.data, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    hg_buf_release(&signature);
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

#define LONG_BYTES 1000000

/* Texts of others in chats, by kind: nothing of them rings, links or turns the line around. */
static void texts_of_others_are_only_text_in_chats(void)
{
    static const struct {
        int kind;
        const char *reason;
        const char *body;
    } rows[] = {
        {HG_CHANNEL_SLACK, "<!channel> & @everyone",
         "{\"text\":\"went down: shop: &lt;!channel&gt; &amp; @\xe2\x80\x8b"
         "everyone\"}\n"},
        {HG_CHANNEL_SLACK, "[x](http://x) <http://x|y>",
         "{\"text\":\"went down: shop: [x]\xe2\x80\x8b(http://x) "
         "&lt;http://x|y&gt;\"}\n"},
        {HG_CHANNEL_SLACK,
         "a\xe2\x80\xae"
         "b\"\nc\xff",
         "{\"text\":\"went down: shop: a\xef\xbf\xbd"
         "b\\\"\xef\xbf\xbd"
         "c\xef\xbf\xbd\"}\n"},
        {HG_CHANNEL_DISCORD, "@everyone <@1> ](http://x) ||a|| **b** c_d `e` \\\\",
         "{\"content\":\"went down: shop: \\\\@everyone \\\\<\\\\@1\\\\> "
         "\\\\](http\\\\://x) "
         "\\\\|\\\\|a\\\\|\\\\| \\\\*\\\\*b\\\\*\\\\* c\\\\_d \\\\`e\\\\` \\\\\\\\"
         "\\\\\\\\\",\"allowed_mentions\":{\"parse\":[]},\"flags\":4}\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_channel_settings settings = {.kind = rows[i].kind,
                                                     .url = "https://a.example/x"};
        struct hg_event events[] = {shop};
        struct hg_message message = message_of(events, 1);
        struct hg_channel_request request;
        events[0].kind = HG_EVENT_DOWN;
        events[0].reason = rows[i].reason;
        make(&settings, &message, &request);
        UNIT_ASSERT_TEXT(request.body.data, rows[i].body);
        hg_channel_request_release(&request);
    }
}

/* Of valid JSON: bytes without its escapes. */
static size_t plain_bytes(const struct hg_buf *body)
{
    enum hg_json_fault fault;
    struct hg_json_document *json = hg_json_document_parse(body->data, body->len, &fault);
    size_t count = 0;
    CU_ASSERT_PTR_NOT_NULL(json);
    hg_json_document_free(json);
    for (const char *c = body->data; *c != '\0'; c++, count++)
        c += *c == '\\' ? 1 : 0;
    return count;
}

/* The longest texts that need the most escapes. */
static const struct {
    int kind;
    size_t max_bytes; /* of its text, and 100 for what is around it */
} limits[] = {
    {HG_CHANNEL_SLACK, 3100},
    {HG_CHANNEL_DISCORD, 2100},
    {HG_CHANNEL_TEAMS, 28000},
    {HG_CHANNEL_NTFY, 4096},
};

static void a_chat_gets_one_message_below_its_limit(void)
{
    enum { COUNT = 3000 };
    static const char worst[] = "&<>@\"\\*|`](";
    static struct hg_event events[COUNT];
    char *text = malloc(LONG_BYTES + 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0] * (sizeof worst - 1); i++) {
        const size_t row = i / (sizeof worst - 1);
        const struct hg_channel_settings settings = {.kind = limits[row].kind,
                                                     .url = "https://a.example/x"};
        struct hg_channel_request request;
        memset(text, worst[i % (sizeof worst - 1)], LONG_BYTES);
        text[LONG_BYTES] = '\0';
        for (size_t j = 0; j < COUNT; j++) {
            events[j] = shop;
            events[j].target = j < 3 ? text : "shop";
        }
        const struct hg_message message = message_of(events, COUNT);
        make(&settings, &message, &request);
        CU_ASSERT_TRUE(plain_bytes(&request.body) <= limits[row].max_bytes);
        CU_ASSERT_TRUE(request.body.len <= 28000);
        CU_ASSERT_PTR_NOT_NULL(strstr(request.body.data, settings.kind == HG_CHANNEL_TEAMS
                                                             ? "\"and 29"
                                                             : "\\nand 29"));
        hg_channel_request_release(&request);
    }
    free(text);
}

/* As they are configured, and as they are shown. */
#define COMMAND(...)                                                                     \
    {                                                                                    \
        (const char *const[]){__VA_ARGS__},                                              \
            sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)                  \
    }

/* Whatever the kind: a request that is whole, with texts that are only text. */
static void check_hostile_request(int kind, const char *hostile,
                                  const struct hg_channel_request *request)
{
    const bool is_alert = kind == HG_CHANNEL_PAGERDUTY || kind == HG_CHANNEL_ALERTMANAGER;
    enum hg_json_fault fault;
    struct hg_json_document *json =
        hg_json_document_parse(request->body.data, request->body.len, &fault);
    UNIT_ASSERT_ROW(json != NULL, request->body.data);
    hg_json_document_free(json);
    /* The document ends its line. */
    UNIT_ASSERT_ROW(hg_text_is_clean(request->body.data, request->body.len - 1, NULL),
                    hostile);
    UNIT_ASSERT_ROW(request->body.len <= (is_alert ? 512000U : 28000U), hostile);
    UNIT_ASSERT_ROW(strstr(request->headers.data, "evil") == NULL, hostile);
    const bool rings = kind == HG_CHANNEL_SLACK || kind == HG_CHANNEL_DISCORD;
    static const char *const calls[] = {"@everyone", "<!channel>", "<@", "](http"};
    for (size_t i = 0; rings && i < sizeof calls / sizeof calls[0]; i++)
        UNIT_ASSERT_ROW(
            strstr(request->body.data, calls[i]) == NULL ||
                /* Discord's are escaped for the eye. */
                strstr(request->body.data, "\"allowed_mentions\":{\"parse\":[]}") != NULL,
            request->body.data);
}

/* 10,000 bytes of the pattern. */
static const char *repeat(const char *pattern, char out[10001])
{
    const size_t len = strlen(pattern);
    for (size_t i = 0; i < 10000; i++)
        out[i] = pattern[i % len];
    out[10000] = '\0';
    return out;
}

static void no_kind_is_impressed_by_hostile_texts(void)
{
    static const char *const rows[] = {
        "@everyone",
        "<!channel>",
        "<@U1> <!here|x>",
        "](http://evil/)",
        "|",
        "a|b||c",
        "\r\nevil: 1\r\n\r\n",
        "\n",
        "\t",
        "\x1b[31m",
        "\x7f",
        "\"",
        "\\",
        "\\\"",
        "\\u0000",
        "${title}",
        "%s%n",
        "{{DATE(2026-01-01T00:00:00Z)}}",
        "</script>",
        "\xff\xfe",
        "\xf0\x9f",
        "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80",
        "\xe2\x80\xaetxt.exe",
        "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",
        "\xe2\x80\xa8",
        "\xef\xbf\xbf",
        " ",
        "",
    };
    static char longest[10001];
    static const char *const repeated[] = {
        "a", "\"", "\\", "&", "@", "\n", "\xff", "\xe2\x80\xae", "\xf0\x9f\x9a\x80", "|"};
    const size_t row_count = sizeof rows / sizeof rows[0];
    const size_t count = row_count + sizeof repeated / sizeof repeated[0];
    for (size_t i = 0; i < count * HG_CHANNEL_KIND_COUNT; i++) {
        const size_t row = i % count;
        const char *hostile =
            row < row_count ? rows[row] : repeat(repeated[row - row_count], longest);
        const struct hg_channel_settings settings = {
            .kind = (int)(i / count),
            .url = "https://a.example/topic",
            .secret = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz",
            .command = {.words = COMMAND("notify"), .shown = COMMAND("notify")}};
        const struct hg_event event = {.id = "e",
                                       .kind = HG_EVENT_DOWN,
                                       .target = hostile,
                                       .url = hostile,
                                       .group = hostile,
                                       .tags = {&hostile, 1},
                                       .reason = hostile,
                                       .outage = "o1"};
        struct hg_event events[] = {event, event, event, event};
        struct hg_message message = message_of(events, 4);
        struct hg_channel_request request;
        message.location = hostile;
        /* It has no texts of events. */
        if (settings.kind == HG_CHANNEL_PING)
            continue;
        make(&settings, &message, &request);
        check_hostile_request(settings.kind, hostile, &request);
        hg_channel_request_release(&request);
    }
}

/* Whatever the kind: one line, and no title above it. */
static void targets_of_an_outage_are_one_line_in_chats(void)
{
    enum { COUNT = 3000 };
    static struct hg_event events[COUNT];
    static const char line[] = "went down: 3000 targets: connection refused "
                               "(shop, shop, shop, shop, shop and 2995 more)";
    for (size_t i = 0; i < COUNT; i++) {
        events[i] = shop;
        events[i].kind = HG_EVENT_DOWN;
        events[i].beginning = "1";
    }
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        const struct hg_channel_settings settings = {.kind = limits[i].kind,
                                                     .url = "https://a.example/x"};
        const struct hg_message message = message_of(events, COUNT);
        struct hg_channel_request request;
        make(&settings, &message, &request);
        CU_ASSERT_PTR_NOT_NULL(strstr(request.body.data, line));
        CU_ASSERT_PTR_NULL(strstr(request.body.data, "\\n"));
        hg_channel_request_release(&request);
    }
}

/* Of two groups, what is left out is counted by events. */
static void groups_that_are_left_out_are_counted(void)
{
    enum { COUNT = 200 };
    static struct hg_event events[COUNT];
    static char names[COUNT / 2][8];
    const struct hg_channel_settings settings = {.kind = HG_CHANNEL_DISCORD,
                                                 .url = "https://a.example/x"};
    struct hg_channel_request request;
    for (size_t i = 0; i < COUNT; i++) {
        snprintf(names[i / 2], sizeof names[0], "%zu", i / 2);
        events[i] = shop;
        events[i].kind = HG_EVENT_DOWN;
        events[i].beginning = names[i / 2];
    }
    const struct hg_message message = message_of(events, COUNT);
    make(&settings, &message, &request);
    CU_ASSERT_PTR_NOT_NULL(strstr(request.body.data, "200 went down: shop, shop, shop"));
    CU_ASSERT_PTR_NOT_NULL(strstr(request.body.data, "\\nand 130 more\""));
    hg_channel_request_release(&request);
}

static void a_webhook_says_what_went_down_together(void)
{
    const struct hg_channel_settings settings = {.kind = HG_CHANNEL_WEBHOOK,
                                                 .url = "https://a.example/x"};
    struct hg_event events[] = {shop, shop, shop};
    const struct hg_message message = message_of(events, 3);
    struct hg_channel_request request;
    events[0].beginning = events[2].beginning = "1";
    events[2].target = "blog";
    make(&settings, &message, &request);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(request.body.data,
               "\"outages\":[{\"event\":\"recovered\",\"count\":2,\"targets\":[\"shop\","
               "\"blog\"],\"at\":\"2026-11-20T02:00:00.000Z\",\"since\":\"2026-11-20T01:"
               "59:00.000Z\",\"cause\":\"connect\",\"reason\":\"connection refused\","
               "\"text\":\"came back: 2 targets, were down for 1 m: connection refused "
               "(shop, blog)\"}],\"events\":[{"));
    hg_channel_request_release(&request);
}

static void a_chat_message_ends_with_how_many_are_left_out(void)
{
    enum { COUNT = 3000 };
    static struct hg_event events[COUNT];
    const struct hg_channel_settings settings = {.kind = HG_CHANNEL_SLACK,
                                                 .url = "https://a.example/x"};
    struct hg_channel_request request;
    for (size_t i = 0; i < COUNT; i++)
        events[i] = shop;
    struct hg_message message = message_of(events, COUNT);
    make(&settings, &message, &request);
    CU_ASSERT_EQUAL(strncmp(request.body.data,
                            "{\"text\":\"3000 came back: shop, shop, shop and 2997 "
                            "more\\ncame back: shop, was down for 1 m: ",
                            90),
                    0);
    UNIT_ASSERT_TEXT(strstr(request.body.data, "\\nand "), "\\nand 2947 more\"}\n");
    hg_channel_request_release(&request);
    message.event_count = 1;
    message.is_test = true;
    make(&settings, &message, &request);
    UNIT_ASSERT_TEXT(request.body.data,
                     "{\"text\":\"test, nothing has happened: 1 came back: shop\\ncame "
                     "back: shop, was down for 1 m: connection refused\"}\n");
    hg_channel_request_release(&request);
}

#define ROUTING_KEY "0123456789abcdefghijklmnopqrstuv"

static const struct hg_channel_settings pager = {.kind = HG_CHANNEL_PAGERDUTY,
                                                 .url = "https://p.example/v2/enqueue",
                                                 .secret = ROUTING_KEY};

static struct hg_event of_outage(enum hg_event_kind kind, const char *target,
                                 const char *outage, bool ends_outage)
{
    struct hg_event event = shop;
    event.kind = kind;
    event.target = target;
    event.outage = outage;
    event.ends_outage = ends_outage;
    return event;
}

/* Assert that the message has these parts and no others. */
static void assert_parts(const struct hg_message *message, const char *const *bodies,
                         size_t count)
{
    const struct hg_channel_type *type = hg_channel_type_of(&pager);
    for (size_t i = 0; i <= count; i++) {
        const struct hg_channel_moment moment = {NOW_US, i};
        struct hg_channel_request request;
        hg_channel_request_init(&request, &pager);
        CU_ASSERT_EQUAL(type->write_request(&pager, message, &moment, &request),
                        i < count);
        if (i < count && bodies != NULL)
            UNIT_ASSERT_TEXT(request.body.data, bodies[i]);
        hg_channel_request_release(&request);
    }
}

#define ALERT_OF(action, outage)                                                         \
    "{\"routing_key\":\"" ROUTING_KEY "\",\"event_action\":\"" action "\","              \
    "\"dedup_key\":\"headgate-" outage "\""
#define ALERT_PAYLOAD(summary, severity)                                                 \
    ",\"client\":\"headgate\",\"payload\":{\"summary\":\"" summary "\","                 \
    "\"source\":\"https://shop.example/\",\"severity\":\"" severity "\","                \
    "\"timestamp\":\"2026-11-20T01:59:00.000Z\",\"group\":\"web\",\"class\":"            \
    "\"connect\","                                                                       \
    "\"custom_details\":{\"run\":\"run-1\",\"targets\":["
#define ALERT_TARGET(name)                                                               \
    "{\"target\":\"" name "\",\"url\":\"https://shop.example/\",\"group\":\"web\","      \
    "\"since\":\"2026-11-20T01:59:00.000Z\",\"reason\":\"connection refused\"}"
#define ALERT_END "],\"more\":0}}}\n"

static void an_outage_is_an_alert(void)
{
    struct hg_event events[] = {
        of_outage(HG_EVENT_DOWN, "shop", "o1", false),
        of_outage(HG_EVENT_RECOVERED, "one of several", "o4", false),
        of_outage(HG_EVENT_RECOVERED, "old", "o3", true),
        of_outage(HG_EVENT_REMINDER, "api", "o2", false),
        of_outage(HG_EVENT_DOWN, "blog", "o1", false),
        of_outage(HG_EVENT_RECOVERED, "never heard of", NULL, false),
    };
    const struct hg_message message = message_of(events, 6);
    static const char *const bodies[] = {
        ALERT_OF("trigger", "o1")
            ALERT_PAYLOAD("2 went down: shop, blog: connection refused", "critical")
                ALERT_TARGET("shop") "," ALERT_TARGET("blog") ALERT_END,
        ALERT_OF("resolve", "o3") "}\n",
        ALERT_OF("trigger", "o2")
            ALERT_PAYLOAD("still down: api, for 1 m: connection refused", "critical")
                ALERT_TARGET("api") ALERT_END,
    };
    assert_parts(&message, bodies, 3);
}

static void a_sample_of_an_alert_ends_at_once(void)
{
    struct hg_event events[] = {of_outage(HG_EVENT_DOWN, "shop", "o1", false)};
    struct hg_message message = message_of(events, 1);
    static const char *const bodies[] = {
        ALERT_OF("trigger", "o1") ALERT_PAYLOAD(
            "test, nothing has happened: 1 went down: shop: connection refused", "info")
            ALERT_TARGET("shop") ALERT_END,
        ALERT_OF("resolve", "o1") "}\n",
    };
    message.is_test = true;
    assert_parts(&message, bodies, 2);
}

static void alerts_are_below_their_limits(void)
{
    enum { COUNT = 3000 };
    static struct hg_event events[COUNT];
    char *text = malloc(LONG_BYTES + 1);
    struct hg_channel_request request;
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    memset(text, '"', LONG_BYTES);
    text[LONG_BYTES] = '\0';
    for (size_t i = 0; i < COUNT; i++) {
        events[i] = of_outage(HG_EVENT_DOWN, text, "o1", false);
        events[i].reason = events[i].group = events[i].url = text;
    }
    const struct hg_message message = message_of(events, COUNT);
    make(&pager, &message, &request);
    CU_ASSERT_TRUE(request.body.len <= 512000);
    const char *summary = strstr(request.body.data, "\"summary\":\"");
    const char *source = strstr(request.body.data, "\",\"source\":");
    CU_ASSERT_PTR_NOT_NULL_FATAL(summary);
    CU_ASSERT_PTR_NOT_NULL_FATAL(source);
    struct hg_buf cut;
    hg_buf_init(&cut);
    hg_buf_add(&cut, summary + strlen("\"summary\":\""),
               (size_t)(source - summary) - strlen("\"summary\":\""));
    size_t count = 0;
    for (const char *c = cut.data; *c != '\0'; c++, count++)
        c += *c == '\\' ? 1 : 0;
    CU_ASSERT_TRUE(count <= 1024 + 2); /* bytes, of which an ellipsis has three */
    CU_ASSERT_PTR_NOT_NULL(strstr(request.body.data, "],\"more\":2"));
    hg_buf_release(&cut);
    hg_channel_request_release(&request);
    assert_parts(&message, NULL, 1);
    free(text);
}

static void a_routing_key_is_not_shown(void)
{
    struct hg_event events[] = {of_outage(HG_EVENT_DOWN, "shop", "o1", false)};
    const struct hg_message message = message_of(events, 1);
    struct hg_sink sink;
    hg_sink_init(&sink, -1);
    hg_channel_describe(
        &(struct hg_channel_sending){.settings = &pager, .message = &message}, NOW_US,
        &sink);
    CU_ASSERT_PTR_NOT_NULL(strstr(sink.buffer.data, "\n{\"routing_key\":\"***\","));
    CU_ASSERT_PTR_NULL(strstr(sink.buffer.data, ROUTING_KEY));
    hg_sink_release(&sink);
}

/* The body; NULL: there is nothing to send. Free it. */
static char *state_request(const struct hg_channel_settings *settings,
                           const struct hg_run_state *state, const char *url)
{
    const struct hg_channel_type *type = hg_channel_type_of(settings);
    const struct hg_channel_moment moment = {NOW_US, 0};
    struct hg_channel_request request;
    char *body = NULL;
    hg_channel_request_init(&request, settings);
    if (type->write_state(settings, state, &moment, &request)) {
        UNIT_ASSERT_TEXT(request.url.data, url);
        body = hg_memory_copy_text(request.body.data == NULL ? "" : request.body.data);
    }
    hg_channel_request_release(&request);
    return body;
}

#define LABELS(target)                                                                   \
    "{\"labels\":{\"alertname\":\"HeadgateTargetDown\",\"target\":\"" target "\","       \
    "\"group\":\"web\",\"severity\":\"critical\",\"location\":\"berlin\"},"
#define ANNOTATIONS(summary)                                                             \
    "\"annotations\":{\"summary\":\"" summary "\",\"description\":"                      \
    "\"connection refused\",\"url\":\"https://shop.example/\",\"cause\":\"connect\"},"
#define TIMES(starts, ends) "\"startsAt\":\"" starts "\",\"endsAt\":\"" ends "\"}"

static void alerts_last_until_they_are_posted_again(void)
{
    static const struct {
        int64_t interval_s;
        const char *ends;
    } rows[] = {{0, "2026-11-21T02:00:00.000Z"},
                {1, "2026-11-20T02:03:00.000Z"},
                {60, "2026-11-20T02:03:00.000Z"},
                {3600, "2026-11-20T05:00:00.000Z"}};
    const struct hg_channel_settings settings = {.kind = HG_CHANNEL_ALERTMANAGER,
                                                 .url = "http://a:9093/"};
    struct hg_event events[] = {of_outage(HG_EVENT_REMINDER, "blog", NULL, false),
                                of_outage(HG_EVENT_DOWN, "shop", NULL, false),
                                of_outage(HG_EVENT_RECOVERED, "api", NULL, false)};
    struct hg_event still_down[] = {of_outage(HG_EVENT_DOWN, "blog", NULL, false)};
    still_down[0].since_us = NOW_US + HG_US_PER_S;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_run_state state = {.location = "berlin",
                                           .events = events,
                                           .event_count = 3,
                                           .still_down = still_down,
                                           .still_down_count = 1,
                                           .interval_us =
                                               rows[i].interval_s * HG_US_PER_S};
        char expected[2048];
        char *body = state_request(&settings, &state, "http://a:9093/api/v2/alerts");
        snprintf(
            expected, sizeof expected,
            "[" LABELS("shop") ANNOTATIONS("went down: shop: connection refused")
                TIMES("2026-11-20T01:59:00.000Z", "%s") "," LABELS("api")
                    ANNOTATIONS("came back: api, was down for 1 m: connection refused")
                        TIMES("2026-11-20T01:59:00.000Z",
                              "2026-11-20T02:00:00.000Z") "," LABELS("blog")
                            ANNOTATIONS("went down: blog: connection refused")
                                TIMES("2026-11-20T02:00:00.000Z", "%s") "]\n",
            rows[i].ends, rows[i].ends);
        UNIT_ASSERT_TEXT(body, expected);
        free(body);
    }
}

static void alerts_are_for_groups_and_tags(void)
{
    static const char *const db[] = {"db"};
    const struct hg_channel_settings settings = {
        .kind = HG_CHANNEL_ALERTMANAGER, .url = "http://a:9093/am", .groups = {db, 1}};
    struct hg_event events[] = {of_outage(HG_EVENT_DOWN, "shop", NULL, false),
                                of_outage(HG_EVENT_DOWN, "api", NULL, false)};
    struct hg_run_state state = {.events = events, .event_count = 1};
    CU_ASSERT_PTR_NULL(state_request(&settings, &state, ""));
    events[1].group = "db";
    state.event_count = 2;
    char *body = state_request(&settings, &state, "http://a:9093/am/api/v2/alerts");
    CU_ASSERT_PTR_NULL(strstr(body, "shop\""));
    /* A label without a value is none. */
    CU_ASSERT_PTR_NULL(strstr(body, "location"));
    CU_ASSERT_PTR_NOT_NULL(strstr(body, "\"target\":\"api\",\"group\":\"db\""));
    free(body);
}

static void a_sample_of_a_state_says_so_and_ends_soon(void)
{
    const struct hg_channel_settings settings = {.kind = HG_CHANNEL_ALERTMANAGER,
                                                 .url = "http://a:9093"};
    struct hg_event events[] = {of_outage(HG_EVENT_DOWN, "test", NULL, false)};
    const struct hg_run_state state = {
        .events = events, .event_count = 1, .is_test = true};
    events[0].group = NULL;
    char *body = state_request(&settings, &state, "http://a:9093/api/v2/alerts");
    CU_ASSERT_PTR_NOT_NULL(strstr(body, "\"group\":\"default\",\"severity\":\"none\"}"));
    CU_ASSERT_PTR_NOT_NULL(strstr(body, "\"test, nothing has happened: went down: test"));
    CU_ASSERT_PTR_NOT_NULL(strstr(body, "\"endsAt\":\"2026-11-20T02:03:00.000Z\""));
    free(body);
}

#define HC   "https://hc.example/ping/1-2-3"
#define KUMA "https://kuma.example/sub/api/push/abc"
#define ID   "01234567-89ab-4cde-8f01-23456789abcd"

/* What a run is to a ping: that it begins, its end by gate, or a failure. */
static const struct hg_run_state begins = {.is_beginning = true, .id = ID, .text = ""};
static const struct hg_run_state ends_open = {
    .id = ID, .gate = HG_GATE_OPEN, .text = "2 up", .duration_us = 1234567};
static const struct hg_run_state ends_closed = {
    .id = ID, .gate = HG_GATE_CLOSED, .text = "1 down & 50% \xc3\xbc"};
static const struct hg_run_state fails = {
    .id = ID, .gate = HG_GATE_OPEN, .has_failed = true, .text = "stopped"};
static const struct hg_run_state ping_sample = {.is_test = true, .text = "a sample"};

static void pings_are_as_their_services_want_them(void)
{
    static const struct {
        const char *url;
        bool is_about_gate;
        const struct hg_run_state *state;
        const char *expected; /* "POST URL BODY"; "": nothing is sent */
    } rows[] = {
        {HC, false, &begins, "POST " HC "/start?rid=" ID " "},
        {HC, false, &ends_open, "POST " HC "?rid=" ID " 2 up"},
        {HC, false, &ends_closed, "POST " HC "?rid=" ID " 1 down & 50% \xc3\xbc"},
        {HC, true, &ends_open, "POST " HC "?rid=" ID " 2 up"},
        {HC, true, &ends_closed, "POST " HC "/fail?rid=" ID " 1 down & 50% \xc3\xbc"},
        {HC, false, &fails, "POST " HC "/fail?rid=" ID " stopped"},
        {HC, true, &fails, "POST " HC "/fail?rid=" ID " stopped"},
        {HC, false, &ping_sample, "POST " HC "/log a sample"},
        {HC "/#x?y", false, &fails, "POST " HC "/fail?rid=" ID " stopped"},
        {HC "/?create=1#x", false, &begins, "POST " HC "/start?create=1&rid=" ID " "},
        /* A name in the query is none of a service. */
        {HC "?a=/api/push/", false, &begins,
         "POST " HC "/start?a=/api/push/&rid=" ID " "},
        {KUMA, false, &begins, ""},
        {KUMA, false, &ends_open, "GET " KUMA "?status=up&msg=2%20up&ping=1234 "},
        {KUMA "?status=up&msg=OK&ping=", false, &ends_closed,
         "GET " KUMA "?status=up&msg=1%20down%20%26%2050%25%20%C3%BC&ping=0 "},
        {KUMA, true, &ends_closed,
         "GET " KUMA "?status=down&msg=1%20down%20%26%2050%25%20%C3%BC&ping=0 "},
        {KUMA, false, &fails, "GET " KUMA "?status=down&msg=stopped&ping=0 "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_channel_settings settings = {.kind = HG_CHANNEL_PING,
                                                     .url = rows[i].url,
                                                     .is_about_gate =
                                                         rows[i].is_about_gate};
        const struct hg_channel_moment moment = {NOW_US, 0};
        struct hg_channel_request request;
        struct hg_buf text;
        hg_channel_request_init(&request, &settings);
        hg_buf_init(&text);
        if (hg_channel_type_of(&settings)->write_state(&settings, rows[i].state, &moment,
                                                       &request))
            hg_buf_printf(&text, "%s %s %s", request.is_get ? "GET" : "POST",
                          request.url.data,
                          request.body.data == NULL ? "" : request.body.data);
        UNIT_ASSERT_TEXT(text.data, rows[i].expected);
        hg_buf_release(&text);
        hg_channel_request_release(&request);
    }
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
    hg_channel_describe(
        &(struct hg_channel_sending){.settings = &settings, .message = &message}, NOW_US,
        &sink);
    CU_ASSERT_EQUAL(
        strncmp(sink.buffer.data,
                "POST https://a.example/***\nContent-Type: application/json\n",
                strlen("POST https://a.example/***\nContent-Type: ")),
        0);
    CU_ASSERT_PTR_NOT_NULL(strstr(sink.buffer.data, "\nwebhook-signature: ***\n\n{"));
    CU_ASSERT_PTR_NULL(strstr(sink.buffer.data, "s3cret"));
    hg_sink_release(&sink);
}

static void teams_gets_a_card_of_plain_lines(void)
{
    const struct hg_channel_settings settings = {.kind = HG_CHANNEL_TEAMS,
                                                 .url = "https://a.example/x"};
    struct hg_event events[] = {shop, shop};
    const struct hg_message message = message_of(events, 2);
    struct hg_channel_request request;
    events[0].reason = "**a** [b](http://c) {{DATE(2026-01-01T00:00:00Z)}}";
    make(&settings, &message, &request);
    UNIT_ASSERT_TEXT(request.headers.data, "Content-Type: application/json\n");
    UNIT_ASSERT_TEXT(
        request.body.data,
        "{\"type\":\"message\",\"attachments\":[{\"contentType\":"
        "\"application/vnd.microsoft.card.adaptive\",\"contentUrl\":null,\"content\":{"
        "\"$schema\":\"http://adaptivecards.io/schemas/adaptive-card.json\",\"type\":"
        "\"AdaptiveCard\",\"version\":\"1.2\",\"body\":["
        "{\"type\":\"RichTextBlock\",\"inlines\":[{\"type\":\"TextRun\",\"text\":"
        "\"2 came back: shop, shop\",\"weight\":\"Bolder\"}]},"
        "{\"type\":\"RichTextBlock\",\"inlines\":[{\"type\":\"TextRun\",\"text\":"
        "\"came back: shop, was down for 1 m: **a** [b](http://c) {{\xe2\x80\x8b\x44"
        "ATE(2026-01-01T00:00:00Z)}}\"}]},"
        "{\"type\":\"RichTextBlock\",\"inlines\":[{\"type\":\"TextRun\",\"text\":"
        "\"came back: shop, was down for 1 m: connection refused\"}]}],"
        "\"msteams\":{\"width\":\"Full\"}}}]}\n");
    hg_channel_request_release(&request);
}

/* The overhead of a line counts most where lines are short. */
static void a_card_of_short_lines_is_below_the_limit(void)
{
    enum { COUNT = 3000 };
    static struct hg_event events[COUNT];
    const struct hg_channel_settings settings = {.kind = HG_CHANNEL_TEAMS,
                                                 .url = "https://a.example/x"};
    struct hg_channel_request request;
    for (size_t i = 0; i < COUNT; i++)
        events[i] = (struct hg_event){.id = "e",
                                      .kind = HG_EVENT_DEGRADED,
                                      .target = "\"",
                                      .url = "",
                                      .reason = ""};
    const struct hg_message message = message_of(events, COUNT);
    make(&settings, &message, &request);
    CU_ASSERT_TRUE(request.body.len <= 28000);
    CU_ASSERT_TRUE(request.body.len > 20000);
    hg_channel_request_release(&request);
}

static void ntfy_gets_a_topic_and_how_loud_it_is(void)
{
    static const struct {
        const char *url;
        enum hg_event_kind kinds[2];
        const char *server;
        const char *end;
    } rows[] = {
        {"https://a.example/topic_1",
         {HG_EVENT_RECOVERED, HG_EVENT_RECOVERED},
         "https://a.example/",
         "\"tags\":[\"white_check_mark\"],\"priority\":3}\n"},
        {"https://u:p@a.example/b/topic_1//?auth=a/b",
         {HG_EVENT_RECOVERED, HG_EVENT_DOWN},
         "https://u:p@a.example/b/?auth=a/b",
         "\"tags\":[\"rotating_light\",\"white_check_mark\"],\"priority\":4}\n"},
        {"https://a.example/topic_1#x",
         {HG_EVENT_DOWN, HG_EVENT_REMINDER},
         "https://a.example/#x",
         "\"tags\":[\"rotating_light\"],\"priority\":4}\n"},
        {"https://a.example/topic_1",
         {HG_EVENT_CERTIFICATE, HG_EVENT_DEGRADED},
         "https://a.example/",
         "\"tags\":[\"warning\"],\"priority\":3}\n"},
        {"https://a.example/topic_1",
         {HG_EVENT_OFFLINE, HG_EVENT_FLAPPING_END},
         "https://a.example/",
         "\"tags\":[\"white_check_mark\",\"rotating_light\"],\"priority\":4}\n"},
        {"https://a.example/topic_1",
         {HG_EVENT_REMOVED, HG_EVENT_REMOVED},
         "https://a.example/",
         "\"tags\":[],\"priority\":3}\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_channel_settings settings = {
            .kind = HG_CHANNEL_NTFY, .url = rows[i].url, .secret = "tk_1"};
        struct hg_event events[] = {shop, shop};
        const struct hg_message message = message_of(events, 2);
        struct hg_channel_request request;
        events[0].kind = rows[i].kinds[0];
        events[1].kind = rows[i].kinds[1];
        make(&settings, &message, &request);
        UNIT_ASSERT_TEXT(request.url.data, rows[i].server);
        UNIT_ASSERT_TEXT(request.headers.data, "Content-Type: application/json\n"
                                               "Authorization: Bearer tk_1\n");
        CU_ASSERT_EQUAL(strncmp(request.body.data, "{\"topic\":\"topic_1\",", 19), 0);
        UNIT_ASSERT_TEXT(strstr(request.body.data, "\"tags\""), rows[i].end);
        hg_channel_request_release(&request);
    }
}

static void ntfy_gets_a_title_and_lines(void)
{
    const struct hg_channel_settings settings = {.kind = HG_CHANNEL_NTFY,
                                                 .url = "https://a.example/t"};
    struct hg_event events[] = {shop, shop};
    const struct hg_message message = message_of(events, 2);
    struct hg_channel_request request;
    events[1].target = "b\n@everyone\xff\"";
    make(&settings, &message, &request);
    UNIT_ASSERT_TEXT(request.headers.data, "Content-Type: application/json\n");
    UNIT_ASSERT_TEXT(
        request.body.data,
        "{\"topic\":\"t\",\"title\":\"2 came back: shop, b\xef\xbf\xbd@everyone"
        "\xef\xbf\xbd\\\"\",\"message\":\"came back: shop, was down for 1 m: connection "
        "refused\\ncame back: b\xef\xbf\xbd@everyone\xef\xbf\xbd\\\", was down for 1 m: "
        "connection refused\",\"tags\":[\"white_check_mark\"],\"priority\":3}\n");
    hg_channel_request_release(&request);
}

/* A topic is a secret that stands in the body, however short it is. */
static void what_is_shown_of_ntfy_has_no_topic(void)
{
    const struct hg_channel_settings settings = {
        .kind = HG_CHANNEL_NTFY, .url = "https://a.example/b/s3", .secret = "tk_s3"};
    struct hg_event events[] = {shop};
    const struct hg_message message = message_of(events, 1);
    struct hg_sink sink;
    hg_sink_init(&sink, -1);
    hg_channel_describe(
        &(struct hg_channel_sending){.settings = &settings, .message = &message}, NOW_US,
        &sink);
    CU_ASSERT_PTR_NOT_NULL(strstr(sink.buffer.data, "POST https://a.example/"));
    CU_ASSERT_PTR_NOT_NULL(strstr(sink.buffer.data, "\nAuthorization: Bearer ***\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(sink.buffer.data, "{\"topic\":\"***\","));
    CU_ASSERT_PTR_NULL(strstr(sink.buffer.data, "s3"));
    hg_sink_release(&sink);
}

static void a_command_gets_the_fields_as_variables(void)
{
    const struct hg_channel_settings settings = {
        .kind = HG_CHANNEL_COMMAND,
        .command = {.words = COMMAND("notify", "s3cret"),
                    .shown = COMMAND("notify", "***")}};
    struct hg_event events[] = {shop, shop};
    const struct hg_message message = message_of(events, 2);
    struct hg_sink sink;
    events[1].target = "blog\n\"";
    hg_sink_init(&sink, -1);
    hg_channel_describe(
        &(struct hg_channel_sending){.settings = &settings, .message = &message}, NOW_US,
        &sink);
    const char *json = strstr(sink.buffer.data, "\n\n{\"schema\":\"headgate-event-1\",");
    CU_ASSERT_PTR_NOT_NULL_FATAL(json);
    hg_buf_cut(&sink.buffer, (size_t)(json - sink.buffer.data));
    UNIT_ASSERT_TEXT(
        sink.buffer.data,
        "run "
        "[\"notify\",\"***\"]\nHEADGATE_ID=0123\nHEADGATE_RUN=run-1\nHEADGATE_EVENT_"
        "LOCATION=\n"
        "HEADGATE_AT=2026-11-20T02:00:00Z\nHEADGATE_TEST=false\nHEADGATE_COUNT=2\n"
        "HEADGATE_TITLE=2 came back: shop, blog\xef\xbf\xbd\"\n"
        "HEADGATE_TEXT=came back: shop, was down for 1 m: connection refused\n"
        "came back: blog\xef\xbf\xbd\", was down for 1 m: connection refused\n"
        "HEADGATE_EVENT=recovered\nHEADGATE_TARGET=shop\n"
        "HEADGATE_URL=https://shop.example/"
        "\nHEADGATE_EVENT_GROUP=web\nHEADGATE_CAUSE=connect\n"
        "HEADGATE_REASON=connection refused\nHEADGATE_EVENT_SINCE=2026-11-20T01:59:00Z\n"
        "HEADGATE_INCIDENT=12");
    hg_sink_release(&sink);
}

/* What a command writes may repeat its arguments. */
static void the_problem_of_a_command_has_no_secrets(void)
{
    static const struct {
        const char *script;
        const char *url;
        const char *problem;
    } rows[] = {
        {"exit 0", "x", ""},
        {"exit 3", "x", "sh ended with status 3"},
        {"echo; echo no $0; echo more; exit 1", "bot://token-1/abcdef",
         "sh ended with status 1: no bot://***"},
        {"echo no token-1/abcdef; exit 1", "bot://token-1/abcdef",
         "sh ended with status 1: no ***"},
        {"printf 'a\\033[31mb\\rc\\n'; exit 1", "x",
         "sh ended with status 1: a\xef\xbf\xbd[31mb"},
        {"kill -9 $$", "x", "sh was ended by signal 9"},
        {"exec sleep 60", "x", "sh did not end in time"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_cancel never = {0};
        struct hg_event events[] = {shop};
        const struct hg_message message = message_of(events, 1);
        const bool is_late = strstr(rows[i].problem, "in time") != NULL;
        const struct hg_channel_settings settings = {
            .kind = HG_CHANNEL_COMMAND,
            .timeout_us = is_late ? HG_US_PER_S / 4 : 60 * HG_US_PER_S,
            .command = {.words = COMMAND("sh", "-c", rows[i].script, rows[i].url),
                        .shown = COMMAND("sh", "-c", "", "")}};
        const struct hg_channel_sending sending = {.settings = &settings,
                                                   .message = &message,
                                                   .cancel = &never,
                                                   .end_us = INT64_MAX};
        struct hg_channel_answer answer;
        hg_channel_flight_join(hg_channel_flight_start(&sending, NULL, NULL), &answer);
        UNIT_ASSERT_TEXT(answer.problem, rows[i].problem);
        CU_ASSERT_EQUAL(answer.status, rows[i].problem[0] == '\0' ? HG_DELIVERY_SENT
                                                                  : HG_DELIVERY_DEFERRED);
    }
}

#define TEXT(literal)                                                                    \
    {                                                                                    \
        .text = (literal), .len = sizeof(literal) - 1                                    \
    }
#define FIELD(name, inside)                                                              \
    {                                                                                    \
        .field = HG_MESSAGE_##name, .is_in_string = (inside)                             \
    }

/* Make the body by a template. */
static void make_by(const struct hg_template_part *parts, size_t count,
                    const char *content_type, const struct hg_message *message,
                    struct hg_channel_request *request)
{
    const struct hg_channel_settings settings = {.kind = HG_CHANNEL_WEBHOOK,
                                                 .url = "https://a.example/x",
                                                 .template = {parts, count},
                                                 .content_type = content_type};
    make(&settings, message, request);
}

static bool has_value(const struct hg_json_document *json, const char *pointer,
                      const char *value, enum hg_json_kind kind)
{
    const struct hg_json_expectation expected = {
        .pointer = pointer, .value = value, .kind = kind};
    char *observed = NULL;
    const bool has = hg_json_document_matches(json, &expected, &observed);
    free(observed);
    return has;
}

/* What it makes is JSON, and says what the event says. */
static void fields_are_escaped_by_their_place_in_json(void)
{
    static const struct hg_template_part parts[] = {
        TEXT("{\"a\": \"-"),  FIELD(TARGET, true),    TEXT("-\", \"b\": "),
        FIELD(TARGET, false), TEXT(", \"c\": ["),     FIELD(COUNT, false),
        TEXT(", "),           FIELD(INCIDENT, false), TEXT(", "),
        FIELD(TEST, false),   TEXT(", \""),           FIELD(COUNT, true),
        TEXT("\"], \""),      FIELD(TARGET, true),    TEXT("\": 1}"),
    };
    static const char *const rows[] = {
        "shop",     "",      "\"",      "\\",        "\\\"", "\",\"c\":{}",
        "${title}", "$${x}", "\\u0000", "</script>", "%00",  "\xf0\x9f\x9a\x80",
        "\\\\\"",   "{{x}}"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_event events[] = {shop};
        const struct hg_message message = message_of(events, 1);
        struct hg_channel_request request;
        enum hg_json_fault fault;
        char dashed[64];
        events[0].target = rows[i];
        events[0].incident = i == 0 ? 12 : 0;
        make_by(parts, sizeof parts / sizeof parts[0], NULL, &message, &request);
        struct hg_json_document *json =
            hg_json_document_parse(request.body.data, request.body.len, &fault);
        UNIT_ASSERT_ROW(json != NULL, request.body.data);
        snprintf(dashed, sizeof dashed, "-%s-", rows[i]);
        UNIT_ASSERT_ROW(has_value(json, "/a", dashed, HG_JSON_TEXT), request.body.data);
        UNIT_ASSERT_ROW(has_value(json, "/b", rows[i], HG_JSON_TEXT), request.body.data);
        CU_ASSERT_TRUE(has_value(json, "/c/0", "1", HG_JSON_VALUE));
        CU_ASSERT_TRUE(has_value(json, "/c/1", i == 0 ? "12" : "null", HG_JSON_VALUE));
        CU_ASSERT_TRUE(has_value(json, "/c/2", "false", HG_JSON_VALUE));
        CU_ASSERT_TRUE(has_value(json, "/c/3", "1", HG_JSON_TEXT));
        hg_json_document_free(json);
        hg_channel_request_release(&request);
    }
}

/* Of the same template and message, by what it is written in. */
static void fields_are_escaped_by_the_content_type(void)
{
    static const struct hg_template_part parts[] = {TEXT("x="), FIELD(TEXT, true),
                                                    TEXT("&<b>\"")};
    static const struct {
        const char *content_type;
        const char *body;
    } rows[] = {
        {"text/plain", "x=went down: a&b<c>\": =\\ \xc3\xa9\nwent down: shop: "
                       "${title}&<b>\""},
        {"application/x-www-form-urlencoded",
         "x=went%20down%3A%20a%26b%3Cc%3E%22%3A%20%3D%5C%20%C3%A9%0A"
         "went%20down%3A%20shop%3A%20%24%7Btitle%7D&<b>\""},
        {"TEXT/HTML; charset=utf-8",
         "x=went down: a&amp;b&lt;c&gt;&quot;: =\\ \xc3\xa9\nwent down: shop: "
         "${title}&<b>\""},
        {"application/vnd.x+json",
         "x=went down: a&b<c>\\\": =\\\\ \xc3\xa9\\nwent down: shop: "
         "${title}&<b>\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_event events[] = {shop, shop};
        const struct hg_message message = message_of(events, 2);
        struct hg_channel_request request;
        char header[128];
        events[0].kind = events[1].kind = HG_EVENT_DOWN;
        events[0].target = "a&b<c>\"";
        events[0].reason = "=\\ \xc3\xa9";
        events[1].reason = "${title}";
        make_by(parts, sizeof parts / sizeof parts[0], rows[i].content_type, &message,
                &request);
        UNIT_ASSERT_TEXT(request.body.data, rows[i].body);
        snprintf(header, sizeof header,
                 "Content-Type: %s\nwebhook-id: ", rows[i].content_type);
        CU_ASSERT_EQUAL(strncmp(request.headers.data, header, strlen(header)), 0);
        hg_channel_request_release(&request);
    }
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
    {"the_published_signature_is_made", the_published_signature_is_made},
    {"a_long_list_is_made_shorter_than_the_limit",
     a_long_list_is_made_shorter_than_the_limit},
    {"texts_of_others_are_only_text_in_chats", texts_of_others_are_only_text_in_chats},
    {"a_chat_gets_one_message_below_its_limit", a_chat_gets_one_message_below_its_limit},
    {"no_kind_is_impressed_by_hostile_texts", no_kind_is_impressed_by_hostile_texts},
    {"targets_of_an_outage_are_one_line_in_chats",
     targets_of_an_outage_are_one_line_in_chats},
    {"groups_that_are_left_out_are_counted", groups_that_are_left_out_are_counted},
    {"a_webhook_says_what_went_down_together", a_webhook_says_what_went_down_together},
    {"a_chat_message_ends_with_how_many_are_left_out",
     a_chat_message_ends_with_how_many_are_left_out},
    {"an_outage_is_an_alert", an_outage_is_an_alert},
    {"a_sample_of_an_alert_ends_at_once", a_sample_of_an_alert_ends_at_once},
    {"alerts_are_below_their_limits", alerts_are_below_their_limits},
    {"a_routing_key_is_not_shown", a_routing_key_is_not_shown},
    {"alerts_last_until_they_are_posted_again", alerts_last_until_they_are_posted_again},
    {"alerts_are_for_groups_and_tags", alerts_are_for_groups_and_tags},
    {"a_sample_of_a_state_says_so_and_ends_soon",
     a_sample_of_a_state_says_so_and_ends_soon},
    {"pings_are_as_their_services_want_them", pings_are_as_their_services_want_them},
    {"what_is_shown_has_no_secrets", what_is_shown_has_no_secrets},
    {"teams_gets_a_card_of_plain_lines", teams_gets_a_card_of_plain_lines},
    {"a_card_of_short_lines_is_below_the_limit",
     a_card_of_short_lines_is_below_the_limit},
    {"ntfy_gets_a_topic_and_how_loud_it_is", ntfy_gets_a_topic_and_how_loud_it_is},
    {"ntfy_gets_a_title_and_lines", ntfy_gets_a_title_and_lines},
    {"what_is_shown_of_ntfy_has_no_topic", what_is_shown_of_ntfy_has_no_topic},
    {"a_command_gets_the_fields_as_variables", a_command_gets_the_fields_as_variables},
    {"the_problem_of_a_command_has_no_secrets", the_problem_of_a_command_has_no_secrets},
    {"fields_are_escaped_by_their_place_in_json",
     fields_are_escaped_by_their_place_in_json},
    {"fields_are_escaped_by_the_content_type", fields_are_escaped_by_the_content_type},
    {"statuses_have_a_meaning", statuses_have_a_meaning},
    CU_TEST_INFO_NULL,
};
