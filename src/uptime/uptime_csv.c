/* SPDX-License-Identifier: MIT */
/* uptime_csv: the figures for spreadsheets (RFC 4180): a row per target with the scope
 * "period", by name, and after them one per target and day with the scope "day", where
 * what is known of whole targets only is left out. Durations are seconds, percentages
 * rounded down, times in UTC. */
#include "uptime/uptime_formats.h"

#include <inttypes.h>
#include <string.h>

#include "headgate/units.h"
#include "format/csv_value.h"
#include "uptime/uptime_format.h"

#include "headgate/banned.h"

struct row {
    const struct hg_uptime_target *target;
    const struct hg_report_interval *day; /* NULL: the whole period */
    int64_t begin_us, end_us;
    const struct hg_tally *tally;
    const struct hg_latency *latency;
};

/* A column; `which` tells its function apart where several share it. */
struct column {
    const char *name;
    void (*write)(struct hg_sink *sink, const struct row *row, int which);
    int which;
    bool is_of_target; /* left out for days */
};

static void write_percent(struct hg_sink *sink, struct hg_share share, int decimals)
{
    char text[HG_SHARE_SIZE];
    if (share.whole <= 0)
        return;
    hg_share_format(share, decimals, text);
    hg_sink_write(sink, text, strcspn(text, " "));
}

static void write_seconds(struct hg_sink *sink, int64_t us)
{
    const int64_t ms = us / HG_US_PER_MS;
    const int64_t size = ms < 0 ? -ms : ms;
    hg_sink_printf(sink, "%s%" PRId64 ".%03d", ms < 0 ? "-" : "", size / 1000,
                   (int)(size % 1000));
}

static void write_scope(struct hg_sink *sink, const struct row *row, int which)
{
    (void)which;
    hg_sink_text(sink, row->day == NULL ? "period" : "day");
}

enum { NAME, GROUP, URL, REASON, OUTCOME, CAUSE };

static void write_word(struct hg_sink *sink, const struct row *row, int which)
{
    const struct hg_uptime_target *target = row->target;
    const char *const words[] = {
        [NAME] = target->name,
        [GROUP] = target->group,
        [URL] = target->url,
        [REASON] = target->reason,
        [OUTCOME] = hg_outcome_word(target->outcome),
        [CAUSE] = hg_cause_word(target->cause),
    };
    if (words[which] != NULL)
        hg_csv_text(sink, words[which]);
}

static void write_tags(struct hg_sink *sink, const struct row *row, int which)
{
    (void)which;
    hg_csv_texts(sink, &row->target->tags);
}

enum { BEGIN, END, SINCE, LAST_CHECK, CERTIFICATE_END };

static void write_moment(struct hg_sink *sink, const struct row *row, int which)
{
    const int64_t moments_us[] = {
        [BEGIN] = row->begin_us,
        [END] = row->end_us,
        [SINCE] = row->target->since_us,
        [LAST_CHECK] = row->target->last_check_us,
        [CERTIFICATE_END] = row->target->certificate_end_us,
    };
    if (moments_us[which] > 0)
        hg_csv_time(sink, moments_us[which]);
}

enum { BY_TIME, BY_CHECKS, COVERAGE, BEFORE, PROMISED };

static void write_share(struct hg_sink *sink, const struct row *row, int which)
{
    const struct hg_uptime_target *target = row->target;
    const struct hg_share none = {0};
    const struct hg_share shares[] = {
        [BY_TIME] = hg_tally_by_time(row->tally),
        [BY_CHECKS] = hg_tally_by_checks(row->tally),
        [COVERAGE] = hg_tally_coverage(row->tally),
        [BEFORE] = hg_tally_by_time(&target->before),
        [PROMISED] = target->sla.is_set ? target->sla.promised : none,
    };
    write_percent(sink, shares[which], hg_uptime_format_decimals(&target->sla));
}

static void write_time_of(struct hg_sink *sink, const struct row *row, int which)
{
    write_seconds(sink, row->tally->time_us[which]);
}

static void write_maintenance(struct hg_sink *sink, const struct row *row, int which)
{
    (void)which;
    write_seconds(sink, row->tally->maintenance_us);
}

static void write_checks_of(struct hg_sink *sink, const struct row *row, int which)
{
    hg_sink_printf(sink, "%" PRId64, row->tally->checks[which]);
}

static void write_maintenance_checks(struct hg_sink *sink, const struct row *row,
                                     int which)
{
    (void)which;
    hg_sink_printf(sink, "%" PRId64, row->tally->maintenance_checks);
}

static void write_latency(struct hg_sink *sink, const struct row *row, int which)
{
    const struct hg_latency *latency = row->latency;
    const int64_t us =
        which == 50 ? latency->p50_us : (which == 95 ? latency->p95_us : latency->p99_us);
    char number[HG_UNITS_NUMBER_SIZE];
    if (us >= 0)
        hg_sink_write(sink, number, hg_units_write_ms(us, number));
}

static void write_incidents(struct hg_sink *sink, const struct row *row, int which)
{
    (void)which;
    hg_sink_printf(sink, "%zu", row->target->incident_count);
}

enum { LONGEST, REPAIR, BETWEEN, INTERVAL };

static void write_duration(struct hg_sink *sink, const struct row *row, int which)
{
    const struct hg_uptime_target *target = row->target;
    const int64_t durations_us[] = {
        [LONGEST] = target->incident_count > 0 ? target->longest_us : -1,
        [REPAIR] = target->repair_us,
        [BETWEEN] = target->between_us,
        [INTERVAL] = target->interval_us > 0 ? target->interval_us : -1,
    };
    if (durations_us[which] >= 0)
        write_seconds(sink, durations_us[which]);
}

enum { BUDGET, USED, LEFT };

static void write_budget(struct hg_sink *sink, const struct row *row, int which)
{
    const struct hg_sla *sla = &row->target->sla;
    const int64_t durations_us[] = {
        [BUDGET] = sla->budget_us, [USED] = sla->used_us, [LEFT] = sla->left_us};
    if (sla->is_set)
        write_seconds(sink, durations_us[which]);
}

enum { KEPT, PROVABLE, STALE, RECOVERED };

static void write_truth(struct hg_sink *sink, const struct row *row, int which)
{
    const struct hg_uptime_target *target = row->target;
    const bool truths[] = {
        [KEPT] = target->sla.is_met,
        [PROVABLE] = target->sla.is_provable,
        [STALE] = target->is_stale,
        [RECOVERED] = target->is_recovered,
    };
    if (target->sla.is_set || (which != KEPT && which != PROVABLE))
        hg_sink_text(sink, truths[which] ? "true" : "false");
}

static const struct column columns[] = {
    {"scope", write_scope, 0, false},
    {"name", write_word, NAME, false},
    {"group", write_word, GROUP, false},
    {"begin", write_moment, BEGIN, false},
    {"end", write_moment, END, false},
    {"uptime_percent", write_share, BY_TIME, false},
    {"checks_up_percent", write_share, BY_CHECKS, false},
    {"known_percent", write_share, COVERAGE, false},
    {"up_s", write_time_of, HG_OUTCOME_UP, false},
    {"flaky_s", write_time_of, HG_OUTCOME_FLAKY, false},
    {"degraded_s", write_time_of, HG_OUTCOME_DEGRADED, false},
    {"down_s", write_time_of, HG_OUTCOME_DOWN, false},
    {"unknown_s", write_time_of, HG_OUTCOME_UNKNOWN, false},
    {"skipped_s", write_time_of, HG_OUTCOME_SKIPPED, false},
    {"maintenance_s", write_maintenance, 0, false},
    {"up_checks", write_checks_of, HG_OUTCOME_UP, false},
    {"flaky_checks", write_checks_of, HG_OUTCOME_FLAKY, false},
    {"degraded_checks", write_checks_of, HG_OUTCOME_DEGRADED, false},
    {"down_checks", write_checks_of, HG_OUTCOME_DOWN, false},
    {"unknown_checks", write_checks_of, HG_OUTCOME_UNKNOWN, false},
    {"skipped_checks", write_checks_of, HG_OUTCOME_SKIPPED, false},
    {"maintenance_checks", write_maintenance_checks, 0, false},
    {"p50_ms", write_latency, 50, false},
    {"p95_ms", write_latency, 95, false},
    {"p99_ms", write_latency, 99, false},
    {"uptime_before_percent", write_share, BEFORE, true},
    {"outcome", write_word, OUTCOME, true},
    {"cause", write_word, CAUSE, true},
    {"reason", write_word, REASON, true},
    {"since", write_moment, SINCE, true},
    {"last_check", write_moment, LAST_CHECK, true},
    {"stale", write_truth, STALE, true},
    {"recovered", write_truth, RECOVERED, true},
    {"incidents", write_incidents, 0, true},
    {"longest_incident_s", write_duration, LONGEST, true},
    {"time_to_repair_s", write_duration, REPAIR, true},
    {"time_between_s", write_duration, BETWEEN, true},
    {"interval_s", write_duration, INTERVAL, true},
    {"sla_percent", write_share, PROMISED, true},
    {"sla_budget_s", write_budget, BUDGET, true},
    {"sla_used_s", write_budget, USED, true},
    {"sla_left_s", write_budget, LEFT, true},
    {"sla_kept", write_truth, KEPT, true},
    {"sla_provable", write_truth, PROVABLE, true},
    {"certificate_not_after", write_moment, CERTIFICATE_END, true},
    {"tags", write_tags, 0, true},
    {"url", write_word, URL, true},
};

#define COLUMN_COUNT (sizeof columns / sizeof columns[0])

static void write_header(struct hg_sink *sink)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        hg_sink_text(sink, i == 0 ? "" : ",");
        hg_sink_text(sink, columns[i].name);
    }
    hg_sink_text(sink, "\r\n");
}

static void write_row(struct hg_sink *sink, const struct row *row)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        hg_sink_text(sink, i == 0 ? "" : ",");
        if (row->day == NULL || !columns[i].is_of_target)
            columns[i].write(sink, row, columns[i].which);
    }
    hg_sink_text(sink, "\r\n");
}

static void write_days(struct hg_sink *sink, const struct hg_uptime *uptime,
                       const struct hg_uptime_target *target)
{
    for (size_t i = 0; i < uptime->day_count; i++) {
        const struct hg_report_interval *day = &target->days[i];
        const struct row row = {target,      day,         day->begin_us,
                                day->end_us, &day->tally, &day->latency};
        write_row(sink, &row);
    }
}

static void write_csv(const struct hg_uptime *uptime, const struct hg_uptime_style *style,
                      struct hg_sink *sink)
{
    (void)style;
    write_header(sink);
    for (size_t i = 0; i < uptime->target_count; i++) {
        const struct hg_uptime_target *target = &uptime->targets[i];
        const struct row row = {target,
                                NULL,
                                uptime->period.begin_us,
                                uptime->period.end_us,
                                &target->tally,
                                &target->latency};
        write_row(sink, &row);
    }
    for (size_t i = 0; i < uptime->target_count; i++)
        write_days(sink, uptime, &uptime->targets[i]);
}

const struct hg_uptime_reporter hg_uptime_reporter_csv = {
    .name = "csv",
    .extension = "csv",
    .summary = "for spreadsheets: a row per target, and per target and day (RFC 4180)",
    .notation = HG_NOTATION_VERBATIM,
    .write = write_csv,
};
