/* SPDX-License-Identifier: MIT */
/* dns_config: tests of which names are left to the C library. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/buf.h"

#include "resolve/dns_config.h"

#define SERVER "nameserver 192.0.2.1\n"

static const struct hg_dns_config_sources plain = {
    .nsswitch = "hosts: files dns\n", .resolv = SERVER, .hosts = "", .host_name = "me"};

static bool is_plain(const struct hg_dns_config_sources *sources)
{
    struct hg_dns_config dns_config;
    hg_dns_config_read(&dns_config, sources);
    const bool is_plain = dns_config.is_plain;
    hg_dns_config_release(&dns_config);
    return is_plain;
}

static bool is_allowed(const struct hg_dns_config_sources *sources, const char *host)
{
    struct hg_dns_config dns_config;
    hg_dns_config_read(&dns_config, sources);
    const bool is_allowed = hg_dns_config_allows(&dns_config, host);
    hg_dns_config_release(&dns_config);
    return is_allowed;
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
        struct hg_dns_config_sources sources = plain;
        sources.nsswitch = rows[i].text;
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
        struct hg_dns_config_sources sources = plain;
        sources.resolv = rows[i].text;
        UNIT_ASSERT_ROW(is_plain(&sources) == rows[i].is_plain, rows[i].text);
    }
}

static void options_of_the_environment_count_too(void)
{
    struct hg_dns_config_sources sources = plain;
    struct hg_dns_config dns_config;

    sources.resolv = SERVER "options ndots:2\n";
    sources.options = "attempts:1 ndots:3";
    hg_dns_config_read(&dns_config, &sources);
    CU_ASSERT_TRUE(dns_config.is_plain);
    CU_ASSERT_EQUAL(dns_config.dots, 3);
    hg_dns_config_release(&dns_config);
    sources.options = "use-vc";
    CU_ASSERT_FALSE(is_plain(&sources));
}

static void an_own_order_of_addresses_is_not_plain(void)
{
    struct hg_dns_config_sources sources = plain;
    sources.gai = "# precedence ::1/128 50\n\n  # label\n";
    CU_ASSERT_TRUE(is_plain(&sources));
    sources.gai = "# comment\nprecedence ::ffff:0:0/96 100\n";
    CU_ASSERT_FALSE(is_plain(&sources));
}

static void what_can_not_be_read_is_not_plain(void)
{
    struct hg_dns_config_sources sources = plain;
    sources.nsswitch = NULL;
    CU_ASSERT_FALSE(is_plain(&sources));
    sources = plain;
    sources.resolv = NULL;
    CU_ASSERT_FALSE(is_plain(&sources));
    sources = plain;
    sources.hosts = NULL;
    CU_ASSERT_FALSE(is_plain(&sources));
    sources = plain;
    sources.host_name = NULL;
    CU_ASSERT_FALSE(is_plain(&sources));
    CU_ASSERT_TRUE(is_plain(&plain));
}

static void names_that_the_c_library_may_know_better_are_left_to_it(void)
{
    static const struct {
        const char *host;
        bool is_allowed;
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
    struct hg_dns_config_sources sources = plain;
    sources.host_name = "Box.example.net";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        UNIT_ASSERT_ROW(is_allowed(&sources, rows[i].host) == rows[i].is_allowed,
                        rows[i].host);
    sources.nsswitch = "hosts: files ldap dns\n";
    CU_ASSERT_FALSE(is_allowed(&sources, "example.com"));
}

static void names_of_the_hosts_file_are_left_to_the_c_library(void)
{
    static const struct {
        const char *host;
        bool is_allowed;
    } rows[] = {
        {"a.example", false},    {"b.example", false},      {"A.Example", false},
        {"last.example", false}, {"scoped.example", false}, {"odd.example", false},
        {"off.example", true},   {"c.example", true},       {"example.org", true},
        {"st.example", true},
    };
    struct hg_dns_config_sources sources = plain;
    sources.hosts = "127.0.0.1\tlocalhost\n"
                    "# 192.0.2.1 off.example\n"
                    "\n"
                    "  192.0.2.2  b.example a.example # c.example\r\n"
                    "fe80::1%eth0 scoped.example\n"
                    "nonsense odd.example\n"
                    "192.0.2.3 last.example";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        UNIT_ASSERT_ROW(is_allowed(&sources, rows[i].host) == rows[i].is_allowed,
                        rows[i].host);
    sources.hosts = "\n#\n127.0.0.1\n";
    CU_ASSERT_TRUE(is_allowed(&sources, "a.example"));
}

static void a_long_hosts_file_is_searched_whole(void)
{
    struct hg_dns_config_sources sources = plain;
    struct hg_dns_config dns_config;
    struct hg_buf text;
    char name[32];

    hg_buf_init(&text);
    for (int i = 0; i < 1000; i++)
        hg_buf_printf(&text, "0.0.0.0 n%d.example\n", i);
    sources.hosts = text.data;
    hg_dns_config_read(&dns_config, &sources);
    hg_buf_release(&text);
    CU_ASSERT_EQUAL(dns_config.hosts_count, 1000);
    for (int i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "n%d.example", i);
        UNIT_ASSERT_ROW(!hg_dns_config_allows(&dns_config, name), name);
    }
    CU_ASSERT_TRUE(hg_dns_config_allows(&dns_config, "n1000.example"));
    hg_dns_config_release(&dns_config);
}

static void names_with_few_dots_may_be_meant_in_a_search_domain(void)
{
    const struct hg_dns_config dns_config = {.is_plain = true, .dots = 3};
    CU_ASSERT_FALSE(hg_dns_config_allows(&dns_config, "api.example.com"));
    CU_ASSERT_TRUE(hg_dns_config_allows(&dns_config, "v2.api.example.com"));
}

static void names_in_that_of_this_machine_are_left_to_the_c_library(void)
{
    struct hg_dns_config dns_config = {.is_plain = true, .dots = 1, .own_name = "m"};
    CU_ASSERT_FALSE(hg_dns_config_allows(&dns_config, "shop.m"));
    CU_ASSERT_TRUE(hg_dns_config_allows(&dns_config, "shop.am"));
    dns_config.own_name[0] = '\0';
    CU_ASSERT_TRUE(hg_dns_config_allows(&dns_config, "shop.m"));
}

static void names_that_are_too_long_are_left_to_the_c_library(void)
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
    {"names that the C library may know better are left to it",
     names_that_the_c_library_may_know_better_are_left_to_it},
    {"names of the hosts file are left to the C library",
     names_of_the_hosts_file_are_left_to_the_c_library},
    {"a long hosts file is searched whole", a_long_hosts_file_is_searched_whole},
    {"names with few dots may be meant in a search domain",
     names_with_few_dots_may_be_meant_in_a_search_domain},
    {"names in that of this machine are left to the C library",
     names_in_that_of_this_machine_are_left_to_the_c_library},
    {"names that are too long are left to the C library",
     names_that_are_too_long_are_left_to_the_c_library},
    CU_TEST_INFO_NULL,
};
