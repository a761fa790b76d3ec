/* SPDX-License-Identifier: MIT */
/* network: what is read of this machine before the workers start. */
#include "probe/network.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/proxies.h"

#include "probe/curl_library.h"

#include "headgate/banned.h"

/* With so few hosts look-ups cost little, and all of them stay the C library's. */
#define HOSTS_FEW 16

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
    if (host_count > HOSTS_FEW)
        network->dns = hg_dns_new(cancel);
    return network;
}

void hg_network_free(struct hg_network *network)
{
    if (network == NULL)
        return;
    hg_trust_stores_free(network->trust_stores);
    hg_dns_free(network->dns);
    free(network);
}
