/* SPDX-License-Identifier: MIT */
/* dns_config: tests of which names are left to the libc. */
#include "unit.h"

#include <string.h>

#include "resolve/dns_config.h"

#define SERVER "nameserver 192.0.2.1\n"

static bool is_plain(const struct hg_dns_config_sources *sources)
{
    struct hg_dns_config dns_config;
    hg_dns_config_read(&dns_config, sources);
    return dns_config.is_plain;
}

struct row {
    const char *text;
    bool is_plain;
};

static void only_files_then_dns_are_plain(void)
{
    static const struct row rows[] = {
        {"hosts: files dns\n", true},
        {"# comment\npasswd: files\n\nhosts:\t files   dns # comment\nnetworks: ldap\n",
         true},
        {"hosts:files dns", true},
        {"  hosts : files dns\r\n", true},
        {"hosts: files mdns4_minimal [NOTFOUND=return] dns\n", true},
        {"hosts: files mdns_minimal [NOTFOUND=return] dns mdns4\n", true},
        {"hosts: files myhostname dns\n", true},
        {"hosts: files myhostname mdns6_minimal [NOTFOUND=return] dns mymachines\n",
         true},
        {"hosts: files dns myhostname\n", true},
        {"", false},
        {"passwd: files dns\n", false},
        {"hosts:\n", false},
        {"hosts:\nnetworks: files dns\n", false},
        {"hosts: files\n", false},
        {"hosts: files # dns\n", false},
        {"hosts: dns\n", false},
        {"hosts: dns files\n", false},
        {"hosts: dns [!UNAVAIL=return] files\n", false},
        {"hosts: files resolve [!UNAVAIL=return] dns\n", false},
        {"hosts: mymachines files dns\n", false},
        {"hosts: files mymachines dns\n", false},
        {"hosts: files mdns4 dns\n", false},
        {"hosts: files mdns4_minimal [NOTFOUND=continue] dns\n", false},
        {"hosts: files wins_minimal dns\n", false},
        {"hosts: files _minimal dns\n", false},
        {"hosts: files [NOTFOUND=return] dns\n", false},
        {"hosts: files [SUCCESS=merge] dns\n", false},
        {"hosts: files dns [SUCCESS=continue] ldap\n", false},
        {"hosts: files nis dns\n", false},
        {"hosts: files ldap dns\n", false},
        {"hosts: db files dns\n", false},
        {"hosts: Files DNS\n", false},
        {"hosts: files dns\nhosts: files ldap dns\n", false},
        {"hosts: files ldap dns\nhosts: files dns\n", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_dns_config_sources sources = {
            .nsswitch = rows[i].text, .resolv = SERVER, .host_name = "me"};
        UNIT_ASSERT_ROW(is_plain(&sources) == rows[i].is_plain, rows[i].text);
    }
}

static void resolver_settings_that_c_ares_ignores_are_not_plain(void)
{
    static const struct row rows[] = {
        {SERVER, true},
        {"nameserver 2001:db8::1\n", true},
        {"# by hand\n; too\n\n" SERVER "search example.com example.net\n", true},
        {"domain example.com\n" SERVER, true},
        {SERVER "options timeout:1 attempts:3 rotate edns0 trust-ad no-reload\n", true},
        {SERVER "options ndots:2\n", true},
        {SERVER SERVER SERVER, true},
        {SERVER SERVER SERVER SERVER, false},
        {"", false},
        {"search example.com\n", false},
        {"nameserver fe80::1%eth0\n", false},
        {"nameserver 192.0.2.1:53\n", false},
        {"nameserver [2001:db8::1]\n", false},
        {"nameserver dns.example.com\n", false},
        {"nameserver\n", false},
        {"nameserver 192.0.2.1 192.0.2.2\n", false},
        {" nameserver 192.0.2.1\n", false},
        {SERVER "sortlist 192.0.2.0\n", false},
        {SERVER "lookup file bind\n", false},
        {SERVER "options use-vc\n", false},
        {SERVER "options single-request\n", false},
        {SERVER "options single-request-reopen\n", false},
        {SERVER "options no-aaaa\n", false},
        {SERVER "options inet6\n", false},
        {SERVER "options ndots:\n", false},
        {SERVER "options timeout:1 something-new\n", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_dns_config_sources sources = {
            .nsswitch = "hosts: files dns\n", .resolv = rows[i].text, .host_name = "me"};
        UNIT_ASSERT_ROW(is_plain(&sources) == rows[i].is_plain, rows[i].text);
    }
}

static void options_of_the_environment_count_too(void)
{
    struct hg_dns_config_sources sources = {.nsswitch = "hosts: files dns\n",
                                            .resolv = SERVER "options ndots:2\n",
                                            .options = "attempts:1 ndots:3",
                                            .host_name = "me"};
    struct hg_dns_config dns_config;

    hg_dns_config_read(&dns_config, &sources);
    CU_ASSERT_TRUE(dns_config.is_plain);
    CU_ASSERT_EQUAL(dns_config.dots, 3);
    sources.options = "use-vc";
    CU_ASSERT_FALSE(is_plain(&sources));
}

static void an_own_order_of_addresses_is_not_plain(void)
{
    struct hg_dns_config_sources sources = {.nsswitch = "hosts: files dns\n",
                                            .resolv = SERVER,
                                            .gai =
                                                "# precedence ::1/128 50\n\n  # label\n",
                                            .host_name = "me"};
    CU_ASSERT_TRUE(is_plain(&sources));
    sources.gai = "# comment\nprecedence ::ffff:0:0/96 100\n";
    CU_ASSERT_FALSE(is_plain(&sources));
}

static void what_can_not_be_read_is_not_plain(void)
{
    const struct hg_dns_config_sources without_services = {.resolv = SERVER,
                                                           .host_name = "me"};
    const struct hg_dns_config_sources without_servers = {
        .nsswitch = "hosts: files dns\n", .host_name = "me"};
    const struct hg_dns_config_sources without_name = {.nsswitch = "hosts: files dns\n",
                                                       .resolv = SERVER};
    CU_ASSERT_FALSE(is_plain(&without_services));
    CU_ASSERT_FALSE(is_plain(&without_servers));
    CU_ASSERT_FALSE(is_plain(&without_name));
}

static void names_that_the_libc_may_know_better_are_left_to_it(void)
{
    static const struct {
        const char *host;
        bool fits;
    } rows[] = {
        {"example.com", true},
        {"www.example.com", true},
        {"xn--bcher-kva.example", true},
        {"mylocal.example", true},
        {"1.example", true},
        {"notlocal", false},
        {"localhost", false},
        {"db.localhost", false},
        {"printer.local", false},
        {"local", false},
        {"hidden.onion", false},
        {"absolute.example.", false},
        {"[::1]", false},
        {"[fe80::1.2]", false},
        {"127.0.0.1", false},
        {"host.0x7f", false},
        {"box.example.net", false},
        {"BOX.example.net", false},
        {"web.box.example.net", false},
        {"other.example.net", true},
        {"inbox.example.net", true},
    };
    const struct hg_dns_config_sources sources = {.nsswitch = "hosts: files dns\n",
                                                  .resolv = SERVER,
                                                  .host_name = "Box.example.net"};
    struct hg_dns_config dns_config;
    hg_dns_config_read(&dns_config, &sources);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        UNIT_ASSERT_ROW(hg_dns_config_allows(&dns_config, rows[i].host) == rows[i].fits,
                        rows[i].host);
    dns_config.is_plain = false;
    CU_ASSERT_FALSE(hg_dns_config_allows(&dns_config, "example.com"));
}

static void names_with_few_dots_may_be_meant_in_a_search_domain(void)
{
    const struct hg_dns_config dns_config = {.is_plain = true, .dots = 3};
    CU_ASSERT_FALSE(hg_dns_config_allows(&dns_config, "api.example.com"));
    CU_ASSERT_TRUE(hg_dns_config_allows(&dns_config, "v2.api.example.com"));
}

static void names_that_are_too_long_are_left_to_the_libc(void)
{
    const struct hg_dns_config dns_config = {.is_plain = true, .dots = 1};
    char host[300];
    memset(host, 'a', sizeof host);
    memcpy(host + 249, ".com", 5);
    CU_ASSERT_TRUE(hg_dns_config_allows(&dns_config, host));
    memcpy(host + 249, "a.com", 6);
    CU_ASSERT_FALSE(hg_dns_config_allows(&dns_config, host));
}

CU_TestInfo dns_config_tests[] = {
    {"only files then dns are plain", only_files_then_dns_are_plain},
    {"resolver settings that c-ares ignores are not plain",
     resolver_settings_that_c_ares_ignores_are_not_plain},
    {"options of the environment count too", options_of_the_environment_count_too},
    {"an own order of addresses is not plain", an_own_order_of_addresses_is_not_plain},
    {"what can not be read is not plain", what_can_not_be_read_is_not_plain},
    {"names that the libc may know better are left to it",
     names_that_the_libc_may_know_better_are_left_to_it},
    {"names with few dots may be meant in a search domain",
     names_with_few_dots_may_be_meant_in_a_search_domain},
    {"names that are too long are left to the libc",
     names_that_are_too_long_are_left_to_the_libc},
    CU_TEST_INFO_NULL,
};
