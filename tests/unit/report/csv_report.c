/* SPDX-License-Identifier: MIT */
/* csv_report: quoting, the formula guard, and what stands where nothing is known. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/field.h"
#include "render.h"
#include "sample.h"

struct text_row {
    const char *name;
    const char *cell;
};

static const struct text_row text_rows[] = {
    {"plain", "plain"},
    {"a,b", "\"a,b\""},
    {"say \"hi\"", "\"say \"\"hi\"\"\""},
    {"\"", "\"\"\"\""},
    {"=1+1", "'=1+1"},
    {"+49", "'+49"},
    {"-1", "'-1"},
    {"@SUM(A1)", "'@SUM(A1)"},
    {"\tx", "'\tx"},
    {"\rx", "\"'\rx\""},
    {"=\"a\",b", "\"'=\"\"a\"\",b\""},
    {"1=2", "1=2"},
    {"::error::x", "'::error::x"},
    {"##[group]a,b", "\"'##[group]a,b\""},
    {"a::b", "a::b"},
    {"日本", "日本"},
};

static void test_text_cells(void)
{
    for (size_t i = 0; i < sizeof(text_rows) / sizeof(text_rows[0]); i++) {
        struct sample_plain plain;
        sample_plain_init(&plain, 1);
        plain.targets[0].name = text_rows[i].name;
        char *csv = render_report("csv", &plain.run);
        const char *row = strstr(csv, "\r\n") + 2;
        const size_t len = strlen(text_rows[i].cell);
        UNIT_ASSERT_ROW(strncmp(row, text_rows[i].cell, len) == 0 && row[len] == ',',
                        text_rows[i].name);
        free(csv);
        sample_plain_release(&plain);
    }
}

static void test_whole_document(void)
{
    static const char *const tags[] = {"=a", "b"};
    struct sample_plain plain;
    sample_plain_init(&plain, 1);
    plain.origin = (struct hg_origin){.file = "-list", .group = "g", .tags = {tags, 2}};
    plain.targets[0].line = 7;
    char *csv = render_report("csv", &plain.run);
    UNIT_ASSERT_TEXT(
        csv, "name,group,tags,url,outcome,cause,reason,method,http_status,http_version,"
             "remote_address,final_url,head_status,redirects,attempts,resolve_ms,"
             "connect_ms,tls_ms,wait_ms,transfer_ms,total_ms,started_at,note,source_file,"
             "source_line,waived_until,in_maintenance,baseline,certificate_subject,"
             "certificate_issuer,"
             "certificate_not_before,certificate_not_after,certificate_days_left,"
             "certificate_verified,certificate_problem,certificate_fingerprint\r\n"
             "t0,g,'=a b,http://127.0.0.1/,up,none,,HEAD,200,1.1,127.0.0.1:80,"
             "http://127.0.0.1/,,0,1,0.0,0.0,,9.0,1.0,10.0,2026-11-20T19:40:12.345Z,,"
             "'-list,7,,false,,,,,,,,,\r\n");
    free(csv);
    sample_plain_release(&plain);
}

static void test_milliseconds(void)
{
    static const struct {
        int32_t us;
        const char *cell;
    } rows[] = {
        {0, ",0.0,2026"},   {49, ",0.0,2026"},     {50, ",0.1,2026"},
        {999, ",1.0,2026"}, {12345, ",12.3,2026"}, {INT32_MAX, ",2147483.6,2026"},
        {-1, ",,2026"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sample_plain plain;
        sample_plain_init(&plain, 1);
        plain.run.results[0].phases.total_us = rows[i].us;
        char *csv = render_report("csv", &plain.run);
        UNIT_ASSERT_ROW(strstr(csv, rows[i].cell) != NULL, rows[i].cell);
        free(csv);
        sample_plain_release(&plain);
    }
}

static void test_columns_of_every_row(void)
{
    struct sample_plain plain;
    size_t columns = 0;
    (void)hg_fields(&columns);
    sample_plain_init(&plain, 3);
    char *csv = render_report("csv", &plain.run);
    CU_ASSERT_EQUAL(count_of(csv, ","), 4 * (columns - 1));
    CU_ASSERT_EQUAL(count_of(csv, "\r\n"), 4);
    CU_ASSERT_EQUAL(count_of(csv, "\n"), 4);
    free(csv);
    sample_plain_release(&plain);
}

CU_TestInfo csv_report_tests[] = {
    {"text_is_quoted_and_guarded_against_formulas_only_where_needed", test_text_cells},
    {"a_document_has_a_header_from_the_fields_and_empty_cells_for_nothing",
     test_whole_document},
    {"milliseconds_have_one_decimal_and_nothing_when_not_reached", test_milliseconds},
    {"every_row_has_every_column_and_ends_with_crlf", test_columns_of_every_row},
    CU_TEST_INFO_NULL,
};
