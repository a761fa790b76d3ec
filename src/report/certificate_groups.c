/* SPDX-License-Identifier: MIT */
/* certificate_groups: which results say the same of the same certificate. */
#include "report/certificate_groups.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

struct hg_certificate_group {
    size_t first;
    size_t count; /* 0: no result yet */
};

/* NULL when the result is not about a certificate, or is known from the baseline. */
static struct hg_certificate_group *group_of(const struct hg_certificate_groups *groups,
                                             const struct hg_result *result)
{
    const bool is_about = result->cause == HG_CAUSE_CERTIFICATE &&
                          result->change != HG_CHANGE_KNOWN &&
                          result->certificate != NULL && groups->items != NULL;
    return is_about ? &groups->items[result->certificate->index * HG_OUTCOME_COUNT +
                                     result->outcome]
                    : NULL;
}

/* Near its end is near its end, whatever the limit is; other troubles may name a host. */
static bool says_the_same(const struct hg_result *a, const struct hg_result *b)
{
    return (a->certificate_problem == HG_CERTIFICATE_FINE &&
            b->certificate_problem == HG_CERTIFICATE_FINE) ||
           strcmp(hg_result_reason(a), hg_result_reason(b)) == 0;
}

void hg_certificate_groups_init(struct hg_certificate_groups *groups,
                                const struct hg_run *run)
{
    *groups = (struct hg_certificate_groups){.run = run};
    if (run->certificates.count > 0)
        groups->items = hg_memory_new(run->certificates.count * HG_OUTCOME_COUNT,
                                      sizeof *groups->items);
    for (size_t i = 0; i < run->count; i++) {
        struct hg_certificate_group *group = group_of(groups, &run->results[i]);
        if (group == NULL)
            continue;
        if (group->count == 0)
            group->first = i;
        if (says_the_same(&run->results[group->first], &run->results[i]))
            group->count++;
    }
}

void hg_certificate_groups_release(struct hg_certificate_groups *groups)
{
    free(groups->items);
    *groups = (struct hg_certificate_groups){0};
}

size_t hg_certificate_groups_first(const struct hg_certificate_groups *groups,
                                   size_t index)
{
    if (groups == NULL)
        return index;
    const struct hg_result *result = &groups->run->results[index];
    const struct hg_certificate_group *group = group_of(groups, result);
    const bool is_member =
        group != NULL && says_the_same(&groups->run->results[group->first], result);
    return is_member ? group->first : index;
}

size_t hg_certificate_groups_count(const struct hg_certificate_groups *groups,
                                   size_t index)
{
    if (groups == NULL)
        return 1;
    const struct hg_certificate_group *group =
        group_of(groups, &groups->run->results[index]);
    return group != NULL && group->first == index ? group->count : 1;
}
