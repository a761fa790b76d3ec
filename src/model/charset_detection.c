/* SPDX-License-Identifier: MIT */
/* charset_detection: a page is gone through tag by tag, so that comments and attributes of other elements
 * name no charset. */
#include "model/charset_detection.h"

#include "headgate/ascii.h"
#include "headgate/media.h"

#include <string.h>
#include <strings.h>

#include "headgate/banned.h"

#define PRESCAN_BYTES 1024

struct span {
    const char *begin;
    size_t len;
};

struct attribute {
    struct span name;
    struct span value;
};

struct scanner {
    const char *at;
    const char *end;
};

static bool is_one_of(const struct scanner *scanner, const char *characters)
{
    return scanner->at < scanner->end && *scanner->at != '\0' &&
           strchr(characters, *scanner->at) != NULL;
}

static void skip(struct scanner *scanner, const char *characters)
{
    while (is_one_of(scanner, characters))
        scanner->at++;
}

/* The bytes before any of these characters. */
static struct span take_until(struct scanner *scanner, const char *characters)
{
    const char *begin = scanner->at;
    while (scanner->at < scanner->end && !is_one_of(scanner, characters))
        scanner->at++;
    return (struct span){begin, (size_t)(scanner->at - begin)};
}

static bool starts_with(const struct scanner *scanner, const char *text)
{
    const size_t len = strlen(text);
    return (size_t)(scanner->end - scanner->at) >= len &&
           strncasecmp(scanner->at, text, len) == 0;
}

static bool equals(struct span span, const char *text)
{
    return span.len == strlen(text) && strncasecmp(span.begin, text, span.len) == 0;
}

static struct span take_value(struct scanner *scanner)
{
    if (!is_one_of(scanner, "\"'"))
        return take_until(scanner, " \t\n\f\r>");
    const char quote[2] = {*scanner->at++, '\0'};
    const struct span value = take_until(scanner, quote);
    if (scanner->at < scanner->end)
        scanner->at++;
    return value;
}

/* False at the end of the tag. */
static bool take_attribute(struct scanner *scanner, struct attribute *attribute)
{
    skip(scanner, " \t\n\f\r/");
    if (scanner->at == scanner->end || *scanner->at == '>')
        return false;
    const char *begin = scanner->at++; /* which may be "=" */
    take_until(scanner, " \t\n\f\r/>=");
    attribute->name = (struct span){begin, (size_t)(scanner->at - begin)};
    attribute->value = (struct span){scanner->at, 0};
    struct scanner ahead = *scanner;
    skip(&ahead, " \t\n\f\r");
    if (!is_one_of(&ahead, "="))
        return true;
    ahead.at++;
    skip(&ahead, " \t\n\f\r");
    *scanner = ahead;
    attribute->value = take_value(scanner);
    return true;
}

static const struct hg_charset *find(const char *label)
{
    return hg_charset_find(label, strlen(label));
}

/* What has been read as ASCII so far is not UTF-16 or UTF-32; and user-defined characters are taken for
 * windows-1252. */
static const struct hg_charset *find_label(struct span label)
{
    const struct hg_charset *found = hg_charset_find(label.begin, label.len);
    if (found != NULL && hg_charset_is_wide(found))
        return find("utf-8");
    return equals(label, "x-user-defined") ? find("windows-1252") : found;
}

/* "text/html; charset=utf-8" */
static const struct hg_charset *find_in_content(struct span content)
{
    static const char word[] = "charset";
    struct scanner scanner = {content.begin, content.begin + content.len};
    while (scanner.at < scanner.end) {
        if (!starts_with(&scanner, word)) {
            scanner.at++;
            continue;
        }
        scanner.at += strlen(word);
        skip(&scanner, " \t\n\f\r");
        if (!is_one_of(&scanner, "="))
            continue;
        scanner.at++;
        skip(&scanner, " \t\n\f\r");
        const struct span label = is_one_of(&scanner, "\"'")
                                      ? take_value(&scanner)
                                      : take_until(&scanner, " \t\n\f\r;");
        return find_label(label);
    }
    return NULL;
}

/* The element's charset, or that of its content if it stands for a Content-Type. */
static const struct hg_charset *read_meta(struct scanner *scanner)
{
    const struct hg_charset *of_content = NULL;
    const struct hg_charset *own = NULL;
    bool is_content_type = false;
    bool has_own = false;
    struct attribute attribute;
    while (take_attribute(scanner, &attribute)) {
        if (equals(attribute.name, "http-equiv")) {
            is_content_type = is_content_type || equals(attribute.value, "content-type");
        } else if (equals(attribute.name, "content") && of_content == NULL) {
            of_content = find_in_content(attribute.value);
        } else if (equals(attribute.name, "charset") && !has_own) {
            has_own = true;
            own = find_label(attribute.value);
        }
    }
    return has_own ? own : is_content_type ? of_content : NULL;
}

static void skip_comment(struct scanner *scanner)
{
    scanner->at += strlen("<!");
    while (scanner->at < scanner->end && !starts_with(scanner, "-->"))
        scanner->at++;
}

static bool is_meta(const struct scanner *scanner)
{
    if (!starts_with(scanner, "<meta"))
        return false;
    const struct scanner behind = {scanner->at + strlen("<meta"), scanner->end};
    return is_one_of(&behind, " \t\n\f\r/");
}

/* "<" or "</", and a letter. */
static bool is_tag(const struct scanner *scanner)
{
    const char *name = scanner->at + 1;
    if (name < scanner->end && *name == '/')
        name++;
    return name < scanner->end && hg_ascii_is_letter(*name);
}

static void skip_tag(struct scanner *scanner)
{
    struct attribute attribute;
    take_until(scanner, " \t\n\f\r>");
    while (take_attribute(scanner, &attribute))
        continue;
}

const struct hg_charset *hg_charset_find_meta(const char *data, size_t len)
{
    struct scanner scanner = {data, data + (len < PRESCAN_BYTES ? len : PRESCAN_BYTES)};
    while (scanner.at < scanner.end) {
        if (starts_with(&scanner, "<!--")) {
            skip_comment(&scanner);
        } else if (is_meta(&scanner)) {
            scanner.at += strlen("<meta");
            const struct hg_charset *found = read_meta(&scanner);
            if (found != NULL)
                return found;
        } else if (*scanner.at == '<' && is_tag(&scanner)) {
            skip_tag(&scanner);
        } else if (starts_with(&scanner, "<!") || starts_with(&scanner, "</") ||
                   starts_with(&scanner, "<?")) {
            take_until(&scanner, ">");
        } else {
            scanner.at++;
        }
    }
    return NULL;
}

static const struct hg_charset *find_by_mark(const char *data, size_t len,
                                             size_t *mark_len)
{
    /* No text in UTF-16 begins with a zero. */
    static const struct {
        const char *bytes;
        size_t len;
        const char *label;
    } marks[] = {{"\xef\xbb\xbf", 3, "utf-8"},
                 {"\0\0\xfe\xff", 4, "utf-32be"},
                 {"\xff\xfe\0\0", 4, "utf-32le"},
                 {"\xfe\xff", 2, "utf-16be"},
                 {"\xff\xfe", 2, "utf-16le"}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        *mark_len = marks[i].len;
        if (len >= *mark_len && memcmp(data, marks[i].bytes, *mark_len) == 0)
            return find(marks[i].label);
    }
    *mark_len = 0;
    return NULL;
}

/* A text of ASCII and nothing else, whatever its label says: in UTF-16 it would be Chinese without a blank. */
static bool is_plain(const char *data, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (data[i] == '\0' || ((unsigned char)data[i] & 0x80) != 0)
            return false;
    }
    return len > 0;
}

static const struct hg_charset *find_in_type(struct span label, const char *data,
                                             size_t len)
{
    const struct hg_charset *found = hg_charset_find(label.begin, label.len);
    return found != NULL && hg_charset_is_wide(found) && is_plain(data, len) ? NULL
                                                                             : found;
}

const struct hg_charset *hg_charset_detect(const char *content_type, const char *data,
                                           size_t len, size_t *mark_len)
{
    const struct hg_charset *by_mark = find_by_mark(data, len, mark_len);
    const char *label;
    size_t label_len;
    if (by_mark != NULL)
        return by_mark;
    if (content_type == NULL)
        return hg_charset_find_meta(data, len);
    if (hg_media_is_json(content_type))
        return find("utf-8");
    if (hg_media_parameter(content_type, "charset", &label, &label_len) && label_len > 0)
        return find_in_type((struct span){label, label_len}, data, len);
    return hg_media_is_html(content_type) ? hg_charset_find_meta(data, len) : NULL;
}
