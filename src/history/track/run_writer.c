/* SPDX-License-Identifier: MIT */
/* run_writer: the way of a run into the history. */
#include "history/store/history_file.h"

#include "headgate/interval.h"
#include "headgate/units.h"

#include "history/store/database_schema.h"
#include "history/store/run_rows.h"
#include "history/track/monitor_news.h"
#include "history/track/news.h"
#include "history/track/outgoing.h"
#include "history/track/removal.h"
#include "history/track/replay.h"
#include "history/track/reported.h"
#include "history/track/retention.h"
#include "history/track/rollup.h"
#include "history/track/target_state.h"

#include "headgate/banned.h"

/* The transaction in which a run is added. */
struct writer {
    struct hg_database *database;
    const struct hg_run *run;
    int64_t run_id;
    int64_t source;   /* id of the configurations of all targets; 0: none */
    int64_t now_ms;   /* the end of the run */
    int64_t raw_ms;   /* results of runs that ended before are gone */
    bool is_outdated; /* the run ended before that */
    struct hg_target_states states;
    struct hg_rollup rollup;
    struct hg_news news;
};

/* Change intervals and incidents. A late result changes them only as long as the raw results since then are there. */
static void follow_result(struct writer *writer, struct hg_target_row *state,
                          const struct hg_sample *sample)
{
    const struct hg_replay replay = {&writer->states, writer->run_id, writer->raw_ms};
    if (state->interval.checks == 0 || sample->at_ms >= state->interval.end_ms)
        hg_target_states_add(&writer->states, state, sample);
    else if (sample->at_ms >= writer->raw_ms)
        hg_replay_late_result(&replay, state, sample->at_ms);
}

static struct hg_news_writer news_writer(struct writer *writer)
{
    return (struct hg_news_writer){writer->database, &writer->news, writer->run_id,
                                   writer->run->started_at_us, writer->now_ms};
}

/* Reports know from it for how long a result is valid. */
static void note_interval(struct writer *writer, const struct hg_policy *policy,
                          const struct hg_target_row *state, int64_t at_ms)
{
    const int64_t up_us = hg_interval_of(policy, false);
    const int64_t down_us = hg_interval_of(policy, true);
    if (writer->run->watch != NULL)
        hg_database_execute(
            writer->database, HG_SQL_SET_WATCH_INTERVAL,
            &(struct hg_criteria){.target = state->id,
                                  .since_ms = at_ms,
                                  .interval_ms = (up_us > down_us ? up_us : down_us) /
                                                 HG_US_PER_MS});
}

static void add_result(struct writer *writer, size_t index)
{
    const struct hg_target *target = &writer->run->targets[index];
    char address[HG_ADDRESS_TEXT_SIZE];
    struct hg_result_row row;
    struct hg_target_row state;

    hg_result_row_make(writer->database, writer->run, index, address, &row);
    hg_target_states_find(&writer->states, target, &state);
    row.run = writer->run_id;
    row.target = state.id;
    if (!writer->is_outdated)
        hg_result_row_add(writer->database, &row, &writer->run->results[index]);
    hg_maintenance_rows_add(writer->database, state.id, &target->policy->maintenance,
                            state.interval.checks > 0 ? state.interval.end_ms
                                                      : writer->now_ms,
                            writer->now_ms);
    const struct hg_sample sample = hg_sample_of(&row);
    note_interval(writer, target->policy, &state, sample.at_ms);
    struct hg_news_writer news = news_writer(writer);
    const bool is_late = hg_news_is_late(&news, &state, sample.at_ms);
    if (!row.result.is_ignored) {
        follow_result(writer, &state, &sample);
        hg_rollup_add(&writer->rollup, state.id, &sample, hg_result_row_latency_us(&row));
    }
    if (!is_late)
        hg_news_follow(&news, target, &state, &sample);
    state.certificate = row.certificate;
    state.source = writer->source;
    hg_target_states_update(&writer->states, target, &state);
    hg_state_interval_release(&state.interval);
    hg_reported_release(&state.reported);
}

/* Without its results everything would be missing. */
static void follow_removals(struct writer *writer)
{
    const struct hg_news_writer news = news_writer(writer);
    if (!writer->is_outdated && writer->run->watch == NULL)
        hg_removal_follow(&news, writer->run, writer->source);
}

static void note_future(struct writer *writer)
{
    struct hg_moment_row last = {0};
    hg_database_find(writer->database, HG_SQL_LAST_RUN_END, &(struct hg_criteria){0},
                     &last);
    if (last.value > writer->now_ms + HG_CLOCK_GRACE_MS)
        writer->news.future_us = last.value * HG_US_PER_MS;
}

static void add_run(struct writer *writer, const struct hg_retention *retention)
{
    struct hg_database *database = writer->database;
    struct hg_run_row row;
    writer->now_ms = writer->run->finished_at_us / HG_US_PER_MS;
    writer->raw_ms = hg_meta_get(database, HG_META_RAW, 0);
    writer->run_id = hg_run_row_add(database, writer->run, &row);
    writer->is_outdated = row.last_ms < writer->raw_ms;
    writer->source = hg_removal_find_source(database, writer->run);
    const struct hg_news_writer news = news_writer(writer);
    hg_monitor_news_follow(&news, writer->run);
    hg_target_states_init(&writer->states, database);
    hg_rollup_init(&writer->rollup, database, row.first_ms);
    for (size_t i = 0; i < writer->run->count && !hg_database_has_failed(database); i++)
        add_result(writer, i);
    follow_removals(writer);
    hg_rollup_make(&writer->rollup, writer->now_ms);
    hg_rollup_release(&writer->rollup);
    const struct hg_retention_moment moment = {
        .run = writer->run_id,
        .started_ms = row.run.started_us / HG_US_PER_MS,
        .now_ms = writer->now_ms,
        .raw_ms = writer->raw_ms,
        .clock_offset_ms =
            writer->run->has_clock_offset ? writer->run->clock_offset_s * 1000 : 0,
    };
    hg_retention_apply(database, retention, &moment);
    note_future(writer);
    hg_outgoing_write(database, writer->run, &writer->news);
}

int hg_history_add(struct hg_history *history, const struct hg_run *run,
                   const struct hg_retention *retention, struct hg_error *err)
{
    struct writer writer = {.database = &history->database, .run = run};
    if (hg_database_begin(writer.database, err) != 0)
        return -1;
    hg_news_init(&writer.news);
    add_run(&writer, retention);
    if (hg_database_commit(writer.database, err) != 0) {
        hg_news_release(&writer.news);
        return -1;
    }
    hg_news_release(&history->news);
    history->news = writer.news;
    return 0;
}
