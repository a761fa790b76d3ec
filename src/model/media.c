/* SPDX-License-Identifier: MIT */
/* media: compares media types part by part. */
#include "headgate/media.h"

#include <string.h>
#include <strings.h>

#include "headgate/banned.h"

/* A part of a text. */
struct part {
    const char *begin;
    size_t len;
};

static struct part trim(struct part part)
{
    while (part.len > 0 && strchr(" \t", *part.begin) != NULL) {
        part.begin++;
        part.len--;
    }
    while (part.len > 0 && strchr(" \t", part.begin[part.len - 1]) != NULL)
        part.len--;
    return part;
}

/* The part up to `end`; *rest moves past it, and is NULL at the end of the text. */
static struct part next(const char **rest, char end)
{
    const char *begin = *rest;
    bool is_quoted = false;
    size_t len = 0;
    for (; begin[len] != '\0' && (is_quoted || begin[len] != end); len++)
        is_quoted ^= begin[len] == '"';
    *rest = begin[len] == '\0' ? NULL : begin + len + 1;
    return trim((struct part){begin, len});
}

static struct part unquote(struct part part)
{
    if (part.len >= 2 && part.begin[0] == '"' && part.begin[part.len - 1] == '"')
        return (struct part){part.begin + 1, part.len - 2};
    return part;
}

static bool equals_ignoring_case(struct part a, struct part b)
{
    return a.len == b.len && strncasecmp(a.begin, b.begin, a.len) == 0;
}

static bool equals(struct part a, struct part b)
{
    return a.len == b.len && memcmp(a.begin, b.begin, a.len) == 0;
}

/* Cut "name=value" at its first "=". */
static void split(struct part whole, char at, struct part *name, struct part *value)
{
    const char *sign = whole.len == 0 ? NULL : memchr(whole.begin, at, whole.len);
    const size_t len = sign == NULL ? whole.len : (size_t)(sign - whole.begin);
    *name = trim((struct part){whole.begin, len});
    *value = sign == NULL ? (struct part){whole.begin + len, 0}
                          : trim((struct part){sign + 1, whole.len - len - 1});
}

static bool is_any(struct part part)
{
    return part.len == 1 && *part.begin == '*';
}

static bool same_type(struct part expected, struct part media)
{
    struct part expected_halves[2];
    struct part media_halves[2];
    split(expected, '/', &expected_halves[0], &expected_halves[1]);
    split(media, '/', &media_halves[0], &media_halves[1]);
    for (int i = 0; i < 2; i++) {
        if (!is_any(expected_halves[i]) &&
            !equals_ignoring_case(expected_halves[i], media_halves[i]))
            return false;
    }
    return true;
}

static bool has_parameter(const char *media, struct part wanted)
{
    static const struct part charset = {"charset", 7};
    struct part name;
    struct part value;
    split(wanted, '=', &name, &value);
    next(&media, ';');
    while (media != NULL) {
        struct part own_name;
        struct part own_value;
        split(next(&media, ';'), '=', &own_name, &own_value);
        if (equals_ignoring_case(name, own_name))
            return (equals_ignoring_case(name, charset) ? equals_ignoring_case : equals)(
                unquote(value), unquote(own_value));
    }
    return false;
}

bool hg_media_matches(const char *expected, const char *media)
{
    const char *expected_rest = expected;
    const char *media_rest = media;
    if (!same_type(next(&expected_rest, ';'), next(&media_rest, ';')))
        return false;
    while (expected_rest != NULL) {
        const struct part wanted = next(&expected_rest, ';');
        if (wanted.len > 0 && !has_parameter(media, wanted))
            return false;
    }
    return true;
}

bool hg_media_is_type(const char *text)
{
    const char *rest = text;
    struct part halves[2];
    split(next(&rest, ';'), '/', &halves[0], &halves[1]);
    return halves[0].len > 0 && halves[1].len > 0 &&
           memchr(halves[1].begin, '/', halves[1].len) == NULL;
}

bool hg_media_is_json(const char *media)
{
    static const char suffix[] = "+json";
    const char *rest = media;
    const struct part type = next(&rest, ';');
    const size_t len = sizeof suffix - 1;
    return hg_media_matches("application/json", media) ||
           hg_media_matches("text/json", media) ||
           (type.len > len && strncasecmp(type.begin + type.len - len, suffix, len) == 0);
}

bool hg_media_is_html(const char *media)
{
    return hg_media_matches("text/html", media) ||
           hg_media_matches("application/xhtml+xml", media);
}

bool hg_media_parameter(const char *media, const char *name, const char **value,
                        size_t *len)
{
    const struct part wanted = {name, strlen(name)};
    next(&media, ';');
    while (media != NULL) {
        struct part own_name;
        struct part own_value;
        split(next(&media, ';'), '=', &own_name, &own_value);
        if (!equals_ignoring_case(wanted, own_name))
            continue;
        own_value = unquote(own_value);
        *value = own_value.begin;
        *len = own_value.len;
        return true;
    }
    return false;
}
