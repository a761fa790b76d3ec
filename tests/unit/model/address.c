/* SPDX-License-Identifier: MIT */
/* Tests of address. */
#include "headgate/address.h"

#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>

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
        {"fbff::1", false},
        {"fc00::1", true},
        {"fdff::1", true},
        {"fe00::1", false},
        {"fe80::1", true},
        {"febf::1", true},
        {"fec0::1", true},
        {"ff02::1", false},
        {"2001:db8::1", false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_address address;
        hg_address_parse(&address, rows[i].ip, 80);
        UNIT_ASSERT_ROW(address.family != 0, rows[i].ip);
        UNIT_ASSERT_ROW(hg_address_is_private(&address) == rows[i].is_private,
                        rows[i].ip);
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

CU_TestInfo address_tests[] = {
    {"addresses_are_formatted_with_their_port", addresses_are_formatted_with_their_port},
    {"what_is_no_address_is_refused_and_zeroed",
     what_is_no_address_is_refused_and_zeroed},
    {"no_address_is_an_empty_text_and_not_private",
     no_address_is_an_empty_text_and_not_private},
    {"private_addresses_are_told_from_public_ones_at_their_edges",
     private_addresses_are_told_from_public_ones_at_their_edges},
    {"an address is read from its socket", an_address_is_read_from_its_socket},
    CU_TEST_INFO_NULL,
};
