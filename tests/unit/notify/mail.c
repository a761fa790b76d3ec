/* SPDX-License-Identifier: MIT */
/* Tests of mail and smtp: the channel, and a mail server on loopback. */
#include "headgate/channel.h"

#include "unit.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "headgate/units.h"

#include "smtp_server.h"

#include "headgate/banned.h"

#define SENDER   "Headgate <gate@example.com>"
#define ENVELOPE SENDER "\nAnn <ann@example.com>\nbob@example.com"
#define SEND_ME  "Subject: news\n\n.dot\r\nlast"

static const char *const recipients[] = {"Ann <ann@example.com>", "bob@example.com"};

static struct hg_settings settings_of(const char *server)
{
    return (struct hg_settings){.mail = {.send = true,
                                         .server = server,
                                         .from = SENDER,
                                         .to = {recipients, 2},
                                         .tls = HG_MAIL_TLS_NONE,
                                         .timeout_us = 20 * HG_US_PER_S}};
}

static const struct hg_cancel never;

/* Send a message through the channel; -1 with the problem in `err`. */
static int send_with(const struct hg_settings *settings, const char *envelope,
                     struct hg_delivery *delivery, struct hg_error *err)
{
    const struct hg_payload payload = {envelope, SEND_ME, strlen(SEND_ME)};
    *err = (struct hg_error){0};
    return hg_channel_find("mail")->send(settings, &payload, &never, INT64_MAX, delivery,
                                         err);
}

static void the_table_has_rows_with_names(void)
{
    size_t count;
    const struct hg_channel *const *rows = hg_channels(&count);
    CU_ASSERT_TRUE(count >= 1);
    for (size_t i = 0; i < count; i++)
        UNIT_ASSERT_ROW(hg_channel_find(rows[i]->name) == rows[i], rows[i]->name);
    CU_ASSERT_PTR_NULL(hg_channel_find("pigeon"));
    CU_ASSERT_PTR_NULL(hg_channel_find(""));
    hg_delivery_release(&(struct hg_delivery){0});
}

static void the_settings_say_when_a_mail_is_wanted(void)
{
    static const struct {
        const char *name;
        enum hg_mail_when when;
        size_t change_count, down_count;
        bool is_wanted;
    } rows[] = {
        {"always", HG_MAIL_WHEN_ALWAYS, 0, 0, true},
        {"no change", HG_MAIL_WHEN_CHANGE, 0, 1, false},
        {"a change", HG_MAIL_WHEN_CHANGE, 1, 0, true},
        {"no failure", HG_MAIL_WHEN_FAILURE, 1, 0, false},
        {"a failure", HG_MAIL_WHEN_FAILURE, 0, 1, true},
    };
    const struct hg_channel *mail = hg_channel_find("mail");
    struct hg_settings settings = settings_of("localhost");
    CU_ASSERT_TRUE(mail->is_enabled(&settings));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_run run = {.summary = {.total = 1}};
        run.summary.outcomes[HG_OUTCOME_DOWN] = rows[i].down_count;
        settings.mail.when = (int)rows[i].when;
        UNIT_ASSERT_ROW(mail->is_wanted(&settings, &run, rows[i].change_count) ==
                            rows[i].is_wanted,
                        rows[i].name);
    }
    settings.mail.send = false;
    CU_ASSERT_FALSE(mail->is_enabled(&settings));
}

static void an_envelope_has_sender_and_recipients(void)
{
    const struct hg_settings settings = settings_of("localhost");
    struct hg_buf envelope;
    hg_buf_init(&envelope);
    hg_channel_find("mail")->write_envelope(&settings, &envelope);
    UNIT_ASSERT_TEXT(envelope.data, ENVELOPE);
    hg_buf_release(&envelope);
}

static void a_message_arrives_as_it_is(void)
{
    static const struct smtp_server_rule rules[] = {{NULL, NULL}};
    struct smtp_server server;
    struct hg_delivery delivery;
    struct hg_error err;
    smtp_server_start(&server, rules);
    const struct hg_settings settings = settings_of(server.address);
    CU_ASSERT_EQUAL(send_with(&settings, ENVELOPE, &delivery, &err), 0);
    smtp_server_join(&server);
    UNIT_ASSERT_TEXT(err.text, "");
    CU_ASSERT_EQUAL(delivery.counts[HG_DELIVERY_SENT], 2);
    CU_ASSERT_PTR_NULL(delivery.remaining);
    CU_ASSERT_FALSE(delivery.is_unavailable);
    const char *mail = strstr(server.transcript, "MAIL FROM:<gate@example.com>");
    CU_ASSERT_PTR_NOT_NULL_FATAL(mail);
    CU_ASSERT_PTR_NOT_NULL(strstr(mail, "RCPT TO:<ann@example.com>\r\n"
                                        "RCPT TO:<bob@example.com>\r\n"
                                        "DATA\r\n"
                                        "Subject: news\r\n\r\n..dot\r\nlast\r\n.\r\n"
                                        "QUIT\r\n"));
    hg_delivery_release(&delivery);
}

/* What the server does, and what becomes of the message. */
struct row {
    struct smtp_server_rule rules[SMTP_SERVER_RULES_MAX];
    const char *message; /* behind "mail server 127.0.0.1:40123: " */
    size_t counts[HG_DELIVERY_STATUS_COUNT];
    const char *remaining;
    bool is_unavailable;
};

static void check_row(const struct row *row, const struct hg_settings *settings,
                      const char *address)
{
    struct hg_delivery delivery;
    struct hg_error err;
    char message[1024];
    snprintf(message, sizeof message, "mail server %s: %s", address, row->message);
    CU_ASSERT_EQUAL(send_with(settings, ENVELOPE, &delivery, &err), -1);
    CU_ASSERT_EQUAL(err.kind, HG_ERROR_SYSTEM);
    UNIT_ASSERT_TEXT(err.text, message);
    UNIT_ASSERT_TEXT(delivery.remaining, row->remaining);
    UNIT_ASSERT_ROW(memcmp(delivery.counts, row->counts, sizeof row->counts) == 0,
                    row->message);
    UNIT_ASSERT_ROW(delivery.is_unavailable == row->is_unavailable, row->message);
    hg_delivery_release(&delivery);
}

#define ALL_DEFERRED {[HG_DELIVERY_DEFERRED] = 2}, ENVELOPE

static void the_reply_decides_for_each_recipient(void)
{
    static const struct row rows[] = {
        {{{"", "554 go away"}}, "greeting: 554 go away", ALL_DEFERRED, true},
        {{{"", "close"}}, "greeting: the connection was closed", ALL_DEFERRED, true},
        {{{"EHLO", "close"}}, "hello: the connection was closed", ALL_DEFERRED, true},
        {{{"MAIL", "451 later"}}, "sender: 451 later", ALL_DEFERRED, false},
        {{{"MAIL", "550 not you"}},
         "sender: 550 not you",
         {[HG_DELIVERY_REJECTED] = 2},
         NULL,
         false},
        {{{"RCPT TO:<bob", "550 no such user"}},
         "recipients: \"bob@example.com\": 550 no such user",
         {[HG_DELIVERY_SENT] = 1, [HG_DELIVERY_REJECTED] = 1},
         NULL,
         false},
        {{{"RCPT TO:<ann", "450 full"}, {"RCPT TO:<bob", "550 no such user"}},
         "recipients: \"ann@example.com\": 450 full, \"bob@example.com\": 550 no such "
         "user",
         {[HG_DELIVERY_DEFERRED] = 1, [HG_DELIVERY_REJECTED] = 1},
         SENDER "\nAnn <ann@example.com>",
         false},
        {{{"RCPT TO:<bob", "450 full"}, {".", "451 not now"}},
         "recipients: \"bob@example.com\": 450 full; message: 451 not now",
         ALL_DEFERRED,
         false},
        {{{"DATA", "554 no"}},
         "message: 554 no",
         {[HG_DELIVERY_REJECTED] = 2},
         NULL,
         false},
        {{{".", "close"}}, "message: the connection was closed", ALL_DEFERRED, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtp_server server;
        smtp_server_start(&server, rows[i].rules);
        const struct hg_settings settings = settings_of(server.address);
        check_row(&rows[i], &settings, server.address);
        smtp_server_join(&server);
    }
}

static void a_login_that_fails_is_reported_without_secrets(void)
{
    static const struct row rows[] = {
        {{{"EHLO", "250-test\r\n250 AUTH PLAIN"},
          {"AUTH", "334 "},
          {"AGpv", "535 no AGpvZQBzZXNhbWU="}},
         "login: 535 no ***",
         ALL_DEFERRED,
         true},
        {{{"EHLO", "250-test\r\n250 AUTH GSSAPI"}},
         "login: the server offers no supported login method (PLAIN, LOGIN, CRAM-MD5)",
         ALL_DEFERRED,
         true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtp_server server;
        smtp_server_start(&server, rows[i].rules);
        struct hg_settings settings = settings_of(server.address);
        settings.mail.user = "joe";
        settings.mail.password = "sesame";
        check_row(&rows[i], &settings, server.address);
        smtp_server_join(&server);
    }
}

static void a_login_without_a_password_is_tried(void)
{
    static const struct smtp_server_rule rules[] = {
        {"EHLO", "250-test\r\n250 AUTH PLAIN"},
        {"AUTH", "334 "},
        {"AGpvZQA=", "235 welcome"},
        {NULL, NULL}};
    struct smtp_server server;
    struct hg_delivery delivery;
    struct hg_error err;
    smtp_server_start(&server, rules);
    struct hg_settings settings = settings_of(server.address);
    settings.mail.user = "joe";
    CU_ASSERT_EQUAL(send_with(&settings, ENVELOPE, &delivery, &err), 0);
    smtp_server_join(&server);
    UNIT_ASSERT_TEXT(err.text, "");
    CU_ASSERT_PTR_NOT_NULL(strstr(server.transcript, "AUTH PLAIN"));
    hg_delivery_release(&delivery);
}

static void nothing_is_sent_without_the_protection_that_is_asked_for(void)
{
    static const struct {
        enum hg_mail_tls tls;
        const char *ca;
        struct row row;
    } rows[] = {
        {HG_MAIL_TLS_STARTTLS,
         NULL,
         {{{NULL, NULL}},
          "hello: the server does not offer STARTTLS; nothing is sent unencrypted",
          ALL_DEFERRED,
          true}},
        {HG_MAIL_TLS_STARTTLS,
         "/nowhere/ca.pem",
         {{{"EHLO", "250-test\r\n250 STARTTLS"}, {"STARTTLS", "220 go"}},
          "STARTTLS: the CA file (mail.ca) can't be used",
          ALL_DEFERRED,
          true}},
        {HG_MAIL_TLS_TLS,
         "/nowhere/ca.pem",
         {{{NULL, NULL}},
          "TLS: the CA file (mail.ca) can't be used",
          ALL_DEFERRED,
          true}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtp_server server;
        smtp_server_start(&server, rows[i].row.rules);
        struct hg_settings settings = settings_of(server.address);
        settings.mail.tls = (int)rows[i].tls;
        settings.mail.ca = rows[i].ca;
        check_row(&rows[i].row, &settings, server.address);
        smtp_server_join(&server);
        CU_ASSERT_PTR_NULL(strstr(server.transcript, "MAIL FROM"));
    }
}

static void a_server_that_has_no_tls_fails_the_handshake(void)
{
    static const struct smtp_server_rule rules[] = {{NULL, NULL}};
    struct smtp_server server;
    struct hg_delivery delivery;
    struct hg_error err;
    smtp_server_start(&server, rules);
    struct hg_settings settings = settings_of(server.address);
    settings.mail.tls = HG_MAIL_TLS_TLS;
    CU_ASSERT_EQUAL(send_with(&settings, ENVELOPE, &delivery, &err), -1);
    smtp_server_join(&server);
    UNIT_ASSERT_ROW(strstr(err.text, ": TLS: handshake failed (") != NULL, err.text);
    CU_ASSERT_TRUE(delivery.is_unavailable);
    hg_delivery_release(&delivery);
}

static void a_silent_server_is_not_waited_for_longer_than_the_timeout(void)
{
    static const struct row rows[] = {
        {{{"", ""}}, "greeting: timed out", ALL_DEFERRED, true},
        {{{".", ""}}, "message: timed out", ALL_DEFERRED, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtp_server server;
        smtp_server_start(&server, rows[i].rules);
        struct hg_settings settings = settings_of(server.address);
        settings.mail.timeout_us = HG_US_PER_S / 5;
        check_row(&rows[i], &settings, server.address);
        smtp_server_join(&server);
    }
}

static void the_reply_to_quit_is_not_waited_for(void)
{
    static const struct smtp_server_rule rules[] = {{"QUIT", ""}, {NULL, NULL}};
    struct smtp_server server;
    struct hg_delivery delivery;
    struct hg_error err;
    smtp_server_start(&server, rules);
    const struct hg_settings settings = settings_of(server.address);
    CU_ASSERT_EQUAL(send_with(&settings, ENVELOPE, &delivery, &err), 0);
    smtp_server_join(&server);
    CU_ASSERT_EQUAL(delivery.counts[HG_DELIVERY_SENT], 2);
    hg_delivery_release(&delivery);
}

static void after_a_signal_nothing_is_sent(void)
{
    const struct hg_settings settings = settings_of("127.0.0.1:1");
    const struct hg_payload payload = {ENVELOPE, "x", 1};
    const struct hg_cancel stopped = {.number = SIGTERM};
    struct hg_delivery delivery;
    struct hg_error err = {0};
    CU_ASSERT_EQUAL(hg_channel_find("mail")->send(&settings, &payload, &stopped,
                                                  INT64_MAX, &delivery, &err),
                    -1);
    UNIT_ASSERT_TEXT(err.text,
                     "mail server 127.0.0.1:1: connection: stopped by a signal");
    UNIT_ASSERT_TEXT(delivery.remaining, ENVELOPE);
    hg_delivery_release(&delivery);
}

static void after_its_end_nothing_is_sent(void)
{
    const struct hg_payload payload = {ENVELOPE, "x", 1};
    struct hg_delivery delivery;
    struct hg_error err = {0};
    const struct hg_settings settings = settings_of("127.0.0.1:1");
    CU_ASSERT_EQUAL(
        hg_channel_find("mail")->send(&settings, &payload, &never, 0, &delivery, &err),
        -1);
    UNIT_ASSERT_TEXT(delivery.remaining, ENVELOPE);
    hg_delivery_release(&delivery);
}

static void a_port_without_a_server_is_reported(void)
{
    static const struct row row = {
        {{NULL, NULL}}, "connection: connection refused", ALL_DEFERRED, true};
    const struct hg_settings settings = settings_of("127.0.0.1:1");
    check_row(&row, &settings, "127.0.0.1:1");
}

static void an_envelope_that_is_wrong_is_rejected(void)
{
    static const struct {
        const char *envelope, *message;
        size_t rejected_count;
    } rows[] = {
        {"", "mail: it has no recipients", 0},
        {SENDER, "mail: it has no recipients", 0},
        {SENDER "\nann", "mail: ", 1},
        {"nobody\nann@example.com\nbob@example.com", "mail: ", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_settings settings = settings_of("127.0.0.1:1");
        struct hg_delivery delivery;
        struct hg_error err;
        CU_ASSERT_EQUAL(send_with(&settings, rows[i].envelope, &delivery, &err), -1);
        UNIT_ASSERT_ROW(strncmp(err.text, rows[i].message, strlen(rows[i].message)) == 0,
                        err.text);
        CU_ASSERT_EQUAL(delivery.counts[HG_DELIVERY_REJECTED], rows[i].rejected_count);
        CU_ASSERT_EQUAL(delivery.counts[HG_DELIVERY_DEFERRED], 0);
        CU_ASSERT_PTR_NULL(delivery.remaining);
        CU_ASSERT_FALSE(delivery.is_unavailable);
        hg_delivery_release(&delivery);
    }
}

static void a_server_name_that_is_wrong_defers_the_message(void)
{
    const struct hg_settings settings = settings_of("a b");
    struct hg_delivery delivery;
    struct hg_error err;
    CU_ASSERT_EQUAL(send_with(&settings, ENVELOPE, &delivery, &err), -1);
    CU_ASSERT_NOT_EQUAL(strlen(err.text), 0);
    UNIT_ASSERT_TEXT(delivery.remaining, ENVELOPE);
    CU_ASSERT_TRUE(delivery.is_unavailable);
    hg_delivery_release(&delivery);
}

CU_TestInfo mail_tests[] = {
    {"the table has rows with names", the_table_has_rows_with_names},
    {"the settings say when a mail is wanted", the_settings_say_when_a_mail_is_wanted},
    {"an envelope has sender and recipients", an_envelope_has_sender_and_recipients},
    {"a message arrives as it is", a_message_arrives_as_it_is},
    {"the reply decides for each recipient", the_reply_decides_for_each_recipient},
    {"a login that fails is reported without secrets",
     a_login_that_fails_is_reported_without_secrets},
    {"a login without a password is tried", a_login_without_a_password_is_tried},
    {"nothing is sent without the protection that is asked for",
     nothing_is_sent_without_the_protection_that_is_asked_for},
    {"a server that has no TLS fails the handshake",
     a_server_that_has_no_tls_fails_the_handshake},
    {"a silent server is not waited for longer than the timeout",
     a_silent_server_is_not_waited_for_longer_than_the_timeout},
    {"the reply to QUIT is not waited for", the_reply_to_quit_is_not_waited_for},
    {"after a signal nothing is sent", after_a_signal_nothing_is_sent},
    {"after its end nothing is sent", after_its_end_nothing_is_sent},
    {"a port without a server is reported", a_port_without_a_server_is_reported},
    {"an envelope that is wrong is rejected", an_envelope_that_is_wrong_is_rejected},
    {"a server name that is wrong defers the message",
     a_server_name_that_is_wrong_defers_the_message},
    CU_TEST_INFO_NULL,
};
