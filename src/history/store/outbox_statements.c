/* SPDX-License-Identifier: MIT */
/* outbox_statements: the SQL of messages, their events, and the channels that they are for. */
#include "history/store/statements.h"

#include "headgate/banned.h"

/* A message is free when it is not held, or held for too long. A clock that was set back must not lock it
 * away; and :since_ms may lie a little before what another process has written while this one waited. */
#define IS_FREE                                                                          \
    "(taken_ms IS NULL OR taken_ms > :since_ms + :claim_ms"                              \
    " OR taken_ms <= :since_ms - :claim_ms)"

/* Both queues of a channel (headgate/unsent.h). */
#define OF_CHANNEL "channel IN (:channel, :channel || ':rest')"

/* Those of other nouns are in statements.c. */
static const struct hg_statement statements[HG_SQL_COUNT] = {
    [HG_SQL_ADD_MESSAGE] =
        {"INSERT INTO outbox (channel, message_id, at_ms, since_ms, envelope, message,"
         " attempts, problem) VALUES (:channel, lower(hex(randomblob(16))),"
         " :at_ms, :at_ms, :envelope, :message, 0, '')",
         &hg_message_type, NULL, NULL},
    [HG_SQL_DROP_OLDEST_MESSAGES] = {"DELETE FROM outbox WHERE " OF_CHANNEL
                                     " AND id NOT IN (SELECT id FROM outbox"
                                     " WHERE " OF_CHANNEL
                                     " ORDER BY id DESC LIMIT :limit)",
                                     &hg_criteria_type, NULL, NULL},
    [HG_SQL_CLAIM_MESSAGE] = {"UPDATE outbox SET taken_ms = :since_ms WHERE id = :id",
                              &hg_criteria_type, NULL, NULL},
    [HG_SQL_REMOVE_MESSAGE] = {"DELETE FROM outbox WHERE id = :id", &hg_criteria_type,
                               NULL, NULL},
    [HG_SQL_ADD_EVENT] =
        {"INSERT INTO events (event_id, kind, target, url, group_name, tags, at_ms,"
         " since_ms, incident, cause, reason) VALUES (lower(hex(randomblob(16))), :kind,"
         " :target, :url, :group_name, :tags, :at_ms, :since_ms, :incident, :cause,"
         " :reason)",
         &hg_event_type, NULL, NULL},
    [HG_SQL_ADD_EVENT_MESSAGE] =
        {"INSERT INTO outbox (channel, message_id, run, location, at_ms, since_ms,"
         " envelope, attempts, problem) VALUES (:channel, lower(hex(randomblob(16))),"
         " :run, :location, :at_ms, :at_ms, '', 0, '')",
         &hg_message_type, NULL, NULL},
    [HG_SQL_ADD_EVENT_TO_MESSAGE] =
        {"INSERT INTO outbox_events (message, event, outage, ends_outage)"
         " VALUES (:message, :id, :outage, :ends_outage)",
         &hg_event_type, NULL, NULL},
    /* Incidents of one outage began in the same minute with the same cause, and have something in common
     * (query/outages.h). */
    [HG_SQL_BEGIN_OUTAGE] =
        {"INSERT INTO outage_targets (channel, target, outage, beginning)"
         " SELECT :channel, :name, coalesce((SELECT outage FROM outage_targets AS other"
         " WHERE other.beginning = own.beginning AND channel = :channel),"
         " lower(hex(randomblob(16)))), own.beginning FROM (SELECT (SELECT (opened_ms /"
         " 60000) || ' ' || cause || ' ' || common FROM incidents WHERE id = :id)"
         " AS beginning) AS own WHERE true ON CONFLICT DO NOTHING",
         &hg_criteria_type, NULL, NULL},
    [HG_SQL_OUTAGE_OF_TARGET] = {"SELECT outage FROM outage_targets"
                                 " WHERE channel = :channel AND target = :name",
                                 &hg_criteria_type, &hg_event_type, NULL},
    [HG_SQL_END_OUTAGE] =
        {"DELETE FROM outage_targets WHERE channel = :channel AND target = :name",
         &hg_criteria_type, NULL, NULL},
    [HG_SQL_OUTAGE_GOES_ON] = {"SELECT 1 AS id FROM outage_targets WHERE outage = :text"
                               " LIMIT 1",
                               &hg_criteria_type, &hg_event_type, NULL},
    /* Not of a message that may be on its way. Events of the monitor, without a target, are of a location. */
    [HG_SQL_TAKE_EVENTS_BACK] =
        {"DELETE FROM outbox_events WHERE message IN (SELECT id FROM outbox"
         " WHERE channel = :channel AND parts = 0 AND " IS_FREE
         " AND (:name <> '' OR location IS :text)) AND event IN (SELECT id FROM events"
         " WHERE target = :name AND :kinds >> kind & 1)",
         &hg_criteria_type, NULL, NULL},
    [HG_SQL_DROP_EMPTY_MESSAGES] =
        {"DELETE FROM outbox WHERE channel = :channel AND run IS NOT NULL AND NOT EXISTS"
         " (SELECT 1 FROM outbox_events WHERE message = outbox.id)",
         &hg_criteria_type, NULL, NULL},
    /* A clock that was set back must not make it wait for longer than the longest delay. */
    [HG_SQL_DUE_MESSAGE] = {"SELECT id, message_id, run, location, at_ms, envelope,"
                            " message, attempts, parts FROM"
                            " (SELECT * FROM outbox WHERE channel = :channel ORDER BY id "
                            "LIMIT 1) WHERE " IS_FREE
                            " AND (next_ms IS NULL OR next_ms <= :since_ms"
                            " OR next_ms > :since_ms + :until_ms)",
                            &hg_criteria_type, &hg_message_type, NULL},
    [HG_SQL_OLDEST_MESSAGE] =
        {"SELECT id, message_id, run, location, at_ms, envelope, message, attempts, parts"
         " FROM outbox WHERE channel = :channel ORDER BY id LIMIT 1",
         &hg_criteria_type, &hg_message_type, NULL},
    [HG_SQL_EVENTS_OF_MESSAGE] =
        {"SELECT event_id, kind, events.target AS target, url, group_name, tags, at_ms,"
         " since_ms, incident, events.cause AS cause, events.reason AS reason, opened_ms,"
         " common, outage, ends_outage FROM outbox_events JOIN events ON events.id = "
         "event"
         " LEFT JOIN incidents ON incidents.id = incident"
         " WHERE message = :id ORDER BY event",
         &hg_criteria_type, &hg_event_type, NULL},
    [HG_SQL_POSTPONE_MESSAGE] =
        {"UPDATE outbox SET problem = :problem, taken_ms = NULL,"
         " attempts = iif(:parts > parts, 1, attempts + 1), parts = max(:parts, parts),"
         " next_ms = max(:next_ms, :at_ms + :delay_ms),"
         " channel = coalesce(:channel, channel),"
         " envelope = coalesce(:envelope, envelope) WHERE id = :id"
         " AND (:claimed_ms = 0 OR taken_ms = :claimed_ms)",
         &hg_message_type, NULL, NULL},
    [HG_SQL_OUTBOX_CHANNELS] = {"SELECT DISTINCT channel FROM outbox", &hg_criteria_type,
                                &hg_message_type, NULL},
    [HG_SQL_DROP_STALE_MESSAGES] =
        {"DELETE FROM outbox WHERE channel = :channel AND since_ms < :until_ms"
         " AND attempts >= :limit AND " IS_FREE,
         &hg_criteria_type, NULL, NULL},
    [HG_SQL_DROP_UNTRIED_MESSAGES] =
        {"DELETE FROM outbox WHERE channel = :channel"
         " AND coalesce(next_ms, since_ms) < CASE WHEN run IS NULL THEN :last_ms"
         " ELSE :until_ms END AND " IS_FREE,
         &hg_criteria_type, NULL, NULL},
    [HG_SQL_DROP_LOST_LINKS] = {"DELETE FROM outbox_events WHERE message NOT IN"
                                " (SELECT id FROM outbox)",
                                &hg_criteria_type, NULL, NULL},
    [HG_SQL_DROP_LOST_EVENTS] = {"DELETE FROM events WHERE NOT EXISTS"
                                 " (SELECT 1 FROM outbox_events WHERE event = events.id)",
                                 &hg_criteria_type, NULL, NULL},
    [HG_SQL_WAITING_MESSAGES] =
        {"SELECT count(*) AS attempts, min(at_ms) AS at_ms, coalesce((SELECT"
         " problem FROM outbox WHERE " OF_CHANNEL " ORDER BY id LIMIT 1), '')"
         " AS problem FROM outbox WHERE " OF_CHANNEL,
         &hg_criteria_type, &hg_message_type, NULL},
    [HG_SQL_NOTE_FAILURE] =
        {"INSERT INTO failing_channels (channel, since_ms, at_ms, problem)"
         " VALUES (:channel, :at_ms, :at_ms, :problem)"
         " ON CONFLICT (channel) DO UPDATE SET at_ms = :at_ms, problem = :problem",
         &hg_message_type, NULL, NULL},
    /* One recipient who is not available is no failure of the channel. */
    [HG_SQL_NOTE_FAILURE_OF] =
        {"INSERT INTO failing_channels (channel, since_ms, at_ms, problem)"
         " SELECT channel, :at_ms, :at_ms, :problem FROM outbox WHERE id = :id"
         " AND instr(channel, ':') = 0"
         " ON CONFLICT (channel) DO UPDATE SET at_ms = :at_ms, problem = :problem",
         &hg_message_type, NULL, NULL},
    [HG_SQL_END_FAILURE_OF] = {"DELETE FROM failing_channels WHERE channel ="
                               " (SELECT channel FROM outbox WHERE id = :id)",
                               &hg_message_type, NULL, NULL},
    [HG_SQL_END_FAILURE] = {"DELETE FROM failing_channels WHERE channel = :channel",
                            &hg_criteria_type, NULL, NULL},
    [HG_SQL_DROP_FAILURE] = {"DELETE FROM failing_channels WHERE channel = :channel"
                             " AND at_ms < :until_ms AND NOT EXISTS"
                             " (SELECT 1 FROM outbox WHERE " OF_CHANNEL ")",
                             &hg_criteria_type, NULL, NULL},
    [HG_SQL_FAILING_CHANNELS] =
        {"SELECT channel, since_ms, problem, (SELECT count(*) FROM outbox WHERE"
         " outbox.channel IN (failing_channels.channel,"
         " failing_channels.channel || ':rest')) AS waiting FROM failing_channels"
         " ORDER BY channel",
         &hg_criteria_type, &hg_failing_type, NULL},
};

const struct hg_statement *hg_outbox_statement_of(enum hg_sql sql)
{
    return &statements[sql];
}
