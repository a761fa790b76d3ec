/* SPDX-License-Identifier: MIT */
/* database: SQLite, the only file that knows it. A query is a prepared statement. The first failure of
 * the database sticks: no query does anything any more, so that whoever binds and reads needs no error
 * handling until the end. That is also what keeps transactions whole: on a full disk SQLite may have
 * rolled one back by itself, and what came after it would be written on its own
 * (sqlite.org/lang_transaction.html, "Response To Errors Within A Transaction"). Values are always bound,
 * never written into the SQL. Main thread only. */
#ifndef HEADGATE_HISTORY_STORE_DATABASE_H
#define HEADGATE_HISTORY_STORE_DATABASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/error.h"

struct hg_arena;
struct sqlite3;
struct sqlite3_stmt;

struct hg_database {
    struct sqlite3 *handle; /* owned */
    char *path;             /* owned: for messages */
    uint64_t device, inode; /* the file that was opened */
    int failure;            /* SQLite's result code of the first failure; 0: none */
    int system_errno;       /* of that failure, where it is known */
};

struct hg_query {
    struct hg_database *database;
    struct sqlite3_stmt *statement; /* owned; NULL when it could not be prepared */
};

enum hg_database_mode {
    HG_DATABASE_READ,  /* where nothing can be written, too, as long as nobody does */
    HG_DATABASE_AMEND, /* to be written, must be there */
    HG_DATABASE_WRITE  /* made when missing, readable and writable by its owner only */
};

/* Open, and wait up to 30 seconds for other processes from now on. -1 with a usage error when the path
 * can't be used. */
int hg_database_open(struct hg_database *database, const char *path,
                     enum hg_database_mode mode, struct hg_error *err);
/* NULL-safe for what was not opened. */
void hg_database_close(struct hg_database *database);

/* From now on transactions go to a log beside the file first (WAL, sqlite.org/wal.html): readers and a
 * writer don't wait for each other; and what was committed survives that the power fails. */
int hg_database_enable_wal(struct hg_database *database, struct hg_error *err);
/* Whether something failed since the transaction began. */
bool hg_database_has_failed(const struct hg_database *database);
/* Run SQL without values, several statements perhaps. -1 with a system error. */
int hg_database_run(struct hg_database *database, const char *sql, struct hg_error *err);
/* Begin a transaction that will write: waits for other writers. Earlier failures are forgotten. -1 with a
 * system error also when the path no longer leads to the file. */
int hg_database_begin(struct hg_database *database, struct hg_error *err);
int hg_database_commit(struct hg_database *database, struct hg_error *err);
/* Never fails: what can't be rolled back is rolled back when the file is opened again. Failures are
 * forgotten. */
void hg_database_rollback(struct hg_database *database);
/* Of the last row that was inserted. */
int64_t hg_database_last_id(const struct hg_database *database);
/* Rows that the last statement changed. */
int64_t hg_database_changes(const struct hg_database *database);

/* The query's values are ?1, ?2, ... To be ended in any case. */
void hg_query_begin(struct hg_query *query, struct hg_database *database,
                    const char *sql);
void hg_query_bind(struct hg_query *query, int position, int64_t value);
void hg_query_bind_null(struct hg_query *query, int position);
/* Texts and bytes must stay until the next reset or the end; NULL is null. */
void hg_query_bind_text(struct hg_query *query, int position, const char *text);
void hg_query_bind_bytes(struct hg_query *query, int position, const void *data,
                         size_t len);
/* The next row; false after the last one and after a failure. */
bool hg_query_next(struct hg_query *query);
/* Run to its end, for statements without rows, and be ready for new values. -1 after a failure. */
int hg_query_execute(struct hg_query *query);
/* Ready for new values. */
void hg_query_reset(struct hg_query *query);
bool hg_query_is_null(const struct hg_query *query, int column);
bool hg_query_is_integer(const struct hg_query *query, int column);
int64_t hg_query_integer(const struct hg_query *query, int column);
/* Valid until the next row; NULL for null. */
const char *hg_query_text(const struct hg_query *query, int column);
/* A copy to be shown: clean (text.h), though the file may be damaged or somebody else's. */
char *hg_query_clean(const struct hg_query *query, int column, struct hg_arena *arena);
const void *hg_query_bytes(const struct hg_query *query, int column, size_t *len);
/* What the row holds can't be: a failure of the database, as a file that is damaged is. */
void hg_query_refuse(const struct hg_query *query);
/* -1 with a system error that names the file and says what failed, in this query or before it. */
int hg_query_end(struct hg_query *query, struct hg_error *err);

/* A query of one number without values; `otherwise` when there is no row. -1 on failure. */
int hg_database_number(struct hg_database *database, const char *sql, int64_t fallback,
                       int64_t *value, struct hg_error *err);

#endif
