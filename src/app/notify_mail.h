/* SPDX-License-Identifier: MIT */
/* notify_mail: the channel "mail" in the command notify: its messages are reports, which wait in queues of their own
 * (headgate/unsent.h). */
#ifndef HEADGATE_APP_NOTIFY_MAIL_H
#define HEADGATE_APP_NOTIFY_MAIL_H

#include <stdbool.h>

#include "headgate/config.h"

#include "app/history_reader.h"

/* Whether mail is configured, and meant by the name (NULL: every channel). */
bool hg_notify_mail_is_meant(const struct hg_config *config, const char *name);
/* Send a report that is marked as a sample, or print it. Returns the exit status. */
int hg_notify_mail_test(const struct hg_config *config, bool is_dry_run);
/* Send the mails that are due, or print the next one. Returns the exit status. */
int hg_notify_mail_send(const struct hg_history_reader *reader, bool is_dry_run);

#endif
