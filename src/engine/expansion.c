/* SPDX-License-Identifier: MIT */
/* expansion: makes rows of targets. */
#include "headgate/expansion.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/baseline.h"
#include "headgate/memory.h"
#include "headgate/units.h"
#include "headgate/url.h"

#include "headgate/banned.h"

#define HTTP_PORT         80
#define NAMES_PER_TIMEOUT 128
#define MAX_US            (60 * HG_US_PER_S)

/* What becomes of one target. */
struct plan {
    struct hg_url url; /* released with the plan */
    enum hg_ip_version version;
    size_t lookup; /* its position in `lookups`, when needs_lookup */
    bool needs_lookup;
    bool is_split; /* by version of IP */
};

struct plans {
    struct plan *items; /* owned: one per target */
    size_t count;
    struct hg_lookup *lookups; /* owned */
    bool *makes_rows; /* owned: of each look-up, whether its addresses are rows */
    size_t lookup_count;
    int64_t timeout_us;
};

static void plan_target(struct plans *plans, struct plan *plan,
                        const struct hg_target *target)
{
    const struct hg_policy *policy = target->policy;

    if (policy->addresses == HG_ADDRESSES_FIRST || !target->enabled ||
        hg_policy_has_proxy(policy))
        return;
    const char *url = hg_target_request_url(target);
    hg_url_read(&plan->url, url);
    if (hg_url_has_address(url) || hg_policy_gives_address(policy, plan->url.host))
        return;
    plan->needs_lookup = true;
    plan->is_split = policy->addresses == HG_ADDRESSES_IPV4_AND_IPV6;
    plan->version = plan->is_split ? HG_IP_ANY : policy->ip_version;
    if (policy->connect_timeout_us > plans->timeout_us)
        plans->timeout_us = policy->connect_timeout_us;
}

static int compare(const void *a, const void *b)
{
    const struct plan *first = *(struct plan *const *)a;
    const struct plan *second = *(struct plan *const *)b;
    if (first->version != second->version)
        return first->version < second->version ? -1 : 1;
    return strcmp(first->url.host, second->url.host);
}

/* One look-up for all plans with the same name. */
static void collect_lookups(struct plans *plans)
{
    struct plan **sorted = hg_memory_new(plans->count + 1, sizeof *sorted);
    size_t count = 0;
    for (size_t i = 0; i < plans->count; i++) {
        if (plans->items[i].needs_lookup)
            sorted[count++] = &plans->items[i];
    }
    qsort(sorted, count, sizeof *sorted, compare);
    plans->lookups = hg_memory_new(count + 1, sizeof *plans->lookups);
    plans->makes_rows = hg_memory_new(count + 1, sizeof *plans->makes_rows);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || compare(&sorted[i - 1], &sorted[i]) != 0)
            plans->lookups[plans->lookup_count++] = (struct hg_lookup){
                .name = sorted[i]->url.host, .version = sorted[i]->version};
        sorted[i]->lookup = plans->lookup_count - 1;
        plans->makes_rows[sorted[i]->lookup] |= !sorted[i]->is_split;
    }
    free(sorted);
}

/* Many names take longer than one, but a resolver that does not respond must not delay
 * the run. */
static int64_t time_for(const struct plans *plans)
{
    const int64_t wanted_us =
        plans->timeout_us * (int64_t)(1 + plans->lookup_count / NAMES_PER_TIMEOUT);
    if (wanted_us <= MAX_US)
        return wanted_us;
    return plans->timeout_us > MAX_US ? plans->timeout_us : MAX_US;
}

static void look_up_all(struct hg_expansion *expansion, struct plans *plans,
                        hg_look_up_function *look_up, const struct hg_cancel *cancel)
{
    collect_lookups(plans);
    if (plans->lookup_count > 0)
        look_up(plans->lookups, plans->lookup_count, time_for(plans), cancel);
    for (size_t i = 0; i < plans->lookup_count; i++)
        expansion->timed_out_count +=
            plans->makes_rows[i] && !plans->lookups[i].is_done ? 1 : 0;
}

static size_t rows_of(const struct plans *plans, size_t target)
{
    const struct plan *plan = &plans->items[target];
    const size_t found = plan->needs_lookup ? plans->lookups[plan->lookup].count : 0;
    if (plan->is_split)
        return 2;
    return found > 1 ? found : 1;
}

static const char *name_row(struct hg_arena *arena, const char *name, const char *what)
{
    const size_t size = strlen(name) + strlen(what) + 4;
    char *text = hg_arena_new(arena, size, 1);
    snprintf(text, size, "%s [%s]", name, what);
    return text;
}

/* "HOST:PORT:ADDRESS", as libcurl takes it. */
static const char *override_text(struct hg_arena *arena, const char *host, unsigned port,
                                 const char *ip)
{
    const bool is_ipv6 = strchr(ip, ':') != NULL;
    const size_t size = strlen(host) + strlen(ip) + 16;
    char *text = hg_arena_new(arena, size, 1);
    snprintf(text, size, is_ipv6 ? "%s:%u:[%s]" : "%s:%u:%s", host, port, ip);
    return text;
}

/* A URL without a scheme may be requested at the port of http, too. */
static void add_override(struct hg_arena *arena, struct hg_policy *policy,
                         const struct hg_url *url, bool is_bare, const char *ip)
{
    const bool has_two_ports = is_bare && !url->has_port;
    const size_t before = policy->resolve.count;
    const char **texts = hg_arena_new(arena, before + 2, sizeof *texts);

    for (size_t i = 0; i < before; i++)
        texts[i] = policy->resolve.items[i];
    texts[before] = override_text(arena, url->host, url->port, ip);
    if (has_two_ports)
        texts[before + 1] = override_text(arena, url->host, HTTP_PORT, ip);
    policy->resolve = (struct hg_texts){texts, before + (has_two_ports ? 2 : 1)};
}

/* The address without its port. */
static void format_ip(const struct hg_address *address, char *out, size_t size)
{
    char text[HG_ADDRESS_TEXT_SIZE];
    hg_address_format(address, text, sizeof text);
    const bool has_brackets = text[0] == '[';
    char *end = has_brackets ? strchr(text, ']') : strchr(text, ':');
    if (end != NULL)
        *end = '\0';
    snprintf(out, size, "%s", text + (has_brackets ? 1 : 0));
}

/* The routes of this machine to a name's addresses of one version of IP. */
struct routes {
    bool has_address;
    bool has_route; /* to one of them at least */
};

static struct routes routes_of(const struct hg_lookup *lookup, unsigned family)
{
    struct routes routes = {.has_address = false};
    for (size_t i = 0; i < lookup->count; i++) {
        if (lookup->addresses[i].family != family)
            continue;
        routes.has_address = true;
        routes.has_route = routes.has_route || lookup->has_route[i];
    }
    return routes;
}

/* Nothing can be sent by this version of IP, and the target is checked by the other one. */
static void skip_without_route(struct hg_arena *arena, const struct plans *plans,
                               size_t target, size_t row, struct hg_target *out)
{
    const struct plan *plan = &plans->items[target];
    const struct hg_lookup *lookup = &plans->lookups[plan->lookup];
    const unsigned family =
        plan->is_split ? (row == 0 ? 4 : 6) : lookup->addresses[row].family;
    const struct routes routes = routes_of(lookup, family);
    if (!routes.has_address || routes.has_route ||
        !routes_of(lookup, family == 4 ? 6 : 4).has_route)
        return;
    struct hg_target_extra *extra = hg_target_new_extra(out, arena);
    extra->skip_reason = family == 6 ? "this machine has no route to its IPv6 addresses"
                                     : "this machine has no route to its IPv4 addresses";
    extra->skip_note = family == 6 ? "checked by IPv4 only" : "checked by IPv6 only";
    out->enabled = false;
}

static void make_row(struct hg_arena *arena, const struct plans *plans, size_t target,
                     size_t row, struct hg_target *out)
{
    static const char *const versions[] = {"IPv4", "IPv6"};
    const struct plan *plan = &plans->items[target];
    struct hg_policy *policy = hg_arena_new(arena, 1, sizeof *policy);
    char ip[HG_ADDRESS_TEXT_SIZE];

    *policy = *out->policy;
    if (plan->is_split) {
        policy->ip_version = row == 0 ? HG_IP_4 : HG_IP_6;
        out->name = name_row(arena, out->name, versions[row]);
    } else {
        format_ip(&plans->lookups[plan->lookup].addresses[row], ip, sizeof ip);
        add_override(arena, policy, &plan->url, !out->has_scheme, ip);
        out->name = name_row(arena, out->name, ip);
    }
    out->policy = policy;
}

/* A target that depends on another depends on all of its rows; `first` is where each
 * target's begin. */
static void find_parents(struct hg_arena *arena, const struct hg_target_extra *of,
                         const uint32_t *first, struct hg_target_extra *extra)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < of->parent_count; i++)
        count += first[of->parents[i] + 1] - first[of->parents[i]];
    uint32_t *parents = hg_arena_new(arena, (size_t)count + 1, sizeof *parents);
    extra->parents = parents;
    extra->parent_count = count;
    for (uint32_t i = 0; i < of->parent_count; i++) {
        for (uint32_t row = first[of->parents[i]]; row < first[of->parents[i] + 1]; row++)
            *parents++ = row;
    }
}

/* The row's own entry in the baseline; without one, the row is new. */
static const struct hg_previous_result *
previous_of(const struct hg_previous_result *previous, const struct hg_target *row)
{
    while (previous != NULL && strcmp(previous->name, row->name) != 0)
        previous = previous->next;
    return previous;
}

/* So far the row has the waiver, baseline and parents of its target. */
static void make_extra(struct hg_arena *arena, const uint32_t *first,
                       struct hg_target *row)
{
    const struct hg_target_extra *of = row->extra;
    if (of == NULL)
        return;
    row->extra = NULL;
    struct hg_target_extra *extra = hg_target_new_extra(row, arena);
    extra->request_url = of->request_url;
    extra->waiver = of->waiver;
    extra->previous = previous_of(of->previous, row);
    find_parents(arena, of, first, extra);
}

static void make_rows(struct hg_expansion *expansion, const struct plans *plans,
                      const struct hg_target *targets)
{
    uint32_t *first = hg_memory_new(plans->count + 1, sizeof *first);
    for (size_t i = 0; i < plans->count; i++)
        first[i + 1] = first[i] + (uint32_t)rows_of(plans, i);
    struct hg_target *rows =
        hg_arena_new(&expansion->arena, first[plans->count], sizeof *rows);
    for (size_t i = 0; i < plans->count; i++) {
        const size_t count = first[i + 1] - first[i];
        for (size_t row = 0; row < count; row++) {
            rows[first[i] + row] = targets[i];
            if (count > 1)
                make_row(&expansion->arena, plans, i, row, &rows[first[i] + row]);
            make_extra(&expansion->arena, first, &rows[first[i] + row]);
            if (count > 1)
                hg_target_new_extra(&rows[first[i] + row], &expansion->arena)->row_of =
                    targets[i].name;
            if (count > 1 && targets[i].policy->ip_version == HG_IP_ANY)
                skip_without_route(&expansion->arena, plans, i, row,
                                   &rows[first[i] + row]);
        }
    }
    expansion->targets = rows;
    expansion->count = first[plans->count];
    free(first);
}

static bool is_wanted(const struct hg_target *targets, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (targets[i].policy->addresses != HG_ADDRESSES_FIRST)
            return true;
    }
    return false;
}

void hg_expansion_make(struct hg_expansion *expansion, const struct hg_target *targets,
                       size_t count, hg_look_up_function *look_up,
                       const struct hg_cancel *cancel)
{
    *expansion = (struct hg_expansion){.targets = targets, .count = count};
    hg_arena_init(&expansion->arena);
    if (!is_wanted(targets, count))
        return;
    struct plans plans = {.items = hg_memory_new(count, sizeof *plans.items),
                          .count = count};
    for (size_t i = 0; i < count; i++)
        plan_target(&plans, &plans.items[i], &targets[i]);
    look_up_all(expansion, &plans, look_up, cancel);
    make_rows(expansion, &plans, targets);
    for (size_t i = 0; i < count; i++)
        hg_url_release(&plans.items[i].url);
    free(plans.items);
    free(plans.lookups);
    free(plans.makes_rows);
}

void hg_expansion_release(struct hg_expansion *expansion)
{
    hg_arena_release(&expansion->arena);
    *expansion = (struct hg_expansion){0};
}
