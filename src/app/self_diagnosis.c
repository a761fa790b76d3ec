/* SPDX-License-Identifier: MIT */
/* self_diagnosis: proxies, resolver and clock of this machine. */
#include "app/self_diagnosis.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/clock_doubt.h"
#include "headgate/hash_table.h"
#include "headgate/log.h"
#include "headgate/policy.h"
#include "headgate/text.h"
#include "headgate/units.h"
#include "headgate/url.h"

#include "headgate/banned.h"

#define LOOKUP_MAX        3
#define LOOKUP_TIMEOUT_US (2 * HG_US_PER_S)
#define LOST_NAMES_MIN    2

static void add_setting(struct hg_buf *out, const struct hg_secrets *secrets,
                        const char *name, const char *value)
{
    char *redacted = hg_url_redact(value);
    hg_secrets_hide(secrets, &redacted);
    char *clean = hg_text_clean(redacted, strlen(redacted), 256);
    hg_buf_printf(out, "%s%s=%s", out->len == 0 ? "" : ", ", name, clean);
    free(clean);
    free(redacted);
}

static void add_variable(struct hg_buf *out, const struct hg_secrets *secrets,
                         const char *name)
{
    const char *value = getenv(name);
    if (value != NULL && value[0] != '\0')
        add_setting(out, secrets, name, value);
}

static void add_variables(struct hg_buf *out, const struct hg_secrets *secrets)
{
    size_t count;
    const char *const *names = hg_policy_proxy_variables(&count);
    for (size_t i = 0; i < count; i++)
        add_variable(out, secrets, names[i]);
    add_variable(out, secrets, "no_proxy");
    add_variable(out, secrets, "NO_PROXY");
}

/* Each once, in the order of the targets. Returns whether a target leaves the choice to the environment. */
static bool add_own_proxies(struct hg_buf *out, const struct hg_target *targets,
                            size_t count)
{
    struct hg_hash_table seen = {0};
    bool leaves_choice = false;
    uint32_t ignored;
    for (size_t i = 0; i < count; i++) {
        const char *proxy = targets[i].policy->proxy;
        leaves_choice = leaves_choice || proxy == NULL;
        if (!hg_policy_has_proxy(targets[i].policy) ||
            hg_hash_table_find(&seen, proxy, &ignored))
            continue;
        hg_hash_table_set(&seen, proxy, 0);
        add_setting(out, targets[i].policy->secrets, "proxy", proxy);
    }
    hg_hash_table_release(&seen);
    return leaves_choice;
}

char *hg_self_diagnosis_proxies(const struct hg_target *targets, size_t count)
{
    struct hg_buf out;

    hg_buf_init(&out);
    if (add_own_proxies(&out, targets, count))
        add_variables(&out, targets[0].policy->secrets);
    if (out.len > 0)
        return hg_buf_steal(&out);
    hg_buf_release(&out);
    return NULL;
}

static bool needs_resolver(const struct hg_target *target)
{
    return !hg_url_has_address(hg_target_request_url(target));
}

/* The hosts of the first targets that are looked up, each once; released by the caller. */
static size_t collect_hosts(const struct hg_target *targets, size_t count,
                            struct hg_url hosts[LOOKUP_MAX])
{
    size_t host_count = 0;
    for (size_t i = 0; i < count && host_count < LOOKUP_MAX; i++) {
        const bool is_looked_up = targets[i].enabled &&
                                  targets[i].policy->resolve.count == 0 &&
                                  needs_resolver(&targets[i]);
        if (!is_looked_up)
            continue;
        hg_url_read(&hosts[host_count], hg_target_request_url(&targets[i]));
        if (host_count > 0 &&
            strcmp(hosts[host_count].host, hosts[host_count - 1].host) == 0)
            hg_url_release(&hosts[host_count]);
        else
            host_count++;
    }
    return host_count;
}

bool hg_self_diagnosis_can_resolve(const struct hg_target *targets, size_t count,
                                   hg_look_up_function *look_up,
                                   const struct hg_cancel *cancel)
{
    struct hg_url hosts[LOOKUP_MAX];
    struct hg_lookup lookups[LOOKUP_MAX];
    const size_t host_count = collect_hosts(targets, count, hosts);
    bool has_answer = host_count == 0;

    for (size_t i = 0; i < host_count; i++)
        lookups[i] = (struct hg_lookup){.name = hosts[i].host};
    if (host_count > 0)
        look_up(lookups, host_count, LOOKUP_TIMEOUT_US, cancel);
    for (size_t i = 0; i < host_count; i++) {
        has_answer = has_answer || lookups[i].is_done;
        hg_url_release(&hosts[i]);
    }
    if (has_answer)
        return true;
    /* It may be silent, or fail, about these names only. */
    struct hg_lookup control = {.name = "."};
    look_up(&control, 1, LOOKUP_TIMEOUT_US, cancel);
    return control.is_done;
}

static void describe_clock(const struct hg_run *run, struct hg_buf *out)
{
    if (hg_clock_describe_doubt(run, out))
        hg_buf_add_char(out, '\n');
}

static bool is_of_name(const struct hg_result *result)
{
    return result->cause == HG_CAUSE_DNS || result->cause == HG_CAUSE_RESOLVER;
}

/* A single name that cannot be resolved is a typing error; when none can, the resolver is at fault. */
static void describe_resolver(const struct hg_run *run, struct hg_buf *out)
{
    size_t lost = 0;
    uint32_t first = 0;
    bool has_others = false;
    for (size_t i = 0; i < run->count; i++) {
        if (!is_of_name(&run->results[i]))
            continue;
        first = lost == 0 ? run->targets[i].host : first;
        has_others = has_others || run->targets[i].host != first;
        lost++;
    }
    if (lost < LOST_NAMES_MIN || !has_others)
        return;
    for (size_t i = 0; i < run->count; i++) {
        const struct hg_result *result = &run->results[i];
        if (result->attempts > 0 && !is_of_name(result) &&
            needs_resolver(&run->targets[i]))
            return;
    }
    hg_buf_printf(
        out,
        "none of the %zu host names could be resolved: check the DNS resolver of "
        "this machine\n",
        lost);
}

void hg_self_diagnosis_describe(const struct hg_run *run, struct hg_buf *out)
{
    describe_clock(run, out);
    describe_resolver(run, out);
}

void hg_self_diagnosis_warn(const struct hg_run *run)
{
    struct hg_buf lines;
    hg_buf_init(&lines);
    hg_self_diagnosis_describe(run, &lines);
    for (const char *line = lines.data; *line != '\0';) {
        const size_t len = strcspn(line, "\n");
        hg_log_warning("%.*s", (int)len, line);
        line += len + 1;
    }
    hg_buf_release(&lines);
}
