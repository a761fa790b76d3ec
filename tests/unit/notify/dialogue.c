/* SPDX-License-Identifier: MIT */
/* Tests of dialogue. */
#include "notify/dialogue.h"

#include "unit.h"

#include <string.h>

#include "headgate/banned.h"

static const char *const addresses[] = {"a@example.com", "b@example.com"};
static const struct hg_texts recipients = {addresses, 2};
static const struct hg_texts first_recipient = {addresses, 1};

struct talk {
    struct hg_dialogue dialogue;
    enum hg_delivery_status statuses[2];
};

/* Commands begin with ">", replies don't; each ends with a newline. */
static void talk(struct talk *talk, const char *text)
{
    memset(talk, 0, sizeof *talk);
    hg_dialogue_init(&talk->dialogue, &recipients, talk->statuses, "hunter22");
    while (*text != '\0') {
        const size_t len = strcspn(text, "\n") + 1;
        if (*text == '>')
            hg_dialogue_sent(&talk->dialogue, text + 1, len - 1);
        else
            hg_dialogue_received(&talk->dialogue, text, len);
        text += len;
    }
}

#define HELLO "220 mail\n>EHLO me\n250-mail\n250 SIZE\n"
#define BOTH  ">RCPT TO:<a@example.com>\n250 ok\n>RCPT TO:<b@example.com>\n250 ok\n"

static void each_recipient_has_a_status(void)
{
    static const struct {
        const char *text;
        enum hg_delivery_status a, b;
        enum hg_dialogue_phase phase;
    } rows[] = {
        {"", HG_DELIVERY_DEFERRED, HG_DELIVERY_DEFERRED, HG_DIALOGUE_GREETING},
        {"554 go away\n", HG_DELIVERY_DEFERRED, HG_DELIVERY_DEFERRED,
         HG_DIALOGUE_GREETING},
        {HELLO ">AUTH PLAIN eA==\n535 no\n", HG_DELIVERY_DEFERRED, HG_DELIVERY_DEFERRED,
         HG_DIALOGUE_LOGIN},
        {HELLO ">MAIL FROM:<x@example.com> SIZE=1\n550 no\n>QUIT\n221 bye\n",
         HG_DELIVERY_REJECTED, HG_DELIVERY_REJECTED, HG_DIALOGUE_SENDER},
        {HELLO ">MAIL FROM:<x@example.com>\n530 login first\n", HG_DELIVERY_DEFERRED,
         HG_DELIVERY_DEFERRED, HG_DIALOGUE_SENDER},
        {HELLO ">MAIL FROM:<x@example.com>\n451 no\n", HG_DELIVERY_DEFERRED,
         HG_DELIVERY_DEFERRED, HG_DIALOGUE_SENDER},
        {HELLO ">MAIL FROM:<x@example.com>\n250 ok\n>RCPT TO:<a@example.com>\n550 no\n"
               ">RCPT TO:<b@example.com>\n450 no\n",
         HG_DELIVERY_REJECTED, HG_DELIVERY_DEFERRED, HG_DIALOGUE_RECIPIENT},
        {HELLO BOTH ">DATA\n554 no\n", HG_DELIVERY_REJECTED, HG_DELIVERY_REJECTED,
         HG_DIALOGUE_DATA},
        {HELLO BOTH ">DATA\n354 go\n", HG_DELIVERY_DEFERRED, HG_DELIVERY_DEFERRED,
         HG_DIALOGUE_MESSAGE},
        {HELLO BOTH ">DATA\n354 go\n250-ok\n", HG_DELIVERY_DEFERRED, HG_DELIVERY_DEFERRED,
         HG_DIALOGUE_MESSAGE},
        {HELLO BOTH ">DATA\n354 go\n250-ok\n250 queued\n>QUIT\n554 what?\n",
         HG_DELIVERY_SENT, HG_DELIVERY_SENT, HG_DIALOGUE_MESSAGE},
        {HELLO BOTH ">DATA\n354 go\n552 too big\n", HG_DELIVERY_REJECTED,
         HG_DELIVERY_REJECTED, HG_DIALOGUE_MESSAGE},
        {HELLO BOTH ">DATA\n354 go\n421 bye\n", HG_DELIVERY_DEFERRED,
         HG_DELIVERY_DEFERRED, HG_DIALOGUE_MESSAGE},
        {HELLO ">RCPT TO:<a@example.com>\n550 no\n>RCPT TO:<b@example.com>\n250 ok\n"
               ">DATA\n354 go\n250 queued\n",
         HG_DELIVERY_REJECTED, HG_DELIVERY_SENT, HG_DIALOGUE_MESSAGE},
        {HELLO ">RCPT TO:<a@example.com>\n450 no\n>RCPT TO:<b@example.com>\n250 ok\n"
               ">DATA\n354 go\n554 no\n",
         HG_DELIVERY_DEFERRED, HG_DELIVERY_REJECTED, HG_DIALOGUE_MESSAGE},
        {HELLO BOTH ">DATA\n354 go\nnonsense\n", HG_DELIVERY_DEFERRED,
         HG_DELIVERY_DEFERRED, HG_DIALOGUE_MESSAGE},
        {HELLO BOTH ">DATA\n250 ok\n", HG_DELIVERY_DEFERRED, HG_DELIVERY_DEFERRED,
         HG_DIALOGUE_DATA},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct talk one;
        talk(&one, rows[i].text);
        UNIT_ASSERT_ROW(one.statuses[0] == rows[i].a, rows[i].text);
        UNIT_ASSERT_ROW(one.statuses[1] == rows[i].b, rows[i].text);
        UNIT_ASSERT_ROW(one.dialogue.phase == rows[i].phase, rows[i].text);
        hg_dialogue_release(&one.dialogue);
    }
}

static void replies_are_shown_clean_and_without_secrets(void)
{
    static const struct {
        const char *text, *shown;
    } rows[] = {
        {"", ""},
        {"220 mail\n>EHLO me\n", ""},
        {"550\n", "550"},
        {"550-5.7.1 one\n550 5.7.1 two\n", "550 5.7.1 one 5.7.1 two"},
        {"550 \x1b[31mred\x07\n", "550 \xef\xbf\xbd[31mred\xef\xbf\xbd"},
        {">AUTH PLAIN AGpvZQBodW50ZXIyMg==\n"
         "535 no AGpvZQBodW50ZXIyMg== nor hunter22 in PLAIN\n",
         "535 no *** nor *** in PLAIN"},
        {">AUTH LOGIN\n334 VXNlcm5hbWU6\n>am9l\n334 x\n>aHVudGVyMjI=\n535 "
         "aHVudGVyMjI=hunter22\n",
         "535 ******"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct talk one;
        struct hg_buf shown;
        talk(&one, rows[i].text);
        hg_buf_init(&shown);
        hg_dialogue_describe(&one.dialogue, &shown);
        UNIT_ASSERT_TEXT(shown.data, rows[i].shown);
        hg_buf_release(&shown);
        hg_dialogue_release(&one.dialogue);
    }
}

static void refusals_of_recipients_are_gathered(void)
{
    struct talk one;
    talk(&one, HELLO ">RCPT TO:<a@example.com>\n550 no such user\n"
                     ">RCPT TO:<b@example.com>\n450-try\n450 later\n>QUIT\n221 bye\n");
    UNIT_ASSERT_TEXT(one.dialogue.refusals.data, "\"a@example.com\": 550 no such user, "
                                                 "\"b@example.com\": 450 try later");
    hg_dialogue_release(&one.dialogue);
}

static void a_reply_without_end_is_bounded(void)
{
    struct hg_dialogue dialogue;
    enum hg_delivery_status status = HG_DELIVERY_DEFERRED;
    struct hg_buf shown;
    char line[1000];
    memset(line, 'x', sizeof line);
    memcpy(line, "550-", 4);
    hg_dialogue_init(&dialogue, &first_recipient, &status, NULL);
    for (int i = 0; i < 1000; i++)
        hg_dialogue_received(&dialogue, line, sizeof line);
    CU_ASSERT(dialogue.reply.len < 5000);
    hg_dialogue_received(&dialogue, "550 end\n", 8);
    hg_buf_init(&shown);
    hg_dialogue_describe(&dialogue, &shown);
    CU_ASSERT(shown.len < 350);
    hg_buf_release(&shown);
    hg_dialogue_release(&dialogue);
}

static void only_lines_with_a_code_end_a_reply(void)
{
    static const struct {
        const char *line;
        int code;
    } rows[] = {
        {"250", 250},    {"250 fine", 250}, {"599 no", 599}, {"200", 200},
        {"250-more", 0}, {"", 0},           {"2", 0},        {"25", 0},
        {"199 no", 0},   {"600 no", 0},     {"2x0 fine", 0}, {"25x fine", 0},
        {"250x", 0},     {"fine", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum hg_delivery_status status = HG_DELIVERY_DEFERRED;
        struct hg_dialogue dialogue;
        hg_dialogue_init(&dialogue, &first_recipient, &status, NULL);
        hg_dialogue_received(&dialogue, rows[i].line, strlen(rows[i].line));
        UNIT_ASSERT_ROW(dialogue.code == rows[i].code, rows[i].line);
        UNIT_ASSERT_ROW(dialogue.is_reading == (rows[i].code == 0), rows[i].line);
        hg_dialogue_release(&dialogue);
    }
}

static void more_recipients_than_there_are_do_no_harm(void)
{
    struct talk one;
    talk(&one, BOTH ">RCPT TO:<c@example.com>\n550 no\n");
    CU_ASSERT_EQUAL(one.statuses[0], HG_DELIVERY_DEFERRED);
    CU_ASSERT_EQUAL(one.dialogue.refusals.len, 0);
    hg_dialogue_release(&one.dialogue);
}

CU_TestInfo dialogue_tests[] = {
    {"each_recipient_has_a_fate", each_recipient_has_a_status},
    {"replies_are_shown_clean_and_without_secrets",
     replies_are_shown_clean_and_without_secrets},
    {"refusals_of_recipients_are_gathered", refusals_of_recipients_are_gathered},
    {"a_reply_without_end_is_bounded", a_reply_without_end_is_bounded},
    {"only_lines_with_a_code_end_a_reply", only_lines_with_a_code_end_a_reply},
    {"more_recipients_than_there_are_do_no_harm",
     more_recipients_than_there_are_do_no_harm},
    CU_TEST_INFO_NULL,
};
