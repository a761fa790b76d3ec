/* SPDX-License-Identifier: MIT */
/* expansion: tests of rows, with a resolver that sends no query. */
#include "unit.h"

#include <string.h>

#include "headgate/baseline.h"
#include "headgate/expansion.h"
#include "headgate/network.h"
#include "headgate/units.h"

static size_t names_asked;

/* "two.example" has two addresses, "one.example" one, any other name none. "far.example" has more, and
 * this machine is without IPv6. */
static void look_up(struct hg_lookup *lookups, size_t count, int64_t timeout_us,
                    const struct hg_cancel *cancel)
{
    (void)cancel;
    CU_ASSERT_EQUAL(timeout_us, 3 * HG_US_PER_S);
    names_asked += count;
    for (size_t i = 0; i < count; i++) {
        lookups[i].is_done = strcmp(lookups[i].name, "slow.example") != 0;
        if (strcmp(lookups[i].name, "two.example") == 0) {
            hg_address_parse(&lookups[i].addresses[0], "203.0.113.7", 0);
            hg_address_parse(&lookups[i].addresses[1], "2001:db8::7", 0);
            lookups[i].count = 2;
            lookups[i].has_route[0] = lookups[i].has_route[1] = true;
        } else if (strcmp(lookups[i].name, "one.example") == 0) {
            hg_address_parse(&lookups[i].addresses[0], "203.0.113.1", 0);
            lookups[i].count = 1;
        } else if (strcmp(lookups[i].name, "far.example") == 0) {
            hg_address_parse(&lookups[i].addresses[0], "203.0.113.8", 0);
            hg_address_parse(&lookups[i].addresses[1], "203.0.113.9", 0);
            hg_address_parse(&lookups[i].addresses[2], "2001:db8::8", 0);
            hg_address_parse(&lookups[i].addresses[3], "2001:db8::9", 0);
            lookups[i].has_route[1] = true;
            lookups[i].count = 4;
        } else if (strcmp(lookups[i].name, "six.example") == 0) {
            hg_address_parse(&lookups[i].addresses[0], "2001:db8::8", 0);
            hg_address_parse(&lookups[i].addresses[1], "2001:db8::9", 0);
            lookups[i].count = 2;
        }
    }
}

static const struct hg_policy all = {.addresses = HG_ADDRESSES_ALL,
                                     .connect_timeout_us = 3 * HG_US_PER_S};

static struct hg_target target_of(const char *url, const struct hg_policy *policy)
{
    return (struct hg_target){
        .name = url, .url = url, .policy = policy, .has_scheme = true, .enabled = true};
}

static void expand(struct hg_expansion *expansion, const struct hg_target *targets,
                   size_t count)
{
    static const struct hg_cancel cancel;
    names_asked = 0;
    hg_expansion_make(expansion, targets, count, look_up, &cancel);
}

static void a_name_with_two_addresses_becomes_two_rows(void)
{
    const struct hg_target targets[] = {
        target_of("http://one.example/", &all), target_of("http://two.example:81/", &all),
        target_of("http://none.example/", &all), target_of("http://two.example/a", &all)};
    struct hg_expansion expansion;
    expand(&expansion, targets, 4);
    CU_ASSERT_EQUAL(names_asked, 3);
    CU_ASSERT_EQUAL_FATAL(expansion.count, 6);
    UNIT_ASSERT_TEXT(expansion.targets[0].name, "http://one.example/");
    CU_ASSERT_PTR_EQUAL(expansion.targets[0].policy, &all);
    UNIT_ASSERT_TEXT(expansion.targets[1].name, "http://two.example:81/ [203.0.113.7]");
    UNIT_ASSERT_TEXT(hg_target_get_extra(&expansion.targets[1])->row_of,
                     "http://two.example:81/");
    CU_ASSERT_PTR_NULL(hg_target_get_extra(&expansion.targets[0])->row_of);
    CU_ASSERT_EQUAL_FATAL(expansion.targets[1].policy->resolve.count, 1);
    UNIT_ASSERT_TEXT(expansion.targets[1].policy->resolve.items[0],
                     "two.example:81:203.0.113.7");
    UNIT_ASSERT_TEXT(expansion.targets[2].name, "http://two.example:81/ [2001:db8::7]");
    UNIT_ASSERT_TEXT(expansion.targets[2].policy->resolve.items[0],
                     "two.example:81:[2001:db8::7]");
    UNIT_ASSERT_TEXT(expansion.targets[3].name, "http://none.example/");
    UNIT_ASSERT_TEXT(expansion.targets[5].policy->resolve.items[0],
                     "two.example:80:[2001:db8::7]");
    hg_expansion_release(&expansion);
}

static void each_row_has_its_own_previous_result(void)
{
    const struct hg_previous_result whole = {.name = "http://two.example/"};
    const struct hg_previous_result row = {.name = "http://two.example/ [2001:db8::7]",
                                           .next = &whole};
    struct hg_target targets[] = {target_of("http://two.example/", &all),
                                  target_of("http://none.example/", &all)};
    struct hg_expansion expansion;
    struct hg_target_extra extra = {.previous = &row};
    targets[0].extra = &extra;
    expand(&expansion, targets, 2);
    CU_ASSERT_EQUAL_FATAL(expansion.count, 3);
    CU_ASSERT_PTR_NULL(hg_target_get_extra(&expansion.targets[0])->previous);
    CU_ASSERT_PTR_EQUAL(hg_target_get_extra(&expansion.targets[1])->previous, &row);
    CU_ASSERT_PTR_NULL(hg_target_get_extra(&expansion.targets[2])->previous);
    hg_expansion_release(&expansion);
}

static void a_name_that_times_out_stays_one_row_and_is_counted(void)
{
    const struct hg_target targets[] = {target_of("http://slow.example/", &all),
                                        target_of("http://slow.example/b", &all),
                                        target_of("http://none.example/", &all)};
    struct hg_expansion expansion;
    expand(&expansion, targets, 3);
    CU_ASSERT_EQUAL(names_asked, 2);
    CU_ASSERT_EQUAL(expansion.count, 3);
    CU_ASSERT_EQUAL(expansion.timed_out_count, 1);
    hg_expansion_release(&expansion);
}

static void a_target_that_depends_on_a_name_depends_on_all_of_its_rows(void)
{
    static const uint32_t parents[] = {0, 1};
    struct hg_target targets[] = {target_of("http://two.example/", &all),
                                  target_of("http://one.example/", &all),
                                  target_of("http://203.0.113.9/", &all)};
    struct hg_expansion expansion;
    struct hg_target_extra extra = {.parents = parents, .parent_count = 2};
    targets[2].extra = &extra;
    expand(&expansion, targets, 3);
    CU_ASSERT_EQUAL_FATAL(expansion.count, 4);
    CU_ASSERT_EQUAL(hg_target_get_extra(&expansion.targets[0])->parent_count, 0);
    const struct hg_target_extra *child = hg_target_get_extra(&expansion.targets[3]);
    CU_ASSERT_EQUAL_FATAL(child->parent_count, 3);
    for (uint32_t i = 0; i < 3; i++)
        CU_ASSERT_EQUAL(child->parents[i], i);
    hg_expansion_release(&expansion);
}

static const struct hg_policy both = {.addresses = HG_ADDRESSES_IPV4_AND_IPV6,
                                      .connect_timeout_us = 3 * HG_US_PER_S};

static void versions_of_ip_are_two_rows_whatever_is_found(void)
{
    const struct hg_target targets[] = {target_of("https://shop.example/", &both),
                                        target_of("https://slow.example/", &both)};
    struct hg_expansion expansion;
    expand(&expansion, targets, 2);
    CU_ASSERT_EQUAL(names_asked, 2);
    CU_ASSERT_EQUAL(expansion.count, 4);
    CU_ASSERT_EQUAL(expansion.timed_out_count,
                    0); /* they are checked as they should be */
    hg_expansion_release(&expansion);
    expand(&expansion, targets, 1);
    CU_ASSERT_EQUAL_FATAL(expansion.count, 2);
    UNIT_ASSERT_TEXT(expansion.targets[0].name, "https://shop.example/ [IPv4]");
    CU_ASSERT_EQUAL(expansion.targets[0].policy->ip_version, HG_IP_4);
    UNIT_ASSERT_TEXT(expansion.targets[1].name, "https://shop.example/ [IPv6]");
    CU_ASSERT_EQUAL(expansion.targets[1].policy->ip_version, HG_IP_6);
    hg_expansion_release(&expansion);
}

static void assert_row(const struct hg_target *row, const char *name, bool is_enabled)
{
    const struct hg_target_extra *extra = hg_target_get_extra(row);
    UNIT_ASSERT_TEXT(row->name, name);
    CU_ASSERT_EQUAL(row->enabled, is_enabled);
    CU_ASSERT_EQUAL(extra->skip_reason == NULL, is_enabled);
    if (is_enabled)
        return;
    UNIT_ASSERT_TEXT(extra->skip_reason,
                     "this machine has no route to its IPv6 addresses");
    UNIT_ASSERT_TEXT(extra->skip_note, "checked by IPv4 only");
}

static void rows_without_a_route_are_skipped_where_the_other_version_is_checked(void)
{
    struct hg_policy six = all;
    six.ip_version = HG_IP_6;
    const struct hg_target targets[] = {
        target_of("http://far.example/", &all), target_of("http://far.example/b", &both),
        target_of("http://far.example/c", &six), target_of("http://six.example/", &all),
        target_of("http://six.example/b", &both)};
    struct hg_expansion expansion;
    expand(&expansion, targets, 5);
    CU_ASSERT_EQUAL_FATAL(expansion.count, 14);
    /* Of a version with a route to some address, each row is checked. */
    assert_row(&expansion.targets[0], "http://far.example/ [203.0.113.8]", true);
    assert_row(&expansion.targets[1], "http://far.example/ [203.0.113.9]", true);
    assert_row(&expansion.targets[2], "http://far.example/ [2001:db8::8]", false);
    assert_row(&expansion.targets[3], "http://far.example/ [2001:db8::9]", false);
    assert_row(&expansion.targets[4], "http://far.example/b [IPv4]", true);
    assert_row(&expansion.targets[5], "http://far.example/b [IPv6]", false);
    /* Where that version is asked for, or there is no other, the check will say so. */
    for (size_t i = 6; i < 14; i++)
        CU_ASSERT_TRUE(expansion.targets[i].enabled);
    hg_expansion_release(&expansion);
}

/* What belongs to the target stays with the row. */
static void a_row_that_is_skipped_keeps_its_parents(void)
{
    static const uint32_t parents[] = {0};
    struct hg_target targets[] = {target_of("http://one.example/", &all),
                                  target_of("http://far.example/", &both)};
    struct hg_target_extra extra = {.parents = parents, .parent_count = 1};
    struct hg_expansion expansion;
    targets[1].extra = &extra;
    expand(&expansion, targets, 2);
    CU_ASSERT_EQUAL_FATAL(expansion.count, 3);
    assert_row(&expansion.targets[2], "http://far.example/ [IPv6]", false);
    CU_ASSERT_EQUAL(hg_target_get_extra(&expansion.targets[2])->parent_count, 1);
    CU_ASSERT_PTR_NULL(extra.skip_reason);
    hg_expansion_release(&expansion);
}

static void a_bare_host_has_its_address_at_both_ports(void)
{
    struct hg_target target = target_of("https://two.example/", &all);
    struct hg_expansion expansion;
    target.has_scheme = false;
    target.url = "https://two.example/";
    expand(&expansion, &target, 1);
    CU_ASSERT_EQUAL_FATAL(expansion.count, 2);
    CU_ASSERT_EQUAL_FATAL(expansion.targets[0].policy->resolve.count, 2);
    UNIT_ASSERT_TEXT(expansion.targets[0].policy->resolve.items[0],
                     "two.example:443:203.0.113.7");
    UNIT_ASSERT_TEXT(expansion.targets[0].policy->resolve.items[1],
                     "two.example:80:203.0.113.7");
    hg_expansion_release(&expansion);
}

static void a_target_with_its_address_stays_one_row(void)
{
    static const char *const overrides[] = {"two.example:80:203.0.113.9"};
    struct hg_policy given = all;
    struct hg_policy by_proxy = all;
    struct hg_policy first = all;
    given.resolve = (struct hg_texts){overrides, 1};
    by_proxy.proxy = "http://proxy.example:3128";
    first.addresses = HG_ADDRESSES_FIRST;
    struct hg_target targets[] = {target_of("http://two.example/", &given),
                                  target_of("http://two.example/", &by_proxy),
                                  target_of("http://two.example/", &first),
                                  target_of("http://203.0.113.7/", &all),
                                  target_of("http://[::1]/", &all),
                                  target_of("http://two.example/", &all)};
    struct hg_expansion expansion;
    targets[5].enabled = false;
    expand(&expansion, targets, 6);
    CU_ASSERT_EQUAL(names_asked, 0);
    CU_ASSERT_EQUAL(expansion.count, 6);
    hg_expansion_release(&expansion);
    expand(&expansion, &targets[2], 1);
    CU_ASSERT_PTR_EQUAL(expansion.targets, &targets[2]);
    hg_expansion_release(&expansion);
}

static void localhost_is_resolved(void)
{
    static const struct hg_cancel cancel;
    struct hg_lookup lookups[2] = {{.name = "127.0.0.1"},
                                   {.name = "::1", .version = HG_IP_4}};
    hg_look_up(lookups, 2, 60 * HG_US_PER_S, &cancel);
    CU_ASSERT_EQUAL_FATAL(lookups[0].count, 1);
    CU_ASSERT_EQUAL(lookups[0].addresses[0].family, 4);
    CU_ASSERT_EQUAL(lookups[0].addresses[0].bytes[0], 127);
    CU_ASSERT_TRUE(lookups[0].has_route[0]);
    CU_ASSERT_EQUAL(lookups[1].count, 0);
}

CU_TestInfo expansion_tests[] = {
    {"a name with two addresses becomes two rows",
     a_name_with_two_addresses_becomes_two_rows},
    {"each row has its own previous result", each_row_has_its_own_previous_result},
    {"a name that times out stays one row and is counted",
     a_name_that_times_out_stays_one_row_and_is_counted},
    {"a target that depends on a name depends on all of its rows",
     a_target_that_depends_on_a_name_depends_on_all_of_its_rows},
    {"versions of IP are two rows whatever is found",
     versions_of_ip_are_two_rows_whatever_is_found},
    {"rows without a route are skipped where the other version is checked",
     rows_without_a_route_are_skipped_where_the_other_version_is_checked},
    {"a row that is skipped keeps its parents", a_row_that_is_skipped_keeps_its_parents},
    {"a bare host has its address at both ports",
     a_bare_host_has_its_address_at_both_ports},
    {"a target with its address stays one row", a_target_with_its_address_stays_one_row},
    {"localhost is resolved", localhost_is_resolved},
    CU_TEST_INFO_NULL,
};
