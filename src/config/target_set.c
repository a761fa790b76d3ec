/* SPDX-License-Identifier: MIT */
/* target_set: adds targets; names, addresses, hosts and origins are in hash tables. */
#include "config/target_set.h"

#include "config/secret_values.h"
#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/url.h"
#include "headgate/waiver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define PROBLEM_SIZE 1024

/* Where an address was read. */
enum { ADDRESS_LISTED, ADDRESS_CONFIGURED };

void hg_target_set_init(struct hg_target_set *targets, struct hg_policies *policies)
{
    *targets = (struct hg_target_set){.policies = policies};
}

void hg_target_set_release(struct hg_target_set *targets)
{
    if (targets == NULL)
        return;
    free(targets->items);
    free(targets->origins);
    hg_hash_table_release(&targets->names);
    hg_hash_table_release(&targets->suffixes);
    hg_hash_table_release(&targets->addresses);
    hg_hash_table_release(&targets->hosts);
    hg_hash_table_release(&targets->origin_index);
    hg_hidden_urls_release(&targets->hidden_urls);
    hg_target_set_init(targets, NULL);
}

void hg_target_set_complete(struct hg_target_set *targets)
{
    hg_hash_table_release(&targets->suffixes);
    hg_hash_table_release(&targets->addresses);
    hg_hash_table_release(&targets->hosts);
}

const struct hg_origin *hg_target_set_origin(struct hg_target_set *targets,
                                             const struct hg_reader *reader,
                                             const struct hg_origin *origin)
{
    struct hg_arena *arena = &reader->config->arena;
    struct hg_buf text;
    uint32_t position;
    hg_buf_init(&text);
    /* All parts are clean texts: none holds a newline. */
    hg_buf_printf(&text, "%d\n%s\n%s\n", origin->is_configured,
                  origin->file == NULL ? "" : origin->file,
                  origin->group == NULL ? "" : origin->group);
    for (size_t i = 0; i < origin->tags.count; i++)
        hg_buf_printf(&text, "%s\n", origin->tags.items[i]);
    if (!hg_hash_table_find(&targets->origin_index, text.data, &position)) {
        struct hg_origin *copy = hg_arena_new(arena, 1, sizeof *copy);
        *copy = *origin;
        targets->origins = hg_memory_grow(targets->origins, targets->origin_count,
                                          sizeof(struct hg_origin *));
        position = (uint32_t)targets->origin_count++;
        targets->origins[position] = copy;
        hg_hash_table_set(&targets->origin_index, hg_arena_text(arena, text.data),
                          position);
    }
    hg_buf_release(&text);
    return targets->origins[position];
}

static const char *plain_address(struct hg_arena *arena, const char *address)
{
    if (strchr(address, '@') == NULL)
        return address;
    char *plain = hg_url_without_user(address);
    const char *kept = hg_arena_text(arena, plain);
    free(plain);
    return kept;
}

static uint32_t host_of(struct hg_target_set *targets, const struct hg_url *url)
{
    uint32_t number;
    struct hg_buf text;
    hg_buf_init(&text);
    hg_buf_add_text(&text, url->host);
    hg_buf_add_char(&text, ':');
    hg_buf_add_number(&text, url->port);
    if (!hg_hash_table_find(&targets->hosts, text.data, &number)) {
        number = (uint32_t)targets->host_count++;
        hg_hash_table_set(&targets->hosts,
                          hg_arena_text(targets->policies->nodes, text.data), number);
    }
    hg_buf_release(&text);
    return number;
}

/* The URL's text in the configuration's arena, which has the entry's address already. */
static const char *store_url(struct hg_arena *arena, const struct hg_target_entry *entry,
                             const struct hg_url *url)
{
    return strcmp(url->text, entry->address) == 0 ? entry->address
                                                  : hg_arena_text(arena, url->text);
}

static const char *text_or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

/* A text that is equal for addresses of the same URL and user: mostly the URL's own, for a bare
 * host without the scheme, which was not written. `text` is the URL's, in the caller's memory. */
static const char *address_key(struct hg_arena *arena, const struct hg_url *url,
                               const char *text)
{
    const char *bare = url->has_scheme ? text : text + strlen("https://");
    const char *user = text_or_empty(url->user);
    const char *password = text_or_empty(url->password);
    if (*user == '\0' && *password == '\0')
        return bare;
    struct hg_buf key;
    hg_buf_init(&key);
    /* No URL holds a newline. */
    hg_buf_printf(&key, "%s\n%s\n%s", bare, user, password);
    const char *kept = hg_arena_text_n(arena, key.data, key.len);
    hg_buf_release(&key);
    return kept;
}

/* The URL of an address without secrets; one that is no address any more is shown as it is. */
static const char *shown_url(const struct hg_reader *reader,
                             const struct hg_target_entry *entry)
{
    struct hg_arena *arena = &reader->config->arena;
    struct hg_url url;
    char problem[PROBLEM_SIZE];
    if (hg_url_parse(&url, entry->shown_address, problem, sizeof problem) != 0)
        return plain_address(arena, entry->shown_address);
    const char *text = hg_arena_text(arena, url.text);
    hg_url_release(&url);
    return text;
}

/* Its URL is shown as `url`, which lives in the arena. */
static void show_as(struct hg_target *target, struct hg_arena *arena, const char *url)
{
    struct hg_target_extra *extra;
    if (strcmp(url, target->url) == 0)
        return;
    extra = hg_target_new_extra(target, arena);
    if (extra->request_url == NULL)
        extra->request_url = target->url;
    target->url = strcmp(url, target->name) == 0 ? target->name : url;
}

static void append(struct hg_target_set *targets, const struct hg_reader *reader,
                   const struct hg_target_entry *entry, const struct hg_url *url,
                   const char *name, const char *text)
{
    const struct hg_policy_request request = {
        .base = entry->base,
        .own = entry->own,
        .user = url->user,
        .password = url->password,
    };
    targets->items =
        hg_memory_grow(targets->items, targets->count, sizeof *targets->items);
    hg_hash_table_set(&targets->names, name, (uint32_t)targets->count);
    hg_secret_values_add_login(reader, entry->address_node, text_or_empty(url->password));
    struct hg_target *target = &targets->items[targets->count++];
    *target = (struct hg_target){
        .name = name,
        .url = text,
        .policy = hg_policies_get(targets->policies, reader, &request),
        .origin = entry->origin,
        .line = entry->location.line & HG_TARGET_LINE_MAX,
        .host = host_of(targets, url),
        .has_scheme = url->has_scheme,
        .enabled = entry->enabled,
        .is_named = entry->name != NULL,
    };
    if (entry->shown_address != NULL)
        show_as(target, &reader->config->arena, shown_url(reader, entry));
    if (entry->waiver != NULL)
        hg_target_new_extra(target, &reader->config->arena)->waiver = entry->waiver;
}

/* A problem is about to repeat the entry's URL, as `text`. */
static void hide_repeated(struct hg_target_set *targets,
                          const struct hg_target_entry *entry, const char *text)
{
    const struct hg_node *own =
        entry->own == NULL ? NULL : hg_layer_get(entry->own, "hide_url");
    if (hg_hidden_urls_apply(targets->policies, entry->base, own))
        hg_hidden_urls_add(&targets->hidden_urls, text);
}

static int parse_address(struct hg_target_set *targets, struct hg_url *url,
                         const struct hg_reader *reader,
                         const struct hg_target_entry *entry)
{
    char problem[PROBLEM_SIZE];
    if (hg_url_parse(url, entry->address, problem, sizeof problem) == 0)
        return 0;
    hide_repeated(targets, entry, entry->address);
    return hg_problems_add(reader->problems, entry->address_location, "%s%s",
                           reader->subject, problem);
}

static const char *name_of(const struct hg_reader *reader,
                           const struct hg_target_entry *entry)
{
    const char *address =
        entry->shown_address != NULL ? entry->shown_address : entry->address;
    return entry->name != NULL ? entry->name
                               : plain_address(&reader->config->arena, address);
}

/* "line 3", or "other.yml:3" where that is not in `file`. */
static void write_place(const struct hg_target *target, const char *file, char *out,
                        size_t size)
{
    const char *other = target->origin->file;
    if (other == NULL)
        snprintf(out, size, "the command line");
    else if (strcmp(other, file) == 0)
        snprintf(out, size, "line %u", target->line);
    else
        snprintf(out, size, "%s:%u", other, target->line);
}

static void report_taken(const struct hg_reader *reader,
                         const struct hg_target_entry *entry, const char *name,
                         const struct hg_target *first)
{
    char place[PROBLEM_SIZE];
    write_place(first, entry->location.file, place, sizeof place);
    hg_problems_add(reader->problems, entry->location,
                    "target name \"%s\" is already used at %s%s", name, place,
                    entry->name == NULL ? "; give one of them another name" : "");
}

void hg_target_set_add_configured(struct hg_target_set *targets,
                                  const struct hg_reader *reader,
                                  const struct hg_target_entry *entry)
{
    struct hg_url url;
    uint32_t position;
    if (parse_address(targets, &url, reader, entry) != 0)
        return;
    const char *name = name_of(reader, entry);
    if (hg_hash_table_find(&targets->names, name, &position)) {
        if (entry->name == NULL)
            hide_repeated(targets, entry, name);
        report_taken(reader, entry, name, &targets->items[position]);
    } else {
        const char *text = store_url(&reader->config->arena, entry, &url);
        hg_hash_table_set(&targets->addresses,
                          address_key(targets->policies->nodes, &url, text),
                          ADDRESS_CONFIGURED);
        append(targets, reader, entry, &url, name, text);
    }
    hg_url_release(&url);
}

/* The name, or the name with the first number that makes it unique. */
static const char *unique_name(struct hg_target_set *targets, struct hg_arena *arena,
                               const char *name)
{
    uint32_t position;
    uint32_t number = 1;
    if (!hg_hash_table_find(&targets->names, name, &position))
        return name;
    hg_hash_table_find(&targets->suffixes, name, &number);
    const size_t size = strlen(name) + 16;
    char *numbered = hg_arena_new(arena, size, 1);
    do {
        snprintf(numbered, size, "%s #%u", name, ++number);
    } while (hg_hash_table_find(&targets->names, numbered, &position));
    hg_hash_table_set(&targets->suffixes, name, number);
    return numbered;
}

enum hg_added hg_target_set_add_listed(struct hg_target_set *targets,
                                       const struct hg_reader *reader,
                                       const struct hg_target_entry *entry)
{
    struct hg_arena *arena = &reader->config->arena;
    struct hg_arena *nodes = targets->policies->nodes;
    struct hg_url url;
    uint32_t source;
    enum hg_added added = HG_ADDED;
    if (parse_address(targets, &url, reader, entry) != 0)
        return HG_REFUSED;
    if (hg_hash_table_find(&targets->addresses, address_key(nodes, &url, url.text),
                           &source)) {
        added = source == ADDRESS_CONFIGURED ? HG_CONFIGURED : HG_REPEATED;
    } else {
        const char *text = store_url(arena, entry, &url);
        const char *name = unique_name(targets, arena, name_of(reader, entry));
        hg_hash_table_set(&targets->addresses, address_key(nodes, &url, text),
                          ADDRESS_LISTED);
        append(targets, reader, entry, &url, name, text);
    }
    hg_url_release(&url);
    return added;
}

/* The target's name without secrets; NULL: it stays. */
static char *hidden_name(const struct hg_target *target)
{
    const struct hg_policy *policy = target->policy;
    char *name = policy->hide_url && !target->is_named
                     ? hg_policy_show_url(policy, target->url)
                     : hg_secrets_mask(policy->secrets, target->name);
    if (strcmp(name, target->name) != 0)
        return name;
    free(name);
    return NULL;
}

static void hide_waiver(struct hg_target *target, struct hg_arena *arena)
{
    const struct hg_secrets *secrets = target->policy->secrets;
    const struct hg_waiver *waiver = hg_target_get_extra(target)->waiver;
    if (waiver == NULL)
        return;
    struct hg_waiver *shown = hg_arena_new(arena, 1, sizeof *shown);
    char *reason = hg_secrets_mask(secrets, waiver->reason);
    char *ticket = hg_secrets_mask(secrets, waiver->ticket == NULL ? "" : waiver->ticket);
    *shown = *waiver;
    shown->reason = hg_arena_text(arena, reason);
    if (waiver->ticket != NULL)
        shown->ticket = hg_arena_text(arena, ticket);
    hg_target_new_extra(target, arena)->waiver = shown;
    free(reason);
    free(ticket);
}

static bool may_be_hidden(const struct hg_target *target)
{
    const struct hg_policy *policy = target->policy;
    return policy->hide_url || hg_target_get_extra(target)->waiver != NULL ||
           hg_secrets_may_occur(policy->secrets, target->url) ||
           (target->name != target->url &&
            hg_secrets_may_occur(policy->secrets, target->name));
}

/* By their order they would be told apart, which changes with the lines of a file. */
static void report_alike(const struct hg_reader *reader, const struct hg_target *target,
                         const struct hg_target *other)
{
    const struct hg_source_location location = {target->origin->file, target->line, 0};
    char place[PROBLEM_SIZE];
    write_place(other, location.file, place, sizeof place);
    hg_problems_add(reader->problems, location,
                    "two targets are shown as \"%s\", this one and that of %s: give %s",
                    target->name, place,
                    target->is_named || other->is_named ? "one of them another name"
                                                        : "them names");
}

static void hide_name(struct hg_target_set *targets, const struct hg_reader *reader,
                      size_t position)
{
    struct hg_target *target = &targets->items[position];
    struct hg_arena *arena = &reader->config->arena;
    uint32_t other;
    char *name = hidden_name(target);
    if (name == NULL)
        return;
    target->name = hg_arena_text(arena, name);
    free(name);
    if (target->origin->is_configured &&
        hg_hash_table_find(&targets->names, target->name, &other)) {
        report_alike(reader, target, &targets->items[other]);
        return;
    }
    /* The name as it was written finds the target as before. */
    target->name = unique_name(targets, arena, target->name);
    hg_hash_table_set(&targets->names, target->name, (uint32_t)position);
}

static void hide_target(struct hg_target_set *targets, const struct hg_reader *reader,
                        size_t position)
{
    struct hg_target *target = &targets->items[position];
    struct hg_arena *arena = &reader->config->arena;
    char *url = hg_policy_show_url(target->policy, target->url);
    hide_name(targets, reader, position);
    if (strcmp(url, target->url) != 0)
        show_as(target, arena, hg_arena_text(arena, url));
    hide_waiver(target, arena);
    free(url);
}

static void hide_targets(struct hg_target_set *targets, const struct hg_reader *reader,
                         bool are_configured)
{
    const bool has_secrets = reader->config->secrets.count > 0;
    for (size_t i = 0; i < targets->count; i++) {
        const struct hg_target *target = &targets->items[i];
        if (target->origin->is_configured == are_configured &&
            (has_secrets || target->policy->hide_url) && may_be_hidden(target))
            hide_target(targets, reader, i);
    }
}

void hg_target_set_hide(struct hg_target_set *targets, const struct hg_reader *reader)
{
    /* No line of a list takes a name from an entry of `targets`. */
    hide_targets(targets, reader, true);
    hide_targets(targets, reader, false);
}
