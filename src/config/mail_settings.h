/* SPDX-License-Identifier: MIT */
/* mail_settings: whether the settings of mails make sense, one by one and together. */
#ifndef HEADGATE_CONFIG_MAIL_SETTINGS_H
#define HEADGATE_CONFIG_MAIL_SETTINGS_H

#include "config/node.h"
#include "config/value.h"
#include "headgate/settings.h"

/* Where the settings were given; NULL: nowhere. */
struct hg_mail_settings_nodes {
    struct hg_node *send;
    struct hg_node *server;
    struct hg_node *from;
    struct hg_node *to;
    struct hg_node *user;
    struct hg_node *password;
    struct hg_node *password_file;
};

/* Tell everything that is wrong. Nodes that are broken already are not told again. */
void hg_mail_settings_check(const struct hg_reader *reader,
                            const struct hg_settings *settings,
                            const struct hg_mail_settings_nodes *nodes);

#endif
