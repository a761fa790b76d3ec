/* SPDX-License-Identifier: MIT */
/* due: a binary heap in an array, the earliest entry first. */
#include "due.h"

#include <stdio.h>
#include <stdlib.h>

#include "headgate/banned.h"

void due_init(struct due *due)
{
    *due = (struct due){0};
}

void due_release(struct due *due)
{
    free(due->entries);
}

static void grow(struct due *due)
{
    due->capacity = due->capacity == 0 ? 1024 : 2 * due->capacity;
    due->entries = realloc(due->entries, due->capacity * sizeof *due->entries);
    if (due->entries == NULL) {
        fputs("due: out of memory\n", stderr);
        exit(EXIT_FAILURE);
    }
}

void due_push(struct due *due, int64_t at_us, uint64_t number)
{
    if (due->count == due->capacity)
        grow(due);
    size_t place = due->count++;
    for (size_t parent; place > 0; place = parent) {
        parent = (place - 1) / 2;
        if (due->entries[parent].at_us <= at_us)
            break;
        due->entries[place] = due->entries[parent];
    }
    due->entries[place] = (struct due_entry){.at_us = at_us, .number = number};
}

int64_t due_next(const struct due *due)
{
    return due->count == 0 ? -1 : due->entries[0].at_us;
}

bool due_pop(struct due *due, int64_t now_us, uint64_t *number)
{
    if (due->count == 0 || due->entries[0].at_us > now_us)
        return false;
    *number = due->entries[0].number;
    const struct due_entry last = due->entries[--due->count];
    size_t place = 0;
    for (size_t child; (child = 2 * place + 1) < due->count; place = child) {
        if (child + 1 < due->count &&
            due->entries[child + 1].at_us < due->entries[child].at_us)
            child++;
        if (last.at_us <= due->entries[child].at_us)
            break;
        due->entries[place] = due->entries[child];
    }
    due->entries[place] = last;
    return true;
}
