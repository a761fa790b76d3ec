/* SPDX-License-Identifier: MIT */
/* mail: the channel that sends messages (RFC 5322) by SMTP.
 *
 * DESIGN: an envelope has the sender in the first line and a recipient in each further one, as mailboxes
 * with or without display names (headgate/mailbox.h), which hold no line feeds. */
#include <stdlib.h>
#include <string.h>

#include "headgate/mailbox.h"
#include "headgate/memory.h"

#include "notify/channel_rows.h"
#include "notify/smtp.h"

#include "headgate/banned.h"

/* An envelope that is read: line 0 is the sender. */
struct envelope {
    char *text;                   /* owned */
    const char **lines;           /* owned array */
    struct hg_mailbox *mailboxes; /* owned: of each line */
    size_t count;                 /* lines */
};

static bool is_enabled(const struct hg_settings *settings)
{
    return settings->mail.send;
}

static bool is_wanted(const struct hg_settings *settings, const struct hg_run *run,
                      size_t change_count)
{
    switch ((enum hg_mail_when)settings->mail.when) {
    case HG_MAIL_WHEN_CHANGE:
        return change_count > 0;
    case HG_MAIL_WHEN_FAILURE:
        return run->summary.outcomes[HG_OUTCOME_DOWN] > 0;
    case HG_MAIL_WHEN_ALWAYS:
        break;
    }
    return true;
}

static void write_envelope(const struct hg_settings *settings, struct hg_buf *out)
{
    const struct hg_texts *to = &settings->mail.to;
    hg_buf_add_text(out, settings->mail.from);
    for (size_t i = 0; i < to->count; i++)
        hg_buf_printf(out, "\n%s", to->items[i]);
}

static size_t count_lines(const char *text)
{
    size_t count = 1;
    while ((text = strchr(text, '\n')) != NULL) {
        text++;
        count++;
    }
    return count;
}

static void split(struct envelope *envelope, const char *text)
{
    envelope->text = hg_memory_copy_text(text);
    envelope->count = count_lines(text);
    envelope->lines = hg_memory_new(envelope->count, sizeof *envelope->lines);
    envelope->mailboxes = hg_memory_new(envelope->count, sizeof *envelope->mailboxes);
    char *rest = envelope->text;
    for (size_t i = 0; i < envelope->count; i++) {
        const size_t len = strcspn(rest, "\n");
        envelope->lines[i] = rest;
        rest[len] = '\0';
        rest += len + 1;
    }
}

static int read_mailboxes(struct envelope *envelope, struct hg_error *err)
{
    char problem[512];
    if (envelope->count < 2)
        return hg_error_system(err, "mail: it has no recipients");
    for (size_t i = 0; i < envelope->count; i++) {
        if (hg_mailbox_parse(&envelope->mailboxes[i], envelope->lines[i], problem,
                             sizeof problem) != 0)
            return hg_error_system(err, "mail: %s", problem);
    }
    return 0;
}

static void release(struct envelope *envelope)
{
    for (size_t i = 0; i < envelope->count; i++)
        hg_mailbox_release(&envelope->mailboxes[i]);
    free(envelope->mailboxes);
    free(envelope->lines);
    free(envelope->text);
}

static int send_to(const struct envelope *envelope, const struct hg_mail *settings,
                   struct hg_smtp_message *message, struct hg_smtp_outcome *outcome,
                   struct hg_error *err)
{
    const size_t count = envelope->count - 1;
    const char **recipients = hg_memory_new(count, sizeof *recipients);
    for (size_t i = 0; i < count; i++)
        recipients[i] = envelope->mailboxes[i + 1].address;
    message->sender = envelope->mailboxes[0].address;
    message->recipients = (struct hg_texts){recipients, count};
    const int result = hg_smtp_send(settings, message, outcome, err);
    free(recipients);
    return result;
}

/* Count the recipients, and keep the envelope of those that were deferred. */
static void settle(struct hg_delivery *delivery, const struct envelope *envelope,
                   const enum hg_delivery_status *statuses)
{
    struct hg_buf remaining;
    hg_buf_init(&remaining);
    hg_buf_add_text(&remaining, envelope->lines[0]);
    for (size_t i = 0; i + 1 < envelope->count; i++) {
        delivery->counts[statuses[i]]++;
        if (statuses[i] == HG_DELIVERY_DEFERRED)
            hg_buf_printf(&remaining, "\n%s", envelope->lines[i + 1]);
    }
    if (delivery->counts[HG_DELIVERY_DEFERRED] > 0)
        delivery->remaining = hg_buf_steal(&remaining);
    else
        hg_buf_release(&remaining);
}

static int send_mail(const struct hg_settings *settings, const struct hg_payload *payload,
                     const struct hg_cancel *cancel, int64_t end_us,
                     struct hg_delivery *delivery, struct hg_error *err)
{
    struct envelope envelope;
    struct hg_smtp_message message = {
        .data = payload->data, .len = payload->len, .cancel = cancel, .end_us = end_us};
    struct hg_smtp_outcome outcome = {.is_unavailable = false};
    int result = -1;

    *delivery = (struct hg_delivery){0};
    split(&envelope, payload->envelope);
    outcome.statuses = hg_memory_new(envelope.count, sizeof *outcome.statuses);
    if (read_mailboxes(&envelope, err) == 0) {
        result = send_to(&envelope, &settings->mail, &message, &outcome, err);
    } else {
        /* Stored addresses do not become valid by waiting. */
        for (size_t i = 0; i < envelope.count; i++)
            outcome.statuses[i] = HG_DELIVERY_REJECTED;
    }
    settle(delivery, &envelope, outcome.statuses);
    delivery->is_unavailable = outcome.is_unavailable;
    free(outcome.statuses);
    release(&envelope);
    return result;
}

const struct hg_channel hg_channel_mail = {
    .name = "mail",
    .format = "eml",
    .is_enabled = is_enabled,
    .is_wanted = is_wanted,
    .write_envelope = write_envelope,
    .send = send_mail,
};
