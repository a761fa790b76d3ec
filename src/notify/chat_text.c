/* SPDX-License-Identifier: MIT */
/* chat_text: a message as text for chat services. */
#include "notify/chat_text.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/text.h"

#include "headgate/banned.h"

#define LINE_MAX_BYTES 250 /* before it is escaped */
#define MORE_MAX_BYTES 40  /* of "and 18446744073709551615 more" */

static const struct hg_chat_escape *find_escape(const struct hg_chat_rules *rules,
                                                const char *text)
{
    for (size_t i = 0; i < rules->escape_count; i++) {
        const struct hg_chat_escape *escape = &rules->escapes[i];
        if (strncmp(text, escape->text, strlen(escape->text)) == 0)
            return escape;
    }
    return NULL;
}

void hg_chat_text_add(const char *text, size_t max_bytes,
                      const struct hg_chat_rules *rules, struct hg_buf *out)
{
    char *clean = hg_text_clean(text, strlen(text), max_bytes);
    for (const char *rest = clean; *rest != '\0';) {
        const struct hg_chat_escape *escape = find_escape(rules, rest);
        if (escape == NULL) {
            hg_buf_add_char(out, *rest++);
            continue;
        }
        hg_buf_add_text(out, escape->written);
        rest += strlen(escape->text);
    }
    free(clean);
}

/* The group; NULL: the title of the message. */
static void add_line(const struct hg_message *message,
                     const struct hg_message_group *group,
                     const struct hg_chat_rules *rules, struct hg_buf *out)
{
    struct hg_buf line;
    hg_buf_init(&line);
    if (group == NULL)
        hg_message_write_title(message, &line);
    else
        hg_message_write_line(message, group, &line);
    hg_chat_text_add(line.data, LINE_MAX_BYTES, rules, out);
    hg_buf_release(&line);
}

/* Events of the groups from that one on. */
static size_t count_events(const struct hg_message_groups *groups, size_t first)
{
    size_t count = 0;
    for (size_t i = first; i < groups->count; i++)
        count += groups->items[i].count;
    return count;
}

/* The groups, below what the text has from `begin` on. */
static void add_groups(const struct hg_message *message,
                       const struct hg_message_groups *groups, size_t begin,
                       const struct hg_chat_rules *rules, struct hg_buf *out)
{
    size_t shown = 0;
    for (; shown < groups->count; shown++) {
        const size_t before = out->len;
        if (before > begin)
            hg_buf_add_char(out, '\n');
        add_line(message, &groups->items[shown], rules, out);
        if (shown > 0 && out->len - begin + MORE_MAX_BYTES > rules->max_bytes) {
            hg_buf_cut(out, before);
            break;
        }
    }
    if (shown < groups->count)
        hg_buf_printf(out, "\nand %zu more", count_events(groups, shown));
}

void hg_chat_lines_write(const struct hg_message *message,
                         const struct hg_chat_rules *rules, struct hg_buf *out)
{
    struct hg_message_groups groups;
    hg_message_groups_make(message, &groups);
    add_groups(message, &groups, out->len, rules, out);
    hg_message_groups_release(&groups);
}

void hg_chat_text_write(const struct hg_message *message,
                        const struct hg_chat_rules *rules, struct hg_buf *out)
{
    const size_t begin = out->len;
    struct hg_message_groups groups;
    hg_message_groups_make(message, &groups);
    /* The title says that a sample is one. */
    if (groups.count > 1 || message->is_test)
        add_line(message, NULL, rules, out);
    add_groups(message, &groups, begin, rules, out);
    hg_message_groups_release(&groups);
}

bool hg_chat_request_write(const struct hg_message *message,
                           const struct hg_channel_moment *moment,
                           const struct hg_chat_rules *rules,
                           hg_chat_members *write_members,
                           struct hg_channel_request *request)
{
    struct hg_json_writer json;
    struct hg_sink sink;
    struct hg_buf text;
    if (moment->part > 0)
        return false;
    hg_buf_init(&text);
    hg_sink_init(&sink, -1);
    hg_chat_text_write(message, rules, &text);
    hg_json_writer_init(&json, &sink, 0);
    hg_json_begin_object(&json, NULL);
    write_members(&json, message, text.data);
    hg_json_end_object(&json);
    hg_buf_add_text(&request->headers, "Content-Type: application/json\n");
    hg_buf_add(&request->body, sink.buffer.data, sink.buffer.len);
    hg_sink_release(&sink);
    hg_buf_release(&text);
    return true;
}
