/* SPDX-License-Identifier: MIT */
/* journal: what all connections of the fault server share: the requests seen so far, and how often
 * something was asked for. Thread-safe. */
#ifndef HEADGATE_TESTS_JOURNAL_H
#define HEADGATE_TESTS_JOURNAL_H

#include <pthread.h>
#include <stddef.h>

struct journal {
    pthread_mutex_t lock;             /* guards everything below */
    struct journal_line *lines;       /* owned, newest first */
    struct journal_counter *counters; /* owned */
};

void journal_init(struct journal *journal);
/* Remember a request. */
void journal_add(struct journal *journal, unsigned connection, const char *method,
                 const char *target);
/* The requests whose target contains `text`, oldest first, one line each: "3 HEAD /ok", the first
 * word being the number of the connection. Free with free(). */
char *journal_copy(struct journal *journal, const char *text);
/* How often this was called before with the same key. */
unsigned journal_count(struct journal *journal, const char *key);

#endif
