/* SPDX-License-Identifier: MIT */
/* monitor_news: what a run says about the monitor, against what was said. */
#include "history/track/monitor_news.h"

#include <stdlib.h>

#include "headgate/buf.h"
#include "headgate/units.h"

#include "headgate/banned.h"

enum ability { CAN_NOT_TELL, CAN_JUDGE, CAN_NOT_JUDGE };

/* A target that is excused was judged all the same. */
static bool has_verdict(const struct hg_result *result)
{
    return result->is_waived || result->is_in_maintenance ||
           (result->outcome != HG_OUTCOME_UNKNOWN &&
            result->outcome != HG_OUTCOME_SKIPPED);
}

/* But for the end of the run, which says nothing about this side. */
static bool is_our_failure(const struct hg_result *result)
{
    const enum hg_cause cause = (enum hg_cause)result->cause;
    return cause != HG_CAUSE_DEADLINE && cause != HG_CAUSE_CANCELLED &&
           hg_cause_side(cause) == HG_SIDE_OWN;
}

/* `blind` becomes the first result without a verdict by our failure. */
static enum ability ability_of(const struct hg_run *run, const struct hg_result **blind)
{
    bool is_telling = !run->is_interrupted;
    if (run->offline_reason[0] != '\0')
        return CAN_NOT_JUDGE;
    for (size_t i = 0; i < run->count; i++) {
        const struct hg_result *result = &run->results[i];
        if (has_verdict(result))
            return CAN_JUDGE;
        if (result->outcome != HG_OUTCOME_UNKNOWN)
            continue;
        is_telling = is_telling && is_our_failure(result);
        if (*blind == NULL)
            *blind = result;
    }
    return is_telling && *blind != NULL && !run->is_sighted ? CAN_NOT_JUDGE
                                                            : CAN_NOT_TELL;
}

static void add_event(const struct hg_news_writer *writer, enum hg_event_kind kind,
                      int64_t since_us, int64_t at_us, const char *reason)
{
    const struct hg_event event = {
        .kind = kind,
        .target = "",
        .url = "",
        .at_us = at_us,
        .since_us = since_us,
        .reason = reason == NULL ? "" : reason,
    };
    hg_news_add(writer->news, &event);
}

static void begin_offline(const struct hg_news_writer *writer, const struct hg_run *run,
                          const struct hg_result *blind, struct hg_offline_row *row)
{
    const int64_t now_us = writer->now_ms * HG_US_PER_MS;
    struct hg_buf reason;
    hg_buf_init(&reason);
    if (blind == NULL)
        hg_buf_add_text(&reason, run->offline_reason);
    else
        hg_buf_printf(&reason, "no target could be judged: %s", hg_result_reason(blind));
    row->since_us = now_us;
    row->reason = hg_buf_steal(&reason);
    hg_database_execute(writer->database, HG_SQL_SET_OFFLINE, row);
    add_event(writer, HG_EVENT_OFFLINE, now_us, now_us, row->reason);
}

static void follow_ability(const struct hg_news_writer *writer, const struct hg_run *run)
{
    const char *location = run->settings->location;
    const struct hg_result *blind = NULL;
    struct hg_offline_row row = {.location = location == NULL ? "" : location};
    const enum ability ability = ability_of(run, &blind);
    if (ability == CAN_NOT_TELL)
        return;
    const bool was_offline =
        hg_database_find(writer->database, HG_SQL_OFFLINE, &row, &row);
    if (ability == CAN_NOT_JUDGE && !was_offline)
        begin_offline(writer, run, blind, &row);
    if (ability == CAN_JUDGE && was_offline) {
        hg_database_execute(writer->database, HG_SQL_SET_ONLINE, &row);
        add_event(writer, HG_EVENT_ONLINE, row.since_us, writer->now_ms * HG_US_PER_MS,
                  row.reason);
    }
    free(row.reason);
}

/* As in reports over a period: from the end of the run before, if the starts are too far from each other. A run that
 * began between them and ended first has said it already. Batches of a watch follow each other without a pause. */
static void follow_gap(const struct hg_news_writer *writer, const struct hg_run *run)
{
    const int64_t limit_ms = run->settings->history.max_gap_us / HG_US_PER_MS;
    const int64_t started_ms = run->started_at_us / HG_US_PER_MS;
    struct hg_run_row last = {0};
    if (limit_ms == 0 ||
        !hg_database_find(
            writer->database, HG_SQL_RUN_BEFORE,
            &(struct hg_criteria){.run = writer->run, .until_ms = writer->now_ms}, &last))
        return;
    const int64_t last_us =
        run->watch == NULL ? last.run.started_us : last.run.finished_us;
    if (started_ms - last_us / HG_US_PER_MS > limit_ms)
        add_event(writer, HG_EVENT_GAP, last.run.finished_us, run->started_at_us, NULL);
}

void hg_monitor_news_follow(const struct hg_news_writer *writer, const struct hg_run *run)
{
    follow_gap(writer, run);
    follow_ability(writer, run);
}
