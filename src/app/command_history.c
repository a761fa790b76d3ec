/* SPDX-License-Identifier: MIT */
/* command_history: the command that lists the runs and incidents of a history, and checks it. */
#include <string.h>
#include <unistd.h>

#include "headgate/clock.h"
#include "headgate/uptime_json.h"
#include "headgate/json_writer.h"
#include "headgate/history_check.h"
#include "headgate/history_log.h"
#include "headgate/log.h"
#include "headgate/units.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/exit.h"
#include "app/history_findings.h"
#include "app/history_reader.h"
#include "app/setup.h"

#include "headgate/banned.h"

#define LATEST 20 /* runs and incidents that are shown without a period */

static void print_run(const struct hg_history_reader *reader,
                      const struct hg_history_run *run, struct hg_sink *sink)
{
    char time[HG_ZONE_TIME_SIZE];
    char took[32];
    hg_history_reader_format_time(reader, run->started_us, time);
    hg_units_format_time(run->finished_us - run->started_us, took, sizeof took);
    hg_sink_printf(sink, "  %s  %10s  %-7s  %lld target%s", time, took,
                   hg_gate_word(run->gate), (long long)run->total,
                   run->total == 1 ? "" : "s");
    const char *separator = ": ";
    for (int i = 0; i < HG_OUTCOME_COUNT; i++) {
        /* Unknown, the first outcome, comes last. */
        const int outcome = (i + 1) % HG_OUTCOME_COUNT;
        if (run->outcomes[outcome] == 0)
            continue;
        hg_sink_printf(sink, "%s%lld %s", separator, (long long)run->outcomes[outcome],
                       hg_outcome_word((enum hg_outcome)outcome));
        separator = ", ";
    }
    hg_sink_text(sink, run->watch != NULL ? " (watch)" : "");
    hg_sink_text(sink, run->is_interrupted ? " (stopped)\n" : "\n");
}

/* As in reports over a period. A clock that was wrong may have opened it. */
static int64_t duration_of(const struct hg_incident *incident, int64_t now_us)
{
    const int64_t end_us = incident->closed_us == 0 ? now_us : incident->closed_us;
    return end_us > incident->opened_us ? end_us - incident->opened_us : 0;
}

static void print_incident(const struct hg_history_reader *reader,
                           const struct hg_history_incident *incident_row, int64_t now_us,
                           struct hg_sink *sink)
{
    const struct hg_incident *incident = &incident_row->incident;
    const bool is_open = incident->closed_us == 0;
    char opened[HG_ZONE_TIME_SIZE];
    char closed[HG_ZONE_TIME_SIZE] = "now, still down";
    char lasted[32];
    hg_history_reader_format_time(reader, incident->opened_us, opened);
    if (!is_open)
        hg_history_reader_format_time(reader, incident->closed_us, closed);
    hg_units_format_elapsed(duration_of(incident, now_us), lasted, sizeof lasted);
    hg_sink_printf(sink,
                   "  %lld  %s\n    %s to %s%s: %s, %lld check%s (%lld attempt%s)\n",
                   (long long)incident->id, incident_row->target, opened, closed,
                   incident->is_ended_by_removal ? ", when it was removed" : "", lasted,
                   (long long)incident->checks, incident->checks == 1 ? "" : "s",
                   (long long)incident->attempts, incident->attempts == 1 ? "" : "s");
    hg_sink_printf(sink, "    %s: %s\n", hg_cause_word(incident->cause),
                   incident->reason);
    if (incident->worst != incident->cause)
        hg_sink_printf(sink, "    worst: %s\n", hg_cause_word(incident->worst));
    if (incident->is_acknowledged)
        hg_sink_text(sink, "    " HG_UPTIME_ACKNOWLEDGED "\n");
    for (size_t i = 0; i < incident->note_count; i++) {
        hg_history_reader_format_time(reader, incident->notes[i].at_us, opened);
        hg_sink_printf(sink, "    note of %s: %s\n", opened, incident->notes[i].text);
    }
}

static void print_text(const struct hg_history_reader *reader,
                       const struct hg_history_log *log, const char *which,
                       struct hg_sink *sink)
{
    const int64_t now_us = hg_clock_wall_us();
    hg_sink_printf(sink, "runs, %s:%s\n", which, log->run_count == 0 ? " none" : "");
    for (size_t i = 0; i < log->run_count; i++)
        print_run(reader, &log->runs[i], sink);
    hg_sink_printf(sink, "\nincidents, %s:%s\n", which,
                   log->incident_count == 0 ? " none" : "");
    for (size_t i = 0; i < log->incident_count; i++)
        print_incident(reader, &log->incidents[i], now_us, sink);
}

static void add_run(struct hg_json_writer *json, const struct hg_history_run *run)
{
    hg_json_begin_object(json, NULL);
    hg_json_write_text(json, "id", run->name);
    hg_json_write_time(json, "started_at", run->started_us);
    hg_json_write_time(json, "finished_at", run->finished_us);
    hg_json_write_text(json, "host", run->host);
    hg_json_write_text(json, "location", run->location);
    hg_json_write_text(json, "config", run->config);
    hg_json_write_text(json, "version", run->version);
    if (run->watch != NULL)
        hg_json_write_text(json, "watch", run->watch);
    hg_json_write_boolean(json, "interrupted", run->is_interrupted);
    hg_json_write_text(json, "gate", hg_gate_word(run->gate));
    hg_json_write_integer(json, "exit_status", run->exit_status);
    hg_json_write_integer(json, "total", run->total);
    for (int i = 0; i < HG_OUTCOME_COUNT; i++)
        hg_json_write_integer(json, hg_outcome_word((enum hg_outcome)i),
                              run->outcomes[i]);
    hg_json_end_object(json);
}

static void print_json(const struct hg_history_log *log, struct hg_sink *sink)
{
    const int64_t now_us = hg_clock_wall_us();
    struct hg_json_writer json;
    hg_json_writer_init(&json, sink, 2);
    hg_json_begin_object(&json, NULL);
    hg_json_write_text(&json, "schema", "headgate-history/1");
    hg_json_begin_array(&json, "runs");
    for (size_t i = 0; i < log->run_count; i++)
        add_run(&json, &log->runs[i]);
    hg_json_end_array(&json);
    hg_json_begin_array(&json, "incidents");
    for (size_t i = 0; i < log->incident_count; i++) {
        struct hg_incident incident = log->incidents[i].incident;
        incident.duration_us = duration_of(&incident, now_us);
        hg_json_write_incident(&json, log->incidents[i].target, &incident);
    }
    hg_json_end_array(&json);
    hg_json_end_object(&json);
}

/* The period of the option --since; NULL: none. `report.since` of a configuration is for uptime
 * reports. */
static const char *typed_period(const struct hg_cli *cli)
{
    const char *text = NULL;
    for (size_t i = 0; i < cli->override_count; i++) {
        if (strcmp(cli->overrides[i].key->path, "report.since") == 0)
            text = cli->overrides[i].text;
    }
    return text;
}

static int print_log(struct hg_history_reader *reader, const char *since, bool as_json)
{
    struct hg_period period;
    struct hg_history_log log;
    struct hg_error err = {0};
    char problem[256];
    struct hg_sink sink;

    if (since != NULL &&
        hg_period_parse(&period, since, &reader->zone, hg_clock_wall_us(), problem,
                        sizeof problem) != 0) {
        hg_log_error("--since: %s", problem);
        return HG_EXIT_USAGE;
    }
    if (hg_history_read_log(reader->history, since == NULL ? NULL : &period, LATEST,
                            &reader->arena, &log, &err) != 0)
        return hg_exit_log(&err);
    hg_sink_init(&sink, STDOUT_FILENO);
    sink.notation = as_json ? HG_NOTATION_JSON : HG_NOTATION_TEXT;
    if (as_json)
        print_json(&log, &sink);
    else
        print_text(reader, &log, since == NULL ? "the latest first" : period.description,
                   &sink);
    return hg_print_end(&sink);
}

/* HG_EXIT_TROUBLE when anything is wrong. */
static int check_history(struct hg_history_reader *reader)
{
    struct hg_history_check check;
    struct hg_error err = {0};
    struct hg_sink sink;

    if (hg_history_check(reader->history, hg_clock_wall_us(), &reader->arena, &check,
                         &err) != 0)
        return hg_exit_log(&err);
    hg_sink_init(&sink, STDOUT_FILENO);
    sink.notation = HG_NOTATION_TEXT;
    hg_history_findings_write(reader, &check, &sink);
    const int status = hg_print_end(&sink);
    return hg_history_findings_has_any(&check) ? HG_EXIT_TROUBLE : status;
}

int hg_command_history(const struct hg_cli *cli)
{
    struct hg_cli without_format = *cli;
    const char *format = hg_setup_extract_format(&without_format);
    const bool as_json = strcmp(format, "json") == 0;
    struct hg_history_reader reader;

    if (!as_json && strcmp(format, "text") != 0) {
        hg_log_error("history prints text or json, not \"%s\"", format);
        return HG_EXIT_USAGE;
    }
    if (cli->checks_history && (as_json || typed_period(cli) != NULL)) {
        hg_log_error("history --check looks at the whole history and prints text: leave "
                     "out %s",
                     as_json ? "-o json" : "--since");
        return HG_EXIT_USAGE;
    }
    int status = hg_history_reader_open(&reader, &without_format, HG_HISTORY_READ);
    if (status == HG_EXIT_OPEN)
        status = cli->checks_history ? check_history(&reader)
                                     : print_log(&reader, typed_period(cli), as_json);
    hg_history_reader_close(&reader);
    return status;
}
