/* SPDX-License-Identifier: MIT */
/* Tests of relay. */
#include "headgate/relay.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

static void servers_have_a_host_and_a_port(void)
{
    static const struct {
        const char *server;
        enum hg_mail_tls tls;
        const char *host;
        int port;
        bool is_loopback;
    } rows[] = {
        {"mail.example.com", HG_MAIL_TLS_STARTTLS, "mail.example.com", 587, false},
        {"mail.example.com", HG_MAIL_TLS_TLS, "mail.example.com", 465, false},
        {"Mail.Example.com", HG_MAIL_TLS_NONE, "mail.example.com", 25, false},
        {"mail.example.com:443", HG_MAIL_TLS_TLS, "mail.example.com", 443, false},
        {"post.bücher.example:2525", HG_MAIL_TLS_TLS, "post.xn--bcher-kva.example", 2525,
         false},
        {"localhost", HG_MAIL_TLS_NONE, "localhost", 25, true},
        {"127.0.0.53:1025", HG_MAIL_TLS_NONE, "127.0.0.53", 1025, true},
        {"[::1]", HG_MAIL_TLS_NONE, "[::1]", 25, true},
        {"[2001:db8::1]:26", HG_MAIL_TLS_NONE, "[2001:db8::1]", 26, false},
        {"10.0.0.1", HG_MAIL_TLS_NONE, "10.0.0.1", 25, false},
        {"localhost.example.com", HG_MAIL_TLS_NONE, "localhost.example.com", 25, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hg_relay relay;
        char problem[512] = "";
        const int result =
            hg_relay_parse(&relay, rows[i].server, rows[i].tls, problem, sizeof problem);
        UNIT_ASSERT_ROW(result == 0, rows[i].server);
        UNIT_ASSERT_TEXT(relay.host, rows[i].host);
        UNIT_ASSERT_ROW(relay.port == rows[i].port, rows[i].server);
        UNIT_ASSERT_ROW(relay.is_loopback == rows[i].is_loopback, rows[i].server);
        hg_relay_release(&relay);
    }
}

static void what_is_no_server_is_refused_without_its_password(void)
{
    static const char *const rows[][2] = {
        {"smtp://mail.example.com", "smtp://mail.example.com"},
        {"ops:secret@mail.example.com", "***@mail.example.com"},
        {"mail.example.com:0", "mail.example.com:0"},
        {"mail.example.com:65536", "mail.example.com:65536"},
        {"mail.example.com:smtp", "mail.example.com:smtp"},
        {"mail.example.com/path", "mail.example.com/path"},
        {"mail.example.com?a", "mail.example.com?a"},
        {"mail example.com", "mail example.com"},
        {"2001:db8::1", "2001:db8::1"},
        {":25", ":25"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hg_relay relay;
        char problem[512] = "";
        char expected[512] = "a mail server must be HOST or HOST:PORT, such as "
                             "mail.example.com:587, got \"";
        UNIT_ASSERT_ROW(hg_relay_parse(&relay, rows[i][0], HG_MAIL_TLS_TLS, problem,
                                       sizeof problem) == -1,
                        rows[i][0]);
        const size_t len = strlen(expected);
        snprintf(expected + len, sizeof expected - len, "%s\"", rows[i][1]);
        UNIT_ASSERT_TEXT(problem, expected);
    }
}

CU_TestInfo relay_tests[] = {
    {"servers_have_a_host_and_a_port", servers_have_a_host_and_a_port},
    {"what_is_no_server_is_refused_without_its_password",
     what_is_no_server_is_refused_without_its_password},
    CU_TEST_INFO_NULL,
};
