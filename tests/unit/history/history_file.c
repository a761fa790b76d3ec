/* SPDX-License-Identifier: MIT */
/* Tests of history_file: files that are not histories, and folders that can't be used. */
#include "fixture.h"

#include "unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "history/store/history_file.h"

#include "headgate/banned.h"

static void open_wrongly(const char *path, enum hg_history_mode mode,
                         enum hg_error_kind kind, const char *words)
{
    struct hg_error err = {0};
    CU_ASSERT_PTR_NULL(hg_history_open(path, mode, &err));
    UNIT_ASSERT_ROW(err.kind == kind, err.text);
    UNIT_ASSERT_ROW(strstr(err.text, words) != NULL, err.text);
}

static void what_can_not_be_used_is_wrong_usage(void)
{
    struct folder folder;
    folder_init(&folder);
    open_wrongly(folder.path, HG_HISTORY_WRITE, HG_ERROR_USAGE, "is a directory");
    open_wrongly(folder.path, HG_HISTORY_READ, HG_ERROR_USAGE, "is not a file");
    open_wrongly(folder_join(&folder, "missing/h.db"), HG_HISTORY_WRITE, HG_ERROR_USAGE,
                 "no such file or directory");
    open_wrongly(folder_join(&folder, "h.db"), HG_HISTORY_READ, HG_ERROR_USAGE,
                 "can't be read: no such file or directory");
    open_wrongly(folder_join(&folder, "h.db"), HG_HISTORY_AMEND, HG_ERROR_USAGE,
                 "can't be written: no such file or directory");
    CU_ASSERT_NOT_EQUAL(access(folder_join(&folder, "h.db"), F_OK), 0);
    folder_release(&folder);
}

static void other_files_are_refused_and_stay_as_they_are(void)
{
    struct folder folder;
    char text[256];
    folder_init(&folder);
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    folder_write(&folder, "other", text);
    open_wrongly(folder_join(&folder, "other"), HG_HISTORY_WRITE, HG_ERROR_SYSTEM,
                 "it is not a headgate history");
    open_wrongly(folder_join(&folder, "other"), HG_HISTORY_READ, HG_ERROR_SYSTEM,
                 "it is not a headgate history");
    folder_release(&folder);
}

static void alter(struct fixture *fixture, const char *sql)
{
    struct hg_error err = {0};
    CU_ASSERT_EQUAL(hg_database_run(&fixture->history->database, sql, &err), 0);
}

static void a_history_of_a_newer_version_is_left_alone(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    alter(&fixture, "PRAGMA user_version = 99");
    open_wrongly(fixture.path, HG_HISTORY_WRITE, HG_ERROR_SYSTEM,
                 "it was written by a newer version of headgate (version 99 of the "
                 "tables; this one supports up to 3)");
    open_wrongly(fixture.path, HG_HISTORY_READ, HG_ERROR_SYSTEM,
                 "a newer version of headgate");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "PRAGMA user_version"), 99);
    fixture_close(&fixture);
}

/* Version 2 knew incidents only: with each of them somebody was told. */
static void an_older_history_is_brought_up_to_date(void)
{
    struct fixture fixture;
    struct hg_error err = {0};
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "UDS");
    alter(
        &fixture,
        "DROP TABLE reported; DROP TABLE outbox; DROP TABLE events;"
        "DROP TABLE outbox_events; DROP TABLE outage_targets; PRAGMA user_version = 2;"
        "ALTER TABLE certificates DROP COLUMN told;"
        "ALTER TABLE runs DROP COLUMN watch; DROP TABLE watch_intervals;"
        "DROP TABLE offline; DROP TABLE sources; ALTER TABLE targets DROP COLUMN source;"
        "ALTER TABLE targets DROP COLUMN row_of;"
        "ALTER TABLE targets DROP COLUMN channels;"
        "INSERT INTO mails (at_ms, sender, recipients, message, attempts,"
        " problem) VALUES (7, 'a', 'b' || char(10) || 'c', x'00', 1, 'no'),"
        " (8, 'd', 'e', 'x', 0, ''); DROP TABLE failing_channels");
    hg_history_close(fixture.history);
    fixture.history = hg_history_open(fixture.path, HG_HISTORY_WRITE, &err);
    CU_ASSERT_PTR_NOT_NULL_FATAL(fixture.history);
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT target || is_down || incident"
                                            " || cause || reason FROM reported"),
                     "2115no answer 3128status 503");
    UNIT_ASSERT_TEXT(fixture_text(&fixture,
                                  "SELECT replace(channel || at_ms || envelope, char(10),"
                                  " '/') || quote(message) || attempts || problem"
                                  " FROM outbox ORDER BY id"),
                     "mail7a/b/cX'00'0no mail8d/e'x'0");
    /* The last result was down, none of the others is known to have been a change. */
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT changes FROM reported"),
                     "1048576 1048576");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM mails"), 0);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM outbox WHERE"
                                             " since_ms > 1795132800000"),
                    2);
    fixture_add(&fixture, 5 * MINUTE_S, "UDU");
    fixture_assert_said(&fixture, 0, 1, 1);
    fixture_close(&fixture);
}

static void a_version_that_does_not_exist_is_damage(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    alter(&fixture, "PRAGMA user_version = -7");
    open_wrongly(fixture.path, HG_HISTORY_WRITE, HG_ERROR_SYSTEM, "it is damaged");
    open_wrongly(fixture.path, HG_HISTORY_READ, HG_ERROR_SYSTEM, "it is damaged");
    fixture_close(&fixture);
}

static void the_database_of_another_program_is_left_alone(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    alter(&fixture, "PRAGMA application_id = 1");
    open_wrongly(fixture.path, HG_HISTORY_WRITE, HG_ERROR_SYSTEM,
                 "it is not a headgate history");
    fixture_close(&fixture);
}

static void an_empty_file_becomes_a_history(void)
{
    struct folder folder;
    struct hg_error err = {0};
    folder_init(&folder);
    folder_write(&folder, "h.db", "");
    struct hg_history *history =
        hg_history_open(folder_join(&folder, "h.db"), HG_HISTORY_WRITE, &err);
    CU_ASSERT_PTR_NOT_NULL(history);
    hg_history_close(history);
    folder_release(&folder);
}

static void only_its_owner_can_read_it(void)
{
    struct fixture fixture;
    struct stat status;
    fixture_open(&fixture);
    CU_ASSERT_EQUAL(stat(fixture.path, &status), 0);
    CU_ASSERT_EQUAL(status.st_mode & 0777, 0600);
    fixture_close(&fixture);
}

static void it_is_read_while_another_process_writes(void)
{
    struct fixture fixture;
    struct hg_error err = {0};
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "U");
    alter(&fixture, "BEGIN IMMEDIATE");
    struct hg_history *history = hg_history_open(fixture.path, HG_HISTORY_READ, &err);
    CU_ASSERT_PTR_NOT_NULL(history);
    hg_history_close(history);
    alter(&fixture, "COMMIT");
    fixture_close(&fixture);
}

static void a_file_that_was_removed_takes_no_run_with_it(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.may_fail = true;
    CU_ASSERT_EQUAL(unlink(fixture.path), 0);
    CU_ASSERT_EQUAL(fixture_add(&fixture, 0, "U"), -1);
    UNIT_ASSERT_ROW(strstr(fixture.err.text, "it was removed or replaced") != NULL,
                    fixture.err.text);
    fixture_close(&fixture);
}

/* A name that SQLite has a meaning of its own for, and a path that looks like a URI's host. */
static void a_file_is_what_its_path_says(void)
{
    struct fixture fixture;
    struct hg_error err = {0};
    char path[FOLDER_PATH_SIZE + 1];
    const int former = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    fixture_open(&fixture);
    snprintf(path, sizeof path, "/%s", fixture.path);
    struct hg_history *history = hg_history_open(path, HG_HISTORY_READ, &err);
    CU_ASSERT_PTR_NOT_NULL(history);
    hg_history_close(history);
    CU_ASSERT_EQUAL(chdir(fixture.folder.path), 0);
    history = hg_history_open(":memory:", HG_HISTORY_WRITE, &err);
    CU_ASSERT_PTR_NOT_NULL(history);
    hg_history_close(history);
    history = hg_history_open(":memory:", HG_HISTORY_READ, &err);
    UNIT_ASSERT_ROW(history != NULL, err.text);
    hg_history_close(history);
    CU_ASSERT_EQUAL(fchdir(former), 0);
    close(former);
    fixture_close(&fixture);
}

CU_TestInfo history_file_tests[] = {
    {"what_can_not_be_used_is_wrong_usage", what_can_not_be_used_is_wrong_usage},
    {"other_files_are_refused_and_stay_as_they_are",
     other_files_are_refused_and_stay_as_they_are},
    {"a_history_of_a_newer_version_is_left_alone",
     a_history_of_a_newer_version_is_left_alone},
    {"an_older_history_is_brought_up_to_date", an_older_history_is_brought_up_to_date},
    {"a_version_that_does_not_exist_is_damage", a_version_that_does_not_exist_is_damage},
    {"the_database_of_another_program_is_left_alone",
     the_database_of_another_program_is_left_alone},
    {"an_empty_file_becomes_a_history", an_empty_file_becomes_a_history},
    {"only_its_owner_can_read_it", only_its_owner_can_read_it},
    {"a_file_that_was_removed_takes_no_run_with_it",
     a_file_that_was_removed_takes_no_run_with_it},
    {"a_file_is_what_its_path_says", a_file_is_what_its_path_says},
    {"it_is_read_while_another_process_writes", it_is_read_while_another_process_writes},
    CU_TEST_INFO_NULL,
};
