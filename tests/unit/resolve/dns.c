/* SPDX-License-Identifier: MIT */
/* dns: tests of what is left to the C library; look-ups by name servers are cases. */
#include "unit.h"

#include <string.h>

#include "headgate/cancel.h"
#include "headgate/dns.h"
#include "headgate/units.h"

static void what_no_name_server_knows_is_left_to_the_c_library(void)
{
    static const char *const hosts[] = {"localhost", "db.localhost", "127.0.0.1",
                                        "[::1]"};
    const struct hg_cancel cancel = {0};
    struct hg_buf addresses;
    hg_buf_init(&addresses);
    struct hg_dns *dns = hg_dns_new(&cancel);
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++)
        UNIT_ASSERT_ROW(
            !hg_dns_resolve(dns, hosts[i], HG_IP_ANY, HG_US_PER_S, &addresses), hosts[i]);
    UNIT_ASSERT_TEXT(addresses.data, "");
    hg_dns_free(dns);
    hg_dns_free(NULL);
    hg_buf_release(&addresses);
}

static void the_library_has_a_version(void)
{
    CU_ASSERT_PTR_NOT_NULL_FATAL(strchr(hg_dns_version(), '.'));
}

CU_TestInfo dns_tests[] = {
    {"what no name server knows is left to the C library",
     what_no_name_server_knows_is_left_to_the_c_library},
    {"the library has a version", the_library_has_a_version},
    CU_TEST_INFO_NULL,
};
