/* SPDX-License-Identifier: MIT */
/* body_reader: tests of reading bodies, without a network. */
#include "unit.h"

#include "probe/exchange.h"
#include "probe/failure.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

static const char *const ready[] = {"ready"};

struct play {
    struct hg_policy policy;
    struct hg_exchange exchange;
};

static void play_init(struct play *play, const char *head)
{
    memset(play, 0, sizeof *play);
    play->policy.redirects = 10;
    play->policy.body_limit = 8;
    play->policy.expect.body.contains = (struct hg_texts){ready, 1};
    play->exchange.body_bytes = -1;
    hg_phases_init(&play->exchange.phases);
    hg_head_init(&play->exchange.head, &play->policy.expect.headers);
    for (const char *line = head; *line != '\0';) {
        const size_t len = strcspn(line, "\n") + 1;
        hg_head_read(&play->exchange.head, line, len);
        line += len;
    }
}

static bool play_begin(struct play *play)
{
    return hg_body_reader_begin(&play->exchange.body, &play->policy,
                                &play->exchange.head);
}

static void play_end(struct play *play, enum hg_body_end end)
{
    const struct hg_url url = {0};
    const struct hg_request request = {.url = &url, .policy = &play->policy};
    hg_failure_check_body(&play->exchange, &request, end);
    if (play->exchange.failure == HG_CAUSE_NONE)
        hg_exchange_examine_body(&play->exchange, &play->policy);
}

static void play_release(struct play *play)
{
    hg_exchange_release(&play->exchange);
}

static void only_a_body_that_is_judged_is_read(void)
{
    static const struct {
        const char *head;
        bool is_read;
    } rows[] = {
        {"HTTP/1.1 200 OK\r\n\r\n", true},
        {"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", false},
        {"HTTP/1.1 500 No\r\n\r\n", false},
    };
    struct play play;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        play_init(&play, rows[i].head);
        UNIT_ASSERT_ROW(play_begin(&play) == rows[i].is_read, rows[i].head);
        UNIT_ASSERT_ROW(play_begin(&play) == rows[i].is_read, "trailers");
        play_release(&play);
    }
    play_init(&play, rows[0].head);
    play.policy.expect.body = (struct hg_body_expectations){0};
    CU_ASSERT_FALSE(play_begin(&play));
    play_release(&play);
}

static void reading_ends_at_the_limit(void)
{
    struct play play;
    play_init(&play, "HTTP/1.1 200 OK\r\n\r\n");
    CU_ASSERT_TRUE(play_begin(&play));
    CU_ASSERT_TRUE(hg_body_reader_read(&play.exchange.body, "12345", 5));
    CU_ASSERT_TRUE(hg_body_reader_read(&play.exchange.body, "678", 3));
    CU_ASSERT_FALSE(hg_body_reader_read(&play.exchange.body, "9", 1));
    play_end(&play, HG_BODY_ENOUGH);
    CU_ASSERT_EQUAL(play.exchange.failure, HG_CAUSE_NONE);
    CU_ASSERT_EQUAL(play.exchange.body_bytes, 8);
    UNIT_ASSERT_TEXT(play.exchange.body_message,
                     "body: expected \"ready\", only the first 8 bytes were read "
                     "(body_limit)");
    play_release(&play);
}

static const char other_coding[] =
    "the answer's body has a transfer coding other than chunked";

static void a_body_that_is_not_whole_is_a_failure_whatever_it_holds(void)
{
    static const struct {
        const char *head;
        enum hg_body_end end;
        enum hg_cause cause;
        const char *message;
    } rows[] = {
        {"HTTP/1.1 200 OK\r\n\r\n", HG_BODY_WHOLE, HG_CAUSE_NONE, ""},
        {"HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\n\r\n", HG_BODY_WHOLE,
         HG_CAUSE_NONE, ""},
        {"HTTP/1.1 200 OK\r\n\r\n", HG_BODY_BROKEN, HG_CAUSE_PROTOCOL,
         "the answer's body is incomplete: it was cut off, or its framing is invalid"},
        {"HTTP/1.1 200 OK\r\n\r\n", HG_BODY_CANCELLED, HG_CAUSE_CANCELLED,
         "the run was stopped"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", HG_BODY_WHOLE,
         HG_CAUSE_PROTOCOL, other_coding},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", HG_BODY_WHOLE,
         HG_CAUSE_PROTOCOL, other_coding},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\ntransfer-encoding: chunked\r\n"
         "\r\n",
         HG_BODY_WHOLE, HG_CAUSE_PROTOCOL, other_coding},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n\r\n", HG_BODY_WHOLE,
         HG_CAUSE_PROTOCOL, other_coding},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n", HG_BODY_WHOLE,
         HG_CAUSE_PROTOCOL,
         "the answer's body is incomplete: it was cut off, or its framing is invalid"},
        {"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n", HG_BODY_WHOLE,
         HG_CAUSE_PROTOCOL, "the answer's body has an unsupported encoding: \"br\""},
        {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Encoding: gzip\r\n\r\n",
         HG_BODY_WHOLE, HG_CAUSE_PROTOCOL,
         "the answer's body has an unsupported encoding: \"gzip, gzip\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct play play;
        play_init(&play, rows[i].head);
        play_begin(&play);
        hg_body_reader_read(&play.exchange.body, "ready", 5);
        play_end(&play, rows[i].end);
        UNIT_ASSERT_ROW(play.exchange.failure == rows[i].cause, rows[i].head);
        UNIT_ASSERT_TEXT(play.exchange.message, rows[i].message);
        CU_ASSERT_PTR_NULL(play.exchange.body_message);
        play_release(&play);
    }
}

static void what_ends_with_a_tls_connection_needs_close_notify(void)
{
    static const char delimited[] = "HTTP/1.1 200 OK\r\n\r\n";
    static const char counted[] = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
    static const char empty[] = "HTTP/1.1 204 No Content\r\n\r\n";
    static const struct {
        const char *head;
        bool is_on_tls, has_close_notify, accepts;
        enum hg_body_end end;
        enum hg_cause cause;
    } rows[] = {
        {delimited, true, true, false, HG_BODY_WHOLE, HG_CAUSE_NONE},
        {delimited, false, false, false, HG_BODY_WHOLE, HG_CAUSE_NONE},
        {delimited, true, false, false, HG_BODY_WHOLE, HG_CAUSE_PROTOCOL},
        {delimited, true, false, false, HG_BODY_UNCLOSED, HG_CAUSE_PROTOCOL},
        {delimited, false, false, false, HG_BODY_UNCLOSED, HG_CAUSE_PROTOCOL},
        {delimited, true, false, true, HG_BODY_WHOLE, HG_CAUSE_NONE},
        {delimited, true, false, true, HG_BODY_UNCLOSED, HG_CAUSE_NONE},
        {delimited, true, false, true, HG_BODY_BROKEN, HG_CAUSE_PROTOCOL},
        {counted, true, false, false, HG_BODY_WHOLE, HG_CAUSE_NONE},
        {counted, true, false, true, HG_BODY_UNCLOSED, HG_CAUSE_PROTOCOL},
        {empty, true, false, false, HG_BODY_WHOLE, HG_CAUSE_NONE},
        {"HTTP/2 200 \r\n\r\n", true, false, false, HG_BODY_WHOLE, HG_CAUSE_NONE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct play play;
        play_init(&play, rows[i].head);
        play_begin(&play);
        hg_body_reader_read(&play.exchange.body, "ready", 5);
        play.exchange.is_on_tls = rows[i].is_on_tls;
        play.exchange.has_close_notify = rows[i].has_close_notify;
        if (rows[i].accepts)
            play.policy.expect.body.unclosed = HG_UNCLOSED_ACCEPT;
        play_end(&play, rows[i].end);
        UNIT_ASSERT_ROW(play.exchange.failure == rows[i].cause, rows[i].head);
        play_release(&play);
    }
}

static void what_is_no_compression_is_read_as_it_is(void)
{
    static const struct {
        const char *encoding;
        bool is_known;
    } rows[] = {
        {"identity", true},
        {"none", true},
        {"NONE", true},
        {"binary", true},
        {"8bit", true},
        {"7bit", true},
        {"utf-8", true},
        {"aws-chunked", true},
        {"none, utf-8", true},
        {"identity,,", true},
        {"br", false},
        {"utf8", false},
        {"UTF-16", false},
        {"none;q=1", false},
        {"gzip, br", false},
        {"non", false},
        {"aws-chunked, none, identity, binary, identity, identity, 7bit, identity, none",
         false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct play play;
        char head[256];
        snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\n\r\n",
                 rows[i].encoding);
        play_init(&play, head);
        play_begin(&play);
        hg_body_reader_read(&play.exchange.body, "ready", 5);
        play_end(&play, HG_BODY_WHOLE);
        UNIT_ASSERT_ROW((play.exchange.failure == HG_CAUSE_NONE) == rows[i].is_known,
                        rows[i].encoding);
        play_release(&play);
    }
}

static void compressed_bytes_are_counted_after_decompression(void)
{
    /* `printf 'hello hello\n' | gzip -n` */
    static const char packed[] =
        "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9"
        "\x57\xc8\x00\x91\x5c\x00\xa5\x6a\x0a\x44\x0c\x00\x00\x00";
    struct play play;
    play_init(&play, "HTTP/1.1 200 OK\r\nContent-Encoding: x-gzip\r\n\r\n");
    play_begin(&play);
    CU_ASSERT_FALSE(hg_body_reader_read(&play.exchange.body, packed, sizeof packed - 1));
    play_end(&play, HG_BODY_ENOUGH);
    CU_ASSERT_EQUAL(play.exchange.body_bytes, 8);
    play_release(&play);

    play_init(&play, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
    play_begin(&play);
    play.policy.body_limit = 100;
    play.exchange.body.limit = 100;
    CU_ASSERT_TRUE(hg_body_reader_read(&play.exchange.body, packed, sizeof packed - 5));
    play_end(&play, HG_BODY_WHOLE);
    CU_ASSERT_EQUAL(play.exchange.failure, HG_CAUSE_PROTOCOL);
    UNIT_ASSERT_TEXT(play.exchange.message, "the answer's compressed body is incomplete");
    play_release(&play);
}

CU_TestInfo body_reader_tests[] = {
    {"what ends with a TLS connection needs close_notify",
     what_ends_with_a_tls_connection_needs_close_notify},
    {"what is no compression is read as it is", what_is_no_compression_is_read_as_it_is},
    {"only_a_body_that_is_judged_is_read", only_a_body_that_is_judged_is_read},
    {"reading_ends_at_the_limit", reading_ends_at_the_limit},
    {"a_body_that_is_not_whole_is_a_failure_whatever_it_holds",
     a_body_that_is_not_whole_is_a_failure_whatever_it_holds},
    {"compressed_bytes_are_counted_after_decompression",
     compressed_bytes_are_counted_after_decompression},
    CU_TEST_INFO_NULL,
};
