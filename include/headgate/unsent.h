/* SPDX-License-Identifier: MIT */
/* unsent: mails that are to be sent, kept in the history until they are. A mail is kept
 * before it is tried, so that it is sent twice rather than never when we are killed in
 * between.
 *
 * Several processes may empty it at once: who takes a mail has it for ten minutes, longer
 * than sending takes; after that it is thought to have died, and the mail may be taken
 * again. */
#ifndef HEADGATE_UNSENT_H
#define HEADGATE_UNSENT_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/error.h"
#include "headgate/history.h"
#include "headgate/texts.h"

#define HG_UNSENT_MAX 100 /* mails that are kept at most */

struct hg_unsent {
    int64_t id;       /* 0: none */
    int64_t made_us;  /* wall clock */
    int64_t attempts; /* that failed */
    char *from;       /* owned */
    char **to;        /* owned, each too */
    size_t to_count;
    char *data; /* owned */
    size_t len;
};

/* What is to be kept: borrowed. */
struct hg_unsent_payload {
    const char *from;
    struct hg_texts to;
    const char *data;
    size_t len;
};

/* Keep it, taken by us. `id` names it from then on, and `dropped` is how many of the
 * oldest had to go for it. -1 (system): it is not kept. */
int hg_unsent_add(struct hg_history *history, const struct hg_unsent_payload *mail,
                  int64_t now_us, int64_t *id, size_t *dropped, struct hg_error *err);
/* Take the oldest with a greater id than `after` that nobody has; its id is 0 when there
 * is none. -1 (system). Release it in any case. */
int hg_unsent_claim(struct hg_history *history, int64_t after, int64_t now_us,
                    struct hg_unsent *mail, struct hg_error *err);
void hg_unsent_release(struct hg_unsent *mail);
/* It is sent, or never will be. */
int hg_unsent_remove(struct hg_history *history, int64_t id, struct hg_error *err);
/* An attempt failed with this problem; `to` is whom it is still for. Nobody has it any
 * more. */
int hg_unsent_return(struct hg_history *history, int64_t id, const struct hg_texts *to,
                     const char *problem, struct hg_error *err);

#endif
