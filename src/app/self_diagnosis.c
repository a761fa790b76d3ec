/* SPDX-License-Identifier: MIT */
/* self_diagnosis: looks at a finished run for signs of trouble of its own. */
#include "app/self_diagnosis.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "headgate/log.h"
#include "headgate/units.h"

#include "app/resolver.h"

#include "headgate/banned.h"

#define CLOCK_TOLERANCE_S (5 * 60)
#define NAMES_MIN         2

static void describe_clock(const struct hg_run *run, struct hg_buf *out)
{
    const int64_t offset_s = run->clock_offset_s;
    const int64_t distance_s = offset_s < 0 ? -offset_s : offset_s;
    char time[32];

    if (!run->has_clock_offset || distance_s <= CLOCK_TOLERANCE_S)
        return;
    hg_units_format_time(distance_s * HG_US_PER_S, time, sizeof time);
    hg_buf_printf(out, "the clock of this machine is %s %s that of most servers\n", time,
                  offset_s < 0 ? "behind" : "ahead of");
}

/* One name that is not found is a typing error, all of them are a resolver. */
static void describe_resolver(const struct hg_run *run, struct hg_buf *out)
{
    size_t lost = 0;
    uint32_t first = 0;
    bool has_others = false;
    for (size_t i = 0; i < run->count; i++) {
        if (run->results[i].cause != HG_CAUSE_DNS)
            continue;
        first = lost == 0 ? run->targets[i].host : first;
        has_others = has_others || run->targets[i].host != first;
        lost++;
    }
    if (lost < NAMES_MIN || !has_others)
        return;
    for (size_t i = 0; i < run->count; i++) {
        const struct hg_result *result = &run->results[i];
        if (result->attempts > 0 && result->cause != HG_CAUSE_DNS &&
            hg_resolver_is_needed(&run->targets[i]))
            return;
    }
    hg_buf_printf(out,
                  "not one of %zu names was found: does the resolver of this machine "
                  "answer?\n",
                  lost);
}

void hg_self_diagnosis_describe(const struct hg_run *run, struct hg_buf *out)
{
    describe_clock(run, out);
    describe_resolver(run, out);
}

void hg_self_diagnosis_warn(const struct hg_run *run)
{
    struct hg_buf lines;
    hg_buf_init(&lines);
    hg_self_diagnosis_describe(run, &lines);
    for (const char *line = lines.data; *line != '\0';) {
        const size_t len = strcspn(line, "\n");
        hg_log_warning("%.*s", (int)len, line);
        line += len + 1;
    }
    hg_buf_release(&lines);
}
