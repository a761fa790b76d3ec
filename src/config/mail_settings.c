/* SPDX-License-Identifier: MIT */
/* mail_settings: checks server, addresses and login, and that nothing is missing. */
#include "config/mail_settings.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "headgate/mailbox.h"
#include "headgate/relay.h"

#include "headgate/banned.h"

#define RECIPIENTS_MAX 100 /* that any server must take: RFC 5321 4.5.3.1.8 */

static void report(const struct hg_reader *reader, const char *path, struct hg_node *node,
                   const char *problem)
{
    if (node != NULL)
        hg_value_fault(reader, hg_key_find(path), node, "%s", problem);
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
        report(reader, path, node, problem);
}

static void check_recipients(const struct hg_reader *reader, const struct hg_texts *to,
                             struct hg_node *node)
{
    const bool is_list = node != NULL && node->kind == HG_NODE_LIST;
    for (size_t i = 0; i < to->count; i++) {
        struct hg_node *own = is_list && i < node->count ? node->items[i] : node;
        check_address(reader, "mail.to", own, to->items[i]);
    }
    if (to->count > RECIPIENTS_MAX)
        report(reader, "mail.to", node, "more than 100 recipients");
}

/* A login in clear text is for this machine only. */
static void check_server(const struct hg_reader *reader, const struct hg_mail *mail,
                         const struct hg_mail_settings_nodes *nodes)
{
    struct hg_relay relay;
    char problem[512];
    if (mail->server == NULL || nodes->server == NULL)
        return;
    if (hg_relay_parse(&relay, mail->server, (enum hg_mail_tls)mail->tls, problem,
                       sizeof problem) != 0) {
        report(reader, "mail.server", nodes->server, problem);
        return;
    }
    if (mail->user != NULL && mail->tls == HG_MAIL_TLS_NONE && !relay.is_loopback)
        report(
            reader, "mail.user", nodes->user,
            "with mail.tls none the password would be sent in clear text, which is for a "
            "server on this machine only");
    hg_relay_release(&relay);
}

static void check_login(const struct hg_reader *reader, const struct hg_mail *mail,
                        const struct hg_mail_settings_nodes *nodes)
{
    const bool is_file = nodes->password == NULL;
    const char *path = is_file ? "mail.password_file" : "mail.password";
    struct hg_node *node = is_file ? nodes->password_file : nodes->password;
    if (nodes->password != NULL && nodes->password_file != NULL)
        report(reader, "mail.password", nodes->password,
               "mail.password and mail.password_file can't both be given");
    else if (node == NULL)
        report(reader, "mail.user", nodes->user,
               "a user needs mail.password or mail.password_file");
    else if (mail->user == NULL && nodes->user == NULL)
        report(reader, path, node, "a password needs mail.user");
}

static void add(char *names, size_t size, bool is_missing, const char *name)
{
    const size_t len = strlen(names);
    if (is_missing)
        snprintf(names + len, size - len, "%s%s", len == 0 ? "" : ", ", name);
}

static void check_completeness(const struct hg_reader *reader,
                               const struct hg_settings *settings,
                               const struct hg_mail_settings_nodes *nodes)
{
    const struct hg_mail *mail = &settings->mail;
    char names[64] = "";
    char problem[128];
    if (!mail->send)
        return;
    /* What was given and is wrong is told already. */
    add(names, sizeof names, mail->server == NULL && nodes->server == NULL,
        "mail.server");
    add(names, sizeof names, mail->from == NULL && nodes->from == NULL, "mail.from");
    add(names, sizeof names,
        mail->to.count == 0 && (nodes->to == NULL || nodes->to->kind != HG_NODE_BROKEN),
        "mail.to");
    add(names, sizeof names, settings->history.file == NULL, "history");
    if (*names == '\0')
        return;
    snprintf(problem, sizeof problem, "sending mails needs %s", names);
    report(reader, "mail.send", nodes->send, problem);
}

void hg_mail_settings_check(const struct hg_reader *reader,
                            const struct hg_settings *settings,
                            const struct hg_mail_settings_nodes *nodes)
{
    const struct hg_mail *mail = &settings->mail;
    check_server(reader, mail, nodes);
    check_address(reader, "mail.from", nodes->from, mail->from);
    check_recipients(reader, &mail->to, nodes->to);
    check_login(reader, mail, nodes);
    check_completeness(reader, settings, nodes);
}
