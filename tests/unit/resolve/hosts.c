/* SPDX-License-Identifier: MIT */
/* hosts: tests of the names in a hosts file. */
#include "unit.h"

#include <stdio.h>

#include "headgate/buf.h"
#include "headgate/memory.h"

#include "resolve/hosts.h"

static bool has(const char *text, const char *name)
{
    struct hg_hosts hosts = {0};
    hg_hosts_take(&hosts, hg_memory_copy_text(text));
    const bool has = hg_hosts_has(&hosts, name);
    hg_hosts_release(&hosts);
    return has;
}

static void all_names_of_a_line_are_known(void)
{
    static const char text[] = "127.0.0.1\tlocalhost\n"
                               "# 192.0.2.1 off.example\n"
                               "\n"
                               "  192.0.2.2  b.example a.example # c.example\r\n"
                               "fe80::1%eth0 scoped.example\n"
                               "nonsense odd.example\n"
                               "192.0.2.3 last.example";
    static const struct {
        const char *name;
        bool is_known;
    } rows[] = {
        {"localhost", true},   {"a.example", true},      {"b.example", true},
        {"A.Example", true},   {"scoped.example", true}, {"last.example", true},
        {"odd.example", true}, {"c.example", false},     {"off.example", false},
        {"127.0.0.1", false},  {"example", false},       {"", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        UNIT_ASSERT_ROW(has(text, rows[i].name) == rows[i].is_known, rows[i].name);
}

static void a_file_without_names_has_none(void)
{
    struct hg_hosts hosts = {0};
    CU_ASSERT_FALSE(has("", "a.example"));
    CU_ASSERT_FALSE(has("\n#\n127.0.0.1\n", "a.example"));
    hg_hosts_take(&hosts, NULL);
    CU_ASSERT_FALSE(hg_hosts_has(&hosts, "a.example"));
    hg_hosts_release(&hosts);
}

static void a_long_file_is_searched_whole(void)
{
    struct hg_hosts hosts = {0};
    struct hg_buf text;
    char name[32];

    hg_buf_init(&text);
    for (int i = 0; i < 1000; i++)
        hg_buf_printf(&text, "0.0.0.0 n%d.example\n", i);
    hg_hosts_take(&hosts, hg_buf_steal(&text));
    CU_ASSERT_EQUAL(hosts.count, 1000);
    for (int i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "n%d.example", i);
        UNIT_ASSERT_ROW(hg_hosts_has(&hosts, name), name);
    }
    CU_ASSERT_FALSE(hg_hosts_has(&hosts, "n1000.example"));
    hg_hosts_release(&hosts);
}

CU_TestInfo hosts_tests[] = {
    {"all names of a line are known", all_names_of_a_line_are_known},
    {"a file without names has none", a_file_without_names_has_none},
    {"a long file is searched whole", a_long_file_is_searched_whole},
    CU_TEST_INFO_NULL,
};
