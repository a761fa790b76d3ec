/* SPDX-License-Identifier: MIT */
/* prometheus_report: metrics in Prometheus' text format 0.0.4, for the textfile collector of node_exporter, with
 * the names of blackbox_exporter where it has some. Each series is there once, HELP is the same in every file, and
 * there are no times: that collector ignores a file otherwise. */
#include "report/formats.h"

#include <inttypes.h>

#include "headgate/units.h"

#include "report/result_attempts.h"

#include "headgate/banned.h"

struct page {
    struct hg_sink *sink;
    const struct hg_run *run;
    const char *config; /* tells files of several jobs on a machine apart */
};

/* False: the result has no such figure. In microseconds where `is_us`. */
typedef bool value_fn(const struct hg_result *result, int64_t *value);

static bool get_success(const struct hg_result *result, int64_t *value)
{
    const enum hg_outcome outcome = (enum hg_outcome)result->outcome;
    *value = outcome != HG_OUTCOME_DOWN;
    return outcome != HG_OUTCOME_UNKNOWN && outcome != HG_OUTCOME_SKIPPED;
}

static bool get_duration(const struct hg_result *result, int64_t *value)
{
    *value = result->phases.total_us;
    return result->attempts > 0 && result->phases.total_us >= 0;
}

static bool get_status(const struct hg_result *result, int64_t *value)
{
    *value = result->status;
    return result->attempts > 0;
}

static bool get_redirects(const struct hg_result *result, int64_t *value)
{
    *value = result->detail == NULL ? 0 : (int64_t)result->detail->hop_count;
    return result->attempts > 0;
}

static bool get_expiry(const struct hg_result *result, int64_t *value)
{
    const struct hg_certificate *certificate = result->certificate;
    if (certificate == NULL)
        return false;
    *value = certificate->ends_first == NULL ? certificate->not_after_s
                                             : certificate->ends_first->not_after_s;
    return true;
}

static bool get_attempts(const struct hg_result *result, int64_t *value)
{
    *value = result->attempts;
    return result->attempts > 0;
}

static const struct {
    const char *name;
    const char *help;
    value_fn *get;
    bool is_us; /* written in seconds */
} metrics[] = {
    {"probe_success", "1: up, flaky or degraded; 0: down; none without a verdict.",
     get_success, false},
    {"probe_duration_seconds", "Time of the last attempt.", get_duration, true},
    {"probe_http_status_code", "Status of the last answer; 0: none.", get_status, false},
    {"probe_http_redirects", "Redirects that were followed.", get_redirects, false},
    {"probe_ssl_earliest_cert_expiry",
     "When the certificate, or one of its chain, expires first.", get_expiry, false},
    {"headgate_attempts", "Attempts that were made.", get_attempts, false},
};

static void write_label(struct hg_sink *sink, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\n')
            hg_sink_text(sink, "\\n");
        else if (*at == '\\' || *at == '"')
            hg_sink_printf(sink, "\\%c", *at);
        else
            hg_sink_write(sink, at, 1);
    }
}

static void write_head(const struct page *page, const char *name, const char *help)
{
    hg_sink_printf(page->sink, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

/* `label`: one more, with its value; NULL: none. Open for more. */
static void begin_series(const struct page *page, const char *name)
{
    hg_sink_printf(page->sink, "%s{config=\"", name);
    write_label(page->sink, page->config);
    hg_sink_text(page->sink, "\"");
}

static void add_label(const struct page *page, const char *name, const char *value)
{
    hg_sink_printf(page->sink, ",%s=\"", name);
    write_label(page->sink, value);
    hg_sink_text(page->sink, "\"");
}

static void begin_target(const struct page *page, const char *name, size_t index)
{
    const struct hg_target *target = &page->run->targets[index];
    begin_series(page, name);
    add_label(page, "target", target->name);
    add_label(page, "url", target->url);
    add_label(page, "group",
              target->origin->group == NULL ? "default" : target->origin->group);
}

static void end_series(const struct page *page, int64_t value, bool is_us)
{
    const int64_t second = HG_US_PER_S;
    if (is_us)
        hg_sink_printf(page->sink, "} %" PRId64 ".%06" PRId64 "\n", value / second,
                       value % second);
    else
        hg_sink_printf(page->sink, "} %" PRId64 "\n", value);
}

static void write_metrics(const struct page *page)
{
    const struct hg_run *run = page->run;
    for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++) {
        write_head(page, metrics[i].name, metrics[i].help);
        for (size_t j = 0; j < run->count; j++) {
            int64_t value;
            if (!metrics[i].get(&run->results[j], &value))
                continue;
            begin_target(page, metrics[i].name, j);
            end_series(page, value, metrics[i].is_us);
        }
    }
}

static void write_outcomes(const struct page *page)
{
    static const char name[] = "headgate_outcome";
    const struct hg_run *run = page->run;
    write_head(page, name, "1: the outcome that the target has.");
    for (size_t i = 0; i < run->count; i++) {
        begin_target(page, name, i);
        add_label(page, "outcome",
                  hg_outcome_word((enum hg_outcome)run->results[i].outcome));
        end_series(page, 1, false);
    }
}

static void write_one(const struct page *page, const char *name, const char *help,
                      int64_t value, bool is_us)
{
    write_head(page, name, help);
    begin_series(page, name);
    end_series(page, value, is_us);
}

static void write_run(const struct page *page)
{
    const struct hg_run *run = page->run;
    write_head(page, "headgate_targets", "Targets with this outcome.");
    for (int i = 0; i < HG_OUTCOME_COUNT; i++) {
        begin_series(page, "headgate_targets");
        add_label(page, "outcome", hg_outcome_word((enum hg_outcome)i));
        end_series(page, (int64_t)run->summary.outcomes[i], false);
    }
    write_head(page, "headgate_channel_failing",
               "1: the channel did not accept its last message.");
    for (size_t i = 0; i < run->failing_channels.count; i++) {
        begin_series(page, "headgate_channel_failing");
        add_label(page, "channel", run->failing_channels.items[i].name);
        end_series(page, 1, false);
    }
    write_one(page, "headgate_gate_open", "1: the gate is open; 0: closed or unknown.",
              run->gate.state == HG_GATE_OPEN, false);
    write_one(page, "headgate_run_duration_seconds", "Time of the run.", run->duration_us,
              true);
    write_one(page, "headgate_last_run_timestamp_seconds", "When the run ended.",
              run->finished_at_us / HG_US_PER_S, false);
}

static int write_prometheus(const struct hg_run *run, struct hg_sink *sink,
                            struct hg_error *err)
{
    const struct page page = {
        .sink = sink,
        .run = run,
        .config = run->settings->name != NULL ? run->settings->name
                  : run->config != NULL       ? run->config
                                              : "headgate",
    };
    (void)err;
    write_metrics(&page);
    write_outcomes(&page);
    write_run(&page);
    return 0;
}

const struct hg_reporter hg_reporter_prometheus = {
    .name = "prometheus",
    .extension = "prom",
    .summary = "metrics for Prometheus, by the textfile collector of node_exporter",
    .notation = HG_NOTATION_TEXT,
    .write = write_prometheus,
};
