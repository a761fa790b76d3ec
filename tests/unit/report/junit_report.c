/* SPDX-License-Identifier: MIT */
/* junit_report: the JUnit report, read back with libxml2 and held against our schema. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render.h"
#include "report/junit_plan.h"
#include "sample.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>

static xmlDocPtr parse(const char *text)
{
    xmlDocPtr document =
        xmlReadMemory(text, (int)strlen(text), "junit.xml", NULL, XML_PARSE_NONET);
    CU_ASSERT_PTR_NOT_NULL_FATAL(document);
    return document;
}

static xmlDocPtr report_of(const struct hg_run *run)
{
    char *text = render_report("junit", run);
    xmlDocPtr document = parse(text);
    free(text);
    return document;
}

/* The number or text that an XPath expression gives; the text is given to free(). */
static size_t number_at(xmlDocPtr document, const char *expression)
{
    xmlXPathContextPtr context = xmlXPathNewContext(document);
    xmlXPathObjectPtr found =
        xmlXPathEvalExpression((const xmlChar *)expression, context);
    const double number = xmlXPathCastToNumber(found);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    return (size_t)number;
}

static void check_text(xmlDocPtr document, const char *expression, const char *expected)
{
    xmlXPathContextPtr context = xmlXPathNewContext(document);
    xmlXPathObjectPtr found =
        xmlXPathEvalExpression((const xmlChar *)expression, context);
    xmlChar *text = xmlXPathCastToString(found);
    UNIT_ASSERT_TEXT((const char *)text, expected);
    xmlFree(text);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
}

static bool is_valid(xmlDocPtr document)
{
    xmlSchemaParserCtxtPtr parser =
        xmlSchemaNewParserCtxt(PROJECT_DIR "/reports/headgate-junit.xsd");
    xmlSchemaPtr schema = xmlSchemaParse(parser);
    CU_ASSERT_PTR_NOT_NULL_FATAL(schema);
    xmlSchemaValidCtxtPtr validator = xmlSchemaNewValidCtxt(schema);
    const int result = xmlSchemaValidateDoc(validator, document);
    xmlSchemaFreeValidCtxt(validator);
    xmlSchemaFree(schema);
    xmlSchemaFreeParserCtxt(parser);
    return result == 0;
}

/* Attribute `name` of every suite, added up, is what stands at the root and what is
 * counted. */
static void check_counter(xmlDocPtr document, const char *name, const char *counted)
{
    char expression[128];
    const size_t count = number_at(document, counted);
    snprintf(expression, sizeof(expression), "sum(/testsuites/testsuite/@%s)", name);
    UNIT_ASSERT_ROW(number_at(document, expression) == count, name);
    if (strcmp(name, "skipped") == 0)
        return;
    snprintf(expression, sizeof(expression), "number(/testsuites/@%s)", name);
    UNIT_ASSERT_ROW(number_at(document, expression) == count, name);
}

static void check_counters(xmlDocPtr document)
{
    check_counter(document, "tests", "count(//testcase)");
    check_counter(document, "failures", "count(//testcase/failure)");
    check_counter(document, "errors", "count(//testcase/error)");
    check_counter(document, "skipped", "count(//testcase/skipped)");
    CU_ASSERT_EQUAL(number_at(document, "count(//testsuite[@tests!=count(testcase)])"),
                    0);
    CU_ASSERT_EQUAL(
        number_at(document, "count(//testsuite[@failures!=count(*/failure)])"), 0);
    CU_ASSERT_EQUAL(number_at(document, "count(//testsuite[@errors!=count(*/error)])"),
                    0);
}

static void test_sample_is_valid(void)
{
    struct hg_run run;
    sample_init(&run);
    xmlDocPtr document = report_of(&run);
    CU_ASSERT(is_valid(document));
    check_counters(document);
    CU_ASSERT_EQUAL(number_at(document, "count(//testcase)"),
                    run.count + run.settings->gate.conditions.count);
    xmlFreeDoc(document);
    hg_run_release(&run);
}

static void test_empty_run(void)
{
    struct sample_plain plain;
    sample_plain_init(&plain, 0);
    xmlDocPtr document = report_of(&plain.run);
    CU_ASSERT(is_valid(document));
    CU_ASSERT_EQUAL(number_at(document, "number(/testsuites/@tests)"), 0);
    CU_ASSERT_EQUAL(number_at(document, "count(/testsuites/*)"), 0);
    check_text(document, "/testsuites/@time", "1.500");
    xmlFreeDoc(document);
    sample_plain_release(&plain);
}

static void test_groups(void)
{
    static const char *const groups[] = {"b", NULL, "a", "b", "default", "a"};
    struct hg_origin origins[6] = {0};
    struct sample_plain plain;
    sample_plain_init(&plain, 6);
    for (size_t i = 0; i < 6; i++) {
        origins[i].group = groups[i];
        plain.targets[i].origin = &origins[i];
    }
    xmlDocPtr document = report_of(&plain.run);
    CU_ASSERT(is_valid(document));
    CU_ASSERT_EQUAL(number_at(document, "count(//testsuite)"), 3);
    check_text(document, "//testsuite[1]/@name", "b");
    check_text(document, "//testsuite[2]/@name", "default");
    check_text(document, "//testsuite[3]/@name", "a");
    check_text(document, "//testsuite[1]/testcase[2]/@name",
               "t3 (HEAD http://127.0.0.1/)");
    check_text(document, "//testsuite[2]/testcase[2]/@name",
               "t4 (HEAD http://127.0.0.1/)");
    check_text(document, "//testsuite[3]/testcase[1]/@name",
               "t2 (HEAD http://127.0.0.1/)");
    check_text(document, "//testsuite[1]/@time", "0.020");
    check_text(document, "//testsuite[3]/@id", "2");
    xmlFreeDoc(document);
    sample_plain_release(&plain);
}

struct kind_row {
    enum hg_outcome outcome;
    enum hg_cause cause;
    uint32_t fail_on;
    uint32_t tolerated;
    const char *element; /* the only one in the test case; "" for none */
};

#define BIT(outcome) (1U << HG_OUTCOME_##outcome)

static const struct kind_row kind_rows[] = {
    {HG_OUTCOME_UP, HG_CAUSE_NONE, BIT(DOWN), BIT(DOWN), ""},
    {HG_OUTCOME_DOWN, HG_CAUSE_STATUS, BIT(DOWN), 0, "failure"},
    {HG_OUTCOME_DOWN, HG_CAUSE_TIMEOUT, BIT(DOWN), 0, "error"},
    {HG_OUTCOME_DOWN, HG_CAUSE_STATUS, BIT(DOWN), BIT(DOWN), "skipped"},
    {HG_OUTCOME_DOWN, HG_CAUSE_TIMEOUT, BIT(DOWN), BIT(DOWN), "skipped"},
    {HG_OUTCOME_DOWN, HG_CAUSE_DNS, 0, BIT(DOWN), "skipped"},
    {HG_OUTCOME_UNKNOWN, HG_CAUSE_CANCELLED, BIT(DOWN), BIT(DOWN), "error"},
    {HG_OUTCOME_UNKNOWN, HG_CAUSE_NONE, BIT(DOWN), 0, "error"},
    {HG_OUTCOME_UNKNOWN, HG_CAUSE_NONE, BIT(DOWN), BIT(UNKNOWN), "skipped"},
    {HG_OUTCOME_SKIPPED, HG_CAUSE_NONE, BIT(DOWN), 0, "skipped"},
    {HG_OUTCOME_DEGRADED, HG_CAUSE_LATENCY, BIT(DOWN), 0, "system-out"},
    {HG_OUTCOME_DEGRADED, HG_CAUSE_LATENCY, BIT(DOWN) | BIT(DEGRADED), BIT(DOWN),
     "failure"},
    {HG_OUTCOME_DEGRADED, HG_CAUSE_LATENCY, BIT(FLAKY), 0, "system-out"},
    {HG_OUTCOME_FLAKY, HG_CAUSE_NONE, BIT(FLAKY), 0, "failure"},
};

static void test_kinds(void)
{
    for (size_t i = 0; i < sizeof(kind_rows) / sizeof(kind_rows[0]); i++) {
        const struct kind_row *row = &kind_rows[i];
        struct sample_plain plain;
        char label[64];
        snprintf(label, sizeof(label), "%s, %s, %u", hg_outcome_word(row->outcome),
                 hg_cause_word(row->cause), row->fail_on);
        sample_plain_init(&plain, 1);
        plain.settings.gate.fail_on = row->fail_on;
        sample_plain_set(&plain, 0, row->outcome, row->cause,
                         row->outcome == HG_OUTCOME_UP ? NULL : "because");
        plain.run.gate.tolerated = row->tolerated;
        xmlDocPtr document = report_of(&plain.run);
        UNIT_ASSERT_ROW(is_valid(document), label);
        check_counters(document);
        check_text(document, "local-name(//testcase/*)", row->element);
        UNIT_ASSERT_ROW(number_at(document, "count(//testcase/*)") ==
                            (row->element[0] == '\0' ? 0 : 1),
                        label);
        xmlFreeDoc(document);
        sample_plain_release(&plain);
    }
}

static void test_tolerated(void)
{
    static const struct {
        const char *name;
        enum hg_outcome outcome;
        uint32_t fail_on;
        bool fails_tolerated;
        bool is_interrupted;
        const char *element;
        const char *message;
    } rows[] = {
        {"by max_down", HG_OUTCOME_DOWN, BIT(DOWN), false, false, "skipped",
         "down, tolerated by max_down 5: because"},
        {"as a failure", HG_OUTCOME_DOWN, BIT(DOWN), true, false, "failure", "because"},
        {"by fail_on", HG_OUTCOME_DOWN, BIT(FLAKY), false, false, "skipped",
         "down, tolerated: fail_on does not include down: because"},
        {"by max_unknown", HG_OUTCOME_UNKNOWN, BIT(DOWN), false, false, "skipped",
         "unknown, tolerated by max_unknown 10%: because"},
        {"stopped, down", HG_OUTCOME_DOWN, BIT(DOWN), false, true, "skipped",
         "down, tolerated by max_down 5: because"},
        {"stopped, unknown", HG_OUTCOME_UNKNOWN, BIT(DOWN), false, true, "error",
         "because"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sample_plain plain;
        sample_plain_init(&plain, 1);
        plain.settings.gate = (struct hg_gate){.fail_on = rows[i].fail_on,
                                               .max_down = {5, false},
                                               .max_unknown = {10, true}};
        plain.settings.reports.fails_tolerated = rows[i].fails_tolerated;
        plain.run.is_interrupted = rows[i].is_interrupted;
        sample_plain_set(&plain, 0, rows[i].outcome, HG_CAUSE_STATUS, "because");
        plain.run.gate.tolerated = BIT(DOWN) | BIT(UNKNOWN);
        xmlDocPtr document = report_of(&plain.run);
        UNIT_ASSERT_ROW(is_valid(document), rows[i].name);
        check_counters(document);
        check_text(document, "local-name(//testcase/*)", rows[i].element);
        check_text(document, "//testcase/*/@message", rows[i].message);
        UNIT_ASSERT_ROW(number_at(document, "contains(//testcase/*, 'url: ')") == 1,
                        rows[i].name);
        xmlFreeDoc(document);
        sample_plain_release(&plain);
    }
}

static void test_attempts(void)
{
    struct hg_run run;
    sample_init(&run);
    xmlDocPtr document = report_of(&run);
    const char *checkout = "//testcase[starts-with(@name,'checkout ')]";
    const char *manual = "//testcase[starts-with(@name,'manual ')]";
    char expression[128];
    snprintf(expression, sizeof(expression), "%s/@time", checkout);
    check_text(document, expression, "2.196");
    snprintf(expression, sizeof(expression), "concat(%s/failure/@type,' ',count(%s/*))",
             checkout, checkout);
    check_text(document, expression, "status 3");
    snprintf(expression, sizeof(expression), "%s/rerunFailure/@type", checkout);
    check_text(document, expression, "status");
    snprintf(expression, sizeof(expression), "%s/rerunError/stackTrace", checkout);
    check_text(
        document, expression,
        "attempt 2 of 3: HEAD, no answer after 2.00 s: no TLS handshake within 2 s\n"
        "timing: 2.00 s in all: resolve 3.9 · connect 20 · tls - · wait - · transfer - "
        "ms");
    snprintf(expression, sizeof(expression), "%s/flakyError/@message", manual);
    check_text(document, expression,
               "docs.example.com: temporary failure in name resolution");
    snprintf(expression, sizeof(expression), "count(%s/flakyError)", manual);
    CU_ASSERT_EQUAL(number_at(document, expression), 1);
    CU_ASSERT_EQUAL(number_at(document, "count(//flakyFailure)"), 0);
    xmlFreeDoc(document);
    hg_run_release(&run);
}

static void test_attempts_of_gating_flaky(void)
{
    struct hg_run run;
    sample_init(&run);
    const struct hg_settings settings = {.gate = {.fail_on = BIT(FLAKY)}};
    run.settings = &settings;
    xmlDocPtr document = report_of(&run);
    CU_ASSERT(is_valid(document));
    check_counters(document);
    const char *manual = "//testcase[starts-with(@name,'manual ')]";
    char expression[128];
    snprintf(expression, sizeof(expression), "concat(%s/failure/@type,' ',count(%s/*))",
             manual, manual);
    check_text(document, expression, "flaky 2");
    snprintf(expression, sizeof(expression), "%s/rerunError/@type", manual);
    check_text(document, expression, "dns");
    xmlFreeDoc(document);
    hg_run_release(&run);
}

/* Stopped while it waited for its retry: the attempt made is not the verdict. */
static void test_attempt_before_cancel(void)
{
    struct sample_plain plain;
    sample_plain_init(&plain, 1);
    sample_plain_set(&plain, 0, HG_OUTCOME_DOWN, HG_CAUSE_STATUS, "got 503");
    hg_result_end(&plain.run.results[0], HG_OUTCOME_UNKNOWN, HG_CAUSE_CANCELLED,
                  "the run was stopped");
    hg_run_summarise(&plain.run);
    xmlDocPtr document = report_of(&plain.run);
    CU_ASSERT(is_valid(document));
    check_text(document, "//testcase/error/@message", "the run was stopped");
    check_text(document, "//testcase/rerunFailure/@message", "got 503");
    xmlFreeDoc(document);
    sample_plain_release(&plain);
}

static void test_places(void)
{
    struct sample_plain plain;
    struct hg_origin origin = {.file = "a & b.yml"};
    sample_plain_init(&plain, 3);
    plain.targets[0].origin = &origin;
    plain.targets[0].line = 12;
    plain.targets[2].origin = &origin;
    xmlDocPtr document = report_of(&plain.run);
    check_text(document, "//testcase[1]/@file", "a & b.yml");
    check_text(document, "//testcase[1]/@line", "12");
    CU_ASSERT_EQUAL(number_at(document, "count(//testcase[position()>1]/@file)"), 0);
    CU_ASSERT_EQUAL(number_at(document, "count(//testcase[position()>1]/@line)"), 0);
    xmlFreeDoc(document);
    sample_plain_release(&plain);
}

static void test_hostile_text(void)
{
    const char *hostile = "]]> <![CDATA[ &amp; \"'<!-- 日本 \U0001F512";
    char name[128];
    struct sample_plain plain;
    sample_plain_init(&plain, 1);
    plain.targets[0].name = hostile;
    plain.origin.group = hostile;
    plain.settings.name = hostile;
    sample_plain_set(&plain, 0, HG_OUTCOME_DOWN, HG_CAUSE_STATUS, hostile);
    xmlDocPtr document = report_of(&plain.run);
    CU_ASSERT(is_valid(document));
    snprintf(name, sizeof(name), "%s (HEAD http://127.0.0.1/)", hostile);
    check_text(document, "//testcase/@name", name);
    check_text(document, "//testsuite/@name", hostile);
    check_text(document, "/testsuites/@name", hostile);
    check_text(document, "//failure/@message", hostile);
    check_text(document, "substring-before(//failure, '\n')", hostile);
    xmlFreeDoc(document);
    sample_plain_release(&plain);
}

CU_TestInfo junit_report_tests[] = {
    {"the_sample_is_valid_and_its_counters_equal_its_elements", test_sample_is_valid},
    {"an_empty_run_is_an_empty_document", test_empty_run},
    {"suites_are_groups_in_order_of_first_appearance", test_groups},
    {"outcome_cause_and_gate_choose_the_element", test_kinds},
    {"what_the_gate_tolerates_is_skipped", test_tolerated},
    {"failed_attempts_are_rerun_or_flaky_elements", test_attempts},
    {"a_flaky_target_fails_when_the_gate_says_so", test_attempts_of_gating_flaky},
    {"an_attempt_before_a_cancel_is_shown_beside_the_error", test_attempt_before_cancel},
    {"file_and_line_stand_where_they_are_known", test_places},
    {"hostile_text_comes_back_as_it_was", test_hostile_text},
    CU_TEST_INFO_NULL,
};
