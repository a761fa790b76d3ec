/* SPDX-License-Identifier: MIT */
/* due: numbers in the order of the time that they are due at (a binary heap). */
#ifndef BENCH_DUE_H
#define BENCH_DUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct due_entry {
    int64_t at_us;
    uint64_t number;
};

struct due {
    struct due_entry *entries; /* owned */
    size_t count, capacity;
};

void due_init(struct due *due);
void due_release(struct due *due);

/* Ends the program when there is no memory. */
void due_push(struct due *due, int64_t at_us, uint64_t number);

/* The earliest time, or -1 when nothing is due. */
int64_t due_next(const struct due *due);

/* Takes the earliest entry when its time has come; false otherwise. */
bool due_pop(struct due *due, int64_t now_us, uint64_t *number);

#endif
