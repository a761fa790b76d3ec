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
    return network->dns != NULL && !request->is_fresh && policy->resolve.count == 0 &&
           !has_proxy(network, policy);
}

static void look_up(struct hg_preresolver *preresolver,
                    const struct hg_transfer_request *request,
                    const struct hg_resolve_key *key)
{
    const int64_t connect_us = request->policy->connect_timeout_us;
    const int64_t timeout_us =
        (connect_us < request->timeout_us ? connect_us : request->timeout_us) / 2;
    struct hg_buf addresses;

    hg_buf_init(&addresses);
    if (hg_dns_resolve(preresolver->network->dns, key->host, key->version, timeout_us,
                       &addresses))
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
