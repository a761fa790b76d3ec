/* SPDX-License-Identifier: MIT */
/* database: transactions, prepared statements, and the way of rows to and from structs. */
#include "history/store/database.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "headgate/buf.h"
#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include <sqlite3.h>

#include "headgate/banned.h"

#define BUSY_MS     30000
#define RETRY_MS    5
#define MEMBERS_MAX 32 /* parameters, or columns, of a statement */

/* A statement that is prepared. */
struct hg_query {
    struct hg_database *database;
    const struct hg_statement *statement;
    struct sqlite3_stmt *handle; /* owned; NULL: not prepared, or it could not be */
    int given_count;
    int column_count;
    /* For each parameter and column its index in the row type. */
    uint8_t given[MEMBERS_MAX];
    uint8_t columns[MEMBERS_MAX];
};

/* Failures that people can do something about; SQLite's own messages for the rest. */
static const struct messages {
    int code;
    const char *text;
} messages[] = {
    {SQLITE_BUSY, "another process has held its lock for more than 30 seconds"},
    {SQLITE_LOCKED, "another process has held its lock for more than 30 seconds"},
    {SQLITE_READONLY, "it is read-only"},
    {SQLITE_FULL, "the disk is full"},
    {SQLITE_CORRUPT,
     "it is damaged: move it away, and try `.recover` of sqlite3 to rescue the data"},
    {SQLITE_NOTADB, "it is not a headgate history"},
    {SQLITE_ERROR, "its tables are not as headgate made them: it is damaged, or "
                   "another program has changed it"},
};

static bool is_failure(int code)
{
    return code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE;
}

static void note(struct hg_database *database, int code)
{
    if (database->failure != 0 || !is_failure(code))
        return;
    database->failure = code;
    database->system_errno = sqlite3_system_errno(database->handle);
}

static int report_failure(const struct hg_database *database, struct hg_error *err)
{
    const int code = database->failure;
    for (size_t i = 0; i < sizeof messages / sizeof messages[0]; i++) {
        if (messages[i].code == (code & 0xff))
            return hg_error_system(err, "history \"%s\": %s", database->path,
                                   messages[i].text);
    }
    char reason[128] = "";
    const bool has_reason = (code & 0xff) == SQLITE_IOERR && database->system_errno != 0;
    if (has_reason)
        hg_error_message(database->system_errno, reason, sizeof reason);
    return hg_error_system(err, "history \"%s\": %s%s%s", database->path,
                           sqlite3_errstr(code), has_reason ? ": " : "", reason);
}

static int open_handle(struct hg_database *database, const char *path, bool writes,
                       struct hg_error *err)
{
    /* The last connection to close removes the log, but not one that is read-only. */
    const int flags = writes || hg_database_file_is_writable(path) ? SQLITE_OPEN_READWRITE
                                                                   : SQLITE_OPEN_READONLY;
    struct hg_buf uri;
    struct stat status;
    hg_buf_init(&uri);
    const int result = hg_database_file_uri(path, writes, &uri, err);
    if (result == 0)
        note(database,
             sqlite3_open_v2(uri.data, &database->handle,
                             flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL));
    hg_buf_release(&uri);
    if (result != 0)
        return -1;
    if (stat(path, &status) == 0) {
        database->device = status.st_dev;
        database->inode = status.st_ino;
    }
    database->is_read_only = !writes;
    return database->failure == 0 ? 0 : report_failure(database, err);
}

int hg_database_open(struct hg_database *database, const char *path,
                     enum hg_database_mode mode, struct hg_error *err)
{
    *database = (struct hg_database){0};
    if (hg_database_file_check(path, mode, err) != 0)
        return -1;
    database->path = hg_memory_copy_text(path);
    database->queries = hg_memory_new(HG_SQL_COUNT, sizeof *database->queries);
    if (open_handle(database, path, mode != HG_DATABASE_READ, err) != 0) {
        hg_database_close(database);
        return -1;
    }
    sqlite3_extended_result_codes(database->handle, 1);
    sqlite3_busy_timeout(database->handle, BUSY_MS);
    return 0;
}

void hg_database_close(struct hg_database *database)
{
    for (int i = 0; database->queries != NULL && i < HG_SQL_COUNT; i++)
        sqlite3_finalize(database->queries[i].handle);
    sqlite3_close_v2(database->handle);
    free(database->queries);
    free(database->path);
    *database = (struct hg_database){0};
}

/* Where several processes change the mode at once SQLite does not wait, as they could wait for each
 * other. */
int hg_database_enable_wal(struct hg_database *database, struct hg_error *err)
{
    static const char sql[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL";
    const int64_t end_us = hg_clock_monotonic_us() + BUSY_MS * HG_US_PER_MS;
    int code = sqlite3_exec(database->handle, sql, NULL, NULL, NULL);
    while ((code & 0xff) == SQLITE_BUSY && hg_clock_monotonic_us() < end_us) {
        sqlite3_sleep(RETRY_MS);
        code = sqlite3_exec(database->handle, sql, NULL, NULL, NULL);
    }
    note(database, code);
    return database->failure == 0 ? 0 : report_failure(database, err);
}

int hg_database_run(struct hg_database *database, const char *sql, struct hg_error *err)
{
    if (database->failure == 0)
        note(database, sqlite3_exec(database->handle, sql, NULL, NULL, NULL));
    return database->failure == 0 ? 0 : report_failure(database, err);
}

int hg_database_number(struct hg_database *database, const char *sql, int64_t fallback,
                       int64_t *value, struct hg_error *err)
{
    struct sqlite3_stmt *handle = NULL;
    *value = fallback;
    if (database->failure == 0)
        note(database, sqlite3_prepare_v2(database->handle, sql, -1, &handle, NULL));
    if (database->failure == 0) {
        const int code = sqlite3_step(handle);
        note(database, code);
        if (code == SQLITE_ROW)
            *value = sqlite3_column_int64(handle, 0);
    }
    sqlite3_finalize(handle);
    return database->failure == 0 ? 0 : report_failure(database, err);
}

/* What is written to a file that was removed is lost, and SQLite does not notice. */
static bool is_still_there(const struct hg_database *database)
{
    struct stat status;
    return stat(database->path, &status) == 0 && database->device == status.st_dev &&
           database->inode == status.st_ino;
}

int hg_database_begin(struct hg_database *database, struct hg_error *err)
{
    database->failure = 0;
    database->arena = NULL;
    if (!is_still_there(database))
        return hg_error_system(
            err, "history \"%s\": it was removed or replaced while it was in use",
            database->path);
    if (database->is_read_only)
        note(database, SQLITE_READONLY);
    if (hg_database_run(database, "BEGIN IMMEDIATE", err) == 0)
        return 0;
    hg_database_rollback(database);
    return -1;
}

int hg_database_commit(struct hg_database *database, struct hg_error *err)
{
    if (hg_database_run(database, "COMMIT", err) == 0)
        return 0;
    hg_database_rollback(database);
    return -1;
}

int hg_database_begin_reading(struct hg_database *database, struct hg_arena *arena,
                              struct hg_error *err)
{
    database->arena = arena;
    return hg_database_run(database, "BEGIN", err);
}

int hg_database_end_reading(struct hg_database *database, struct hg_error *err)
{
    const int result = database->failure == 0 ? 0 : report_failure(database, err);
    hg_database_rollback(database);
    database->arena = NULL;
    return result;
}

void hg_database_rollback(struct hg_database *database)
{
    for (int i = 0; i < HG_SQL_COUNT; i++)
        sqlite3_reset(database->queries[i].handle);
    if (!sqlite3_get_autocommit(database->handle))
        sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
    database->failure = 0;
}

bool hg_database_has_failed(const struct hg_database *database)
{
    return database->failure != 0;
}

void hg_database_refuse(struct hg_database *database)
{
    note(database, SQLITE_CORRUPT);
}

int64_t hg_database_changes(const struct hg_database *database)
{
    return sqlite3_changes64(database->handle);
}

/* Its index. */
static uint8_t find_column(const struct hg_row_type *type, const char *name)
{
    uint8_t i = 0;
    while (i < type->count && strcmp(type->columns[i].name, name) != 0)
        i++;
    assert(i < type->count && "the row type of a statement has all that it names");
    return i;
}

/* Plain columns of a result have their own names, as SQLite has always done it; all others an AS. */
static void prepare(struct hg_query *query, struct hg_database *database, enum hg_sql sql)
{
    const struct hg_statement *statement = hg_statement_of(sql);
    query->database = database;
    query->statement = statement;
    note(database, sqlite3_prepare_v3(database->handle, statement->text, -1,
                                      SQLITE_PREPARE_PERSISTENT, &query->handle, NULL));
    if (query->handle == NULL)
        return;
    query->given_count = sqlite3_bind_parameter_count(query->handle);
    query->column_count =
        statement->row == NULL ? 0 : sqlite3_column_count(query->handle);
    assert(query->given_count <= MEMBERS_MAX && query->column_count <= MEMBERS_MAX);
    for (int i = 0; i < query->given_count; i++)
        query->given[i] = find_column(
            statement->given, sqlite3_bind_parameter_name(query->handle, i + 1) + 1);
    for (int i = 0; i < query->column_count; i++)
        query->columns[i] =
            find_column(statement->row, sqlite3_column_name(query->handle, i));
}

static int64_t load_number(const void *member, size_t size)
{
    switch (size) {
    case sizeof(uint8_t):
        return *(const uint8_t *)member;
    case sizeof(uint16_t):
        return *(const uint16_t *)member;
    case sizeof(int32_t):
        return *(const int32_t *)member;
    default:
        return *(const int64_t *)member;
    }
}

static void store_number(void *member, size_t size, int64_t value)
{
    switch (size) {
    case sizeof(uint8_t):
        *(uint8_t *)member = (uint8_t)value;
        break;
    case sizeof(uint16_t):
        *(uint16_t *)member = (uint16_t)value;
        break;
    case sizeof(int32_t):
        *(int32_t *)member = (int32_t)value;
        break;
    default:
        *(int64_t *)member = value;
    }
}

static int64_t largest_of(size_t size)
{
    return size == sizeof(uint8_t)    ? UINT8_MAX
           : size == sizeof(uint16_t) ? UINT16_MAX
           : size == sizeof(int32_t)  ? INT32_MAX
                                      : INT64_MAX;
}

static int bind_number(struct sqlite3_stmt *handle, int position,
                       const struct hg_column *column, const void *member)
{
    const struct hg_number_rule *rule = hg_number_rule_of(column->type);
    const int64_t value = load_number(member, column->size);
    if (rule->has_null && value == rule->null)
        return sqlite3_bind_null(handle, position);
    return sqlite3_bind_int64(
        handle, position, column->type == HG_COLUMN_TIME ? value / HG_US_PER_MS : value);
}

static int bind(struct sqlite3_stmt *handle, int position, const struct hg_column *column,
                const void *member)
{
    if (column->type <= HG_COLUMN_FLAG)
        return bind_number(handle, position, column, member);
    if (column->type == HG_COLUMN_BYTES) {
        const struct hg_bytes *bytes = member;
        return sqlite3_bind_blob64(handle, position, bytes->data, bytes->len,
                                   SQLITE_STATIC);
    }
    const char *text;
    memcpy(&text, member, sizeof text);
    return sqlite3_bind_text(handle, position, text, -1, SQLITE_STATIC);
}

struct hg_query *hg_database_query(struct hg_database *database, enum hg_sql sql,
                                   const void *given)
{
    struct hg_query *query = &database->queries[sql];
    if (query->handle == NULL && database->failure == 0)
        prepare(query, database, sql);
    query->database = database;
    for (int i = 0; i < query->given_count && database->failure == 0; i++) {
        const struct hg_column *column =
            &query->statement->given->columns[query->given[i]];
        note(database,
             bind(query->handle, i + 1, column, (const char *)given + column->offset));
    }
    return query;
}

/* 0, or what stands for NULL, when it is neither NULL nor a number that the column may hold. */
static int64_t read_number(const struct hg_query *query, int position,
                           const struct hg_column *column)
{
    const struct hg_number_rule *rule = hg_number_rule_of(column->type);
    const int type = sqlite3_column_type(query->handle, position);
    const int64_t value = sqlite3_column_int64(query->handle, position);
    if (type == SQLITE_INTEGER && value >= 0 && value <= rule->max) {
        const int64_t scaled =
            column->type == HG_COLUMN_TIME ? value * HG_US_PER_MS : value;
        if (scaled <= largest_of(column->size))
            return scaled;
    }
    if (type != SQLITE_NULL || rule->is_required)
        note(query->database, SQLITE_CORRUPT);
    return rule->null;
}

static const char *read_text(const struct hg_query *query, int position,
                             const struct hg_column *column)
{
    struct hg_arena *arena = query->database->arena;
    const char *text = (const char *)sqlite3_column_text(query->handle, position);
    if (text == NULL) {
        if (column->type == HG_COLUMN_TEXT)
            return NULL;
        note(query->database, SQLITE_CORRUPT);
        return "";
    }
    if (arena == NULL || column->type == HG_COLUMN_RAW_TEXT)
        return text;
    if (hg_text_is_clean(text, strlen(text), NULL))
        return hg_arena_text(arena, text);
    char *clean = hg_text_clean(text, strlen(text), SIZE_MAX);
    hg_arena_take(arena, clean);
    return clean;
}

static struct hg_bytes read_bytes(const struct hg_query *query, int position)
{
    const void *data = sqlite3_column_blob(query->handle, position);
    return (struct hg_bytes){data, (size_t)sqlite3_column_bytes(query->handle, position)};
}

/* The member may be a `char *`, too. */
static void store_text(void *member, const char *text)
{
    memcpy(member, &text, sizeof text);
}

static void read_column(const struct hg_query *query, int position,
                        const struct hg_column *column, void *member)
{
    if (column->type == HG_COLUMN_FLAG)
        *(bool *)member = sqlite3_column_int64(query->handle, position) != 0;
    else if (column->type < HG_COLUMN_FLAG)
        store_number(member, column->size, read_number(query, position, column));
    else if (column->type == HG_COLUMN_BYTES)
        *(struct hg_bytes *)member = read_bytes(query, position);
    else if (column->type == HG_COLUMN_OWN_TEXT)
        store_text(member, hg_memory_copy_text((const char *)sqlite3_column_text(
                               query->handle, position)));
    else
        store_text(member, read_text(query, position, column));
}

bool hg_query_next(struct hg_query *query, void *row)
{
    struct hg_database *database = query->database;
    const struct hg_statement *statement = query->statement;
    if (database->failure != 0)
        return false;
    const int code = sqlite3_step(query->handle);
    note(database, code);
    if (code != SQLITE_ROW) {
        sqlite3_reset(query->handle);
        return false;
    }
    for (int i = 0; i < query->column_count; i++) {
        const struct hg_column *column = &statement->row->columns[query->columns[i]];
        read_column(query, i, column, (char *)row + column->offset);
    }
    if (statement->is_valid != NULL && !statement->is_valid(row))
        hg_database_refuse(database);
    return database->failure == 0;
}

void hg_query_end(struct hg_query *query)
{
    sqlite3_reset(query->handle);
}

void hg_database_execute(struct hg_database *database, enum hg_sql sql, const void *given)
{
    hg_query_next(hg_database_query(database, sql, given), NULL);
}

int64_t hg_database_insert(struct hg_database *database, enum hg_sql sql,
                           const void *given)
{
    hg_database_execute(database, sql, given);
    return sqlite3_last_insert_rowid(database->handle);
}

bool hg_database_find(struct hg_database *database, enum hg_sql sql, const void *given,
                      void *row)
{
    struct hg_query *query = hg_database_query(database, sql, given);
    const bool is_found = hg_query_next(query, row);
    hg_query_end(query);
    return is_found;
}
