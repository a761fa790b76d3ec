/* SPDX-License-Identifier: MIT */
/* database: SQLite, which no other file knows.
 *
 * DESIGN. A statement is prepared when it is first used, and kept until the file is closed. It is named, not
 * written (statements.h); its parameters are bound from the members of a struct, and its columns read into the
 * members of another, by name (rows.h): which belong together is worked out once, when the statement is prepared.
 *
 * The first failure sticks: no statement does anything any more, and no row is found, so that callers need no
 * error handling until the transaction ends. That also keeps transactions whole: on a full disk SQLite may have
 * rolled one back by itself, and what came after it would be written on its own
 * (sqlite.org/lang_transaction.html, "Response To Errors Within A Transaction"). Main thread only. */
#ifndef HEADGATE_HISTORY_STORE_DATABASE_H
#define HEADGATE_HISTORY_STORE_DATABASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/arena.h"
#include "headgate/error.h"

#include "history/store/database_file.h"
#include "history/store/statements.h"

struct sqlite3;
struct sqlite3_stmt;
struct hg_query;

struct hg_database {
    struct sqlite3 *handle;   /* owned */
    struct hg_query *queries; /* owned: HG_SQL_COUNT of them */
    struct hg_arena *arena;   /* borrowed, of a reading transaction; NULL: none */
    char *path;               /* owned: for messages */
    uint64_t device, inode;   /* the file that was opened */
    bool is_read_only;        /* no transaction may write */
    int failure;              /* SQLite's result code of the first failure; 0: none */
    int system_errno;         /* of that failure, where it is known */
};

/* Open, and wait up to 30 seconds for other processes from now on. -1 with a usage error when the path
 * can't be used. */
int hg_database_open(struct hg_database *database, const char *path,
                     enum hg_database_mode mode, struct hg_error *err)
    __attribute__((warn_unused_result));
/* NULL-safe for what was not opened. */
void hg_database_close(struct hg_database *database);

/* From now on transactions go to a log beside the file first (WAL, sqlite.org/wal.html): readers and a
 * writer don't wait for each other, and what was committed survives a loss of power. */
int hg_database_enable_wal(struct hg_database *database, struct hg_error *err)
    __attribute__((warn_unused_result));
/* Run SQL without values, several statements perhaps. -1 with a system error. */
int hg_database_run(struct hg_database *database, const char *sql, struct hg_error *err)
    __attribute__((warn_unused_result));
/* The first number that the SQL gives; `fallback` when there is no row. -1 with a system error. */
int hg_database_number(struct hg_database *database, const char *sql, int64_t fallback,
                       int64_t *value, struct hg_error *err)
    __attribute__((warn_unused_result));

/* Begin a transaction that will write: waits for other writers. Earlier failures are forgotten. Texts are read
 * as they are, and stay valid until the next row of their query. -1 with a system error also when the path no
 * longer leads to the file. */
int hg_database_begin(struct hg_database *database, struct hg_error *err)
    __attribute__((warn_unused_result));
/* End it. -1 with a system error, which names the file and says what failed, when anything in the
 * transaction failed: it is rolled back then. */
int hg_database_commit(struct hg_database *database, struct hg_error *err)
    __attribute__((warn_unused_result));
/* Begin a transaction that only reads. Texts are read as copies in the arena, made fit to be shown
 * (hg_text_clean()), as the file may be damaged or come from anywhere. */
int hg_database_begin_reading(struct hg_database *database, struct hg_arena *arena,
                              struct hg_error *err) __attribute__((warn_unused_result));
/* End it. -1 with a system error when anything in it failed. */
int hg_database_end_reading(struct hg_database *database, struct hg_error *err)
    __attribute__((warn_unused_result));
/* Never fails: what can't be rolled back is rolled back when the file is opened again. Failures are
 * forgotten. */
void hg_database_rollback(struct hg_database *database);
/* Whether anything failed since the transaction began. */
bool hg_database_has_failed(const struct hg_database *database);
/* What was read can't be: counts as a damaged file. */
void hg_database_refuse(struct hg_database *database);

/* Run a statement without rows; `given` is a struct of its type, whose texts and bytes must stay until then. */
void hg_database_execute(struct hg_database *database, enum hg_sql sql,
                         const void *given);
/* The same for an INSERT; returns the id of the new row. */
int64_t hg_database_insert(struct hg_database *database, enum hg_sql sql,
                           const void *given);
/* Rows that the last statement changed. */
int64_t hg_database_changes(const struct hg_database *database);
/* Read the first row of a statement; false when there is none. The row must have no borrowed texts without
 * an arena. */
bool hg_database_find(struct hg_database *database, enum hg_sql sql, const void *given,
                      void *row);

/* The rows of a statement: `while (hg_query_next(query, &row))`. To be ended only when the last row was not
 * reached; not to be begun again before that. What is given must stay until then. */
struct hg_query *hg_database_query(struct hg_database *database, enum hg_sql sql,
                                   const void *given);
/* Read the next row; false after the last one and after a failure. */
bool hg_query_next(struct hg_query *query, void *row);
void hg_query_end(struct hg_query *query);

#endif
