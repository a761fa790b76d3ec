/* SPDX-License-Identifier: MIT */
/* resolver: whether the resolver of this machine answers. */
#include "app/resolver.h"

#include <stdio.h>
#include <string.h>

#include "headgate/units.h"
#include "headgate/url.h"

#include "headgate/banned.h"

#define MOST_NAMES 3
#define TIMEOUT_US (2 * HG_US_PER_S)

bool hg_resolver_is_needed(const struct hg_target *target)
{
    return !hg_url_has_address(target->url);
}

/* The hosts of the first targets that are looked up, each once; released by the caller. */
static size_t collect_hosts(const struct hg_target *targets, size_t count,
                            struct hg_url hosts[MOST_NAMES])
{
    size_t host_count = 0;
    for (size_t i = 0; i < count && host_count < MOST_NAMES; i++) {
        const bool is_looked_up = targets[i].enabled &&
                                  targets[i].policy->resolve.count == 0 &&
                                  hg_resolver_is_needed(&targets[i]);
        if (!is_looked_up)
            continue;
        hg_url_read(&hosts[host_count], targets[i].url);
        if (host_count > 0 &&
            strcmp(hosts[host_count].host, hosts[host_count - 1].host) == 0)
            hg_url_release(&hosts[host_count]);
        else
            host_count++;
    }
    return host_count;
}

bool hg_resolver_answers(const struct hg_target *targets, size_t count,
                         hg_look_up_function *look_up, const struct hg_cancel *cancel)
{
    struct hg_url hosts[MOST_NAMES];
    struct hg_lookup lookups[MOST_NAMES];
    const size_t host_count = collect_hosts(targets, count, hosts);
    bool has_answer = host_count == 0;

    for (size_t i = 0; i < host_count; i++)
        lookups[i] = (struct hg_lookup){.name = hosts[i].host};
    if (host_count > 0)
        look_up(lookups, host_count, TIMEOUT_US, cancel);
    for (size_t i = 0; i < host_count; i++) {
        has_answer = has_answer || lookups[i].is_done;
        hg_url_release(&hosts[i]);
    }
    return has_answer;
}
