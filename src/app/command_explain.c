/* SPDX-License-Identifier: MIT */
/* command_explain: the command that shows what is behind a figure: results, attempts, and how they count. */
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
#include "app/timestamp.h"
#include "app/history_reader.h"

#include "headgate/banned.h"

struct explaining {
    struct hg_history_reader reader;
    struct hg_explanation explanation;
    int64_t at_us;
    const struct hg_target *target; /* as it is configured now; NULL: it is not */
    struct hg_buf out;
};

static void add_time(struct explaining *explaining, int64_t wall_us)
{
    char time[HG_ZONE_TIME_SIZE];
    hg_history_reader_format_time(&explaining->reader, wall_us, time);
    hg_buf_add_text(&explaining->out, time);
}

static void add_attempt(struct explaining *explaining, const char *before,
                        const struct hg_attempt *attempt)
{
    struct hg_attempt shown = *attempt;
    if (shown.reason != NULL && shown.reason[0] == '\0')
        shown.reason = NULL;
    hg_buf_add_text(&explaining->out, before);
    add_time(explaining, attempt->started_at_us);
    hg_buf_printf(&explaining->out, "  %-8s  ",
                  hg_outcome_word((enum hg_outcome)attempt->outcome));
    if (attempt->method == HG_METHOD_AUTO)
        hg_buf_printf(&explaining->out, "not checked%s%s",
                      shown.reason == NULL ? "" : ": ",
                      shown.reason == NULL ? "" : shown.reason);
    else
        hg_phrase_attempt(&explaining->out, &shown);
    hg_buf_add_char(&explaining->out, '\n');
}

static void add_fact(struct hg_buf *out, const char *name, const char *text)
{
    if (text != NULL)
        hg_buf_printf(out, "      %s: %s\n", name, text);
}

/* The result that speaks, with everything that is kept of it. */
static void add_result(struct explaining *explaining,
                       const struct hg_history_result *result)
{
    struct hg_buf *out = &explaining->out;
    add_attempt(explaining, "  > ", &result->last);
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
        add_time(explaining, result->certificate_end_us);
        hg_buf_add_char(out, '\n');
    }
    hg_buf_printf(out, "      run: %s, %d attempt%s\n", result->run,
                  result->attempt_count, result->attempt_count == 1 ? "" : "s");
    for (size_t i = 0; i < result->stored_attempt_count; i++)
        add_attempt(explaining, "        ", &result->attempts[i]);
}

/* The result that speaks at the moment, or NULL. */
static const struct hg_history_result *chosen(const struct explaining *explaining)
{
    const struct hg_explanation *explanation = &explaining->explanation;
    const struct hg_history_result *result = &explanation->results[explanation->chosen];
    return explanation->result_count > 0 &&
                   result->last.started_at_us <= explaining->at_us
               ? result
               : NULL;
}

static void add_results(struct explaining *explaining)
{
    const struct hg_explanation *explanation = &explaining->explanation;
    hg_buf_add_text(&explaining->out, "\nresults:\n");
    const struct hg_history_result *speaking = chosen(explaining);
    if (speaking == NULL)
        hg_buf_add_text(&explaining->out, "  no results are stored for that time\n");
    for (size_t i = 0; i < explanation->result_count; i++) {
        const struct hg_history_result *result = &explanation->results[i];
        if (result == speaking)
            add_result(explaining, result);
        else
            add_attempt(explaining, "    ", &result->last);
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

static void add_counting(struct explaining *explaining)
{
    const int64_t max_gap_us = explaining->reader.config.settings.history.max_gap_us;
    const struct hg_explanation *explanation = &explaining->explanation;
    const struct hg_history_result *result = chosen(explaining);
    struct hg_buf *out = &explaining->out;
    char gap[32] = "twice the usual interval";
    if (result == NULL)
        return;
    if (max_gap_us != 0)
        hg_units_format_duration(max_gap_us, gap, sizeof gap);
    hg_buf_printf(out, "\nit %s", count_words(result));
    if (explanation->chosen + 1 < explanation->result_count) {
        hg_buf_add_text(out, ", until the next result at ");
        add_time(explaining,
                 explanation->results[explanation->chosen + 1].last.started_at_us);
    }
    hg_buf_printf(out, ", for at most %s\n", gap);
}

static void add_state_interval(struct explaining *explaining)
{
    const struct hg_history_interval *interval = &explaining->explanation.interval;
    struct hg_buf *out = &explaining->out;
    char gap[32];
    if (interval->checks == 0)
        return;
    hg_buf_printf(out, "\nstate interval: %s, ", hg_outcome_word(interval->outcome));
    add_time(explaining, interval->begin_us);
    hg_buf_add_text(out, " to ");
    add_time(explaining, interval->end_us);
    hg_buf_printf(out, ", %lld check%s", (long long)interval->checks,
                  interval->checks == 1 ? "" : "s");
    if (interval->gap_us > 0) {
        hg_units_format_time(interval->gap_us, gap, sizeof gap);
        hg_buf_printf(out, ", one every %s", gap);
    }
    hg_buf_add_char(out, '\n');
}

static void add_hour(struct explaining *explaining)
{
    const struct hg_history_hour *hour = &explaining->explanation.hour;
    const char *separator = ": ";
    if (!hour->is_stored)
        return;
    hg_buf_add_text(&explaining->out, "hour from ");
    add_time(explaining, hour->begin_us);
    for (int i = 0; i < HG_OUTCOME_COUNT; i++) {
        if (hour->counts[i] == 0)
            continue;
        hg_buf_printf(&explaining->out, "%s%lld %s", separator,
                      (long long)hour->counts[i], hg_outcome_word((enum hg_outcome)i));
        separator = ", ";
    }
    if (hour->maintenance > 0)
        hg_buf_printf(&explaining->out, "%s%lld in maintenance", separator,
                      (long long)hour->maintenance);
    hg_buf_add_char(&explaining->out, '\n');
}

static void add_incident(struct explaining *explaining)
{
    const struct hg_history_incident *incident_row = explaining->explanation.incident;
    struct hg_buf *out = &explaining->out;
    if (incident_row == NULL)
        return;
    const struct hg_incident *incident = &incident_row->incident;
    hg_buf_printf(out, "incident %lld: ", (long long)incident->id);
    add_time(explaining, incident->opened_us);
    hg_buf_add_text(out, " to ");
    if (incident->closed_us == 0)
        hg_buf_add_text(out, "now, still down");
    else
        add_time(explaining, incident->closed_us);
    hg_buf_printf(out, ", %s: %s\n", hg_cause_word(incident->cause), incident->reason);
    for (size_t i = 0; i < incident->note_count; i++) {
        hg_buf_add_text(out, "  note of ");
        add_time(explaining, incident->notes[i].at_us);
        hg_buf_printf(out, ": %s\n", incident->notes[i].text);
    }
}

static void add_command(struct explaining *explaining)
{
    const struct hg_history_result *result = chosen(explaining);
    const enum hg_method method =
        result == NULL ? HG_METHOD_AUTO : (enum hg_method)result->last.method;
    const struct hg_target *target = explaining->target;
    hg_buf_printf(&explaining->out, "\nto repeat the check%s:\n  ",
                  target == NULL ? " (URL only: the target is in no configuration)" : "");
    hg_curl_write(target == NULL ? explaining->explanation.url : target->url, method,
                  target == NULL ? NULL : target->policy, &explaining->out);
    hg_buf_add_char(&explaining->out, '\n');
}

static void write_all(struct explaining *explaining)
{
    const struct hg_explanation *explanation = &explaining->explanation;
    hg_buf_printf(&explaining->out, "%s  %s%s%s\n", explanation->name, explanation->url,
                  explanation->group == NULL ? "" : "  group: ",
                  explanation->group == NULL ? "" : explanation->group);
    add_results(explaining);
    add_counting(explaining);
    add_state_interval(explaining);
    add_hour(explaining);
    add_incident(explaining);
    add_command(explaining);
}

static void find_configured(struct explaining *explaining, const char *name)
{
    const struct hg_config *config = &explaining->reader.config;
    for (size_t i = 0; i < config->target_count; i++) {
        if (strcmp(config->targets[i].name, name) == 0)
            explaining->target = &config->targets[i];
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

static int explain(struct explaining *explaining, const char *name, const char *at)
{
    struct hg_history_reader *reader = &explaining->reader;
    struct hg_error err = {0};
    struct hg_sink sink;

    explaining->at_us = hg_clock_wall_us();
    if (at != NULL) {
        if (hg_timestamp_parse(at, &reader->zone, &explaining->at_us, &err) != 0)
            return hg_exit_log(&err);
        if (explaining->at_us > hg_clock_wall_us()) {
            hg_log_error("--at must not be in the future, got \"%.80s\"", at);
            return HG_EXIT_USAGE;
        }
        /* Results are shown to the second, and what is shown must be found. */
        explaining->at_us += HG_US_PER_S - 1;
    }
    if (hg_history_explain(reader->history, name, explaining->at_us, &reader->arena,
                           &explaining->explanation, &err) != 0)
        return hg_exit_log(&err);
    if (explaining->explanation.name == NULL)
        return refuse(&explaining->explanation, name);
    find_configured(explaining, name);
    write_all(explaining);
    hg_sink_init(&sink, STDOUT_FILENO);
    hg_sink_write(&sink, explaining->out.data, explaining->out.len);
    return hg_print_end(&sink);
}

int hg_command_explain(const struct hg_cli *cli)
{
    struct explaining explaining = {0};
    if (cli->operand_count != 1) {
        hg_log_error("explain takes the name of one target, got %zu arguments",
                     cli->operand_count);
        return HG_EXIT_USAGE;
    }
    hg_buf_init(&explaining.out);
    int status = hg_history_reader_open(&explaining.reader, cli, HG_HISTORY_READ);
    if (status == HG_EXIT_OPEN)
        status = explain(&explaining, cli->operands[0], cli->at);
    hg_history_reader_close(&explaining.reader);
    hg_buf_release(&explaining.out);
    return status;
}
