/* SPDX-License-Identifier: MIT */
/* history: opening, closing, and a run's way into the tables. */
#include "headgate/history.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/certificates.h"
#include "history/track/course.h"
#include "history/store/history.h"
#include "history/track/keep.h"
#include "history/store/meta.h"
#include "history/store/results.h"
#include "history/track/rewind.h"
#include "history/track/rollup.h"
#include "history/store/runs.h"
#include "history/store/schema.h"
#include "history/track/targets.h"
#include "history/store/windows.h"

#include "headgate/banned.h"

/* A transaction in which a run is added. */
struct adding {
    struct hg_database *database;
    const struct hg_run *run;
    int64_t run_id;
    int64_t now_ms;   /* the end of the run */
    int64_t raw_ms;   /* results of runs that ended before are gone */
    bool is_outdated; /* and so would be the run's */
    struct hg_certificate_rows certificates;
    struct hg_target_rows targets;
    struct hg_result_rows results;
    struct hg_courses courses;
    struct hg_rewinding rewinding;
    struct hg_rollup rollup;
    struct hg_window_rows windows;
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
static void follow(struct adding *adding, struct hg_course *course,
                   const struct hg_sample *sample)
{
    const bool is_late = course->span.checks > 0 && sample->at_ms < course->span.end_ms;
    if (!is_late)
        hg_courses_take(&adding->courses, course, sample);
    else if (sample->at_ms >= adding->raw_ms)
        hg_rewinding_take(&adding->rewinding, course, sample->at_ms);
}

/* Of answers that are counted: as in the summary of a run. */
static int64_t latency_of(const struct hg_result *result)
{
    return result->status == 0 || result->outcome == HG_OUTCOME_SKIPPED
               ? -1
               : result->phases.total_us;
}

static void add_result(struct adding *adding, size_t index)
{
    const struct hg_target *target = &adding->run->targets[index];
    const struct hg_result *result = &adding->run->results[index];
    const bool is_silent =
        adding->run->is_interrupted && result->outcome == HG_OUTCOME_UNKNOWN;
    char address[HG_ADDRESS_TEXT_SIZE];
    struct hg_course course;

    hg_address_format(&result->address, address, sizeof address);
    const char *reason = hg_result_reason(result);
    const struct hg_sample sample = {
        .at_ms = hg_result_at_ms(adding->run, result),
        .outcome = (enum hg_outcome)result->outcome,
        .cause = (enum hg_cause)result->cause,
        .attempts = result->attempts,
        .is_maintenance = result->is_in_maintenance,
        .certificate = hg_certificate_rows_id(&adding->certificates, result->certificate),
        .reason = reason[0] == '\0' ? NULL : reason,
        .address = address[0] == '\0' ? NULL : address,
    };
    hg_target_rows_find(&adding->targets, target, &course);
    if (!adding->is_outdated)
        hg_result_rows_add(&adding->results, course.target, result, &sample);
    hg_window_rows_add(&adding->windows, course.target, &target->policy->maintenance,
                       course.span.checks > 0 ? course.span.end_ms : adding->now_ms,
                       adding->now_ms);
    const bool was_down = course.incident != 0;
    if (!is_silent) {
        follow(adding, &course, &sample);
        hg_rollup_add(&adding->rollup, course.target, &sample, latency_of(result));
    }
    count_change(&adding->change, was_down, course.incident != 0);
    hg_target_rows_update(&adding->targets, target, &course, sample.certificate);
    hg_stretch_release(&course.span);
}

static int add_results(struct adding *adding, struct hg_error *err)
{
    struct hg_database *database = adding->database;
    hg_certificate_rows_begin(&adding->certificates, database);
    hg_target_rows_begin(&adding->targets, database);
    hg_result_rows_begin(&adding->results, database, adding->run, adding->run_id);
    hg_courses_begin(&adding->courses, database);
    hg_rewinding_begin(&adding->rewinding, &adding->courses, adding->run_id,
                       adding->raw_ms);
    hg_window_rows_begin(&adding->windows, database);
    for (size_t i = 0; i < adding->run->count && !hg_database_has_failed(database); i++)
        add_result(adding, i);
    int result = hg_certificate_rows_end(&adding->certificates, err);
    result |= hg_target_rows_end(&adding->targets, err);
    result |= hg_result_rows_end(&adding->results, err);
    result |= hg_window_rows_end(&adding->windows, err);
    result |= hg_courses_end(&adding->courses, err);
    result |= hg_rewinding_end(&adding->rewinding, err);
    return result;
}

static int add_run(struct adding *adding, const struct hg_history_keep *keep,
                   struct hg_error *err)
{
    struct hg_database *database = adding->database;
    adding->now_ms = adding->run->finished_at_us / HG_US_PER_MS;
    int64_t first_ms, last_ms;
    if (hg_meta_get(database, HG_META_RAW, 0, &adding->raw_ms, err) != 0 ||
        hg_run_row_add(database, adding->run, &adding->run_id, err) != 0)
        return -1;
    hg_run_ends(adding->run, &first_ms, &last_ms);
    adding->is_outdated = last_ms < adding->raw_ms;
    int result = hg_rollup_begin(&adding->rollup, database, first_ms, err);
    if (result == 0)
        result = add_results(adding, err);
    if (result == 0)
        result = hg_rollup_make(&adding->rollup, adding->now_ms, err);
    result |= hg_rollup_end(&adding->rollup, err);
    return result == 0
               ? hg_keep_apply(database, keep, adding->raw_ms, adding->now_ms, err)
               : result;
}

int hg_history_add(struct hg_history *history, const struct hg_run *run,
                   const struct hg_history_keep *keep, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    struct adding *adding = hg_memory_new(1, sizeof *adding);
    adding->database = database;
    adding->run = run;
    int result = hg_database_begin(database, err);
    if (result == 0) {
        result = add_run(adding, keep, err);
        if (result == 0)
            result = hg_database_commit(database, err);
        else
            hg_database_rollback(database);
    }
    if (result == 0)
        history->change = adding->change;
    free(adding);
    return result;
}

void hg_history_changed(const struct hg_history *history,
                        struct hg_history_change *change)
{
    *change = history->change;
}
