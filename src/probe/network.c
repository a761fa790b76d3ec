/* SPDX-License-Identifier: MIT */
/* network: reading the files and variables that say how hosts are reached. */
#include "probe/network.h"

#include <stdlib.h>
#include <unistd.h>

#include <sys/socket.h>

#include "headgate/buf.h"
#include "headgate/input.h"
#include "headgate/memory.h"
#include "headgate/proxies.h"

#include "probe/curl_library.h"

#include "headgate/banned.h"

/* With so few hosts look-ups cost nothing that matters, and they all stay the libc's. */
#define HOSTS_FEW 16
#define FILE_MAX  ((size_t)64 * 1024)
/* Lists of advertisers to be blocked have some 100,000 lines. */
#define HOSTS_FILE_MAX ((size_t)32 * 1024 * 1024)

/* NULL when it can't be read, or is no text; free with free(). */
static char *read_text(const char *path, size_t max_bytes)
{
    struct hg_error ignored = {0};
    struct hg_buf text;
    hg_buf_init(&text);
    if (hg_input_read(path, max_bytes, &text, &ignored) == 0)
        return hg_buf_steal(&text);
    hg_buf_release(&text);
    return NULL;
}

static void read_dns_config(struct hg_dns_config *dns_config)
{
    char own_name[HG_DNS_CONFIG_NAME_SIZE] = "";
    char *nsswitch = read_text("/etc/nsswitch.conf", FILE_MAX);
    char *resolv = read_text("/etc/resolv.conf", FILE_MAX);
    char *gai = read_text("/etc/gai.conf", FILE_MAX);
    const bool has_name = gethostname(own_name, sizeof own_name - 1) == 0;
    const struct hg_dns_config_sources sources = {
        .nsswitch = nsswitch,
        .resolv = resolv,
        .gai = gai,
        .options = getenv("RES_OPTIONS"),
        .host_name = has_name ? own_name : NULL,
    };
    hg_dns_config_read(dns_config, &sources);
    free(nsswitch);
    free(resolv);
    free(gai);
}

static bool has_ipv6(void)
{
    const int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return false;
    close(fd);
    return true;
}

/* Any of those that libcurl reads, for whatever scheme: then names may be the proxy's business. */
static bool has_proxy(void)
{
    size_t count;
    const char *const *names = hg_proxies_variables(&count);
    for (size_t i = 0; i < count; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0')
            return true;
    }
    return false;
}

struct hg_network *hg_network_new(struct hg_cancel *cancel, uint32_t host_count)
{
    struct hg_network *network = hg_memory_new(1, sizeof *network);
    network->cancel = cancel;
    network->has_proxy = has_proxy();
    network->trust_stores = hg_library_trust_stores();
    if (host_count <= HOSTS_FEW)
        return network;
    network->names = hg_dns_new(cancel);
    char *hosts = read_text("/etc/hosts", HOSTS_FILE_MAX);
    if (hosts != NULL)
        read_dns_config(&network->dns_config);
    hg_hosts_take(&network->hosts, hosts);
    network->has_ipv6 = has_ipv6();
    return network;
}

void hg_network_free(struct hg_network *network)
{
    if (network == NULL)
        return;
    hg_trust_stores_free(network->trust_stores);
    hg_dns_free(network->names);
    hg_hosts_release(&network->hosts);
    free(network);
}
