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

#include "history/store/history_file.h"

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

int hg_unsent_add(struct hg_history *history, const char *channel,
                  const struct hg_payload *payload, int64_t now_us,
                  struct hg_unsent_entry *entry, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    *entry = (struct hg_unsent_entry){0};
    if (hg_database_begin(database, err) != 0)
        return -1;
    char *sender = sender_of(channel, payload->envelope);
    const struct hg_mail_row row = {
        .at_us = now_us,
        .sender = sender,
        .recipients = recipients_of(channel, payload->envelope),
        .message = {payload->data, payload->len},
    };
    const int64_t id = hg_database_insert(database, HG_SQL_ADD_MAIL, &row);
    hg_database_execute(database, HG_SQL_DROP_OLDEST_MAILS,
                        &(struct hg_criteria){.limit = HG_UNSENT_MAX});
    const int64_t dropped = hg_database_changes(database);
    free(sender);
    if (hg_database_commit(database, err) != 0)
        return -1;
    *entry = (struct hg_unsent_entry){id, (size_t)dropped};
    return 0;
}

static void read_message(const struct hg_mail_row *row, const char *channel,
                         struct hg_unsent *message)
{
    struct hg_buf data;
    hg_buf_init(&data);
    hg_buf_add(&data, row->message.data, row->message.len);
    *message = (struct hg_unsent){
        .id = row->id,
        .made_us = row->at_us,
        .attempts = row->attempts,
        .envelope = envelope_of(channel, row->sender, row->recipients),
        .data = hg_buf_steal(&data),
        .len = row->message.len,
    };
}

int hg_unsent_claim(struct hg_history *history, const char *channel, int64_t after,
                    int64_t now_us, struct hg_unsent *message, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    struct hg_mail_row row;
    *message = (struct hg_unsent){0};
    if (hg_database_begin(database, err) != 0)
        return -1;
    char *mark = mark_of(channel);
    struct hg_criteria wanted = {.id = after,
                                 .since_ms = now_us / HG_US_PER_MS,
                                 .claim_ms = CLAIM_MS,
                                 .name = mark};
    struct hg_query *query = hg_database_query(database, HG_SQL_FREE_MAIL, &wanted);
    if (hg_query_next(query, &row))
        read_message(&row, channel, message);
    hg_query_end(query);
    wanted.id = message->id;
    if (message->id != 0)
        hg_database_execute(database, HG_SQL_CLAIM_MAIL, &wanted);
    free(mark);
    return hg_database_commit(database, err);
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
    if (hg_database_begin(database, err) != 0)
        return -1;
    hg_database_execute(database, HG_SQL_REMOVE_MAIL, &(struct hg_criteria){.id = id});
    return hg_database_commit(database, err);
}

int hg_unsent_return(struct hg_history *history, const char *channel, int64_t id,
                     const char *envelope, const char *problem, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    const struct hg_mail_row row = {
        .id = id, .recipients = recipients_of(channel, envelope), .problem = problem};
    if (hg_database_begin(database, err) != 0)
        return -1;
    hg_database_execute(database, HG_SQL_RETURN_MAIL, &row);
    return hg_database_commit(database, err);
}
