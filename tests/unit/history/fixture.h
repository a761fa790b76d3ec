/* SPDX-License-Identifier: MIT */
/* fixture: a history in a temporary folder, runs at chosen times, and short ways to look into it. */
#ifndef HEADGATE_TESTS_UNIT_HISTORY_FIXTURE_H
#define HEADGATE_TESTS_UNIT_HISTORY_FIXTURE_H

#include "headgate/history.h"
#include "headgate/units.h"

#include "../base/folder.h"

#define FIXTURE_TARGETS 4
/* Midnight UTC of 2026-11-20. */
#define FIXTURE_BEGIN_S INT64_C(1795132800)
#define MINUTE_S        INT64_C(60)
#define HOUR_S          (60 * MINUTE_S)
#define DAY_S           (24 * HOUR_S)

struct fixture {
    struct folder folder;
    char path[FOLDER_PATH_SIZE];
    struct hg_history *history;
    struct hg_retention retention; /* for ever, at first */
    struct hg_settings settings;
    struct hg_target targets[FIXTURE_TARGETS]; /* "a", "b", ... */
    bool interrupts;                           /* the next runs are stopped */
    void (*change)(struct hg_run *run);        /* of the next runs; NULL: nothing */
    bool may_fail;       /* otherwise fixture_add() asserts that nothing does */
    struct hg_error err; /* of the last run */
    int run_count;
    char text[16384]; /* of fixture_text() */
};

void fixture_open(struct fixture *fixture);
void fixture_close(struct fixture *fixture);
/* Add a run that began so many seconds after FIXTURE_BEGIN_S. A letter for each target: U up, F flaky,
 * G degraded, D down by timeout, N down by dns, S down by status, X skipped, ? unknown, in a moment of the
 * run's start. Up, flaky and degraded ones took 100 ms. Returns what hg_history_add() did. */
int fixture_add(struct fixture *fixture, int64_t after_s, const char *outcomes);
/* How many events of the kind the last run had. */
size_t fixture_count(const struct fixture *fixture, enum hg_event_kind kind);
/* That is what the last run had to say of targets that went down, recovered, and are still down. */
void fixture_assert_said(const struct fixture *fixture, size_t down, size_t recovered,
                         size_t still_down);
/* The first column of a query without values, its rows joined by blanks. */
const char *fixture_text(struct fixture *fixture, const char *sql);
int64_t fixture_number(struct fixture *fixture, const char *sql);
/* Change the file. */
void fixture_run(struct fixture *fixture, const char *sql);

#endif
