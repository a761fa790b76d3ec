/* SPDX-License-Identifier: MIT */
/* policy: the defaults of a policy, and texts without its secrets. */
#include "headgate/policy.h"

#include "headgate/buf.h"
#include "headgate/text.h"
#include "headgate/units.h"
#include "headgate/url.h"

#include <string.h>

#include "headgate/banned.h"

#define FIRST_ACCEPTED   200
#define LONGEST_DELAY_US (60 * HG_US_PER_S)

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

int64_t hg_policy_retry_delay_us(const struct hg_policy *policy, int attempts)
{
    const int64_t longest = policy->retry_delay_us > LONGEST_DELAY_US
                                ? policy->retry_delay_us
                                : LONGEST_DELAY_US;
    int64_t delay = policy->retry_delay_us;
    for (int i = 1; i < attempts && delay < longest; i++)
        delay *= 2;
    return delay < longest ? delay : longest;
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

static void add_value(const struct hg_policy *policy, const char *value,
                      struct hg_secrets *sent)
{
    const struct hg_texts *all = policy->public_values;
    for (size_t i = 0; all != NULL && i < all->count; i++) {
        if (strcmp(all->items[i], value) == 0)
            return;
    }
    hg_secrets_add(sent, value);
}

/* What the policy itself sends, beside the secrets of the configuration. */
static void add_sent(const struct hg_policy *policy, struct hg_secrets *sent)
{
    if (policy->content != NULL)
        add_value(policy, policy->content, sent);
    for (size_t i = 0; i < policy->form.count; i++)
        add_value(policy, policy->form.items[i].value, sent);
    for (size_t i = 0; i < policy->headers.count; i++) {
        if (!hg_header_is_harmless(&policy->headers.items[i]))
            add_value(policy, policy->headers.items[i].value, sent);
    }
}

char *hg_policy_show(const struct hg_policy *policy, const char *text)
{
    if (policy->content == NULL && policy->headers.count == 0)
        return hg_secrets_mask(policy->secrets, text);
    /* Made each time: it is for targets that fail, and kept it would take ten times as much memory as what
     * is sent. */
    struct hg_secrets sent = {.others = policy->secrets};
    add_sent(policy, &sent);
    hg_secrets_complete(&sent);
    char *shown = hg_secrets_mask(&sent, text);
    hg_secrets_release(&sent);
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
