/* SPDX-License-Identifier: MIT */
/* channel_rows: the rows of the table of channels, each beside its functions. */
#ifndef HEADGATE_NOTIFY_CHANNEL_ROWS_H
#define HEADGATE_NOTIFY_CHANNEL_ROWS_H

#include "headgate/channel.h"

extern const struct hg_channel hg_channel_mail;

extern const struct hg_channel_type hg_channel_webhook;
extern const struct hg_channel_type hg_channel_slack;
extern const struct hg_channel_type hg_channel_discord;
extern const struct hg_channel_type hg_channel_command;
extern const struct hg_channel_type hg_channel_teams;
extern const struct hg_channel_type hg_channel_ntfy;
extern const struct hg_channel_type hg_channel_pagerduty;
extern const struct hg_channel_type hg_channel_alertmanager;
extern const struct hg_channel_type hg_channel_ping;

#endif
