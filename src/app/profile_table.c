/* SPDX-License-Identifier: MIT */
/* profile_table: one row for each step that takes time. */
#include "app/profile_table.h"

#include <stdio.h>

#include "headgate/log.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define NAME_COLUMNS 18

static const char *const phase_names[HG_PROFILE_PHASE_COUNT] = {
    [HG_PROFILE_RESOLVE] = "  resolve",   [HG_PROFILE_CONNECT] = "  connect",
    [HG_PROFILE_TLS] = "  tls",           [HG_PROFILE_FIRST_BYTE] = "  first byte",
    [HG_PROFILE_TRANSFER] = "  transfer",
};

/* With tenths of a microsecond where it is short: a single attempt may take less than a millisecond. */
static void format_each(int64_t us, size_t count, char *out, size_t size)
{
    const int64_t tenths = us * 10 / (int64_t)count;
    if (tenths < 10 * HG_US_PER_MS)
        snprintf(out, size, "%d.%d us", (int)(tenths / 10), (int)(tenths % 10));
    else
        hg_units_format_time(tenths / 10, out, size);
}

static void add_row(struct hg_buf *out, const char *name, int64_t us, size_t count,
                    const char *of)
{
    char sum[32];
    char each[32];
    hg_units_format_time(us, sum, sizeof sum);
    hg_buf_printf(out, "%-*s %10s", NAME_COLUMNS, name, sum);
    if (count > 0) {
        format_each(us, count, each, sizeof each);
        hg_buf_printf(out, " %10s per %s", each, of);
    }
    hg_buf_add_char(out, '\n');
}

static void add_workers(struct hg_buf *out, const struct hg_profile *profile)
{
    const size_t count = profile->attempt_count;
    add_row(out, "waiting in queue", profile->queued_us, profile->batch_count, "batch");
    add_row(out, "checking", profile->attempting_us, count, "attempt");
    for (size_t i = 0; i < HG_PROFILE_PHASE_COUNT; i++)
        add_row(out, phase_names[i], profile->phases_us[i], count, "attempt");
    add_row(out, "  other", hg_profile_other_us(profile), count, "attempt");
}

void hg_profile_describe(const struct hg_run *run, struct hg_buf *out)
{
    const struct hg_profile *profile = &run->profile;
    const size_t count = profile->attempt_count;
    char duration[32];

    hg_units_format_time(run->duration_us, duration, sizeof duration);
    hg_buf_printf(out,
                  "profile: %zu attempt%s in %zu batch%s by %zu worker%s, run in %s\n",
                  count, count == 1 ? "" : "s", profile->batch_count,
                  profile->batch_count == 1 ? "" : "es", profile->worker_count,
                  profile->worker_count == 1 ? "" : "s", duration);
    add_row(out, "loading", profile->loading_us, 0, NULL);
    add_workers(out, profile);
    add_row(out, "judging", profile->judging_us, count, "attempt");
    add_row(out, "reporting", profile->observing_us, run->count, "target");
    add_row(out, "writing", profile->writing_us, run->count, "target");
}

void hg_profile_print(const struct hg_run *run)
{
    struct hg_buf lines;
    if (!run->settings->profile)
        return;
    hg_buf_init(&lines);
    hg_profile_describe(run, &lines);
    hg_log_raw(lines.data, lines.len);
    hg_buf_release(&lines);
}
