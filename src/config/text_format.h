/* SPDX-License-Identifier: MIT */
/* text_format: the formats of strings: URLs, proxies, dates and the like. The rows of the key table
 * point to the rows here. */
#ifndef HEADGATE_CONFIG_TEXT_FORMAT_H
#define HEADGATE_CONFIG_TEXT_FORMAT_H

#include <stdbool.h>

struct hg_text_format {
    bool (*matches)(const char *text); /* NULL: every text does */
    const char *expected;              /* in the words of messages */
    bool is_address;                   /* it may hold a password, which is not shown */
    bool is_user;                      /* a user name: it is not shown where it stands */
    bool may_be_empty;                 /* written "", not by an empty variable */
};

/* A boolean of YAML 1.1, which is no host and no file that anybody means. */
bool hg_text_format_is_boolean(const char *text);

extern const struct hg_text_format hg_format_address; /* checked when it is parsed */
extern const struct hg_text_format hg_format_url, hg_format_url_prefix, hg_format_proxy,
    hg_format_resolve, hg_format_media_type, hg_format_date, hg_format_pin,
    hg_format_host_name, hg_format_place, hg_format_basic_user, hg_format_digest_user,
    hg_format_mail_user;

#endif
