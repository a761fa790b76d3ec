/* SPDX-License-Identifier: MIT */
/* dialogue: follows commands and replies. */
#include "notify/dialogue.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/ascii.h"
#include "headgate/memory.h"
#include "headgate/text.h"

#include "headgate/banned.h"

#define SHOWN_MAX_BYTES 300
#define REPLY_MAX_BYTES 4096

/* Lines of a login are base64, which has no blanks, so none of them can look like these. */
static const struct {
    const char *begin;
    enum hg_dialogue_phase phase;
} commands[] = {
    {"EHLO ", HG_DIALOGUE_HELLO},       {"HELO ", HG_DIALOGUE_HELLO},
    {"STARTTLS", HG_DIALOGUE_STARTTLS}, {"AUTH ", HG_DIALOGUE_LOGIN},
    {"MAIL FROM:", HG_DIALOGUE_SENDER}, {"RCPT TO:", HG_DIALOGUE_RECIPIENT},
    {"DATA", HG_DIALOGUE_DATA},
};

void hg_dialogue_init(struct hg_dialogue *dialogue, const struct hg_texts *recipients,
                      enum hg_delivery_status *statuses, const char *password)
{
    *dialogue = (struct hg_dialogue){
        .statuses = statuses,
        .is_accepted = hg_memory_new(recipients->count, sizeof *dialogue->is_accepted),
        .recipients = recipients,
        .password = password,
    };
    hg_buf_init(&dialogue->reply);
    hg_buf_init(&dialogue->refusals);
    hg_buf_init(&dialogue->secrets);
}

void hg_dialogue_release(struct hg_dialogue *dialogue)
{
    free(dialogue->is_accepted);
    hg_buf_release(&dialogue->reply);
    hg_buf_release(&dialogue->refusals);
    hg_buf_release(&dialogue->secrets);
}

static size_t without_line_end(const char *line, size_t len)
{
    while (len > 0 && (line[len - 1] == '\n' || line[len - 1] == '\r'))
        len--;
    return len;
}

static bool begins_with(const char *line, size_t len, const char *begin)
{
    return len >= strlen(begin) && strncmp(line, begin, strlen(begin)) == 0;
}

/* A line of the login: "AUTH PLAIN AGpvZQBzZWNyZXQ=", or base64 alone. */
static void remember_secret(struct hg_dialogue *dialogue, const char *line, size_t len)
{
    size_t begin = 0;
    if (begins_with(line, len, "AUTH ")) {
        begin = strlen("AUTH ");
        while (begin < len && line[begin++] != ' ')
            ;
    }
    if (begin == len)
        return;
    hg_buf_add(&dialogue->secrets, line + begin, len - begin);
    hg_buf_add_char(&dialogue->secrets, '\0');
}

void hg_dialogue_sent(struct hg_dialogue *dialogue, const char *line, size_t len)
{
    len = without_line_end(line, len);
    if (begins_with(line, len, "QUIT"))
        dialogue->is_over = true;
    if (dialogue->is_over)
        return;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (begins_with(line, len, commands[i].begin))
            dialogue->phase = commands[i].phase;
    }
    if (dialogue->phase == HG_DIALOGUE_RECIPIENT)
        dialogue->command_count++;
    if (dialogue->phase == HG_DIALOGUE_LOGIN)
        remember_secret(dialogue, line, len);
    dialogue->code = 0;
    hg_buf_clear(&dialogue->reply);
}

/* Of a reply to the sender, a recipient or the message. */
static enum hg_delivery_status judge(int code)
{
    if (code / 100 == 2)
        return HG_DELIVERY_SENT;
    return code / 100 == 5 && code / 10 != 53 ? HG_DELIVERY_REJECTED
                                              : HG_DELIVERY_DEFERRED;
}

static void settle_recipient(struct hg_dialogue *dialogue)
{
    const size_t index = dialogue->command_count - 1;
    if (dialogue->command_count == 0 || index >= dialogue->recipients->count)
        return;
    const enum hg_delivery_status status = judge(dialogue->code);
    dialogue->is_accepted[index] = status == HG_DELIVERY_SENT;
    if (status == HG_DELIVERY_SENT)
        return;
    dialogue->statuses[index] = status;
    hg_buf_printf(&dialogue->refusals,
                  "%s\"%s\": ", dialogue->refusals.len > 0 ? ", " : "",
                  dialogue->recipients->items[index]);
    hg_dialogue_describe(dialogue, &dialogue->refusals);
}

static void settle_all(struct hg_dialogue *dialogue, bool only_accepted)
{
    for (size_t i = 0; i < dialogue->recipients->count; i++) {
        if (!only_accepted || dialogue->is_accepted[i])
            dialogue->statuses[i] = judge(dialogue->code);
    }
}

static void settle(struct hg_dialogue *dialogue)
{
    switch (dialogue->phase) {
    case HG_DIALOGUE_SENDER:
        if (dialogue->code / 100 != 2)
            settle_all(dialogue, false);
        break;
    case HG_DIALOGUE_RECIPIENT:
        settle_recipient(dialogue);
        break;
    case HG_DIALOGUE_DATA:
        if (dialogue->code / 100 == 3)
            dialogue->phase = HG_DIALOGUE_MESSAGE;
        else if (dialogue->code / 100 != 2)
            settle_all(dialogue, true);
        break;
    case HG_DIALOGUE_MESSAGE:
        settle_all(dialogue, true);
        break;
    case HG_DIALOGUE_GREETING:
    case HG_DIALOGUE_HELLO:
    case HG_DIALOGUE_STARTTLS:
    case HG_DIALOGUE_LOGIN:
        break;
    }
}

static bool has_code(const char *line, size_t len)
{
    return len >= 3 && line[0] >= '2' && line[0] <= '5' && hg_ascii_is_digit(line[1]) &&
           hg_ascii_is_digit(line[2]) && (len == 3 || line[3] == ' ' || line[3] == '-');
}

void hg_dialogue_received(struct hg_dialogue *dialogue, const char *line, size_t len)
{
    len = without_line_end(line, len);
    if (dialogue->is_over)
        return;
    if (!dialogue->is_reading)
        hg_buf_clear(&dialogue->reply);
    const size_t begin = !has_code(line, len) ? 0 : len > 4 ? 4 : len;
    if (dialogue->reply.len + len < REPLY_MAX_BYTES) {
        if (dialogue->reply.len > 0 && begin < len)
            hg_buf_add_char(&dialogue->reply, ' ');
        hg_buf_add(&dialogue->reply, line + begin, len - begin);
    }
    dialogue->is_reading = begin == 0 || (len > 3 && line[3] == '-');
    if (dialogue->is_reading)
        return;
    dialogue->code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    settle(dialogue);
}

/* As short ones of the configuration, they are not searched for. */
static void hide(struct hg_buf *text, const char *secret)
{
    struct hg_buf safe;
    const char *rest = text->data;
    if (strlen(secret) < HG_SECRET_MIN_BYTES)
        return;
    hg_buf_init(&safe);
    for (const char *at; (at = strstr(rest, secret)) != NULL;
         rest = at + strlen(secret)) {
        hg_buf_add(&safe, rest, (size_t)(at - rest));
        hg_buf_add_text(&safe, HG_HIDDEN);
    }
    hg_buf_add_text(&safe, rest);
    hg_buf_release(text);
    *text = safe;
}

void hg_dialogue_describe(const struct hg_dialogue *dialogue, struct hg_buf *out)
{
    struct hg_buf reply;
    if (dialogue->code == 0)
        return;
    hg_buf_init(&reply);
    /* The search for secrets would end at a NUL. */
    for (size_t i = 0; i < dialogue->reply.len; i++)
        hg_buf_add_char(&reply,
                        dialogue->reply.data[i] == '\0' ? '?' : dialogue->reply.data[i]);
    const char *const end = dialogue->secrets.data + dialogue->secrets.len;
    for (const char *secret = dialogue->secrets.data; secret < end;
         secret += strlen(secret) + 1)
        hide(&reply, secret);
    if (dialogue->password != NULL)
        hide(&reply, dialogue->password);
    char *safe = hg_secrets_mask(dialogue->known_secrets, reply.data);
    char *clean = hg_text_clean(safe, strlen(safe), SHOWN_MAX_BYTES);
    hg_buf_printf(out, "%d%s%s", dialogue->code, *clean == '\0' ? "" : " ", clean);
    free(clean);
    free(safe);
    hg_buf_release(&reply);
}

const char *hg_dialogue_phase_text(enum hg_dialogue_phase phase)
{
    switch (phase) {
    case HG_DIALOGUE_GREETING:
        return "greeting";
    case HG_DIALOGUE_HELLO:
        return "hello";
    case HG_DIALOGUE_STARTTLS:
        return "STARTTLS";
    case HG_DIALOGUE_LOGIN:
        return "login";
    case HG_DIALOGUE_SENDER:
        return "sender";
    case HG_DIALOGUE_RECIPIENT:
        return "recipients";
    case HG_DIALOGUE_DATA:
    case HG_DIALOGUE_MESSAGE:
        break;
    }
    return "message";
}
