/* SPDX-License-Identifier: MIT */
/* tried_addresses: tests of the addresses that a transfer tried. */
#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "probe/tried_addresses.h"

static void add(struct hg_tried_addresses *tried, const char *ip)
{
    struct hg_address address;
    hg_address_parse(&address, ip, 81);
    hg_tried_addresses_add(tried, &address);
}

static void addresses_are_named_once_and_in_order(void)
{
    char text[HG_TRIED_ADDRESSES_TEXT_SIZE];
    struct hg_tried_addresses tried = {.count = 0};
    hg_tried_addresses_format(&tried, text, sizeof text);
    UNIT_ASSERT_TEXT(text, "");
    add(&tried, "127.0.0.1");
    add(&tried, "127.0.0.1");
    hg_tried_addresses_format(&tried, text, sizeof text);
    UNIT_ASSERT_TEXT(text, "127.0.0.1:81");
    add(&tried, "::1");
    add(&tried, "127.0.0.2");
    hg_tried_addresses_format(&tried, text, sizeof text);
    UNIT_ASSERT_TEXT(text, "127.0.0.1:81, [::1]:81 or 127.0.0.2:81");
}

static void what_is_not_shown_is_counted(void)
{
    static const char *const ips[] = {"10.0.0.1", "10.0.0.2", "10.0.0.3",
                                      "10.0.0.4", "10.0.0.5", "10.0.0.6"};
    char text[HG_TRIED_ADDRESSES_TEXT_SIZE];
    struct hg_tried_addresses tried = {.count = 0};
    for (size_t i = 0; i < sizeof ips / sizeof ips[0]; i++)
        add(&tried, ips[i]);
    hg_tried_addresses_format(&tried, text, sizeof text);
    UNIT_ASSERT_TEXT(text,
                     "10.0.0.1:81, 10.0.0.2:81, 10.0.0.3:81, 10.0.0.4:81 or 2 more");
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

CU_TestInfo tried_addresses_tests[] = {
    {"addresses are named once and in order", addresses_are_named_once_and_in_order},
    {"what is not shown is counted", what_is_not_shown_is_counted},
    {"an address is read from its socket", an_address_is_read_from_its_socket},
    CU_TEST_INFO_NULL,
};
