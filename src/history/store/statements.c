/* SPDX-License-Identifier: MIT */
/* statements: the SQL of the history; that of messages is in outbox_statements.c.
 *
 * A parameter `:x` is bound from the member for the column x of the given struct, and a column of a result is
 * read into its member of the row (rows.c). Values are never written into the text. */
#include "history/store/statements.h"

#include "headgate/banned.h"

/* All results of the target :target, by way of their runs, which `WHERE runs.last_ms >= ...` finds by an
 * index. */
#define RESULTS_OF_TARGET                                                                \
    "runs CROSS JOIN results ON results.run = runs.id AND results.target = :target"
/* The time of a result. */
#define AT "(runs.started_ms + results.after_ms)"
/* An unknown result (outcome 0) of a run that was stopped does not count. */
#define COUNTS "NOT (runs.interrupted AND results.outcome = 0)"
#define WITH_DETAILS                                                                     \
    " LEFT JOIN details ON details.run = results.run"                                    \
    " AND details.target = results.target"

#define INTERVAL                                                                         \
    "outcome, cause, maintenance, reason, begin_ms, end_ms, checks,"                     \
    " shortest_ms, longest_ms"
#define REPORTED                                                                         \
    "reported_down, reported_acknowledged, reported_told_ms, reported_count,"            \
    " reported_since_ms, reported_incident, reported_cause, reported_reason,"            \
    " reported_degraded, degraded_count, degraded_since_ms, degraded_cause,"             \
    " degraded_reason, reported_certificate, reported_changes, flapping_since_ms"
#define WITH_REPORTED                                                                    \
    "LEFT JOIN (SELECT target, is_down AS reported_down,"                                \
    " is_acknowledged AS reported_acknowledged, told_ms AS reported_told_ms,"            \
    " count AS reported_count, since_ms AS reported_since_ms,"                           \
    " incident AS reported_incident, cause AS reported_cause,"                           \
    " reason AS reported_reason, is_degraded AS reported_degraded, degraded_count,"      \
    " degraded_since_ms, degraded_cause, degraded_reason,"                               \
    " certificate AS reported_certificate, changes AS reported_changes,"                 \
    " flapping_since_ms FROM reported) ON target = "
#define ROLLUP                                                                           \
    "target, begin_ms, unknown, up, flaky, degraded, down, skipped,"                     \
    " maintenance, latencies"
#define ROLLUP_VALUES                                                                    \
    ":target, :begin_ms, :unknown, :up, :flaky, :degraded, :down, :skipped,"             \
    " :maintenance, :latencies"
#define OF_ROLLUP " WHERE target = :target AND begin_ms = :begin_ms"
#define ROLLUP_BETWEEN                                                                   \
    " WHERE target = :target AND begin_ms >= :since_ms AND begin_ms < :until_ms"         \
    " ORDER BY begin_ms"
#define RUNS_ENDED "(SELECT id FROM runs WHERE last_ms = :last_ms)"

/* The run before a batch of a watch that it can be part of: of the same hour, and followed by it (HG_WATCH_SILENCE_US). */
#define HEAD_OF_BATCH                                                                    \
    "(SELECT max(head.id) FROM runs AS head WHERE head.watch = batch.watch"              \
    " AND head.id < batch.id AND head.started_ms <= batch.started_ms"                    \
    " AND head.started_ms >= batch.started_ms - batch.started_ms % 3600000"              \
    " AND batch.started_ms - head.finished_ms <= 120000)"

/* What ended before :until_ms. A target without a check since then goes, whatever its state was. */
#define OLD_TARGETS "(SELECT id FROM targets WHERE end_ms < :until_ms)"
#define OLD_INCIDENTS                                                                    \
    "opened_ms < :until_ms AND (closed_ms < :until_ms OR target IN " OLD_TARGETS ")"
#define OF_ANY_TARGET " WHERE target IN (SELECT id FROM targets) AND begin_ms < :until_ms"

/* Until the target has recovered, or is reported down anew. */
#define IS_ACKNOWLEDGED                                                                  \
    " closed_ms IS NULL AND EXISTS (SELECT 1 FROM reported WHERE"                        \
    " reported.target = incidents.target AND is_acknowledged)"
/* Any other was closed by a result of its target. */
#define IS_ENDED_BY_REMOVAL                                                              \
    " closed_ms > (SELECT end_ms FROM targets WHERE targets.id = incidents.target)"
#define INCIDENT                                                                         \
    "SELECT incidents.id, opened_ms, closed_ms, incidents.cause, worst,"                 \
    " incidents.checks, attempts, incidents.reason, common," IS_ENDED_BY_REMOVAL         \
    " AS removed," IS_ACKNOWLEDGED " AS acknowledged"
#define NAMED_INCIDENT                                                                   \
    INCIDENT ", targets.name AS target_name FROM incidents"                              \
             " JOIN targets ON targets.id = incidents.target"

/* So many runs may overlap: the results of as many are put in order by their own time. */
#define CANDIDATES "32"
#define FULL_RESULT                                                                      \
    "SELECT " AT " AS at_ms, results.run AS run, runs.name AS run_name,"                 \
    " NOT (" COUNTS ") AS ignored, results.maintenance, details.found,"                  \
    " results.attempts, results.outcome, results.cause, results.status,"                 \
    " results.method, resolve_us, connect_us, tls_us, wait_us, transfer_us, total_us,"   \
    " details.reason, details.note, details.final_url, details.address,"                 \
    " certificates.name AS certificate_name, certificates.end_ms AS certificate_end_ms," \
    " details.attempts AS attempts_json"                                                 \
    " FROM " RESULTS_OF_TARGET WITH_DETAILS                                              \
    " LEFT JOIN certificates ON certificates.id = results.certificate"

static const struct hg_statement statements[HG_SQL_COUNT] = {
    [HG_SQL_ADD_RUN] =
        {"INSERT INTO runs (name, host, location, config, version, watch, started_ms,"
         " finished_ms, first_ms, last_ms, interrupted, gate, exit_status, total,"
         " unknown, up, flaky, degraded, down, skipped)"
         " VALUES (:name, :host, :location, :config, :version, :watch, :started_ms,"
         " :finished_ms, :first_ms, :last_ms, :interrupted, :gate, :exit_status,"
         " :total, :unknown, :up, :flaky, :degraded, :down, :skipped)",
         &hg_run_type, NULL, NULL},
    [HG_SQL_ADD_RESULT] =
        {"INSERT INTO results (run, target, after_ms, outcome, cause, maintenance,"
         " status, method, attempts, certificate, resolve_us, connect_us, tls_us,"
         " wait_us, transfer_us, total_us)"
         " VALUES (:run, :target, :after_ms, :outcome, :cause, :maintenance,"
         " :status, :method, :attempts, :certificate, :resolve_us, :connect_us,"
         " :tls_us, :wait_us, :transfer_us, :total_us)",
         &hg_result_type, NULL, NULL},
    [HG_SQL_SET_WATCH_INTERVAL] =
        {"INSERT OR REPLACE INTO watch_intervals (target, since_ms, interval_ms)"
         " SELECT :target, :since_ms, :interval_ms WHERE :interval_ms IS NOT (SELECT"
         " interval_ms FROM watch_intervals WHERE target = :target"
         " ORDER BY since_ms DESC LIMIT 1)",
         &hg_criteria_type, NULL, NULL},
    /* The longest of those in force between the two moments. */
    [HG_SQL_WATCH_INTERVAL] =
        {"SELECT max(interval_ms) AS value FROM watch_intervals WHERE target = :target"
         " AND since_ms < :until_ms AND since_ms >= coalesce((SELECT max(since_ms)"
         " FROM watch_intervals WHERE target = :target AND since_ms <= :since_ms), 0)",
         &hg_criteria_type, &hg_moment_type, NULL},
    [HG_SQL_ADD_DETAIL] =
        {"INSERT INTO details (run, target, found, reason, note, final_url, address,"
         " attempts) VALUES (:run, :target, :found, :reason, :note, :final_url,"
         " :address, :attempts_json)",
         &hg_result_type, NULL, NULL},
    [HG_SQL_FIND_CERTIFICATE] =
        {"SELECT id FROM certificates WHERE fingerprint = :fingerprint",
         &hg_certificate_type, &hg_certificate_type, NULL},
    [HG_SQL_ADD_CERTIFICATE] =
        {"INSERT INTO certificates (fingerprint, name, issuer, begin_ms, end_ms)"
         " VALUES (:fingerprint, :name, :issuer, :begin_ms, :end_ms)",
         &hg_certificate_type, NULL, NULL},
    [HG_SQL_ADD_MAINTENANCE] =
        {"INSERT INTO maintenance (target, begin_ms, end_ms)"
         " VALUES (:target, :begin_ms, :end_ms) ON CONFLICT (target, begin_ms)"
         " DO UPDATE SET end_ms = :end_ms WHERE end_ms > :now_ms AND end_ms <> :end_ms",
         &hg_maintenance_type, NULL, NULL},

    [HG_SQL_FIND_STATE] = {"SELECT id, incident, " INTERVAL ", " REPORTED
                           " FROM targets " WITH_REPORTED "targets.id"
                           " WHERE name = :name",
                           &hg_target_type, &hg_target_type, hg_target_row_is_valid},
    [HG_SQL_ADD_TARGET] =
        {"INSERT INTO targets (name, url, tags) VALUES (:name, :url, '')",
         &hg_target_type, NULL, NULL},
    [HG_SQL_UPDATE_TARGET] =
        {"UPDATE targets SET url = :url, group_name = :group_name, tags = :tags,"
         " source = coalesce(:source, source), row_of = :row_of, channels = :channels,"
         " certificate = coalesce(:certificate, certificate) WHERE id = :id",
         &hg_target_type, NULL, NULL},
    [HG_SQL_UPDATE_STATE] =
        {"UPDATE targets SET url = :url, group_name = :group_name, tags = :tags,"
         " source = coalesce(:source, source), row_of = :row_of, channels = :channels,"
         " certificate = coalesce(:certificate, certificate), incident = :incident,"
         " outcome = :outcome, cause = :cause, maintenance = :maintenance,"
         " reason = :reason, begin_ms = :begin_ms, end_ms = :end_ms,"
         " checks = :checks, shortest_ms = :shortest_ms, longest_ms = :longest_ms"
         " WHERE id = :id",
         &hg_target_type, NULL, NULL},
    [HG_SQL_SET_REPORTED] =
        {"INSERT OR REPLACE INTO reported (target, is_down, is_acknowledged, told_ms,"
         " count, since_ms, incident, cause, reason, is_degraded, degraded_count,"
         " degraded_since_ms, degraded_cause, degraded_reason, certificate, changes,"
         " flapping_since_ms) VALUES (:id,"
         " :reported_down,"
         " :reported_acknowledged, :reported_told_ms, :reported_count, "
         ":reported_since_ms, :reported_incident, :reported_cause,"
         " :reported_reason, :reported_degraded, :degraded_count, :degraded_since_ms,"
         " :degraded_cause, :degraded_reason, :reported_certificate, :reported_changes,"
         " :flapping_since_ms)",
         &hg_target_type, NULL, NULL},
    [HG_SQL_RUN_BEFORE] = {"SELECT started_ms, finished_ms FROM runs WHERE"
                           " started_ms <= :until_ms AND id <> :run"
                           " ORDER BY started_ms DESC LIMIT 1",
                           &hg_criteria_type, &hg_run_type, NULL},
    [HG_SQL_OFFLINE] = {"SELECT since_ms, reason FROM offline WHERE location = :location",
                        &hg_offline_type, &hg_offline_type, NULL},
    [HG_SQL_SET_OFFLINE] = {"INSERT OR REPLACE INTO offline (location, since_ms, reason)"
                            " VALUES (:location, :since_ms, :reason)",
                            &hg_offline_type, NULL, NULL},
    [HG_SQL_SET_ONLINE] = {"DELETE FROM offline WHERE location = :location",
                           &hg_offline_type, NULL, NULL},
    [HG_SQL_FIND_SOURCE] = {"SELECT id FROM sources WHERE files = :files",
                            &hg_source_type, &hg_source_type, NULL},
    [HG_SQL_ADD_SOURCE] = {"INSERT INTO sources (files) VALUES (:files)", &hg_source_type,
                           NULL, NULL},
    /* Not one that another run has seen meanwhile; nor a row while another row of its target, or the target in one
     * row, is there: names of rows begin alike. */
    [HG_SQL_REMOVED_TARGETS] =
        {"SELECT id, name, url, group_name, tags, channels, " REPORTED
         " FROM targets AS gone " WITH_REPORTED "gone.id"
         " WHERE source = :source AND NOT EXISTS (SELECT 1 FROM results"
         " WHERE run = :run AND results.target = gone.id)"
         " AND coalesce(end_ms NOT BETWEEN :since_ms AND :until_ms, 1)"
         " AND NOT EXISTS (SELECT 1 FROM targets CROSS JOIN results ON results.run = :run"
         " AND results.target = targets.id"
         " WHERE targets.name = coalesce(gone.row_of, gone.name))"
         " AND NOT EXISTS (SELECT 1 FROM targets CROSS JOIN results ON results.run = :run"
         " AND results.target = targets.id"
         " WHERE targets.name > coalesce(gone.row_of, gone.name) || ' ['"
         " AND targets.name < coalesce(gone.row_of, gone.name) || ' \\'"
         " AND targets.row_of = coalesce(gone.row_of, gone.name)) ORDER BY gone.id",
         &hg_criteria_type, &hg_target_type, NULL},
    [HG_SQL_FORGET_SOURCE] =
        {"UPDATE targets SET source = NULL, incident = NULL WHERE id = :id",
         &hg_criteria_type, NULL, NULL},
    [HG_SQL_END_REMOVED] =
        {"UPDATE incidents SET closed_ms = :until_ms WHERE id = (SELECT incident FROM"
         " targets WHERE id = :id AND end_ms < :until_ms)",
         &hg_criteria_type, NULL, NULL},
    [HG_SQL_FORGET_REPORTED] = {"DELETE FROM reported WHERE target = :id",
                                &hg_criteria_type, NULL, NULL},
    [HG_SQL_ADD_INTERVAL] =
        {"INSERT INTO spans (target, " INTERVAL ") VALUES (:id, :outcome, :cause,"
         " :maintenance, :reason, :begin_ms, :end_ms, :checks, :shortest_ms,"
         " :longest_ms)",
         &hg_target_type, NULL, NULL},
    [HG_SQL_LAST_INTERVAL] = {"SELECT " INTERVAL " FROM spans WHERE target = :target"
                              " AND begin_ms < :until_ms ORDER BY begin_ms DESC LIMIT 1",
                              &hg_criteria_type, &hg_target_type, hg_target_row_is_valid},
    [HG_SQL_SHORTEST_GAP] = {"SELECT shortest_ms FROM spans WHERE target = :target"
                             " ORDER BY begin_ms DESC LIMIT 1",
                             &hg_criteria_type, &hg_target_type, NULL},
    [HG_SQL_DROP_INTERVALS] =
        {"DELETE FROM spans WHERE target = :target AND begin_ms >= :since_ms",
         &hg_criteria_type, NULL, NULL},
    [HG_SQL_COUNT_RESULTS] = {"SELECT count(*) FILTER (WHERE " AT
                              " >= :since_ms) AS checks,"
                              " max(" AT ") FILTER (WHERE " AT " < :since_ms) AS end_ms"
                              " FROM " RESULTS_OF_TARGET " WHERE runs.last_ms >= :last_ms"
                              " AND " AT " <= :until_ms AND runs.id <> :run AND " COUNTS,
                              &hg_criteria_type, &hg_target_type, NULL},
    [HG_SQL_RESULTS_SINCE] =
        {"SELECT " AT " AS at_ms, results.outcome, results.cause,"
         " results.maintenance, results.certificate, details.reason,"
         " details.address, results.attempts FROM " RESULTS_OF_TARGET WITH_DETAILS
         " WHERE runs.last_ms >= :since_ms AND " AT " >= :since_ms"
         " AND runs.id <> :run AND " COUNTS " ORDER BY 1, runs.id",
         &hg_criteria_type, &hg_result_type, NULL},
    [HG_SQL_CERTIFICATE] = {"SELECT name, end_ms, told FROM certificates WHERE id = :id",
                            &hg_criteria_type, &hg_certificate_type, NULL},
    [HG_SQL_SET_CERTIFICATE_TOLD] =
        {"UPDATE certificates SET told = :told WHERE id = :id", &hg_certificate_type,
         NULL, NULL},
    [HG_SQL_OPEN_INCIDENT] =
        {"INSERT INTO incidents (target, opened_ms, cause, worst, checks, attempts,"
         " reason, common) VALUES (:target, :opened_ms, :cause, :cause, 1, :attempts,"
         " :reason, :common)",
         &hg_incident_type, NULL, NULL},
    [HG_SQL_EXTEND_INCIDENT] =
        {"UPDATE incidents SET checks = checks + 1, attempts = attempts + :attempts"
         " WHERE id = :id RETURNING worst",
         &hg_incident_type, &hg_incident_type, NULL},
    [HG_SQL_WORSEN_INCIDENT] = {"UPDATE incidents SET worst = :worst WHERE id = :id",
                                &hg_incident_type, NULL, NULL},
    [HG_SQL_CLOSE_INCIDENT] =
        {"UPDATE incidents SET closed_ms = :closed_ms WHERE id = :id", &hg_incident_type,
         NULL, NULL},
    [HG_SQL_REOPEN_INCIDENT] =
        {"UPDATE incidents SET closed_ms = NULL, checks = checks - :checks,"
         " attempts = attempts - :attempts, worst = :worst WHERE id = :id",
         &hg_incident_type, NULL, NULL},
    [HG_SQL_RENAME_INCIDENT] = {"UPDATE incidents SET id = :previous_id WHERE id = :id",
                                &hg_incident_type, NULL, NULL},
    [HG_SQL_LAST_INCIDENT] = {"SELECT id, opened_ms, closed_ms, worst FROM incidents"
                              " WHERE target = :target AND opened_ms < :until_ms"
                              " ORDER BY opened_ms DESC LIMIT 1",
                              &hg_criteria_type, &hg_incident_type, NULL},
    [HG_SQL_INCIDENTS_SINCE] =
        {"SELECT id, opened_ms FROM incidents"
         " WHERE target = :target AND opened_ms >= :since_ms ORDER BY opened_ms",
         &hg_criteria_type, &hg_incident_type, NULL},
    [HG_SQL_DROP_INCIDENTS] =
        {"DELETE FROM incidents WHERE target = :target AND opened_ms >= :since_ms",
         &hg_criteria_type, NULL, NULL},

    [HG_SQL_NEWEST_RESULT] = {"SELECT max(at_ms) AS value FROM (SELECT " AT
                              " AS at_ms FROM " RESULTS_OF_TARGET
                              " WHERE runs.first_ms <= :until_ms AND " AT " <= :until_ms"
                              " AND runs.id <> :run AND " COUNTS
                              " ORDER BY runs.last_ms DESC LIMIT " CANDIDATES ")",
                              &hg_criteria_type, &hg_moment_type, NULL},

    [HG_SQL_HOUR] = {"SELECT " ROLLUP " FROM hours" OF_ROLLUP, &hg_hour_type,
                     &hg_hour_type, NULL},
    [HG_SQL_SET_HOUR] = {"INSERT OR REPLACE INTO hours (" ROLLUP
                         ") VALUES (" ROLLUP_VALUES ")",
                         &hg_hour_type, NULL, NULL},
    [HG_SQL_DAY] = {"SELECT " ROLLUP " FROM days" OF_ROLLUP, &hg_hour_type, &hg_hour_type,
                    NULL},
    [HG_SQL_SET_DAY] = {"INSERT OR REPLACE INTO days (" ROLLUP ") VALUES (" ROLLUP_VALUES
                        ")",
                        &hg_hour_type, NULL, NULL},
    [HG_SQL_RESULTS_BETWEEN] =
        {"SELECT results.target, " AT " AS at_ms, results.outcome,"
         " results.maintenance, results.status, results.total_us"
         " FROM runs CROSS JOIN results ON results.run = runs.id"
         " WHERE runs.last_ms >= :since_ms AND runs.first_ms < :until_ms"
         " AND " AT " >= :since_ms AND " AT " < :until_ms AND " COUNTS
         " ORDER BY results.target, at_ms",
         &hg_criteria_type, &hg_result_type, NULL},
    [HG_SQL_HOURS_BETWEEN] =
        {"SELECT " ROLLUP " FROM (SELECT id FROM targets) AS known"
         " CROSS JOIN hours ON hours.target = known.id"
         " AND hours.begin_ms >= :since_ms AND hours.begin_ms < :until_ms"
         " ORDER BY target, begin_ms",
         &hg_criteria_type, &hg_hour_type, NULL},

    [HG_SQL_DAYS_BETWEEN] =
        {"SELECT " ROLLUP " FROM (SELECT id FROM targets) AS known"
         " CROSS JOIN days ON days.target = known.id"
         " AND days.begin_ms >= :since_ms AND days.begin_ms < :until_ms"
         " ORDER BY target, begin_ms",
         &hg_criteria_type, &hg_hour_type, NULL},

    [HG_SQL_META] = {"SELECT value FROM meta WHERE key = :key", &hg_moment_type,
                     &hg_moment_type, NULL},
    [HG_SQL_SET_META] = {"INSERT OR REPLACE INTO meta VALUES (:key, :value)",
                         &hg_moment_type, NULL, NULL},
    [HG_SQL_STARTS_BEFORE] =
        {"SELECT started_ms AS value FROM runs WHERE started_ms <= :until_ms"
         " AND id <> :run ORDER BY started_ms DESC LIMIT :limit",
         &hg_criteria_type, &hg_moment_type, NULL},
    /* One configuration among those that share a history: it is not searched for further than this. */
    [HG_SQL_STARTS_ALIKE] =
        {"SELECT started_ms AS value FROM (SELECT started_ms, config, total FROM runs"
         " WHERE started_ms <= :until_ms AND watch IS NULL"
         " ORDER BY started_ms DESC LIMIT 1000)"
         " WHERE config IS :name AND total >= :total ORDER BY started_ms DESC"
         " LIMIT :limit",
         &hg_criteria_type, &hg_moment_type, NULL},
    [HG_SQL_NEXT_RUN_END] =
        {"SELECT last_ms AS value FROM runs WHERE last_ms >= :since_ms"
         " ORDER BY last_ms LIMIT 1",
         &hg_criteria_type, &hg_moment_type, NULL},
    [HG_SQL_FIRST_RUN_END] = {"SELECT min(last_ms) AS value FROM runs", &hg_criteria_type,
                              &hg_moment_type, NULL},
    [HG_SQL_LAST_RUN_END] = {"SELECT max(last_ms) AS value FROM runs", &hg_criteria_type,
                             &hg_moment_type, NULL},
    [HG_SQL_INTEGRITY] = {"SELECT replace(integrity_check, char(10), ' ') AS text"
                          " FROM pragma_integrity_check LIMIT 1",
                          &hg_criteria_type, &hg_note_type, NULL},
    [HG_SQL_COUNT_RUNS] = {"SELECT count(*) AS value FROM runs WHERE last_ms > :since_ms",
                           &hg_criteria_type, &hg_moment_type, NULL},
    [HG_SQL_COUNT_TARGETS] = {"SELECT count(*) AS value FROM targets", &hg_criteria_type,
                              &hg_moment_type, NULL},
    [HG_SQL_TARGET_NAME] = {"SELECT name FROM targets WHERE id = :id", &hg_criteria_type,
                            &hg_target_type, NULL},
    [HG_SQL_DROP_RESULTS] = {"DELETE FROM results WHERE run IN " RUNS_ENDED,
                             &hg_criteria_type, NULL, NULL},
    [HG_SQL_DROP_DETAILS] = {"DELETE FROM details WHERE run IN " RUNS_ENDED,
                             &hg_criteria_type, NULL, NULL},
    [HG_SQL_FOLD_BATCHES] =
        {"UPDATE runs SET finished_ms = max(runs.finished_ms, last.finished_ms),"
         " gate = last.gate, exit_status = last.exit_status, total = last.total,"
         " unknown = last.unknown, up = last.up, flaky = last.flaky,"
         " degraded = last.degraded, down = last.down, skipped = last.skipped"
         " FROM (SELECT batch.*, " HEAD_OF_BATCH " AS head FROM runs AS batch"
         " WHERE batch.last_ms = :last_ms AND batch.watch NOT NULL) AS last"
         " WHERE runs.id = last.head",
         &hg_criteria_type, NULL, NULL},
    [HG_SQL_DROP_FOLDED_BATCHES] =
        {"DELETE FROM runs WHERE id IN (SELECT batch.id FROM runs AS batch"
         " WHERE batch.last_ms = :last_ms AND batch.watch NOT NULL"
         " AND " HEAD_OF_BATCH " NOT NULL)",
         &hg_criteria_type, NULL, NULL},
    [HG_SQL_DROP_OLD_HOURS] = {"DELETE FROM hours" OF_ANY_TARGET, &hg_criteria_type, NULL,
                               NULL},
    [HG_SQL_DROP_OLD_DAYS] = {"DELETE FROM days" OF_ANY_TARGET, &hg_criteria_type, NULL,
                              NULL},
    [HG_SQL_DROP_OLD_INTERVALS] = {"DELETE FROM spans" OF_ANY_TARGET
                                   " AND end_ms < :until_ms",
                                   &hg_criteria_type, NULL, NULL},
    [HG_SQL_DROP_OLD_MAINTENANCE] = {"DELETE FROM maintenance" OF_ANY_TARGET
                                     " AND end_ms < :until_ms",
                                     &hg_criteria_type, NULL, NULL},
    [HG_SQL_DROP_OLD_NOTES] = {"DELETE FROM notes WHERE incident IN"
                               " (SELECT id FROM incidents WHERE " OLD_INCIDENTS ")",
                               &hg_criteria_type, NULL, NULL},
    [HG_SQL_DROP_OLD_INCIDENTS] = {"DELETE FROM incidents WHERE " OLD_INCIDENTS,
                                   &hg_criteria_type, NULL, NULL},
    [HG_SQL_DROP_OLD_RUNS] = {"DELETE FROM runs WHERE last_ms < :until_ms",
                              &hg_criteria_type, NULL, NULL},
    [HG_SQL_DROP_OLD_WATCH_INTERVALS] =
        {"DELETE FROM watch_intervals WHERE target IN " OLD_TARGETS, &hg_criteria_type,
         NULL, NULL},
    [HG_SQL_DROP_OLD_REPORTED] = {"DELETE FROM reported WHERE target IN " OLD_TARGETS,
                                  &hg_criteria_type, NULL, NULL},
    [HG_SQL_DROP_OLD_SOURCES] = {"DELETE FROM sources WHERE id NOT IN"
                                 " (SELECT source FROM targets WHERE source NOT NULL)",
                                 &hg_criteria_type, NULL, NULL},
    [HG_SQL_DROP_OLD_OUTAGES] = {"DELETE FROM outage_targets WHERE target IN (SELECT name"
                                 " FROM targets WHERE end_ms < :until_ms)",
                                 &hg_criteria_type, NULL, NULL},
    [HG_SQL_DROP_OLD_TARGETS] = {"DELETE FROM targets WHERE id IN " OLD_TARGETS,
                                 &hg_criteria_type, NULL, NULL},

    [HG_SQL_RUN_TIMES] =
        {"SELECT started_ms, finished_ms, interrupted, watch FROM runs"
         " WHERE started_ms < :until_ms AND started_ms >= coalesce((SELECT"
         " max(started_ms) FROM runs WHERE started_ms < :since_ms), :since_ms)"
         " ORDER BY started_ms",
         &hg_criteria_type, &hg_run_type, NULL},
    [HG_SQL_LAST_RUN] = {"SELECT host FROM runs WHERE started_ms <= :until_ms"
                         " ORDER BY started_ms DESC LIMIT 1",
                         &hg_criteria_type, &hg_run_type, NULL},
    [HG_SQL_LONGEST_RUN] = {"SELECT max(last_ms - first_ms) AS value FROM runs",
                            &hg_criteria_type, &hg_moment_type, NULL},
    [HG_SQL_TARGETS] =
        {"SELECT targets.id, targets.name, url, group_name, tags,"
         " certificates.end_ms AS certificate_end_ms, outcome, cause,"
         " targets.begin_ms, targets.end_ms, checks, shortest_ms, longest_ms,"
         " reason AS reason_text FROM targets"
         " LEFT JOIN certificates ON certificates.id = targets.certificate"
         " ORDER BY targets.name",
         &hg_criteria_type, &hg_target_type, hg_target_row_is_valid},
    [HG_SQL_INTERVALS_BEFORE] =
        {"SELECT outcome, cause, begin_ms, end_ms, checks, shortest_ms, longest_ms"
         " FROM spans WHERE target = :target AND begin_ms < :until_ms"
         " ORDER BY begin_ms DESC",
         &hg_criteria_type, &hg_target_type, hg_target_row_is_valid},
    [HG_SQL_INTERVAL_REASON] = {"SELECT reason AS reason_text FROM spans"
                                " WHERE target = :target AND begin_ms = :since_ms",
                                &hg_criteria_type, &hg_target_type, NULL},
    [HG_SQL_MAINTENANCE] =
        {"SELECT begin_ms, end_ms FROM maintenance WHERE target = :target"
         " AND begin_ms < :until_ms AND end_ms > :since_ms ORDER BY begin_ms",
         &hg_criteria_type, &hg_maintenance_type, NULL},
    [HG_SQL_INCIDENTS_BEFORE] =
        {INCIDENT " FROM incidents WHERE target = :target AND opened_ms < :until_ms"
                  " ORDER BY opened_ms DESC",
         &hg_criteria_type, &hg_incident_type, hg_incident_row_is_valid},
    [HG_SQL_NOTES] = {"SELECT at_ms, text FROM notes WHERE incident = :id ORDER BY id",
                      &hg_criteria_type, &hg_note_type, NULL},
    [HG_SQL_HOURS_OF_TARGET] = {"SELECT " ROLLUP " FROM hours" ROLLUP_BETWEEN,
                                &hg_criteria_type, &hg_hour_type, NULL},
    [HG_SQL_DAYS_OF_TARGET] = {"SELECT " ROLLUP " FROM days" ROLLUP_BETWEEN,
                               &hg_criteria_type, &hg_hour_type, NULL},
    /* :last_ms ends the search in the index: no run has results for longer than the longest. */
    [HG_SQL_RAW_RESULTS] =
        {"SELECT results.target, " AT " AS at_ms, results.outcome,"
         " results.maintenance, results.status, results.total_us"
         " FROM runs CROSS JOIN results ON results.run = runs.id"
         " WHERE runs.last_ms >= :since_ms AND runs.last_ms <= :last_ms"
         " AND runs.first_ms < :until_ms AND at_ms >= :since_ms"
         " AND at_ms < :until_ms AND " COUNTS,
         &hg_criteria_type, &hg_result_type, NULL},

    /* The batches of a watch are one run an hour, with the state at its end. */
    [HG_SQL_RUNS] =
        {"SELECT name, host, location, config, version, watch, begin_ms AS started_ms,"
         " finished_ms, interrupted, gate, exit_status, total, unknown, up, flaky,"
         " degraded, down, skipped FROM runs JOIN (SELECT max(id) AS last,"
         " min(started_ms) AS begin_ms FROM runs WHERE started_ms >= :since_ms"
         " AND started_ms < :until_ms GROUP BY CASE WHEN watch IS NULL THEN id"
         " ELSE watch || '/' || started_ms / 3600000 END) ON id = last"
         " ORDER BY begin_ms DESC, id DESC LIMIT :limit",
         &hg_criteria_type, &hg_run_type, NULL},
    [HG_SQL_INCIDENTS] = {NAMED_INCIDENT
                          " WHERE opened_ms < :until_ms"
                          " AND (closed_ms IS NULL OR closed_ms >= :since_ms)"
                          " ORDER BY opened_ms DESC, incidents.id DESC LIMIT :limit",
                          &hg_criteria_type, &hg_incident_type, hg_incident_row_is_valid},
    [HG_SQL_ADD_NOTE] = {"INSERT INTO notes (incident, at_ms, text)"
                         " SELECT id, :at_ms, :text FROM incidents WHERE id = :incident",
                         &hg_note_type, NULL, NULL},
    /* What was reported may have begun with an incident before the open one: where several results in a row make a
     * recovery, a target that is down again before is down still. */
    [HG_SQL_ACKNOWLEDGE] =
        {"UPDATE reported SET is_acknowledged = 1 WHERE (is_down OR count > 0)"
         " AND (incident = :incident OR target = (SELECT target FROM incidents"
         " WHERE id = :incident AND closed_ms IS NULL))",
         &hg_note_type, NULL, NULL},
    [HG_SQL_INCIDENT] = {"SELECT opened_ms, closed_ms FROM incidents WHERE id = :id",
                         &hg_criteria_type, &hg_incident_type, NULL},
    [HG_SQL_TARGET] = {"SELECT id, url, group_name FROM targets WHERE name = :name",
                       &hg_criteria_type, &hg_target_type, NULL},
    [HG_SQL_TARGET_NAMES] = {"SELECT name FROM targets ORDER BY name", &hg_criteria_type,
                             &hg_target_type, NULL},
    [HG_SQL_INTERVAL_AT] =
        {"SELECT outcome, cause, begin_ms, end_ms, checks FROM spans"
         " WHERE target = :target AND begin_ms <= :until_ms UNION ALL"
         " SELECT outcome, cause, begin_ms, end_ms, checks FROM targets"
         " WHERE id = :target AND begin_ms <= :until_ms"
         " ORDER BY begin_ms DESC LIMIT 1",
         &hg_criteria_type, &hg_target_type, hg_target_row_is_valid},
    [HG_SQL_INCIDENT_AT] = {NAMED_INCIDENT
                            " WHERE incidents.target = :target AND opened_ms <= :until_ms"
                            " AND (closed_ms IS NULL OR closed_ms > :until_ms)"
                            " ORDER BY opened_ms DESC LIMIT 1",
                            &hg_criteria_type, &hg_incident_type,
                            hg_incident_row_is_valid},
    [HG_SQL_RESULTS_UNTIL] = {"SELECT * FROM (SELECT * FROM (" FULL_RESULT
                              " WHERE runs.first_ms <= :until_ms AND " AT " <= :until_ms"
                              " ORDER BY runs.last_ms DESC LIMIT " CANDIDATES ")"
                              " ORDER BY at_ms DESC, run DESC LIMIT :limit)"
                              " ORDER BY at_ms, run",
                              &hg_criteria_type, &hg_result_type, NULL},
    [HG_SQL_RESULTS_AFTER] = {"SELECT * FROM (" FULL_RESULT
                              " WHERE runs.last_ms > :since_ms AND " AT " > :since_ms"
                              " ORDER BY runs.last_ms LIMIT " CANDIDATES ")"
                              " ORDER BY at_ms, run LIMIT :limit",
                              &hg_criteria_type, &hg_result_type, NULL},
    [HG_SQL_ATTEMPTS] = {"SELECT json_extract(value, '$.outcome') AS outcome,"
                         " json_extract(value, '$.cause') AS cause,"
                         " json_extract(value, '$.method') AS method,"
                         " json_extract(value, '$.http_status') AS status,"
                         " json_extract(value, '$.reason') AS reason,"
                         " CAST(round((julianday(json_extract(value, '$.started_at'))"
                         " - 2440587.5) * 86400000) AS INTEGER) AS started_ms,"
                         " CAST(round(1000 * json_extract(value, '$.phases_ms.total'))"
                         " AS INTEGER) AS total_us FROM json_each(:json)",
                         &hg_criteria_type, &hg_attempt_type, NULL},
};

const struct hg_statement *hg_statement_of(enum hg_sql sql)
{
    return statements[sql].text == NULL ? hg_outbox_statement_of(sql) : &statements[sql];
}
