/* SPDX-License-Identifier: MIT */
/* head: tests of the reader of response heads. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "probe/head.h"

static const struct hg_header_expectations nothing = {NULL, 0};

static void read_text(struct hg_head *head, const char *text)
{
    while (*text != '\0') {
        const char *end = strchr(text, '\n');
        const size_t len = end == NULL ? strlen(text) : (size_t)(end - text) + 1;
        hg_head_read(head, text, len);
        text += len;
    }
}

struct status_row {
    const char *line;
    int status; /* 0: malformed */
};

static void only_three_digits_are_a_status(void)
{
    static const struct status_row rows[] = {
        {"HTTP/1.1 200 OK\r\n", 200},
        {"HTTP/1.0 404 Not Found\r\n", 404},
        {"HTTP/2 204 \r\n", 204},
        {"HTTP/2 204\r\n", 204},
        {"HTTP/1.1 200\r\n", 200},
        {"HTTP/1.1 200\n", 200},
        {"HTTP/1.1 999 What\r\n", 999},
        {"HTTP/1.1 000 Zero\r\n", -1},
        {"HTTP/1.1 2000 OK\r\n", 0},
        {"HTTP/1.1 20 OK\r\n", 0},
        {"HTTP/1.1 abc\r\n", 0},
        {"HTTP/1.1  200 OK\r\n", 0},
        {"HTTP/11 200 OK\r\n", 0},
        {"HTTP/1. 200 OK\r\n", 0},
        {"HTTP/ 200 OK\r\n", 0},
        {"HTTP/1.1 200OK\r\n", 0},
        {"HTTP/1.1\r\n", 0},
        {"HTTP/1.1 -20 OK\r\n", 0},
        {"http/1.1 200 OK\r\n", 0},
        {"Server: x\r\n", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_head head;
        hg_head_init(&head, &nothing);
        hg_head_read(&head, rows[i].line, strlen(rows[i].line));
        UNIT_ASSERT_ROW((head.fault != NULL) == (rows[i].status == 0), rows[i].line);
        if (rows[i].status > 0)
            UNIT_ASSERT_ROW(head.status == rows[i].status, rows[i].line);
        hg_head_release(&head);
    }
}

static void a_head_is_complete_at_its_empty_line_only(void)
{
    struct hg_head head;
    hg_head_init(&head, &nothing);
    read_text(&head, "HTTP/1.1 200 OK\r\nServer: x\r\n");
    CU_ASSERT_FALSE(head.is_complete);
    read_text(&head, "\r\n");
    CU_ASSERT_TRUE(head.is_complete);
    hg_head_release(&head);
}

static void an_interim_head_is_not_the_answer(void)
{
    struct hg_head head;
    hg_head_init(&head, &nothing);
    read_text(&head, "HTTP/1.1 103 Early Hints\r\nLocation: /early\r\n\r\n");
    CU_ASSERT_FALSE(head.is_complete);
    read_text(&head, "HTTP/1.1 200 OK\r\n\r\n");
    CU_ASSERT_TRUE(head.is_complete);
    CU_ASSERT_EQUAL(head.status, 200);
    CU_ASSERT_PTR_NULL(head.location);
    hg_head_release(&head);
}

static void a_status_line_inside_a_head_is_none(void)
{
    struct hg_head head;
    hg_head_init(&head, &nothing);
    read_text(&head, "HTTP/1.1 500 Oops\r\nHTTP/1.1 200 O:K\r\n\r\n");
    CU_ASSERT_TRUE(head.is_complete);
    CU_ASSERT_EQUAL(head.status, 500);
    hg_head_release(&head);
}

static void a_lone_carriage_return_does_not_end_a_head(void)
{
    struct hg_head head;
    hg_head_init(&head, &nothing);
    read_text(&head, "HTTP/1.1 200 OK\r\n\rX: y\r\n");
    CU_ASSERT_FALSE(head.is_complete);
    hg_head_release(&head);
}

static void folded_lines_are_one_field(void)
{
    static const struct hg_header_expectation items[] = {
        {.name = "X-A", .rule = HG_HEADER_PRESENT}};
    static const struct hg_header_expectations wanted = {items, 1};
    struct hg_head head;

    hg_head_init(&head, &wanted);
    read_text(&head, "HTTP/1.1 302 Found\r\nLocation:\r\n /there\r\n"
                     "X-A: one \r\n\t two\r\n three\r\n\r\n");
    UNIT_ASSERT_TEXT(head.location, "/there");
    CU_ASSERT_EQUAL_FATAL(head.header_count, 1);
    UNIT_ASSERT_TEXT(head.headers[0].value, "one two three");
    hg_head_release(&head);
}

static void a_head_does_not_begin_with_a_folded_line(void)
{
    struct hg_head head;
    hg_head_init(&head, &nothing);
    hg_head_read(&head, "HTTP/1.1 200 OK\r\n", 17);
    CU_ASSERT_FALSE(hg_head_check_line(&head, " a", 2));
    CU_ASSERT_TRUE(hg_head_is_decided(&head));
    hg_head_release(&head);

    /* Pieces of one line: only its beginning counts. */
    hg_head_init(&head, &nothing);
    hg_head_read(&head, "HTTP/1.1 200 OK\r\n", 17);
    CU_ASSERT_TRUE(hg_head_check_line(&head, "A: b", 4));
    CU_ASSERT_TRUE(hg_head_check_line(&head, " c\r\n", 4));
    hg_head_read(&head, "A: b c\r\n", 8);
    CU_ASSERT_PTR_NULL(head.fault);
    hg_head_release(&head);

    hg_head_init(&head, &nothing);
    read_text(&head, "HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\n\tA: b\r\n\r\n");
    CU_ASSERT_PTR_NOT_NULL(head.fault);
    CU_ASSERT_FALSE(head.is_complete);
    hg_head_release(&head);
}

static void a_location_is_kept_as_it_came(void)
{
    struct hg_head head;
    hg_head_init(&head, &nothing);
    read_text(&head, "HTTP/1.1 302 Found\r\nLocation: /caf\xe9\033\r\n");
    read_text(&head, "Location: /caf\xe8\033\r\n\r\n");
    UNIT_ASSERT_TEXT(head.location, "/caf\xe9\033");
    CU_ASSERT_TRUE(head.has_two_locations);
    hg_head_release(&head);
}

static void trailers_are_not_read(void)
{
    struct hg_head head;
    hg_head_init(&head, &nothing);
    read_text(&head, "HTTP/1.1 301 Moved\r\n\r\nLocation: /trailer\r\n");
    CU_ASSERT_PTR_NULL(head.location);
    hg_head_release(&head);
}

static void equal_locations_are_one_and_different_ones_are_two(void)
{
    struct hg_head head;
    hg_head_init(&head, &nothing);
    read_text(&head, "HTTP/1.1 301 Moved\r\nlocation:  /a \r\nLOCATION: /a\r\nA: b\r\n");
    UNIT_ASSERT_TEXT(head.location, "/a");
    CU_ASSERT_FALSE(head.has_two_locations);
    read_text(&head, "Location: /b\r\n\r\n");
    CU_ASSERT_TRUE(head.has_two_locations);
    hg_head_release(&head);
}

static void only_wanted_headers_are_kept_line_by_line(void)
{
    static const struct hg_header_expectation items[] = {
        {.name = "X-Version", .rule = HG_HEADER_PRESENT},
        {.name = "Vary", .rule = HG_HEADER_PRESENT},
    };
    static const struct hg_header_expectations wanted = {items, 2};
    struct hg_head head;

    hg_head_init(&head, &wanted);
    read_text(&head, "HTTP/1.1 200 OK\r\nServer: s\r\nvary: a\r\nVary:\tb\r\n\r\n");
    CU_ASSERT_EQUAL_FATAL(head.header_count, 2);
    UNIT_ASSERT_TEXT(head.headers[0].name, "Vary");
    UNIT_ASSERT_TEXT(head.headers[0].value, "a");
    UNIT_ASSERT_TEXT(head.headers[1].name, "Vary");
    UNIT_ASSERT_TEXT(head.headers[1].value, "b");
    hg_head_release(&head);
}

static void control_characters_do_not_get_in(void)
{
    static const struct hg_header_expectation items[] = {
        {.name = "X-A", .rule = HG_HEADER_PRESENT}};
    static const struct hg_header_expectations wanted = {items, 1};
    struct hg_head head;

    hg_head_init(&head, &wanted);
    read_text(&head, "HTTP/1.1 200 OK\r\nX-A: a\033[31mb\xff\r\n\r\n");
    UNIT_ASSERT_TEXT(head.headers[0].value, "a\xef\xbf\xbd[31mb\xef\xbf\xbd");
    hg_head_release(&head);
}

static void an_endless_head_is_too_large(void)
{
    struct hg_head head;
    hg_head_init(&head, &nothing);
    read_text(&head, "HTTP/1.1 200 OK\r\n");
    for (size_t lines = 1; lines <= HG_HEAD_MAX_LINES; lines++) {
        CU_ASSERT_FALSE(hg_head_is_decided(&head));
        hg_head_read(&head, "X-A: b\r\n", 8);
    }
    CU_ASSERT_TRUE(head.is_too_large);
    CU_ASSERT_TRUE(hg_head_is_decided(&head));
    hg_head_release(&head);
}

static void long_lines_make_a_head_too_large(void)
{
    static const char line[1024] = "X-A: b";
    struct hg_head head;
    hg_head_init(&head, &nothing);
    read_text(&head, "HTTP/1.1 200 OK\r\n");
    for (size_t bytes = head.bytes; bytes <= HG_HEAD_MAX_BYTES; bytes += sizeof line) {
        CU_ASSERT_FALSE(hg_head_is_decided(&head));
        hg_head_read(&head, line, sizeof line);
    }
    CU_ASSERT_TRUE(head.is_too_large);
    hg_head_release(&head);
}

static void read_bot_protection(struct hg_head *head, bool wants_type)
{
    static const char *const lines[] = {
        "HTTP/1.1 403 No\r\n", "content-type: text/html\r\n",
        "CF-Mitigated: challenge\r\n", "Content-Encoding: gzip\r\n", "\r\n"};
    hg_head_init(head, &nothing);
    head->wants_type = wants_type;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        hg_head_read(head, lines[i], strlen(lines[i]));
    CU_ASSERT_TRUE(head->is_complete);
}

static void what_announces_a_body_and_bot_protection_is_kept(void)
{
    struct hg_head head;
    read_bot_protection(&head, true);
    UNIT_ASSERT_TEXT(head.content_type, "text/html");
    UNIT_ASSERT_TEXT(head.bot_protection, "Cloudflare");
    UNIT_ASSERT_TEXT(head.encoding, "gzip");
    hg_head_release(&head);
    read_bot_protection(&head, false);
    CU_ASSERT_PTR_NULL(head.content_type);
    hg_head_release(&head);
}

static void a_head_may_follow_a_complete_one(void)
{
    struct hg_head head;
    hg_head_init(&head, &nothing);
    static const char *const lines[] = {"HTTP/1.1 401 No\r\n", "Location: /a\r\n", "\r\n",
                                        "HTTP/1.1 200 OK\r\n", "\r\n"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (i == 3)
            hg_head_restart(&head);
        CU_ASSERT_EQUAL(head.is_complete, false);
        hg_head_read(&head, lines[i], strlen(lines[i]));
    }
    CU_ASSERT_TRUE(head.is_complete);
    CU_ASSERT_EQUAL(head.status, 200);
    CU_ASSERT_PTR_NULL(head.location);
    hg_head_release(&head);
}

static void date_and_age_are_read_from_the_last_head(void)
{
    struct hg_head head;
    hg_head_init(&head, &nothing);
    CU_ASSERT_EQUAL(head.date_s, -1);
    read_text(&head, "HTTP/1.1 103 Early Hints\r\nAge: 9\r\n\r\n"
                     "HTTP/1.1 200 OK\r\ndate: Thu, 01 Jan 1970 00:01:40 GMT\r\n\r\n");
    CU_ASSERT_EQUAL(head.date_s, 100);
    CU_ASSERT_EQUAL(head.age_s, 0);
    hg_head_release(&head);
    hg_head_init(&head, &nothing);
    read_text(&head, "HTTP/1.1 200 OK\r\nDate: today\r\nAge: 60\r\nAge: x\r\n\r\n");
    CU_ASSERT_EQUAL(head.date_s, -1);
    CU_ASSERT_EQUAL(head.age_s, 60);
    hg_head_release(&head);
}

/* Of a head with the Date header; -1: none. */
static int64_t read_date(const char *date)
{
    struct hg_head head;
    char line[128];
    hg_head_init(&head, &nothing);
    snprintf(line, sizeof line, "HTTP/1.1 200 OK\r\nDate: %s\r\n\r\n", date);
    read_text(&head, line);
    const int64_t date_s = head.date_s;
    hg_head_release(&head);
    return date_s;
}

/* What one version of libcurl refuses even in answer to HEAD is a fault with all of them. */
static void codings_and_lengths_have_limits(void)
{
    static const struct {
        const char *text;
        bool is_fault;
    } rows[] = {
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: a,b,c,d,e\r\n\r\n", false},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: a,b,c,d,e,f\r\n\r\n", true},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: ,a,, b ,c,d,e,\r\n\r\n", false},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: a,b,c,d,e,Chunked\r\n\r\n", false},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: a,b,c\r\nTransfer-Encoding: d,e,f\r\n"
         "X: y\r\n\r\n",
         true},
        {"HTTP/1.1 103 E\r\nTransfer-Encoding: a,b,c\r\n\r\nHTTP/1.1 200 OK\r\n"
         "Transfer-Encoding: a,b,c\r\n\r\n",
         true},
        {"HTTP/1.1 200 OK\r\nContent-Encoding: a,b,c,d,e,f,g\r\n\r\n", false},
        {"HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\n", true},
        {"HTTP/1.1 200 OK\r\nContent-Length: 5+5\r\n\r\n", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_head head;
        hg_head_init(&head, &nothing);
        read_text(&head, rows[i].text);
        UNIT_ASSERT_ROW((head.fault != NULL) == rows[i].is_fault, rows[i].text);
        UNIT_ASSERT_ROW(head.is_complete != rows[i].is_fault, rows[i].text);
        hg_head_release(&head);
    }
}

/* RFC 9112 9.3 */
static void the_end_of_the_connection_is_announced(void)
{
    static const struct {
        const char *text;
        bool closes;
    } rows[] = {
        {"HTTP/1.1 200 OK\r\n\r\n", false},
        {"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", true},
        {"HTTP/1.1 200 OK\r\nconnection:  Upgrade , CLOSE \r\n\r\n", true},
        {"HTTP/1.1 200 OK\r\nConnection: closed,enclose\r\n\r\n", false},
        {"HTTP/1.1 200 OK\r\nConnection:\r\n\r\n", false},
        {"HTTP/1.1 200 OK\r\nConnection: ,,close\r\n\r\n", true},
        {"HTTP/1.1 200 OK\r\nX-Connection: close\r\n\r\n", false},
        {"HTTP/1.0 200 OK\r\n\r\n", true},
        {"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n\r\n", false},
        {"HTTP/1.0 200 OK\r\nConnection: keep-alive, close\r\n\r\n", true},
        {"HTTP/1.0 103 Early\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", false},
        {"HTTP/2 200\r\n\r\n", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_head head;
        hg_head_init(&head, &(struct hg_header_expectations){0});
        read_text(&head, rows[i].text);
        UNIT_ASSERT_ROW(head.closes == rows[i].closes, rows[i].text);
        hg_head_release(&head);
    }
}

static void dates_are_read(void)
{
    static const struct {
        const char *text;
        int64_t seconds;
    } rows[] = {
        {"Thu, 01 Jan 1970 00:00:00 GMT", 0},
        {"Sun, 06 Nov 1994 08:49:37 GMT", 784111777},
        {"Tue, 29 Feb 2000 23:59:59 GMT", 951868799},
        {"Wed, 01 Mar 2000 00:00:00 GMT", 951868800},
        {"Fri, 20 Nov 2026 22:25:00 GMT", 1795213500},
        {"Sat, 31 Dec 2016 23:59:60 GMT", 1483228800},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        UNIT_ASSERT_ROW(read_date(rows[i].text) == rows[i].seconds, rows[i].text);
}

static void any_other_format_is_no_date(void)
{
    static const char *const rows[] = {
        "now",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:4x:37 GMT",
        "Sun, 06 Nov 1969 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT 1",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        UNIT_ASSERT_ROW(read_date(rows[i]) == -1, rows[i]);
}

static void a_redirect_has_a_location(void)
{
    static const struct {
        const char *text;
        int64_t redirects;
        bool is_redirect;
    } rows[] = {
        {"HTTP/1.1 308 Moved\r\nLocation: /\r\n\r\n", 1, true},
        {"HTTP/1.1 308 Moved\r\n\r\n", 1, false},
        {"HTTP/1.1 302 Found\r\nLocation: \t\r\n\r\n", 1, false},
        {"HTTP/1.1 302 Found\r\nLocation:\r\nLocation: /\r\n\r\n", 1, true},
        {"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", 0, false},
        {"HTTP/1.1 300 Choose\r\nLocation: /\r\n\r\n", 1, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_policy policy = {.redirects = rows[i].redirects};
        struct hg_head head;
        hg_head_init(&head, &nothing);
        read_text(&head, rows[i].text);
        UNIT_ASSERT_ROW(hg_head_is_redirect(&head, &policy) == rows[i].is_redirect,
                        rows[i].text);
        hg_head_release(&head);
    }
}

CU_TestInfo head_tests[] = {
    {"a redirect has a location", a_redirect_has_a_location},
    {"codings and lengths have limits", codings_and_lengths_have_limits},
    {"the end of the connection is announced", the_end_of_the_connection_is_announced},
    {"dates are read", dates_are_read},
    {"any other format is no date", any_other_format_is_no_date},
    {"a_head_may_follow_a_complete_one", a_head_may_follow_a_complete_one},
    {"what announces a body and bot protection is kept",
     what_announces_a_body_and_bot_protection_is_kept},
    {"date and age are read from the last head",
     date_and_age_are_read_from_the_last_head},
    {"a head does not begin with a folded line",
     a_head_does_not_begin_with_a_folded_line},
    {"a location is kept as it came", a_location_is_kept_as_it_came},
    {"folded lines are one field", folded_lines_are_one_field},
    {"a lone carriage return does not end a head",
     a_lone_carriage_return_does_not_end_a_head},
    {"a status line inside a head is none", a_status_line_inside_a_head_is_none},
    {"only three digits are a status", only_three_digits_are_a_status},
    {"a head is complete at its empty line only",
     a_head_is_complete_at_its_empty_line_only},
    {"an interim head is not the answer", an_interim_head_is_not_the_answer},
    {"trailers are not read", trailers_are_not_read},
    {"equal Locations are one and different ones are two",
     equal_locations_are_one_and_different_ones_are_two},
    {"only wanted headers are kept line by line",
     only_wanted_headers_are_kept_line_by_line},
    {"control characters do not get in", control_characters_do_not_get_in},
    {"an endless head is too large", an_endless_head_is_too_large},
    {"long lines make a head too large", long_lines_make_a_head_too_large},
    CU_TEST_INFO_NULL,
};
