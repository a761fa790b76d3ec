/* SPDX-License-Identifier: MIT */
/* units: durations, numbers and limits, to and fro. */
#include "headgate/units.h"

#include "unit.h"

#include "headgate/banned.h"

#define MS HG_US_PER_MS
#define S  HG_US_PER_S

static void durations_are_parsed(void)
{
    const struct {
        const char *text;
        int64_t us;
    } rows[] = {
        {"250ms", 250 * MS},
        {"10s", 10 * S},
        {"1.5s", 1500 * MS},
        {"2m", 120 * S},
        {"1h", 3600 * S},
        {"1d", 86400 * S},
        {"1m30s", 90 * S},
        {"1d2h3m4s5ms", 93784 * S + 5 * MS},
        {"1m250ms", 60 * S + 250 * MS},
        {"0s", 0},
        {"0ms", 0},
        {"0.001ms", 1},
        {"0.000001s", 1},
        {"0.00001d", 864 * MS},
        {"0.5h", 1800 * S},
        {"90m", 5400 * S},
        {"1.50s", 1500 * MS},
        {"05s", 5 * S},
        {"36525d", INT64_C(36525) * 86400 * S},
        {"2w", 14 * 86400 * S},
        {"3y1w", (3 * INT64_C(365) + 7) * 86400 * S},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t us = -7;
        UNIT_ASSERT_ROW(hg_units_parse_duration(rows[i].text, &us) == 0, rows[i].text);
        UNIT_ASSERT_ROW(us == rows[i].us, rows[i].text);
    }
}

static void what_is_no_duration_is_refused_and_changes_nothing(void)
{
    const char *const rows[] = {
        "",
        "0",
        "10",
        "s",
        "ms",
        "10 s",
        " 10s",
        "10s ",
        "-1s",
        "+1s",
        "1.s",
        ".5s",
        "1,5s",
        "1e3s",
        "10S",
        "10sec",
        "10us",
        "30s1m",
        "1s1s",
        "1ms1s",
        "1m30",
        "0x10s",
        "1.5",
        "1..5s",
        "1s\n",
        "36525d1ms",
        "36526d",
        "876601h",
        "inf",
        "nan",
        "9223372036854775807ms",
        "9223372036854775808ms",
        "99999999999999999999s",
        "0.0000001s",
        "0.0001ms",
        "0.000000000s",
        "0.000000001d",
        "0.99999999999999999999s",
        "1.5w",
        "0.5y",
        "1w1y",
        "\xD9\xA1s",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t us = -7;
        UNIT_ASSERT_ROW(hg_units_parse_duration(rows[i], &us) == -1, rows[i]);
        UNIT_ASSERT_ROW(us == -7, rows[i]);
    }
}

static void durations_are_written_in_their_shortest_exact_form(void)
{
    const struct {
        int64_t us;
        const char *text;
    } rows[] = {
        {0, "0s"},
        {1, "0.001ms"},
        {250 * MS, "250ms"},
        {999999, "999.999ms"},
        {S, "1s"},
        {1500 * MS, "1.5s"},
        {10 * S, "10s"},
        {1000001, "1.000001s"},
        {60 * S, "1m"},
        {90 * S, "1m30s"},
        {60 * S + 250 * MS, "1m250ms"},
        {61 * S + 500 * MS, "1m1.5s"},
        {3600 * S, "1h"},
        {3601 * S, "1h1s"},
        {36 * 3600 * S, "1d12h"},
        {INT64_C(36525) * 86400 * S, "36525d"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[64];
        int64_t us = -7;
        hg_units_format_duration(rows[i].us, text, sizeof text);
        UNIT_ASSERT_TEXT(text, rows[i].text);
        UNIT_ASSERT_ROW(hg_units_parse_duration(text, &us) == 0, text);
        UNIT_ASSERT_ROW(us == rows[i].us, text);
    }
}

static void every_written_duration_is_read_back(void)
{
    /* Steps that meet no unit, over all magnitudes up to 100 years. */
    for (int64_t us = 1; us < INT64_C(36525) * 86400 * S; us += us / 3 + 7) {
        char text[64];
        int64_t back = -7;
        hg_units_format_duration(us, text, sizeof text);
        UNIT_ASSERT_ROW(hg_units_parse_duration(text, &back) == 0 && back == us, text);
    }
}

static void times_for_people_have_three_digits_or_so(void)
{
    const struct {
        int64_t us;
        const char *text;
    } rows[] = {
        {-1, "-"},
        {0, "0.0 ms"},
        {49, "0.0 ms"},
        {50, "0.1 ms"},
        {240, "0.2 ms"},
        {9949, "9.9 ms"},
        {9950, "10 ms"}, /* not "10.0 ms" */
        {87 * MS, "87 ms"},
        {999499, "999 ms"},
        {999500, "1.00 s"}, /* not "1000 ms" */
        {1240 * MS, "1.24 s"},
        {59994999, "59.99 s"},
        {59995000, "1 m 00 s"}, /* not "60.00 s" */
        {125 * S, "2 m 05 s"},
        {3599499999, "59 m 59 s"},
        {3599500000, "1 h 00 m"},
        {11220 * S, "3 h 07 m"},
        {INT64_MAX, "2562047788 h 01 m"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[32];
        hg_units_format_time(rows[i].us, text, sizeof text);
        UNIT_ASSERT_TEXT(text, rows[i].text);
    }
}

static void what_lasted_is_rounded_and_has_two_units(void)
{
    static const struct {
        int64_t us;
        const char *text;
    } rows[] = {
        {0, "0 s"},
        {499999, "0 s"},
        {500000, "1 s"},
        {59499999, "59 s"},
        {59500000, "1 m"},
        {125 * S, "2 m 05 s"},
        {599499999, "9 m 59 s"},
        {599500000, "10 m"},
        {629 * S, "10 m"},
        {1500 * S + 29 * S, "25 m"},
        {3569999999, "59 m"},
        {3570 * S, "1 h"},
        {3599 * S, "1 h"},
        {3600 * S, "1 h"},
        {3625 * S, "1 h"},
        {3630 * S, "1 h 01 m"},
        {11220 * S, "3 h 07 m"},
        {86400 * S, "24 h"},
        {172769 * S, "47 h 59 m"},
        {172770 * S, "2 d"},
        {172800 * S, "2 d"},
        {(7 * 86400 + 6 * 3600) * S, "7 d 06 h"},
        {(7 * 86400 + 23 * 3600 + 1800) * S, "8 d"},
        {-1, "0 s"},
        {-499999, "0 s"},
        {-500000, "-1 s"},
        {-61 * S, "-1 m 01 s"},
        {INT64_MAX, "106751991 d 04 h"},
        {-INT64_MAX, "-106751991 d 04 h"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[32];
        hg_units_format_elapsed(rows[i].us, text, sizeof text);
        UNIT_ASSERT_TEXT(text, rows[i].text);
    }
}

static void numbers_are_decimal_digits_only(void)
{
    const struct {
        const char *text;
        int64_t value; /* -1: refused */
    } rows[] = {
        {"0", 0},
        {"7", 7},
        {"4096", 4096},
        {"9223372036854775807", INT64_MAX},
        {"9223372036854775808", -1},
        {"99999999999999999999", -1},
        {"", -1},
        {"007", -1},
        {"00", -1},
        {"+7", -1},
        {"-7", -1},
        {" 7", -1},
        {"7 ", -1},
        {"0x10", -1},
        {"0o17", -1},
        {"1_000", -1},
        {"1:30", -1},
        {"1e3", -1},
        {"1.0", -1},
        {"seven", -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t value = -1;
        const int rc = hg_units_parse_number(rows[i].text, &value);
        UNIT_ASSERT_ROW(rc == (rows[i].value < 0 ? -1 : 0), rows[i].text);
        UNIT_ASSERT_ROW(value == rows[i].value, rows[i].text);
    }
}

static void limits_are_counts_or_percentages(void)
{
    const struct {
        const char *text;
        double value;
        bool is_percent;
        const char *written;
    } rows[] = {
        {"0", 0, false, "0"},
        {"5", 5, false, "5"},
        {"1000000", 1000000, false, "1000000"},
        {"5%", 5, true, "5%"},
        {"0%", 0, true, "0%"},
        {"100%", 100, true, "100%"},
        {"0.5%", 0.5, true, "0.5%"},
        {"2.50%", 2.5, true, "2.5%"},
        {"0.000001%", 0.000001, true, "0.000001%"},
        {"2.01%", 2.01, true, "2.01%"}, /* 2009999.99 millionths as a double */
        {"33.333333%", 33.333333, true, "33.333333%"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_limit limit = {0};
        char written[32];
        UNIT_ASSERT_ROW(hg_units_parse_limit(rows[i].text, &limit) == 0, rows[i].text);
        CU_ASSERT_DOUBLE_EQUAL(limit.value, rows[i].value, 1e-12);
        UNIT_ASSERT_ROW(limit.is_percent == rows[i].is_percent, rows[i].text);
        hg_units_format_limit(limit, written, sizeof written);
        UNIT_ASSERT_TEXT(written, rows[i].written);
    }
}

static void what_is_no_limit_is_refused_and_changes_nothing(void)
{
    const char *const rows[] = {"",
                                "%",
                                "0.5",
                                "-1",
                                "-1%",
                                "5 %",
                                "5%%",
                                "5% ",
                                " 5%",
                                "101%",
                                ".5%",
                                "5.%",
                                "1e1%",
                                "100.000001%",
                                "05",
                                "0.0000000%",
                                "0.0000001%",
                                "five",
                                "99999999999999999999%"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_limit limit = {.value = 42};
        UNIT_ASSERT_ROW(hg_units_parse_limit(rows[i], &limit) == -1, rows[i]);
        UNIT_ASSERT_ROW(limit.value > 41 && !limit.is_percent, rows[i]);
    }
}

static void limits_of_totals_are_rounded_down_exactly(void)
{
    const struct {
        const char *text;
        int64_t total;
        int64_t allowed;
    } rows[] = {
        {"3", 10, 3},
        {"30", 10, 10},
        {"0", 10, 0},
        {"10%", 100, 10},
        {"10%", 99, 9},
        {"10%", 9, 0},
        {"100%", 7, 7},
        {"0.5%", 1000, 5},
        {"0.5%", 199, 0},
        /* Products that come out just below a whole number as doubles. */
        {"0.29%", 10000, 29},
        {"29%", 100, 29},
        {"57%", 100, 57},
        {"0.7%", 1000, 7},
        {"1.1%", 1000, 11},
        {"0.07%", 10000, 7},
        {"2.01%", 10000, 201},
        {"50%", 0, 0},
        {"50%", INT64_MAX, INT64_MAX / 2},
        {"100%", INT64_MAX, INT64_MAX},
        {"9223372036854775807", INT64_MAX, INT64_MAX},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_limit limit = {0};
        UNIT_ASSERT_ROW(hg_units_parse_limit(rows[i].text, &limit) == 0, rows[i].text);
        UNIT_ASSERT_ROW(hg_units_limit_of(limit, rows[i].total) == rows[i].allowed,
                        rows[i].text);
    }
}

static void short_outputs_are_cut(void)
{
    char text[4];
    hg_units_format_duration(250 * MS, text, sizeof text);
    UNIT_ASSERT_TEXT(text, "250");
    hg_units_format_time(1240 * MS, text, sizeof text);
    UNIT_ASSERT_TEXT(text, "1.2");
    hg_units_format_limit((struct hg_limit){.value = 33.25, .is_percent = true}, text,
                          sizeof text);
    UNIT_ASSERT_TEXT(text, "33.");
}

static void numbers_have_all_their_digits(void)
{
    static const struct {
        int64_t number;
        const char *expected;
    } rows[] = {
        {0, "0"},
        {7, "7"},
        {10, "10"},
        {-1, "-1"},
        {INT64_MAX, "9223372036854775807"},
        {INT64_MIN, "-9223372036854775808"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[HG_UNITS_NUMBER_SIZE + 1];
        text[hg_units_write_number(rows[i].number, text)] = '\0';
        UNIT_ASSERT_TEXT(text, rows[i].expected);
    }
}

static void milliseconds_for_programs_have_one_decimal(void)
{
    static const struct {
        int64_t us;
        const char *expected;
    } rows[] = {
        {0, "0.0"},          {49, "0.0"},
        {50, "0.1"},         {99950, "100.0"},
        {1234567, "1234.6"}, {INT64_C(9007199254740992000), "9007199254740992.0"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[HG_UNITS_NUMBER_SIZE + 1];
        text[hg_units_write_ms(rows[i].us, text)] = '\0';
        UNIT_ASSERT_TEXT(text, rows[i].expected);
    }
}

static void sizes_are_bytes_or_have_a_unit(void)
{
    static const struct {
        const char *text;
        int64_t bytes; /* -1: refused */
        const char *shown;
    } rows[] = {
        {"0", 0, "0 bytes"},
        {"1", 1, "1 byte"},
        {"100", 100, "100 bytes"},
        {"64KiB", 65536, "64 KiB"},
        {"2MiB", 2 << 20, "2 MiB"},
        {"1024KiB", 1 << 20, "1 MiB"},
        {"1500", 1500, "1500 bytes"},
        {"", -1, ""},
        {"KiB", -1, ""},
        {"1kb", -1, ""},
        {"1 MiB", -1, ""},
        {"-1", -1, ""},
        {"1.5MiB", -1, ""},
        {"010", -1, ""},
        {"9223372036854775807MiB", -1, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t bytes = -1;
        char text[32];
        const int result = hg_units_parse_size(rows[i].text, &bytes);
        UNIT_ASSERT_ROW((result == 0) == (rows[i].bytes >= 0), rows[i].text);
        UNIT_ASSERT_ROW(bytes == rows[i].bytes, rows[i].text);
        if (bytes < 0)
            continue;
        hg_units_format_size(bytes, text, sizeof text);
        UNIT_ASSERT_TEXT(text, rows[i].shown);
    }
}

static void thresholds_are_durations_or_shares(void)
{
    static const struct {
        const char *text;
        int64_t of_year_us;
        const char *written;
    } rows[] = {
        {"21d", 21 * 86400 * S, "21d"},
        {"off", 0, "off"},
        {"0s", 0, "off"},
        {"10%", INT64_C(3153600) * S, "10%"},
        {"0%", 0, "off"},
        {"0.5%", INT64_C(157680) * S, "0.5%"},
        {"36h", 129600 * S, "1d12h"},
        {"14d or 25%", 14 * 86400 * S, "14d or 25%"},
        {"200d or 25%", INT64_C(7884000) * S, "200d or 25%"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_threshold threshold = {.us = -7};
        char text[32];
        UNIT_ASSERT_ROW(hg_units_parse_threshold(rows[i].text, &threshold) == 0,
                        rows[i].text);
        UNIT_ASSERT_ROW(hg_units_threshold_of(&threshold, 365 * 86400 * S) ==
                            rows[i].of_year_us,
                        rows[i].text);
        hg_units_format_threshold(&threshold, text, sizeof text);
        UNIT_ASSERT_TEXT(text, rows[i].written);
    }
    const struct hg_threshold both = {.us = 14 * 86400 * S, .percent = 25};
    struct hg_threshold part = hg_units_threshold_part(&both, 365 * 86400 * S);
    CU_ASSERT_TRUE(part.us == both.us && !(part.percent > 0));
    part = hg_units_threshold_part(&both, 6 * 86400 * S);
    CU_ASSERT_TRUE(part.us == 0 && part.percent > 0);
    const char *const wrong[] = {
        "",          "10",        "101%",       "-1d",         "never",
        "10 %",      "d",         "14d or",     "14d or 7d",   "25% or 14d",
        "14d or 0%", "0s or 25%", "off or 25%", "14d  or 25%", "14d or 25% or 1%"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct hg_threshold threshold = {.us = -7};
        UNIT_ASSERT_ROW(hg_units_parse_threshold(wrong[i], &threshold) == -1, wrong[i]);
        UNIT_ASSERT_ROW(threshold.us == -7, wrong[i]);
    }
}

CU_TestInfo units_tests[] = {
    {"numbers_have_all_their_digits", numbers_have_all_their_digits},
    {"milliseconds_for_programs_have_one_decimal",
     milliseconds_for_programs_have_one_decimal},
    {"sizes_are_bytes_or_have_a_unit", sizes_are_bytes_or_have_a_unit},
    {"durations_are_parsed", durations_are_parsed},
    {"what_is_no_duration_is_refused_and_changes_nothing",
     what_is_no_duration_is_refused_and_changes_nothing},
    {"durations_are_written_in_their_shortest_exact_form",
     durations_are_written_in_their_shortest_exact_form},
    {"every_written_duration_is_read_back", every_written_duration_is_read_back},
    {"times_for_people_have_three_digits_or_so",
     times_for_people_have_three_digits_or_so},
    {"what_lasted_is_rounded_and_has_two_units",
     what_lasted_is_rounded_and_has_two_units},
    {"numbers_are_decimal_digits_only", numbers_are_decimal_digits_only},
    {"limits_are_counts_or_percentages", limits_are_counts_or_percentages},
    {"what_is_no_limit_is_refused_and_changes_nothing",
     what_is_no_limit_is_refused_and_changes_nothing},
    {"limits_of_totals_are_rounded_down_exactly",
     limits_of_totals_are_rounded_down_exactly},
    {"spans_are_durations_or_shares", thresholds_are_durations_or_shares},
    {"short_outputs_are_cut", short_outputs_are_cut},
    CU_TEST_INFO_NULL,
};
