/* SPDX-License-Identifier: MIT */
/* event: news about a target, for people: what is said once, and to whom it matters. Events follow from what was
 * reported of a target before and its new result, in the transaction that adds a run (history/track/reported.h), and
 * nowhere else: `--on-change`, mail and every channel read the same ones. */
#ifndef HEADGATE_EVENT_H
#define HEADGATE_EVENT_H

#include <stdint.h>

#include "headgate/outcome.h"

/* Append only: the history stores these numbers. */
enum hg_event_kind {
    HG_EVENT_DOWN, /* a target is down, as often in a row as `notify.after` asks for */
    HG_EVENT_RECOVERED, /* it is available again, as often as `notify.recover` asks for */
    HG_EVENT_KIND_COUNT
};

struct hg_event {
    enum hg_event_kind kind;
    const char *target;  /* its name, clean */
    const char *url;     /* without secrets */
    const char *group;   /* NULL: none */
    int64_t at_us;       /* wall clock: of the result that it follows from */
    int64_t since_us;    /* when the target went down */
    int64_t incident;    /* its number */
    enum hg_cause cause; /* why it went down */
    const char *reason;  /* likewise; "" for none */
};

/* "down", "recovered": lower case, stable. */
const char *hg_event_word(enum hg_event_kind kind);

#endif
