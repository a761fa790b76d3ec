/* SPDX-License-Identifier: MIT */
/* journal: requests and counters in two linked lists under one lock. */
#include "journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

struct journal_line {
    struct journal_line *older;
    char *text; /* owned */
};

struct journal_counter {
    struct journal_counter *next;
    char *key; /* owned */
    unsigned count;
};

static void *need(void *memory)
{
    if (memory == NULL) {
        fprintf(stderr, "fault_server: out of memory\n");
        abort();
    }
    return memory;
}

void journal_init(struct journal *journal)
{
    pthread_mutex_init(&journal->lock, NULL);
    journal->lines = NULL;
    journal->counters = NULL;
}

void journal_add(struct journal *journal, unsigned connection, const char *method,
                 const char *target)
{
    const size_t size = strlen(method) + strlen(target) + 32;
    struct journal_line *line = need(malloc(sizeof *line));
    line->text = need(malloc(size));
    snprintf(line->text, size, "%u %s %s\n", connection, method, target);
    pthread_mutex_lock(&journal->lock);
    line->older = journal->lines;
    journal->lines = line;
    pthread_mutex_unlock(&journal->lock);
}

char *journal_copy(struct journal *journal, const char *text)
{
    size_t len = 0;
    pthread_mutex_lock(&journal->lock);
    for (struct journal_line *line = journal->lines; line != NULL; line = line->older)
        len += strstr(line->text, text) != NULL ? strlen(line->text) : 0;
    char *copy = need(malloc(len + 1));
    copy[len] = '\0';
    for (struct journal_line *line = journal->lines; line != NULL; line = line->older) {
        if (strstr(line->text, text) == NULL)
            continue;
        len -= strlen(line->text);
        memcpy(copy + len, line->text, strlen(line->text));
    }
    pthread_mutex_unlock(&journal->lock);
    return copy;
}

unsigned journal_count(struct journal *journal, const char *key)
{
    pthread_mutex_lock(&journal->lock);
    struct journal_counter *counter = journal->counters;
    while (counter != NULL && strcmp(counter->key, key) != 0)
        counter = counter->next;
    if (counter == NULL) {
        counter = need(calloc(1, sizeof *counter));
        counter->key = need(strdup(key));
        counter->next = journal->counters;
        journal->counters = counter;
    }
    const unsigned before = counter->count++;
    pthread_mutex_unlock(&journal->lock);
    return before;
}
