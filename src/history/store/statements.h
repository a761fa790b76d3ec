/* SPDX-License-Identifier: MIT */
/* statements: every statement of the history by its name. The SQL is in statements.c and outbox_statements.c
 * alone; another database would bring tables of its own for the same names. */
#ifndef HEADGATE_HISTORY_STORE_STATEMENTS_H
#define HEADGATE_HISTORY_STORE_STATEMENTS_H

#include <stdbool.h>

#include "history/store/rows.h"

enum hg_sql {
    /* Runs and results, as they are added. */
    HG_SQL_ADD_RUN,
    HG_SQL_ADD_RESULT,
    HG_SQL_ADD_DETAIL,
    HG_SQL_SET_WATCH_INTERVAL,
    HG_SQL_WATCH_INTERVAL,
    HG_SQL_FIND_CERTIFICATE,
    HG_SQL_ADD_CERTIFICATE,
    HG_SQL_ADD_MAINTENANCE,
    /* The state of a target: its row, intervals and incidents. */
    HG_SQL_FIND_STATE,
    HG_SQL_ADD_TARGET,
    HG_SQL_UPDATE_TARGET,
    HG_SQL_UPDATE_STATE,
    HG_SQL_SET_REPORTED,
    HG_SQL_RUN_BEFORE,
    HG_SQL_OFFLINE,
    HG_SQL_SET_OFFLINE,
    HG_SQL_SET_ONLINE,
    HG_SQL_FIND_SOURCE,
    HG_SQL_ADD_SOURCE,
    HG_SQL_REMOVED_TARGETS,
    HG_SQL_END_REMOVED,
    HG_SQL_FORGET_SOURCE,
    HG_SQL_FORGET_REPORTED,
    HG_SQL_ADD_INTERVAL,
    HG_SQL_LAST_INTERVAL,
    HG_SQL_SHORTEST_GAP,
    HG_SQL_DROP_INTERVALS,
    HG_SQL_COUNT_RESULTS,
    HG_SQL_RESULTS_SINCE,
    HG_SQL_CERTIFICATE,
    HG_SQL_SET_CERTIFICATE_TOLD,
    HG_SQL_OPEN_INCIDENT,
    HG_SQL_EXTEND_INCIDENT,
    HG_SQL_WORSEN_INCIDENT,
    HG_SQL_CLOSE_INCIDENT,
    HG_SQL_REOPEN_INCIDENT,
    HG_SQL_RENAME_INCIDENT,
    HG_SQL_LAST_INCIDENT,
    HG_SQL_INCIDENTS_SINCE,
    HG_SQL_DROP_INCIDENTS,
    HG_SQL_NEWEST_RESULT,
    /* Hours and days. */
    HG_SQL_HOUR,
    HG_SQL_SET_HOUR,
    HG_SQL_DAY,
    HG_SQL_SET_DAY,
    HG_SQL_RESULTS_BETWEEN,
    HG_SQL_HOURS_BETWEEN,
    HG_SQL_DAYS_BETWEEN,
    /* Retention. */
    HG_SQL_META,
    HG_SQL_SET_META,
    HG_SQL_STARTS_BEFORE,
    HG_SQL_STARTS_ALIKE,
    HG_SQL_NEXT_RUN_END,
    HG_SQL_FIRST_RUN_END,
    HG_SQL_LAST_RUN_END,
    /* Whether the file holds what it should. */
    HG_SQL_INTEGRITY,
    HG_SQL_COUNT_RUNS,
    HG_SQL_COUNT_TARGETS,
    HG_SQL_TARGET_NAME,
    HG_SQL_DROP_RESULTS,
    HG_SQL_DROP_DETAILS,
    HG_SQL_FOLD_BATCHES,
    HG_SQL_DROP_FOLDED_BATCHES,
    HG_SQL_DROP_OLD_HOURS, /* notes go before their incidents, and targets last */
    HG_SQL_DROP_OLD_DAYS,
    HG_SQL_DROP_OLD_INTERVALS,
    HG_SQL_DROP_OLD_MAINTENANCE,
    HG_SQL_DROP_OLD_NOTES,
    HG_SQL_DROP_OLD_INCIDENTS,
    HG_SQL_DROP_OLD_RUNS,
    HG_SQL_DROP_OLD_REPORTED,
    HG_SQL_DROP_OLD_WATCH_INTERVALS,
    HG_SQL_DROP_OLD_OUTAGES,
    HG_SQL_DROP_OLD_TARGETS,
    HG_SQL_DROP_OLD_SOURCES,
    /* Uptime. */
    HG_SQL_RUN_TIMES,
    HG_SQL_LAST_RUN,
    HG_SQL_LONGEST_RUN,
    HG_SQL_TARGETS,
    HG_SQL_INTERVALS_BEFORE,
    HG_SQL_INTERVAL_REASON,
    HG_SQL_MAINTENANCE,
    HG_SQL_INCIDENTS_BEFORE,
    HG_SQL_NOTES,
    HG_SQL_HOURS_OF_TARGET,
    HG_SQL_DAYS_OF_TARGET,
    HG_SQL_RAW_RESULTS,
    /* The log, and one target at a moment. */
    HG_SQL_RUNS,
    HG_SQL_INCIDENTS,
    HG_SQL_ADD_NOTE,
    HG_SQL_ACKNOWLEDGE,
    HG_SQL_INCIDENT,
    HG_SQL_TARGET,
    HG_SQL_TARGET_NAMES,
    HG_SQL_INTERVAL_AT,
    HG_SQL_INCIDENT_AT,
    HG_SQL_RESULTS_UNTIL,
    HG_SQL_RESULTS_AFTER,
    HG_SQL_ATTEMPTS,
    /* Unsent messages. */
    HG_SQL_ADD_MESSAGE,
    HG_SQL_DROP_OLDEST_MESSAGES,
    HG_SQL_CLAIM_MESSAGE,
    HG_SQL_REMOVE_MESSAGE,
    /* Messages with events. */
    HG_SQL_ADD_EVENT,
    HG_SQL_ADD_EVENT_MESSAGE,
    HG_SQL_ADD_EVENT_TO_MESSAGE,
    HG_SQL_TAKE_EVENTS_BACK,
    HG_SQL_BEGIN_OUTAGE,
    HG_SQL_OUTAGE_OF_TARGET,
    HG_SQL_END_OUTAGE,
    HG_SQL_OUTAGE_GOES_ON,
    HG_SQL_DROP_EMPTY_MESSAGES,
    HG_SQL_OLDEST_MESSAGE,
    HG_SQL_DUE_MESSAGE, /* the oldest one, if it is due */
    HG_SQL_EVENTS_OF_MESSAGE,
    HG_SQL_POSTPONE_MESSAGE,
    HG_SQL_OUTBOX_CHANNELS,
    HG_SQL_DROP_STALE_MESSAGES,
    HG_SQL_DROP_UNTRIED_MESSAGES,
    HG_SQL_DROP_LOST_LINKS, /* of messages that are gone; then their events */
    HG_SQL_DROP_LOST_EVENTS,
    HG_SQL_WAITING_MESSAGES,
    /* Channels that fail. */
    HG_SQL_NOTE_FAILURE_OF, /* of the message's channel */
    HG_SQL_NOTE_FAILURE,
    HG_SQL_END_FAILURE_OF,
    HG_SQL_END_FAILURE,
    HG_SQL_DROP_FAILURE,
    HG_SQL_FAILING_CHANNELS,
    HG_SQL_COUNT
};

struct hg_statement {
    const char *text; /* its parameters are ":NAME" */
    /* The struct that the parameters are bound from, and the one that the columns are read into; NULL: no rows. */
    const struct hg_row_type *given;
    const struct hg_row_type *row;
    bool (*is_valid)(
        const void *row); /* false: the file is damaged; NULL: any row may be */
};

const struct hg_statement *hg_statement_of(enum hg_sql sql);
/* One that is about messages, from HG_SQL_ADD_MESSAGE on (outbox_statements.c); hg_statement_of() has them too. */
const struct hg_statement *hg_outbox_statement_of(enum hg_sql sql);

#endif
