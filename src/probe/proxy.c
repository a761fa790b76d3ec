/* SPDX-License-Identifier: MIT */
/* proxy: the choice of a proxy. */
#include "probe/proxy.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "headgate/units.h"

#include "headgate/banned.h"

#define HOST_MAX_BYTES 256

/* The variables that libcurl reads for a scheme, in its order (libcurl-env(3)). */
static const char *find_variable(bool is_https)
{
    size_t count;
    const char *const *names = hg_policy_proxy_variables(&count);
    for (size_t i = 0; i < count; i++) {
        const char *value = getenv(names[i]);
        const bool is_of_other =
            strncasecmp(names[i], is_https ? "http_" : "https_", is_https ? 5 : 6) == 0;
        if (!is_of_other && value != NULL && value[0] != '\0')
            return value;
    }
    return NULL;
}

static const char *find_list(void)
{
    const char *list = getenv("no_proxy");
    if (list == NULL || list[0] == '\0')
        list = getenv("NO_PROXY");
    return list == NULL ? "" : list;
}

/* Bytes that both addresses have in common before bit `bits`. 0 bits are all, as in libcurl. */
static bool has_same_bits(const unsigned char *a, const unsigned char *b, size_t size,
                          int64_t bits)
{
    if (bits < 0 || bits > (int64_t)size * 8)
        return false;
    const size_t whole = bits == 0 ? size : (size_t)bits / 8;
    const unsigned rest = bits == 0 ? 0 : (unsigned)(bits % 8);
    if (memcmp(a, b, whole) != 0)
        return false;
    return rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0;
}

/* An address or a network, "10.0.0.0/8". */
static bool is_in_network(const char *text, const char *host, int family)
{
    const size_t size = family == AF_INET ? 4 : 16;
    unsigned char wanted[16];
    unsigned char own[16];
    char network[HOST_MAX_BYTES];
    int64_t bits = 0;
    const size_t len = strcspn(text, "/");
    if (text[len] == '/' && hg_units_parse_number(text + len + 1, &bits) != 0)
        return false;
    memcpy(network, text, len);
    network[len] = '\0';
    return inet_pton(family, network, wanted) == 1 && inet_pton(family, host, own) == 1 &&
           has_same_bits(wanted, own, size, bits);
}

/* A name, and all names below it; dots around it do not count. */
static bool is_in_domain(char *domain, const char *host)
{
    size_t len = strlen(domain);
    size_t host_len = strlen(host);
    if (len > 0 && domain[len - 1] == '.')
        len--;
    if (host_len > 0 && host[host_len - 1] == '.')
        host_len--;
    if (len > 0 && domain[0] == '.') {
        domain++;
        len--;
    }
    if (len == 0 || host_len < len ||
        strncasecmp(host + host_len - len, domain, len) != 0)
        return false;
    return host_len == len || host[host_len - len - 1] == '.';
}

/* 0: a name. */
static int family_of(const char *host)
{
    unsigned char address[16];
    return inet_pton(AF_INET, host, address) == 1    ? AF_INET
           : inet_pton(AF_INET6, host, address) == 1 ? AF_INET6
                                                     : 0;
}

/* As Curl_check_noproxy() of libcurl (lib/noproxy.c). */
bool hg_proxy_is_bypassed(const char *list, const char *host)
{
    static const char separators[] = ", \t\r\n";
    char plain[HOST_MAX_BYTES];
    const size_t host_len = strlen(host);
    if (strcmp(list, "*") == 0)
        return true;
    if (host_len >= sizeof plain || host_len == 0)
        return false;
    const size_t bracket = host[0] == '[' ? 1 : 0;
    memcpy(plain, host + bracket, host_len - 2 * bracket);
    plain[host_len - 2 * bracket] = '\0';
    const int family = family_of(plain);
    while (*(list += strspn(list, separators)) != '\0') {
        const size_t len = strcspn(list, separators);
        char entry[HOST_MAX_BYTES];
        if (len < sizeof entry) {
            memcpy(entry, list, len);
            entry[len] = '\0';
            if (family == 0 ? is_in_domain(entry, plain)
                            : is_in_network(entry, plain, family))
                return true;
        }
        list += len;
    }
    return false;
}

/* The schemes that libcurl knows; what has none, such as "socks-gate:3128", is an http proxy. */
static void read_scheme(struct hg_proxy_use *use)
{
    static const struct {
        const char *scheme;
        bool looks_up_here;
        bool is_ipv4_only;
    } schemes[] = {
        {"socks", true, true},   {"socks4", true, true},    {"socks4a", false, false},
        {"socks5", true, false}, {"socks5h", false, false},
    };
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        const size_t len = strlen(schemes[i].scheme);
        if (strncasecmp(use->proxy, schemes[i].scheme, len) != 0 ||
            strncmp(use->proxy + len, ":/", 2) != 0)
            continue;
        use->is_socks = true;
        use->looks_up_here = schemes[i].looks_up_here;
        use->is_ipv4_only = schemes[i].is_ipv4_only;
    }
}

void hg_proxy_choose(struct hg_proxy_use *use, const struct hg_policy *policy,
                     const struct hg_url *url, bool has_variables)
{
    *use = (struct hg_proxy_use){0};
    if (policy->proxy != NULL && !hg_policy_has_proxy(policy))
        return;
    if (policy->proxy == NULL && !has_variables)
        return;
    const char *proxy =
        policy->proxy != NULL ? policy->proxy : find_variable(url->is_https);
    /* no_proxy applies to a proxy that was configured, too. */
    if (proxy == NULL || hg_proxy_is_bypassed(find_list(), url->host))
        return;
    use->proxy = proxy;
    read_scheme(use);
    use->forwards = !use->is_socks && !url->is_https;
}
