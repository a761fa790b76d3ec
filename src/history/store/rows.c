/* SPDX-License-Identifier: MIT */
/* rows: the columns of the history, and the members that hold them. */
#include "history/store/rows.h"

#include "headgate/gate.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define MOMENT_MAX INT64_C(253402300799999) /* the end of the year 9999 */
#define COUNT_MAX                                                                        \
    INT64_C(1000000000000) /* can be added up for all hours of all targets */
#define AT_ONCE_MAX 1000   /* results of a target in a single millisecond */

const struct hg_number_rule *hg_number_rule_of(enum hg_column_type type)
{
    static const struct hg_number_rule rules[] = {
        [HG_COLUMN_NUMBER] = {.max = INT64_MAX},
        [HG_COLUMN_MOMENT] = {.max = MOMENT_MAX},
        [HG_COLUMN_TIME] = {.max = MOMENT_MAX},
        [HG_COLUMN_OUTCOME] = {.max = HG_OUTCOME_COUNT - 1},
        [HG_COLUMN_CAUSE] = {.max = HG_CAUSE_COUNT - 1},
        [HG_COLUMN_EVENT] = {.max = HG_EVENT_KIND_COUNT - 1},
        [HG_COLUMN_METHOD] = {.max = HG_METHOD_COUNT - 1},
        [HG_COLUMN_GATE] = {.max = HG_GATE_CLOSED},
        [HG_COLUMN_COUNT] = {.max = COUNT_MAX, .is_required = true},
        [HG_COLUMN_ID] = {.max = INT64_MAX, .has_null = true, .null = 0},
        [HG_COLUMN_PHASE] = {.max = INT32_MAX, .has_null = true, .null = HG_NOT_REACHED},
        [HG_COLUMN_FLAG] = {0},
        [HG_COLUMN_OBSERVED] = {.max = HG_OUTCOME_COUNT - 1,
                                .has_null = true,
                                .null = -1},
    };
    return &rules[type];
}

#define MEMBER(row, member)                                                              \
    offsetof(struct row, member), sizeof(((struct row *)0)->member)
#define TYPE(columns)                                                                    \
    {                                                                                    \
        columns, sizeof columns / sizeof columns[0]                                      \
    }

static const struct hg_column criteria_columns[] = {
    {"id", HG_COLUMN_NUMBER, MEMBER(hg_criteria, id)},
    {"target", HG_COLUMN_NUMBER, MEMBER(hg_criteria, target)},
    {"run", HG_COLUMN_NUMBER, MEMBER(hg_criteria, run)},
    {"since_ms", HG_COLUMN_NUMBER, MEMBER(hg_criteria, since_ms)},
    {"until_ms", HG_COLUMN_NUMBER, MEMBER(hg_criteria, until_ms)},
    {"last_ms", HG_COLUMN_NUMBER, MEMBER(hg_criteria, last_ms)},
    {"claim_ms", HG_COLUMN_NUMBER, MEMBER(hg_criteria, claim_ms)},
    {"limit", HG_COLUMN_NUMBER, MEMBER(hg_criteria, limit)},
    {"total", HG_COLUMN_NUMBER, MEMBER(hg_criteria, total)},
    {"interval_ms", HG_COLUMN_NUMBER, MEMBER(hg_criteria, interval_ms)},
    {"kinds", HG_COLUMN_NUMBER, MEMBER(hg_criteria, kinds)},
    {"source", HG_COLUMN_NUMBER, MEMBER(hg_criteria, source)},
    {"name", HG_COLUMN_TEXT, MEMBER(hg_criteria, name)},
    {"channel", HG_COLUMN_TEXT, MEMBER(hg_criteria, channel)},
    {"json", HG_COLUMN_TEXT, MEMBER(hg_criteria, json)},
    {"text", HG_COLUMN_TEXT, MEMBER(hg_criteria, text)},
};
const struct hg_row_type hg_criteria_type = TYPE(criteria_columns);

static const struct hg_column moment_columns[] = {
    {"key", HG_COLUMN_TEXT, MEMBER(hg_moment_row, key)},
    {"value", HG_COLUMN_MOMENT, MEMBER(hg_moment_row, value)},
};
const struct hg_row_type hg_moment_type = TYPE(moment_columns);

static const struct hg_column run_columns[] = {
    {"name", HG_COLUMN_NAME, MEMBER(hg_run_row, run.name)},
    {"host", HG_COLUMN_TEXT, MEMBER(hg_run_row, run.host)},
    {"location", HG_COLUMN_TEXT, MEMBER(hg_run_row, run.location)},
    {"config", HG_COLUMN_TEXT, MEMBER(hg_run_row, run.config)},
    {"version", HG_COLUMN_NAME, MEMBER(hg_run_row, run.version)},
    {"watch", HG_COLUMN_TEXT, MEMBER(hg_run_row, run.watch)},
    {"started_ms", HG_COLUMN_TIME, MEMBER(hg_run_row, run.started_us)},
    {"finished_ms", HG_COLUMN_TIME, MEMBER(hg_run_row, run.finished_us)},
    {"first_ms", HG_COLUMN_MOMENT, MEMBER(hg_run_row, first_ms)},
    {"last_ms", HG_COLUMN_MOMENT, MEMBER(hg_run_row, last_ms)},
    {"interrupted", HG_COLUMN_FLAG, MEMBER(hg_run_row, run.is_interrupted)},
    {"gate", HG_COLUMN_GATE, MEMBER(hg_run_row, run.gate)},
    {"exit_status", HG_COLUMN_NUMBER, MEMBER(hg_run_row, run.exit_status)},
    {"total", HG_COLUMN_COUNT, MEMBER(hg_run_row, run.total)},
    {"unknown", HG_COLUMN_COUNT, MEMBER(hg_run_row, run.outcomes[HG_OUTCOME_UNKNOWN])},
    {"up", HG_COLUMN_COUNT, MEMBER(hg_run_row, run.outcomes[HG_OUTCOME_UP])},
    {"flaky", HG_COLUMN_COUNT, MEMBER(hg_run_row, run.outcomes[HG_OUTCOME_FLAKY])},
    {"degraded", HG_COLUMN_COUNT, MEMBER(hg_run_row, run.outcomes[HG_OUTCOME_DEGRADED])},
    {"down", HG_COLUMN_COUNT, MEMBER(hg_run_row, run.outcomes[HG_OUTCOME_DOWN])},
    {"skipped", HG_COLUMN_COUNT, MEMBER(hg_run_row, run.outcomes[HG_OUTCOME_SKIPPED])},
};
const struct hg_row_type hg_run_type = TYPE(run_columns);

static const struct hg_column target_columns[] = {
    {"id", HG_COLUMN_ID, MEMBER(hg_target_row, id)},
    {"name", HG_COLUMN_NAME, MEMBER(hg_target_row, name)},
    {"url", HG_COLUMN_NAME, MEMBER(hg_target_row, url)},
    {"group_name", HG_COLUMN_TEXT, MEMBER(hg_target_row, group)},
    {"tags", HG_COLUMN_RAW_TEXT, MEMBER(hg_target_row, tags)},
    {"source", HG_COLUMN_ID, MEMBER(hg_target_row, source)},
    {"row_of", HG_COLUMN_TEXT, MEMBER(hg_target_row, row_of)},
    {"channels", HG_COLUMN_RAW_TEXT, MEMBER(hg_target_row, channels)},
    {"certificate", HG_COLUMN_ID, MEMBER(hg_target_row, certificate)},
    {"certificate_end_ms", HG_COLUMN_TIME, MEMBER(hg_target_row, certificate_end_us)},
    {"incident", HG_COLUMN_ID, MEMBER(hg_target_row, incident)},
    {"outcome", HG_COLUMN_OUTCOME, MEMBER(hg_target_row, interval.outcome)},
    {"cause", HG_COLUMN_CAUSE, MEMBER(hg_target_row, interval.cause)},
    {"maintenance", HG_COLUMN_FLAG, MEMBER(hg_target_row, interval.is_maintenance)},
    {"reason", HG_COLUMN_OWN_TEXT, MEMBER(hg_target_row, interval.reason)},
    {"begin_ms", HG_COLUMN_MOMENT, MEMBER(hg_target_row, interval.begin_ms)},
    {"end_ms", HG_COLUMN_MOMENT, MEMBER(hg_target_row, interval.end_ms)},
    {"checks", HG_COLUMN_NUMBER, MEMBER(hg_target_row, interval.checks)},
    {"shortest_ms", HG_COLUMN_MOMENT, MEMBER(hg_target_row, interval.shortest_ms)},
    {"longest_ms", HG_COLUMN_MOMENT, MEMBER(hg_target_row, interval.longest_ms)},
    {"reason_text", HG_COLUMN_TEXT, MEMBER(hg_target_row, reason)},
    {"reported_down", HG_COLUMN_FLAG, MEMBER(hg_target_row, reported.is_down)},
    {"reported_acknowledged", HG_COLUMN_FLAG,
     MEMBER(hg_target_row, reported.is_acknowledged)},
    {"reported_told_ms", HG_COLUMN_TIME, MEMBER(hg_target_row, reported.told_us)},
    {"reported_count", HG_COLUMN_NUMBER, MEMBER(hg_target_row, reported.count)},
    {"reported_since_ms", HG_COLUMN_TIME, MEMBER(hg_target_row, reported.since_us)},
    {"reported_incident", HG_COLUMN_ID, MEMBER(hg_target_row, reported.incident)},
    {"reported_cause", HG_COLUMN_CAUSE, MEMBER(hg_target_row, reported.cause)},
    {"reported_reason", HG_COLUMN_OWN_TEXT, MEMBER(hg_target_row, reported.reason)},
    {"reported_degraded", HG_COLUMN_FLAG, MEMBER(hg_target_row, reported.is_degraded)},
    {"degraded_count", HG_COLUMN_NUMBER, MEMBER(hg_target_row, reported.degraded_count)},
    {"degraded_since_ms", HG_COLUMN_TIME,
     MEMBER(hg_target_row, reported.degraded_since_us)},
    {"degraded_cause", HG_COLUMN_CAUSE, MEMBER(hg_target_row, reported.degraded_cause)},
    {"degraded_reason", HG_COLUMN_OWN_TEXT,
     MEMBER(hg_target_row, reported.degraded_reason)},
    {"reported_changes", HG_COLUMN_NUMBER, MEMBER(hg_target_row, reported.changes)},
    {"flapping_since_ms", HG_COLUMN_TIME,
     MEMBER(hg_target_row, reported.flapping_since_us)},
    {"reported_certificate", HG_COLUMN_ID, MEMBER(hg_target_row, reported.certificate)},
};
const struct hg_row_type hg_target_type = TYPE(target_columns);

static const struct hg_column result_columns[] = {
    {"run", HG_COLUMN_ID, MEMBER(hg_result_row, run)},
    {"target", HG_COLUMN_ID, MEMBER(hg_result_row, target)},
    {"after_ms", HG_COLUMN_NUMBER, MEMBER(hg_result_row, after_ms)},
    {"at_ms", HG_COLUMN_TIME, MEMBER(hg_result_row, result.last.started_at_us)},
    {"outcome", HG_COLUMN_OUTCOME, MEMBER(hg_result_row, result.last.outcome)},
    {"cause", HG_COLUMN_CAUSE, MEMBER(hg_result_row, result.last.cause)},
    {"maintenance", HG_COLUMN_FLAG, MEMBER(hg_result_row, result.is_maintenance)},
    {"status", HG_COLUMN_NUMBER, MEMBER(hg_result_row, result.last.status)},
    {"method", HG_COLUMN_METHOD, MEMBER(hg_result_row, result.last.method)},
    {"attempts", HG_COLUMN_NUMBER, MEMBER(hg_result_row, result.attempt_count)},
    {"certificate", HG_COLUMN_ID, MEMBER(hg_result_row, certificate)},
    {"resolve_us", HG_COLUMN_PHASE, MEMBER(hg_result_row, result.last.phases.resolve_us)},
    {"connect_us", HG_COLUMN_PHASE, MEMBER(hg_result_row, result.last.phases.connect_us)},
    {"tls_us", HG_COLUMN_PHASE, MEMBER(hg_result_row, result.last.phases.tls_us)},
    {"wait_us", HG_COLUMN_PHASE, MEMBER(hg_result_row, result.last.phases.wait_us)},
    {"transfer_us", HG_COLUMN_PHASE,
     MEMBER(hg_result_row, result.last.phases.transfer_us)},
    {"total_us", HG_COLUMN_PHASE, MEMBER(hg_result_row, result.last.phases.total_us)},
    {"found", HG_COLUMN_OBSERVED, MEMBER(hg_result_row, result.observed)},
    {"reason", HG_COLUMN_TEXT, MEMBER(hg_result_row, result.last.reason)},
    {"note", HG_COLUMN_TEXT, MEMBER(hg_result_row, result.note)},
    {"final_url", HG_COLUMN_TEXT, MEMBER(hg_result_row, result.final_url)},
    {"address", HG_COLUMN_TEXT, MEMBER(hg_result_row, result.address)},
    {"attempts_json", HG_COLUMN_TEXT, MEMBER(hg_result_row, attempts)},
    {"run_name", HG_COLUMN_NAME, MEMBER(hg_result_row, result.run)},
    {"ignored", HG_COLUMN_FLAG, MEMBER(hg_result_row, result.is_ignored)},
    {"certificate_name", HG_COLUMN_TEXT, MEMBER(hg_result_row, result.certificate)},
    {"certificate_end_ms", HG_COLUMN_TIME,
     MEMBER(hg_result_row, result.certificate_end_us)},
};
const struct hg_row_type hg_result_type = TYPE(result_columns);

static const struct hg_column attempt_columns[] = {
    {"outcome", HG_COLUMN_TEXT, MEMBER(hg_attempt_row, outcome)},
    {"cause", HG_COLUMN_TEXT, MEMBER(hg_attempt_row, cause)},
    {"method", HG_COLUMN_TEXT, MEMBER(hg_attempt_row, method)},
    {"status", HG_COLUMN_NUMBER, MEMBER(hg_attempt_row, attempt.status)},
    {"reason", HG_COLUMN_TEXT, MEMBER(hg_attempt_row, attempt.reason)},
    {"started_ms", HG_COLUMN_TIME, MEMBER(hg_attempt_row, attempt.started_at_us)},
    {"total_us", HG_COLUMN_PHASE, MEMBER(hg_attempt_row, attempt.phases.total_us)},
};
const struct hg_row_type hg_attempt_type = TYPE(attempt_columns);

static const struct hg_column source_columns[] = {
    {"id", HG_COLUMN_ID, MEMBER(hg_source_row, id)},
    {"files", HG_COLUMN_RAW_TEXT, MEMBER(hg_source_row, files)},
};
const struct hg_row_type hg_source_type = TYPE(source_columns);

static const struct hg_column offline_columns[] = {
    {"location", HG_COLUMN_RAW_TEXT, MEMBER(hg_offline_row, location)},
    {"since_ms", HG_COLUMN_TIME, MEMBER(hg_offline_row, since_us)},
    {"reason", HG_COLUMN_OWN_TEXT, MEMBER(hg_offline_row, reason)},
};
const struct hg_row_type hg_offline_type = TYPE(offline_columns);

static const struct hg_column certificate_columns[] = {
    {"id", HG_COLUMN_ID, MEMBER(hg_certificate_row, id)},
    {"fingerprint", HG_COLUMN_NAME, MEMBER(hg_certificate_row, fingerprint)},
    {"name", HG_COLUMN_NAME, MEMBER(hg_certificate_row, name)},
    {"issuer", HG_COLUMN_NAME, MEMBER(hg_certificate_row, issuer)},
    {"begin_ms", HG_COLUMN_TIME, MEMBER(hg_certificate_row, begin_us)},
    {"end_ms", HG_COLUMN_TIME, MEMBER(hg_certificate_row, end_us)},
    {"told", HG_COLUMN_NUMBER, MEMBER(hg_certificate_row, told)},
};
const struct hg_row_type hg_certificate_type = TYPE(certificate_columns);

static const struct hg_column hour_columns[] = {
    {"target", HG_COLUMN_ID, MEMBER(hg_hour_row, target)},
    {"begin_ms", HG_COLUMN_MOMENT, MEMBER(hg_hour_row, begin_ms)},
    {"unknown", HG_COLUMN_COUNT, MEMBER(hg_hour_row, counts[HG_OUTCOME_UNKNOWN])},
    {"up", HG_COLUMN_COUNT, MEMBER(hg_hour_row, counts[HG_OUTCOME_UP])},
    {"flaky", HG_COLUMN_COUNT, MEMBER(hg_hour_row, counts[HG_OUTCOME_FLAKY])},
    {"degraded", HG_COLUMN_COUNT, MEMBER(hg_hour_row, counts[HG_OUTCOME_DEGRADED])},
    {"down", HG_COLUMN_COUNT, MEMBER(hg_hour_row, counts[HG_OUTCOME_DOWN])},
    {"skipped", HG_COLUMN_COUNT, MEMBER(hg_hour_row, counts[HG_OUTCOME_SKIPPED])},
    {"maintenance", HG_COLUMN_COUNT, MEMBER(hg_hour_row, maintenance)},
    {"latencies", HG_COLUMN_BYTES, MEMBER(hg_hour_row, latencies)},
};
const struct hg_row_type hg_hour_type = TYPE(hour_columns);

static const struct hg_column incident_columns[] = {
    {"id", HG_COLUMN_ID, MEMBER(hg_incident_row, incident.id)},
    {"previous_id", HG_COLUMN_ID, MEMBER(hg_incident_row, previous_id)},
    {"target", HG_COLUMN_ID, MEMBER(hg_incident_row, target)},
    {"target_name", HG_COLUMN_NAME, MEMBER(hg_incident_row, target_name)},
    {"opened_ms", HG_COLUMN_TIME, MEMBER(hg_incident_row, incident.opened_us)},
    {"closed_ms", HG_COLUMN_TIME, MEMBER(hg_incident_row, incident.closed_us)},
    {"cause", HG_COLUMN_CAUSE, MEMBER(hg_incident_row, incident.cause)},
    {"worst", HG_COLUMN_CAUSE, MEMBER(hg_incident_row, incident.worst)},
    {"checks", HG_COLUMN_COUNT, MEMBER(hg_incident_row, incident.checks)},
    {"attempts", HG_COLUMN_COUNT, MEMBER(hg_incident_row, incident.attempts)},
    {"reason", HG_COLUMN_NAME, MEMBER(hg_incident_row, incident.reason)},
    {"common", HG_COLUMN_TEXT, MEMBER(hg_incident_row, incident.common)},
    {"removed", HG_COLUMN_FLAG, MEMBER(hg_incident_row, incident.is_ended_by_removal)},
    {"acknowledged", HG_COLUMN_FLAG, MEMBER(hg_incident_row, incident.is_acknowledged)},
};
const struct hg_row_type hg_incident_type = TYPE(incident_columns);

static const struct hg_column note_columns[] = {
    {"incident", HG_COLUMN_ID, MEMBER(hg_note_row, incident)},
    {"at_ms", HG_COLUMN_TIME, MEMBER(hg_note_row, note.at_us)},
    {"text", HG_COLUMN_NAME, MEMBER(hg_note_row, note.text)},
};
const struct hg_row_type hg_note_type = TYPE(note_columns);

static const struct hg_column maintenance_columns[] = {
    {"target", HG_COLUMN_ID, MEMBER(hg_maintenance_row, target)},
    {"begin_ms", HG_COLUMN_TIME, MEMBER(hg_maintenance_row, interval.begin_us)},
    {"end_ms", HG_COLUMN_TIME, MEMBER(hg_maintenance_row, interval.end_us)},
    {"now_ms", HG_COLUMN_MOMENT, MEMBER(hg_maintenance_row, now_ms)},
};
const struct hg_row_type hg_maintenance_type = TYPE(maintenance_columns);

static const struct hg_column message_columns[] = {
    {"id", HG_COLUMN_ID, MEMBER(hg_message_row, id)},
    {"channel", HG_COLUMN_RAW_TEXT, MEMBER(hg_message_row, channel)},
    {"message_id", HG_COLUMN_RAW_TEXT, MEMBER(hg_message_row, message_id)},
    {"run", HG_COLUMN_TEXT, MEMBER(hg_message_row, run)},
    {"location", HG_COLUMN_TEXT, MEMBER(hg_message_row, location)},
    {"at_ms", HG_COLUMN_TIME, MEMBER(hg_message_row, at_us)},
    {"envelope", HG_COLUMN_RAW_TEXT, MEMBER(hg_message_row, envelope)},
    {"message", HG_COLUMN_BYTES, MEMBER(hg_message_row, message)},
    {"attempts", HG_COLUMN_COUNT, MEMBER(hg_message_row, attempts)},
    {"parts", HG_COLUMN_COUNT, MEMBER(hg_message_row, parts)},
    {"problem", HG_COLUMN_RAW_TEXT, MEMBER(hg_message_row, problem)},
    {"next_ms", HG_COLUMN_MOMENT, MEMBER(hg_message_row, next_ms)},
    {"delay_ms", HG_COLUMN_NUMBER, MEMBER(hg_message_row, delay_ms)},
    {"claimed_ms", HG_COLUMN_NUMBER, MEMBER(hg_message_row, claimed_ms)},
};
const struct hg_row_type hg_message_type = TYPE(message_columns);

static const struct hg_column failing_columns[] = {
    {"channel", HG_COLUMN_NAME, MEMBER(hg_failing_channel, name)},
    {"since_ms", HG_COLUMN_TIME, MEMBER(hg_failing_channel, since_us)},
    {"problem", HG_COLUMN_NAME, MEMBER(hg_failing_channel, problem)},
    {"waiting", HG_COLUMN_COUNT, MEMBER(hg_failing_channel, waiting_count)},
};
const struct hg_row_type hg_failing_type = TYPE(failing_columns);

static const struct hg_column event_columns[] = {
    {"id", HG_COLUMN_ID, MEMBER(hg_event_row, id)},
    {"message", HG_COLUMN_ID, MEMBER(hg_event_row, message)},
    {"event_id", HG_COLUMN_RAW_TEXT, MEMBER(hg_event_row, event.id)},
    {"kind", HG_COLUMN_EVENT, MEMBER(hg_event_row, event.kind)},
    {"target", HG_COLUMN_RAW_TEXT, MEMBER(hg_event_row, event.target)},
    {"url", HG_COLUMN_RAW_TEXT, MEMBER(hg_event_row, event.url)},
    {"group_name", HG_COLUMN_TEXT, MEMBER(hg_event_row, event.group)},
    {"tags", HG_COLUMN_RAW_TEXT, MEMBER(hg_event_row, tags)},
    {"at_ms", HG_COLUMN_TIME, MEMBER(hg_event_row, event.at_us)},
    {"since_ms", HG_COLUMN_TIME, MEMBER(hg_event_row, event.since_us)},
    {"incident", HG_COLUMN_ID, MEMBER(hg_event_row, event.incident)},
    {"cause", HG_COLUMN_CAUSE, MEMBER(hg_event_row, event.cause)},
    {"reason", HG_COLUMN_RAW_TEXT, MEMBER(hg_event_row, event.reason)},
    {"opened_ms", HG_COLUMN_MOMENT, MEMBER(hg_event_row, opened_ms)},
    {"common", HG_COLUMN_TEXT, MEMBER(hg_event_row, common)},
    {"outage", HG_COLUMN_TEXT, MEMBER(hg_event_row, event.outage)},
    {"ends_outage", HG_COLUMN_FLAG, MEMBER(hg_event_row, event.ends_outage)},
};
const struct hg_row_type hg_event_type = TYPE(event_columns);

struct hg_sample hg_sample_of(const struct hg_result_row *row)
{
    const struct hg_history_result *result = &row->result;
    return (struct hg_sample){
        .at_ms = result->last.started_at_us / HG_US_PER_MS,
        .outcome = (enum hg_outcome)result->last.outcome,
        .cause = (enum hg_cause)result->last.cause,
        .attempts = result->attempt_count,
        .is_maintenance = result->is_maintenance,
        .certificate = row->certificate,
        .reason = result->last.reason,
        .address = result->address,
    };
}

int64_t hg_result_row_latency_us(const struct hg_result_row *row)
{
    const struct hg_attempt *last = &row->result.last;
    return last->status == 0 || last->outcome == HG_OUTCOME_SKIPPED
               ? -1
               : last->phases.total_us;
}

bool hg_target_row_is_valid(const void *row)
{
    const struct hg_state_interval *interval =
        &((const struct hg_target_row *)row)->interval;
    const int64_t length_ms = interval->end_ms - interval->begin_ms;
    if (interval->checks == 0)
        return interval->begin_ms == 0 && interval->end_ms == 0;
    return length_ms >= 0 && (interval->checks > 1 || length_ms == 0) &&
           interval->checks <= length_ms + AT_ONCE_MAX;
}

bool hg_incident_row_is_valid(const void *row)
{
    const struct hg_incident *incident = &((const struct hg_incident_row *)row)->incident;
    return incident->closed_us == 0 || incident->closed_us >= incident->opened_us;
}

int64_t hg_ms_from(int64_t us)
{
    return us / HG_US_PER_MS + (us % HG_US_PER_MS > 0);
}
