/* SPDX-License-Identifier: MIT */
/* run_rows: rows that are made of a run. */
#include "history/store/run_rows.h"

#include "headgate/units.h"

#include "history/store/attempts_json.h"

#include "headgate/banned.h"

/* When a result was: the start of its last attempt; without one, the run's. */
static int64_t result_at_us(const struct hg_run *run, const struct hg_result *result)
{
    return result->started_at_us == 0 ? run->started_at_us : result->started_at_us;
}

static void set_first_and_last(const struct hg_run *run, struct hg_run_row *row)
{
    row->first_ms = row->last_ms = run->started_at_us / HG_US_PER_MS;
    for (size_t i = 0; i < run->count; i++) {
        const int64_t at_ms = result_at_us(run, &run->results[i]) / HG_US_PER_MS;
        row->first_ms = at_ms < row->first_ms ? at_ms : row->first_ms;
        row->last_ms = at_ms > row->last_ms ? at_ms : row->last_ms;
    }
}

int64_t hg_run_row_add(struct hg_database *database, const struct hg_run *run,
                       struct hg_run_row *row)
{
    *row = (struct hg_run_row){.run = {
                                   .name = run->id,
                                   .host = run->host,
                                   .location = run->settings->location,
                                   .config = run->config,
                                   .version = run->tool_version,
                                   .watch = run->watch,
                                   .started_us = run->started_at_us,
                                   .finished_us = run->finished_at_us,
                                   .is_interrupted = run->is_interrupted,
                                   .gate = run->gate.state,
                                   .exit_status = run->exit_status,
                                   .total = (int64_t)run->summary.total,
                               }};
    for (int i = 0; i < HG_OUTCOME_COUNT; i++)
        row->run.outcomes[i] = (int64_t)run->summary.outcomes[i];
    set_first_and_last(run, row);
    return hg_database_insert(database, HG_SQL_ADD_RUN, row);
}

/* Its id, of a row that is made when missing; 0 for NULL. */
static int64_t certificate_id(struct hg_database *database,
                              const struct hg_certificate *certificate)
{
    char fingerprint[HG_FINGERPRINT_TEXT_SIZE];
    if (certificate == NULL)
        return 0;
    hg_certificate_fingerprint(certificate, fingerprint);
    struct hg_certificate_row row = {
        .fingerprint = fingerprint,
        .name = certificate->name,
        .issuer = certificate->issuer,
        .begin_us = certificate->not_before_s * HG_US_PER_S,
        .end_us = certificate->not_after_s * HG_US_PER_S,
    };
    return hg_database_find(database, HG_SQL_FIND_CERTIFICATE, &row, &row)
               ? row.id
               : hg_database_insert(database, HG_SQL_ADD_CERTIFICATE, &row);
}

/* NULL: none. */
static char *reason_of(const struct hg_result *result)
{
    return hg_result_reason(result)[0] == '\0' ? NULL : result->detail->reason;
}

void hg_result_row_make(struct hg_database *database, const struct hg_run *run,
                        size_t index, char address[HG_ADDRESS_TEXT_SIZE],
                        struct hg_result_row *row)
{
    const struct hg_result *result = &run->results[index];
    const int64_t at_us = result_at_us(run, result);
    const bool is_excused = result->is_waived || result->is_in_maintenance;
    hg_address_format(&result->address, address, HG_ADDRESS_TEXT_SIZE);
    *row = (struct hg_result_row){
        .after_ms = at_us / HG_US_PER_MS - run->started_at_us / HG_US_PER_MS,
        .certificate = certificate_id(database, result->certificate),
        .result =
            {
                .is_ignored =
                    run->is_interrupted && result->outcome == HG_OUTCOME_UNKNOWN,
                .is_maintenance = result->is_in_maintenance,
                .observed = is_excused ? result->observed : -1,
                .attempt_count = result->attempts,
                .last = {.started_at_us = at_us,
                         .phases = result->phases,
                         .status = result->status,
                         .outcome = result->outcome,
                         .cause = result->cause,
                         .method = result->method,
                         .reason = reason_of(result)},
                .address = address[0] == '\0' ? NULL : address,
            },
    };
}

void hg_result_row_add(struct hg_database *database, struct hg_result_row *row,
                       const struct hg_result *result)
{
    const struct hg_detail *detail = result->detail;
    struct hg_buf attempts;
    hg_database_execute(database, HG_SQL_ADD_RESULT, row);
    if (detail == NULL)
        return;
    hg_buf_init(&attempts);
    hg_attempts_write(detail->attempts, detail->attempt_count, &attempts);
    row->result.note = detail->note;
    row->result.final_url = detail->final_url;
    row->attempts = attempts.len == 0 ? NULL : attempts.data;
    hg_database_execute(database, HG_SQL_ADD_DETAIL, row);
    hg_buf_release(&attempts);
}

void hg_maintenance_rows_add(struct hg_database *database, int64_t target,
                             const struct hg_maintenance_windows *windows,
                             int64_t since_ms, int64_t now_ms)
{
    for (size_t i = 0; i < windows->count; i++) {
        struct hg_maintenance_row row = {.target = target, .now_ms = now_ms};
        row.interval.end_us = since_ms * HG_US_PER_MS;
        while (hg_maintenance_window_next(&windows->items[i], row.interval.end_us,
                                          &row.interval) &&
               row.interval.begin_us <= now_ms * HG_US_PER_MS)
            hg_database_execute(database, HG_SQL_ADD_MAINTENANCE, &row);
    }
}
