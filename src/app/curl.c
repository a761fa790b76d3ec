/* SPDX-License-Identifier: MIT */
/* curl: the settings of a policy as options of curl(1). */
#include "app/curl.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/ascii.h"
#include "headgate/url.h"

#include "headgate/banned.h"

#define US_PER_S 1e6

/* Whether sh needs no quotes for the text (POSIX, Shell Command Language 2.2). */
static bool is_plain(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (!hg_ascii_is_letter(*at) && !hg_ascii_is_digit(*at) &&
            strchr("%+,-./:=@_", *at) == NULL)
            return false;
    }
    return text[0] != '\0';
}

/* In single quotes only the closing quote is special. Quotes between two "#" leave the word as it is, and
 * nothing in it that CI services take for a command. */
void hg_curl_add_word(struct hg_buf *out, const char *text)
{
    hg_buf_add_char(out, ' ');
    if (is_plain(text)) {
        hg_buf_add_text(out, text);
        return;
    }
    hg_buf_add_char(out, '\'');
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'')
            hg_buf_add_text(out, "'\\''");
        else if (*at == '#' && at > text && at[-1] == '#')
            hg_buf_add_text(out, "''#");
        else
            hg_buf_add_char(out, *at);
    }
    hg_buf_add_char(out, '\'');
}

static void add_option(struct hg_buf *out, const char *option, const char *value)
{
    if (value == NULL)
        return;
    hg_buf_printf(out, " %s", option);
    hg_curl_add_word(out, value);
}

/* A setting, without secrets. */
static void add_setting(struct hg_buf *out, const struct hg_policy *policy,
                        const char *option, const char *value)
{
    if (value == NULL)
        return;
    char *shown = hg_secrets_mask(policy->secrets, value);
    add_option(out, option, shown);
    free(shown);
}

static void add_method(struct hg_buf *out, enum hg_method method)
{
    if (method == HG_METHOD_AUTO || method == HG_METHOD_HEAD)
        hg_buf_add_text(out, " --head");
    else if (method != HG_METHOD_GET)
        add_option(out, "--request", hg_method_word(method));
}

static void add_headers(struct hg_buf *out, const struct hg_policy *policy)
{
    for (size_t i = 0; i < policy->headers.count; i++) {
        const struct hg_header *header = &policy->headers.items[i];
        struct hg_buf line;
        char *value = hg_secrets_mask(
            policy->secrets, hg_header_is_harmless(header) ? header->value : HG_HIDDEN);
        const struct hg_header shown = {header->name, value};
        hg_buf_init(&line);
        hg_header_write(&shown, &line);
        add_option(out, "--header", line.data);
        hg_buf_release(&line);
        free(value);
    }
}

static void add_proxy(struct hg_buf *out, const struct hg_policy *policy)
{
    if (!hg_policy_has_proxy(policy)) {
        add_option(out, "--noproxy", policy->proxy == NULL ? NULL : "*");
        return;
    }
    char *safe = hg_url_redact(policy->proxy);
    add_setting(out, policy, "--proxy", safe);
    free(safe);
}

static void add_tls(struct hg_buf *out, const struct hg_policy *policy)
{
    static const char *const versions[] = {[HG_TLS_1_0] = " --tlsv1.0",
                                           [HG_TLS_1_1] = " --tlsv1.1",
                                           [HG_TLS_1_2] = "",
                                           [HG_TLS_1_3] = " --tlsv1.3"};
    hg_buf_add_text(out, versions[policy->min_version]);
    if (policy->insecure)
        hg_buf_add_text(out, " --insecure");
    add_setting(out, policy, "--cacert", policy->ca_file);
    add_setting(out, policy, "--crlfile", policy->crl_file);
    add_setting(out, policy, "--cert", policy->client_certificate);
    add_setting(out, policy, "--key", policy->client_key);
    add_option(out, "--pinnedpubkey", policy->pin);
}

static void add_secrets(struct hg_buf *out, const struct hg_policy *policy)
{
    if (policy->user != NULL) {
        hg_buf_add_text(out, policy->uses_digest ? " --digest" : "");
        add_option(out, "--user", HG_HIDDEN);
    }
    if (policy->bearer != NULL)
        add_option(out, "--header", "Authorization: Bearer " HG_HIDDEN);
    if (policy->content != NULL)
        add_option(out, "--data", HG_HIDDEN);
}

static void add_time(struct hg_buf *out, const char *option, int64_t us)
{
    if (us > 0)
        hg_buf_printf(out, " %s %g", option, (double)us / US_PER_S);
}

static void add_network(struct hg_buf *out, const struct hg_policy *policy)
{
    add_time(out, "--connect-timeout", policy->connect_timeout_us);
    add_time(out, "--max-time", policy->timeout_us);
    if ((policy->expect.http_versions & HG_HTTP_3_BIT) != 0)
        hg_buf_add_text(out, policy->expect.http_versions == HG_HTTP_3_BIT
                                 ? " --http3-only"
                                 : " --http3");
    if (policy->redirects > 0)
        hg_buf_printf(out, " --location --max-redirs %lld", (long long)policy->redirects);
    if (policy->ip_version == HG_IP_4)
        hg_buf_add_text(out, " --ipv4");
    else if (policy->ip_version == HG_IP_6)
        hg_buf_add_text(out, " --ipv6");
    for (size_t i = 0; i < policy->resolve.count; i++)
        add_setting(out, policy, "--resolve", policy->resolve.items[i]);
    add_proxy(out, policy);
}

void hg_curl_write(const char *url, enum hg_method method, const struct hg_policy *policy,
                   struct hg_buf *out)
{
    hg_buf_add_text(out,
                    "curl --disable --globoff --silent --show-error --output /dev/null");
    add_option(out, "--write-out", "%{http_code} after %{time_total} s\\n");
    add_method(out, method);
    if (policy != NULL) {
        add_network(out, policy);
        add_tls(out, policy);
        add_setting(out, policy, "--user-agent", policy->user_agent);
        add_headers(out, policy);
        add_secrets(out, policy);
    }
    hg_buf_add_text(out, " --");
    hg_curl_add_word(out, url);
}
