/* SPDX-License-Identifier: MIT */
/* uptime_html: tests of HTML for mails and browsers, as a parser of HTML reads it. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "report/render.h"
#include "uptime_sample.h"

#define HOSTILE "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;"

static void check_absent(htmlDocPtr document, const char *const *expressions,
                         size_t count)
{
    for (size_t i = 0; i < count; i++)
        UNIT_ASSERT_ROW(html_count(document, expressions[i]) == 0, expressions[i]);
}

/* What neither of the two may have, whatever names hold. */
static const char *const active[] = {
    "//script",
    "//img",
    "//iframe",
    "//object",
    "//form",
    "//link",
    "//base",
    "//@src",
    "//@*[starts-with(name(), 'on')]",
    ("//@href[not(starts-with(., 'http://') or starts-with(., 'https://') or "
     "starts-with(., '#'))]"),
};

/* What mail clients don't know. */
static const char *const unknown_to_mail[] = {
    "//body//style",
    "//svg",
    ("//div[not(contains(@style, 'display:none') or @role = 'main' or "
     "@role = 'contentinfo')]"),
    "//@id",
    "//table[not(@role = 'presentation')]",
    ("//td[not(contains(@style, 'background-color:')) or "
     "not(contains(@style, ';color:') or starts-with(@style, 'color:'))]"),
    "//span[contains(@style, 'color') and not(contains(@style, 'background-color:'))]",
};

/* Screen readers jump from one to the next; every word is in one of the two landmarks. */
static void check_landmarks(htmlDocPtr document)
{
    CU_ASSERT_EQUAL(html_count(document, "/html[@lang = 'en']"), 1);
    CU_ASSERT_EQUAL(html_count(document, "//div[@role = 'main']//h1"), 1);
    CU_ASSERT_EQUAL(html_count(document, "//h1"), 1);
    CU_ASSERT_EQUAL(html_count(document, "//div[@role = 'main']//h2"), 10);
    CU_ASSERT_EQUAL(html_count(document, "//h2"), 10);
    CU_ASSERT_EQUAL(html_count(document, "//div[@role = 'contentinfo']"), 1);
    CU_ASSERT_EQUAL(
        html_count(document,
                   "//body//text()[normalize-space() != '' and not(ancestor::div)]"),
        0);
}

/* The dark variant turns all that has a colour of its own, but words on the colour of their tone. */
static void check_dark(htmlDocPtr document)
{
    CU_ASSERT_EQUAL(
        html_count(document,
                   "//head/style[contains(., '@media (prefers-color-scheme:dark)')]"),
        1);
    CU_ASSERT_EQUAL(html_count(document, "//*[contains(@style, 'color:') and "
                                         "not(contains(@style, ';color:#ffffff')) and "
                                         "not(@class = 'o' or @class = 'p' or "
                                         "@class = 'f' or @class = 'p s') and "
                                         "not(self::a)]"),
                    0);
}

static void test_mail(void)
{
    struct uptime_sample sample;
    uptime_sample_init(&sample);
    char *text = uptime_render("html", &sample.uptime, NULL);
    htmlDocPtr document = html_parse(text);
    check_absent(document, active, sizeof active / sizeof active[0]);
    check_absent(document, unknown_to_mail,
                 sizeof unknown_to_mail / sizeof unknown_to_mail[0]);
    CU_ASSERT_EQUAL(html_count(document, "//meta[@name = 'color-scheme']"), 1);
    CU_ASSERT_EQUAL(html_count(document, "//td//b[. = '<script>alert(1)</script>']"), 1);
    CU_ASSERT_EQUAL(html_count(document, "//h3[. = '<script>alert(1)</script>']"), 1);
    check_landmarks(document);
    check_dark(document);
    xmlFreeDoc(document);
    free(text);
    uptime_sample_release(&sample);
}

static void test_page(void)
{
    struct uptime_sample sample;
    uptime_sample_init(&sample);
    char *text = uptime_render("page", &sample.uptime, NULL);
    htmlDocPtr document = html_parse(text);
    check_absent(document, active, sizeof active / sizeof active[0]);
    CU_ASSERT_EQUAL(html_count(document,
                               "//meta[@http-equiv = 'Content-Security-Policy' and "
                               "contains(@content, \"default-src 'none'\")]"),
                    1);
    CU_ASSERT_EQUAL(html_count(document, "//@style"), 0);
    CU_ASSERT_EQUAL(html_count(document, "//section[@id = 'targets']/details"),
                    sample.uptime.target_count);
    CU_ASSERT_EQUAL(
        html_count(document, "//section[@id = 'targets']/details/div/details"),
        sample.uptime.target_count);
    xmlFreeDoc(document);
    free(text);
    uptime_sample_release(&sample);
}

static void check_hostile(const char *format)
{
    struct uptime_sample sample;
    uptime_sample_init_many(&sample, 3, HOSTILE, true);
    sample.uptime.name = HOSTILE;
    sample.uptime.history = HOSTILE;
    sample.uptime.host = HOSTILE;
    sample.uptime.targets[0].url = "javascript:alert(1)";
    sample.uptime.targets[1].url = "https://example.com/" HOSTILE;
    sample.uptime.incidents[0].common = HOSTILE;
    char *text = uptime_render(format, &sample.uptime, NULL);
    htmlDocPtr document = html_parse(text);
    check_absent(document, active, sizeof active / sizeof active[0]);
    CU_ASSERT_PTR_NULL(strstr(text, "<script"));
    CU_ASSERT_PTR_NULL(strstr(text, "<img"));
    xmlFreeDoc(document);
    free(text);
    uptime_sample_release(&sample);
}

static void test_hostile(void)
{
    check_hostile("html");
    check_hostile("page");
}

/* Gmail shows the first 102 KB only. */
static void check_size(const char *name, bool are_down)
{
    struct uptime_sample sample;
    uptime_sample_init_many(&sample, 10000, name, are_down);
    char *text = uptime_render("html", &sample.uptime, NULL);
    UNIT_ASSERT_ROW(strlen(text) < 98 * 1000, name);
    UNIT_ASSERT_ROW(strstr(text, "</html>") != NULL, name);
    UNIT_ASSERT_ROW(strstr(text, are_down ? " of them with incidents"
                                          : " targets without incident") != NULL,
                    name);
    free(text);
    uptime_sample_release(&sample);
}

static void test_size(void)
{
    char combining[2000] = "a";
    char quotes[500];
    for (size_t i = 1; i + 2 < sizeof combining; i += 2)
        memcpy(combining + i, "\xCC\x81", 3); /* U+0301 has no width */
    memset(quotes, '"', sizeof quotes - 1);
    quotes[sizeof quotes - 1] = '\0';
    check_size("t", false);
    check_size("t", true);
    check_size(HOSTILE HOSTILE HOSTILE, true);
    check_size(combining, true);
    check_size(quotes, true);
}

CU_TestInfo uptime_html_tests[] = {
    {"a_mail_has_tables_inline_styles_landmarks_and_a_dark_variant", test_mail},
    {"a_page_has_every_target_with_charts_and_loads_nothing", test_page},
    {"names_and_addresses_are_no_markup_and_no_script", test_hostile},
    {"a_mail_of_ten_thousand_targets_is_shorter_than_100_kb", test_size},
    CU_TEST_INFO_NULL,
};
