/* SPDX-License-Identifier: MIT */
/* notifier: reports what a run changed, once it is in the history: on standard output (output.on_change)
 * and in messages through channels. Messages that can't be sent are queued in the history. The verdict of
 * a run never depends on it. */
#ifndef HEADGATE_APP_NOTIFIER_H
#define HEADGATE_APP_NOTIFIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/cancel.h"
#include "headgate/channel.h"
#include "headgate/config.h"
#include "headgate/history.h"
#include "headgate/output.h"
#include "headgate/run.h"
#include "headgate/uptime.h"

/* Everything is borrowed. */
struct hg_notifier {
    const struct hg_channel *const *channels; /* hg_channels(); tests have others */
    size_t channel_count;
    const struct hg_config *config;
    struct hg_history *history;
    const struct hg_cancel *cancel; /* a signal ends the sending; the rest stays queued */
    /* Of periods and times in messages; NULL: it is opened when it is needed, which sets TZ for a moment
     * (headgate/zone.h). */
    const struct hg_zone *zone;
    int64_t
        end_us; /* monotonic: then no further message is begun; at least one is tried */
    bool is_strict; /* what was begun ends then, too, and nothing is tried later */
};

/* With all channels, and two minutes. */
void hg_notifier_init(struct hg_notifier *notifier, const struct hg_config *config,
                      struct hg_history *history, const struct hg_cancel *cancel);
/* Where the settings ask for it: write what the run changed to `sink`, and nothing when that is nothing. A
 * run without a verdict is warned of instead, as silence would mean that nothing changed. -1 (logged) when
 * the history can't be read. */
int hg_notifier_write_changes(const struct hg_notifier *notifier,
                              const struct hg_run *run, struct hg_sink *sink)
    __attribute__((warn_unused_result));
/* Through each channel that the settings enable: send the queued messages that are due and, when they ask for one about
 * this run, a report of the period `report.since`. Once a signal has come nothing is sent: a report
 * about events is queued, anything else is left to the next run. Failures are logged. */
void hg_notifier_after_run(const struct hg_notifier *notifier, const struct hg_run *run);
/* Send the queued messages of the channel that are due. 0 when nothing waits any more and nothing was rejected; -1 (logged)
 * otherwise. */
int hg_notifier_send_waiting(const struct hg_notifier *notifier,
                             const struct hg_channel *channel);
/* Send the queued messages of the channel, oldest first, whether they are due or not, and then a report of this uptime.
 * 0 when all recipients have accepted it; -1 (logged) otherwise, and it is queued for those that may accept it later. */
int hg_notifier_send_report(const struct hg_notifier *notifier,
                            const struct hg_channel *channel,
                            const struct hg_uptime *uptime)
    __attribute__((warn_unused_result));

#endif
