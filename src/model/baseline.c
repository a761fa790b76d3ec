/* SPDX-License-Identifier: MIT */
/* baseline: compares results with an earlier report. */
#include "headgate/baseline.h"

#include <string.h>

#include "headgate/buf.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* Severity of an outcome; 0: not a failure. */
static int badness(const struct hg_baseline_rules *rules, enum hg_outcome outcome)
{
    static const enum hg_outcome bad[] = {HG_OUTCOME_FLAKY, HG_OUTCOME_DEGRADED,
                                          HG_OUTCOME_DOWN};
    const uint32_t failing = rules->fail_on | 1U << HG_OUTCOME_DOWN;
    for (int i = 0; i < (int)(sizeof(bad) / sizeof(bad[0])); i++) {
        if (bad[i] == outcome && (failing >> outcome & 1U) != 0)
            return i + 1;
    }
    return 0;
}

static bool is_judged(enum hg_outcome outcome)
{
    return outcome != HG_OUTCOME_UNKNOWN && outcome != HG_OUTCOME_SKIPPED;
}

static bool is_moved(const struct hg_target *target, const struct hg_result *result,
                     struct hg_buf *note)
{
    const char *before = hg_target_get_extra(target)->previous->final_url;
    const char *now = hg_result_final_url(result, target);
    if (before == NULL || strcmp(before, now) == 0)
        return false;
    hg_buf_printf(note, "final URL %s, in the baseline %s", now, before);
    return true;
}

static bool has_other_certificate(const struct hg_target *target,
                                  const struct hg_result *result, struct hg_buf *note)
{
    char fingerprint[HG_FINGERPRINT_TEXT_SIZE];
    const char *before = hg_target_get_extra(target)->previous->fingerprint;
    if (before == NULL || result->certificate == NULL)
        return false;
    hg_certificate_fingerprint(result->certificate, fingerprint);
    if (strcmp(before, fingerprint) == 0)
        return false;
    hg_buf_printf(note, "another certificate than in the baseline: %s, issued by %s",
                  result->certificate->name, result->certificate->issuer);
    return true;
}

static bool is_slower(const struct hg_baseline_rules *rules,
                      const struct hg_target *target, const struct hg_result *result,
                      struct hg_buf *note)
{
    char took[32];
    char before[32];
    const int64_t now_us =
        result->phases.total_us - hg_phases_connecting_us(&result->phases);
    const int64_t before_us = hg_target_get_extra(target)->previous->answer_us;
    if (rules->slower == 0 || before_us < 0 || now_us <= before_us * rules->slower ||
        now_us - before_us < HG_BASELINE_SLOWER_US)
        return false;
    hg_units_format_time(now_us, took, sizeof(took));
    hg_units_format_time(before_us, before, sizeof(before));
    hg_buf_printf(note, "waited %s for the answer, in the baseline %s", took, before);
    return true;
}

/* Neither fails: compare the details. Another URL under the same name is not comparable. */
static enum hg_change compare_well(const struct hg_baseline_rules *rules,
                                   const struct hg_target *target,
                                   const struct hg_result *result, struct hg_buf *note)
{
    const struct hg_previous_result *previous = hg_target_get_extra(target)->previous;
    if (previous->url == NULL || strcmp(previous->url, target->url) != 0)
        return HG_CHANGE_NONE;
    if (is_moved(target, result, note))
        return HG_CHANGE_MOVED;
    if (has_other_certificate(target, result, note))
        return HG_CHANGE_CERTIFICATE;
    return is_slower(rules, target, result, note) ? HG_CHANGE_SLOWER : HG_CHANGE_NONE;
}

static enum hg_change compare(const struct hg_baseline_rules *rules,
                              const struct hg_target *target,
                              const struct hg_result *result, struct hg_buf *note)
{
    const enum hg_outcome outcome = (enum hg_outcome)result->outcome;
    const struct hg_previous_result *previous = hg_target_get_extra(target)->previous;
    const int now = badness(rules, outcome);
    if (!is_judged(outcome))
        return HG_CHANGE_NONE;
    if (previous == NULL || !is_judged(previous->outcome))
        return now > 0 ? HG_CHANGE_NEW : HG_CHANGE_NONE;
    const int before = badness(rules, previous->outcome);
    if (now > before)
        return HG_CHANGE_NEW;
    if (now > 0) {
        hg_buf_printf(note, "known: %s in the baseline",
                      hg_outcome_word(previous->outcome));
        return HG_CHANGE_KNOWN;
    }
    if (before == 0)
        return compare_well(rules, target, result, note);
    hg_buf_printf(note, "recovered: %s in the baseline",
                  hg_outcome_word(previous->outcome));
    return HG_CHANGE_RECOVERED;
}

void hg_baseline_compare(const struct hg_baseline_rules *rules,
                         const struct hg_target *target, struct hg_result *result)
{
    struct hg_buf note;
    hg_buf_init(&note);
    result->change = compare(rules, target, result, &note);
    if (note.len > 0)
        hg_result_add_note(result, note.data);
    hg_buf_release(&note);
}
