/* SPDX-License-Identifier: MIT */
/* Tests of address. */
#include "headgate/address.h"

#include "headgate/special_address.h"
#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

static void addresses_are_formatted_with_their_port(void)
{
    static const struct {
        const char *ip, *text;
    } rows[] = {
        {"203.0.113.10", "203.0.113.10:443"},
        {"2001:DB8:0:0::1", "[2001:db8::1]:443"},
        {"::ffff:192.0.2.1", "[::ffff:192.0.2.1]:443"},
        {"fe80::1%eth0", "[fe80::1]:443"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_address address;
        char text[HG_ADDRESS_TEXT_SIZE];
        hg_address_parse(&address, rows[i].ip, 443);
        hg_address_format(&address, text, sizeof(text));
        UNIT_ASSERT_TEXT(text, rows[i].text);
    }
}

static void what_is_no_address_is_refused_and_zeroed(void)
{
    static const char *const rows[] = {
        "",
        "example.com",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "1.2.3.4%eth0",
        ":::",
        "%eth0",
        "1111111111111111111111111111111111111111111111111111111111111111",
        "111111111111111111111111111111111111111111111111111111111111111111111111"};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_address address = {.family = 4, .port = 1};
        hg_address_parse(&address, rows[i], 80);
        UNIT_ASSERT_ROW(address.family == 0 && address.port == 0, rows[i]);
    }
}

static void no_address_is_an_empty_text_and_not_private(void)
{
    const struct hg_address none = {.family = 0};
    char text[HG_ADDRESS_TEXT_SIZE] = "x";
    hg_address_format(&none, text, sizeof(text));
    UNIT_ASSERT_TEXT(text, "");
    CU_ASSERT_FALSE(hg_address_is_private(&none));
}

static void private_addresses_are_told_from_public_ones_at_their_edges(void)
{
    static const struct {
        const char *ip;
        bool is_private;
    } rows[] = {
        {"0.0.0.0", true},
        {"0.255.255.255", true},
        {"1.0.0.0", false},
        {"9.255.255.255", false},
        {"10.0.0.0", true},
        {"10.255.255.255", true},
        {"11.0.0.0", false},
        {"100.63.255.255", false},
        {"100.64.0.0", true},
        {"100.127.255.255", true},
        {"100.128.0.0", false},
        {"126.255.255.255", false},
        {"127.0.0.1", true},
        {"128.0.0.0", false},
        {"169.253.255.255", false},
        {"169.254.169.254", true},
        {"169.255.0.0", false},
        {"172.15.255.255", false},
        {"172.16.0.0", true},
        {"172.31.255.255", true},
        {"172.32.0.0", false},
        {"192.167.255.255", false},
        {"192.168.0.1", true},
        {"192.169.0.0", false},
        {"8.8.8.8", false},
        {"191.255.255.255", false},
        {"192.0.0.0", true},
        {"192.0.0.8", true},
        {"192.0.0.9", false},
        {"192.0.0.10", false},
        {"192.0.0.11", true},
        {"192.0.0.192", true},
        {"192.0.1.0", false},
        {"192.0.2.1", true},
        {"192.0.3.0", false},
        {"192.31.196.1", false},
        {"192.88.98.255", false},
        {"192.88.99.1", true},
        {"192.88.100.0", false},
        {"198.17.255.255", false},
        {"198.18.0.1", true},
        {"198.19.255.255", true},
        {"198.20.0.0", false},
        {"198.51.100.7", true},
        {"203.0.113.7", true},
        {"223.255.255.255", false},
        {"224.0.0.1", true},
        {"239.255.255.255", true},
        {"240.0.0.1", true},
        {"255.255.255.255", true},
        {"::", true},
        {"::1", true},
        {"::8.8.8.8", false},
        {"::10.0.0.1", true},
        {"::ffff:127.0.0.1", true},
        {"::ffff:8.8.8.8", false},
        {"64:ff9b::a00:1", true},
        {"64:ff9b::808:808", false},
        {"64:ff9b:1::808:808", true},
        {"2002:a00:1::", true},
        {"2002:808:808::", false},
        {"::ffff:198.18.0.1", true},
        {"64:ff9b::c612:1", true},
        {"2002:f000:1::", true},
        {"100::1", true},
        {"100:0:0:1::1", true},
        {"100:0:0:2::1", false},
        {"2000::1", false},
        {"2001:0:7f00:1::", true},
        {"2001:1::", true},
        {"2001:1::1", false},
        {"2001:1::3", false},
        {"2001:1::4", true},
        {"2001:2::1", true},
        {"2001:3::1", false},
        {"2001:4:112::1", false},
        {"2001:4:113::1", true},
        {"2001:10::1", true},
        {"2001:20::1", false},
        {"2001:3f::1", false},
        {"2001:40::1", true},
        {"2001:1ff::1", true},
        {"2001:200::1", false},
        {"2620:4f:8000::1", false},
        {"2a00::1", false},
        {"3ffe::1", false},
        {"3fff::1", true},
        {"3fff:fff::1", true},
        {"3fff:1000::1", false},
        {"5eff::1", false},
        {"5f00::1", true},
        {"5f01::1", false},
        {"fbff::1", false},
        {"fc00::1", true},
        {"fdff::1", true},
        {"fe00::1", false},
        {"fe80::1", true},
        {"febf::1", true},
        {"fec0::1", true},
        {"ff02::1", true},
        {"2001:db8::1", true},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_address address;
        hg_address_parse(&address, rows[i].ip, 80);
        UNIT_ASSERT_ROW(address.family != 0, rows[i].ip);
        UNIT_ASSERT_ROW(hg_address_is_private(&address) == rows[i].is_private,
                        rows[i].ip);
    }
}

/* docs/security.md lists what the program knows. */
static void the_documentation_has_the_table(void)
{
    size_t count = 0;
    size_t len = 0;
    const struct hg_special_address *rows = hg_special_addresses(&count);
    FILE *file = fopen(PROJECT_DIR "/docs/security.md", "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    static char document[64 * 1024];
    len = fread(document, 1, sizeof document - 1, file);
    document[len] = '\0';
    fclose(file);
    for (size_t i = 0; i < count; i++) {
        static const char *const words[] = {[HG_REACH_NONE] = "no",
                                            [HG_REACH_GLOBAL] = "yes",
                                            [HG_REACH_EMBEDDED] = "its IPv4 address"};
        char prefix[INET6_ADDRSTRLEN];
        char row[256];
        inet_ntop(rows[i].family == 4 ? AF_INET : AF_INET6, rows[i].bytes, prefix,
                  sizeof prefix);
        snprintf(row, sizeof row, "\n| `%s/%d` | %s | %s | %s |\n", prefix, rows[i].bits,
                 rows[i].purpose, words[rows[i].reach], rows[i].source);
        UNIT_ASSERT_ROW(strstr(document, row) != NULL, row);
    }
}

static void an_address_is_read_from_its_socket(void)
{
    struct sockaddr_in socket = {.sin_family = AF_INET, .sin_port = htons(443)};
    struct hg_address address;
    char text[HG_ADDRESS_TEXT_SIZE];
    inet_pton(AF_INET, "192.0.2.1", &socket.sin_addr);
    hg_address_read(&address, (const struct sockaddr *)&socket, sizeof socket);
    hg_address_format(&address, text, sizeof text);
    UNIT_ASSERT_TEXT(text, "192.0.2.1:443");
}

static void an_address_that_is_written_to_a_socket_is_read_again(void)
{
    static const struct {
        const char *ip;
        size_t len;
    } rows[] = {{"192.0.2.1", sizeof(struct sockaddr_in)},
                {"2001:db8::1", sizeof(struct sockaddr_in6)},
                {"none", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sockaddr_storage socket;
        struct hg_address address;
        struct hg_address again;
        hg_address_parse(&address, rows[i].ip, 443);
        const size_t len = hg_address_write(&address, &socket);
        hg_address_read(&again, (const struct sockaddr *)&socket, len);
        UNIT_ASSERT_ROW(len == rows[i].len, rows[i].ip);
        UNIT_ASSERT_ROW(memcmp(&address, &again, sizeof address) == 0, rows[i].ip);
    }
}

CU_TestInfo address_tests[] = {
    {"addresses_are_formatted_with_their_port", addresses_are_formatted_with_their_port},
    {"what_is_no_address_is_refused_and_zeroed",
     what_is_no_address_is_refused_and_zeroed},
    {"no_address_is_an_empty_text_and_not_private",
     no_address_is_an_empty_text_and_not_private},
    {"private_addresses_are_told_from_public_ones_at_their_edges",
     private_addresses_are_told_from_public_ones_at_their_edges},
    {"the documentation has the table", the_documentation_has_the_table},
    {"an address is read from its socket", an_address_is_read_from_its_socket},
    {"an address that is written to a socket is read again",
     an_address_that_is_written_to_a_socket_is_read_again},
    CU_TEST_INFO_NULL,
};
