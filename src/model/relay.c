/* SPDX-License-Identifier: MIT */
/* relay: reads the name of a mail server, by the parser of URLs. */
#include "headgate/relay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/address.h"
#include "headgate/buf.h"
#include "headgate/url.h"

#include "headgate/banned.h"

static uint16_t usual_port(enum hg_mail_tls tls)
{
    switch (tls) {
    case HG_MAIL_TLS_TLS:
        return 465;
    case HG_MAIL_TLS_NONE:
        return 25;
    case HG_MAIL_TLS_STARTTLS:
        break;
    }
    return 587;
}

/* `host` as in an address: IPv6 in brackets. */
static bool is_loopback(const char *host)
{
    char ip[HG_ADDRESS_TEXT_SIZE];
    struct hg_address address;
    const bool is_bracketed = host[0] == '[';
    snprintf(ip, sizeof ip, "%.*s", (int)(strlen(host) - (is_bracketed ? 2 : 0)),
             host + (is_bracketed ? 1 : 0));
    hg_address_parse(&address, ip, 0);
    if (address.family == 0)
        return strcmp(host, "localhost") == 0;
    static const uint8_t local[16] = {[15] = 1};
    return address.family == 4 ? address.bytes[0] == 127
                               : memcmp(address.bytes, local, sizeof local) == 0;
}

int hg_relay_parse(struct hg_relay *relay, const char *server, enum hg_mail_tls tls,
                   char *problem, size_t size)
{
    static const char expected[] = "a mail server must be HOST or HOST:PORT, such as "
                                   "mail.example.com:587, got";
    struct hg_buf address;
    struct hg_url url;
    char why[256];

    *relay = (struct hg_relay){0};
    hg_buf_init(&address);
    hg_buf_printf(&address, "https://%s", server);
    const bool is_server = strpbrk(server, "/\\?#@ ") == NULL &&
                           hg_url_parse(&url, address.data, why, sizeof why) == 0;
    hg_buf_release(&address);
    if (!is_server) {
        char *safe = hg_url_redact(server);
        snprintf(problem, size, "%s \"%s\"", expected, safe);
        free(safe);
        return -1;
    }
    relay->host = url.host;
    url.host = NULL;
    relay->port = url.has_port ? url.port : usual_port(tls);
    relay->is_loopback = is_loopback(relay->host);
    hg_url_release(&url);
    return 0;
}

void hg_relay_release(struct hg_relay *relay)
{
    free(relay->host);
    *relay = (struct hg_relay){0};
}
