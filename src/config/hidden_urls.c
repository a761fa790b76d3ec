/* SPDX-License-Identifier: MIT */
/* hidden_urls: finds URLs among the nodes of targets, and their parts. */
#include "config/hidden_urls.h"

#include "headgate/buf.h"
#include "headgate/memory.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

bool hg_hidden_urls_apply(const struct hg_policies *policies,
                          const struct hg_policy_base *base, const struct hg_node *own)
{
    const struct hg_node *set = hg_layer_get(policies->options, "hide_url");
    if (set == NULL)
        set = hg_layer_get(policies->environment, "hide_url");
    if (set == NULL)
        set = own;
    if (set == NULL)
        return base->policy.hide_url;
    return !hg_node_is_scalar(set) || strcmp(set->text, "false") != 0;
}

static void add_part(struct hg_secrets *hidden, const char *text, size_t len)
{
    struct hg_buf part;
    hg_buf_init(&part);
    hg_buf_add(&part, text, len);
    hg_secrets_add(hidden, part.data);
    hg_buf_release(&part);
}

static void add_parts(struct hg_secrets *hidden, const char *address)
{
    const char *scheme = strstr(address, "://");
    const bool has_scheme =
        scheme != NULL && (size_t)(scheme - address) < strcspn(address, "/?#\\ ");
    const char *authority = has_scheme ? scheme + strlen("://") : address;
    const char *path = authority + strcspn(authority, "/?#\\ ");
    path += path[0] == '/';
    if (path[0] == '\0')
        return;
    /* A path that is too short to be searched for is found with its host. */
    const char *start = strlen(path) < HG_SECRET_MIN_BYTES ? authority : path;
    hg_secrets_add(hidden, start);
    /* A fragment is no part of the URL, and a query may be shown alone. */
    add_part(hidden, start, (size_t)(path - start) + strcspn(path, "#"));
    add_part(hidden, path, strcspn(path, "?#"));
    const char *query = strchr(path, '?');
    if (query != NULL)
        add_part(hidden, query + 1, strcspn(query + 1, "#"));
}

void hg_hidden_urls_add(struct hg_hidden_urls *urls, const char *address)
{
    urls->addresses =
        hg_memory_grow(urls->addresses, urls->count, sizeof *urls->addresses);
    urls->addresses[urls->count++] = address;
}

/* `is_address`: the text is an address wherever it has no scheme, too. */
static void add_node(struct hg_hidden_urls *urls, const struct hg_node *node,
                     bool is_address)
{
    if (node->kind == HG_NODE_SCALAR || node->is_unset) {
        if (is_address || strstr(node->text, "://") != NULL)
            hg_hidden_urls_add(urls, node->text);
        return;
    }
    for (size_t i = 0; node->kind == HG_NODE_LIST && i < node->count; i++)
        add_node(urls, node->items[i], is_address);
    for (size_t i = 0; node->kind == HG_NODE_MAP && i < node->count; i++) {
        const struct hg_pair *pair = &node->pairs[i];
        add_node(urls, pair->key, false);
        add_node(urls, pair->value, strcmp(pair->key->text, "url") == 0);
    }
}

void hg_hidden_urls_add_targets(struct hg_hidden_urls *urls, const struct hg_node *node)
{
    add_node(urls, node, true);
}

void hg_hidden_urls_conclude(const struct hg_hidden_urls *urls, struct hg_secrets *hidden)
{
    for (size_t i = 0; i < urls->count; i++)
        add_parts(hidden, urls->addresses[i]);
    hg_secrets_complete(hidden);
}

void hg_hidden_urls_release(struct hg_hidden_urls *urls)
{
    free(urls->addresses);
    *urls = (struct hg_hidden_urls){0};
}
