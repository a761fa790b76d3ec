/* SPDX-License-Identifier: MIT */
/* descriptors: how many workers the process's limit on open files can carry. */
#ifndef HEADGATE_DESCRIPTORS_H
#define HEADGATE_DESCRIPTORS_H

#include <stdbool.h>
#include <stddef.h>

/* Raise the soft limit as far as `wanted` workers need it and the hard limit allows, and return how
 * many workers it carries: `wanted`, or fewer, at least 1. */
size_t hg_descriptors_reserve(size_t wanted);
/* False when there are too few to look up a name: the libc says "no such name" then. */
bool hg_descriptors_are_left(void);
/* Have the system make room for the open files of so many workers, as far as its limits allow. To be
 * called while the process has one thread: with more of them each doubling of the kernel's table
 * waits until every processor has noticed (Linux, expand_fdtable()), and 1,000 workers that start
 * wait for six. */
void hg_descriptors_preallocate(size_t workers);

#endif
