/* SPDX-License-Identifier: MIT */
/* history: opening, closing, and a run's way into the tables. */
#include "headgate/history.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/certificate_rows.h"
#include "history/track/target_state.h"
#include "history/store/history.h"
#include "history/track/retention.h"
#include "history/store/meta.h"
#include "history/store/result_rows.h"
#include "history/track/replay.h"
#include "history/track/rollup.h"
#include "history/store/run_rows.h"
#include "history/store/database_schema.h"
#include "history/track/target_rows.h"
#include "history/store/maintenance_rows.h"

#include "headgate/banned.h"

/* A transaction in which a run is added. */
struct transaction {
    struct hg_database *database;
    const struct hg_run *run;
    int64_t run_id;
    int64_t now_ms;   /* the end of the run */
    int64_t raw_ms;   /* results of runs that ended before are gone */
    bool is_outdated; /* and so would be the run's */
    struct hg_certificate_rows certificates;
    struct hg_target_rows targets;
    struct hg_result_rows results;
    struct hg_target_states states;
    struct hg_replay replay;
    struct hg_rollup rollup;
    struct hg_maintenance_rows windows;
    struct hg_history_change change;
};

struct hg_history *hg_history_open(const char *path, enum hg_history_mode mode,
                                   struct hg_error *err)
{
    static const enum hg_database_mode modes[] = {
        [HG_HISTORY_READ] = HG_DATABASE_READ,
        [HG_HISTORY_AMEND] = HG_DATABASE_AMEND,
        [HG_HISTORY_WRITE] = HG_DATABASE_WRITE,
    };
    struct hg_history *history = hg_memory_new(1, sizeof *history);
    if (hg_database_open(&history->database, path, modes[mode], err) != 0 ||
        (mode == HG_HISTORY_READ ? hg_schema_check(&history->database, err)
                                 : hg_schema_migrate(&history->database, err)) != 0) {
        hg_history_close(history);
        return NULL;
    }
    return history;
}

void hg_history_close(struct hg_history *history)
{
    if (history == NULL)
        return;
    hg_database_close(&history->database);
    free(history);
}

static void count_change(struct hg_history_change *change, bool was_down, bool is_down)
{
    change->newly_down += !was_down && is_down ? 1 : 0;
    change->recovered += was_down && !is_down ? 1 : 0;
    change->still_down += was_down && is_down ? 1 : 0;
}

/* Spans and incidents. A result older than what is left of the raw ones changes them no more. */
static void replay_results(struct transaction *transaction, struct hg_target_state *state,
                           const struct hg_sample *sample)
{
    const bool is_late =
        state->interval.checks > 0 && sample->at_ms < state->interval.end_ms;
    if (!is_late)
        hg_target_states_add(&transaction->states, state, sample);
    else if (sample->at_ms >= transaction->raw_ms)
        hg_replay_late_result(&transaction->replay, state, sample->at_ms);
}

/* Of answers that are counted: as in the summary of a run. */
static int64_t latency_of(const struct hg_result *result)
{
    return result->status == 0 || result->outcome == HG_OUTCOME_SKIPPED
               ? -1
               : result->phases.total_us;
}

static void add_result(struct transaction *transaction, size_t index)
{
    const struct hg_target *target = &transaction->run->targets[index];
    const struct hg_result *result = &transaction->run->results[index];
    const bool is_ignored =
        transaction->run->is_interrupted && result->outcome == HG_OUTCOME_UNKNOWN;
    char address[HG_ADDRESS_TEXT_SIZE];
    struct hg_target_state state;

    hg_address_format(&result->address, address, sizeof address);
    const char *reason = hg_result_reason(result);
    const struct hg_sample sample = {
        .at_ms = hg_result_at_ms(transaction->run, result),
        .outcome = (enum hg_outcome)result->outcome,
        .cause = (enum hg_cause)result->cause,
        .attempts = result->attempts,
        .is_maintenance = result->is_in_maintenance,
        .certificate =
            hg_certificate_rows_id(&transaction->certificates, result->certificate),
        .reason = reason[0] == '\0' ? NULL : reason,
        .address = address[0] == '\0' ? NULL : address,
    };
    hg_target_rows_find(&transaction->targets, target, &state);
    if (!transaction->is_outdated)
        hg_result_rows_add(&transaction->results, state.target, result, &sample);
    hg_maintenance_rows_add(
        &transaction->windows, state.target, &target->policy->maintenance,
        state.interval.checks > 0 ? state.interval.end_ms : transaction->now_ms,
        transaction->now_ms);
    const bool was_down = state.incident != 0;
    if (!is_ignored) {
        replay_results(transaction, &state, &sample);
        hg_rollup_add(&transaction->rollup, state.target, &sample, latency_of(result));
    }
    count_change(&transaction->change, was_down, state.incident != 0);
    hg_target_rows_update(&transaction->targets, target, &state, sample.certificate);
    hg_state_interval_release(&state.interval);
}

static int add_results(struct transaction *transaction, struct hg_error *err)
{
    struct hg_database *database = transaction->database;
    hg_certificate_rows_begin(&transaction->certificates, database);
    hg_target_rows_begin(&transaction->targets, database);
    hg_result_rows_begin(&transaction->results, database, transaction->run,
                         transaction->run_id);
    hg_target_states_begin(&transaction->states, database);
    hg_replay_begin(&transaction->replay, &transaction->states, transaction->run_id,
                    transaction->raw_ms);
    hg_maintenance_rows_begin(&transaction->windows, database);
    for (size_t i = 0; i < transaction->run->count && !hg_database_has_failed(database);
         i++)
        add_result(transaction, i);
    int result = hg_certificate_rows_end(&transaction->certificates, err);
    result |= hg_target_rows_end(&transaction->targets, err);
    result |= hg_result_rows_end(&transaction->results, err);
    result |= hg_maintenance_rows_end(&transaction->windows, err);
    result |= hg_target_states_end(&transaction->states, err);
    result |= hg_replay_end(&transaction->replay, err);
    return result;
}

static int add_run(struct transaction *transaction, const struct hg_retention *retention,
                   struct hg_error *err)
{
    struct hg_database *database = transaction->database;
    transaction->now_ms = transaction->run->finished_at_us / HG_US_PER_MS;
    int64_t first_ms, last_ms;
    if (hg_meta_get(database, HG_META_RAW, 0, &transaction->raw_ms, err) != 0 ||
        hg_run_row_add(database, transaction->run, &transaction->run_id, err) != 0)
        return -1;
    hg_run_ends(transaction->run, &first_ms, &last_ms);
    transaction->is_outdated = last_ms < transaction->raw_ms;
    int result = hg_rollup_begin(&transaction->rollup, database, first_ms, err);
    if (result == 0)
        result = add_results(transaction, err);
    if (result == 0)
        result = hg_rollup_make(&transaction->rollup, transaction->now_ms, err);
    result |= hg_rollup_end(&transaction->rollup, err);
    return result == 0 ? hg_retention_apply(database, retention, transaction->raw_ms,
                                            transaction->now_ms, err)
                       : result;
}

int hg_history_add(struct hg_history *history, const struct hg_run *run,
                   const struct hg_retention *retention, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    struct transaction *transaction = hg_memory_new(1, sizeof *transaction);
    transaction->database = database;
    transaction->run = run;
    int result = hg_database_begin(database, err);
    if (result == 0) {
        result = add_run(transaction, retention, err);
        if (result == 0)
            result = hg_database_commit(database, err);
        else
            hg_database_rollback(database);
    }
    if (result == 0)
        history->change = transaction->change;
    free(transaction);
    return result;
}

void hg_history_last_change(const struct hg_history *history,
                            struct hg_history_change *change)
{
    *change = history->change;
}
