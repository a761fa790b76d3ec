/* SPDX-License-Identifier: MIT */
/* tried_addresses: tests with addresses that every machine can or can't send to. */
#include "unit.h"

#include <errno.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "probe/tried_addresses.h"

#define NOWHERE "255.255.255.255" /* a broadcast needs a permission of its own */

static void add(struct hg_address_list *tried, const char *ip)
{
    struct hg_address address;
    hg_address_parse(&address, ip, 81);
    hg_address_list_add(tried, &address);
}

static void addresses_are_named_once_and_in_order(void)
{
    char text[HG_ADDRESS_LIST_TEXT_SIZE];
    struct hg_address_list tried = {.count = 0};
    hg_address_list_format(&tried, text, sizeof text);
    UNIT_ASSERT_TEXT(text, "");
    add(&tried, "127.0.0.1");
    add(&tried, "127.0.0.1");
    hg_address_list_format(&tried, text, sizeof text);
    UNIT_ASSERT_TEXT(text, "127.0.0.1:81");
    add(&tried, "::1");
    add(&tried, "127.0.0.2");
    hg_address_list_format(&tried, text, sizeof text);
    UNIT_ASSERT_TEXT(text, "127.0.0.1:81, [::1]:81 or 127.0.0.2:81");
}

static void what_is_not_shown_is_counted(void)
{
    static const char *const ips[] = {"10.0.0.1", "10.0.0.2", "10.0.0.3",
                                      "10.0.0.4", "10.0.0.5", "10.0.0.6"};
    char text[HG_ADDRESS_LIST_TEXT_SIZE];
    struct hg_address_list tried = {.count = 0};
    for (size_t i = 0; i < sizeof ips / sizeof ips[0]; i++)
        add(&tried, ips[i]);
    hg_address_list_format(&tried, text, sizeof text);
    UNIT_ASSERT_TEXT(text,
                     "10.0.0.1:81, 10.0.0.2:81, 10.0.0.3:81, 10.0.0.4:81 or 2 more");
}

static bool begin(struct hg_tried_addresses *addresses, const char *ip)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(81)};
    inet_pton(AF_INET, ip, &to.sin_addr);
    return hg_tried_addresses_begin(addresses, (const struct sockaddr *)&to, sizeof to);
}

static void assert_lists(const struct hg_tried_addresses *addresses, const char *tried,
                         const char *unrouted)
{
    char text[HG_ADDRESS_LIST_TEXT_SIZE];
    hg_address_list_format(&addresses->tried, text, sizeof text);
    UNIT_ASSERT_TEXT(text, tried);
    hg_address_list_format(&addresses->unrouted, text, sizeof text);
    UNIT_ASSERT_TEXT(text, unrouted);
}

static void an_address_without_a_route_is_left_out(void)
{
    struct hg_tried_addresses addresses = {.first_len = 0};
    CU_ASSERT_TRUE(begin(&addresses, "127.0.0.1"));
    CU_ASSERT_FALSE(begin(&addresses, NOWHERE));
    CU_ASSERT_TRUE(begin(&addresses, "127.0.0.2"));
    hg_tried_addresses_end(&addresses);
    assert_lists(&addresses, "127.0.0.1:81 or 127.0.0.2:81", NOWHERE ":81");
}

/* It is tried, because nothing may follow. */
static void the_first_one_is_looked_at_when_another_one_follows_or_none_does(void)
{
    struct hg_tried_addresses addresses = {.first_len = 0};
    CU_ASSERT_TRUE(begin(&addresses, NOWHERE));
    assert_lists(&addresses, NOWHERE ":81", "");
    CU_ASSERT_TRUE(begin(&addresses, "127.0.0.1"));
    assert_lists(&addresses, "127.0.0.1:81", NOWHERE ":81");
    hg_tried_addresses_end(&addresses);
    assert_lists(&addresses, "127.0.0.1:81", NOWHERE ":81");

    addresses = (struct hg_tried_addresses){.first_len = 0};
    CU_ASSERT_TRUE(begin(&addresses, NOWHERE));
    hg_tried_addresses_end(&addresses);
    assert_lists(&addresses, "", NOWHERE ":81");
    CU_ASSERT_FALSE(begin(&addresses, NOWHERE));
    assert_lists(&addresses, "", NOWHERE ":81");
}

/* There is a route to it, and yet connect(2) has failed. */
static void an_address_that_is_refused_here_was_not_tried(void)
{
    struct hg_tried_addresses addresses = {.first_len = 0};
    CU_ASSERT_TRUE(begin(&addresses, "127.0.0.1"));
    hg_tried_addresses_drop_last(&addresses, EACCES);
    hg_tried_addresses_drop_last(&addresses, EPERM);
    assert_lists(&addresses, "", "127.0.0.1:81");
    CU_ASSERT_EQUAL(addresses.refusal, EACCES);
    CU_ASSERT_TRUE(begin(&addresses, "127.0.0.2"));
    CU_ASSERT_TRUE(begin(&addresses, "127.0.0.3"));
    hg_tried_addresses_drop_last(&addresses, EINVAL);
    hg_tried_addresses_end(&addresses);
    assert_lists(&addresses, "127.0.0.2:81", "127.0.0.1:81 or 127.0.0.3:81");
}

/* Whatever came of the first time. */
static void an_address_that_was_tried_before_stays_tried(void)
{
    struct hg_tried_addresses addresses = {.first_len = 0};
    CU_ASSERT_TRUE(begin(&addresses, "127.0.0.1"));
    CU_ASSERT_TRUE(begin(&addresses, "127.0.0.1"));
    hg_tried_addresses_drop_last(&addresses, EACCES);
    assert_lists(&addresses, "127.0.0.1:81", "");
}

/* connect(2) fails for want of a route, which is said so. */
static void what_has_no_route_is_not_called_refused(void)
{
    struct hg_tried_addresses addresses = {.first_len = 0};
    CU_ASSERT_TRUE(begin(&addresses, NOWHERE));
    hg_tried_addresses_drop_last(&addresses, EACCES);
    assert_lists(&addresses, "", NOWHERE ":81");
    CU_ASSERT_EQUAL(addresses.refusal, 0);
}

CU_TestInfo tried_addresses_tests[] = {
    {"addresses are named once and in order", addresses_are_named_once_and_in_order},
    {"what is not shown is counted", what_is_not_shown_is_counted},
    {"an address without a route is left out", an_address_without_a_route_is_left_out},
    {"the first one is looked at when another one follows or none does",
     the_first_one_is_looked_at_when_another_one_follows_or_none_does},
    {"an address that is refused here was not tried",
     an_address_that_is_refused_here_was_not_tried},
    {"an address that was tried before stays tried",
     an_address_that_was_tried_before_stays_tried},
    {"what has no route is not called refused", what_has_no_route_is_not_called_refused},
    CU_TEST_INFO_NULL,
};
