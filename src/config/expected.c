/* SPDX-License-Identifier: MIT */
/* expected: what a key wants, in words, for messages and documents. */
#include "config/value.h"

#include "config/keys.h"
#include "headgate/maintenance.h"
#include "headgate/method.h"
#include "headgate/statuses.h"
#include "headgate/units.h"

#include <stdio.h>

#include "headgate/banned.h"

static void expected_words(const struct hg_key *key, char *out, size_t size)
{
    char word[32];
    char next[32];
    size_t used = 0;
    for (size_t i = 0; used < size && hg_keys_word(key, i, word, sizeof word); i++) {
        const bool is_last = !hg_keys_word(key, i + 1, next, sizeof next);
        const char *link = i == 0 ? "" : is_last ? " or " : ", ";
        used += (size_t)snprintf(out + used, size - used, "%s%s", link, word);
    }
}

static void expected_methods(char *out, size_t size)
{
    size_t used = 0;
    for (int i = 0; i < HG_METHOD_COUNT && used < size; i++) {
        const char *link = i == 0 ? "" : i == HG_METHOD_COUNT - 1 ? " or " : ", ";
        used += (size_t)snprintf(out + used, size - used, "%s%s", link,
                                 hg_method_word((enum hg_method)i));
    }
}

void hg_value_expected(const struct hg_key *key, char *out, size_t size)
{
    char min[32];
    char max[32];
    switch (key->type) {
    case HG_KEY_BOOL:
        snprintf(out, size, "true or false");
        break;
    case HG_KEY_NUMBER:
        snprintf(out, size, "%lld to %lld", (long long)key->min, (long long)key->max);
        break;
    case HG_KEY_DURATION:
        hg_units_format_duration(key->min, min, sizeof min);
        hg_units_format_duration(key->max, max, sizeof max);
        snprintf(out, size, "%s to %s", min, max);
        break;
    case HG_KEY_WORD:
    case HG_KEY_WORDS:
        expected_words(key, out, size);
        break;
    case HG_KEY_METHOD:
        expected_methods(out, size);
        break;
    case HG_KEY_STATUSES:
        snprintf(out, size, "statuses from %d to %d such as 200, 200-299 or 2xx",
                 HG_STATUS_MIN, HG_STATUS_MAX);
        break;
    case HG_KEY_TEXT:
    case HG_KEY_CONTENT:
        snprintf(out, size, "a text");
        break;
    case HG_KEY_PATH:
    case HG_KEY_PLACE:
    case HG_KEY_SECRET_FILE:
        snprintf(out, size, "the name of a file");
        break;
    case HG_KEY_TEXTS:
        snprintf(out, size, "a text or a list of texts");
        break;
    case HG_KEY_HEADERS:
        snprintf(out, size, "a map of header names and values");
        break;
    case HG_KEY_HEADER_EXPECTATIONS:
        snprintf(out, size,
                 "a map of header names and present, absent or a regular expression");
        break;
    case HG_KEY_SIZE:
        hg_units_format_size(key->min, min, sizeof min);
        hg_units_format_size(key->max, max, sizeof max);
        snprintf(out, size, "a size from %s to %s such as 100, 64KiB or 2MiB", min, max);
        break;
    case HG_KEY_EXPRESSIONS:
        snprintf(out, size, "a regular expression or a list of them");
        break;
    case HG_KEY_SECRET:
        snprintf(out, size, "a text without control characters");
        break;
    case HG_KEY_FORM:
        snprintf(out, size, "a map of fields and values");
        break;
    case HG_KEY_JSON:
        snprintf(out, size, "a map of JSON pointers and values");
        break;
    case HG_KEY_LIMIT:
        snprintf(out, size, "a number or a percentage such as 5 or 2.5%%");
        break;
    case HG_KEY_CONDITIONS:
        snprintf(out, size,
                 "a text or a list of texts such as \"down(critical) == 0\", "
                 "\"down_percent <= 5\" or \"p95 < 800ms\"");
        break;
    case HG_KEY_SHARE:
        snprintf(out, size, "a percentage such as 99.9%%");
        break;
    case HG_KEY_SHARES:
        snprintf(out, size, "a map of groups and percentages such as 99.9%%");
        break;
    case HG_KEY_MAINTENANCE:
        snprintf(out, size,
                 "a window or a list of windows such as " HG_MAINTENANCE_FORMS);
        break;
    case HG_KEY_SPAN:
        snprintf(out, size, "off, a duration or a percentage such as 14d or 10%%");
        break;
    case HG_KEY_OUTCOMES:
        snprintf(out, size, "never or outcomes: flaky, degraded, down, unknown, skipped");
        break;
    case HG_KEY_REPORTS:
        snprintf(out, size, "a map of formats and files, or a list of FORMAT[=FILE]");
        break;
    }
}
