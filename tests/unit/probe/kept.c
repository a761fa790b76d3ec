/* SPDX-License-Identifier: MIT */
/* kept: tests of when answers over a shared connection count, with real sockets and no libcurl. */
#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "headgate/units.h"

#include "probe/kept.h"

#include <openssl/ssl.h>

/* Both ends of a connection, and what a worker knows of it. */
struct play {
    struct hg_kept kept;
    struct hg_unkept_hosts *unkept_hosts;
    struct hg_cancel cancel;
    struct hg_policy policy;
    struct hg_exchange exchange;
    int status;       /* of the next answers */
    int weight;       /* as how many each of them counts */
    const char *owed; /* an answer that comes in the end; NULL: none */
    bool never_ends;  /* the peer does not close its side */
    pthread_t peer;
    bool has_peer;
    const char *proxy;
    int ours, theirs;
};

static char host[] = "shop.example";
static struct hg_url url = {.host = host, .port = 80};
static const struct hg_kept_ends ends = {"127.0.0.1", 80, 4711};
static const char answer[] = "HTTP/1.1 200 OK\r\n\r\n";

static void connect_both(struct play *play)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    play->ours = socket(AF_INET, SOCK_STREAM, 0);
    CU_ASSERT_EQUAL_FATAL(bind(listener, (struct sockaddr *)&address, len), 0);
    CU_ASSERT_EQUAL_FATAL(listen(listener, 1), 0);
    CU_ASSERT_EQUAL_FATAL(getsockname(listener, (struct sockaddr *)&address, &len), 0);
    CU_ASSERT_EQUAL_FATAL(connect(play->ours, (struct sockaddr *)&address, len), 0);
    play->theirs = accept(listener, NULL, NULL);
    CU_ASSERT_FATAL(play->theirs >= 0);
    close(listener);
}

static void send_text(const struct play *play, const char *text)
{
    CU_ASSERT_EQUAL(send(play->theirs, text, strlen(text), MSG_NOSIGNAL),
                    (ssize_t)strlen(text));
}

/* As libcurl does: all that has arrived is read, and only the head is given on. */
static void read_answer(struct play *play)
{
    char bytes[256];
    CU_ASSERT(recv(play->ours, bytes, sizeof bytes, 0) > 0);
    play->exchange.head.bytes = strlen(answer);
    play->exchange.head.is_complete = true;
    play->exchange.head.status = play->status;
    play->exchange.phases.wait_us = 1000;
    play->exchange.phases.transfer_us = 0;
}

static struct hg_request request_of(const struct play *play, enum hg_method method)
{
    return (struct hg_request){.url = &url, .policy = &play->policy, .method = method};
}

/* Returns whether the answer is provisional. */
static bool ask(struct play *play, enum hg_method method, const char *sent)
{
    const struct hg_request request = request_of(play, method);
    const struct hg_wire wire = {play->ours, NULL};
    hg_exchange_init(&play->exchange, &play->policy);
    play->exchange.proxy.proxy = play->proxy;
    hg_kept_begin(&play->kept, &play->exchange);
    hg_kept_send(&play->kept, &ends);
    send_text(play, sent);
    read_answer(play);
    hg_kept_end_head(&play->kept);
    if (!hg_kept_end(&play->kept, &request))
        hg_kept_add(&play->kept, &wire, &ends, &request, &play->exchange);
    const bool is_provisional = play->exchange.is_provisional;
    play->kept.items[0].answer_count += play->weight - 1;
    hg_exchange_release(&play->exchange);
    return is_provisional;
}

/* A peer that reads until its other side is closed, and then sends what it owes and closes its own. */
static void *answer_the_end(void *context)
{
    struct play *play = context;
    char bytes[64];
    while (recv(play->theirs, bytes, sizeof bytes, 0) > 0)
        ;
    if (play->owed != NULL)
        (void)send(play->theirs, play->owed, strlen(play->owed), MSG_NOSIGNAL);
    close(play->theirs);
    play->theirs = -1;
    return NULL;
}

static void start_peer(struct play *play)
{
    if (play->has_peer || play->never_ends || play->theirs < 0)
        return;
    CU_ASSERT_EQUAL_FATAL(pthread_create(&play->peer, NULL, answer_the_end, play), 0);
    play->has_peer = true;
}

static void join_peer(struct play *play)
{
    if (play->ours >= 0)
        shutdown(play->ours, SHUT_RDWR);
    if (play->has_peer)
        pthread_join(play->peer, NULL);
    play->has_peer = false;
}

/* libcurl closes the connection, in the middle of a request or between two of them. */
static void close_ours(struct play *play)
{
    start_peer(play);
    hg_kept_close(&play->kept, play->ours);
    close(play->ours);
    play->ours = -1;
}

static void begin(struct play *play)
{
    memset(play, 0, sizeof *play);
    play->status = 200;
    play->weight = 10;
    play->unkept_hosts = hg_unkept_hosts_new();
    hg_kept_init(&play->kept, play->unkept_hosts, &play->cancel);
    connect_both(play);
}

static void end(struct play *play, bool counts)
{
    static const struct hg_proxy_use direct = {.proxy = NULL};
    start_peer(play);
    CU_ASSERT_EQUAL(hg_kept_settle(&play->kept, false), counts);
    CU_ASSERT_EQUAL(hg_unkept_hosts_has(play->unkept_hosts, &direct, &url), !counts);
    /* What was refuted is not refuted twice. */
    CU_ASSERT_TRUE(hg_kept_settle(&play->kept, false));
    hg_kept_release(&play->kept);
    join_peer(play);
    hg_unkept_hosts_free(play->unkept_hosts);
    if (play->ours >= 0)
        close(play->ours);
    if (play->theirs >= 0)
        close(play->theirs);
}

/* A connection with two answers to HEAD, of which the second is provisional. */
static void begin_after_two(struct play *play)
{
    begin(play);
    ask(play, HG_METHOD_HEAD, answer);
    ask(play, HG_METHOD_HEAD, answer);
}

static void answers_after_one_to_head_are_provisional(void)
{
    struct play play;
    begin(&play);
    CU_ASSERT_FALSE(ask(&play, HG_METHOD_HEAD, answer));
    CU_ASSERT_TRUE(ask(&play, HG_METHOD_HEAD, answer));
    CU_ASSERT_TRUE(ask(&play, HG_METHOD_GET, answer));
    end(&play, true);

    begin(&play);
    CU_ASSERT_FALSE(ask(&play, HG_METHOD_GET, answer));
    CU_ASSERT_FALSE(ask(&play, HG_METHOD_GET, answer));
    CU_ASSERT_FALSE(ask(&play, HG_METHOD_HEAD, answer));
    send_text(&play, "late");
    end(&play, true);
}

static void what_is_left_unread_refutes_them(void)
{
    struct play play;
    begin_after_two(&play);
    send_text(&play, answer);
    end(&play, false);
}

/* In the same piece as an answer. */
static void what_libcurl_has_discarded_refutes_them(void)
{
    struct play play;
    begin(&play);
    ask(&play, HG_METHOD_HEAD, answer);
    ask(&play, HG_METHOD_HEAD, "HTTP/1.1 200 OK\r\n\r\nx");
    end(&play, false);
}

/* Later batches use the connection, too: with TLS, on which nothing arrives here. */
static void a_check_that_finds_nothing_ends_with_its_batch(void)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL *tls = SSL_new(context);
    struct play play;
    begin_after_two(&play);
    play.kept.items[0].wire.tls = tls;
    CU_ASSERT_TRUE(hg_kept_settle(&play.kept, false));
    CU_ASSERT_EQUAL_FATAL(play.kept.count, 1);
    play.kept.items[0].wire.tls = NULL;
    SSL_free(tls);
    SSL_CTX_free(context);
    CU_ASSERT_TRUE(ask(&play, HG_METHOD_HEAD, answer));
    send_text(&play, answer);
    end(&play, false);
}

static void the_end_of_the_connection_is_no_byte(void)
{
    struct play play;
    begin_after_two(&play);
    close(play.theirs);
    play.theirs = -1;
    end(&play, true);
}

static void a_connection_that_libcurl_closes_is_checked_before(void)
{
    for (int is_dirty = 0; is_dirty <= 1; is_dirty++) {
        struct play play;
        begin_after_two(&play);
        if (is_dirty)
            send_text(&play, answer);
        close_ours(&play);
        CU_ASSERT_EQUAL(play.kept.count, 0);
        end(&play, is_dirty == 0);
    }
}

/* The answer says that the connection ends with it. */
static void the_last_answer_of_a_connection_is_checked_too(void)
{
    for (int is_dirty = 0; is_dirty <= 1; is_dirty++) {
        struct play play;
        begin(&play);
        ask(&play, HG_METHOD_HEAD, answer);
        const struct hg_request request = request_of(&play, HG_METHOD_HEAD);
        hg_exchange_init(&play.exchange, &play.policy);
        hg_kept_begin(&play.kept, &play.exchange);
        hg_kept_send(&play.kept, &ends);
        send_text(&play, answer);
        read_answer(&play);
        if (is_dirty)
            send_text(&play, "x");
        close_ours(&play);
        CU_ASSERT_TRUE(hg_kept_end(&play.kept, &request));
        CU_ASSERT_EQUAL(play.kept.count, 0);
        hg_exchange_release(&play.exchange);
        end(&play, is_dirty == 0);
    }
}

/* A connection that is not kept gets the socket's number, and is closed during the same request. */
static void a_socket_that_is_closed_is_not_looked_at_again(void)
{
    struct play play;
    struct play other;
    begin(&play);
    ask(&play, HG_METHOD_HEAD, answer);
    const struct hg_request request = request_of(&play, HG_METHOD_HEAD);
    hg_exchange_init(&play.exchange, &play.policy);
    hg_kept_begin(&play.kept, &play.exchange);
    hg_kept_send(&play.kept, &ends);
    send_text(&play, answer);
    read_answer(&play);
    const int number = play.ours;
    close_ours(&play);
    connect_both(&other);
    if (other.ours != number) {
        CU_ASSERT_EQUAL(dup2(other.ours, number), number);
        close(other.ours);
    }
    send_text(&other, answer);
    hg_kept_close(&play.kept, number);
    close(number);
    close(other.theirs);
    CU_ASSERT_TRUE(hg_kept_end(&play.kept, &request));
    hg_exchange_release(&play.exchange);
    end(&play, true);
}

/* A request that fails on a kept connection: in silence, or after bytes that are no answer. */
static void a_failure_refutes_unless_nothing_came(void)
{
    static const struct {
        const char *sent;
        bool counts;
    } rows[] = {{"", true}, {"<p>", false}, {"HTTP/1.1 200 OK\r\nX-", false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct play play;
        begin_after_two(&play);
        const struct hg_request request = request_of(&play, HG_METHOD_HEAD);
        hg_exchange_init(&play.exchange, &play.policy);
        hg_kept_begin(&play.kept, &play.exchange);
        hg_kept_send(&play.kept, &ends);
        CU_ASSERT_TRUE(play.exchange.is_provisional);
        send_text(&play, rows[i].sent);
        close_ours(&play);
        play.exchange.failure = HG_CAUSE_PROTOCOL;
        play.exchange.phases.wait_us = rows[i].counts ? HG_NOT_REACHED : 5;
        CU_ASSERT_TRUE(hg_kept_end(&play.kept, &request));
        hg_exchange_release(&play.exchange);
        end(&play, rows[i].counts);
    }
}

/* libcurl (8.14) closes it later, and reads what has arrived before that. */
static void with_tls_the_end_of_a_connection_is_not_checked_later(void)
{
    static int tls; /* stands for OpenSSL's, which is not looked at */
    for (int is_checked = 0; is_checked <= 1; is_checked++) {
        struct play play;
        begin(&play);
        ask(&play, HG_METHOD_HEAD, answer);
        const struct hg_request request = request_of(&play, HG_METHOD_HEAD);
        hg_exchange_init(&play.exchange, &play.policy);
        hg_kept_begin(&play.kept, &play.exchange);
        hg_kept_send(&play.kept, &ends);
        play.kept.items[0].wire.tls = &tls;
        play.exchange.head.closes = true;
        play.exchange.phases.wait_us = 5;
        play.kept.current->is_checked = is_checked == 1;
        CU_ASSERT_TRUE(hg_kept_end(&play.kept, &request));
        CU_ASSERT_EQUAL(play.kept.count, 0);
        hg_exchange_release(&play.exchange);
        end(&play, is_checked == 1);
    }
}

/* Later it would be out of sight: the next request would take it for its answer. */
static void nothing_is_sent_where_an_answer_waits_already(void)
{
    for (int head_count = 0; head_count <= 2; head_count++) {
        static const struct hg_proxy_use direct = {.proxy = NULL};
        struct play play;
        begin(&play);
        ask(&play, HG_METHOD_GET, answer);
        for (int i = 0; i < head_count; i++)
            ask(&play, HG_METHOD_HEAD, answer);
        const struct hg_request request = request_of(&play, HG_METHOD_HEAD);
        hg_exchange_init(&play.exchange, &play.policy);
        hg_kept_begin(&play.kept, &play.exchange);
        send_text(&play, answer);
        CU_ASSERT_FALSE(hg_kept_send(&play.kept, &ends));
        close_ours(&play);
        play.exchange.failure = HG_CAUSE_PROTOCOL;
        play.exchange.phases.wait_us = HG_NOT_REACHED;
        CU_ASSERT_TRUE(hg_kept_end(&play.kept, &request));
        CU_ASSERT_EQUAL(play.kept.count, 0);
        CU_ASSERT_EQUAL(hg_unkept_hosts_has(play.unkept_hosts, &direct, &url),
                        head_count == 2);
        hg_exchange_release(&play.exchange);
        end(&play, head_count < 2);
    }
}

/* It may come later than anything before it did. */
static void what_is_owed_comes_before_the_end(void)
{
    static const struct {
        int statuses[2];
        int weight;
    } rows[] = {{{200, 200}, 50}, {{200, 200}, 2}, {{200, 404}, 2}, {{200, 200}, 1}};
    for (size_t i = 0; i < 2 * sizeof rows / sizeof rows[0]; i++) {
        const bool is_owed = i % 2 == 1;
        struct play play;
        begin(&play);
        play.weight = rows[i / 2].weight;
        for (size_t n = 0; n < 2; n++) {
            play.status = rows[i / 2].statuses[n];
            ask(&play, HG_METHOD_HEAD, answer);
        }
        play.owed = is_owed ? answer : NULL;
        start_peer(&play);
        hg_kept_check(&play.kept, false);
        CU_ASSERT_EQUAL(play.kept.count, 0);
        end(&play, !is_owed);
    }
}

static void a_peer_that_does_not_end_proves_nothing(void)
{
    struct play play;
    begin(&play);
    play.never_ends = true;
    ask(&play, HG_METHOD_HEAD, answer);
    ask(&play, HG_METHOD_HEAD, answer);
    end(&play, false);
}

/* A peer may hold back small packets until then. The next request in turn is soon enough. */
static void what_came_is_acknowledged_unless_a_request_does(void)
{
    static const struct {
        int others; /* requests over other connections before the next one */
        bool is_acknowledged;
    } rows[] = {{0, false}, {1, true}, {2, true}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct play play;
        begin_after_two(&play);
        for (int n = 0; n < rows[i].others; n++) {
            const struct hg_request request = request_of(&play, HG_METHOD_HEAD);
            hg_exchange_init(&play.exchange, &play.policy);
            hg_kept_begin(&play.kept, &play.exchange);
            CU_ASSERT_FALSE(hg_kept_end(&play.kept, &request));
            hg_exchange_release(&play.exchange);
        }
        /* What setting it says, reading it says too, until something is sent. */
        int is_quick = 0;
        socklen_t len = sizeof is_quick;
        setsockopt(play.ours, IPPROTO_TCP, TCP_QUICKACK, &is_quick, len);
        ask(&play, HG_METHOD_HEAD, answer);
        getsockopt(play.ours, IPPROTO_TCP, TCP_QUICKACK, &is_quick, &len);
        CU_ASSERT_EQUAL(is_quick != 0, rows[i].is_acknowledged);
        end(&play, true);
    }
}

/* libcurl sends it again over another connection. */
static void a_dead_connection_leaves_a_new_one(void)
{
    static const struct hg_kept_ends others = {"127.0.0.1", 80, 4712};
    struct play play;
    begin_after_two(&play);
    const struct hg_request request = request_of(&play, HG_METHOD_HEAD);
    hg_exchange_init(&play.exchange, &play.policy);
    hg_kept_begin(&play.kept, &play.exchange);
    hg_kept_send(&play.kept, &ends);
    close_ours(&play);
    hg_kept_send(&play.kept, &others);
    CU_ASSERT_FALSE(play.exchange.is_provisional);
    CU_ASSERT_FALSE(hg_kept_end(&play.kept, &request));
    CU_ASSERT_EQUAL(play.kept.count, 0);
    hg_exchange_release(&play.exchange);
    end(&play, true);
}

static void what_opens_a_tunnel_is_no_answer(void)
{
    static const char opening[] = "a SOCKS reply";
    for (int discards = 0; discards <= 1; discards++) {
        struct play play;
        char bytes[sizeof opening];
        begin(&play);
        play.proxy = "socks5h://proxy.example:1080";
        send_text(&play, opening);
        CU_ASSERT_EQUAL(recv(play.ours, bytes, sizeof bytes, 0),
                        (ssize_t)strlen(opening));
        ask(&play, HG_METHOD_HEAD, answer);
        ask(&play, HG_METHOD_HEAD, discards ? "HTTP/1.1 200 OK\r\n\r\nx" : answer);
        end(&play, discards == 0);
    }
}

/* The size of a chunk is not known, but what is unread is. */
static void a_chunked_body_makes_the_count_unknown(void)
{
    for (int is_dirty = 0; is_dirty <= 1; is_dirty++) {
        struct play play;
        begin(&play);
        ask(&play, HG_METHOD_HEAD, answer);
        const struct hg_request request = request_of(&play, HG_METHOD_GET);
        hg_exchange_init(&play.exchange, &play.policy);
        hg_kept_begin(&play.kept, &play.exchange);
        hg_kept_send(&play.kept, &ends);
        send_text(&play, "HTTP/1.1 200 OK\r\n\r\n2\r\nab\r\n0\r\n\r\n");
        read_answer(&play);
        play.exchange.head.has_transfer_encoding = true;
        play.exchange.body.is_wanted = true;
        play.exchange.body_read_bytes = 2;
        CU_ASSERT_TRUE(hg_kept_end(&play.kept, &request));
        play.exchange.body.is_wanted = false;
        hg_exchange_release(&play.exchange);
        if (is_dirty)
            send_text(&play, "x");
        end(&play, is_dirty == 0);
    }
}

/* Nothing was left over as far as anybody could see, but nobody could see enough. */
static void a_run_that_is_stopped_proves_nothing(void)
{
    struct play play;
    begin_after_two(&play);
    play.kept.items[0].slowest_us = 3600 * HG_US_PER_S;
    play.cancel.is_past_deadline = true;
    end(&play, false);
}

static void a_connection_is_kept_where_that_saves_more_than_its_check_costs(void)
{
    enum { NONE = -1 }; /* no limit of time */
    static const struct {
        int64_t answer_ms, connect_ms, left_ms;
        uint32_t count; /* of the targets that follow */
        bool is_worthwhile;
    } rows[] = {
        {0, 0, 1000, 127, true},       {1, 0, 1000, 127, true},
        {50, 0, 1000, 127, true},      {50, 0, 0, 0, true},
        {51, 1, 1000, 127, false},     {300, 1, 1000, 127, false},
        {300, 100, 1000, 127, false},  {300, 151, 1000, 127, true},
        {300, 151, 1000, 1, false},    {300, 151, 899, 127, false},
        {100, 12, 1000, 127, true},    {100, 11, 1000, 127, false},
        {600, 10000, 1000, 1, false},  {500, 501, 1000, 127, true},
        {5000, 100, 1000, 127, false}, /* longer than a batch, and than one of no limit: */
        {5000, 100, NONE, 127, true},  {5000, 100, NONE, 50, false},
        {5000, 100, NONE, 51, true},   {300, 3, NONE, 127, true},
        {300, 2, NONE, 127, false},    {300, 1000, NONE, 0, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_batch_rest rest = {
            .count = rows[i].count,
            .left_us =
                rows[i].left_ms == NONE ? INT64_MAX : rows[i].left_ms * HG_US_PER_MS};
        CU_ASSERT_EQUAL(hg_kept_is_worthwhile(rows[i].answer_ms * HG_US_PER_MS,
                                              rows[i].connect_ms * HG_US_PER_MS, &rest),
                        rows[i].is_worthwhile);
    }
}

/* Its answer was slow, and connecting was quick. */
static void a_slow_plain_connection_is_not_kept(void)
{
    struct play play;
    begin(&play);
    const struct hg_request request = request_of(&play, HG_METHOD_HEAD);
    const struct hg_wire wire = {play.ours, NULL};
    hg_exchange_init(&play.exchange, &play.policy);
    play.exchange.phases.wait_us = 300 * HG_US_PER_MS;
    play.exchange.phases.connect_us = 100;
    hg_kept_add(&play.kept, &wire, &ends, &request, &play.exchange);
    CU_ASSERT_EQUAL(play.kept.count, 0);
    char byte;
    CU_ASSERT_EQUAL(recv(play.theirs, &byte, 1, 0), 0); /* its end */
    hg_exchange_release(&play.exchange);
    end(&play, true);
}

CU_TestInfo kept_tests[] = {
    {"answers after one to HEAD are provisional",
     answers_after_one_to_head_are_provisional},
    {"what is left unread refutes them", what_is_left_unread_refutes_them},
    {"what libcurl has discarded refutes them", what_libcurl_has_discarded_refutes_them},
    {"what opens a tunnel is no answer", what_opens_a_tunnel_is_no_answer},
    {"a check that finds nothing ends with its batch",
     a_check_that_finds_nothing_ends_with_its_batch},
    {"the end of the connection is no byte", the_end_of_the_connection_is_no_byte},
    {"a connection that libcurl closes is checked before",
     a_connection_that_libcurl_closes_is_checked_before},
    {"the last answer of a connection is checked too",
     the_last_answer_of_a_connection_is_checked_too},
    {"a socket that is closed is not looked at again",
     a_socket_that_is_closed_is_not_looked_at_again},
    {"a failure refutes unless nothing came", a_failure_refutes_unless_nothing_came},
    {"with TLS the end of a connection is not checked later",
     with_tls_the_end_of_a_connection_is_not_checked_later},
    {"nothing is sent where an answer waits already",
     nothing_is_sent_where_an_answer_waits_already},
    {"what is owed comes before the end", what_is_owed_comes_before_the_end},
    {"a peer that does not end proves nothing", a_peer_that_does_not_end_proves_nothing},
    {"what came is acknowledged unless a request does",
     what_came_is_acknowledged_unless_a_request_does},
    {"a dead connection leaves a new one", a_dead_connection_leaves_a_new_one},
    {"a chunked body makes the count unknown", a_chunked_body_makes_the_count_unknown},
    {"a run that is stopped proves nothing", a_run_that_is_stopped_proves_nothing},
    {"a connection is kept where that saves more than its check costs",
     a_connection_is_kept_where_that_saves_more_than_its_check_costs},
    {"a slow plain connection is not kept", a_slow_plain_connection_is_not_kept},
    CU_TEST_INFO_NULL,
};
