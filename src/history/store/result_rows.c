/* SPDX-License-Identifier: MIT */
/* result_rows: rows of `results` and `details`. */
#include "history/store/result_rows.h"

#include "headgate/units.h"

#include "history/store/attempts_json.h"

#include "headgate/banned.h"

void hg_result_rows_begin(struct hg_result_rows *rows, struct hg_database *database,
                          const struct hg_run *run, int64_t run_id)
{
    rows->run = run;
    rows->run_id = run_id;
    hg_query_begin(&rows->result, database,
                   "INSERT INTO results (run, target, after_ms, outcome, cause,"
                   " maintenance, status, method, attempts, certificate, resolve_us,"
                   " connect_us, tls_us, wait_us, transfer_us, total_us) VALUES (?1, ?2,"
                   " ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)");
    hg_query_begin(&rows->detail, database,
                   "INSERT INTO details (run, target, found, reason, note, final_url,"
                   " address, attempts) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
}

int hg_result_rows_end(struct hg_result_rows *rows, struct hg_error *err)
{
    const int result = hg_query_end(&rows->result, err);
    return hg_query_end(&rows->detail, err) | result;
}

int64_t hg_result_at_ms(const struct hg_run *run, const struct hg_result *result)
{
    return (result->started_at_us == 0 ? run->started_at_us : result->started_at_us) /
           HG_US_PER_MS;
}

static void bind_phase(struct hg_query *query, int position, int32_t us)
{
    if (us == HG_NOT_REACHED)
        hg_query_bind_null(query, position);
    else
        hg_query_bind(query, position, us);
}

static void add_result(struct hg_result_rows *rows, int64_t target,
                       const struct hg_result *result, const struct hg_sample *sample)
{
    struct hg_query *query = &rows->result;
    const struct hg_phases *phases = &result->phases;
    hg_query_bind(query, 1, rows->run_id);
    hg_query_bind(query, 2, target);
    hg_query_bind(query, 3, sample->at_ms - rows->run->started_at_us / HG_US_PER_MS);
    hg_query_bind(query, 4, sample->outcome);
    hg_query_bind(query, 5, sample->cause);
    hg_query_bind(query, 6, sample->is_maintenance);
    hg_query_bind(query, 7, result->status);
    hg_query_bind(query, 8, result->method);
    hg_query_bind(query, 9, result->attempts);
    if (sample->certificate == 0)
        hg_query_bind_null(query, 10);
    else
        hg_query_bind(query, 10, sample->certificate);
    bind_phase(query, 11, phases->resolve_us);
    bind_phase(query, 12, phases->connect_us);
    bind_phase(query, 13, phases->tls_us);
    bind_phase(query, 14, phases->wait_us);
    bind_phase(query, 15, phases->transfer_us);
    bind_phase(query, 16, phases->total_us);
    hg_query_execute(query);
}

static void add_detail(struct hg_result_rows *rows, int64_t target,
                       const struct hg_result *result, const struct hg_sample *sample)
{
    struct hg_query *query = &rows->detail;
    const struct hg_detail *detail = result->detail;
    struct hg_buf attempts;

    hg_buf_init(&attempts);
    hg_attempts_write(detail->attempts, detail->attempt_count, &attempts);
    hg_query_bind(query, 1, rows->run_id);
    hg_query_bind(query, 2, target);
    if (result->is_waived || result->is_in_maintenance)
        hg_query_bind(query, 3, result->observed);
    else
        hg_query_bind_null(query, 3);
    hg_query_bind_text(query, 4, sample->reason);
    hg_query_bind_text(query, 5, detail->note);
    hg_query_bind_text(query, 6, detail->final_url);
    hg_query_bind_text(query, 7, sample->address);
    hg_query_bind_text(query, 8, attempts.len == 0 ? NULL : attempts.data);
    hg_query_execute(query);
    hg_buf_release(&attempts);
}

void hg_result_rows_add(struct hg_result_rows *rows, int64_t target,
                        const struct hg_result *result, const struct hg_sample *sample)
{
    add_result(rows, target, result, sample);
    if (result->detail != NULL)
        add_detail(rows, target, result, sample);
}
