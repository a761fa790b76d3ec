/* SPDX-License-Identifier: MIT */
/* network: what workers share, read before they start, and the start of libcurl. */
#include "probe/network.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/policy.h"

#include "probe/shortage.h"

#include <curl/curl.h>

#include "headgate/banned.h"

/* With so few hosts look-ups cost little, and all of them stay the C library's. */
#define HOSTS_FEW 16

int hg_prober_start(struct hg_error *err)
{
    return hg_shortage_start_libraries(err);
}

void hg_prober_end(void)
{
    curl_global_cleanup();
}

const char *hg_prober_curl_version(void)
{
    return curl_version_info(CURLVERSION_NOW)->version;
}

const char *hg_prober_curl_features(void)
{
    return curl_version();
}

bool hg_prober_has_http3(void)
{
    return (curl_version_info(CURLVERSION_NOW)->features & CURL_VERSION_HTTP3) != 0;
}

const char *hg_prober_http_versions(void)
{
    const int features = curl_version_info(CURLVERSION_NOW)->features;
    if ((features & CURL_VERSION_HTTP2) == 0)
        return "1.1; not 2 and 3, which this libcurl lacks";
    return hg_prober_has_http3() ? "1.1, 2, 3"
                                 : "1.1, 2; not 3, which this libcurl lacks";
}

const char *hg_prober_authorities(void)
{
    const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
    return info->cainfo != NULL ? info->cainfo : info->capath;
}

/* Any variable that libcurl reads, for whatever scheme: the proxy may look up the names, then. */
static bool has_proxy_variable(void)
{
    size_t count;
    const char *const *names = hg_policy_proxy_variables(&count);
    for (size_t i = 0; i < count; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0')
            return true;
    }
    return false;
}

struct hg_network *hg_network_new(struct hg_cancel *cancel, uint32_t host_count)
{
    const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
    struct hg_network *network = hg_memory_new(1, sizeof *network);
    network->cancel = cancel;
    network->has_proxy = has_proxy_variable();
    network->trust_stores =
        hg_trust_stores_new(info->ssl_version, info->cainfo, info->capath);
    network->unkept_hosts = hg_unkept_hosts_new();
    if (host_count > HOSTS_FEW)
        network->dns = hg_dns_new(cancel);
    return network;
}

void hg_network_free(struct hg_network *network)
{
    if (network == NULL)
        return;
    hg_trust_stores_free(network->trust_stores);
    hg_unkept_hosts_free(network->unkept_hosts);
    hg_dns_free(network->dns);
    free(network);
}
