/* SPDX-License-Identifier: MIT */
/* head: a response head, read line by line. */
#include "engine/head.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/text.h"

#include "headgate/banned.h"

#define LOCATION_MAX_BYTES  16384
#define VALUE_MAX_BYTES     1024
#define SWITCHING_PROTOCOLS 101

static void forget(struct hg_head *head)
{
    for (size_t i = 0; i < head->header_count; i++) {
        free(head->headers[i].name);
        free(head->headers[i].value);
    }
    head->header_count = 0;
    free(head->location);
    head->location = NULL;
    head->has_two_locations = false;
    head->status = 0;
}

void hg_head_init(struct hg_head *head, const struct hg_header_expectations *wanted)
{
    *head = (struct hg_head){.wanted = wanted};
    if (wanted->count > 0)
        head->headers = hg_memory_new(wanted->count, sizeof *head->headers);
}

void hg_head_release(struct hg_head *head)
{
    forget(head);
    free(head->headers);
    head->headers = NULL;
}

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

/* "HTTP/" digit [ "." digit ] SP 3digit, then the end or a blank (RFC 9112 4; HTTP/2 and 3 as
 * libcurl writes them). Returns the status, or -1. */
static int parse_status_line(const char *line, size_t len)
{
    size_t at = 5;
    if (len < at + 5 || !is_digit(line[at]))
        return -1;
    at++;
    if (line[at] == '.') {
        if (!is_digit(line[at + 1]))
            return -1;
        at += 2;
    }
    if (len < at + 4 || line[at] != ' ' || !is_digit(line[at + 1]) ||
        !is_digit(line[at + 2]) || !is_digit(line[at + 3]))
        return -1;
    const char after = len > at + 4 ? line[at + 4] : ' ';
    if (after != ' ' && after != '\r' && after != '\n')
        return -1;
    return (line[at + 1] - '0') * 100 + (line[at + 2] - '0') * 10 + (line[at + 3] - '0');
}

static void begin(struct hg_head *head, const char *line, size_t len)
{
    forget(head);
    const int status = parse_status_line(line, len);
    if (status < 0)
        head->is_malformed = true;
    else
        head->status = status;
}

static bool is_name(const char *line, size_t name_len, const char *name)
{
    return strlen(name) == name_len && strncasecmp(line, name, name_len) == 0;
}

static void keep_location(struct hg_head *head, char *value)
{
    if (head->location == NULL) {
        head->location = value;
        return;
    }
    if (strcmp(head->location, value) != 0)
        head->has_two_locations = true;
    free(value);
}

static void keep_header(struct hg_head *head, const char *name, const char *value)
{
    for (size_t i = 0; i < head->header_count; i++) {
        struct hg_header_value *kept = &head->headers[i];
        if (!hg_text_equals_ignoring_case(kept->name, name))
            continue;
        struct hg_buf joined;
        hg_buf_init(&joined);
        hg_buf_printf(&joined, "%s, %s", kept->value, value);
        if (joined.len <= VALUE_MAX_BYTES) {
            free(kept->value);
            kept->value = hg_buf_steal(&joined);
        }
        hg_buf_release(&joined);
        return;
    }
    head->headers[head->header_count++] = (struct hg_header_value){
        .name = hg_memory_copy_text(name), .value = hg_memory_copy_text(value)};
}

static bool is_blank(char character)
{
    return character == ' ' || character == '\t' || character == '\r' ||
           character == '\n';
}

static void read_field(struct hg_head *head, const char *line, size_t len)
{
    const char *colon = memchr(line, ':', len);
    if (colon == NULL)
        return;
    const size_t name_len = (size_t)(colon - line);
    const char *value = colon + 1;
    const char *end = line + len;
    while (value < end && is_blank(*value))
        value++;
    while (end > value && is_blank(end[-1]))
        end--;

    if (is_name(line, name_len, "Location"))
        keep_location(head,
                      hg_text_clean(value, (size_t)(end - value), LOCATION_MAX_BYTES));
    for (size_t i = 0; i < head->wanted->count; i++) {
        const char *name = head->wanted->items[i].name;
        if (!is_name(line, name_len, name))
            continue;
        char *clean = hg_text_clean(value, (size_t)(end - value), VALUE_MAX_BYTES);
        keep_header(head, name, clean);
        free(clean);
        return;
    }
}

void hg_head_read(struct hg_head *head, const char *line, size_t len)
{
    if (head->is_complete)
        return; /* trailers */
    head->bytes += len;
    head->is_too_large = head->bytes > HG_HEAD_MAX_BYTES;
    if (len >= 5 && strncasecmp(line, "HTTP/", 5) == 0)
        begin(head, line, len);
    else if (len > 0 && (line[0] == '\r' || line[0] == '\n'))
        head->is_complete = head->status >= 200 || head->status == SWITCHING_PROTOCOLS;
    else
        read_field(head, line, len);
}

bool hg_head_is_decided(const struct hg_head *head)
{
    return head->is_complete || head->is_malformed || head->is_too_large;
}
