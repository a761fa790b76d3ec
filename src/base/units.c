/* SPDX-License-Identifier: MIT */
/* units: durations, whole numbers and limits as people write them. */
#include "headgate/units.h"

#include "headgate/ascii.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

#define US_PER_M       (60 * HG_US_PER_S)
#define US_PER_H       (60 * US_PER_M)
#define US_PER_D       (24 * US_PER_H)
#define DURATION_MAX   (36525 * US_PER_D)
#define PERCENT_DIGITS 6
#define PERCENT_SCALE  INT64_C(1000000)
#define TEXT_SIZE      64

static const struct unit {
    const char *name;
    int64_t us;
} units[] = {
    {"y", 365 * US_PER_D}, {"w", 7 * US_PER_D}, {"d", US_PER_D},      {"h", US_PER_H},
    {"m", US_PER_M},       {"s", HG_US_PER_S},  {"ms", HG_US_PER_MS},
};
static const size_t unit_count = sizeof units / sizeof units[0];
/* Larger ones are read, but never written: "21d" stays "21d". */
static const size_t largest_written = 2;

/* Read digits and move `text` past them; their number, or -1 when the value exceeds
 * int64_t. */
static int read_digits(const char **text, int64_t *value)
{
    int count = 0;
    for (*value = 0; hg_ascii_is_digit(**text); (*text)++, count++) {
        const int64_t digit = **text - '0';
        if (*value > (INT64_MAX - digit) / 10)
            return -1;
        *value = *value * 10 + digit;
    }
    return count;
}

/* "1.25" as written: 1, 25 and 100. */
struct decimal {
    int64_t whole;
    int64_t fraction;
    int64_t divisor;
};

static int read_decimal(const char **text, int max_decimals, struct decimal *decimal)
{
    *decimal = (struct decimal){.divisor = 1};
    if (read_digits(text, &decimal->whole) <= 0)
        return -1;
    if (**text != '.')
        return 0;
    (*text)++;
    const int count = read_digits(text, &decimal->fraction);
    if (count <= 0 || count > max_decimals)
        return -1;
    for (int i = 0; i < count; i++)
        decimal->divisor *= 10;
    return 0;
}

/* The decimal times `scale`: -1 when it is not whole or more than `max`. */
static int scale_decimal(struct decimal decimal, int64_t scale, int64_t max,
                         int64_t *value)
{
    const int64_t fraction = decimal.fraction * scale;
    if (decimal.whole > max / scale || fraction % decimal.divisor != 0)
        return -1;
    *value = decimal.whole * scale + fraction / decimal.divisor;
    return *value > max ? -1 : 0;
}

/* Position of the unit at the start of `text`, which moves past it. */
static size_t read_unit(const char **text)
{
    const size_t len = strspn(*text, "abcdefghijklmnopqrstuvwxyz");
    for (size_t i = 0; i < unit_count; i++) {
        if (strlen(units[i].name) == len && strncmp(units[i].name, *text, len) == 0) {
            *text += len;
            return i;
        }
    }
    return unit_count;
}

int hg_units_parse_duration(const char *text, int64_t *us)
{
    const int max_decimals = 8; /* of a day: they still fit into int64_t */
    int64_t total = 0;
    size_t next_unit = 0;
    do {
        struct decimal decimal;
        int64_t part = 0;
        if (read_decimal(&text, max_decimals, &decimal) != 0)
            return -1;
        const size_t unit = read_unit(&text);
        if (unit < next_unit || unit == unit_count)
            return -1;
        if (unit < largest_written && decimal.divisor > 1)
            return -1;
        if (scale_decimal(decimal, units[unit].us, DURATION_MAX - total, &part) != 0)
            return -1;
        total += part;
        next_unit = unit + 1;
    } while (*text != '\0');
    *us = total;
    return 0;
}

/* `value` divided by `scale` (a power of ten), without trailing zeros: "1.5". */
static int format_decimal(int64_t value, int64_t scale, char *out, size_t size)
{
    int len = snprintf(out, size, "%" PRId64, value / scale);
    int64_t rest = value % scale;
    if (rest == 0)
        return len;
    out[len++] = '.';
    for (; rest != 0; rest %= scale) {
        rest *= 10;
        out[len++] = (char)('0' + rest / scale);
    }
    out[len] = '\0';
    return len;
}

void hg_units_format_duration(int64_t us, char *out, size_t size)
{
    assert(us >= 0);
    char text[TEXT_SIZE] = "";
    int len = 0;
    for (size_t i = largest_written; units[i].us > HG_US_PER_S; i++) {
        if (us >= units[i].us)
            len += snprintf(text + len, sizeof text - (size_t)len, "%" PRId64 "%s",
                            us / units[i].us, units[i].name);
        us %= units[i].us;
    }
    if (us > 0 || len == 0) {
        const bool in_ms = us > 0 && us < HG_US_PER_S;
        const int64_t scale = in_ms ? HG_US_PER_MS : HG_US_PER_S;
        len += format_decimal(us, scale, text + len, sizeof text - (size_t)len);
        snprintf(text + len, sizeof text - (size_t)len, "%s", in_ms ? "ms" : "s");
    }
    snprintf(out, size, "%s", text);
}

/* Divide and round half up, without overflow. */
static int64_t rounded(int64_t value, int64_t unit)
{
    return value / unit + (value % unit >= unit - unit / 2);
}

size_t hg_units_write_number(int64_t number, char *out)
{
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    const size_t sign_len = number < 0 ? 1 : 0;
    size_t len = sign_len + 1;
    for (uint64_t more = rest; more >= 10; more /= 10)
        len++;
    for (size_t at = len; at > sign_len; rest /= 10)
        out[--at] = (char)('0' + rest % 10);
    if (number < 0)
        out[0] = '-';
    return len;
}

size_t hg_units_write_ms(int64_t us, char *out)
{
    const int64_t tenths = rounded(us, HG_US_PER_MS / 10);
    size_t len = hg_units_write_number(tenths / 10, out);
    out[len++] = '.';
    out[len++] = (char)('0' + tenths % 10);
    return len;
}

void hg_units_format_time(int64_t us, char *out, size_t size)
{
    const int64_t tenths_ms = rounded(us, HG_US_PER_MS / 10);
    const int64_t ms = rounded(us, HG_US_PER_MS);
    const int64_t hundredths_s = rounded(us, HG_US_PER_S / 100);
    const int64_t s = rounded(us, HG_US_PER_S);
    const int64_t m = rounded(us, US_PER_M);
    /* Compared after rounding: 999.6 ms is "1.00 s", not "1000 ms". */
    if (us < 0)
        snprintf(out, size, "-");
    else if (tenths_ms < 100)
        snprintf(out, size, "%d.%d ms", (int)tenths_ms / 10, (int)tenths_ms % 10);
    else if (ms < 1000)
        snprintf(out, size, "%d ms", (int)ms);
    else if (hundredths_s < 6000)
        snprintf(out, size, "%d.%02d s", (int)hundredths_s / 100,
                 (int)hundredths_s % 100);
    else if (s < 3600)
        snprintf(out, size, "%d m %02d s", (int)s / 60, (int)s % 60);
    else
        snprintf(out, size, "%" PRId64 " h %02d m", m / 60, (int)(m % 60));
}

/* "3 h 07 m"; a part that is nothing is left out. */
static void format_parts(int64_t large, const char *large_unit, int64_t small,
                         const char *small_unit, char *out, size_t size)
{
    if (large == 0)
        snprintf(out, size, "%" PRId64 " %s", small, small_unit);
    else if (small == 0)
        snprintf(out, size, "%" PRId64 " %s", large, large_unit);
    else
        snprintf(out, size, "%" PRId64 " %s %02d %s", large, large_unit, (int)small,
                 small_unit);
}

void hg_units_format_elapsed(int64_t us, char *out, size_t size)
{
    const int64_t length_us = us < 0 ? -us : us;
    const int64_t s = rounded(length_us, HG_US_PER_S);
    const int64_t m = rounded(length_us, US_PER_M);
    const int64_t h = rounded(length_us, US_PER_H);
    if (us < 0 && s > 0 && size > 1) {
        *out++ = '-';
        size--;
    }
    if (s < 10 * 60)
        format_parts(s / 60, "m", s % 60, "s", out, size);
    else if (m < 48 * 60)
        format_parts(m / 60, "h", m % 60, "m", out, size);
    else
        format_parts(h / 24, "d", h % 24, "h", out, size);
}

int hg_units_parse_number(const char *text, int64_t *value)
{
    if (text[0] == '0' && text[1] != '\0')
        return -1;
    int64_t number = 0;
    if (read_digits(&text, &number) <= 0 || *text != '\0')
        return -1;
    *value = number;
    return 0;
}

int hg_units_parse_size(const char *text, int64_t *bytes)
{
    static const struct {
        const char *name;
        int64_t bytes;
    } sizes[] = {{"", 1}, {"KiB", 1 << 10}, {"MiB", 1 << 20}};
    int64_t number = 0;
    if (text[0] == '0' && text[1] != '\0')
        return -1;
    if (read_digits(&text, &number) <= 0)
        return -1;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        if (strcmp(text, sizes[i].name) != 0 || number > INT64_MAX / sizes[i].bytes)
            continue;
        *bytes = number * sizes[i].bytes;
        return 0;
    }
    return -1;
}

void hg_units_format_size(int64_t bytes, char *out, size_t size)
{
    const bool is_mib = bytes > 0 && bytes % (1 << 20) == 0;
    const bool is_kib = bytes > 0 && bytes % (1 << 10) == 0;
    const int64_t unit = is_mib ? 1 << 20 : is_kib ? 1 << 10 : 1;
    const char *word = is_mib ? "MiB" : is_kib ? "KiB" : bytes == 1 ? "byte" : "bytes";
    snprintf(out, size, "%" PRId64 " %s", bytes / unit, word);
}

static int parse_percentage(const char *text, struct hg_limit *limit)
{
    struct decimal decimal;
    int64_t value = 0;
    if (read_decimal(&text, PERCENT_DIGITS, &decimal) != 0 || strcmp(text, "%") != 0)
        return -1;
    if (scale_decimal(decimal, PERCENT_SCALE, 100 * PERCENT_SCALE, &value) != 0)
        return -1;
    limit->value = (double)value / (double)PERCENT_SCALE;
    limit->is_percent = true;
    return 0;
}

int hg_units_parse_limit(const char *text, struct hg_limit *limit)
{
    int64_t count = 0;
    if (hg_units_parse_number(text, &count) != 0)
        return parse_percentage(text, limit);
    *limit = (struct hg_limit){.value = (double)count};
    return 0;
}

/* Percentages are calculated in whole millionths, because 0.1 is not exact as a
 * double. */
static int64_t millionths(struct hg_limit limit)
{
    return llround(limit.value * (double)PERCENT_SCALE);
}

int64_t hg_units_limit_of(struct hg_limit limit, int64_t total)
{
    if (!limit.is_percent)
        return limit.value < (double)total ? (int64_t)limit.value : total;
    const int64_t whole = 100 * PERCENT_SCALE;
    const int64_t part = millionths(limit);
    return total / whole * part + total % whole * part / whole;
}

void hg_units_format_limit(struct hg_limit limit, char *out, size_t size)
{
    char text[TEXT_SIZE];
    if (limit.is_percent) {
        format_decimal(millionths(limit), PERCENT_SCALE, text, sizeof text);
        snprintf(out, size, "%s%%", text);
    } else {
        snprintf(out, size, "%.0f", limit.value);
    }
}

int hg_units_parse_threshold(const char *text, struct hg_threshold *threshold)
{
    static const char link[] = " or ";
    const char *second = strstr(text, link);
    char first[64];
    struct hg_limit share = {0};
    int64_t us = 0;
    if (strcmp(text, "off") == 0 || hg_units_parse_duration(text, &us) == 0) {
        *threshold = (struct hg_threshold){.us = us};
        return 0;
    }
    if (second != NULL) {
        const size_t len = (size_t)(second - text);
        if (len >= sizeof first)
            return -1;
        memcpy(first, text, len);
        first[len] = '\0';
        if (hg_units_parse_duration(first, &us) != 0)
            return -1;
        text = second + strlen(link);
    }
    if (parse_percentage(text, &share) != 0 ||
        (second != NULL && (us == 0 || !(share.value > 0))))
        return -1;
    *threshold = (struct hg_threshold){.us = us, .percent = share.value};
    return 0;
}

static int64_t share_of(const struct hg_threshold *threshold, int64_t whole_us)
{
    const struct hg_limit share = {.value = threshold->percent, .is_percent = true};
    return hg_units_limit_of(share, whole_us);
}

struct hg_threshold hg_units_threshold_part(const struct hg_threshold *threshold,
                                            int64_t whole_us)
{
    if (threshold->us == 0 || !(threshold->percent > 0))
        return *threshold;
    return threshold->us < share_of(threshold, whole_us)
               ? (struct hg_threshold){.us = threshold->us}
               : (struct hg_threshold){.percent = threshold->percent};
}

int64_t hg_units_threshold_of(const struct hg_threshold *threshold, int64_t whole_us)
{
    const struct hg_threshold part = hg_units_threshold_part(threshold, whole_us);
    return part.percent > 0 ? share_of(&part, whole_us) : part.us;
}

void hg_units_format_threshold(const struct hg_threshold *threshold, char *out,
                               size_t size)
{
    const struct hg_limit share = {.value = threshold->percent, .is_percent = true};
    char duration[64] = "off";
    char percentage[64];
    if (threshold->us > 0)
        hg_units_format_duration(threshold->us, duration, sizeof duration);
    hg_units_format_limit(share, percentage, sizeof percentage);
    if (threshold->us > 0 && threshold->percent > 0)
        snprintf(out, size, "%s or %s", duration, percentage);
    else
        snprintf(out, size, "%s", threshold->percent > 0 ? percentage : duration);
}
