/* SPDX-License-Identifier: MIT */
/* descriptors: how many workers the process's limit on open files can carry. */
#ifndef HEADGATE_ENGINE_DESCRIPTORS_H
#define HEADGATE_ENGINE_DESCRIPTORS_H

#include <stdbool.h>
#include <stddef.h>

/* Raise the soft limit as far as `wanted` workers need it and the hard limit allows, and return how
 * many workers it carries: `wanted`, or fewer, at least 1. */
size_t hg_descriptors_allow(size_t wanted);
/* False when there are too few to look up a name: the libc says "no such name" then. */
bool hg_descriptors_are_left(void);

#endif
