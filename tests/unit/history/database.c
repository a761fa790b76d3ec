/* SPDX-License-Identifier: MIT */
/* Tests of database: what happens after a failure. */
#include "fixture.h"

#include "unit.h"

#include <string.h>

#include "history/store/history.h"

#include "headgate/banned.h"

static void insert(struct hg_query *query, int64_t value)
{
    hg_query_bind(query, 1, value);
    hg_query_execute(query);
}

static void after_a_failure_nothing_is_done_until_the_end(const char *failing)
{
    struct fixture fixture;
    struct hg_error err = {0};
    struct hg_query right, wrong;
    fixture_open(&fixture);
    struct hg_database *database = &fixture.history->database;
    CU_ASSERT_EQUAL(hg_database_run(database, "CREATE TABLE t (x UNIQUE)", &err), 0);
    CU_ASSERT_EQUAL(hg_database_begin(database, &err), 0);
    hg_query_begin(&right, database, "INSERT INTO t VALUES (?1)");
    hg_query_begin(&wrong, database, failing);
    insert(&right, 1);
    CU_ASSERT_FALSE(hg_database_has_failed(database));
    insert(&wrong, 1);
    CU_ASSERT_TRUE(hg_database_has_failed(database));
    insert(&right, 2);
    CU_ASSERT_EQUAL(hg_query_end(&right, &err), -1);
    CU_ASSERT_EQUAL(hg_query_end(&wrong, &err), -1);
    CU_ASSERT_EQUAL(hg_database_commit(database, &err), -1);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "constraint failed"));
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM t"), 0);
    CU_ASSERT_FALSE(hg_database_has_failed(database));
    fixture_close(&fixture);
}

static void a_failed_statement_is_the_last_of_its_transaction(void)
{
    after_a_failure_nothing_is_done_until_the_end("INSERT INTO t VALUES (?1)");
}

/* As on a full disk. */
static void nothing_is_written_after_sqlite_has_rolled_back_by_itself(void)
{
    after_a_failure_nothing_is_done_until_the_end(
        "INSERT OR ROLLBACK INTO t VALUES (?1)");
}

CU_TestInfo database_tests[] = {
    {"a_failed_statement_is_the_last_of_its_transaction",
     a_failed_statement_is_the_last_of_its_transaction},
    {"nothing_is_written_after_sqlite_has_rolled_back_by_itself",
     nothing_is_written_after_sqlite_has_rolled_back_by_itself},
    CU_TEST_INFO_NULL,
};
