/* SPDX-License-Identifier: MIT */
/* unsent: the queue of unsent messages, as rows of the table `mails`.
 *
 * DESIGN: the table has columns for the envelope of a mail, and none for the channel. A mail's envelope is
 * its sender, and a recipient in each further line: they go into `sender` and `recipients`. A message of
 * another channel has ":NAME" for its sender, which no mail can have, and its envelope in `recipients`. Only
 * the functions below know that. */
#include "headgate/unsent.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/history.h"
#include "history/store/values.h"

#include "headgate/banned.h"

#define CLAIM_MS INT64_C(600000)

static bool is_mail(const char *channel)
{
    return strcmp(channel, "mail") == 0;
}

/* The mark of a channel's rows at the beginning of `sender`: "" or ":NAME". */
static char *mark_of(const char *channel)
{
    struct hg_buf mark;
    hg_buf_init(&mark);
    if (!is_mail(channel))
        hg_buf_printf(&mark, ":%s", channel);
    return hg_buf_steal(&mark);
}

static char *sender_of(const char *channel, const char *envelope)
{
    struct hg_buf sender;
    if (!is_mail(channel))
        return mark_of(channel);
    hg_buf_init(&sender);
    hg_buf_add(&sender, envelope, strcspn(envelope, "\n"));
    return hg_buf_steal(&sender);
}

static const char *recipients_of(const char *channel, const char *envelope)
{
    const char *line_end = strchr(envelope, '\n');
    if (!is_mail(channel))
        return envelope;
    return line_end == NULL ? "" : line_end + 1;
}

static char *envelope_of(const char *channel, const char *sender, const char *recipients)
{
    struct hg_buf envelope;
    hg_buf_init(&envelope);
    if (is_mail(channel))
        hg_buf_printf(&envelope, "%s%s", sender, recipients[0] == '\0' ? "" : "\n");
    hg_buf_add_text(&envelope, recipients);
    return hg_buf_steal(&envelope);
}

static int finish(struct hg_database *database, int result, struct hg_error *err)
{
    if (result == 0)
        return hg_database_commit(database, err);
    hg_database_rollback(database);
    return -1;
}

static int insert(struct hg_database *database, const char *channel,
                  const struct hg_payload *payload, int64_t now_ms, struct hg_error *err)
{
    struct hg_query query;
    char *sender = sender_of(channel, payload->envelope);
    hg_query_begin(&query, database,
                   "INSERT INTO mails (at_ms, sender, recipients, message, attempts,"
                   " problem, taken_ms) VALUES (?1, ?2, ?3, ?4, 0, '', ?1)");
    hg_query_bind(&query, 1, now_ms);
    hg_query_bind_text(&query, 2, sender);
    hg_query_bind_text(&query, 3, recipients_of(channel, payload->envelope));
    hg_query_bind_bytes(&query, 4, payload->data, payload->len);
    hg_query_execute(&query);
    const int result = hg_query_end(&query, err);
    free(sender);
    return result;
}

static int drop_oldest(struct hg_database *database, size_t *dropped,
                       struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(&query, database,
                   "DELETE FROM mails WHERE id NOT IN"
                   " (SELECT id FROM mails ORDER BY id DESC LIMIT ?1)");
    hg_query_bind(&query, 1, HG_UNSENT_MAX);
    hg_query_execute(&query);
    *dropped = (size_t)hg_database_changes(database);
    return hg_query_end(&query, err);
}

int hg_unsent_add(struct hg_history *history, const char *channel,
                  const struct hg_payload *payload, int64_t now_us,
                  struct hg_unsent_entry *entry, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    *entry = (struct hg_unsent_entry){0};
    if (hg_database_begin(database, err) != 0)
        return -1;
    int result = insert(database, channel, payload, now_us / HG_US_PER_MS, err);
    const int64_t own = hg_database_last_id(database);
    if (result == 0)
        result = drop_oldest(database, &entry->dropped_count, err);
    result = finish(database, result, err);
    entry->id = result == 0 ? own : 0;
    return result;
}

static void read_message(struct hg_query *query, const char *channel,
                         struct hg_unsent *message)
{
    struct hg_buf data;
    const void *bytes = hg_query_bytes(query, 4, &message->len);
    hg_buf_init(&data);
    hg_buf_add(&data, bytes, message->len);
    message->data = hg_buf_steal(&data);
    message->id = hg_query_integer(query, 0);
    message->made_us = hg_query_moment(query, 1) * HG_US_PER_MS;
    message->envelope = envelope_of(channel, hg_query_required_text(query, 2),
                                    hg_query_required_text(query, 3));
    message->attempts = hg_query_count(query, 5);
}

/* The oldest that is free. A clock that was set back must not lock a message away; and `now` may lie a
 * little before what another process has written while we waited for it. */
static int find(struct hg_database *database, const char *channel, int64_t after,
                int64_t now_ms, struct hg_unsent *message, struct hg_error *err)
{
    struct hg_query query;
    char *mark = mark_of(channel);
    hg_query_begin(&query, database,
                   "SELECT id, at_ms, sender, recipients, message, attempts FROM mails"
                   " WHERE id > ?1 AND (taken_ms IS NULL OR taken_ms > ?2 + ?3"
                   " OR taken_ms <= ?2 - ?3)"
                   " AND iif(substr(sender, 1, 1) = ':', sender, '') = ?4"
                   " ORDER BY id LIMIT 1");
    hg_query_bind(&query, 1, after);
    hg_query_bind(&query, 2, now_ms);
    hg_query_bind(&query, 3, CLAIM_MS);
    hg_query_bind_text(&query, 4, mark);
    if (hg_query_next(&query))
        read_message(&query, channel, message);
    const int result = hg_query_end(&query, err);
    free(mark);
    return result;
}

static int claim(struct hg_database *database, int64_t id, int64_t now_ms,
                 struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(&query, database, "UPDATE mails SET taken_ms = ?2 WHERE id = ?1");
    hg_query_bind(&query, 1, id);
    hg_query_bind(&query, 2, now_ms);
    hg_query_execute(&query);
    return hg_query_end(&query, err);
}

int hg_unsent_claim(struct hg_history *history, const char *channel, int64_t after,
                    int64_t now_us, struct hg_unsent *message, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    const int64_t now_ms = now_us / HG_US_PER_MS;
    *message = (struct hg_unsent){0};
    if (hg_database_begin(database, err) != 0)
        return -1;
    int result = find(database, channel, after, now_ms, message, err);
    if (result == 0 && message->id != 0)
        result = claim(database, message->id, now_ms, err);
    return finish(database, result, err);
}

void hg_unsent_release(struct hg_unsent *message)
{
    free(message->envelope);
    free(message->data);
    *message = (struct hg_unsent){0};
}

int hg_unsent_remove(struct hg_history *history, int64_t id, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    struct hg_query query;
    if (hg_database_begin(database, err) != 0)
        return -1;
    hg_query_begin(&query, database, "DELETE FROM mails WHERE id = ?1");
    hg_query_bind(&query, 1, id);
    hg_query_execute(&query);
    return finish(database, hg_query_end(&query, err), err);
}

int hg_unsent_return(struct hg_history *history, const char *channel, int64_t id,
                     const char *envelope, const char *problem, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    struct hg_query query;
    if (hg_database_begin(database, err) != 0)
        return -1;
    hg_query_begin(&query, database,
                   "UPDATE mails SET recipients = ?2, problem = ?3,"
                   " attempts = attempts + 1, taken_ms = NULL WHERE id = ?1");
    hg_query_bind(&query, 1, id);
    hg_query_bind_text(&query, 2, recipients_of(channel, envelope));
    hg_query_bind_text(&query, 3, problem);
    hg_query_execute(&query);
    return finish(database, hg_query_end(&query, err), err);
}
