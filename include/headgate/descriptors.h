/* SPDX-License-Identifier: MIT */
/* descriptors: the limit on open files, and how many workers it allows. */
#ifndef HEADGATE_DESCRIPTORS_H
#define HEADGATE_DESCRIPTORS_H

#include <stdbool.h>
#include <stddef.h>

/* Raise the soft limit as far as `wanted` workers need it and the hard limit allows, and return the
 * number of workers that it allows: `wanted`, or fewer, at least 1. */
size_t hg_descriptors_reserve(size_t wanted);
/* False when too few are left to look up a name: the C library reports "no such name" then. */
bool hg_descriptors_are_left(void);
/* Let the system make room for the open files of so many workers, as far as its limits allow. Call it
 * while the process has one thread: with more, each doubling of the kernel's table waits for every
 * processor (Linux, expand_fdtable()), and the start of 1,000 workers needs six doublings. */
void hg_descriptors_preallocate(size_t workers);

#endif
