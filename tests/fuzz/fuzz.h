/* SPDX-License-Identifier: MIT */
/* fuzz: what the fuzz targets share. Each is a program of its own, built with libFuzzer. */
#ifndef HEADGATE_TESTS_FUZZ_H
#define HEADGATE_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* A property that must hold for any input; assert() that NDEBUG doesn't remove. */
#define FUZZ_ASSERT(condition)                                                           \
    do {                                                                                 \
        if (!(condition))                                                                \
            abort();                                                                     \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
