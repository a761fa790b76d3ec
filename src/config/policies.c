/* SPDX-License-Identifier: MIT */
/* policies: shares policies by the text of what they are made from. */
#include "config/policies.h"

#include "config/request.h"
#include "headgate/interval.h"
#include "headgate/memory.h"
#include "headgate/units.h"
#include "headgate/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

void hg_policies_init(struct hg_policies *policies, const struct hg_layer *environment,
                      const struct hg_layer *options, struct hg_arena *nodes)
{
    *policies = (struct hg_policies){
        .environment = environment, .options = options, .nodes = nodes};
    hg_buf_init(&policies->text);
}

void hg_policies_release(struct hg_policies *policies)
{
    if (policies == NULL)
        return;
    hg_hash_table_release(&policies->index);
    hg_buf_release(&policies->text);
    free(policies->items);
    policies->items = NULL;
}

void hg_policies_init_base(struct hg_policy_base *base, const struct hg_reader *reader,
                           const struct hg_layer *defaults, uint32_t id)
{
    *base = (struct hg_policy_base){.defaults = defaults, .id = id};
    hg_layer_apply_defaults(reader, HG_KEY_POLICY, &base->policy);
    if (reader->without_retries)
        base->policy.retries = 0;
    hg_layer_apply(defaults, reader, HG_KEY_POLICY, &base->policy);
}

/* With its length, so that no two requests have the same text. */
static void write_text(struct hg_buf *out, char kind, const char *text)
{
    hg_buf_printf(out, "%c%zu:%s", kind, strlen(text), text);
}

static void write_node(struct hg_buf *out, const struct hg_node *node)
{
    if (node->kind == HG_NODE_SCALAR)
        write_text(out, node->is_plain || node->is_untyped ? 'p' : 'q', node->text);
    if (node->kind == HG_NODE_LIST || node->kind == HG_NODE_MAP)
        hg_buf_printf(out, "%c%u:", node->kind == HG_NODE_LIST ? 'l' : 'm', node->count);
    for (size_t i = 0; node->kind == HG_NODE_LIST && i < node->count; i++)
        write_node(out, node->items[i]);
    for (size_t i = 0; node->kind == HG_NODE_MAP && i < node->count; i++) {
        write_node(out, node->pairs[i].key);
        write_node(out, node->pairs[i].value);
    }
}

static void write_request(struct hg_buf *out, const struct hg_policy_request *request)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    hg_buf_clear(out);
    hg_buf_add_number(out, request->base->id);
    hg_buf_add_char(out, '/');
    hg_buf_add_number(out, request->base->group);
    hg_buf_add_char(out, ';');
    for (size_t i = 0; request->own != NULL && i < count; i++) {
        if (keys[i].scope != HG_KEY_POLICY || request->own->values[i] == NULL)
            continue;
        hg_buf_printf(out, "%zu=", i);
        write_node(out, request->own->values[i]);
    }
    if (request->user != NULL)
        write_text(out, 'u', request->user);
    if (request->password != NULL)
        write_text(out, 'w', request->password);
}

/* Two settings that contradict each other. */
struct conflict {
    const char *first;
    const char *second;
    bool (*is_present)(const struct hg_policy *policy);
    const char *text;
};

static bool warns_too_late(const struct hg_policy *policy)
{
    return policy->expect.latency_warn_us > 0 && policy->expect.latency_fail_us > 0 &&
           policy->expect.latency_warn_us >= policy->expect.latency_fail_us;
}

static bool allows_and_denies(const struct hg_policy *policy)
{
    return policy->allow_private && policy->deny_private;
}

static bool has_no_body(const struct hg_policy *policy)
{
    return policy->method == HG_METHOD_HEAD && hg_policy_expects_body(policy);
}

static bool limits_max_size(const struct hg_policy *policy)
{
    return policy->expect.body.max_size > policy->body_limit;
}

static bool limits_min_size(const struct hg_policy *policy)
{
    return policy->expect.body.min_size > policy->body_limit;
}

static bool has_no_size(const struct hg_policy *policy)
{
    return policy->expect.body.max_size > 0 &&
           policy->expect.body.min_size > policy->expect.body.max_size;
}

static bool has_two_authentications(const struct hg_policy *policy)
{
    const struct hg_authentication *all = &policy->authentication;
    return (all->basic_user != NULL) + (all->digest_user != NULL) + (all->token != NULL) >
           1;
}

static bool has_no_user(const struct hg_policy *policy)
{
    const struct hg_authentication *all = &policy->authentication;
    return (all->basic_password != NULL && all->basic_user == NULL) ||
           (all->digest_password != NULL && all->digest_user == NULL);
}

static bool has_two_bodies(const struct hg_policy *policy)
{
    return policy->body != NULL && policy->form.count > 0;
}

static bool sends_no_body(const struct hg_policy *policy)
{
    return policy->body != NULL && !hg_method_has_content(hg_policy_method(policy));
}

static bool sends_no_form(const struct hg_policy *policy)
{
    return policy->form.count > 0 && !hg_method_has_content(hg_policy_method(policy));
}

static bool has_key_alone(const struct hg_policy *policy)
{
    return policy->client_key != NULL && policy->client_certificate == NULL;
}

static const struct conflict conflicts[] = {
    {"expect.latency.warn", "expect.latency.fail", warns_too_late,
     "expect.latency.warn must be below expect.latency.fail"},
    {"tls.client_key", "tls.client_certificate", has_key_alone,
     "tls.client_key needs tls.client_certificate"},
    {"allow_private", "deny_private", allows_and_denies,
     "allow_private and deny_private can't both be true"},
    {"auth.", "auth.", has_two_authentications,
     "auth must be only one of basic, digest and bearer"},
    {"auth.", "auth.", has_no_user, "auth has a password but no user"},
    {"body", "form", has_two_bodies, "body and form can't both be set"},
    {"method", "body", sends_no_body,
     "body needs method POST, PUT, PATCH, DELETE or auto"},
    {"method", "form", sends_no_form,
     "form needs method POST, PUT, PATCH, DELETE or auto"},
    {"method", "expect.body.", has_no_body,
     "expect.body needs a body, but responses to HEAD have none"},
    {"body_limit", "expect.body.max_size", limits_max_size,
     "expect.body.max_size must not exceed body_limit"},
    {"body_limit", "expect.body.min_size", limits_min_size,
     "expect.body.min_size must not exceed body_limit"},
    {"expect.body.min_size", "expect.body.max_size", has_no_size,
     "expect.body.min_size must not exceed expect.body.max_size"},
};

static bool expects_only_http3(const struct hg_policy *policy)
{
    return policy->expect.http_versions == HG_HTTP_3_BIT;
}

/* Where libcurl lacks it. */
static const struct conflict without_http3 = {
    "expect.http_version", "expect.http_version", expects_only_http3,
    "expect.http_version 3 needs a libcurl with HTTP/3, and this machine's has none"};

/* The node of a key, or of the first key of a section ("expect.body."). */
static struct hg_node *get(const struct hg_layer *layer, const char *path)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    const size_t len = strlen(path);
    if (path[len - 1] != '.')
        return hg_layer_get(layer, path);
    for (size_t i = 0; i < count; i++) {
        if (layer->values[i] != NULL && strncmp(keys[i].path, path, len) == 0)
            return layer->values[i];
    }
    return NULL;
}

/* The value of the highest layer that sets one of the two. */
static struct hg_node *culprit(const struct conflict *conflict,
                               const struct hg_layer *const *layers, size_t count)
{
    for (size_t i = count; i-- > 0;) {
        if (layers[i] == NULL)
            continue;
        struct hg_node *first = get(layers[i], conflict->first);
        if (first != NULL)
            return first;
        struct hg_node *second = get(layers[i], conflict->second);
        if (second != NULL)
            return second;
    }
    return NULL;
}

/* A value that is not set may be one that goes with the other. */
static bool is_unset(const struct hg_layer *layer, const char *path)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    const size_t len = strlen(path);
    for (size_t i = 0; i < count; i++) {
        if (layer->values[i] == NULL || !layer->values[i]->is_unset)
            continue;
        if (strcmp(keys[i].path, path) == 0 ||
            (path[len - 1] == '.' && strncmp(keys[i].path, path, len) == 0))
            return true;
    }
    return false;
}

static bool needs_unset(const struct conflict *conflict,
                        const struct hg_layer *const *layers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (layers[i] != NULL && (is_unset(layers[i], conflict->first) ||
                                  is_unset(layers[i], conflict->second)))
            return true;
    }
    return false;
}

static bool sets_either(const struct hg_layer *layer, const struct conflict *conflict)
{
    return get(layer, conflict->first) != NULL || get(layer, conflict->second) != NULL;
}

static void check_one(const struct hg_policies *policies, const struct hg_reader *reader,
                      const struct hg_policy_request *request,
                      const struct hg_policy *policy, const struct conflict *conflict)
{
    const struct hg_layer *const layers[] = {request->base->defaults, request->own,
                                             policies->environment, policies->options};
    /* A conflict within the defaults is reported once, for the policy of the base. */
    if (!conflict->is_present(policy) ||
        (request->own != NULL && !sets_either(request->own, conflict)))
        return;
    struct hg_node *node = culprit(conflict, layers, sizeof layers / sizeof *layers);
    if (node == NULL || node->kind == HG_NODE_BROKEN ||
        needs_unset(conflict, layers, sizeof layers / sizeof *layers))
        return;
    hg_problems_add(reader->problems, node->location, "%s%s",
                    node->location.line > 0 ? reader->subject : "", conflict->text);
    node->kind = HG_NODE_BROKEN;
}

static void check(const struct hg_policies *policies, const struct hg_reader *reader,
                  const struct hg_policy_request *request, const struct hg_policy *policy)
{
    for (size_t i = 0; i < sizeof conflicts / sizeof *conflicts; i++)
        check_one(policies, reader, request, policy, &conflicts[i]);
    if (reader->lacks_http3)
        check_one(policies, reader, request, policy, &without_http3);
}

/* What decides whether a check fits; the first that is set in the highest layer is where a problem is reported. */
static const char *const timings[] = {"interval", "interval_down", "timeout", "retries",
                                      "retry_delay"};
#define TIMING_COUNT (sizeof timings / sizeof timings[0])

static bool is_set(const struct hg_layer *const *layers, size_t count, const char *path)
{
    for (size_t i = 0; i < count; i++) {
        if (layers[i] != NULL && hg_layer_get(layers[i], path) != NULL)
            return true;
    }
    return false;
}

static struct hg_node *find_timing(const struct hg_layer *const *layers, size_t count)
{
    struct hg_node *node = NULL;
    for (size_t i = count; i-- > 0 && node == NULL;) {
        for (size_t k = 0; layers[i] != NULL && k < TIMING_COUNT && node == NULL; k++)
            node = hg_layer_get(layers[i], timings[k]);
    }
    return node;
}

static void format_sum(const struct hg_policy *policy, char *out, size_t size)
{
    const int64_t up_us = hg_interval_of(policy, false);
    const int64_t down_us = hg_interval_of(policy, true);
    char timeout[32], delays[32], sum[32], interval[32];
    hg_units_format_duration(policy->timeout_us, timeout, sizeof timeout);
    hg_units_format_duration(hg_interval_delays_us(policy), delays, sizeof delays);
    hg_units_format_duration(hg_interval_check_us(policy), sum, sizeof sum);
    hg_units_format_duration(up_us < down_us ? up_us : down_us, interval,
                             sizeof interval);
    snprintf(out, size,
             "a check takes up to %s (timeout %s x %d attempt%s + delays of %s), and %s "
             "is %s: change interval, timeout, retries or retry_delay",
             sum, timeout, (int)policy->retries + 1, policy->retries == 0 ? "" : "s",
             delays, down_us < up_us ? "interval_down" : "interval", interval);
}

/* Whether all attempts of a check fit between two of them. */
static void fit_interval(const struct hg_policies *policies,
                         const struct hg_reader *reader,
                         const struct hg_policy_request *request,
                         struct hg_policy *policy)
{
    const struct hg_layer *const layers[] = {request->base->defaults, request->own,
                                             policies->environment, policies->options};
    const size_t count = sizeof layers / sizeof *layers;
    const bool is_written =
        is_set(layers, count, "interval") || is_set(layers, count, "interval_down");
    struct hg_policy fitted = *policy;
    char sum[320];
    if (reader->intervals == HG_INTERVAL_IGNORED ||
        (reader->intervals == HG_INTERVAL_WRITTEN && !is_written))
        return;
    const bool fits = hg_interval_fit(&fitted, is_set(layers, count, "timeout"),
                                      is_set(layers, count, "retries"));
    if (reader->intervals == HG_INTERVAL_KEPT)
        *policy = fitted;
    if (fits || (request->own != NULL && find_timing(&request->own, 1) == NULL))
        return; /* or it is reported for the policy of the base */
    struct hg_node *node = find_timing(layers, count);
    if (node->kind == HG_NODE_BROKEN || node->is_unset)
        return;
    format_sum(&fitted, sum, sizeof sum);
    hg_problems_add(reader->problems, node->location, "%s%s",
                    node->location.line > 0 ? reader->subject : "", sum);
}

/* Inherited settings that a target's own keys replace, though they are other keys. */
static void drop_replaced(const struct hg_layer *own, struct hg_policy *policy)
{
    if (get(own, "expect.") != NULL)
        policy->expect.down = false;
    if (get(own, "auth.") != NULL)
        policy->authentication = (struct hg_authentication){0};
    if (get(own, "body") != NULL || get(own, "form") != NULL) {
        policy->body = NULL;
        policy->form = (struct hg_headers){0};
    }
}

static void complete_final_url(struct hg_arena *arena, struct hg_expectations *expect)
{
    if (expect->final_url == NULL)
        return;
    char *prefix = hg_url_normalise_prefix(expect->final_url);
    expect->final_url = hg_arena_text(arena, prefix);
    free(prefix);
}

static struct hg_policy *make(const struct hg_policies *policies,
                              const struct hg_reader *reader,
                              const struct hg_policy_request *request)
{
    struct hg_arena *arena = &reader->config->arena;
    struct hg_policy *policy = hg_arena_new(arena, 1, sizeof *policy);
    *policy = request->base->policy;
    policy->secrets = &reader->config->secrets;
    policy->public_values = &reader->config->public_values;
    if (request->own != NULL)
        drop_replaced(request->own, policy);
    if (request->own != NULL)
        hg_layer_apply(request->own, reader, HG_KEY_POLICY, policy);
    hg_layer_apply(policies->environment, reader, HG_KEY_POLICY, policy);
    hg_layer_apply(policies->options, reader, HG_KEY_POLICY, policy);
    policy->user = hg_arena_text(arena, request->user);
    policy->password = hg_arena_text(arena, request->password);
    hg_request_complete(arena, policy);
    complete_final_url(arena, &policy->expect);
    check(policies, reader, request, policy);
    fit_interval(policies, reader, request, policy);
    return policy;
}

const struct hg_policy *hg_policies_get(struct hg_policies *policies,
                                        const struct hg_reader *reader,
                                        const struct hg_policy_request *request)
{
    uint32_t position;
    write_request(&policies->text, request);
    if (hg_hash_table_find(&policies->index, policies->text.data, &position))
        return policies->items[position];
    char *text = hg_arena_text(policies->nodes, policies->text.data);
    const size_t before = reader->problems->count + reader->problems->dropped;
    struct hg_policy *policy = make(policies, reader, request);
    /* A policy with problems is not shared: they are reported for each target. */
    if (reader->problems->count + reader->problems->dropped != before)
        return policy;
    policies->items =
        hg_memory_grow(policies->items, policies->count, sizeof(struct hg_policy *));
    policies->items[policies->count] = policy;
    hg_hash_table_set(&policies->index, text, (uint32_t)policies->count++);
    return policy;
}
