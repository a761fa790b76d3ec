/* SPDX-License-Identifier: MIT */
/* expected: what a key wants, in words, for messages and documents. */
#include "config/value.h"

#include "config/keys.h"
#include "headgate/maintenance_window.h"
#include "headgate/method.h"
#include "headgate/statuses.h"
#include "headgate/units.h"

#include <stdio.h>

#include "headgate/banned.h"

static void expected_choices(const struct hg_key *key, char *out, size_t size)
{
    char word[32];
    char next[32];
    size_t used = 0;
    for (size_t i = 0; used < size && hg_keys_choice(key, i, word, sizeof word); i++) {
        const bool is_last = !hg_keys_choice(key, i + 1, next, sizeof next);
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

/* Of types that mean the same for every key; NULL: the key says more. */
static const char *phrase(enum hg_key_type type)
{
    switch (type) {
    case HG_KEY_BOOL:
        return "true or false";
    case HG_KEY_TEXT:
    case HG_KEY_CONTENT:
        return "a text";
    case HG_KEY_PATH:
    case HG_KEY_DESTINATION:
    case HG_KEY_SECRET_FILE:
        return "the name of a file";
    case HG_KEY_TEXTS:
        return "a text or a list of texts";
    case HG_KEY_HEADERS:
        return "a map of header names and values";
    case HG_KEY_HEADER_EXPECTATIONS:
        return "a map of header names and present, absent or a regular expression";
    case HG_KEY_EXPRESSIONS:
        return "a regular expression or a list of them";
    case HG_KEY_SECRET:
        return "a text without control characters";
    case HG_KEY_FORM:
        return "a map of fields and values";
    case HG_KEY_JSON:
        return "a map of JSON pointers and values";
    case HG_KEY_LIMIT:
        return "a number or a percentage such as 5 or 2.5%";
    case HG_KEY_CONDITIONS:
        return "a text or a list of texts such as \"down(critical) == 0\", "
               "\"down_percent <= 5\" or \"p95 < 800ms\"";
    case HG_KEY_SHARE:
        return "a percentage such as 99.9%";
    case HG_KEY_SHARES:
        return "a map of groups and percentages such as 99.9%";
    case HG_KEY_MAINTENANCE:
        return "a window or a list of windows such as " HG_MAINTENANCE_FORMS;
    case HG_KEY_THRESHOLD:
        return "off, a duration or a percentage such as 14d or 10%";
    case HG_KEY_OUTCOMES:
        return "never or outcomes: flaky, degraded, down, unknown, skipped";
    case HG_KEY_REPORTS:
        return "a map of formats and files, or a list of FORMAT[=FILE]";
    case HG_KEY_NUMBER:
    case HG_KEY_DURATION:
    case HG_KEY_SIZE:
    case HG_KEY_STATUSES:
    case HG_KEY_ENUM:
    case HG_KEY_ENUM_SET:
    case HG_KEY_METHOD:
        break;
    }
    return NULL;
}

void hg_value_expected(const struct hg_key *key, char *out, size_t size)
{
    const char *words = phrase(key->type);
    char min[32];
    char max[32];
    if (words != NULL) {
        snprintf(out, size, "%s", words);
    } else if (key->type == HG_KEY_NUMBER) {
        snprintf(out, size, "%lld to %lld", (long long)key->min, (long long)key->max);
    } else if (key->type == HG_KEY_DURATION) {
        hg_units_format_duration(key->min, min, sizeof min);
        hg_units_format_duration(key->max, max, sizeof max);
        snprintf(out, size, "%s to %s", min, max);
    } else if (key->type == HG_KEY_SIZE) {
        hg_units_format_size(key->min, min, sizeof min);
        hg_units_format_size(key->max, max, sizeof max);
        snprintf(out, size, "a size from %s to %s such as 100, 64KiB or 2MiB", min, max);
    } else if (key->type == HG_KEY_STATUSES) {
        snprintf(out, size, "statuses from %d to %d such as 200, 200-299 or 2xx",
                 HG_STATUS_MIN, HG_STATUS_MAX);
    } else if (key->type == HG_KEY_METHOD) {
        expected_methods(out, size);
    } else {
        expected_choices(key, out, size);
    }
}
