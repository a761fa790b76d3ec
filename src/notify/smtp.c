/* SPDX-License-Identifier: MIT */
/* smtp: libcurl's SMTP.
 *
 * DESIGN: libcurl reports only whether a transfer worked, not what became of each recipient. It passes
 * every command and reply to its debug function, and the dialogue draws the conclusions. */
#include "notify/smtp.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/relay.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "notify/dialogue.h"

#include <curl/curl.h>

#include "headgate/banned.h"

#define CONNECT_SHARE 6
#define GOODBYE_US    (2 * HG_US_PER_S)
/* Login methods that need no more than user and password, which TLS protects. */
#define LOGIN_METHODS "AUTH=PLAIN;AUTH=LOGIN;AUTH=CRAM-MD5"

struct sending {
    CURL *easy; /* owned */
    struct hg_relay relay;
    const struct hg_cancel *cancel;
    struct hg_dialogue dialogue;
    struct hg_buf text; /* the message with CRLF */
    size_t at;          /* bytes of it that libcurl has read */
    int64_t began_us;   /* monotonic, as goodbye_us */
    int64_t goodbye_us; /* when QUIT was sent; 0: not yet */
    int64_t timeout_us;
    int64_t end_us;
    bool is_late;
    CURLcode code;
    char error[CURL_ERROR_SIZE];
};

static size_t on_read(char *out, size_t size, size_t count, void *context)
{
    struct sending *sending = context;
    const size_t rest = sending->text.len - sending->at;
    const size_t len = rest < size * count ? rest : size * count;
    memcpy(out, sending->text.data + sending->at, len);
    sending->at += len;
    return len;
}

static int on_talk(CURL *easy, curl_infotype type, char *data, size_t len, void *context)
{
    struct sending *sending = context;
    (void)easy;
    if (type == CURLINFO_HEADER_OUT)
        hg_dialogue_sent(&sending->dialogue, data, len);
    if (type == CURLINFO_HEADER_IN)
        hg_dialogue_received(&sending->dialogue, data, len);
    if (sending->dialogue.is_over && sending->goodbye_us == 0)
        sending->goodbye_us = hg_clock_monotonic_us();
    return 0;
}

static bool is_connected(const struct sending *sending)
{
    curl_off_t connect_us = 0;
    curl_easy_getinfo(sending->easy, CURLINFO_CONNECT_TIME_T, &connect_us);
    return connect_us > 0;
}

/* libcurl has one limit for everything before the message; ours is for the connection alone, as servers
 * may take their time with the greeting. Nothing depends on the reply to QUIT. */
static int on_progress(void *context, curl_off_t down_total, curl_off_t down,
                       curl_off_t up_total, curl_off_t up)
{
    struct sending *sending = context;
    const int64_t now_us = hg_clock_monotonic_us();
    (void)down_total, (void)down, (void)up_total, (void)up;
    if (sending->goodbye_us != 0)
        return now_us - sending->goodbye_us > GOODBYE_US || now_us >= sending->end_us;
    sending->is_late = now_us - sending->began_us > sending->timeout_us / CONNECT_SHARE &&
                       !is_connected(sending);
    if (now_us >= sending->end_us)
        sending->is_late = true;
    return sending->is_late || hg_cancel_exit_status(sending->cancel) != 0;
}

/* CRLF is the only line end of SMTP (RFC 5321 2.3.8), and servers differ in how they treat others. */
static void write_lines(struct hg_buf *out, const char *data, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (data[i] == '\r' && i + 1 < len && data[i + 1] == '\n')
            continue;
        if (data[i] == '\r' || data[i] == '\n')
            hg_buf_add_text(out, "\r\n");
        else
            hg_buf_add_char(out, data[i]);
    }
}

static void set_protection(CURL *easy, const struct hg_mail *settings)
{
    curl_easy_setopt(easy, CURLOPT_USE_SSL,
                     settings->tls == HG_MAIL_TLS_NONE ? CURLUSESSL_NONE
                                                       : CURLUSESSL_ALL);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (settings->ca != NULL) {
        curl_easy_setopt(easy, CURLOPT_CAINFO, settings->ca);
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    }
    if (settings->user == NULL)
        return;
    curl_easy_setopt(easy, CURLOPT_USERNAME, settings->user);
    curl_easy_setopt(easy, CURLOPT_PASSWORD,
                     settings->password == NULL ? "" : settings->password);
    curl_easy_setopt(easy, CURLOPT_LOGIN_OPTIONS, LOGIN_METHODS);
}

static void set_up(struct sending *sending, const struct hg_mail *settings)
{
    CURL *easy = sending->easy;
    const long timeout_ms = (long)(settings->timeout_us / HG_US_PER_MS);
    struct hg_buf url;
    hg_buf_init(&url);
    hg_buf_printf(&url, "%s://%s:%u", settings->tls == HG_MAIL_TLS_TLS ? "smtps" : "smtp",
                  sending->relay.host, (unsigned)sending->relay.port);
    curl_easy_setopt(easy, CURLOPT_URL, url.data);
    hg_buf_release(&url);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, timeout_ms);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, timeout_ms);
    curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, timeout_ms / 1000 + 1);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, sending->error);
    curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, on_talk);
    curl_easy_setopt(easy, CURLOPT_DEBUGDATA, sending);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, sending);
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_read);
    curl_easy_setopt(easy, CURLOPT_READDATA, sending);
    curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)sending->text.len);
    set_protection(easy, settings);
}

static void perform(struct sending *sending, const struct hg_smtp_message *message)
{
    struct curl_slist *recipients = NULL;
    for (size_t i = 0; i < message->recipients.count; i++) {
        struct curl_slist *longer =
            curl_slist_append(recipients, message->recipients.items[i]);
        if (longer == NULL)
            hg_memory_exhausted();
        recipients = longer;
    }
    curl_easy_setopt(sending->easy, CURLOPT_MAIL_FROM, message->sender);
    curl_easy_setopt(sending->easy, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(sending->easy, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
    sending->began_us = hg_clock_monotonic_us();
    sending->code = curl_easy_perform(sending->easy);
    curl_slist_free_all(recipients);
}

/* libcurl's message, which may hold some of the server's text. */
static void add_detail(const struct sending *sending, const char *message,
                       struct hg_buf *out)
{
    char *safe = hg_secrets_mask(sending->dialogue.known_secrets, sending->error);
    char *clean = hg_text_clean(safe, strlen(safe), 300);
    const char *detail = *clean == '\0' ? curl_easy_strerror(sending->code) : clean;
    if (message == NULL)
        hg_buf_add_text(out, detail);
    else
        hg_buf_printf(out, "%s (%s)", message, detail);
    free(clean);
    free(safe);
}

/* A failure that has no reply of the server. */
static void describe_code(const struct sending *sending, struct hg_buf *out)
{
    char system_message[128];
    long number = 0;
    switch ((int)sending->code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        hg_buf_add_text(out, "could not resolve the host name");
        break;
    case CURLE_COULDNT_CONNECT:
        curl_easy_getinfo(sending->easy, CURLINFO_OS_ERRNO, &number);
        hg_buf_add_text(out, number == 0 ? "no connection could be made"
                                         : hg_error_message((int)number, system_message,
                                                            sizeof system_message));
        break;
    case CURLE_OPERATION_TIMEDOUT:
        hg_buf_add_text(out, "timed out");
        break;
    case CURLE_ABORTED_BY_CALLBACK:
        hg_buf_add_text(out, sending->is_late ? "timed out" : "stopped by a signal");
        break;
    case CURLE_USE_SSL_FAILED:
        hg_buf_add_text(
            out, "the server does not offer STARTTLS; nothing is sent unencrypted");
        break;
    case CURLE_LOGIN_DENIED:
        hg_buf_add_text(out, sending->dialogue.phase < HG_DIALOGUE_LOGIN
                                 ? "the server offers no supported login method "
                                   "(PLAIN, LOGIN, CRAM-MD5)"
                                 : "the server violated the protocol");
        break;
    case CURLE_SSL_CACERT_BADFILE:
        hg_buf_add_text(out, "the CA file (mail.ca) can't be used");
        break;
    case CURLE_PEER_FAILED_VERIFICATION:
        add_detail(sending, "the server's certificate is not trusted", out);
        break;
    case CURLE_SSL_CONNECT_ERROR:
        add_detail(sending, "handshake failed", out);
        break;
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
        hg_buf_add_text(out, "the connection was closed");
        break;
    default:
        add_detail(sending, NULL, out);
        break;
    }
}

static bool is_about_tls(CURLcode code)
{
    return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
           code == CURLE_SSL_CACERT_BADFILE;
}

static const char *step_of(const struct sending *sending)
{
    if (sending->code == CURLE_LOGIN_DENIED)
        return hg_dialogue_phase_text(HG_DIALOGUE_LOGIN);
    if (sending->dialogue.phase != HG_DIALOGUE_GREETING)
        return hg_dialogue_phase_text(sending->dialogue.phase);
    if (is_about_tls(sending->code))
        return "TLS";
    return is_connected(sending) ? hg_dialogue_phase_text(HG_DIALOGUE_GREETING)
                                 : "connection";
}

static int describe_failure(const struct sending *sending, struct hg_error *err)
{
    const struct hg_dialogue *dialogue = &sending->dialogue;
    const bool has_refusals = dialogue->refusals.len > 0;
    struct hg_buf what;
    hg_buf_init(&what);
    if (has_refusals)
        hg_buf_printf(&what, "recipients: %s", dialogue->refusals.data);
    const bool is_complete =
        has_refusals && dialogue->code != 0 &&
        (sending->code == CURLE_OK || dialogue->phase == HG_DIALOGUE_RECIPIENT);
    if (!is_complete) {
        hg_buf_printf(&what, "%s%s: ", has_refusals ? "; " : "", step_of(sending));
        if (dialogue->code >= 400)
            hg_dialogue_describe(dialogue, &what);
        else
            describe_code(sending, &what);
    }
    hg_error_system(err, "mail server %s:%u: %s", sending->relay.host,
                    (unsigned)sending->relay.port, what.data);
    hg_buf_release(&what);
    return -1;
}

static bool is_sent_to_all(const struct hg_smtp_outcome *outcome, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (outcome->statuses[i] != HG_DELIVERY_SENT)
            return false;
    }
    return true;
}

static int send_message(struct sending *sending, const struct hg_mail *settings,
                        const struct hg_smtp_message *message,
                        struct hg_smtp_outcome *outcome, struct hg_error *err)
{
    hg_dialogue_init(&sending->dialogue, &message->recipients, outcome->statuses,
                     settings->password);
    sending->dialogue.known_secrets = settings->secrets;
    sending->easy = curl_easy_init();
    if (sending->easy == NULL)
        hg_memory_exhausted();
    set_up(sending, settings);
    perform(sending, message);
    const bool is_sent = is_sent_to_all(outcome, message->recipients.count);
    outcome->is_unavailable = !is_sent && sending->dialogue.phase < HG_DIALOGUE_SENDER;
    const int result = is_sent ? 0 : describe_failure(sending, err);
    curl_easy_cleanup(sending->easy);
    hg_dialogue_release(&sending->dialogue);
    return result;
}

int hg_smtp_send(const struct hg_mail *settings, const struct hg_smtp_message *message,
                 struct hg_smtp_outcome *outcome, struct hg_error *err)
{
    struct sending sending = {.cancel = message->cancel,
                              .timeout_us = settings->timeout_us,
                              .end_us = message->end_us};
    char problem[512];
    int result = -1;

    outcome->is_unavailable = true;
    hg_buf_init(&sending.text);
    write_lines(&sending.text, message->data, message->len);
    if (hg_relay_parse(&sending.relay, settings->server, (enum hg_mail_tls)settings->tls,
                       problem, sizeof problem) == 0)
        result = send_message(&sending, settings, message, outcome, err);
    else
        hg_error_system(err, "%s", problem);
    hg_buf_release(&sending.text);
    hg_relay_release(&sending.relay);
    return result;
}
