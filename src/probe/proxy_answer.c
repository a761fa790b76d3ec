/* SPDX-License-Identifier: MIT */
/* proxy_answer: the status of a proxy's answer, and its mark: why it did not pass a request on. */
#include "probe/proxy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "headgate/ascii.h"
#include "headgate/text.h"

#include "headgate/banned.h"

struct meaning {
    const char *error;
    enum hg_cause cause;
    bool is_of_target;
};

/* RFC 9209 2.3; what is not here is no trouble between proxy and target that there is a cause for. */
static const struct meaning proxy_status[] = {
    {"connection_refused", HG_CAUSE_CONNECT, true},
    {"connection_timeout", HG_CAUSE_TIMEOUT, true},
    {"connection_terminated", HG_CAUSE_CONNECT, false},
    {"connection_read_timeout", HG_CAUSE_TIMEOUT, false},
    {"connection_write_timeout", HG_CAUSE_TIMEOUT, false},
    {"connection_limit_reached", HG_CAUSE_CONNECT, false},
    {"destination_unavailable", HG_CAUSE_CONNECT, false},
    {"destination_ip_unroutable", HG_CAUSE_CONNECT, false},
    {"destination_not_found", HG_CAUSE_DNS, false},
    {"dns_error", HG_CAUSE_DNS, false},
    {"dns_timeout", HG_CAUSE_DNS, false},
    {"http_response_timeout", HG_CAUSE_TIMEOUT, false},
    {"tls_protocol_error", HG_CAUSE_TLS, false},
    {"tls_alert_received", HG_CAUSE_TLS, false},
    {"tls_certificate_error", HG_CAUSE_CERTIFICATE, false},
};

/* Squid's errorpage.cc: the page's name and the error number of the system that Squid runs on, of
 * which 111 and 110 are Linux's, 61 and 60 BSD's for "refused" and "timed out". */
static const struct meaning squid_errors[] = {
    {"ERR_CONNECT_FAIL 111", HG_CAUSE_CONNECT, true},
    {"ERR_CONNECT_FAIL 61", HG_CAUSE_CONNECT, true},
    {"ERR_CONNECT_FAIL 110", HG_CAUSE_TIMEOUT, true},
    {"ERR_CONNECT_FAIL 60", HG_CAUSE_TIMEOUT, true},
    {"ERR_CONNECT_FAIL", HG_CAUSE_CONNECT, false},
    {"ERR_READ_TIMEOUT", HG_CAUSE_TIMEOUT, false},
    {"ERR_DNS_FAIL", HG_CAUSE_DNS, false},
    {"ERR_SECURE_CONNECT_FAIL", HG_CAUSE_TLS, false},
};

/* The word, or the word before a blank. */
static bool is_word(const char *text, size_t len, const char *word)
{
    const size_t word_len = strlen(word);
    return len >= word_len && memcmp(text, word, word_len) == 0 &&
           (len == word_len || text[word_len] == ' ');
}

static void set_mark(struct hg_proxy_mark *mark, const struct meaning *meanings,
                     size_t count, const char *error, size_t len)
{
    char *clean = hg_text_clean(error, len, sizeof mark->error - 1);
    mark->cause = HG_CAUSE_STATUS;
    mark->is_of_target = false;
    snprintf(mark->error, sizeof mark->error, "%s", clean);
    free(clean);
    for (size_t i = 0; i < count; i++) {
        if (!is_word(error, len, meanings[i].error))
            continue;
        mark->cause = meanings[i].cause;
        mark->is_of_target = meanings[i].is_of_target;
        return;
    }
}

/* The end of a part of a structured field (RFC 9651 3.3.3): separators in quotes are none. */
static size_t part_len(const char *text, size_t len, const char *separators)
{
    bool is_quoted = false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\\' && is_quoted)
            i++;
        else if (text[i] == '"')
            is_quoted = !is_quoted;
        else if (!is_quoted && strchr(separators, text[i]) != NULL)
            return i;
    }
    return len;
}

/* The value of `error`, of the first member that has one: the proxy that is nearest to the target comes
 * first (RFC 9209 2). */
static void read_proxy_status(struct hg_proxy_mark *mark, const char *value, size_t len)
{
    static const char key[] = "error=";
    while (len > 0) {
        const size_t end = part_len(value, len, ",;");
        const char *part = value;
        size_t size = end;
        for (; size > 0 && (*part == ' ' || *part == '\t'); size--)
            part++;
        while (size > 0 && (part[size - 1] == ' ' || part[size - 1] == '\t'))
            size--;
        if (size > strlen(key) && memcmp(part, key, strlen(key)) == 0) {
            set_mark(mark, proxy_status, sizeof proxy_status / sizeof *proxy_status,
                     part + strlen(key), size - strlen(key));
            return;
        }
        const size_t used = end < len ? end + 1 : end;
        value += used;
        len -= used;
    }
}

static void read_squid_error(struct hg_proxy_mark *mark, const char *value, size_t len)
{
    if (len > 0 && !is_word(value, len, "ERR_NONE"))
        set_mark(mark, squid_errors, sizeof squid_errors / sizeof *squid_errors, value,
                 len);
}

static const struct {
    const char *name;
    void (*read)(struct hg_proxy_mark *mark, const char *value, size_t len);
} fields[] = {{"Proxy-Status:", read_proxy_status}, {"X-Squid-Error:", read_squid_error}};

static void read_field(struct hg_proxy_answer *answer, const char *line, size_t len)
{
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const size_t name_len = strlen(fields[i].name);
        if (answer->mark.error[0] != '\0' || len < name_len ||
            strncasecmp(line, fields[i].name, name_len) != 0)
            continue;
        while (len > name_len && (line[name_len] == ' ' || line[name_len] == '\t')) {
            line++;
            len--;
        }
        fields[i].read(&answer->mark, line + name_len, len - name_len);
    }
}

static bool begins_head(const char *line, size_t len)
{
    return len >= 12 && memcmp(line, "HTTP/", 5) == 0;
}

static void read_status(struct hg_proxy_answer *answer, const char *line, size_t len)
{
    const char *blank = memchr(line, ' ', len);
    *answer = (struct hg_proxy_answer){0};
    const size_t rest = blank == NULL ? 0 : (size_t)(line + len - blank);
    /* Not "2000". */
    if (rest < 4 || (rest > 4 && blank[4] != ' '))
        return;
    for (int i = 1; i <= 3; i++) {
        if (!hg_ascii_is_digit(blank[i])) {
            answer->status = 0;
            return;
        }
        answer->status = answer->status * 10 + (blank[i] - '0');
    }
}

bool hg_proxy_answer_check_line(const struct hg_proxy_answer *answer, const char *line,
                                size_t len)
{
    return !answer->is_at_first || len == 0 || (line[0] != ' ' && line[0] != '\t');
}

void hg_proxy_answer_read(struct hg_proxy_answer *answer, const char *line, size_t len)
{
    while (len > 0 && (line[len - 1] == '\n' || line[len - 1] == '\r'))
        len--;
    answer->is_at_first = false;
    if ((answer->status == 0 || answer->is_complete) && begins_head(line, len)) {
        read_status(answer, line, len);
        answer->is_at_first = true;
    } else if (len == 0) {
        answer->is_complete = answer->status != 0;
    } else if (!answer->is_complete) {
        read_field(answer, line, len);
    }
}
