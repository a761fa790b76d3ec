/* SPDX-License-Identifier: MIT */
/* uptime: its release, and the sentences that all formats share. */
#include "headgate/uptime.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "headgate/text.h"
#include "headgate/units.h"

#include "headgate/banned.h"

void hg_uptime_release(struct hg_uptime *uptime)
{
    if (uptime == NULL)
        return;
    hg_arena_release(&uptime->arena);
    *uptime = (struct hg_uptime){0};
}

enum hg_outcome hg_uptime_outcome_now(const struct hg_uptime_target *target)
{
    const bool has_verdict = !target->is_stale && target->outcome != HG_OUTCOME_UNKNOWN;
    if (has_verdict || target->outcome == HG_OUTCOME_DOWN)
        return target->outcome;
    return target->is_in_incident ? HG_OUTCOME_DOWN : HG_OUTCOME_UNKNOWN;
}

static void add_count(struct hg_buf *out, size_t count, const char *word)
{
    if (count > 0)
        hg_buf_printf(out, "%zu %s, ", count, word);
}

bool hg_uptime_is_past(const struct hg_uptime *uptime)
{
    return uptime->generated_us > uptime->period.end_us;
}

/* What is down, or else what is up. */
static void add_state(const struct hg_uptime *uptime, struct hg_buf *out)
{
    const size_t *now = uptime->now;
    const size_t count = uptime->target_count;
    const size_t available =
        now[HG_OUTCOME_UP] + now[HG_OUTCOME_FLAKY] + now[HG_OUTCOME_DEGRADED];
    if (now[HG_OUTCOME_DOWN] > 0)
        hg_buf_printf(out, "%zu of %zu down %s, ", now[HG_OUTCOME_DOWN], count,
                      hg_uptime_is_past(uptime) ? "at the end" : "now");
    else if (available < count)
        hg_buf_printf(out, "%zu of %zu up, ", available, count);
    else
        hg_buf_printf(out, "%s%zu up, ", count > 1 ? "all " : "", count);
}

#define NAMED_MAX      3  /* targets of a kind in a headline */
#define NAME_BYTES_MAX 60 /* of each of them: a subject has one line */

/* The gravest first. */
static const struct {
    enum hg_event_kind kind;
    const char *word;
} news[] = {
    {HG_EVENT_OFFLINE, "OFFLINE"},
    {HG_EVENT_DOWN, "DOWN"},
    {HG_EVENT_REMINDER, "STILL DOWN"},
    {HG_EVENT_FLAPPING, "FLAPPING"},
    {HG_EVENT_RECOVERED, "UP"},
    {HG_EVENT_CERTIFICATE, "CERTIFICATE"},
    {HG_EVENT_FLAPPING_END, "STABLE"},
    {HG_EVENT_ONLINE, "ONLINE"},
    {HG_EVENT_REMOVED, "REMOVED"},
    {HG_EVENT_DEGRADED, "DEGRADED"},
    {HG_EVENT_DEGRADED_END, "NOT DEGRADED"},
    {HG_EVENT_GAP, "CHECKS WERE MISSING"},
};

static void add_name(const struct hg_event *event, size_t count, struct hg_buf *out)
{
    if (hg_event_is_of_monitor(event->kind))
        return;
    const size_t len = strlen(event->target);
    const bool is_long = len > NAME_BYTES_MAX;
    hg_buf_add_text(out, count == 0 ? ": " : ", ");
    hg_buf_add(out, event->target,
               is_long ? hg_text_whole(event->target, NAME_BYTES_MAX) : len);
    hg_buf_add_text(out, is_long ? "…" : "");
    if (event->kind == HG_EVENT_DOWN)
        hg_buf_printf(out, " (%s)", hg_cause_word(event->cause));
}

/* "DOWN: cart (timeout), shop (dns) and 3 more; " */
static void add_kind(const struct hg_uptime *uptime, enum hg_event_kind kind,
                     const char *word, struct hg_buf *out)
{
    size_t count = 0;
    for (size_t i = 0; i < uptime->event_count; i++) {
        if (uptime->events[i].kind != kind)
            continue;
        if (count == 0)
            hg_buf_add_text(out, word);
        if (count < NAMED_MAX)
            add_name(&uptime->events[i], count, out);
        count++;
    }
    if (count > NAMED_MAX)
        hg_buf_printf(out, " and %zu more", count - NAMED_MAX);
    if (count > 0)
        hg_buf_add_text(out, "; ");
}

static void add_news(const struct hg_uptime *uptime, struct hg_buf *out)
{
    for (size_t i = 0; i < sizeof news / sizeof news[0]; i++)
        add_kind(uptime, news[i].kind, news[i].word, out);
    hg_buf_cut(out, out->len - 2);
    hg_buf_add_text(out, " · ");
}

void hg_uptime_headline(const struct hg_uptime *uptime, struct hg_buf *out)
{
    const size_t *now = uptime->now;
    const struct hg_share share = hg_tally_by_time(&uptime->tally);
    char text[HG_SHARE_SIZE];

    if (uptime->event_count > 0)
        add_news(uptime, out);
    if (uptime->target_count == 0) {
        hg_buf_add_text(out, "nothing was checked");
        return;
    }
    add_state(uptime, out);
    add_count(out, uptime->recovered_count, "recovered in this period");
    add_count(out, now[HG_OUTCOME_UNKNOWN], "unknown");
    add_count(out, now[HG_OUTCOME_SKIPPED], "skipped");
    hg_share_format(share, 2, text);
    if (share.whole > 0)
        hg_buf_add_text(out, text);
    else
        hg_buf_cut(out, out->len - 2); /* all of the time is unknown */
}

void hg_uptime_rule(const struct hg_uptime *uptime, struct hg_buf *out)
{
    char gap[32];
    int64_t checks = uptime->tally.maintenance_checks;
    for (int i = 0; i < HG_OUTCOME_COUNT; i++)
        checks += uptime->tally.checks[i];
    hg_units_format_duration(uptime->max_gap_us, gap, sizeof gap);
    hg_buf_printf(
        out,
        "Each result is valid until the next one of its target, for at most %s; "
        "all other time is unknown. Unknown time, skipped time and maintenance are "
        "not counted.",
        uptime->max_gap_us > 0 ? gap : "twice the usual interval");
    hg_buf_printf(out, " These figures are based on %" PRId64 " %s.", checks,
                  checks == 1 ? "check" : "checks");
}
