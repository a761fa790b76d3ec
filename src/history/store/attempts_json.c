/* SPDX-License-Identifier: MIT */
/* attempts_json: written by hand, as their texts are clean; taken apart by the database. */
#include "history/store/attempts_json.h"

#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* A clean text has no control characters (RFC 8259 7). */
static void add_text(struct hg_buf *out, const char *key, const char *text)
{
    hg_buf_printf(out, ",\"%s\":\"", key);
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            hg_buf_add_char(out, '\\');
        hg_buf_add_char(out, *text);
    }
    hg_buf_add_char(out, '"');
}

/* Phases that were reached. */
static void add_phases(struct hg_buf *out, const struct hg_phases *phases)
{
    const struct {
        const char *key;
        int32_t us;
    } rows[] = {
        {"resolve", phases->resolve_us},   {"connect", phases->connect_us},
        {"tls", phases->tls_us},           {"wait", phases->wait_us},
        {"transfer", phases->transfer_us}, {"total", phases->total_us},
    };
    const char *separator = "";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char number[HG_UNITS_NUMBER_SIZE + 2];
        if (rows[i].us == HG_NOT_REACHED)
            continue;
        hg_buf_printf(out, "%s\"%s\":", separator, rows[i].key);
        hg_buf_add(out, number, hg_units_write_ms(rows[i].us, number));
        separator = ",";
    }
}

static void add_attempt(struct hg_buf *out, const struct hg_attempt *attempt)
{
    char time[HG_CLOCK_RFC3339_SIZE];
    hg_clock_format_rfc3339(attempt->started_at_us, time, sizeof time);
    hg_buf_printf(out, "{\"started_at\":\"%s\"", time);
    add_text(out, "outcome", hg_outcome_word((enum hg_outcome)attempt->outcome));
    add_text(out, "cause", hg_cause_word((enum hg_cause)attempt->cause));
    if (attempt->reason != NULL)
        add_text(out, "reason", attempt->reason);
    add_text(out, "method", hg_method_word((enum hg_method)attempt->method));
    if (attempt->status != 0)
        hg_buf_printf(out, ",\"http_status\":%d", attempt->status);
    hg_buf_add_text(out, ",\"phases_ms\":{");
    add_phases(out, &attempt->phases);
    hg_buf_add_text(out, "}}");
}

void hg_attempts_write(const struct hg_attempt *attempts, size_t count,
                       struct hg_buf *out)
{
    if (count == 0)
        return;
    for (size_t i = 0; i < count; i++) {
        hg_buf_add_char(out, i == 0 ? '[' : ',');
        add_attempt(out, &attempts[i]);
    }
    hg_buf_add_char(out, ']');
}

static const char *text_or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

static struct hg_attempt attempt_of(const struct hg_attempt_row *row,
                                    struct hg_arena *arena)
{
    enum hg_outcome outcome = HG_OUTCOME_UNKNOWN;
    enum hg_cause cause = HG_CAUSE_NONE;
    enum hg_method method = HG_METHOD_AUTO;
    struct hg_attempt attempt = row->attempt;
    hg_outcome_parse(text_or_empty(row->outcome), &outcome);
    hg_cause_parse(text_or_empty(row->cause), &cause);
    hg_method_parse(text_or_empty(row->method), &method);
    attempt.outcome = (uint8_t)outcome;
    attempt.cause = (uint8_t)cause;
    attempt.method = (uint8_t)method;
    if (attempt.reason == NULL)
        attempt.reason = hg_arena_text(arena, "");
    return attempt;
}

void hg_attempts_read(struct hg_database *database, const char *json,
                      struct hg_history_result *result)
{
    struct hg_attempt_row row;
    struct hg_query *query =
        hg_database_query(database, HG_SQL_ATTEMPTS, &(struct hg_criteria){.json = json});
    hg_phases_init(&row.attempt.phases);
    while (hg_query_next(query, &row)) {
        result->attempts = hg_memory_grow(result->attempts, result->stored_attempt_count,
                                          sizeof *result->attempts);
        result->attempts[result->stored_attempt_count++] =
            attempt_of(&row, database->arena);
    }
    hg_arena_take(database->arena, result->attempts);
}
