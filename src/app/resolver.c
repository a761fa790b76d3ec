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
    size_t found = 0;
    for (size_t i = 0; i < count && found < MOST_NAMES; i++) {
        const bool is_looked_up = targets[i].enabled &&
                                  targets[i].policy->resolve.count == 0 &&
                                  hg_resolver_is_needed(&targets[i]);
        if (!is_looked_up)
            continue;
        hg_url_read(&hosts[found], targets[i].url);
        if (found > 0 && strcmp(hosts[found].host, hosts[found - 1].host) == 0)
            hg_url_release(&hosts[found]);
        else
            found++;
    }
    return found;
}

bool hg_resolver_answers(const struct hg_target *targets, size_t count,
                         hg_look_up_function *look_up, const struct hg_cancel *cancel)
{
    struct hg_url hosts[MOST_NAMES];
    struct hg_lookup lookups[MOST_NAMES];
    const size_t found = collect_hosts(targets, count, hosts);
    bool has_answer = found == 0;

    for (size_t i = 0; i < found; i++)
        lookups[i] = (struct hg_lookup){.name = hosts[i].host};
    if (found > 0)
        look_up(lookups, found, TIMEOUT_US, cancel);
    for (size_t i = 0; i < found; i++) {
        has_answer = has_answer || lookups[i].is_done;
        hg_url_release(&hosts[i]);
    }
    return has_answer;
}
