/* SPDX-License-Identifier: MIT */
/* dialogue: whatever a mail server says, each recipient has one status, and what people are shown is clean, short and
 * without our password. An empty line stands for the next command that we send. */
#include <string.h>

#include "headgate/buf.h"

#include "notify/dialogue.h"

#include "fuzz.h"

#define PASSWORD   "hunter2hunter2"
#define SHOWN_MAX  304 /* the code, a blank and the text */
#define RECIPIENTS 3

static void check(const struct hg_dialogue *dialogue)
{
    struct hg_buf shown;
    hg_buf_init(&shown);
    hg_dialogue_describe(dialogue, &shown);
    FUZZ_ASSERT(shown.len <= SHOWN_MAX);
    FUZZ_ASSERT(hg_text_is_clean(shown.data, shown.len, NULL));
    FUZZ_ASSERT(strstr(shown.data, PASSWORD) == NULL);
    FUZZ_ASSERT(strstr(dialogue->refusals.data, PASSWORD) == NULL);
    FUZZ_ASSERT(dialogue->command_count <= RECIPIENTS);
    FUZZ_ASSERT(hg_dialogue_phase_text(dialogue->phase)[0] != '\0');
    hg_buf_release(&shown);
}

/* As libcurl sends them. */
static const char *const commands[] = {
    "EHLO client.example",
    "STARTTLS",
    "EHLO client.example",
    "AUTH PLAIN AG5pZ2h0bHkAaHVudGVyMmh1bnRlcjI=",
    "MAIL FROM:<h@example.com>",
    "RCPT TO:<a@example.com>",
    "RCPT TO:<b@example.com>",
    "RCPT TO:<c@example.com>",
    "DATA",
    "QUIT",
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const addresses[RECIPIENTS] = {"a@example.com", "b@example.com",
                                                      "c@example.com"};
    const struct hg_texts recipients = {.items = addresses, .count = RECIPIENTS};
    enum hg_delivery_status statuses[RECIPIENTS];
    const char *text = (const char *)data;
    struct hg_dialogue dialogue;
    size_t next = 0;
    for (size_t i = 0; i < RECIPIENTS; i++)
        statuses[i] = HG_DELIVERY_DEFERRED;
    hg_dialogue_init(&dialogue, &recipients, statuses, PASSWORD);
    while (size > 0) {
        const char *end = memchr(text, '\n', size);
        const size_t len = end == NULL ? size : (size_t)(end - text) + 1;
        if (text[0] == '\n' && next < sizeof commands / sizeof commands[0]) {
            hg_dialogue_sent(&dialogue, commands[next], strlen(commands[next]));
            next++;
        } else {
            hg_dialogue_received(&dialogue, text, len);
        }
        check(&dialogue);
        text += len;
        size -= len;
    }
    for (size_t i = 0; i < RECIPIENTS; i++)
        FUZZ_ASSERT(statuses[i] < HG_DELIVERY_STATUS_COUNT);
    hg_dialogue_release(&dialogue);
    return 0;
}
