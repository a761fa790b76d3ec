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
    return is_telling && *blind != NULL ? CAN_NOT_JUDGE : CAN_NOT_TELL;
}

static void add_event(const struct hg_news_writer *writer,
                      const struct hg_offline_row *row, enum hg_event_kind kind)
{
    const struct hg_event event = {
        .kind = kind,
        .target = "",
        .url = "",
        .at_us = writer->now_ms * HG_US_PER_MS,
        .since_us = row->since_us,
        .reason = row->reason == NULL ? "" : row->reason,
    };
    hg_news_add(writer->news, &event);
}

static void begin_offline(const struct hg_news_writer *writer, const struct hg_run *run,
                          const struct hg_result *blind, struct hg_offline_row *row)
{
    struct hg_buf reason;
    hg_buf_init(&reason);
    if (blind == NULL)
        hg_buf_add_text(&reason, run->offline_reason);
    else
        hg_buf_printf(&reason, "no target could be judged: %s", hg_result_reason(blind));
    row->since_us = writer->now_ms * HG_US_PER_MS;
    row->reason = hg_buf_steal(&reason);
    hg_database_execute(writer->database, HG_SQL_SET_OFFLINE, row);
    add_event(writer, row, HG_EVENT_OFFLINE);
}

void hg_monitor_news_follow(const struct hg_news_writer *writer, const struct hg_run *run)
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
        add_event(writer, &row, HG_EVENT_ONLINE);
    }
    free(row.reason);
}
