/* SPDX-License-Identifier: MIT */
/* notifier: sends mails and keeps those that could not be sent, and tells what became of
 * them. The verdict of a run never depends on it. */
#ifndef HEADGATE_APP_NOTIFIER_H
#define HEADGATE_APP_NOTIFIER_H

#include <stddef.h>

#include "headgate/cancel.h"
#include "headgate/config.h"
#include "headgate/history.h"
#include "headgate/run.h"
#include "headgate/settings.h"
#include "headgate/uptime.h"

struct hg_notifier {
    const struct hg_settings *settings;
    struct hg_history *history;
    const struct hg_cancel
        *cancel; /* a signal ends the sending; what is not sent is kept */
};

/* After a run was added to the history: send what is kept, and the report of the
 * settings' period when mail.when asks for it. Nothing at all when the run was stopped by
 * a signal: the next one will tell. */
void hg_notifier_after_run(const struct hg_notifier *notifier,
                           const struct hg_config *config, const struct hg_run *run);
/* Send what is kept, oldest first and for two minutes at most, and then the report of these
 * figures. 0 when all recipients have it; -1 (logged) otherwise, and it is kept for those
 * who may get it later. */
int hg_notifier_send_report(const struct hg_notifier *notifier,
                            const struct hg_uptime *uptime);

#endif
