/* SPDX-License-Identifier: MIT */
/* interfaces: tests of this machine's own addresses. */
#include "unit.h"

#include "resolve/interfaces.h"

static const struct hg_own_address *find(const struct hg_interfaces *interfaces,
                                         const char *ip)
{
    struct hg_address address;
    hg_address_parse(&address, ip, 81);
    return hg_interfaces_find(interfaces, &address);
}

static void an_address_is_found_whatever_its_port_and_all_of_loopback_is_one(void)
{
    struct hg_own_address items[3] = {
        {.prefix_len = 8}, {.prefix_len = 64}, {.prefix_len = 24}};
    const struct hg_interfaces interfaces = {.items = items, .count = 3};
    hg_address_parse(&items[0].address, "127.0.0.1", 0);
    hg_address_parse(&items[1].address, "fd00::1", 0);
    hg_address_parse(&items[2].address, "192.0.2.1", 0);
    CU_ASSERT_PTR_EQUAL(find(&interfaces, "127.0.0.1"), &items[0]);
    CU_ASSERT_PTR_EQUAL(find(&interfaces, "127.1.2.3"), &items[0]);
    CU_ASSERT_PTR_EQUAL(find(&interfaces, "fd00::1"), &items[1]);
    CU_ASSERT_PTR_EQUAL(find(&interfaces, "192.0.2.1"), &items[2]);
    CU_ASSERT_PTR_NULL(find(&interfaces, "192.0.2.2"));
    CU_ASSERT_PTR_NULL(find(&interfaces, "::1"));
}

/* Without an IPv6 address other than ::1 nothing is looked at. */
static void this_machine_has_loopback_or_nothing(void)
{
    struct hg_interfaces interfaces;
    hg_interfaces_load(&interfaces);
    const struct hg_own_address *loopback = find(&interfaces, "127.0.0.1");
    CU_ASSERT_EQUAL(loopback != NULL, interfaces.count > 0);
    if (loopback != NULL) {
        CU_ASSERT_EQUAL(loopback->prefix_len, 8);
        CU_ASSERT_TRUE(loopback->is_native);
        CU_ASSERT_FALSE(loopback->is_deprecated);
    }
    hg_interfaces_release(&interfaces);
    CU_ASSERT_EQUAL(interfaces.count, 0);
}

CU_TestInfo interfaces_tests[] = {
    {"an address is found whatever its port and all of loopback is one",
     an_address_is_found_whatever_its_port_and_all_of_loopback_is_one},
    {"this machine has loopback or nothing", this_machine_has_loopback_or_nothing},
    CU_TEST_INFO_NULL,
};
