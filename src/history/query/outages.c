/* SPDX-License-Identifier: MIT */
/* outages: sorted twice, first to find what belongs together, then by time. */
#include "history/query/outages.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define MINUTE_US (60 * HG_US_PER_S)

struct outage_member {
    struct hg_incident incident;
    int64_t outage_us; /* when the first one of its outage opened */
    size_t outage;
};

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* NULL, which equals nothing, comes first. */
static int compare_texts(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

static int compare_alike(const void *a, const void *b)
{
    const struct hg_incident *first = &((const struct outage_member *)a)->incident;
    const struct hg_incident *second = &((const struct outage_member *)b)->incident;
    int order =
        compare_numbers(first->opened_us / MINUTE_US, second->opened_us / MINUTE_US);
    if (order == 0)
        order = compare_numbers((int64_t)first->cause, (int64_t)second->cause);
    if (order == 0)
        order = compare_texts(first->common, second->common);
    if (order == 0)
        order = compare_numbers(first->opened_us, second->opened_us);
    return order == 0 ? compare_numbers((int64_t)first->target, (int64_t)second->target)
                      : order;
}

static int compare_newest(const void *a, const void *b)
{
    const struct outage_member *first = a;
    const struct outage_member *second = b;
    int order = compare_numbers(second->outage_us, first->outage_us);
    if (order == 0)
        order = compare_numbers((int64_t)first->outage, (int64_t)second->outage);
    if (order == 0)
        order = compare_numbers(first->incident.opened_us, second->incident.opened_us);
    return order == 0 ? compare_numbers((int64_t)first->incident.target,
                                        (int64_t)second->incident.target)
                      : order;
}

static bool are_one(const struct hg_incident *a, const struct hg_incident *b)
{
    return a->common != NULL && hg_text_equals(a->common, b->common) &&
           a->cause == b->cause && a->opened_us / MINUTE_US == b->opened_us / MINUTE_US;
}

/* How many outages there are. */
static size_t join(struct outage_member *members, size_t count)
{
    size_t outages = 0;
    qsort(members, count, sizeof *members, compare_alike);
    for (size_t i = 0; i < count; i++) {
        const bool goes_on =
            i > 0 && are_one(&members[i - 1].incident, &members[i].incident);
        outages += goes_on ? 0 : 1;
        members[i].outage = outages - 1;
        members[i].outage_us =
            goes_on ? members[i - 1].outage_us : members[i].incident.opened_us;
    }
    qsort(members, count, sizeof *members, compare_newest);
    return outages;
}

static void add_to_outage(struct hg_outage *outage, const struct hg_incident *incident)
{
    const bool is_open = outage->count > 0 && outage->closed_us == 0;
    if (incident->closed_us == 0 || is_open)
        outage->closed_us = 0;
    else if (incident->closed_us > outage->closed_us)
        outage->closed_us = incident->closed_us;
    outage->count++;
}

void hg_outages_make(struct hg_uptime *uptime, const struct hg_incident *incidents,
                     size_t count)
{
    struct outage_member *members = hg_memory_new(count + 1, sizeof *members);
    for (size_t i = 0; i < count; i++)
        members[i].incident = incidents[i];
    uptime->incident_count = count;
    uptime->outage_count = count == 0 ? 0 : join(members, count);
    uptime->incidents =
        hg_arena_new(&uptime->arena, count + 1, sizeof *uptime->incidents);
    uptime->outages =
        hg_arena_new(&uptime->arena, uptime->outage_count + 1, sizeof *uptime->outages);
    for (size_t i = 0, next = 0; i < count; i++) {
        uptime->incidents[i] = members[i].incident;
        if (i == 0 || members[i].outage != members[i - 1].outage)
            uptime->outages[next++] =
                (struct hg_outage){.first = i, .opened_us = members[i].outage_us};
        add_to_outage(&uptime->outages[next - 1], &members[i].incident);
    }
    free(members);
}
