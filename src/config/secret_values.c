/* SPDX-License-Identifier: MIT */
/* secret_values: tables of headers and keys, and the variables in a node. */
#include "config/secret_values.h"

#include "config/text_format.h"
#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/url.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "headgate/banned.h"

/* Where a variable stands, as bits. */
enum { IN_REQUEST = 1, IN_SIGHT = 2 };

void hg_secret_values_release(struct hg_secret_values *all)
{
    hg_hash_table_release(&all->known);
    hg_hash_table_release(&all->places);
    free(all->values);
    *all = (struct hg_secret_values){0};
}

/* A value that is only tried is read once more, or is none. */
static struct hg_secret_values *values_of(const struct hg_reader *reader)
{
    return reader->is_trial ? NULL : reader->secret_values;
}

/* What distinguishes two values of the same text: the variables that decide about them. */
static void write_key(const struct hg_secret_value *value, size_t len, struct hg_buf *out)
{
    hg_buf_add(out, value->text, len);
    for (size_t i = 0; value->node != NULL && i < value->node->variable_count; i++) {
        const struct hg_node_variable *variable = &value->node->variables[i];
        if (variable->begin >= value->begin && variable->begin < value->end)
            hg_buf_printf(out, "\n%s", variable->name);
    }
}

/* `value` may have any text behind the first `len` bytes. */
static void add(const struct hg_reader *reader, struct hg_secret_value value, size_t len)
{
    struct hg_secret_values *all = values_of(reader);
    struct hg_buf key;
    uint32_t known;
    if (all == NULL || len < HG_SECRET_MIN_BYTES)
        return;
    hg_buf_init(&key);
    write_key(&value, len, &key);
    if (!hg_hash_table_find(&all->known, key.data, &known)) {
        value.text = hg_arena_text_n(all->nodes, value.text, len);
        all->values = hg_memory_grow(all->values, all->value_count, sizeof *all->values);
        all->values[all->value_count++] = value;
        hg_hash_table_set(&all->known, hg_arena_text(all->nodes, key.data), 1);
    }
    hg_buf_release(&key);
}

static void add_part(const struct hg_reader *reader, const struct hg_node *node,
                     const char *text, size_t len)
{
    add(reader, (struct hg_secret_value){.text = text, .node = node, .end = SIZE_MAX},
        len);
}

void hg_secret_values_add(const struct hg_reader *reader, const struct hg_node *node,
                          const char *text)
{
    add_part(reader, node, text, strlen(text));
}

static void place(const struct hg_reader *reader, const char *name, uint32_t where)
{
    struct hg_secret_values *all = values_of(reader);
    uint32_t places = 0;
    if (all == NULL)
        return;
    hg_hash_table_find(&all->places, name, &places);
    hg_hash_table_set(&all->places, name, places | where);
}

static void place_all(const struct hg_reader *reader, const struct hg_node *node,
                      uint32_t where)
{
    for (size_t i = 0; i < node->variable_count; i++)
        place(reader, node->variables[i].name, where);
}

void hg_secret_values_add_variables(const struct hg_reader *reader,
                                    const struct hg_node *node)
{
    place_all(reader, node, IN_REQUEST);
}

static bool ends_with(const char *name, const char *end)
{
    const size_t len = strlen(name);
    const size_t end_len = strlen(end);
    return len > end_len && hg_text_equals_ignoring_case(name + len - end_len, end);
}

static bool is_secret_header(const char *name)
{
    static const char *const names[] = {"Authorization", "Proxy-Authorization", "Cookie"};
    static const char *const ends[] = {"-Key", "-Token", "-Secret"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (hg_text_equals_ignoring_case(name, names[i]))
            return true;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (ends_with(name, ends[i]))
            return true;
    }
    return false;
}

/* Up to the first character that is no digit of it. */
static void decode_base64(const char *text, struct hg_buf *out)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t bits = 0;
    unsigned bit_count = 0;
    for (const char *digit; *text != '\0' && (digit = strchr(digits, *text)) != NULL;
         text++) {
        bits = (bits << 6 | (uint32_t)(digit - digits)) & 0xFFFF;
        bit_count += 6;
        if (bit_count < 8)
            continue;
        bit_count -= 8;
        hg_buf_add_char(out, (char)(bits >> bit_count & 0xFF));
    }
}

/* "user:password" in Base64 (RFC 7617 2). */
static void add_password(const struct hg_reader *reader, const struct hg_node *node,
                         const char *credentials)
{
    struct hg_buf plain;
    hg_buf_init(&plain);
    decode_base64(credentials, &plain);
    const char *colon = strchr(plain.data, ':');
    if (colon != NULL)
        hg_secret_values_add(reader, node, colon + 1);
    hg_buf_release(&plain);
}

static void add_credentials(const struct hg_reader *reader, const struct hg_node *node)
{
    const char *blank = strchr(node->text, ' ');
    if (blank == NULL)
        return;
    const char *credentials = blank + strspn(blank, " ");
    hg_secret_values_add(reader, node, credentials);
    if (strncasecmp(node->text, "Basic ", strlen("Basic ")) == 0)
        add_password(reader, node, credentials);
}

/* "a=1; b=2" (RFC 6265 4.2.1). */
static void add_cookies(const struct hg_reader *reader, const struct hg_node *node)
{
    for (const char *at = node->text; *at != '\0';) {
        const size_t len = strcspn(at, ";");
        const size_t name_len = strcspn(at, "=");
        if (name_len < len)
            add_part(reader, node, at + name_len + 1, len - name_len - 1);
        at += len;
        at += strspn(at, "; ");
    }
}

void hg_secret_values_add_header(const struct hg_reader *reader, const char *name,
                                 const struct hg_node *value)
{
    const struct hg_header header = {name, value->text};
    if (!hg_header_is_harmless(&header))
        hg_secret_values_add_variables(reader, value);
    if (!is_secret_header(name))
        return;
    hg_secret_values_add(reader, value, value->text);
    if (hg_text_equals_ignoring_case(name, "Cookie"))
        add_cookies(reader, value);
    else
        add_credentials(reader, value);
}

/* Where the parts of an address begin and end. */
struct parts {
    size_t authority; /* behind the scheme and its slashes */
    size_t user_end;  /* the "@"; the same as `authority` without user info */
    size_t query;     /* the "?", or the end */
    size_t end;       /* of the query: a fragment is not sent */
};

static struct parts parts_of(const char *text)
{
    const char *scheme = strstr(text, "://");
    struct parts parts = {0};
    parts.end = strcspn(text, "#");
    if (scheme != NULL && (size_t)(scheme - text) < strcspn(text, "/?#@"))
        parts.authority = (size_t)(scheme - text) + 3;
    const char *authority = text + parts.authority;
    size_t len = strcspn(authority, "/?#");
    while (len > 0 && authority[len] != '@')
        len--;
    parts.user_end = parts.authority + len;
    parts.query = strcspn(text, "?#");
    return parts;
}

void hg_secret_values_add_login(const struct hg_reader *reader,
                                const struct hg_node *node, const char *password)
{
    const struct parts parts = node == NULL ? (struct parts){0} : parts_of(node->text);
    const struct hg_secret_value value = {
        .text = password, .node = node, .begin = parts.authority, .end = parts.user_end};
    add(reader, value, strlen(password));
}

/* As it is written: one that is sent otherwise is added when the address is parsed. */
static void add_written_password(const struct hg_reader *reader,
                                 const struct hg_node *node, const char *text)
{
    const struct parts parts = parts_of(text);
    const char *user = text + parts.authority;
    const size_t len = parts.user_end - parts.authority;
    const char *colon = len == 0 ? NULL : memchr(user, ':', len);
    const struct hg_secret_value value = {.text = colon == NULL ? "" : colon + 1,
                                          .node = node,
                                          .begin = parts.authority,
                                          .end = parts.user_end};
    add(reader, value, colon == NULL ? 0 : (size_t)(user + len - colon) - 1);
}

static void add_address(const struct hg_reader *reader, const struct hg_node *node)
{
    const struct parts parts = parts_of(node->text);
    add_written_password(reader, node, node->text);
    for (size_t i = 0; i < node->variable_count; i++) {
        const struct hg_node_variable *variable = &node->variables[i];
        const bool is_user_info =
            variable->begin >= parts.authority && variable->begin < parts.user_end;
        if (!is_user_info)
            place(reader, variable->name,
                  variable->begin > parts.query && variable->begin < parts.end
                      ? IN_REQUEST
                      : IN_SIGHT);
    }
}

void hg_secret_values_add_text(const struct hg_reader *reader, const struct hg_key *key,
                               const struct hg_node *node)
{
    static const struct {
        const char *path;
        uint32_t where;
    } keys[] = {{"name", IN_SIGHT},
                {"group", IN_SIGHT},
                {"tags", IN_SIGHT},
                {"user_agent", IN_REQUEST}};
    if (key->format != NULL && key->format->is_address)
        add_address(reader, node);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(key->path, keys[i].path) == 0)
            place_all(reader, node, keys[i].where);
    }
}

static bool is_listed(const struct hg_texts *texts, const char *text)
{
    for (size_t i = 0; i < texts->count; i++) {
        if (strcmp(texts->items[i], text) == 0)
            return true;
    }
    return false;
}

static bool is_public(const struct hg_settings *settings,
                      const struct hg_secret_value *value)
{
    for (size_t i = 0; value->node != NULL && i < value->node->variable_count; i++) {
        const struct hg_node_variable *variable = &value->node->variables[i];
        if (variable->begin >= value->begin && variable->begin < value->end &&
            is_listed(&settings->public_variables, variable->name))
            return true;
    }
    return false;
}

static void conclude_variables(const struct hg_reader *reader, struct hg_secrets *secrets)
{
    const struct hg_settings *settings = &reader->config->settings;
    const struct hg_hash_table *places = &reader->secret_values->places;
    for (size_t i = 0; i < places->capacity; i++) {
        const char *name = places->entries[i].key;
        if (name != NULL && places->entries[i].value == IN_REQUEST &&
            !is_listed(&settings->public_variables, name) && getenv(name) != NULL)
            hg_secrets_add(secrets, getenv(name));
    }
    for (size_t i = 0; i < settings->secret_variables.count; i++) {
        const char *value = getenv(settings->secret_variables.items[i]);
        if (value != NULL)
            hg_secrets_add(secrets, value);
    }
}

static void conclude_public_values(const struct hg_reader *reader)
{
    struct hg_arena *arena = &reader->config->arena;
    const struct hg_texts *names = &reader->config->settings.public_variables;
    const char **values = hg_arena_new(arena, names->count + 1, sizeof *values);
    size_t count = 0;
    for (size_t i = 0; i < names->count; i++) {
        const char *value = getenv(names->items[i]);
        if (value != NULL)
            values[count++] = hg_arena_text(arena, value);
    }
    reader->config->public_values = (struct hg_texts){values, count};
}

/* Base64 of user and password, as basic authentication sends it: it is as secret, however short they are. */
static void conclude_logins(const struct hg_texts *public_values,
                            struct hg_policy *const *policies, size_t count,
                            struct hg_secrets *secrets)
{
    for (size_t i = 0; i < count; i++) {
        const struct hg_policy *policy = policies[i];
        if (policy->credentials != NULL && policy->password != NULL &&
            policy->password[0] != '\0' && !is_listed(public_values, policy->password))
            hg_secrets_add(secrets, policy->credentials);
    }
}

/* libcurl reads the proxies of the environment. */
static void conclude_proxies(const struct hg_reader *reader)
{
    size_t count;
    const char *const *names = hg_policy_proxy_variables(&count);
    for (size_t i = 0; i < count; i++) {
        if (getenv(names[i]) != NULL)
            add_written_password(reader, NULL, getenv(names[i]));
    }
}

static const char *shown(const struct hg_reader *reader, const char *text)
{
    if (text == NULL)
        return NULL;
    char *masked = hg_secrets_mask(&reader->config->secrets, text);
    const char *kept = hg_arena_text(&reader->config->arena, masked);
    free(masked);
    return kept;
}

void hg_secret_values_conclude(const struct hg_reader *reader,
                               struct hg_policy *const *policies, size_t count)
{
    const struct hg_secret_values *all = reader->secret_values;
    struct hg_secrets *secrets = &reader->config->secrets;
    conclude_proxies(reader);
    for (size_t i = 0; i < all->value_count; i++) {
        if (!is_public(&reader->config->settings, &all->values[i]))
            hg_secrets_add(secrets, all->values[i].text);
    }
    conclude_variables(reader, secrets);
    conclude_public_values(reader);
    conclude_logins(&reader->config->public_values, policies, count, secrets);
    hg_secrets_complete(secrets);
    reader->config->settings.name = shown(reader, reader->config->settings.name);
    reader->config->settings.location = shown(reader, reader->config->settings.location);
}

const char *hg_secret_values_show(const struct hg_reader *reader,
                                  const struct hg_node *node)
{
    const struct hg_texts *names = &reader->config->settings.secret_variables;
    struct hg_buf shown;
    size_t at = 0;
    hg_buf_init(&shown);
    for (size_t i = 0; i < node->variable_count; i++) {
        const struct hg_node_variable *variable = &node->variables[i];
        if (!is_listed(names, variable->name))
            continue;
        hg_buf_add(&shown, node->text + at, variable->begin - at);
        hg_buf_add_text(&shown, variable->len == 0 ? "" : HG_HIDDEN);
        at = variable->begin + variable->len;
    }
    hg_buf_add_text(&shown, node->text + at);
    const char *text = hg_arena_text(&reader->config->arena, shown.data);
    hg_buf_release(&shown);
    return text;
}
