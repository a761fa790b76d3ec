/* SPDX-License-Identifier: MIT */
/* preresolver: when a name is looked up here, and for how long. */
#include "probe/preresolver.h"

#include "headgate/clock.h"

#include "headgate/banned.h"

static bool has_proxy(const struct hg_network *network, const struct hg_policy *policy)
{
    return policy->proxy == NULL ? network->has_proxy : hg_policy_has_proxy(policy);
}

/* What failed once is asked again in the libc's way. Where addresses are given by hand, or a proxy
 * may look up the name, it is libcurl that knows what to do. */
static bool applies(const struct hg_network *network,
                    const struct hg_transfer_request *request)
{
    const struct hg_policy *policy = request->policy;
    return !request->is_fresh && policy->resolve.count == 0 &&
           !has_proxy(network, policy) &&
           hg_dns_config_allows(&network->dns_config, request->url->host) &&
           !hg_hosts_has(&network->hosts, request->url->host);
}

static void look_up(struct hg_preresolver *preresolver,
                    const struct hg_transfer_request *request,
                    const struct hg_resolve_key *key)
{
    const int64_t connect_us = request->policy->connect_timeout_us;
    const struct hg_dns_query query = {
        .host = key->host,
        .version = key->version,
        .has_ipv6 = preresolver->network->has_ipv6,
        .timeout_us =
            (connect_us < request->timeout_us ? connect_us : request->timeout_us) / 2,
    };
    struct hg_buf addresses;

    hg_buf_init(&addresses);
    hg_dns_resolve(preresolver->network->names, &query, &addresses);
    hg_resolve_cache_add(&preresolver->resolve_cache, key, addresses.data,
                         hg_clock_monotonic_us());
    hg_buf_release(&addresses);
}

int64_t hg_preresolver_resolve(struct hg_preresolver *preresolver,
                               const struct hg_transfer_request *request)
{
    const struct hg_resolve_key key = {
        .host = request->url->host,
        .port = request->url->port,
        .version = request->policy->ip_version,
    };
    if (!applies(preresolver->network, request)) {
        hg_resolve_cache_expire(&preresolver->resolve_cache, &key);
        return 0;
    }
    const int64_t began_us = hg_clock_monotonic_us();
    if (hg_resolve_cache_has(&preresolver->resolve_cache, &key, began_us))
        return 0;
    look_up(preresolver, request, &key);
    return hg_clock_monotonic_us() - began_us;
}
