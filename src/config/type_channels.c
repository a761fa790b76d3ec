/* SPDX-License-Identifier: MIT */
/* type_channels: channels for events, a map by name.
 *
 * DESIGN. The keys of a channel are rows like all others, in a table of their own: offsets are into struct
 * hg_channel_settings. Which of them a kind of channel needs or may have is said by a table as well. */
#include "config/json_value.h"
#include "config/text_format.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/ascii.h"
#include "headgate/event.h"
#include "headgate/settings.h"
#include "headgate/text.h"
#include "headgate/units.h"
#include "headgate/url.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

#define NAME_MAX_BYTES    64
#define ROUTING_KEY_BYTES 32
#define TOPIC_MAX_BYTES   64
#define EVENT_SCHEMA                                                                     \
    HG_SCHEMA_ONE_OR_LIST("{'enum': ['down', 'recovered', 'reminder', 'degraded', "      \
                          "'degraded_end', 'certificate', 'removed', 'flapping', "       \
                          "'flapping_end', 'offline', 'online', 'gap']}")
#define COMMAND_SCHEMA HG_SCHEMA_LIST(HG_SCHEMA_OF("text"))
#define KIND_WORDS     "webhook|slack|discord|command|teams|ntfy|pagerduty|alertmanager|ping"
#define ALPHANUMERIC   "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

enum {
    TYPE,
    URL,
    URL_FILE,
    COMMAND,
    SECRET,
    SECRET_FILE,
    TOKEN,
    TOKEN_FILE,
    TEMPLATE,
    CONTENT_TYPE,
    ROUTING_KEY,
    ROUTING_KEY_FILE,
    GATE,
    EVENTS,
    GROUPS,
    TAGS,
    PROXY,
    CA,
    TIMEOUT
};

#define FIELD(member) offsetof(struct hg_channel_settings, member)

static const struct hg_key keys[] = {
    [TYPE] = {.path = "type",
              .type = &hg_type_enum,
              .offset = FIELD(kind),
              .choices = KIND_WORDS},
    [URL] = {.path = "url", .type = &hg_type_secret, .offset = FIELD(url)},
    [URL_FILE] = {.path = "url_file", .type = &hg_type_secret_file, .offset = FIELD(url)},
    [COMMAND] = {.path = "command", .type = &hg_type_command, .offset = FIELD(command)},
    [SECRET] = {.path = "secret", .type = &hg_type_secret, .offset = FIELD(secret)},
    [SECRET_FILE] = {.path = "secret_file",
                     .type = &hg_type_secret_file,
                     .offset = FIELD(secret)},
    [TOKEN] = {.path = "token", .type = &hg_type_secret, .offset = FIELD(secret)},
    [TOKEN_FILE] = {.path = "token_file",
                    .type = &hg_type_secret_file,
                    .offset = FIELD(secret)},
    [TEMPLATE] = {.path = "template",
                  .type = &hg_type_template,
                  .offset = FIELD(template)},
    [CONTENT_TYPE] = {.path = "content_type",
                      .type = &hg_type_text,
                      .offset = FIELD(content_type),
                      .format = &hg_format_media_type},
    [ROUTING_KEY] = {.path = "routing_key",
                     .type = &hg_type_secret,
                     .offset = FIELD(secret)},
    [ROUTING_KEY_FILE] = {.path = "routing_key_file",
                          .type = &hg_type_secret_file,
                          .offset = FIELD(secret)},
    [GATE] = {.path = "gate", .type = &hg_type_bool, .offset = FIELD(is_about_gate)},
    [EVENTS] = {.path = "events",
                .type = &hg_type_enum_set,
                .offset = FIELD(events),
                .choices = HG_EVENT_WORDS},
    [GROUPS] = {.path = "groups", .type = &hg_type_texts, .offset = FIELD(groups)},
    [TAGS] = {.path = "tags", .type = &hg_type_texts, .offset = FIELD(tags)},
    [PROXY] = {.path = "proxy", .type = &hg_type_text, .offset = FIELD(proxy)},
    [CA] = {.path = "ca", .type = &hg_type_path, .offset = FIELD(ca)},
    [TIMEOUT] = {.path = "timeout",
                 .type = &hg_type_duration,
                 .offset = FIELD(timeout_us),
                 .min = HG_US_PER_S,
                 .max = 60 * HG_US_PER_S},
};

#define KEY_COUNT (sizeof keys / sizeof keys[0])
#define BIT(key)  (1U << (key))
#define FILTERS   (BIT(TYPE) | BIT(EVENTS) | BIT(GROUPS) | BIT(TAGS) | BIT(TIMEOUT))
#define FILES     (BIT(URL_FILE) | BIT(SECRET_FILE) | BIT(TOKEN_FILE) | BIT(ROUTING_KEY_FILE))
#define BODY      (BIT(TEMPLATE) | BIT(CONTENT_TYPE))
#define HTTP      (FILTERS | BIT(URL) | BIT(URL_FILE) | BIT(PROXY) | BIT(CA))

/* What alerts begin and end with. */
#define OUTAGE_EVENTS                                                                    \
    (1U << HG_EVENT_DOWN | 1U << HG_EVENT_REMINDER | 1U << HG_EVENT_RECOVERED |          \
     1U << HG_EVENT_REMOVED)

struct entry;
static int check_webhook(const struct entry *entry);
static int check_routing_key(const struct entry *entry);
static int check_command(const struct entry *entry);
static int check_topic(const struct entry *entry);

/* By kind: the keys that it may have, and what is to be known of it. */
static const struct {
    unsigned keys;
    const char *url; /* by default; NULL: it needs one */
    uint32_t events; /* those that it may have */
    const char *event_words;
    bool has_outages;
    int (*check)(const struct entry *entry);
} kinds[HG_CHANNEL_KIND_COUNT] = {
    [HG_CHANNEL_WEBHOOK] = {HTTP | BODY | BIT(SECRET) | BIT(SECRET_FILE),
                            .events = UINT32_MAX, .check = check_webhook},
    [HG_CHANNEL_SLACK] = {HTTP, .events = UINT32_MAX},
    [HG_CHANNEL_DISCORD] = {HTTP, .events = UINT32_MAX},
    [HG_CHANNEL_COMMAND] = {FILTERS | BIT(COMMAND) | BODY, .events = UINT32_MAX,
                            .check = check_command},
    [HG_CHANNEL_TEAMS] = {HTTP, .events = UINT32_MAX},
    [HG_CHANNEL_NTFY] = {HTTP | BIT(TOKEN) | BIT(TOKEN_FILE), .events = UINT32_MAX,
                         .check = check_topic},
    [HG_CHANNEL_PAGERDUTY] = {HTTP | BIT(ROUTING_KEY) | BIT(ROUTING_KEY_FILE),
                              .url = "https://events.pagerduty.com/v2/enqueue",
                              .events = OUTAGE_EVENTS,
                              .event_words = "down, reminder, recovered and removed",
                              .has_outages = true, .check = check_routing_key},
    [HG_CHANNEL_ALERTMANAGER] = {.keys = HTTP & ~BIT(EVENTS)},
    [HG_CHANNEL_PING] = {.keys = (HTTP & ~(BIT(EVENTS) | BIT(GROUPS) | BIT(TAGS))) |
                                 BIT(GATE)},
};

/* One channel while it is read. */
struct entry {
    const struct hg_reader *reader;
    const struct hg_key *key; /* `channels` */
    const char *name;
    struct hg_node *node;
    unsigned set; /* bits of the keys that it has */
    struct hg_channel_settings *channel;
};

static bool is_name(const char *name)
{
    const size_t len = strspn(name, ALPHANUMERIC "_-");
    return len > 0 && len <= NAME_MAX_BYTES && name[len] == '\0' &&
           strcmp(name, HG_EVENT_TO_MAIL) != 0;
}

static const struct hg_key *find_key(const char *word)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (strcmp(keys[i].path, word) == 0)
            return &keys[i];
    }
    return NULL;
}

static int refuse_key(const struct entry *entry, struct hg_node *key)
{
    const char *words[KEY_COUNT];
    for (size_t i = 0; i < KEY_COUNT; i++)
        words[i] = keys[i].path;
    const char *nearest = hg_text_nearest(key->text, words, KEY_COUNT);
    return hg_value_fault(entry->reader, entry->key, key,
                          "%s: unknown key \"%.64s\"%s%s%s", entry->name, key->text,
                          nearest == NULL ? "" : ", did you mean \"",
                          nearest == NULL ? "" : nearest, nearest == NULL ? "" : "\"?");
}

static int read_key(struct entry *entry, struct hg_pair *pair)
{
    const struct hg_key *row = find_key(pair->key->text);
    if (row == NULL)
        return refuse_key(entry, pair->key);
    /* Messages name the whole path. */
    char path[HG_KEYS_PATH_MAX + NAME_MAX_BYTES];
    snprintf(path, sizeof path, "channels.%s.%s", entry->name, row->path);
    struct hg_key named = *row;
    named.path = path;
    entry->set |= BIT((unsigned)(row - keys));
    return row->type->read(entry->reader, &named, pair->value,
                           (char *)entry->channel + row->offset);
}

static int fault(const struct entry *entry, const char *problem)
{
    return hg_value_fault(entry->reader, entry->key, entry->node, "%s: %s", entry->name,
                          problem);
}

static int check_url(const struct entry *entry)
{
    struct hg_url url;
    char problem[512];
    /* Its text is a secret, and the problem may repeat it. */
    if (strncmp(entry->channel->url, "https://", 8) != 0 &&
        strncmp(entry->channel->url, "http://", 7) != 0)
        return fault(entry, "url must begin with https:// or http://");
    if (hg_url_parse(&url, entry->channel->url, problem, sizeof problem) != 0)
        return fault(entry, "url is not a valid URL");
    hg_url_release(&url);
    return 0;
}

static int check_template(const struct entry *entry)
{
    const struct hg_channel_settings *channel = entry->channel;
    if (channel->content_type != NULL && channel->template.count == 0)
        return fault(entry, "content_type needs a template");
    if (channel->content_type != NULL && strchr(channel->content_type, '*') != NULL)
        return fault(entry, "content_type must be one type");
    if (channel->template.count > 0 &&
        hg_template_notation_of(channel->content_type) == HG_TEMPLATE_JSON &&
        !hg_template_is_json(&channel->template))
        return fault(entry, "template is not valid JSON; set content_type if it is "
                            "meant to be something else");
    return 0;
}

static int check_command(const struct entry *entry)
{
    return entry->channel->command.words.count > 0 ? check_template(entry)
                                                   : fault(entry, "needs a command");
}

/* The last part of the path, by the rule of the server (ntfy, server.go). */
static int check_topic(const struct entry *entry)
{
    const char *url = entry->channel->url;
    const char *authority = strstr(url, "://") + 3;
    size_t end = strcspn(url, "?#");
    while (url[end - 1] == '/')
        end--;
    size_t begin = end;
    while (begin > 0 && url[begin - 1] != '/')
        begin--;
    const size_t len = strspn(url + begin, "abcdefghijklmnopqrstuvwxyz"
                                           "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    return url + begin > authority && len == end - begin && len <= TOPIC_MAX_BYTES
               ? 0
               : fault(entry, "url must end with a topic: https://ntfy.sh/TOPIC");
}

/* Standard Webhooks: "whsec_" and base64 of 24 to 64 bytes. */
static int check_signing_secret(const struct entry *entry)
{
    const char *secret = entry->channel->secret;
    if (secret == NULL)
        return 0;
    const char *text = strncmp(secret, "whsec_", 6) == 0 ? secret + 6 : secret;
    size_t len = strspn(text, ALPHANUMERIC "+/");
    len += strspn(text + len, "=");
    return text[len] == '\0' && len % 4 == 0 && len >= 32 && len <= 88
               ? 0
               : fault(entry, "secret must be \"whsec_\" and 24 to 64 bytes in base64 "
                              "(openssl rand -base64 32)");
}

static int check_webhook(const struct entry *entry)
{
    return check_template(entry) == 0 ? check_signing_secret(entry) : -1;
}

static int check_routing_key(const struct entry *entry)
{
    const char *key = entry->channel->secret;
    if (key == NULL)
        return fault(entry, "needs routing_key or routing_key_file");
    return strlen(key) == ROUTING_KEY_BYTES && key[strspn(key, ALPHANUMERIC)] == '\0'
               ? 0
               : fault(entry, "routing_key must be 32 letters and digits: the "
                              "integration key of an Events API v2 integration");
}

static int check_events(const struct entry *entry)
{
    char problem[128];
    struct hg_channel_settings *channel = entry->channel;
    if ((entry->set & BIT(EVENTS)) == 0)
        channel->events = HG_EVENTS_DEFAULT & kinds[channel->kind].events;
    if ((channel->events & ~kinds[channel->kind].events) == 0)
        return 0;
    snprintf(problem, sizeof problem, "events must be of %s",
             kinds[channel->kind].event_words);
    return fault(entry, problem);
}

static int check_two(const struct entry *entry, int a, int b)
{
    char problem[64];
    if ((entry->set & BIT(a)) == 0 || (entry->set & BIT(b)) == 0)
        return 0;
    snprintf(problem, sizeof problem, "%s and %s can't both be set", keys[a].path,
             keys[b].path);
    return fault(entry, problem);
}

static int check_allowed(const struct entry *entry)
{
    char problem[128];
    char kind[32];
    const unsigned wrong = entry->set & ~kinds[entry->channel->kind].keys;
    for (unsigned i = 0; i < KEY_COUNT; i++) {
        if ((wrong & BIT(i)) == 0)
            continue;
        hg_key_choice(&keys[TYPE], (size_t)entry->channel->kind, kind, sizeof kind);
        snprintf(problem, sizeof problem, "type %s has no key \"%s\"", kind,
                 keys[i].path);
        return fault(entry, problem);
    }
    return 0;
}

static int check(const struct entry *entry)
{
    struct hg_channel_settings *channel = entry->channel;
    if ((entry->set & BIT(TYPE)) == 0)
        return fault(entry, "needs a type (" KIND_WORDS ")");
    if (check_allowed(entry) != 0 || check_two(entry, URL, URL_FILE) != 0 ||
        check_two(entry, SECRET, SECRET_FILE) != 0 ||
        check_two(entry, TOKEN, TOKEN_FILE) != 0 ||
        check_two(entry, ROUTING_KEY, ROUTING_KEY_FILE) != 0)
        return -1;
    if (channel->url == NULL)
        channel->url = kinds[channel->kind].url;
    if (channel->url == NULL && (kinds[channel->kind].keys & BIT(URL)) != 0)
        return fault(entry, "needs url or url_file");
    if (channel->url != NULL && check_url(entry) != 0)
        return -1;
    if (check_events(entry) != 0)
        return -1;
    channel->has_outages = kinds[channel->kind].has_outages;
    return kinds[channel->kind].check == NULL ? 0 : kinds[channel->kind].check(entry);
}

static int read_channel(struct entry *entry)
{
    int result = 0;
    if (!is_name(entry->name))
        return hg_value_fault(entry->reader, entry->key, entry->node,
                              "\"%.64s\": the name of a channel must be 1 to 64 letters, "
                              "digits, \"_\" or \"-\", and not \"mail\"",
                              entry->name);
    if (entry->node->kind != HG_NODE_MAP)
        return fault(entry, "must be a map with a type");
    entry->channel->name = hg_arena_text(&entry->reader->config->arena, entry->name);
    entry->channel->secrets = &entry->reader->config->secrets;
    entry->channel->timeout_us = 15 * HG_US_PER_S;
    for (size_t i = 0; i < entry->node->count; i++) {
        if (read_key(entry, &entry->node->pairs[i]) != 0)
            result = -1;
    }
    return result == 0 ? check(entry) : -1;
}

static int read_channels(const struct hg_reader *reader, const struct hg_key *key,
                         struct hg_node *node, void *field)
{
    int result = 0;
    if (hg_value_check_map(reader, key, node, 0, "channels") != 0)
        return -1;
    struct hg_channel_settings *items =
        hg_arena_new(&reader->config->arena, node->count + 1, sizeof *items);
    for (size_t i = 0; i < node->count; i++) {
        struct entry entry = {.reader = reader,
                              .key = key,
                              .name = node->pairs[i].key->text,
                              .node = node->pairs[i].value,
                              .channel = &items[i]};
        if (read_channel(&entry) != 0)
            result = -1;
    }
    if (result == 0)
        *(struct hg_channels_settings *)field =
            (struct hg_channels_settings){items, node->count};
    return result;
}

static struct json_t *write_channel(const struct hg_channel_settings *channel)
{
    struct json_t *map = hg_json_value_map();
    for (size_t i = 0; i < KEY_COUNT; i++) {
        /* What comes from files is shown in the place of what does not. */
        if ((kinds[channel->kind].keys & ~FILES & BIT(i)) != 0)
            hg_json_value_set(
                map, keys[i].path,
                keys[i].type->write(&keys[i], (const char *)channel + keys[i].offset));
    }
    return map;
}

static struct json_t *write_channels(const struct hg_key *key, const void *field)
{
    const struct hg_channels_settings *all = field;
    struct json_t *map = hg_json_value_map();
    (void)key;
    for (size_t i = 0; i < all->count; i++)
        hg_json_value_set(map, all->items[i].name, write_channel(&all->items[i]));
    return map;
}

const struct hg_key_type hg_type_channels = {
    .name = "channels",
    .read = read_channels,
    .write = write_channels,
    .phrase = "a map of names and channels; each is a map with type, url or url_file, "
              "command, secret or secret_file, token or token_file, routing_key or "
              "routing_key_file, template, content_type, gate, events, groups, tags, "
              "proxy, ca, timeout",
    .schema =
        "{'type': 'object', 'additionalProperties': {'type': 'object', 'required': "
        "['type'], 'additionalProperties': false, 'properties': {"
        "'type': {'enum': ['webhook', 'slack', 'discord', 'command', 'teams', 'ntfy', "
        "'pagerduty', 'alertmanager', 'ping']}, "
        "'url': " HG_SCHEMA_STRING ", 'url_file': " HG_SCHEMA_STRING ", "
        "'command': " COMMAND_SCHEMA ", "
        "'secret': " HG_SCHEMA_STRING ", 'secret_file': " HG_SCHEMA_STRING ", "
        "'token': " HG_SCHEMA_STRING ", 'token_file': " HG_SCHEMA_STRING ", "
        "'template': " HG_SCHEMA_STRING ", 'content_type': " HG_SCHEMA_STRING ", "
        "'routing_key': " HG_SCHEMA_STRING ", 'routing_key_file': " HG_SCHEMA_STRING ", "
        "'gate': {'type': 'boolean'}, "
        "'events': " EVENT_SCHEMA ", 'groups': " HG_SCHEMA_STRINGS ", "
        "'tags': " HG_SCHEMA_STRINGS ", 'proxy': " HG_SCHEMA_STRING ", "
        "'ca': " HG_SCHEMA_STRING ", 'timeout': " HG_SCHEMA_STRING "}}}",
};
