/* SPDX-License-Identifier: MIT */
/* Tests of media. */
#include "headgate/media.h"

#include "unit.h"

#include <stddef.h>

#include "headgate/banned.h"

static void parameters_count_when_they_are_expected(void)
{
    static const struct {
        const char *expected, *media;
        bool matches;
    } rows[] = {
        {"text/html", "text/html", true},
        {"text/html", "TEXT/Html ; charset=utf-8", true},
        {"text/html", "text/htm", false},
        {"text/html", "application/xhtml+xml", false},
        {"text/html", "", false},
        {"text/*", "text/plain", true},
        {"text/*", "image/png", false},
        {"*/*", "image/png", true},
        {"text/html; charset=utf-8", "text/html; q=1; charset=\"UTF-8\"", true},
        {"text/html; charset=utf-8", "text/html; charset=latin1", false},
        {"text/html; charset=utf-8", "text/html", false},
        {"text/html;charset=utf-8", "text/html;x=\";charset=utf-8\"", false},
        {"a/b; v=A", "a/b; v=a", false},
        {"a/b; v=A; w=2", "a/b; w=2; v=A", true},
        {"a/b;", "a/b", true},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        UNIT_ASSERT_ROW(hg_media_matches(rows[i].expected, rows[i].media) ==
                            rows[i].matches,
                        rows[i].media);
}

static void a_media_type_has_two_halves(void)
{
    static const char *const right[] = {"text/html", "text/html; charset=utf-8", "a/*"};
    static const char *const wrong[] = {"", "text", "text/", "/html", "a/b/c", "; a=b"};
    for (size_t i = 0; i < sizeof(right) / sizeof(right[0]); i++)
        UNIT_ASSERT_ROW(hg_media_is_type(right[i]), right[i]);
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        UNIT_ASSERT_ROW(!hg_media_is_type(wrong[i]), wrong[i]);
}

CU_TestInfo media_tests[] = {
    {"parameters_count_when_they_are_expected", parameters_count_when_they_are_expected},
    {"a_media_type_has_two_halves", a_media_type_has_two_halves},
    CU_TEST_INFO_NULL,
};
