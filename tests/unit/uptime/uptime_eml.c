/* SPDX-License-Identifier: MIT */
/* uptime_eml: tests of the message, above all of its head. How Python's email package
 * reads it is tested with the examples. */
#include "unit.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/render.h"
#include "uptime_sample.h"

#define INJECTED "x\r\nBcc: victim@example.com\r\n\r\nhello"

/* The message begins with these fields, in this order, and no others. */
static const char *const fields[] = {
    "Date: ",
    "From: ",
    "To: ",
    "Subject: ",
    "Message-ID: <",
    "Auto-Submitted: auto-generated",
    "X-Auto-Response-Suppress: All",
    "MIME-Version: 1.0",
    "Content-Type: multipart/",
};

#define FIELD_COUNT (sizeof fields / sizeof fields[0])

static void check_head(const char *message, const char *what)
{
    const char *end = strstr(message, "\r\n\r\n");
    size_t at = 0;
    CU_ASSERT_PTR_NOT_NULL_FATAL(end);
    for (const char *line = message; line < end; line = strstr(line, "\r\n") + 2) {
        if (line[0] == ' ')
            continue;
        UNIT_ASSERT_ROW(
            at < FIELD_COUNT && strncmp(line, fields[at], strlen(fields[at])) == 0, what);
        at++;
    }
    UNIT_ASSERT_ROW(at == FIELD_COUNT, what);
}

static void check_lines(const char *message, const char *what)
{
    for (const char *line = message; *line != '\0';) {
        const size_t len = strcspn(line, "\r\n");
        UNIT_ASSERT_ROW(len <= 78, what);
        UNIT_ASSERT_ROW(strncmp(line + len, "\r\n", 2) == 0, what);
        for (size_t i = 0; i < len; i++)
            UNIT_ASSERT_ROW(line[i] >= ' ' && line[i] <= '~', what);
        line += len + 2;
    }
}

static void test_injection(void)
{
    static const char *const to[] = {INJECTED, "A\r\nBcc: b <a@example.com>",
                                     "a@example.com\r\nBcc: b@example.com"};
    const struct hg_uptime_style style = {
        .from = INJECTED, .to = {to, 3}, .attach_csv = true};
    struct uptime_sample sample;
    uptime_sample_init_many(&sample, 2, INJECTED, true);
    sample.uptime.name = INJECTED;
    sample.uptime.host = INJECTED;
    sample.uptime.history = INJECTED;
    char *message = uptime_render("eml", &sample.uptime, &style);
    check_head(message, "injected");
    check_lines(message, "injected");
    free(message);
    uptime_sample_release(&sample);
}

static void test_defaults(void)
{
    struct uptime_sample sample;
    uptime_sample_init(&sample);
    char *message = uptime_render("eml", &sample.uptime, NULL);
    check_head(message, "defaults");
    CU_ASSERT_PTR_NOT_NULL(strstr(message, "\r\nFrom: headgate@monitor.example.net\r\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(message, "\r\nTo: undisclosed-recipients:;\r\n"));
    CU_ASSERT_PTR_NOT_NULL(
        strstr(message, "\r\nSubject: night shift: 1 of 14 down at the"));
    CU_ASSERT_EQUAL(count_of(message, "text/csv"), 0);
    free(message);
    sample.uptime.host = "..bad..host..";
    message = uptime_render("eml", &sample.uptime, NULL);
    CU_ASSERT_PTR_NOT_NULL(strstr(message, "\r\nFrom: headgate@bad.host\r\n"));
    free(message);
    uptime_sample_release(&sample);
}

static char *id_of(const struct hg_uptime *uptime)
{
    char *message = uptime_render("eml", uptime, NULL);
    const char *begin = strstr(message, "Message-ID: ");
    char *id = calloc(1, 128);
    CU_ASSERT_PTR_NOT_NULL_FATAL(begin);
    CU_ASSERT_PTR_NOT_NULL_FATAL(id);
    snprintf(id, 128, "%.*s", (int)strcspn(begin, "\r"), begin);
    free(message);
    return id;
}

static void test_ids(void)
{
    struct uptime_sample sample;
    uptime_sample_init(&sample);
    char *first = id_of(&sample.uptime);
    sample.uptime.generated_us++;
    char *later = id_of(&sample.uptime);
    sample.uptime.generated_us--;
    sample.uptime.history = "other.db";
    char *other = id_of(&sample.uptime);
    CU_ASSERT_STRING_NOT_EQUAL(first, later);
    CU_ASSERT_STRING_NOT_EQUAL(first, other);
    free(first);
    free(later);
    free(other);
    uptime_sample_release(&sample);
}

/* Of an alert in the tests of sizes. */
#define NEWS (10 * (size_t)HG_EVENT_KIND_COUNT)

/* The bytes that quoted-printable stands for, from here to the next boundary. */
static size_t decoded_len(const char *part)
{
    const char *end = strstr(part, "\r\n--=_headgate");
    size_t len = 0;
    CU_ASSERT_PTR_NOT_NULL_FATAL(end);
    for (const char *p = strstr(part, "\r\n\r\n") + 4; p < end;) {
        const bool is_soft = strncmp(p, "=\r\n", 3) == 0;
        p += *p == '=' ? 3 : 1;
        len += is_soft ? 0 : 1;
    }
    return len;
}

static void check_sizes(size_t count, const char *name, bool are_down)
{
    struct uptime_sample sample;
    struct hg_event events[NEWS];
    uptime_sample_init_many(&sample, count, name, are_down);
    for (size_t i = 0; i < NEWS; i++)
        events[i] =
            (struct hg_event){.kind = (enum hg_event_kind)(i % HG_EVENT_KIND_COUNT),
                              .target = sample.uptime.targets[0].name,
                              .url = "https://example.com/",
                              .since_us = sample.uptime.period.end_us,
                              .at_us = sample.uptime.period.end_us,
                              .reason = name};
    sample.uptime.events = events;
    sample.uptime.event_count = NEWS;
    char *message = uptime_render("eml", &sample.uptime, NULL);
    const char *text = strstr(message, "Content-Type: text/plain");
    const char *html = strstr(message, "Content-Type: text/html");
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(html);
    UNIT_ASSERT_ROW(decoded_len(text) <= 98 * 1000, name);
    UNIT_ASSERT_ROW(decoded_len(html) <= 98 * 1000, name);
    UNIT_ASSERT_ROW(strstr(text, count > 100 ? "... and " : "t000000") != NULL, name);
    free(message);
    uptime_sample_release(&sample);
}

/* Gmail cuts what is longer than 102 KB. */
static void test_sizes(void)
{
    char longest[600];
    memset(longest, 'w', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    check_sizes(10, "t", true);
    check_sizes(300, "t", false);
    check_sizes(300, "t", true);
    check_sizes(10000, "t", true);
    check_sizes(10000, longest, true);
}

CU_TestInfo uptime_eml_tests[] = {
    {"both_parts_of_ten_thousand_targets_are_shorter_than_98_kb", test_sizes},
    {"no_name_or_address_adds_to_the_head", test_injection},
    {"without_mail_settings_the_head_is_whole", test_defaults},
    {"every_message_has_an_id_of_its_own", test_ids},
    CU_TEST_INFO_NULL,
};
