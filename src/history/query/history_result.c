/* SPDX-License-Identifier: MIT */
/* history_result: results that are read again, with their attempts. */
#include "history/query/history_result.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/result_rows.h"
#include "history/store/values.h"

#include "headgate/banned.h"

#define BEFORE 3 /* results up to the moment */
#define AFTER  2 /* and later */

/* Of so many runs the results are put in order by their own time: as many may overlap. */
#define CANDIDATES "32"

#define COLUMNS                                                                          \
    HG_RESULT_AT " AS at_ms, runs.name, NOT (" HG_RESULT_COUNTS                          \
                 "), results.maintenance,"                                               \
                 " details.found, results.attempts, results.outcome, results.cause,"     \
                 " results.status, results.method, resolve_us, connect_us, tls_us,"      \
                 " wait_us, transfer_us, total_us, details.reason, details.note,"        \
                 " details.final_url, details.address, certificates.name,"               \
                 " certificates.end_ms, details.attempts, results.run AS run_id"
#define TABLES                                                                           \
    HG_RESULTS_OF_TARGET " LEFT JOIN details ON details.run = results.run"               \
                         " AND details.target = results.target"                          \
                         " LEFT JOIN certificates"                                       \
                         " ON certificates.id = results.certificate"

enum {
    AT,
    RUN,
    IS_IGNORED,
    IS_MAINTENANCE,
    FOUND,
    ATTEMPT_COUNT,
    OUTCOME,
    CAUSE,
    STATUS,
    METHOD,
    PHASES,
    REASON = PHASES + 6,
    NOTE,
    FINAL_URL,
    ADDRESS,
    CERTIFICATE,
    CERTIFICATE_END,
    ATTEMPTS
};

static int32_t phase(const struct hg_query *query, int column)
{
    return hg_query_is_null(query, column)
               ? HG_NOT_REACHED
               : (int32_t)hg_query_number(query, column, 0, INT32_MAX);
}

static struct hg_phases read_phases(const struct hg_query *query)
{
    return (struct hg_phases){
        .resolve_us = phase(query, PHASES),
        .connect_us = phase(query, PHASES + 1),
        .tls_us = phase(query, PHASES + 2),
        .wait_us = phase(query, PHASES + 3),
        .transfer_us = phase(query, PHASES + 4),
        .total_us = phase(query, PHASES + 5),
    };
}

/* "" for null. */
static char *text_of(struct hg_arena *arena, const struct hg_query *query, int column)
{
    char *text = hg_query_clean(query, column, arena);
    return text == NULL ? hg_arena_text(arena, "") : text;
}

static void read_result(const struct hg_query *query, struct hg_arena *arena,
                        struct hg_history_result *result)
{
    *result = (struct hg_history_result){
        .run = text_of(arena, query, RUN),
        .is_ignored = hg_query_integer(query, IS_IGNORED) != 0,
        .is_maintenance = hg_query_integer(query, IS_MAINTENANCE) != 0,
        .observed =
            hg_query_is_null(query, FOUND) ? -1 : (int)hg_query_outcome(query, FOUND),
        .attempt_count = (int)hg_query_number(query, ATTEMPT_COUNT, 0, INT16_MAX),
        .last = {.started_at_us = hg_query_moment(query, AT) * HG_US_PER_MS,
                 .phases = read_phases(query),
                 .status = (uint16_t)hg_query_number(query, STATUS, 0, UINT16_MAX),
                 .outcome = (uint8_t)hg_query_outcome(query, OUTCOME),
                 .cause = (uint8_t)hg_query_cause(query, CAUSE),
                 .method =
                     (uint8_t)hg_query_number(query, METHOD, 0, HG_METHOD_COUNT - 1),
                 .reason = text_of(arena, query, REASON)},
        .note = hg_query_clean(query, NOTE, arena),
        .final_url = hg_query_clean(query, FINAL_URL, arena),
        .address = hg_query_clean(query, ADDRESS, arena),
        .certificate = hg_query_clean(query, CERTIFICATE, arena),
        .certificate_end_us = hg_query_moment(query, CERTIFICATE_END) * HG_US_PER_MS,
    };
}

static struct hg_attempt read_attempt(const struct hg_query *query,
                                      struct hg_arena *arena)
{
    enum hg_outcome outcome = HG_OUTCOME_UNKNOWN;
    enum hg_cause cause = HG_CAUSE_NONE;
    enum hg_method method = HG_METHOD_AUTO;
    struct hg_attempt attempt = {.started_at_us =
                                     hg_query_moment(query, 5) * HG_US_PER_MS};
    hg_outcome_parse(text_of(arena, query, 0), &outcome);
    hg_cause_parse(text_of(arena, query, 1), &cause);
    hg_method_parse(text_of(arena, query, 2), &method);
    attempt.outcome = (uint8_t)outcome;
    attempt.cause = (uint8_t)cause;
    attempt.method = (uint8_t)method;
    attempt.status = (uint16_t)hg_query_integer(query, 3);
    attempt.reason = text_of(arena, query, 4);
    hg_phases_init(&attempt.phases);
    attempt.phases.total_us = phase(query, 6);
    return attempt;
}

/* Of the words in JSON, which SQLite takes apart. */
static int read_attempts(struct hg_database *database, const char *json,
                         struct hg_arena *arena, struct hg_history_result *result,
                         struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(&query, database,
                   "SELECT json_extract(value, '$.outcome'),"
                   " json_extract(value, '$.cause'), json_extract(value, '$.method'),"
                   " json_extract(value, '$.http_status'),"
                   " json_extract(value, '$.reason'),"
                   " CAST(round((julianday(json_extract(value, '$.started_at'))"
                   " - 2440587.5) * 86400000) AS INTEGER),"
                   " CAST(round(1000 * json_extract(value, '$.phases_ms.total'))"
                   " AS INTEGER) FROM json_each(?1)");
    hg_query_bind_text(&query, 1, json);
    while (hg_query_next(&query)) {
        result->attempts = hg_memory_grow(result->attempts, result->stored_attempt_count,
                                          sizeof *result->attempts);
        result->attempts[result->stored_attempt_count++] = read_attempt(&query, arena);
    }
    hg_arena_take(arena, result->attempts);
    return hg_query_end(&query, err);
}

/* Up to `limit` results of one side of the moment, oldest first. */
static int read_side(struct hg_database *database, const char *sql,
                     struct hg_arena *arena, const int64_t values[3],
                     struct hg_explanation *explanation, struct hg_error *err)
{
    struct hg_query query;
    int result = 0;
    hg_query_begin(&query, database, sql);
    for (int i = 0; i < 3; i++)
        hg_query_bind(&query, 1 + i, values[i]);
    while (result == 0 && hg_query_next(&query)) {
        struct hg_history_result *row =
            &explanation->results[explanation->result_count++];
        read_result(&query, arena, row);
        if (!hg_query_is_null(&query, ATTEMPTS))
            result =
                read_attempts(database, hg_query_text(&query, ATTEMPTS), arena, row, err);
    }
    return hg_query_end(&query, err) | result;
}

int hg_history_results_read(struct hg_database *database, int64_t target, int64_t at_ms,
                            struct hg_arena *arena, struct hg_explanation *explanation,
                            struct hg_error *err)
{
    explanation->results =
        hg_arena_new(arena, BEFORE + AFTER, sizeof(struct hg_history_result));
    if (read_side(database,
                  "SELECT * FROM (SELECT * FROM (SELECT " COLUMNS " FROM " TABLES
                  " WHERE runs.first_ms <= ?2 AND " HG_RESULT_AT " <= ?2"
                  " ORDER BY runs.last_ms DESC LIMIT " CANDIDATES ")"
                  " ORDER BY at_ms DESC, run_id DESC LIMIT ?3)"
                  " ORDER BY at_ms, run_id",
                  arena, (const int64_t[]){target, at_ms, BEFORE}, explanation, err) != 0)
        return -1;
    explanation->chosen = explanation->result_count - (explanation->result_count > 0);
    return read_side(database,
                     "SELECT * FROM (SELECT " COLUMNS " FROM " TABLES
                     " WHERE runs.last_ms > ?2 AND " HG_RESULT_AT " > ?2"
                     " ORDER BY runs.last_ms LIMIT " CANDIDATES ")"
                     " ORDER BY at_ms, run_id LIMIT ?3",
                     arena, (const int64_t[]){target, at_ms, AFTER}, explanation, err);
}
