/* SPDX-License-Identifier: MIT */
/* proxy: which proxy settings are in effect. */
#include "app/proxy.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/proxies.h"
#include "headgate/text.h"
#include "headgate/url.h"

#include "headgate/banned.h"

static void add_setting(struct hg_buf *out, const char *name, const char *value)
{
    char *redacted = hg_url_redact(value);
    char *clean = hg_text_clean(redacted, strlen(redacted), 256);
    hg_buf_printf(out, "%s%s=%s", out->len == 0 ? "" : ", ", name, clean);
    free(clean);
    free(redacted);
}

static void add_variable(struct hg_buf *out, const char *name)
{
    const char *value = getenv(name);
    if (value != NULL && value[0] != '\0')
        add_setting(out, name, value);
}

static void add_variables(struct hg_buf *out)
{
    size_t count;
    const char *const *names = hg_proxies_variables(&count);
    for (size_t i = 0; i < count; i++)
        add_variable(out, names[i]);
    add_variable(out, "no_proxy");
    add_variable(out, "NO_PROXY");
}

char *hg_proxy_describe(const struct hg_target *targets, size_t count)
{
    bool leaves_choice = false;
    const char *last = "none";
    struct hg_buf out;

    hg_buf_init(&out);
    for (size_t i = 0; i < count; i++) {
        const char *proxy = targets[i].policy->proxy;
        leaves_choice = leaves_choice || proxy == NULL;
        if (hg_policy_has_proxy(targets[i].policy) && strcmp(proxy, last) != 0) {
            add_setting(&out, "proxy", proxy);
            last = proxy;
        }
    }
    if (leaves_choice)
        add_variables(&out);
    if (out.len > 0)
        return hg_buf_steal(&out);
    hg_buf_release(&out);
    return NULL;
}
