/* SPDX-License-Identifier: MIT */
/* text: what is cleaned is clean and short enough; values read back as they were written. */
#include <string.h>

#include "headgate/memory.h"
#include "headgate/statuses.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "fuzz.h"

#define MOST_BYTES 64

static void check_clean(const char *text, size_t size)
{
    char *clean = hg_text_clean(text, size, MOST_BYTES);
    const size_t len = strlen(clean);
    FUZZ_ASSERT(len <= MOST_BYTES);
    FUZZ_ASSERT(hg_text_is_clean(clean, len, NULL));
    FUZZ_ASSERT(hg_text_prefix(clean, 10) <= len);
    free(clean);
}

static void check_values(const char *text)
{
    struct hg_statuses statuses = {0};
    int64_t us;
    int64_t again;
    char out[64];
    if (hg_units_parse_duration(text, &us) == 0) {
        hg_units_format_duration(us, out, sizeof out);
        FUZZ_ASSERT(hg_units_parse_duration(out, &again) == 0 && again == us);
    }
    if (hg_units_parse_number(text, &us) == 0)
        FUZZ_ASSERT(us >= 0);
    if (hg_statuses_parse(&statuses, text) != 0)
        FUZZ_ASSERT(hg_statuses_is_empty(&statuses));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = hg_memory_new(size + 1, 1);
    memcpy(text, data, size);
    check_clean(text, size);
    check_values(text);
    free(text);
    return 0;
}
