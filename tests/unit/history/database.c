/* SPDX-License-Identifier: MIT */
/* Tests of database: failures. */
#include "fixture.h"

#include "unit.h"

#include <string.h>

#include "history/store/history_file.h"

#include "headgate/banned.h"

static void add_certificate(struct hg_database *database, const char *fingerprint)
{
    hg_database_execute(database, HG_SQL_ADD_CERTIFICATE,
                        &(struct hg_certificate_row){.fingerprint = fingerprint,
                                                     .name = "a.example",
                                                     .issuer = "CA"});
}

static void after_a_failure_nothing_is_done_until_the_end(const char *trigger)
{
    const struct hg_message_row message = {
        .channel = "", .envelope = "", .message = {"", 0}};
    struct fixture fixture;
    struct hg_error err = {0};
    fixture_open(&fixture);
    struct hg_database *database = &fixture.history->database;
    fixture_run(&fixture, trigger);
    CU_ASSERT_EQUAL(hg_database_begin(database, &err), 0);
    add_certificate(database, "1");
    CU_ASSERT_FALSE(hg_database_has_failed(database));
    hg_database_execute(database, HG_SQL_ADD_MESSAGE, &message);
    CU_ASSERT_TRUE(hg_database_has_failed(database));
    add_certificate(database, "2");
    CU_ASSERT_EQUAL(hg_database_commit(database, &err), -1);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "constraint failed"));
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM certificates"), 0);
    CU_ASSERT_FALSE(hg_database_has_failed(database));
    /* And the next transaction works. */
    CU_ASSERT_EQUAL(hg_database_begin(database, &err), 0);
    add_certificate(database, "3");
    CU_ASSERT_EQUAL(hg_database_commit(database, &err), 0);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM certificates"), 1);
    fixture_close(&fixture);
}

static void a_failed_statement_is_the_last_of_its_transaction(void)
{
    after_a_failure_nothing_is_done_until_the_end(
        "CREATE TRIGGER refuse BEFORE INSERT ON outbox"
        " BEGIN SELECT RAISE(ABORT, 'refused'); END");
}

/* As on a full disk. */
static void nothing_is_written_after_sqlite_has_rolled_back_by_itself(void)
{
    after_a_failure_nothing_is_done_until_the_end(
        "CREATE TRIGGER refuse BEFORE INSERT ON outbox"
        " BEGIN SELECT RAISE(ROLLBACK, 'refused'); END");
}

/* Preparing one asserts that its types have what it names. */
static void every_statement_fits_the_tables_and_its_types(void)
{
    static const int64_t nothing[64];
    struct fixture fixture;
    struct hg_error err = {0};
    fixture_open(&fixture);
    struct hg_database *database = &fixture.history->database;
    CU_ASSERT_EQUAL(hg_database_begin(database, &err), 0);
    for (int i = 0; i < HG_SQL_COUNT; i++) {
        hg_database_query(database, (enum hg_sql)i, nothing);
        UNIT_ASSERT_ROW(!hg_database_has_failed(database),
                        hg_statement_of((enum hg_sql)i)->text);
    }
    hg_database_rollback(database);
    fixture_close(&fixture);
}

CU_TestInfo database_tests[] = {
    {"a_failed_statement_is_the_last_of_its_transaction",
     a_failed_statement_is_the_last_of_its_transaction},
    {"nothing_is_written_after_sqlite_has_rolled_back_by_itself",
     nothing_is_written_after_sqlite_has_rolled_back_by_itself},
    {"every_statement_fits_the_tables_and_its_types",
     every_statement_fits_the_tables_and_its_types},
    CU_TEST_INFO_NULL,
};
