/* SPDX-License-Identifier: MIT */
/* unsent: the spool, as rows of a table. */
#include "headgate/unsent.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/history.h"
#include "history/store/values.h"

#include "headgate/banned.h"

#define CLAIM_MS INT64_C(600000)

/* Mailboxes hold no line feeds. */
static char *join(const struct hg_texts *to)
{
    struct hg_buf joined;
    hg_buf_init(&joined);
    for (size_t i = 0; i < to->count; i++)
        hg_buf_printf(&joined, "%s%s", i == 0 ? "" : "\n", to->items[i]);
    return hg_buf_steal(&joined);
}

static void split(const char *joined, struct hg_unsent *mail)
{
    while (*joined != '\0') {
        const size_t len = strcspn(joined, "\n");
        struct hg_buf one;
        hg_buf_init(&one);
        hg_buf_add(&one, joined, len);
        mail->to = hg_memory_grow(mail->to, mail->to_count, sizeof *mail->to);
        mail->to[mail->to_count++] = hg_buf_steal(&one);
        joined += len + (joined[len] == '\n' ? 1 : 0);
    }
}

static int finish(struct hg_database *database, int result, struct hg_error *err)
{
    if (result == 0)
        return hg_database_commit(database, err);
    hg_database_rollback(database);
    return -1;
}

static int insert(struct hg_database *database, const struct hg_unsent_payload *mail,
                  int64_t now_ms, struct hg_error *err)
{
    struct hg_query query;
    char *to = join(&mail->to);
    hg_query_begin(&query, database,
                   "INSERT INTO mails (at_ms, sender, recipients, message, attempts,"
                   " problem, taken_ms) VALUES (?1, ?2, ?3, ?4, 0, '', ?1)");
    hg_query_bind(&query, 1, now_ms);
    hg_query_bind_text(&query, 2, mail->from);
    hg_query_bind_text(&query, 3, to);
    hg_query_bind_bytes(&query, 4, mail->data, mail->len);
    hg_query_execute(&query);
    const int result = hg_query_end(&query, err);
    free(to);
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

int hg_unsent_add(struct hg_history *history, const struct hg_unsent_payload *mail,
                  int64_t now_us, int64_t *id, size_t *dropped, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    *id = 0;
    *dropped = 0;
    if (hg_database_begin(database, err) != 0)
        return -1;
    int result = insert(database, mail, now_us / HG_US_PER_MS, err);
    const int64_t own = hg_database_last_id(database);
    if (result == 0)
        result = drop_oldest(database, dropped, err);
    result = finish(database, result, err);
    *id = result == 0 ? own : 0;
    return result;
}

static int find(struct hg_database *database, int64_t after, int64_t now_ms,
                struct hg_unsent *mail, struct hg_error *err)
{
    struct hg_query query;
    /* A clock that was set back must not lock a mail away; and `now` may lie a little
     * before what another process has written while we waited for it. */
    hg_query_begin(&query, database,
                   "SELECT id, at_ms, sender, recipients, message, attempts FROM mails"
                   " WHERE id > ?1 AND (taken_ms IS NULL OR taken_ms > ?2 + ?3"
                   " OR taken_ms <= ?2 - ?3) ORDER BY id LIMIT 1");
    hg_query_bind(&query, 1, after);
    hg_query_bind(&query, 2, now_ms);
    hg_query_bind(&query, 3, CLAIM_MS);
    if (hg_query_next(&query)) {
        struct hg_buf data;
        size_t len;
        const void *bytes = hg_query_bytes(&query, 4, &len);
        hg_buf_init(&data);
        hg_buf_add(&data, bytes, len);
        mail->id = hg_query_integer(&query, 0);
        mail->made_us = hg_query_moment(&query, 1) * HG_US_PER_MS;
        mail->from = hg_memory_copy_text(hg_query_required_text(&query, 2));
        split(hg_query_required_text(&query, 3), mail);
        mail->attempts = hg_query_count(&query, 5);
        mail->data = hg_buf_steal(&data);
        mail->len = len;
    }
    return hg_query_end(&query, err);
}

static int mark(struct hg_database *database, int64_t id, int64_t now_ms,
                struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(&query, database, "UPDATE mails SET taken_ms = ?2 WHERE id = ?1");
    hg_query_bind(&query, 1, id);
    hg_query_bind(&query, 2, now_ms);
    hg_query_execute(&query);
    return hg_query_end(&query, err);
}

int hg_unsent_claim(struct hg_history *history, int64_t after, int64_t now_us,
                    struct hg_unsent *mail, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    const int64_t now_ms = now_us / HG_US_PER_MS;
    *mail = (struct hg_unsent){0};
    if (hg_database_begin(database, err) != 0)
        return -1;
    int result = find(database, after, now_ms, mail, err);
    if (result == 0 && mail->id != 0)
        result = mark(database, mail->id, now_ms, err);
    return finish(database, result, err);
}

void hg_unsent_release(struct hg_unsent *mail)
{
    for (size_t i = 0; i < mail->to_count; i++)
        free(mail->to[i]);
    free(mail->to);
    free(mail->from);
    free(mail->data);
    *mail = (struct hg_unsent){0};
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

int hg_unsent_return(struct hg_history *history, int64_t id, const struct hg_texts *to,
                     const char *problem, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    struct hg_query query;
    if (hg_database_begin(database, err) != 0)
        return -1;
    char *joined = join(to);
    hg_query_begin(&query, database,
                   "UPDATE mails SET recipients = ?2, problem = ?3,"
                   " attempts = attempts + 1, taken_ms = NULL WHERE id = ?1");
    hg_query_bind(&query, 1, id);
    hg_query_bind_text(&query, 2, joined);
    hg_query_bind_text(&query, 3, problem);
    hg_query_execute(&query);
    const int result = finish(database, hg_query_end(&query, err), err);
    free(joined);
    return result;
}
