/* SPDX-License-Identifier: MIT */
/* hash: FNV-1a with 64 bits (Fowler, Noll, Vo). The same on every machine and in every release: reports and schedules
 * depend on it. No protection against texts that are made to collide. */
#ifndef HEADGATE_HASH_H
#define HEADGATE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HG_HASH_BASIS UINT64_C(0xcbf29ce484222325) /* of nothing */

/* Of what went before, then the value: a byte, or a number as one. */
static inline uint64_t hg_hash_add(uint64_t hash, uint64_t value)
{
    return (hash ^ value) * UINT64_C(0x100000001b3);
}

static inline uint64_t hg_hash_add_bytes(uint64_t hash, const void *data, size_t len)
{
    const unsigned char *bytes = data;
    for (size_t i = 0; i < len; i++)
        hash = hg_hash_add(hash, bytes[i]);
    return hash;
}

#endif
