/* SPDX-License-Identifier: MIT */
/* dns_config: reading nsswitch.conf, resolv.conf, gai.conf and the hosts file. */
#include "resolve/dns_config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "headgate/address.h"
#include "headgate/buf.h"
#include "headgate/input.h"
#include "headgate/memory.h"

#include "headgate/banned.h"

#define NAME_MAX_BYTES 253 /* RFC 1035 2.3.4, as text */
#define SERVERS_MAX    3 /* the C library asks no more (resolv.conf(5)), c-ares asks all */
#define BLANKS         " \t\r"
#define FILE_MAX_BYTES ((size_t)64 * 1024)
/* Lists of advertisers to be blocked have some 100,000 lines. */
#define HOSTS_MAX_BYTES ((size_t)32 * 1024 * 1024)

struct word {
    const char *text;
    size_t len; /* 0: there was none */
};

/* The next word of the line that `at` is in; moves `at` behind it. */
static struct word next_word(const char **at, const char *separators)
{
    const char *begin = *at + strspn(*at, separators);
    const char *end = begin;
    while (*end != '\0' && *end != '\n' && strchr(separators, *end) == NULL)
        end++;
    *at = end;
    return (struct word){begin, (size_t)(end - begin)};
}

static const char *next_line(const char *at)
{
    at += strcspn(at, "\n");
    return *at == '\n' ? at + 1 : at;
}

static bool is_word(const struct word *word, const char *text)
{
    return word->len == strlen(text) && memcmp(word->text, text, word->len) == 0;
}

static bool has_ending(const struct word *word, const char *text)
{
    const size_t len = strlen(text);
    return word->len >= len && memcmp(word->text + word->len - len, text, len) == 0;
}

/* Modules before "dns", after "files": myhostname(8) knows names of this machine only, those of
 * mdns that end in "_minimal" know names in .local only and say "not found" of no other. */
static bool is_harmless(const struct word *word, const struct word *before)
{
    return is_word(word, "myhostname") ||
           (has_ending(word, "_minimal") && word->len > strlen("mdns_minimal") - 1 &&
            memcmp(word->text, "mdns", 4) == 0) ||
           (is_word(word, "[NOTFOUND=return]") && has_ending(before, "_minimal"));
}

/* "files ... dns", and no rule for what "dns" finds. */
static bool are_services_plain(const char *at)
{
    struct word before = next_word(&at, BLANKS);
    if (!is_word(&before, "files"))
        return false;
    for (;;) {
        const struct word word = next_word(&at, BLANKS);
        if (is_word(&word, "dns"))
            break;
        if (word.len == 0 || !is_harmless(&word, &before))
            return false;
        before = word;
    }
    const struct word after = next_word(&at, BLANKS);
    return after.len == 0 || after.text[0] != '[';
}

static bool is_nsswitch_plain(const char *text)
{
    size_t lines = 0;
    bool is_plain = false;
    for (const char *at = text; *at != '\0'; at = next_line(at)) {
        const char *rest = at;
        const struct word name = next_word(&rest, BLANKS ":");
        if (!is_word(&name, "hosts"))
            continue;
        is_plain = are_services_plain(rest + strspn(rest, BLANKS ":"));
        lines++;
    }
    return is_plain && lines == 1;
}

/* Options that change when, how often or with which flags a server is asked, but not what is
 * found. All others mean something to the C library only. */
static bool is_option_plain(struct hg_dns_config *dns_config, const struct word *option)
{
    static const char *const plain[] = {"rotate", "edns0", "trust-ad", "no-reload"};
    static const char *const numbers[] = {"timeout:", "attempts:"};
    if (option->len > 6 && memcmp(option->text, "ndots:", 6) == 0) {
        const unsigned long dots = strtoul(option->text + 6, NULL, 10);
        dns_config->dots = dots > dns_config->dots ? dots : dns_config->dots;
        return true;
    }
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        if (is_word(option, plain[i]))
            return true;
    }
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        const size_t len = strlen(numbers[i]);
        if (option->len > len && memcmp(option->text, numbers[i], len) == 0)
            return true;
    }
    return false;
}

static bool are_options_plain(struct hg_dns_config *dns_config, const char *at)
{
    struct word option;
    while ((option = next_word(&at, BLANKS)).len > 0) {
        if (!is_option_plain(dns_config, &option))
            return false;
    }
    return true;
}

/* An address without a scope and without a port. */
static bool is_server_plain(const char *at)
{
    char text[HG_ADDRESS_TEXT_SIZE];
    struct hg_address address;
    const struct word word = next_word(&at, BLANKS);
    const struct word after = next_word(&at, BLANKS);
    if (word.len >= sizeof text || after.len > 0)
        return false;
    snprintf(text, sizeof text, "%.*s", (int)word.len, word.text);
    hg_address_parse(&address, text, 0);
    return strchr(text, '%') == NULL && address.family != 0;
}

static bool is_resolv_plain(struct hg_dns_config *dns_config, const char *text)
{
    size_t servers = 0;
    for (const char *at = text; *at != '\0'; at = next_line(at)) {
        const char *rest = at;
        const struct word keyword = next_word(&rest, BLANKS);
        if (keyword.len == 0 || keyword.text[0] == '#' || keyword.text[0] == ';' ||
            is_word(&keyword, "search") || is_word(&keyword, "domain"))
            continue;
        /* The C library reads keywords at the start of a line only. */
        const bool is_plain =
            keyword.text == at &&
            ((is_word(&keyword, "nameserver") && is_server_plain(rest)) ||
             (is_word(&keyword, "options") && are_options_plain(dns_config, rest)));
        if (!is_plain)
            return false;
        servers += is_word(&keyword, "nameserver") ? 1 : 0;
    }
    return servers > 0 && servers <= SERVERS_MAX;
}

/* Only the C library follows rules of its own for the order of addresses. */
static bool is_gai_plain(const char *text)
{
    for (const char *at = text; *at != '\0'; at = next_line(at)) {
        const char *rest = at;
        const struct word word = next_word(&rest, BLANKS);
        if (word.len > 0 && word.text[0] != '#')
            return false;
    }
    return true;
}

static int compare_names(const void *a, const void *b)
{
    return strcasecmp(*(char *const *)a, *(char *const *)b);
}

static void add_host(struct hg_dns_config *dns_config, char *name)
{
    dns_config->hosts_names =
        hg_memory_grow(dns_config->hosts_names, dns_config->hosts_count,
                       sizeof *dns_config->hosts_names);
    dns_config->hosts_names[dns_config->hosts_count++] = name;
}

/* Cut a line of the hosts file into its words: an address, then names. */
static void read_hosts_line(struct hg_dns_config *dns_config, char *line)
{
    bool is_address = true;
    char *at = line;
    line[strcspn(line, "#")] = '\0';
    while (*(at += strspn(at, BLANKS)) != '\0') {
        char *word = at;
        at += strcspn(at, BLANKS);
        if (*at != '\0')
            *at++ = '\0';
        if (!is_address)
            add_host(dns_config, word);
        is_address = false;
    }
}

static void read_hosts(struct hg_dns_config *dns_config, const char *text)
{
    char *at = dns_config->hosts_text = hg_memory_copy_text(text);
    while (*at != '\0') {
        char *line = at;
        at += strcspn(at, "\n");
        if (*at != '\0')
            *at++ = '\0';
        read_hosts_line(dns_config, line);
    }
    if (dns_config->hosts_count > 0)
        qsort(dns_config->hosts_names, dns_config->hosts_count,
              sizeof *dns_config->hosts_names, compare_names);
}

static bool is_in_hosts(const struct hg_dns_config *dns_config, const char *name)
{
    return dns_config->hosts_count > 0 &&
           bsearch(&name, dns_config->hosts_names, dns_config->hosts_count,
                   sizeof *dns_config->hosts_names, compare_names) != NULL;
}

void hg_dns_config_read(struct hg_dns_config *dns_config,
                        const struct hg_dns_config_sources *sources)
{
    *dns_config = (struct hg_dns_config){.dots = 1};
    dns_config->is_plain =
        sources->nsswitch != NULL && is_nsswitch_plain(sources->nsswitch) &&
        sources->resolv != NULL && is_resolv_plain(dns_config, sources->resolv) &&
        (sources->gai == NULL || is_gai_plain(sources->gai)) && sources->hosts != NULL &&
        (sources->options == NULL || are_options_plain(dns_config, sources->options)) &&
        sources->host_name != NULL &&
        strlen(sources->host_name) < HG_DNS_CONFIG_NAME_SIZE;
    if (!dns_config->is_plain)
        return;
    snprintf(dns_config->own_name, sizeof dns_config->own_name, "%s", sources->host_name);
    read_hosts(dns_config, sources->hosts);
}

/* NULL when it can't be read, or is no text; free with free(). */
static char *read_file(const char *path, size_t max_bytes)
{
    struct hg_error ignored = {0};
    struct hg_buf text;
    hg_buf_init(&text);
    if (hg_input_read(path, max_bytes, &text, &ignored) == 0)
        return hg_buf_steal(&text);
    hg_buf_release(&text);
    return NULL;
}

void hg_dns_config_load(struct hg_dns_config *dns_config)
{
    char own_name[HG_DNS_CONFIG_NAME_SIZE] = "";
    char *nsswitch = read_file("/etc/nsswitch.conf", FILE_MAX_BYTES);
    char *resolv = read_file("/etc/resolv.conf", FILE_MAX_BYTES);
    char *gai = read_file("/etc/gai.conf", FILE_MAX_BYTES);
    char *hosts = read_file("/etc/hosts", HOSTS_MAX_BYTES);
    const bool has_name = gethostname(own_name, sizeof own_name - 1) == 0;
    const struct hg_dns_config_sources sources = {
        .nsswitch = nsswitch,
        .resolv = resolv,
        .gai = gai,
        .hosts = hosts,
        .options = getenv("RES_OPTIONS"),
        .host_name = has_name ? own_name : NULL,
    };
    hg_dns_config_read(dns_config, &sources);
    free(nsswitch);
    free(resolv);
    free(gai);
    free(hosts);
}

void hg_dns_config_release(struct hg_dns_config *dns_config)
{
    free(dns_config->hosts_names);
    free(dns_config->hosts_text);
    *dns_config = (struct hg_dns_config){0};
}

static unsigned long count_dots(const char *host)
{
    unsigned long dots = 0;
    for (const char *at = strchr(host, '.'); at != NULL; at = strchr(at + 1, '.'))
        dots++;
    return dots;
}

/* Whether `host` is `domain` or a name in it. */
static bool is_within(const char *host, const char *domain)
{
    const size_t host_len = strlen(host);
    const size_t len = strlen(domain);
    return len > 0 && host_len >= len && strcasecmp(host + host_len - len, domain) == 0 &&
           (host_len == len || host[host_len - len - 1] == '.');
}

bool hg_dns_config_allows(const struct hg_dns_config *dns_config, const char *host)
{
    /* Never asked of name servers: RFC 6762 3, RFC 6761 6.3, RFC 7686 2. */
    static const char *const special[] = {"local", "localhost", "onion"};
    const char *last_dot = strrchr(host, '.');

    if (!dns_config->is_plain || last_dot == NULL || strlen(host) > NAME_MAX_BYTES ||
        count_dots(host) < dns_config->dots)
        return false;
    /* Nothing: the name is absolute; a digit: a number, as no top-level domain begins with one. */
    if (last_dot[1] == '\0' || (last_dot[1] >= '0' && last_dot[1] <= '9') ||
        host[0] == '[')
        return false;
    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++) {
        if (is_within(host, special[i]))
            return false;
    }
    return !is_within(host, dns_config->own_name) && !is_in_hosts(dns_config, host);
}
