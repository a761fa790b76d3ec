/* SPDX-License-Identifier: MIT */
/* times: any text as --since or --at is a period or a moment of the calendar, or a problem in clean words. */
#include <stdbool.h>
#include <string.h>

#include "headgate/memory.h"
#include "headgate/period.h"
#include "headgate/text.h"
#include "headgate/units.h"
#include "headgate/zone.h"

#include "app/timestamp.h"

#include "fuzz.h"

/* 2026-11-30 12:00 UTC */
#define NOW_US (INT64_C(1796040000) * HG_US_PER_S)

static void check_words(const char *words)
{
    FUZZ_ASSERT(words[0] != '\0');
    FUZZ_ASSERT(hg_text_is_clean(words, strlen(words), NULL));
}

static void check(const char *text, const struct hg_zone *zone)
{
    struct hg_period period;
    struct hg_period before;
    struct hg_error err = {0};
    char problem[256] = "";
    int64_t at_us = 0;
    if (hg_period_parse(&period, text, zone, NOW_US, problem, sizeof problem) == 0) {
        FUZZ_ASSERT(period.begin_us < period.end_us);
        check_words(period.description);
        hg_period_before(&period, zone, &before);
        FUZZ_ASSERT(before.begin_us < before.end_us && before.end_us == period.begin_us);
    } else {
        check_words(problem);
    }
    if (hg_timestamp_parse(text, zone, &at_us, &err) != 0)
        check_words(err.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"UTC", "Europe/Berlin", "Pacific/Apia"};
    static struct hg_zone zones[sizeof names / sizeof names[0]]; /* kept for all inputs */
    char *text = hg_memory_new(size + 1, 1);
    memcpy(text, data, size);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct hg_error err = {0};
        if (zones[i].count == 0)
            FUZZ_ASSERT(hg_zone_open(&zones[i], names[i], &err) == 0);
        check(text, &zones[i]);
    }
    free(text);
    return 0;
}
