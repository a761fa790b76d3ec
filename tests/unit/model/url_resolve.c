/* SPDX-License-Identifier: MIT */
/* Tests of url: redirects and origins. */
#include "headgate/url.h"

#include "unit.h"

#include <string.h>

#include "headgate/banned.h"

#define BASE "https://h:8443/a/b/c?old#frag"

static int resolve(struct hg_url *url, const char *base_text, const char *location,
                   char *problem, size_t size)
{
    struct hg_url base;
    CU_ASSERT_EQUAL_FATAL(hg_url_parse(&base, base_text, problem, size), 0);
    const int status = hg_url_resolve(url, &base, location, problem, size);
    hg_url_release(&base);
    return status;
}

struct resolution {
    const char *location, *text;
};

static void resolve_all(const char *base, const struct resolution *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct hg_url url;
        char problem[256] = "";
        UNIT_ASSERT_ROW(resolve(&url, base, rows[i].location, problem, sizeof(problem)) ==
                            0,
                        rows[i].location);
        UNIT_ASSERT_TEXT(url.text, rows[i].text);
        hg_url_release(&url);
    }
}

static void locations_are_resolved_against_the_base(void)
{
    static const struct resolution rows[] = {
        {"/x", "https://h:8443/x"},
        {"x", "https://h:8443/a/b/x"},
        {"./x/../y", "https://h:8443/a/b/y"},
        {"../y", "https://h:8443/a/y"},
        {"../../../z", "https://h:8443/z"},
        {"?q=1", "https://h:8443/a/b/c?q=1"},
        {"#f", "https://h:8443/a/b/c?old"},
        {"", "https://h:8443/a/b/c?old"},
        {"x?y#z", "https://h:8443/a/b/x?y"},
        {"//other/p", "https://other/p"},
        {"http://other/", "http://other/"},
        {"HTTP://OTHER:80", "http://other/"},
        {"http://bücher.example/", "http://xn--bcher-kva.example/"},
        {"/a b", "https://h:8443/a%20b"},
        {"http://x/a b?c d#e f", "http://x/a%20b?c+d"},
        {"/\xe9", "https://h:8443/%e9"},
    };
    resolve_all(BASE, rows, sizeof(rows) / sizeof(rows[0]));
}

/* RFC 3986 5.4, but for other schemes. */
static void the_examples_of_the_standard_are_resolved(void)
{
    static const struct resolution rows[] = {
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g/"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q"},
        {"g#s", "http://a/b/c/g"},
        {"g?y#s", "http://a/b/c/g?y"},
        {";x", "http://a/b/c/;x"},
        {"g;x", "http://a/b/c/g;x"},
        {"g;x?y#s", "http://a/b/c/g;x?y"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"../../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {".g", "http://a/b/c/.g"},
        {"g..", "http://a/b/c/g.."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"./g/.", "http://a/b/c/g/"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"g?y/./x", "http://a/b/c/g?y/./x"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
        {"g#s/./x", "http://a/b/c/g"},
        {"g#s/../x", "http://a/b/c/g"},
    };
    resolve_all("http://a/b/c/d;p?q", rows, sizeof(rows) / sizeof(rows[0]));
}

/* What libcurl 7.88 and 8.14 do not resolve alike. */
static void dots_and_slashes_do_not_depend_on_libcurl(void)
{
    static const struct resolution rows[] = {
        {"%2e%2e/g", "http://a/b/g"},        {".%2E/g", "http://a/b/g"},
        {"%2e./g", "http://a/b/g"},          {"%2E", "http://a/b/c/"},
        {"g/%2e%2e", "http://a/b/c/"},       {"%2e%2e%2e/g", "http://a/b/c/%2e%2e%2e/g"},
        {"%2f../g", "http://a/b/c/%2f../g"}, {"%2/g", "http://a/b/c/%2/g"},
        {".//g", "http://a/b/c//g"},         {"..//g", "http://a/b//g"},
        {"./..//g", "http://a/b//g"},        {".//", "http://a/b/c//"},
        {"./?y", "http://a/b/c/?y"},         {"../?y", "http://a/b/?y"},
        {"g//../h", "http://a/b/c/g/h"},     {"?..", "http://a/b/c/d;p?.."},
        {"//g/%2e%2e/h", "http://g/h"},      {"http://g/%2e/./h", "http://g/h"},
    };
    resolve_all("http://a/b/c/d;p?q", rows, sizeof(rows) / sizeof(rows[0]));
}

static void locations_that_lead_nowhere_are_refused(void)
{
    static const struct {
        const char *location, *problem;
    } rows[] = {
        {"ftp://x/", "expected an http or https address, got scheme \"ftp\""},
        {"mailto:x@y", "expected an http or https address, got scheme \"mailto\""},
        {"file:///etc/passwd", "expected an http or https address, got scheme \"file\""},
        {"0:x", "expected an http or https address, got scheme \"0\""},
        {"+a://b/", "expected an http or https address, got scheme \"+a\""},
        {"localhost:80/x", "expected an http or https address, got scheme \"localhost\""},
        {"/a\x01z", "expected no control characters, got \"/a\ufffdz\""},
        {"//", "expected a host name, got \"//\""},
        {"http://h:0/", "expected a port from 1 to 65535, got \"http://h:0/\""},
        {"http://u:secret@h:0/", "expected a port from 1 to 65535, got "
                                 "\"http://***@h:0/\""},
        {"http://\xe9/", "expected a valid host name (string encoding error), got "
                         "\"http://\ufffd/\""},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_url url;
        char problem[256] = "";
        UNIT_ASSERT_ROW(resolve(&url, BASE, rows[i].location, problem, sizeof(problem)) ==
                            -1,
                        rows[i].location);
        UNIT_ASSERT_TEXT(problem, rows[i].problem);
        CU_ASSERT_PTR_NULL(url.text);
    }
}

static void a_location_of_more_than_16_kib_is_refused(void)
{
    static char location[HG_URL_MAX_BYTES + 2];
    memset(location, 'a', sizeof(location) - 1);
    location[HG_URL_MAX_BYTES] = '\0';
    struct hg_url url;
    char problem[256] = "";
    CU_ASSERT_EQUAL(resolve(&url, BASE, location, problem, sizeof(problem)), 0);
    hg_url_release(&url);
    location[HG_URL_MAX_BYTES] = 'a';
    CU_ASSERT_EQUAL(resolve(&url, BASE, location, problem, sizeof(problem)), -1);
    UNIT_ASSERT_TEXT(problem, "expected at most 16384 bytes, got 16385");
}

static void the_base_keeps_its_user_to_itself(void)
{
    struct hg_url url;
    char problem[256] = "";
    CU_ASSERT_EQUAL_FATAL(resolve(&url, "http://u:p@h/", "/x", problem, sizeof(problem)),
                          0);
    UNIT_ASSERT_TEXT(url.user, NULL);
    UNIT_ASSERT_TEXT(url.password, NULL);
    hg_url_release(&url);
    CU_ASSERT_EQUAL_FATAL(
        resolve(&url, "http://h/", "http://u:p@h/x", problem, sizeof(problem)), 0);
    UNIT_ASSERT_TEXT(url.user, "u");
    UNIT_ASSERT_TEXT(url.password, "p");
    UNIT_ASSERT_TEXT(url.text, "http://h/x");
    hg_url_release(&url);
}

static void an_origin_is_scheme_host_and_port(void)
{
    static const struct {
        const char *a, *b;
        bool same;
    } rows[] = {
        {"http://h/a", "http://H:80/b", true}, {"https://h/", "https://h:443/", true},
        {"http://h/", "https://h/", false},    {"http://h/", "http://h:81/", false},
        {"http://h/", "http://i/", false},     {"http://h:443/", "https://h/", false},
        {"http://u:p@h/", "http://h/", true},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_url a;
        struct hg_url b;
        char problem[256];
        CU_ASSERT_EQUAL_FATAL(hg_url_parse(&a, rows[i].a, problem, sizeof(problem)), 0);
        CU_ASSERT_EQUAL_FATAL(hg_url_parse(&b, rows[i].b, problem, sizeof(problem)), 0);
        UNIT_ASSERT_ROW(hg_url_same_origin(&a, &b) == rows[i].same, rows[i].b);
        hg_url_release(&a);
        hg_url_release(&b);
    }
}

CU_TestInfo url_resolve_tests[] = {
    {"locations_are_resolved_against_the_base", locations_are_resolved_against_the_base},
    {"the_examples_of_the_standard_are_resolved",
     the_examples_of_the_standard_are_resolved},
    {"dots_and_slashes_do_not_depend_on_libcurl",
     dots_and_slashes_do_not_depend_on_libcurl},
    {"locations_that_lead_nowhere_are_refused", locations_that_lead_nowhere_are_refused},
    {"a_location_of_more_than_16_kib_is_refused",
     a_location_of_more_than_16_kib_is_refused},
    {"the_base_keeps_its_user_to_itself", the_base_keeps_its_user_to_itself},
    {"an_origin_is_scheme_host_and_port", an_origin_is_scheme_host_and_port},
    CU_TEST_INFO_NULL,
};
