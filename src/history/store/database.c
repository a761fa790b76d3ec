/* SPDX-License-Identifier: MIT */
/* database: a thin layer over SQLite. */
#include "history/store/database.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/arena.h"
#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/text.h"

#include <sqlite3.h>

#include "headgate/banned.h"

#define BUSY_MS 30000

/* What people can do something about, in words; SQLite's own for the rest. */
static const struct messages {
    int code;
    const char *text;
} messages[] = {
    {SQLITE_BUSY, "another process has kept it locked for too long"},
    {SQLITE_LOCKED, "another process has kept it locked for too long"},
    {SQLITE_READONLY, "it can't be written to"},
    {SQLITE_FULL, "the disk is full"},
    {SQLITE_CORRUPT,
     "it is damaged; move it away, and sqlite3's .recover may save what is in it"},
    {SQLITE_NOTADB, "it is not a history"},
    {SQLITE_ERROR, "its tables are not those of a history: it is damaged, or another "
                   "program has changed it"},
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

static int refuse_path(const char *path, bool writes, const char *what, int code,
                       struct hg_error *err)
{
    char reason[128];
    return hg_error_usage(err, "history \"%s\" can't be %s: %s%s", path,
                          writes ? "written" : "read", what,
                          hg_error_message(code, reason, sizeof reason));
}

/* The log lies beside the file. */
static bool is_folder_writable(const char *path)
{
    char *folder = hg_memory_copy_text(path);
    char *slash = strrchr(folder, '/');
    if (slash != NULL)
        slash[slash == folder ? 1 : 0] = '\0';
    const bool is_writable =
        faccessat(AT_FDCWD, slash == NULL ? "." : folder, W_OK, AT_EACCESS) == 0;
    free(folder);
    return is_writable;
}

/* Opened by us first: so the words are the system's, and the file is nobody else's to read. */
static int check_path(const char *path, enum hg_database_mode mode, struct hg_error *err)
{
    const bool writes = mode != HG_DATABASE_READ;
    const int access =
        (writes ? O_RDWR : O_RDONLY) | (mode == HG_DATABASE_WRITE ? O_CREAT : 0);
    struct stat status;
    const int fd = open(path, access | O_CLOEXEC | O_NONBLOCK, S_IRUSR | S_IWUSR);
    if (fd < 0)
        return refuse_path(path, writes, "", errno, err);
    const bool is_file = fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
    close(fd);
    if (!is_file)
        return hg_error_usage(err, "history \"%s\" is not a file", path);
    return !writes || is_folder_writable(path)
               ? 0
               : refuse_path(path, writes, "its folder: ", errno, err);
}

static bool has_log(const char *path)
{
    struct hg_buf log;
    hg_buf_init(&log);
    hg_buf_printf(&log, "%s-wal", path);
    const bool is_there = access(log.data, F_OK) == 0;
    hg_buf_release(&log);
    return is_there;
}

/* The file as SQLite's URI (sqlite.org/uri.html), with an empty host, so that neither ":memory:" nor a path that
 * begins with "//" means anything else. Where no log can be made, and none is there, nobody writes: SQLite
 * must be told, since it would make one even to read. */
static void write_uri(const char *path, bool writes, struct hg_buf *uri)
{
    hg_buf_add_text(uri, "file://");
    for (const char *at = path; *at != '\0'; at++) {
        if (strchr("%?#", *at) != NULL)
            hg_buf_printf(uri, "%%%02X", (unsigned char)*at);
        else
            hg_buf_add_char(uri, *at);
    }
    if (!writes && !is_folder_writable(path) && !has_log(path))
        hg_buf_add_text(uri, "?immutable=1");
}

/* SQLite puts the log beside what a link leads to: so do we look there. */
static int open_handle(struct hg_database *database, const char *path, bool writes,
                       struct hg_error *err)
{
    const int flags = writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    struct hg_buf uri;
    char *real = realpath(path, NULL);
    if (real == NULL)
        return refuse_path(path, writes, "", errno, err);
    hg_buf_init(&uri);
    write_uri(real, writes, &uri);
    note(database, sqlite3_open_v2(uri.data, &database->handle,
                                   flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL));
    hg_buf_release(&uri);
    free(real);
    struct stat status;
    if (stat(path, &status) == 0) {
        database->device = status.st_dev;
        database->inode = status.st_ino;
    }
    return database->failure == 0 ? 0 : report_failure(database, err);
}

int hg_database_open(struct hg_database *database, const char *path,
                     enum hg_database_mode mode, struct hg_error *err)
{
    const bool writes = mode != HG_DATABASE_READ;

    *database = (struct hg_database){0};
    if (check_path(path, mode, err) != 0)
        return -1;
    database->path = hg_memory_copy_text(path);
    if (open_handle(database, path, writes, err) != 0) {
        hg_database_close(database);
        return -1;
    }
    sqlite3_extended_result_codes(database->handle, 1);
    sqlite3_busy_timeout(database->handle, BUSY_MS);
    return 0;
}

void hg_database_close(struct hg_database *database)
{
    sqlite3_close_v2(database->handle);
    free(database->path);
    *database = (struct hg_database){0};
}

int hg_database_enable_wal(struct hg_database *database, struct hg_error *err)
{
    return hg_database_run(database,
                           "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", err);
}

bool hg_database_has_failed(const struct hg_database *database)
{
    return database->failure != 0;
}

int hg_database_run(struct hg_database *database, const char *sql, struct hg_error *err)
{
    if (database->failure == 0)
        note(database, sqlite3_exec(database->handle, sql, NULL, NULL, NULL));
    return database->failure == 0 ? 0 : report_failure(database, err);
}

/* What is written to a file that was removed is lost, and SQLite says nothing. */
static bool is_still_there(const struct hg_database *database)
{
    struct stat status;
    return stat(database->path, &status) == 0 && database->device == status.st_dev &&
           database->inode == status.st_ino;
}

int hg_database_begin(struct hg_database *database, struct hg_error *err)
{
    database->failure = 0;
    if (!is_still_there(database))
        return hg_error_system(
            err, "history \"%s\": it was removed or replaced while it was in use",
            database->path);
    return hg_database_run(database, "BEGIN IMMEDIATE", err);
}

int hg_database_commit(struct hg_database *database, struct hg_error *err)
{
    if (hg_database_run(database, "COMMIT", err) == 0)
        return 0;
    hg_database_rollback(database);
    return -1;
}

void hg_database_rollback(struct hg_database *database)
{
    if (!sqlite3_get_autocommit(database->handle))
        sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
    database->failure = 0;
}

int64_t hg_database_last_id(const struct hg_database *database)
{
    return sqlite3_last_insert_rowid(database->handle);
}

int64_t hg_database_changes(const struct hg_database *database)
{
    return sqlite3_changes64(database->handle);
}

void hg_query_begin(struct hg_query *query, struct hg_database *database, const char *sql)
{
    *query = (struct hg_query){.database = database};
    if (database->failure == 0)
        note(database,
             sqlite3_prepare_v2(database->handle, sql, -1, &query->statement, NULL));
}

void hg_query_bind(struct hg_query *query, int position, int64_t value)
{
    if (query->database->failure == 0)
        note(query->database, sqlite3_bind_int64(query->statement, position, value));
}

void hg_query_bind_null(struct hg_query *query, int position)
{
    if (query->database->failure == 0)
        note(query->database, sqlite3_bind_null(query->statement, position));
}

void hg_query_bind_text(struct hg_query *query, int position, const char *text)
{
    if (query->database->failure == 0)
        note(query->database,
             sqlite3_bind_text(query->statement, position, text, -1, SQLITE_STATIC));
}

void hg_query_bind_bytes(struct hg_query *query, int position, const void *data,
                         size_t len)
{
    if (query->database->failure == 0)
        note(query->database,
             sqlite3_bind_blob64(query->statement, position, data, len, SQLITE_STATIC));
}

bool hg_query_next(struct hg_query *query)
{
    if (query->database->failure != 0)
        return false;
    const int code = sqlite3_step(query->statement);
    note(query->database, code);
    return code == SQLITE_ROW;
}

int hg_query_execute(struct hg_query *query)
{
    while (hg_query_next(query))
        continue;
    hg_query_reset(query);
    return query->database->failure == 0 ? 0 : -1;
}

void hg_query_reset(struct hg_query *query)
{
    sqlite3_reset(query->statement);
}

bool hg_query_is_null(const struct hg_query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

bool hg_query_is_integer(const struct hg_query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_INTEGER;
}

int64_t hg_query_integer(const struct hg_query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

const char *hg_query_text(const struct hg_query *query, int column)
{
    return (const char *)sqlite3_column_text(query->statement, column);
}

char *hg_query_clean(const struct hg_query *query, int column, struct hg_arena *arena)
{
    const char *text = hg_query_text(query, column);
    if (text == NULL || hg_text_is_clean(text, strlen(text), NULL))
        return hg_arena_text(arena, text);
    char *clean = hg_text_clean(text, strlen(text), SIZE_MAX);
    hg_arena_take(arena, clean);
    return clean;
}

const void *hg_query_bytes(const struct hg_query *query, int column, size_t *len)
{
    const void *data = sqlite3_column_blob(query->statement, column);
    *len = (size_t)sqlite3_column_bytes(query->statement, column);
    return data;
}

void hg_query_refuse(const struct hg_query *query)
{
    note(query->database, SQLITE_CORRUPT);
}

int hg_query_end(struct hg_query *query, struct hg_error *err)
{
    sqlite3_finalize(query->statement);
    query->statement = NULL;
    return query->database->failure == 0 ? 0 : report_failure(query->database, err);
}

int hg_database_number(struct hg_database *database, const char *sql, int64_t fallback,
                       int64_t *value, struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(&query, database, sql);
    *value = hg_query_next(&query) ? hg_query_integer(&query, 0) : fallback;
    return hg_query_end(&query, err);
}
