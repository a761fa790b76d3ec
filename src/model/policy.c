/* SPDX-License-Identifier: MIT */
/* policy: the defaults of a policy, and texts without its secrets. */
#include "headgate/policy.h"

#include "headgate/buf.h"
#include "headgate/text.h"
#include "headgate/url.h"

#include <string.h>

#include "headgate/banned.h"

#define FIRST_ACCEPTED 200

/* A redirect that is not followed is an answer. */
static int last_accepted(const struct hg_policy *policy)
{
    return policy->redirects == 0 ? 399 : 299;
}

struct hg_statuses hg_policy_statuses(const struct hg_policy *policy)
{
    struct hg_statuses statuses = policy->expect.status;
    if (hg_statuses_is_empty(&statuses))
        hg_statuses_add(&statuses, FIRST_ACCEPTED, last_accepted(policy));
    return statuses;
}

bool hg_policy_accepts(const struct hg_policy *policy, int status)
{
    if (hg_statuses_is_empty(&policy->expect.status))
        return status >= FIRST_ACCEPTED && status <= last_accepted(policy);
    return hg_statuses_has(&policy->expect.status, status);
}

bool hg_policy_expects_body(const struct hg_policy *policy)
{
    const struct hg_body_expectations *expected = &policy->expect.body;
    return expected->contains.count > 0 || expected->not_contains.count > 0 ||
           expected->matches.count > 0 || expected->not_matches.count > 0 ||
           expected->json.count > 0 || expected->min_size > 0 || expected->max_size > 0;
}

enum hg_method hg_policy_method(const struct hg_policy *policy)
{
    if (policy->method == HG_METHOD_AUTO && policy->content != NULL)
        return HG_METHOD_POST;
    if (policy->method == HG_METHOD_AUTO && hg_policy_expects_body(policy))
        return HG_METHOD_GET;
    return policy->method;
}

bool hg_policy_has_proxy(const struct hg_policy *policy)
{
    return policy->proxy != NULL && strcmp(policy->proxy, "none") != 0;
}

bool hg_policy_gives_address(const struct hg_policy *policy, const char *host)
{
    const size_t len = strlen(host);
    for (size_t i = 0; i < policy->resolve.count; i++) {
        const char *text = policy->resolve.items[i];
        if (strncmp(text, host, len) == 0 && text[len] == ':')
            return true;
    }
    return false;
}

bool hg_policy_has_header(const struct hg_policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->headers.count; i++) {
        if (hg_text_equals_ignoring_case(policy->headers.items[i].name, name))
            return true;
    }
    return false;
}

const char *const *hg_policy_proxy_variables(size_t *count)
{
    static const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY",
                                        "all_proxy", "ALL_PROXY"};
    *count = sizeof names / sizeof names[0];
    return names;
}

void hg_header_write(const struct hg_header *header, struct hg_buf *out)
{
    if (header->value[0] == '\0')
        hg_buf_printf(out, "%s;", header->name);
    else
        hg_buf_printf(out, "%s: %s", header->name, header->value);
}

bool hg_header_is_harmless(const struct hg_header *header)
{
    static const char *const names[] = {
        "Accept", "Accept-Encoding", "Accept-Language", "Cache-Control", "Content-Type",
        "Host",   "Origin",          "Pragma"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (hg_text_equals_ignoring_case(header->name, names[i]))
            return true;
    }
    return false;
}

/* Replace each occurrence of `value` in place, also as JSON writes it (RFC 8259 7): the text gets
 * shorter. */
static void hide_exactly(char *text, const char *value)
{
    const size_t len = strlen(value);
    const size_t hidden_len = strlen(HG_HIDDEN);
    if (len < HG_SECRET_MIN_BYTES)
        return;
    for (char *at = strstr(text, value); at != NULL; at = strstr(at, value)) {
        memmove(at + hidden_len, at + len, strlen(at + len) + 1);
        memcpy(at, HG_HIDDEN, hidden_len);
        at += hidden_len;
    }
}

static void hide(char *text, const char *value)
{
    struct hg_buf escaped;
    if (value == NULL)
        return;
    hide_exactly(text, value);
    if (strpbrk(value, "\"\\") == NULL)
        return;
    hg_buf_init(&escaped);
    for (const char *at = value; *at != '\0'; at++) {
        if (*at == '"' || *at == '\\')
            hg_buf_add_char(&escaped, '\\');
        hg_buf_add_char(&escaped, *at);
    }
    hide_exactly(text, escaped.data);
    hg_buf_release(&escaped);
}

char *hg_policy_show(const struct hg_policy *policy, const char *text)
{
    char *shown = hg_secrets_mask(policy->secrets, text);
    hide(shown, policy->content);
    for (size_t i = 0; i < policy->form.count; i++)
        hide(shown, policy->form.items[i].value);
    for (size_t i = 0; i < policy->headers.count; i++) {
        if (!hg_header_is_harmless(&policy->headers.items[i]))
            hide(shown, policy->headers.items[i].value);
    }
    return shown;
}

char *hg_policy_show_url(const struct hg_policy *policy, const char *url)
{
    if (!policy->hide_url)
        return hg_secrets_mask(policy->secrets, url);
    char *host = hg_url_without_path(url);
    hg_secrets_hide(policy->secrets, &host);
    return host;
}
