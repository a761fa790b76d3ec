/* SPDX-License-Identifier: MIT */
/* uptime_json: the report for programs: everything, as
 * reports/headgate-uptime-1.schema.json says. Percentages are rounded down to six
 * decimals; the milliseconds behind them are exact. */
#include "uptime/uptime_formats.h"

#include <string.h>

#include "headgate/json_writer.h"
#include "headgate/units.h"
#include "headgate/uptime_json.h"

#include "format/failing_json.h"

#include "headgate/banned.h"

#define SCHEMA           "headgate-uptime/1"
#define PERCENT_DECIMALS 6
/* A target is a line, with all its days. */
#define INDENTED_LEVELS 2

static void add_notes(struct hg_json_writer *json, const struct hg_incident *incident)
{
    hg_json_begin_array(json, "notes");
    for (size_t i = 0; i < incident->note_count; i++) {
        hg_json_begin_object(json, NULL);
        hg_json_write_time(json, "at", incident->notes[i].at_us);
        hg_json_write_text(json, "text", incident->notes[i].text);
        hg_json_end_object(json);
    }
    hg_json_end_array(json);
}

void hg_json_write_incident(struct hg_json_writer *json, const char *target,
                            const struct hg_incident *incident)
{
    hg_json_begin_object(json, NULL);
    hg_json_write_integer(json, "id", incident->id);
    hg_json_write_text(json, "target", target);
    hg_json_write_time(json, "opened_at", incident->opened_us);
    hg_json_write_time(json, "closed_at",
                       incident->closed_us == 0 ? -1 : incident->closed_us);
    if (incident->duration_us >= 0)
        hg_json_write_integer(json, "duration_ms", incident->duration_us / HG_US_PER_MS);
    if (incident->maintenance_us >= 0)
        hg_json_write_integer(json, "maintenance_ms",
                              incident->maintenance_us / HG_US_PER_MS);
    hg_json_write_text(json, "cause", hg_cause_word(incident->cause));
    hg_json_write_text(json, "worst", hg_cause_word(incident->worst));
    hg_json_write_integer(json, "checks", incident->checks);
    hg_json_write_integer(json, "attempts", incident->attempts);
    hg_json_write_text(json, "reason", incident->reason);
    hg_json_write_text(json, "common", incident->common);
    if (incident->is_acknowledged)
        hg_json_write_boolean(json, "acknowledged", true);
    add_notes(json, incident);
    hg_json_end_object(json);
}

static void add_percent(struct hg_json_writer *json, const char *key,
                        struct hg_share share)
{
    char text[HG_SHARE_SIZE];
    hg_share_format(share, PERCENT_DECIMALS, text);
    text[strcspn(text, " ")] = '\0';
    hg_json_write_decimal(json, key, share.whole <= 0 ? NULL : text);
}

static void add_ms(struct hg_json_writer *json, const char *key, int64_t us)
{
    hg_json_write_integer(json, key, us / HG_US_PER_MS);
}

/* Durations of which less than 0 says that there is none. */
static void add_ms_or_null(struct hg_json_writer *json, const char *key, int64_t us)
{
    if (us < 0)
        hg_json_write_null(json, key);
    else
        add_ms(json, key, us);
}

/* Moments of which 0 says that there is none. */
static void add_time(struct hg_json_writer *json, const char *key, int64_t wall_us)
{
    hg_json_write_time(json, key, wall_us > 0 ? wall_us : -1);
}

static void add_tally(struct hg_json_writer *json, const char *key,
                      const struct hg_tally *tally)
{
    hg_json_begin_object(json, key);
    add_percent(json, "uptime_percent", hg_tally_by_time(tally));
    add_percent(json, "checks_up_percent", hg_tally_by_checks(tally));
    add_percent(json, "known_percent", hg_tally_coverage(tally));
    hg_json_begin_object(json, "time_ms");
    for (int i = 0; i < HG_OUTCOME_COUNT; i++)
        add_ms(json, hg_outcome_word((enum hg_outcome)i), tally->time_us[i]);
    add_ms(json, "maintenance", tally->maintenance_us);
    hg_json_end_object(json);
    hg_json_begin_object(json, "checks");
    for (int i = 0; i < HG_OUTCOME_COUNT; i++)
        hg_json_write_integer(json, hg_outcome_word((enum hg_outcome)i),
                              tally->checks[i]);
    hg_json_write_integer(json, "maintenance", tally->maintenance_checks);
    hg_json_end_object(json);
    hg_json_end_object(json);
}

static void add_latency(struct hg_json_writer *json, const char *key,
                        const struct hg_latency *latency)
{
    hg_json_begin_object(json, key);
    hg_json_write_integer(json, "count", latency->count);
    hg_json_write_ms(json, "p50_ms", latency->p50_us);
    hg_json_write_ms(json, "p95_ms", latency->p95_us);
    hg_json_write_ms(json, "p99_ms", latency->p99_us);
    hg_json_end_object(json);
}

static void add_sla(struct hg_json_writer *json, const struct hg_sla *sla)
{
    if (!sla->is_set) {
        hg_json_write_null(json, "sla");
        return;
    }
    hg_json_begin_object(json, "sla");
    add_percent(json, "promised_percent", sla->promised);
    add_ms(json, "budget_ms", sla->budget_us);
    add_ms(json, "used_ms", sla->used_us);
    add_ms(json, "left_ms", sla->left_us);
    hg_json_write_boolean(json, "kept", sla->is_met);
    add_ms_or_null(json, "step_ms",
                   sla->check_interval_us > 0 ? sla->check_interval_us : -1);
    hg_json_write_boolean(json, "provable", sla->is_provable);
    hg_json_end_object(json);
}

static void add_period(struct hg_json_writer *json, const char *key,
                       const struct hg_period *period)
{
    hg_json_begin_object(json, key);
    hg_json_write_text(json, "words", period->description);
    hg_json_write_time(json, "begin", period->begin_us);
    hg_json_write_time(json, "end", period->end_us);
    hg_json_end_object(json);
}

static void add_report(struct hg_json_writer *json, const struct hg_uptime *uptime)
{
    struct hg_buf description;
    hg_buf_init(&description);
    hg_json_begin_object(json, "report");
    hg_json_write_text(json, "name", uptime->name);
    hg_uptime_headline(uptime, &description);
    hg_json_write_text(json, "headline", description.data);
    hg_buf_clear(&description);
    hg_uptime_rule(uptime, &description);
    hg_json_write_text(json, "rule", description.data);
    hg_json_write_time(json, "generated_at", uptime->generated_us);
    hg_json_write_text(json, "history", uptime->history);
    hg_json_write_text(json, "host", uptime->host);
    hg_json_write_text(json, "timezone", uptime->zone->name);
    add_ms_or_null(json, "max_gap_ms", uptime->max_gap_us > 0 ? uptime->max_gap_us : -1);
    hg_json_write_integer(json, "runs", (int64_t)uptime->run_count);
    hg_json_write_integer(json, "interrupted_runs", (int64_t)uptime->interrupted_count);
    hg_json_end_object(json);
    hg_buf_release(&description);
}

static void add_summary(struct hg_json_writer *json, const struct hg_uptime *uptime)
{
    hg_json_begin_object(json, "summary");
    hg_json_write_integer(json, "targets", (int64_t)uptime->target_count);
    hg_json_begin_object(json, "now");
    for (int i = 0; i < HG_OUTCOME_COUNT; i++)
        hg_json_write_integer(json, hg_outcome_word((enum hg_outcome)i),
                              (int64_t)uptime->now[i]);
    hg_json_end_object(json);
    hg_json_write_integer(json, "recovered", (int64_t)uptime->recovered_count);
    hg_json_write_integer(json, "outages", (int64_t)uptime->outage_count);
    add_tally(json, "uptime", &uptime->tally);
    add_tally(json, "uptime_before", &uptime->before_tally);
    add_latency(json, "latency", &uptime->latency);
    add_latency(json, "latency_before", &uptime->latency_before);
    hg_json_end_object(json);
}

static void add_group(struct hg_json_writer *json, const struct hg_uptime_group *group)
{
    hg_json_begin_object(json, NULL);
    hg_json_write_text(json, "name", group->name);
    hg_json_write_integer(json, "targets", (int64_t)group->count);
    add_tally(json, "uptime", &group->tally);
    add_tally(json, "uptime_before", &group->before);
    add_sla(json, &group->sla);
    hg_json_end_object(json);
}

static void add_days(struct hg_json_writer *json, const struct hg_uptime *uptime,
                     const struct hg_uptime_target *target)
{
    hg_json_begin_array(json, "days");
    for (size_t i = 0; i < uptime->day_count; i++) {
        const struct hg_report_interval *day = &target->days[i];
        char date[HG_ZONE_TIME_SIZE];
        hg_zone_format(uptime->zone, day->begin_us, "%Y-%m-%d", date);
        hg_json_begin_object(json, NULL);
        hg_json_write_text(json, "date", date);
        hg_json_write_time(json, "begin", day->begin_us);
        hg_json_write_time(json, "end", day->end_us);
        add_tally(json, "uptime", &day->tally);
        add_latency(json, "latency", &day->latency);
        hg_json_end_object(json);
    }
    hg_json_end_array(json);
}

static void add_state(struct hg_json_writer *json, const struct hg_uptime_target *target)
{
    hg_json_write_text(json, "outcome", hg_outcome_word(target->outcome));
    hg_json_write_text(json, "cause", hg_cause_word(target->cause));
    hg_json_write_text(json, "reason", target->reason[0] == '\0' ? NULL : target->reason);
    add_time(json, "since", target->since_us);
    add_time(json, "last_check", target->last_check_us);
    hg_json_write_boolean(json, "stale", target->is_stale);
    hg_json_write_boolean(json, "recovered", target->is_recovered);
}

static void add_target(struct hg_json_writer *json, const struct hg_uptime *uptime,
                       const struct hg_uptime_target *target)
{
    hg_json_begin_object(json, NULL);
    hg_json_write_integer(json, "id", target->id);
    hg_json_write_text(json, "name", target->name);
    hg_json_write_text(json, "group", target->group);
    hg_json_write_text(json, "url", target->url);
    hg_json_begin_array(json, "tags");
    for (size_t i = 0; i < target->tags.count; i++)
        hg_json_write_text(json, NULL, target->tags.items[i]);
    hg_json_end_array(json);
    add_state(json, target);
    add_tally(json, "uptime", &target->tally);
    add_tally(json, "uptime_before", &target->before);
    add_latency(json, "latency", &target->latency);
    add_latency(json, "latency_before", &target->latency_before);
    add_ms_or_null(json, "interval_ms",
                   target->interval_us > 0 ? target->interval_us : -1);
    add_ms(json, "max_gap_ms", target->max_gap_us);
    hg_json_write_integer(json, "incidents", (int64_t)target->incident_count);
    add_ms_or_null(json, "longest_incident_ms",
                   target->incident_count > 0 ? target->longest_us : -1);
    add_ms_or_null(json, "time_to_repair_ms", target->repair_us);
    add_ms_or_null(json, "time_between_ms", target->between_us);
    add_sla(json, &target->sla);
    add_time(json, "certificate_not_after", target->certificate_end_us);
    add_days(json, uptime, target);
    hg_json_end_object(json);
}

static void add_outage(struct hg_json_writer *json, const struct hg_uptime *uptime,
                       const struct hg_outage *outage)
{
    hg_json_begin_object(json, NULL);
    hg_json_write_time(json, "opened_at", outage->opened_us);
    add_time(json, "closed_at", outage->closed_us);
    hg_json_begin_array(json, "incidents");
    for (size_t i = 0; i < outage->count; i++) {
        const struct hg_incident *incident = &uptime->incidents[outage->first + i];
        hg_json_write_incident(json, uptime->targets[incident->target].name, incident);
    }
    hg_json_end_array(json);
    hg_json_end_object(json);
}

static void add_lists(struct hg_json_writer *json, const struct hg_uptime *uptime)
{
    hg_json_begin_array(json, "groups");
    for (size_t i = 0; i < uptime->group_count; i++)
        add_group(json, &uptime->groups[i]);
    hg_json_end_array(json);
    hg_json_begin_array(json, "targets");
    for (size_t i = 0; i < uptime->target_count; i++)
        add_target(json, uptime, &uptime->targets[i]);
    hg_json_end_array(json);
    hg_json_begin_array(json, "outages");
    for (size_t i = 0; i < uptime->outage_count; i++)
        add_outage(json, uptime, &uptime->outages[i]);
    hg_json_end_array(json);
    hg_failing_json_write(json, &uptime->failing_channels);
    hg_json_begin_array(json, "gaps");
    for (size_t i = 0; i < uptime->gap_count; i++) {
        hg_json_begin_object(json, NULL);
        hg_json_write_time(json, "begin", uptime->gaps[i].begin_us);
        hg_json_write_time(json, "end", uptime->gaps[i].end_us);
        add_time(json, "last_run", uptime->gaps[i].last_run_us);
        hg_json_end_object(json);
    }
    hg_json_end_array(json);
}

static void write_json(const struct hg_uptime *uptime,
                       const struct hg_uptime_style *style, struct hg_sink *sink)
{
    struct hg_json_writer json;
    (void)style;
    hg_json_writer_init(&json, sink, INDENTED_LEVELS);
    hg_json_begin_object(&json, NULL);
    hg_json_write_text(&json, "schema", SCHEMA);
    hg_json_begin_object(&json, "tool");
    hg_json_write_text(&json, "name", "headgate");
    hg_json_write_text(&json, "version", uptime->tool_version);
    hg_json_end_object(&json);
    add_report(&json, uptime);
    add_period(&json, "period", &uptime->period);
    add_period(&json, "before", &uptime->before);
    add_summary(&json, uptime);
    add_lists(&json, uptime);
    hg_json_end_object(&json);
}

const struct hg_uptime_reporter hg_uptime_reporter_json = {
    .name = "json",
    .extension = "json",
    .summary = "for programs: everything, as headgate-uptime-1.schema.json says",
    .notation = HG_NOTATION_JSON,
    .write = write_json,
};
