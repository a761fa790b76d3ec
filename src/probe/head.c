/* SPDX-License-Identifier: MIT */
/* head: a response head, read line by line. */
#include "probe/head.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "headgate/ascii.h"
#include "headgate/bot_protection.h"
#include "headgate/buf.h"
#include "headgate/calendar.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define CODINGS_MAX         5
#define ENCODING_MAX_BYTES  64
#define ENCODINGS_MAX_BYTES 256
#define TYPE_MAX_BYTES      1024
#define SWITCHING_PROTOCOLS 101
#define NO_CONTENT          204
#define NOT_MODIFIED        304
#define DATE_LEN            29

static void forget(struct hg_head *head)
{
    for (size_t i = 0; i < head->header_count; i++) {
        free(head->headers[i].name);
        free(head->headers[i].value);
    }
    head->header_count = 0;
    hg_buf_clear(&head->field);
    free(head->location);
    head->location = NULL;
    free(head->encoding);
    head->encoding = NULL;
    free(head->content_type);
    head->content_type = NULL;
    head->bot_protection = NULL;
    head->has_two_locations = false;
    head->status = 0;
    head->http_version = 0;
    head->length_bytes = -1;
    head->has_wrong_length = false;
    head->has_transfer_encoding = false;
    head->has_unknown_transfer_encoding = false;
    head->closes = false;
    head->date_s = -1;
    head->age_s = 0;
}

void hg_head_init(struct hg_head *head, const struct hg_header_expectations *wanted)
{
    *head = (struct hg_head){.wanted = wanted, .length_bytes = -1, .date_s = -1};
    hg_buf_init(&head->field);
}

void hg_head_restart(struct hg_head *head)
{
    forget(head);
    head->coding_count = 0;
    head->is_complete = false;
    head->is_inside = false;
    head->is_at_first = false;
}

void hg_head_release(struct hg_head *head)
{
    forget(head);
    hg_buf_release(&head->field);
    free(head->headers);
    head->headers = NULL;
}

/* "HTTP/" in capitals, digit [ "." digit ] SP 3digit, then the end or a blank (RFC 9112 2.3 and 4;
 * HTTP/2 and 3 as libcurl writes them). Returns the status, or -1. */
static int parse_status_line(const char *line, size_t len, int *http_version)
{
    size_t at = 5;
    if (len < at + 5 || memcmp(line, "HTTP/", at) != 0 || !hg_ascii_is_digit(line[at]))
        return -1;
    *http_version = 10 * (line[at] - '0');
    at++;
    if (line[at] == '.') {
        if (!hg_ascii_is_digit(line[at + 1]))
            return -1;
        *http_version += line[at + 1] - '0';
        at += 2;
    }
    if (len < at + 4 || line[at] != ' ' || !hg_ascii_is_digit(line[at + 1]) ||
        !hg_ascii_is_digit(line[at + 2]) || !hg_ascii_is_digit(line[at + 3]))
        return -1;
    const char after = len > at + 4 ? line[at + 4] : ' ';
    if (after != ' ' && after != '\r' && after != '\n')
        return -1;
    return (line[at + 1] - '0') * 100 + (line[at + 2] - '0') * 10 + (line[at + 3] - '0');
}

static void read_status_line(struct hg_head *head, const char *line, size_t len)
{
    forget(head);
    head->is_inside = true;
    head->is_at_first = true;
    const int status = parse_status_line(line, len, &head->http_version);
    /* Its connections end with the answer, unless it says otherwise (RFC 9112 9.3). */
    head->closes = head->http_version == 10;
    if (status < 0)
        head->fault = "the answer is not HTTP";
    else
        head->status = status;
}

static bool is_name(const char *line, size_t name_len, const char *name)
{
    return strlen(name) == name_len && strncasecmp(line, name, name_len) == 0;
}

/* As it came: a cleaned one might lead elsewhere. An empty one is none, as for curl and browsers. */
static void keep_location(struct hg_head *head, const char *value, size_t len)
{
    struct hg_buf location;
    if (len == 0)
        return;
    hg_buf_init(&location);
    hg_buf_add(&location, value, len);
    if (head->location == NULL)
        head->location = hg_buf_steal(&location);
    else if (strcmp(head->location, location.data) != 0)
        head->has_two_locations = true;
    hg_buf_release(&location);
}

static bool is_blank(char character)
{
    return character == ' ' || character == '\t' || character == '\r' ||
           character == '\n';
}

/* RFC 9112 6.3: digits, or a list of equal numbers; anything else is an error. libcurl reads the
 * leading digits, and takes the last one of several. */
static void keep_length(struct hg_head *head, const char *value, size_t len)
{
    size_t at = 0;
    /* libcurl 8.14 refuses it with these words, as all do what begins with no digit; 7.88 reads on. */
    if (len > 0 && value[0] == '+')
        head->fault = "Invalid Content-Length: value";
    do {
        int64_t bytes = 0;
        while (at < len && is_blank(value[at]))
            at++;
        const size_t start = at;
        for (; at < len && hg_ascii_is_digit(value[at]) && bytes < INT64_MAX / 10; at++)
            bytes = bytes * 10 + (value[at] - '0');
        const bool is_number = at > start;
        while (at < len && is_blank(value[at]))
            at++;
        if (!is_number || (at < len && value[at] != ',') ||
            (head->length_bytes >= 0 && head->length_bytes != bytes)) {
            head->has_wrong_length = true;
            return;
        }
        head->length_bytes = bytes;
    } while (at++ < len);
}

/* The number of `count` digits, or -1. */
static int64_t read_digits(const char *text, size_t count)
{
    int64_t value = 0;
    for (size_t i = 0; i < count; i++) {
        if (!hg_ascii_is_digit(text[i]))
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/* 1 to 12, or 0. */
static int read_month(const char *text)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int month = 0; month < 12; month++) {
        if (memcmp(names + 3 * month, text, 3) == 0)
            return month + 1;
    }
    return 0;
}

/* RFC 9110 5.6.7, whatever the locale: "Sun, 06 Nov 1994 08:49:37 GMT". Neither the two obsolete
 * formats nor anything else is a date. */
static void keep_date(struct hg_head *head, const char *text, size_t len)
{
    if (len != DATE_LEN || memcmp(text + 3, ", ", 2) != 0 || text[7] != ' ' ||
        text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':' ||
        memcmp(text + 25, " GMT", 4) != 0)
        return;
    const struct hg_date date = {.year = read_digits(text + 12, 4),
                                 .month = read_month(text + 8),
                                 .day = (int)read_digits(text + 5, 2)};
    const int64_t hour = read_digits(text + 17, 2);
    const int64_t minute = read_digits(text + 20, 2);
    const int64_t second = read_digits(text + 23, 2);
    if (date.day < 1 || date.day > 31 || date.month == 0 || date.year < 1970 ||
        hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return;
    head->date_s = hg_calendar_days(date) * HG_CALENDAR_S_PER_DAY +
                   (hour * 60 + minute) * 60 + second;
}

/* RFC 9111 1.2.2: seconds, in digits. Anything else is no age. */
static void keep_age(struct hg_head *head, const char *value, size_t len)
{
    char digits[12];
    int64_t age_s;
    if (len >= sizeof digits)
        return;
    memcpy(digits, value, len);
    digits[len] = '\0';
    if (hg_units_parse_number(digits, &age_s) == 0)
        head->age_s = age_s;
}

/* The next item of a list that commas divide, without the blanks around it (RFC 9110 5.6.1). False: there is
 * none. `at` is 0 at first. */
static bool next_item(const char *list, size_t len, size_t *at, const char **item,
                      size_t *item_len)
{
    if (*at >= len)
        return false;
    const char *end = memchr(list + *at, ',', len - *at);
    const char *last = end == NULL ? list + len : end;
    *item = list + *at;
    *at = (size_t)(last - list) + 1;
    while (*item < last && is_blank(**item))
        (*item)++;
    while (last > *item && is_blank(last[-1]))
        last--;
    *item_len = (size_t)(last - *item);
    return true;
}

static bool has_word(const char *list, size_t len, const char *word)
{
    const char *item;
    size_t item_len;
    for (size_t at = 0; next_item(list, len, &at, &item, &item_len);) {
        if (is_name(item, item_len, word))
            return true;
    }
    return false;
}

/* RFC 9112 7: no other coding was requested (TE), and applied twice chunked is none that can be read. */
static void keep_transfer_encoding(struct hg_head *head, const char *value, size_t len)
{
    head->has_unknown_transfer_encoding =
        head->has_transfer_encoding || !is_name(value, len, "chunked");
    head->has_transfer_encoding = true;
    const char *item;
    size_t item_len;
    for (size_t at = 0; next_item(value, len, &at, &item, &item_len);)
        head->coding_count += item_len > 0 && !is_name(item, item_len, "chunked");
    /* libcurl 7.88 ends the transfer, whether there is a body or not. */
    if (head->coding_count > CODINGS_MAX)
        head->fault = HG_TOO_MANY_CODINGS;
}

static void keep_connection(struct hg_head *head, const char *value, size_t len)
{
    if (has_word(value, len, "close"))
        head->closes = true;
    else if (has_word(value, len, "keep-alive"))
        head->closes = false;
}

static void keep_type(struct hg_head *head, const char *value, size_t len)
{
    if (!head->wants_type)
        return;
    free(head->content_type);
    head->content_type = hg_text_clean(value, len, TYPE_MAX_BYTES);
}

/* Several lines make a list. The mark of a value that is cut is no coding. */
static void keep_encoding(struct hg_head *head, const char *value, size_t len)
{
    if (len == 0 ||
        (head->encoding != NULL && strlen(head->encoding) > ENCODINGS_MAX_BYTES))
        return;
    char *clean = hg_text_clean(value, len, ENCODING_MAX_BYTES);
    struct hg_buf joined;
    hg_buf_init(&joined);
    if (head->encoding != NULL)
        hg_buf_printf(&joined, "%s, ", head->encoding);
    hg_buf_add_text(&joined, clean);
    if (joined.len > ENCODINGS_MAX_BYTES)
        hg_buf_add_text(&joined, "\xe2\x80\xa6");
    free(clean);
    free(head->encoding);
    head->encoding = hg_buf_steal(&joined);
}

struct field_reader {
    const char *name;
    void (*keep)(struct hg_head *head, const char *value, size_t len);
};

static const struct field_reader field_readers[] = {
    {"Location", keep_location},
    {"Date", keep_date},
    {"Age", keep_age},
    {"Connection", keep_connection},
    {"Content-Length", keep_length},
    {"Content-Type", keep_type},
    {"Content-Encoding", keep_encoding},
    {"Transfer-Encoding", keep_transfer_encoding},
};

static void keep_wanted(struct hg_head *head, const char *name, size_t name_len,
                        const char *value, size_t len)
{
    for (size_t i = 0; i < head->wanted->count; i++) {
        const char *wanted = head->wanted->items[i].name;
        if (!is_name(name, name_len, wanted))
            continue;
        head->headers =
            hg_memory_grow(head->headers, head->header_count, sizeof *head->headers);
        head->headers[head->header_count++] = (struct hg_header_value){
            .name = hg_memory_copy_text(wanted),
            .value = hg_text_clean(value, len, HG_HEAD_MAX_BYTES)};
        return;
    }
}

/* The field is complete. HG_HEAD_MAX_BYTES limits its size. */
static void end_field(struct hg_head *head)
{
    const char *line = head->field.data;
    const char *end = line + head->field.len;
    const char *colon = memchr(line, ':', head->field.len);
    if (colon == NULL)
        return;
    const size_t name_len = (size_t)(colon - line);
    const char *value = colon + 1;
    while (value < end && is_blank(*value))
        value++;
    while (end > value && is_blank(end[-1]))
        end--;
    const size_t value_len = (size_t)(end - value);

    for (size_t i = 0; i < sizeof field_readers / sizeof field_readers[0]; i++) {
        if (is_name(line, name_len, field_readers[i].name))
            field_readers[i].keep(head, value, value_len);
    }
    if (head->bot_protection == NULL)
        head->bot_protection =
            hg_bot_protection_service(head->status, line, name_len, value, value_len);
    keep_wanted(head, line, name_len, value, value_len);
}

/* RFC 9112 5.2: the line continues the field before it. */
static bool is_folded(const char *line, size_t len)
{
    return len > 0 && (line[0] == ' ' || line[0] == '\t');
}

static void add_folded(struct hg_buf *field, const char *line, size_t len)
{
    while (field->len > 0 && is_blank(field->data[field->len - 1]))
        hg_buf_cut(field, field->len - 1);
    while (len > 0 && is_blank(*line)) {
        line++;
        len--;
    }
    hg_buf_add_char(field, ' ');
    hg_buf_add(field, line, len);
}

static bool is_empty(const char *line, size_t len)
{
    return (len == 1 && line[0] == '\n') ||
           (len == 2 && line[0] == '\r' && line[1] == '\n');
}

/* RFC 9112 2.2: a blank between the status line and the first field must be rejected. */
bool hg_head_check_line(struct hg_head *head, const char *line, size_t len)
{
    if (head->is_at_first && is_folded(line, len))
        head->fault = "the answer's headers begin with a folded line";
    head->is_at_first = false;
    return head->fault == NULL;
}

void hg_head_read(struct hg_head *head, const char *line, size_t len)
{
    if (head->is_complete)
        return; /* trailers */
    head->bytes += len;
    head->lines++;
    head->is_too_large =
        head->bytes > HG_HEAD_MAX_BYTES || head->lines > HG_HEAD_MAX_LINES;
    if (!head->is_inside) {
        read_status_line(head, line, len);
    } else if (!hg_head_check_line(head, line, len)) {
        return;
    } else if (is_folded(line, len)) {
        add_folded(&head->field, line, len);
    } else {
        end_field(head);
        hg_buf_clear(&head->field);
        hg_buf_add(&head->field, line, len);
        head->is_inside = !is_empty(line, len);
        head->is_complete = !head->is_inside && head->fault == NULL &&
                            (head->status >= 200 || head->status == SWITCHING_PROTOCOLS);
    }
}

bool hg_head_ends_with_connection(const struct hg_head *head)
{
    return head->http_version < 20 && !head->has_transfer_encoding &&
           head->length_bytes < 0 && head->status != NO_CONTENT &&
           head->status != NOT_MODIFIED;
}

bool hg_head_is_decided(const struct hg_head *head)
{
    return head->is_complete || head->fault != NULL || head->is_too_large;
}

/* RFC 9110 15.4: 300, 304, 305 and 306 are not followed automatically. Without a Location the others
 * lead nowhere, and are statuses like any other. */
bool hg_head_is_redirect(const struct hg_head *head, const struct hg_policy *policy)
{
    const int status = head->status;
    return policy->redirects > 0 && head->location != NULL &&
           (status == 301 || status == 302 || status == 303 || status == 307 ||
            status == 308);
}
