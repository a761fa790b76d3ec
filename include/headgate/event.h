/* SPDX-License-Identifier: MIT */
/* event: news about a target, or about the monitor, which is headgate on this machine, for people: what is said once,
 * and to whom it matters. Events follow from what was
 * reported of a target before and its new result, in the transaction that adds a run (history/track/reported.h), and
 * nowhere else: `--on-change`, mail and every channel read the same ones. */
#ifndef HEADGATE_EVENT_H
#define HEADGATE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/outcome.h"
#include "headgate/settings.h"
#include "headgate/text.h"

/* Append only: the history stores these numbers. The words of `channels.NAME.events` are in this order. */
enum hg_event_kind {
    HG_EVENT_DOWN, /* a target is down, as often in a row as `notify.after` asks for */
    HG_EVENT_RECOVERED, /* it is available again, as often as `notify.recover` asks for */
    HG_EVENT_REMINDER,  /* it is still down, `notify.remind` after this was said last */
    HG_EVENT_DEGRADED,  /* it is degraded, as often in a row as `notify.after` asks for */
    HG_EVENT_DEGRADED_END, /* it is up or flaky, as often as `notify.recover` asks for */
    HG_EVENT_CERTIFICATE,  /* one warns or fails for the first time, or is renewed */
    HG_EVENT_REMOVED,      /* the configuration that had it has it no longer */
    HG_EVENT_FLAPPING,     /* it goes up and down again and again */
    HG_EVENT_FLAPPING_END, /* it does so no longer */
    HG_EVENT_OFFLINE,      /* of the monitor: a run could judge nothing */
    HG_EVENT_ONLINE,       /* of the monitor: a run could judge again */
    HG_EVENT_GAP, /* of the monitor: nothing was checked for longer than `max_gap` */
    HG_EVENT_KIND_COUNT
};

/* What is said where nobody asked for certain events: bits. */
#define HG_EVENTS_DEFAULT                                                                \
    (~(1U << HG_EVENT_DEGRADED | 1U << HG_EVENT_DEGRADED_END | 1U << HG_EVENT_GAP))

/* Stands for the reports by mail among names of channels; no channel may have it. */
#define HG_EVENT_TO_MAIL "mail"

struct hg_event {
    const char *id; /* of its own in all histories; NULL: it was not stored */
    enum hg_event_kind kind;
    const char *target;   /* its name, clean; "" for the monitor, like the next */
    const char *url;      /* without secrets */
    const char *group;    /* NULL: none */
    struct hg_texts tags; /* of the target */
    struct hg_texts to; /* names of the channels that it is for; empty: all. Not stored */
    /* Wall clock: of the result that it follows from. `recovered` is at the end of its incident, the first result that
     * was available, also where several in a row are waited for. */
    int64_t at_us;
    int64_t
        since_us; /* when it began: of a target that is or was down, when its incident did */
    int64_t incident;    /* its number; 0: none */
    enum hg_cause cause; /* why it began */
    const char *reason;  /* likewise; "" for none */
    /* In a message: what the targets of its outage have in common, and when it began; NULL: it is alone. */
    const char *beginning;
    /* In a message of a channel that hears of outages (struct hg_channel_settings): id of the one that the target is
     * part of, NULL: none; and whether the target is the last one of the channel's that it ends for. */
    const char *outage;
    bool ends_outage;
};

/* "down", "recovered": lower case, stable. */
const char *hg_event_word(enum hg_event_kind kind);
/* Whether it is news about the monitor, not about a target. */
bool hg_event_is_of_monitor(enum hg_event_kind kind);
/* Whether the event is for the channel, and the channel's own filters let it through: each of them that is set, by any
 * of its values. Filters by group and tag are for targets: what the monitor can't do concerns them all. */
bool hg_event_is_for(const struct hg_event *event,
                     const struct hg_channel_settings *channel);

#endif
