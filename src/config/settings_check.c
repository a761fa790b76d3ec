/* SPDX-License-Identifier: MIT */
/* settings_check: settings that need each other, and values that are checked by trying them. */
#include "config/settings_check.h"

#include "headgate/clock.h"
#include "headgate/mailbox.h"
#include "headgate/period.h"
#include "headgate/relay.h"
#include "headgate/text.h"
#include "headgate/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define RECIPIENTS_MAX 100  /* that any server must take: RFC 5321 4.5.3.1.8 */
#define TAGS_MAX       1000 /* candidates for the nearest one */

/* A key that is set nowhere is not reported. */
static void report(const struct hg_reader *reader, const struct hg_layer *set,
                   const char *path, const char *problem)
{
    struct hg_node *node = hg_layer_get(set, path);
    if (node != NULL)
        hg_value_fault(reader, hg_key_find(path), node, "%s", problem);
}

/* Opens a time zone, for which TZ is set for a moment (headgate/zone.h). */
static void check_report(const struct hg_reader *reader, const struct hg_layer *set)
{
    const struct hg_report_settings *settings = &reader->config->settings.report;
    struct hg_node *since = hg_layer_get(set, "report.since");
    struct hg_zone zone;
    struct hg_period period;
    struct hg_error err = {0};
    char problem[512];
    if (since == NULL && hg_layer_get(set, "report.tz") == NULL)
        return;
    if (hg_zone_open(&zone, settings->tz, &err) != 0)
        report(reader, set, "report.tz", err.text);
    else if (since != NULL &&
             hg_period_parse(&period, settings->since, &zone, hg_clock_wall_us(), problem,
                             sizeof problem) != 0)
        hg_value_fault(reader, hg_key_find("report.since"), since, "%s, got \"%s\"",
                       problem, settings->since);
    hg_zone_release(&zone);
}

static void check_address(const struct hg_reader *reader, const char *path,
                          struct hg_node *node, const char *text)
{
    struct hg_mailbox mailbox;
    char problem[512];
    if (node == NULL || text == NULL)
        return;
    if (hg_mailbox_parse(&mailbox, text, problem, sizeof problem) == 0)
        hg_mailbox_release(&mailbox);
    else
        hg_value_fault(reader, hg_key_find(path), node, "%s", problem);
}

static void check_recipients(const struct hg_reader *reader, const struct hg_layer *set)
{
    const struct hg_texts *to = &reader->config->settings.mail.to;
    struct hg_node *node = hg_layer_get(set, "mail.to");
    const bool is_list = node != NULL && node->kind == HG_NODE_LIST;
    for (size_t i = 0; i < to->count; i++) {
        struct hg_node *own = is_list && i < node->count ? node->items[i] : node;
        check_address(reader, "mail.to", own, to->items[i]);
    }
    if (to->count > RECIPIENTS_MAX)
        report(reader, set, "mail.to", "more than 100 recipients");
}

/* A login in plain text is allowed only for this machine. */
static void check_server(const struct hg_reader *reader, const struct hg_layer *set)
{
    const struct hg_mail *mail = &reader->config->settings.mail;
    struct hg_relay relay;
    char problem[512];
    if (mail->server == NULL || hg_layer_get(set, "mail.server") == NULL)
        return;
    if (hg_relay_parse(&relay, mail->server, (enum hg_mail_tls)mail->tls, problem,
                       sizeof problem) != 0) {
        report(reader, set, "mail.server", problem);
        return;
    }
    if (mail->user != NULL && mail->tls == HG_MAIL_TLS_NONE && !relay.is_loopback)
        report(reader, set, "mail.user",
               "with \"tls: none\" the password would be sent in plain text, which is "
               "allowed only for a server on this machine");
    hg_relay_release(&relay);
}

static void check_login(const struct hg_reader *reader, const struct hg_layer *set)
{
    const bool has_user = hg_layer_get(set, "mail.user") != NULL;
    const bool has_password = hg_layer_get(set, "mail.password") != NULL;
    const bool has_file = hg_layer_get(set, "mail.password_file") != NULL;
    if (has_password && has_file)
        report(reader, set, "mail.password",
               "mail.password and mail.password_file can't both be set");
    else if (!has_password && !has_file)
        report(reader, set, "mail.user",
               "a user needs mail.password or mail.password_file");
    else if (!has_user)
        report(reader, set, has_file ? "mail.password_file" : "mail.password",
               "a password needs mail.user");
}

static void add(char *names, size_t size, bool is_missing, const char *name)
{
    const size_t len = strlen(names);
    if (is_missing)
        snprintf(names + len, size - len, "%s%s", len == 0 ? "" : ", ", name);
}

/* A value that is wrong is reported already. */
static void check_completeness(const struct hg_reader *reader, const struct hg_layer *set)
{
    const struct hg_node *to = hg_layer_get(set, "mail.to");
    char names[64] = "";
    char problem[128];
    if (!reader->config->settings.mail.send)
        return;
    add(names, sizeof names, hg_layer_get(set, "mail.server") == NULL, "mail.server");
    add(names, sizeof names, hg_layer_get(set, "mail.from") == NULL, "mail.from");
    add(names, sizeof names, to == NULL || (to->kind == HG_NODE_LIST && to->count == 0),
        "mail.to");
    add(names, sizeof names, hg_layer_get(set, "history") == NULL, "history");
    if (*names == '\0')
        return;
    snprintf(problem, sizeof problem, "sending mail needs %s", names);
    report(reader, set, "mail.send", problem);
}

/* A name that is spelled wrongly would hide nothing. */
static void check_variables(const struct hg_reader *reader, const struct hg_layer *set)
{
    const struct hg_settings *settings = &reader->config->settings;
    struct hg_node *node = hg_layer_get(set, "public");
    for (size_t i = 0; i < settings->secret_variables.count; i++) {
        const char *name = settings->secret_variables.items[i];
        if (getenv(name) == NULL && !reader->allows_unset)
            hg_value_note(reader, "secret: variable \"%s\" is not set", name);
        for (size_t k = 0; node != NULL && k < settings->public_variables.count; k++) {
            if (strcmp(settings->public_variables.items[k], name) == 0)
                hg_value_fault(reader, hg_key_find("public"), node,
                               "\"%s\" is in \"secret\", too", name);
        }
    }
}

void hg_settings_check(const struct hg_reader *reader, const struct hg_layer *set)
{
    const struct hg_settings *settings = &reader->config->settings;
    check_report(reader, set);
    if (settings->on_change && hg_layer_get(set, "history") == NULL)
        report(reader, set, "output.on_change", "needs a history (--history FILE)");
    if (settings->channels.count > 0 && hg_layer_get(set, "history") == NULL)
        report(reader, set, "channels", "need a history (--history FILE)");
    check_server(reader, set);
    check_address(reader, "mail.from", hg_layer_get(set, "mail.from"),
                  settings->mail.from);
    check_recipients(reader, set);
    check_login(reader, set);
    check_completeness(reader, set);
    check_variables(reader, set);
}

static bool is_known(const struct hg_target_set *targets, const char *tag)
{
    for (size_t i = 0; i < targets->count; i++) {
        if (hg_target_has_tag(&targets->items[i], tag))
            return true;
    }
    return false;
}

static const char *nearest_tag(const struct hg_target_set *targets, const char *tag)
{
    const char *tags[TAGS_MAX];
    size_t used = 0;
    for (size_t i = 0; i < targets->origin_count; i++) {
        const struct hg_texts *own = &targets->origins[i]->tags;
        for (size_t t = 0; t < own->count && used < TAGS_MAX; t++)
            tags[used++] = own->items[t];
    }
    return hg_text_nearest(tag, tags, used);
}

static void report_tag(const struct hg_reader *reader,
                       const struct hg_target_set *targets, struct hg_node *node,
                       const char *tag)
{
    char hint[256] = "";
    const char *nearest = nearest_tag(targets, tag);
    if (nearest != NULL)
        snprintf(hint, sizeof hint, ", did you mean \"%.200s\"?", nearest);
    hg_value_fault(reader, hg_key_find("gate.conditions"), node,
                   "no target has the tag \"%.200s\"%s", tag, hint);
}

void hg_settings_check_tags(const struct hg_reader *reader, const struct hg_layer *set,
                            const struct hg_target_set *targets)
{
    const struct hg_conditions *conditions = &reader->config->settings.gate.conditions;
    struct hg_node *node = hg_layer_get(set, "gate.conditions");
    size_t count;
    struct hg_node **nodes = node == NULL ? NULL : hg_node_items(&node, &count);
    if (node == NULL || count != conditions->count || targets->misses_tags)
        return; /* a condition or a tag is wrong, which is reported already */
    for (size_t i = 0; i < conditions->count; i++) {
        const char *tag = conditions->items[i].tag;
        if (tag != NULL && !is_known(targets, tag))
            report_tag(reader, targets, nodes[i], tag);
    }
}
