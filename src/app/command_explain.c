/* SPDX-License-Identifier: MIT */
/* command_explain: the command that shows the results of a target around a moment, and how they count. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "headgate/clock.h"
#include "headgate/history_log.h"
#include "headgate/log.h"
#include "headgate/text.h"
#include "headgate/units.h"
#include "headgate/phrase.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/curl.h"
#include "app/exit.h"
#include "app/history_reader.h"
#include "app/timestamp.h"

#include "headgate/banned.h"

struct page {
    struct hg_history_reader reader;
    struct hg_explanation explanation;
    int64_t at_us;
    const struct hg_target *target; /* as configured now; NULL: not configured */
    struct hg_buf out;
};

static void add_time(struct page *page, int64_t wall_us)
{
    char time[HG_ZONE_TIME_SIZE];
    hg_history_reader_format_time(&page->reader, wall_us, time);
    hg_buf_add_text(&page->out, time);
}

static void add_attempt(struct page *page, const char *before,
                        const struct hg_attempt *attempt)
{
    struct hg_attempt shown = *attempt;
    if (shown.reason != NULL && shown.reason[0] == '\0')
        shown.reason = NULL;
    hg_buf_add_text(&page->out, before);
    add_time(page, attempt->started_at_us);
    hg_buf_printf(&page->out, "  %-8s  ",
                  hg_outcome_word((enum hg_outcome)attempt->outcome));
    if (attempt->method == HG_METHOD_AUTO)
        hg_buf_printf(&page->out, "not checked%s%s", shown.reason == NULL ? "" : ": ",
                      shown.reason == NULL ? "" : shown.reason);
    else
        hg_phrase_attempt(&page->out, &shown);
    hg_buf_add_char(&page->out, '\n');
}

static void add_fact(struct hg_buf *out, const char *name, const char *text)
{
    if (text != NULL)
        hg_buf_printf(out, "      %s: %s\n", name, text);
}

/* The result that is valid at the moment, with everything that is stored of it. */
static void add_result(struct page *page, const struct hg_history_result *result)
{
    struct hg_buf *out = &page->out;
    add_attempt(page, "  > ", &result->last);
    if (result->last.cause != HG_CAUSE_NONE)
        add_fact(out, "cause", hg_cause_word((enum hg_cause)result->last.cause));
    if (result->observed >= 0)
        add_fact(out, "observed", hg_outcome_word((enum hg_outcome)result->observed));
    hg_buf_add_text(out, "      ");
    hg_phrase_phases(out, &result->last.phases);
    hg_buf_add_char(out, '\n');
    add_fact(out, "note", result->note);
    add_fact(out, "final URL", result->final_url);
    add_fact(out, "address", result->address);
    if (result->certificate != NULL) {
        hg_buf_printf(out, "      certificate: %s, expires ", result->certificate);
        add_time(page, result->certificate_end_us);
        hg_buf_add_char(out, '\n');
    }
    hg_buf_printf(out, "      run: %s, %d attempt%s\n", result->run,
                  result->attempt_count, result->attempt_count == 1 ? "" : "s");
    for (size_t i = 0; i < result->stored_attempt_count; i++)
        add_attempt(page, "        ", &result->attempts[i]);
}

/* The result that is valid at the moment, or NULL. */
static const struct hg_history_result *chosen(const struct page *page)
{
    const struct hg_explanation *explanation = &page->explanation;
    const struct hg_history_result *result = &explanation->results[explanation->chosen];
    return explanation->result_count > 0 && result->last.started_at_us <= page->at_us
               ? result
               : NULL;
}

static void add_results(struct page *page)
{
    const struct hg_explanation *explanation = &page->explanation;
    hg_buf_add_text(&page->out, "\nresults:\n");
    const struct hg_history_result *valid = chosen(page);
    if (valid == NULL)
        hg_buf_add_text(&page->out, "  no results are stored for that time\n");
    for (size_t i = 0; i < explanation->result_count; i++) {
        const struct hg_history_result *result = &explanation->results[i];
        if (result == valid)
            add_result(page, result);
        else
            add_attempt(page, "    ", &result->last);
    }
}

static const char *count_words(const struct hg_history_result *result)
{
    if (result->is_ignored)
        return "is not counted: the run was stopped before this target had a verdict";
    if (result->is_maintenance)
        return "counts as maintenance, and neither as available nor as down";
    switch ((enum hg_outcome)result->last.outcome) {
    case HG_OUTCOME_UP:
    case HG_OUTCOME_FLAKY:
    case HG_OUTCOME_DEGRADED:
        return "counts as available";
    case HG_OUTCOME_DOWN:
        return "counts as down";
    case HG_OUTCOME_UNKNOWN:
    case HG_OUTCOME_COUNT:
        return "counts as unknown, and neither as available nor as down";
    case HG_OUTCOME_SKIPPED:
        return "is not counted: it was skipped";
    }
    return "";
}

static void add_counting(struct page *page)
{
    const int64_t max_gap_us = page->reader.config.settings.history.max_gap_us;
    const struct hg_explanation *explanation = &page->explanation;
    const struct hg_history_result *result = chosen(page);
    struct hg_buf *out = &page->out;
    char gap[32] = "twice the usual interval";
    if (result == NULL)
        return;
    if (max_gap_us != 0)
        hg_units_format_duration(max_gap_us, gap, sizeof gap);
    hg_buf_printf(out, "\nit %s", count_words(result));
    if (explanation->chosen + 1 < explanation->result_count) {
        hg_buf_add_text(out, ", until the next result at ");
        add_time(page, explanation->results[explanation->chosen + 1].last.started_at_us);
    }
    hg_buf_printf(out, ", for at most %s\n", gap);
}

static void add_state_interval(struct page *page)
{
    const struct hg_history_interval *interval = &page->explanation.interval;
    struct hg_buf *out = &page->out;
    char gap[32];
    if (interval->checks == 0)
        return;
    hg_buf_printf(out, "\nstate interval: %s, ", hg_outcome_word(interval->outcome));
    add_time(page, interval->begin_us);
    hg_buf_add_text(out, " to ");
    add_time(page, interval->end_us);
    hg_buf_printf(out, ", %lld check%s", (long long)interval->checks,
                  interval->checks == 1 ? "" : "s");
    if (interval->gap_us > 0) {
        hg_units_format_time(interval->gap_us, gap, sizeof gap);
        hg_buf_printf(out, ", one every %s", gap);
    }
    hg_buf_add_char(out, '\n');
}

static void add_hour(struct page *page)
{
    const struct hg_history_hour *hour = &page->explanation.hour;
    const char *separator = ": ";
    if (!hour->is_stored)
        return;
    hg_buf_add_text(&page->out, "hour from ");
    add_time(page, hour->begin_us);
    for (int i = 0; i < HG_OUTCOME_COUNT; i++) {
        if (hour->counts[i] == 0)
            continue;
        hg_buf_printf(&page->out, "%s%lld %s", separator, (long long)hour->counts[i],
                      hg_outcome_word((enum hg_outcome)i));
        separator = ", ";
    }
    if (hour->maintenance > 0)
        hg_buf_printf(&page->out, "%s%lld in maintenance", separator,
                      (long long)hour->maintenance);
    hg_buf_add_char(&page->out, '\n');
}

static void add_incident(struct page *page)
{
    const struct hg_history_incident *incident_row = page->explanation.incident;
    struct hg_buf *out = &page->out;
    if (incident_row == NULL)
        return;
    const struct hg_incident *incident = &incident_row->incident;
    hg_buf_printf(out, "incident %lld: ", (long long)incident->id);
    add_time(page, incident->opened_us);
    hg_buf_add_text(out, " to ");
    if (incident->closed_us == 0)
        hg_buf_add_text(out, "now, still down");
    else
        add_time(page, incident->closed_us);
    hg_buf_printf(out, ", %s: %s\n", hg_cause_word(incident->cause), incident->reason);
    if (incident->is_acknowledged)
        hg_buf_add_text(out, "  " HG_UPTIME_ACKNOWLEDGED "\n");
    for (size_t i = 0; i < incident->note_count; i++) {
        hg_buf_add_text(out, "  note of ");
        add_time(page, incident->notes[i].at_us);
        hg_buf_printf(out, ": %s\n", incident->notes[i].text);
    }
}

static void add_command(struct page *page)
{
    const struct hg_history_result *result = chosen(page);
    const enum hg_method method =
        result == NULL ? HG_METHOD_AUTO : (enum hg_method)result->last.method;
    const struct hg_target *target = page->target;
    hg_buf_printf(&page->out, "\nto repeat the check%s:\n  ",
                  target == NULL ? " (URL only: the target is in no configuration)" : "");
    hg_curl_write(target == NULL ? page->explanation.url : target->url, method,
                  target == NULL ? NULL : target->policy, &page->out);
    hg_buf_add_char(&page->out, '\n');
}

static void write_all(struct page *page)
{
    const struct hg_explanation *explanation = &page->explanation;
    hg_buf_printf(&page->out, "%s  %s%s%s\n", explanation->name, explanation->url,
                  explanation->group == NULL ? "" : "  group: ",
                  explanation->group == NULL ? "" : explanation->group);
    add_results(page);
    add_counting(page);
    add_state_interval(page);
    add_hour(page);
    add_incident(page);
    add_command(page);
}

static void find_configured(struct page *page, const char *name)
{
    const struct hg_config *config = &page->reader.config;
    for (size_t i = 0; i < config->target_count; i++) {
        if (strcmp(config->targets[i].name, name) == 0)
            page->target = &config->targets[i];
    }
}

static int refuse(const struct hg_explanation *explanation, const char *name)
{
    if (explanation->nearest == NULL)
        hg_log_error("the history has no target \"%s\"", name);
    else
        hg_log_error("the history has no target \"%s\", did you mean \"%s\"?", name,
                     explanation->nearest);
    return HG_EXIT_USAGE;
}

static int explain(struct page *page, const char *name, const char *at)
{
    struct hg_history_reader *reader = &page->reader;
    const struct hg_secrets *secrets = &reader->config.secrets;
    struct hg_error err = {0};
    struct hg_sink sink;

    page->at_us = hg_clock_wall_us();
    if (at != NULL) {
        if (hg_timestamp_parse(at, &reader->zone, &page->at_us, &err) != 0)
            return hg_exit_log(&err);
        if (page->at_us > hg_clock_wall_us()) {
            hg_log_error("--at must not be in the future, got \"%.80s\"", at);
            return HG_EXIT_USAGE;
        }
        /* Results are shown to the second: a time that was copied from there must include its result. */
        page->at_us += HG_US_PER_S - 1;
    }
    /* The name of a target may be its address, which is recorded without secrets. */
    char *shown = hg_secrets_mask(secrets, name);
    name = hg_arena_text(&reader->arena, shown);
    free(shown);
    if (hg_history_explain(reader->history, name, page->at_us, &reader->arena,
                           &page->explanation, &err) != 0)
        return hg_exit_log(&err);
    if (page->explanation.name == NULL)
        return refuse(&page->explanation, name);
    find_configured(page, name);
    write_all(page);
    hg_sink_init(&sink, STDOUT_FILENO);
    hg_sink_write(&sink, page->out.data, page->out.len);
    return hg_print_end(&sink);
}

int hg_command_explain(const struct hg_cli *cli)
{
    struct page page = {0};
    if (cli->operand_count != 1) {
        hg_log_error("explain takes the name of one target, got %zu arguments",
                     cli->operand_count);
        return HG_EXIT_USAGE;
    }
    hg_buf_init(&page.out);
    int status = hg_history_reader_open(&page.reader, cli, HG_HISTORY_READ);
    if (status == HG_EXIT_OPEN)
        status = explain(&page, cli->operands[0], cli->at);
    hg_history_reader_close(&page.reader);
    hg_buf_release(&page.out);
    return status;
}
