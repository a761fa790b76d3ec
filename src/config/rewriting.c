/* SPDX-License-Identifier: MIT */
/* rewriting: one function per habit. */
#include "config/rewriting.h"

#include "config/text_format.h"
#include "config/type.h"
#include "headgate/ascii.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define CHOICES_MAX 32
#define MANY        100 /* from here on a number may be one of milliseconds */
#define SHORT_US    (600 * HG_US_PER_S)

static bool is_blank(char character)
{
    return character == ' ' || character == '_';
}

/* "5 s", "2.5 %". */
static void without_blanks(const struct hg_key *key, const char *text, char *out)
{
    size_t len = 0;
    (void)key;
    for (; *text != '\0'; text++) {
        if (!is_blank(*text))
            out[len++] = *text;
    }
    out[len] = '\0';
}

struct unit {
    const char *unit;
    const char *words; /* each between blanks, in lower case */
};

static const struct unit times[] = {
    {"ms", " ms msec msecs milli millis millisecond milliseconds "},
    {"s", " s sec secs second seconds "},
    {"m", " m min mins minute minutes "},
    {"h", " h hr hrs hour hours "},
    {"d", " d day days "},
    {"w", " w wk week weeks "},
    {"y", " y yr year years "},
    {"", ""},
};

static const struct unit sizes[] = {
    {"", " b byte bytes "},
    {"KiB", " k kb kib "},
    {"MiB", " m mb mib "},
    {"", ""},
};

static const struct unit percents[] = {{"%", " percent pct "}, {"", ""}};

static const struct unit *find_unit(const struct unit *units, const char *word,
                                    size_t len)
{
    char wanted[32];
    if (len == 0 || len > sizeof wanted - 3)
        return NULL;
    wanted[0] = ' ';
    for (size_t i = 0; i < len; i++)
        wanted[i + 1] = hg_ascii_is_letter(word[i]) ? (char)(word[i] | 0x20) : word[i];
    wanted[len + 1] = ' ';
    wanted[len + 2] = '\0';
    for (; *units->words != '\0'; units++) {
        if (strstr(units->words, wanted) != NULL)
            return units;
    }
    return NULL;
}

/* "1 min 30 sec", "1,5 s", "2MB": numbers, each with a word that is a unit. */
static void with_units(const struct unit *units, const char *text, char *out)
{
    size_t used = 0;
    out[0] = '\0';
    while (*text != '\0') {
        const size_t digits = strspn(text, "0123456789.,");
        const char *word = text + digits;
        while (is_blank(*word))
            word++;
        size_t len = 0;
        while (hg_ascii_is_letter(word[len]))
            len++;
        const struct unit *unit = find_unit(units, word, len);
        if (digits == 0 || unit == NULL || used + digits + 4 >= HG_REWRITING_SIZE) {
            out[0] = '\0';
            return;
        }
        for (size_t i = 0; i < digits; i++)
            out[used++] = text[i] == ',' ? '.' : text[i];
        used += (size_t)snprintf(out + used, HG_REWRITING_SIZE - used, "%s", unit->unit);
        for (text = word + len; is_blank(*text); text++)
            continue;
    }
}

static void with_times(const struct hg_key *key, const char *text, char *out)
{
    (void)key;
    with_units(times, text, out);
}

static void with_sizes(const struct hg_key *key, const char *text, char *out)
{
    (void)key;
    with_units(sizes, text, out);
}

static void with_percent(const struct hg_key *key, const char *text, char *out)
{
    (void)key;
    with_units(percents, text, out);
}

static bool is_number(const char *text)
{
    return *text != '\0' && text[strspn(text, "0123456789.")] == '\0';
}

/* What the key's default is in: a certificate's time in days, a time-out in seconds. */
static const char *usual_unit(const struct hg_key *key)
{
    if (key->type == &hg_type_threshold)
        return "d";
    if (key->default_text != NULL && hg_ascii_is_digit(*key->default_text))
        return key->default_text + strspn(key->default_text, "0123456789.");
    return "s";
}

static void append(const char *text, const char *end, char *out)
{
    if (is_number(text))
        snprintf(out, HG_REWRITING_SIZE, "%s%s", text, end);
}

static void in_usual_unit(const struct hg_key *key, const char *text, char *out)
{
    append(text, usual_unit(key), out);
}

static void in_seconds(const struct hg_key *key, const char *text, char *out)
{
    if (strcmp(usual_unit(key), "m") == 0)
        append(text, "s", out);
}

static bool may_be_milliseconds(const struct hg_key *key, const char *text)
{
    return strcmp(usual_unit(key), "s") == 0 && strtod(text, NULL) >= MANY;
}

/* Time-outs and latencies, rather than deadlines. */
static bool is_short(const struct hg_key *key)
{
    return key->max <= SHORT_US;
}

static void in_likely_milliseconds(const struct hg_key *key, const char *text, char *out)
{
    if (may_be_milliseconds(key, text) && is_short(key))
        append(text, "ms", out);
}

static void in_milliseconds(const struct hg_key *key, const char *text, char *out)
{
    if (may_be_milliseconds(key, text) && !is_short(key))
        append(text, "ms", out);
}

static void in_days(const struct hg_key *key, const char *text, char *out)
{
    (void)key;
    append(text, "d", out);
}

static void in_percent(const struct hg_key *key, const char *text, char *out)
{
    (void)key;
    append(text, "%", out);
}

/* "99,9 %" */
static void with_a_point(const struct hg_key *key, const char *text, char *out)
{
    without_blanks(key, text, out);
    for (char *at = out; *at != '\0'; at++) {
        if (*at == ',')
            *at = '.';
    }
}

static void in_lower_case(const struct hg_key *key, const char *text, char *out)
{
    (void)key;
    snprintf(out, HG_REWRITING_SIZE, "%s", text);
    for (char *at = out; *at != '\0'; at++)
        *at = hg_ascii_to_lower(*at);
}

struct word_pair {
    const char *word;
    const char *meant;
};

/* Booleans of YAML 1.1 and of others; false is also a limit of 0. */
static void as_boolean(const struct hg_key *key, const char *text, char *out)
{
    static const struct word_pair pairs[] = {
        {"yes", "true"},  {"on", "true"},    {"y", "true"},    {"1", "true"},
        {"true", "true"}, {"no", "false"},   {"off", "false"}, {"n", "false"},
        {"0", "false"},   {"false", "false"}};
    (void)key;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (hg_text_equals_ignoring_case(text, pairs[i].word))
            snprintf(out, HG_REWRITING_SIZE, "%s", pairs[i].meant);
    }
}

/* "always" and "never" of what is "auto" otherwise. */
static void as_when(const struct hg_key *key, const char *text, char *out)
{
    if (key->choices == NULL || strstr(key->choices, "always") == NULL)
        return;
    as_boolean(key, text, out);
    const bool is_false = strcmp(out, "false") == 0 || strcmp(text, "none") == 0;
    const bool is_true = strcmp(out, "true") == 0;
    snprintf(out, HG_REWRITING_SIZE, "%s", is_true ? "always" : is_false ? "never" : "");
}

/* "proxy: false", "certificate: {warn: false}" */
static void as_none(const struct hg_key *key, const char *text, char *out)
{
    const bool is_proxy = key->format == &hg_format_proxy;
    if (!is_proxy && key->type != &hg_type_threshold)
        return;
    as_boolean(key, text, out);
    const bool is_false = strcmp(out, "false") == 0 || strcmp(text, "none") == 0;
    snprintf(out, HG_REWRITING_SIZE, "%s", !is_false ? "" : is_proxy ? "none" : "off");
}

static void as_zero(const struct hg_key *key, const char *text, char *out)
{
    const struct hg_key_type *type = key->type;
    if (type != &hg_type_number && type != &hg_type_duration && type != &hg_type_size &&
        type != &hg_type_limit)
        return;
    as_boolean(key, text, out);
    const bool is_false = strcmp(out, "false") == 0 || strcmp(text, "none") == 0;
    snprintf(out, HG_REWRITING_SIZE, "%s", is_false ? "0" : "");
}

/* "HTTP/2", "TLSv1.2", "IPv6", "HTTP/2.0". */
static void as_version(const struct hg_key *key, const char *text, char *out)
{
    (void)key;
    size_t letters = 0;
    while (hg_ascii_is_letter(text[letters]) || text[letters] == '/')
        letters++;
    snprintf(out, HG_REWRITING_SIZE, "%s", letters == 0 ? "" : text + letters);
}

static void without_zero(const struct hg_key *key, const char *text, char *out)
{
    as_version(key, text, out);
    if (*out == '\0')
        snprintf(out, HG_REWRITING_SIZE, "%s", text);
    const size_t len = strlen(out);
    if (len > 2 && strcmp(out + len - 2, ".0") == 0)
        out[len - 2] = '\0';
}

/* "200..=204", as lychee writes it. */
static void as_range(const struct hg_key *key, const char *text, char *out)
{
    const char *dots = strstr(text, "..=");
    (void)key;
    if (dots != NULL)
        snprintf(out, HG_REWRITING_SIZE, "%.*s-%s", (int)(dots - text), text, dots + 3);
}

static void with_scheme(const struct hg_key *key, const char *text, char *out)
{
    const bool is_address = key->format != NULL && key->format->is_address;
    if (is_address && strchr(text, '.') != NULL && strstr(text, "://") == NULL)
        snprintf(out, HG_REWRITING_SIZE, "https://%s", text);
}

static void as_nearest_choice(const struct hg_key *key, const char *text, char *out)
{
    char words[CHOICES_MAX][32];
    const char *candidates[CHOICES_MAX];
    size_t count = 0;
    while (key->choices != NULL && count < CHOICES_MAX &&
           hg_key_choice(key, count, words[count], sizeof words[count])) {
        candidates[count] = words[count];
        count++;
    }
    const char *nearest = hg_text_nearest(text, candidates, count);
    /* "1.4" is no slip of the pen, and "FETCH" is not PATCH. */
    if (nearest != NULL && hg_ascii_is_letter(*text) &&
        hg_text_distance(text, nearest) <= 1)
        snprintf(out, HG_REWRITING_SIZE, "%s", nearest);
}

struct rewriting {
    int group;
    void (*write)(const struct hg_key *key, const char *text, char *out);
};

static const struct rewriting rewritings[] = {
    {1, without_blanks},
    {2, with_times},
    {2, with_sizes},
    {2, with_percent},
    {3, in_likely_milliseconds},
    {3, in_usual_unit},
    {3, in_seconds},
    {3, in_milliseconds},
    {4, in_days},
    {4, in_percent},
    {5, with_a_point},
    {5, in_lower_case},
    {6, as_boolean},
    {7, as_zero},
    {7, as_when},
    {7, as_none},
    {8, as_version},
    {8, without_zero},
    {9, as_range},
    {10, with_scheme},
    {11, as_nearest_choice},
};

bool hg_rewriting_get(const struct hg_key *key, const char *text, size_t index,
                      char out[HG_REWRITING_SIZE], int *group)
{
    if (index >= sizeof rewritings / sizeof *rewritings ||
        strlen(text) + strlen("https://") >= HG_REWRITING_SIZE)
        return false;
    out[0] = '\0';
    *group = rewritings[index].group;
    rewritings[index].write(key, text, out);
    return true;
}
