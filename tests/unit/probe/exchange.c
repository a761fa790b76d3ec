/* SPDX-License-Identifier: MIT */
/* exchange: tests of when reading a response goes on. */
#include "unit.h"

#include <string.h>

#include "probe/exchange.h"

static const char *const ready[] = {"ready"};

static const char *const answer[] = {"HTTP/1.1 401 No\r\n", "A: b\r\n", "\r\n"};

struct play {
    struct hg_policy policy;
    struct hg_request request;
    struct hg_exchange exchange;
};

static void play_init(struct play *play, enum hg_method method)
{
    memset(play, 0, sizeof *play);
    play->policy.body_limit = 100;
    play->request.policy = &play->policy;
    play->request.method = method;
    hg_head_init(&play->exchange.head, &play->policy.expect.headers);
}

/* Whether reading goes on after the whole head. */
static bool play_answer(struct play *play)
{
    bool goes_on = true;
    for (size_t i = 0; i < sizeof answer / sizeof answer[0]; i++) {
        CU_ASSERT_TRUE(goes_on);
        goes_on = hg_exchange_read_line(&play->exchange, &play->request, answer[i],
                                        strlen(answer[i]));
    }
    return goes_on;
}

static void a_get_ends_with_its_head_unless_a_body_is_wanted(void)
{
    struct play play;
    play_init(&play, HG_METHOD_GET);
    CU_ASSERT_FALSE(play_answer(&play));
    CU_ASSERT_FALSE(hg_exchange_read_data(&play.exchange, &play.request, "a", 1));
    hg_exchange_release(&play.exchange);

    play_init(&play, HG_METHOD_GET);
    play.policy.expect.body.contains = (struct hg_texts){ready, 1};
    hg_statuses_add(&play.policy.expect.status, 401, 401);
    CU_ASSERT_TRUE(play_answer(&play));
    CU_ASSERT_TRUE(hg_exchange_read_data(&play.exchange, &play.request, "a", 1));
    hg_exchange_release(&play.exchange);

    play_init(&play, HG_METHOD_HEAD);
    CU_ASSERT_TRUE(play_answer(&play));
    CU_ASSERT_TRUE(hg_exchange_read_data(&play.exchange, &play.request, "a", 1));
    hg_exchange_release(&play.exchange);
}

static void digest_waits_for_one_answer_more(void)
{
    struct play play;
    play_init(&play, HG_METHOD_GET);
    play.request.uses_digest = true;
    CU_ASSERT_TRUE(play_answer(&play));
    CU_ASSERT_FALSE(play_answer(&play));
    CU_ASSERT_EQUAL(play.exchange.head.status, 401);
    hg_exchange_release(&play.exchange);

    play_init(&play, HG_METHOD_GET);
    play.request.uses_digest = true;
    CU_ASSERT_TRUE(play_answer(&play));
    /* libcurl does not ask again: the answer's body comes. */
    CU_ASSERT_FALSE(hg_exchange_read_data(&play.exchange, &play.request, "a", 1));
    hg_exchange_release(&play.exchange);
}

static void digest_does_not_count_what_was_asked_without_the_content(void)
{
    static const char *const welcome[] = {"HTTP/1.1 200 OK\r\n", "\r\n"};
    struct play play;
    play_init(&play, HG_METHOD_POST);
    play.request.uses_digest = true;
    play.request.content = "a=b";
    for (size_t i = 0; i < sizeof welcome / sizeof welcome[0]; i++)
        CU_ASSERT_TRUE(hg_exchange_read_line(&play.exchange, &play.request, welcome[i],
                                             strlen(welcome[i])));
    CU_ASSERT_FALSE(play.exchange.head.is_complete);
    CU_ASSERT_FALSE(play_answer(&play));
    CU_ASSERT_EQUAL(play.exchange.head.status, 401);
    hg_exchange_release(&play.exchange);
}

/* Where libcurl is old the lines of heads come as pieces first. */
static void pieces_of_a_head_are_no_body(void)
{
    static const char ready_line[] = "X-Ready: ready\r\n";
    struct play play;
    play_init(&play, HG_METHOD_GET);
    play.request.uses_digest = true;
    play.policy.expect.body.contains = (struct hg_texts){ready, 1};
    CU_ASSERT_TRUE(hg_exchange_read_data(&play.exchange, &play.request, answer[0],
                                         strlen(answer[0])));
    CU_ASSERT_TRUE(play_answer(&play));
    /* The answer after a challenge. */
    CU_ASSERT_TRUE(
        hg_exchange_read_data(&play.exchange, &play.request, "HTTP/1.1 200\r\n", 14));
    CU_ASSERT_TRUE(
        hg_exchange_read_line(&play.exchange, &play.request, "HTTP/1.1 200\r\n", 14));
    CU_ASSERT_TRUE(hg_exchange_read_data(&play.exchange, &play.request, ready_line,
                                         strlen(ready_line)));
    CU_ASSERT_FALSE(play.exchange.body.is_wanted);
    hg_exchange_release(&play.exchange);

    play_init(&play, HG_METHOD_HEAD);
    hg_exchange_read_line(&play.exchange, &play.request, answer[0], strlen(answer[0]));
    CU_ASSERT_FALSE(hg_exchange_read_data(&play.exchange, &play.request, "\tb\r\n", 4));
    hg_exchange_release(&play.exchange);
}

static void the_status_line_has_the_version_of_the_connection(void)
{
    static const struct {
        const char *status_line;
        int max_http_version;
        bool is_fault;
    } rows[] = {
        {"HTTP/1.0 200 OK\r\n", 11, false}, {"HTTP/1.1 200 OK\r\n", 11, false},
        {"HTTP/2 200 \r\n", 11, true},      {"HTTP/2.0 200 OK\r\n", 11, true},
        {"HTTP/3 200 OK\r\n", 11, true},    {"HTTP/2 200 \r\n", 20, false},
        {"HTTP/3 200 \r\n", 20, true},      {"HTTP/3 200 \r\n", 30, false},
        {"HTTP/2 200 \r\n", 0, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct play play;
        play_init(&play, HG_METHOD_HEAD);
        play.exchange.max_http_version = rows[i].max_http_version;
        CU_ASSERT_EQUAL(hg_exchange_read_line(&play.exchange, &play.request,
                                              rows[i].status_line,
                                              strlen(rows[i].status_line)),
                        !rows[i].is_fault);
        UNIT_ASSERT_ROW((play.exchange.head.fault != NULL) == rows[i].is_fault,
                        rows[i].status_line);
        hg_exchange_release(&play.exchange);
    }
}

static void a_part_is_an_answer_to_a_range_only(void)
{
    static const struct hg_header range = {"range", "bytes=0-16"};
    static const struct {
        const char *status_line;
        bool has_range, is_own_origin, is_fault;
    } rows[] = {
        {"HTTP/1.1 206 Partial\r\n", false, true, true},
        {"HTTP/1.1 206 Partial\r\n", true, true, false},
        {"HTTP/1.1 206 Partial\r\n", true, false, true},
        {"HTTP/1.1 200 OK\r\n", false, true, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct play play;
        play_init(&play, HG_METHOD_HEAD);
        if (rows[i].has_range)
            play.policy.headers = (struct hg_headers){&range, 1};
        play.request.is_own_origin = rows[i].is_own_origin;
        CU_ASSERT_TRUE(hg_exchange_read_line(&play.exchange, &play.request,
                                             rows[i].status_line,
                                             strlen(rows[i].status_line)));
        CU_ASSERT_EQUAL(hg_exchange_read_line(&play.exchange, &play.request, "\r\n", 2),
                        !rows[i].is_fault);
        UNIT_ASSERT_ROW((play.exchange.head.fault != NULL) == rows[i].is_fault,
                        rows[i].status_line);
        hg_exchange_release(&play.exchange);
    }
}

/* RFC 9110 15.5.9 and 15.5.20 among others. */
static void a_reused_connection_proves_no_failure(void)
{
    static const struct {
        bool was_reused;
        enum hg_cause failure;
        int status;
        bool is_doubtful;
    } rows[] = {
        {true, HG_CAUSE_NONE, 200, false},    {true, HG_CAUSE_NONE, 503, false},
        {true, HG_CAUSE_NONE, 400, false},    {true, HG_CAUSE_NONE, 408, true},
        {true, HG_CAUSE_NONE, 421, true},     {false, HG_CAUSE_NONE, 408, false},
        {true, HG_CAUSE_TIMEOUT, 0, true},    {true, HG_CAUSE_PROTOCOL, 200, true},
        {true, HG_CAUSE_CONNECT, 0, true},    {false, HG_CAUSE_TIMEOUT, 0, false},
        {true, HG_CAUSE_CANCELLED, 0, false}, {false, HG_CAUSE_PROTOCOL, 0, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_exchange exchange = {.was_reused = rows[i].was_reused,
                                             .failure = rows[i].failure,
                                             .head = {.status = rows[i].status}};
        CU_ASSERT_EQUAL(hg_exchange_is_doubtful(&exchange), rows[i].is_doubtful);
    }
}

CU_TestInfo exchange_tests[] = {
    {"the status line has the version of the connection",
     the_status_line_has_the_version_of_the_connection},
    {"a part is an answer to a range only", a_part_is_an_answer_to_a_range_only},
    {"a_reused_connection_proves_no_failure", a_reused_connection_proves_no_failure},
    {"pieces_of_a_head_are_no_body", pieces_of_a_head_are_no_body},
    {"a_get_ends_with_its_head_unless_a_body_is_wanted",
     a_get_ends_with_its_head_unless_a_body_is_wanted},
    {"digest_waits_for_one_answer_more", digest_waits_for_one_answer_more},
    {"digest_does_not_count_what_was_asked_without_the_content",
     digest_does_not_count_what_was_asked_without_the_content},
    CU_TEST_INFO_NULL,
};
