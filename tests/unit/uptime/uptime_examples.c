/* SPDX-License-Identifier: MIT */
/* uptime_examples: the reports of the sample are the files in reports/, byte for byte. As
 * in examples.c, HEADGATE_UPDATE_EXAMPLES=1 writes them anew. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/units.h"
#include "report/example.h"
#include "report/render.h"
#include "uptime_sample.h"

/* What an alert is about, in the last minute of the sample. */
static void add_events(struct uptime_sample *sample, struct hg_event events[3])
{
    struct hg_uptime *uptime = &sample->uptime;
    const int64_t now_us = uptime->period.end_us - 150 * HG_US_PER_S;
    for (size_t i = 0; i < uptime->target_count; i++) {
        const struct hg_uptime_target *target = &uptime->targets[i];
        const bool is_down = strcmp(target->name, "checkout") == 0;
        if (strcmp(target->name, "login") == 0)
            events[0] = (struct hg_event){.kind = HG_EVENT_CERTIFICATE,
                                          .target = target->name,
                                          .url = target->url,
                                          .at_us = now_us,
                                          .since_us = now_us,
                                          .reason = "the certificate of "
                                                    "login.shop.example.com ends in 21 "
                                                    "days (2026-11-22 06:00 UTC)"};
        if (is_down)
            events[1] = (struct hg_event){.kind = HG_EVENT_DOWN,
                                          .target = target->name,
                                          .url = target->url,
                                          .at_us = target->since_us,
                                          .since_us = target->since_us,
                                          .cause = target->cause,
                                          .reason = target->reason};
        if (strcmp(target->name, "blog") == 0)
            events[2] = (struct hg_event){.kind = HG_EVENT_RECOVERED,
                                          .target = target->name,
                                          .url = target->url,
                                          .at_us = now_us,
                                          .since_us = now_us - 7500 * HG_US_PER_S,
                                          .reason = "nothing came within 10 s"};
    }
    uptime->generated_us = uptime->period.end_us;
    uptime->events = events;
    uptime->event_count = 3;
}

static void check_uptime_example(const char *format, const char *name)
{
    static const char *const to[] = {"ops@example.com",
                                     "Leitung Süd <leitung@example.com>"};
    const struct hg_uptime_style style = {
        .from = "headgate <headgate@example.com>",
        .to = {to, sizeof to / sizeof to[0]},
    };
    struct uptime_sample sample;
    struct hg_event events[3];
    uptime_sample_init(&sample);
    if (strstr(name, "alert") != NULL)
        add_events(&sample, events);
    char *actual = uptime_render(format, &sample.uptime, &style);
    check_example(name, actual);
    free(actual);
    uptime_sample_release(&sample);
}

static void test_text(void)
{
    check_uptime_example("text", "example-uptime.txt");
}

static void test_html(void)
{
    check_uptime_example("html", "example-uptime.html");
}

static void test_csv(void)
{
    check_uptime_example("csv", "example-uptime.csv");
}

static void test_eml(void)
{
    check_uptime_example("eml", "example-uptime.eml");
}

static void test_markdown(void)
{
    check_uptime_example("markdown", "example-uptime.md");
}

static void test_page(void)
{
    check_uptime_example("page", "example-uptime-page.html");
}

static void test_json(void)
{
    check_uptime_example("json", "example-uptime.json");
}

static void test_alert(void)
{
    check_uptime_example("text", "example-alert.txt");
    check_uptime_example("html", "example-alert.html");
    check_uptime_example("eml", "example-alert.eml");
}

CU_TestInfo uptime_examples_tests[] = {
    {"the_text_example_is_what_is_written", test_text},
    {"the_html_example_is_what_is_written", test_html},
    {"the_alert_examples_are_what_is_written", test_alert},
    {"the_csv_example_is_what_is_written", test_csv},
    {"the_eml_example_is_what_is_written", test_eml},
    {"the_markdown_example_is_what_is_written", test_markdown},
    {"the_page_example_is_what_is_written", test_page},
    {"the_json_example_is_what_is_written", test_json},
    CU_TEST_INFO_NULL,
};
