/* SPDX-License-Identifier: MIT */
/* timestamp: tests of points in time as people write them. */
#include "unit.h"

#include "app/timestamp.h"

static void moments_are_read_in_the_zone_unless_they_have_their_own(void)
{
    static const struct {
        const char *text;
        int64_t wall_s;
    } rows[] = {
        {"2026-11-20T19:40:12Z", 1795203612},
        {"2026-11-20t19:40:12z", 1795203612},
        {"2026-11-20T19:40:12.345Z", 1795203612},
        {"2026-11-20T20:40:12+01:00", 1795203612},
        {"2026-11-20 14:10:12-05:30", 1795203612},
        {"2026-11-20 20:40", 1795203600},
        {"2026-11-20 20:40:12", 1795203612},
        {"2026-11-20T20:40", 1795203600},
        {"2026-07-01 02:00", 1782864000},
    };
    struct hg_zone zone;
    struct hg_error err = {0};
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(&zone, "Europe/Berlin", &err), 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t wall_us = -1;
        UNIT_ASSERT_ROW(hg_timestamp_parse(rows[i].text, &zone, &wall_us, &err) == 0,
                        rows[i].text);
        UNIT_ASSERT_ROW(wall_us == rows[i].wall_s * 1000000, rows[i].text);
    }
    hg_zone_release(&zone);
}

static void other_texts_are_refused(void)
{
    static const char *const texts[] = {
        "",         "2026-11-20",           "2026-11-20 ",        "2026-11-20 7:40",
        "19:40",    "2026-11-20 24:00",     "2026-11-20 19:60",   "2026-02-30 19:40",
        "tomorrow", "2026-11-20 19:40 CET", "2026-11-20 19:40+1", "2026-11-20 19:40:",
    };
    struct hg_zone zone;
    struct hg_error err = {0};
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(&zone, "UTC", &err), 0);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int64_t wall_us = -1;
        err = (struct hg_error){0};
        UNIT_ASSERT_ROW(hg_timestamp_parse(texts[i], &zone, &wall_us, &err) == -1,
                        texts[i]);
        UNIT_ASSERT_ROW(err.kind == HG_ERROR_USAGE, texts[i]);
        UNIT_ASSERT_ROW(wall_us == -1, texts[i]);
    }
    hg_zone_release(&zone);
}

static void a_problem_shows_the_text_clean(void)
{
    struct hg_zone zone;
    struct hg_error err = {0};
    int64_t wall_us = -1;
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(&zone, "UTC", &err), 0);
    CU_ASSERT_EQUAL(hg_timestamp_parse("\033[31m2026", &zone, &wall_us, &err), -1);
    UNIT_ASSERT_TEXT(err.text, "--at: expected a time such as \"2026-11-20 19:40\" or "
                               "2026-11-20T19:40:00Z, got \"\xEF\xBF\xBD[31m2026\"");
    hg_zone_release(&zone);
}

CU_TestInfo timestamp_tests[] = {
    {"moments_are_read_in_the_zone_unless_they_have_their_own",
     moments_are_read_in_the_zone_unless_they_have_their_own},
    {"other_texts_are_refused", other_texts_are_refused},
    {"a_problem_shows_the_text_clean", a_problem_shows_the_text_clean},
    CU_TEST_INFO_NULL,
};
