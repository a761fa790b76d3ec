/* SPDX-License-Identifier: MIT */
/* result: the result of a target in a run. 80 bytes, and details only where needed. */
#ifndef HEADGATE_RESULT_H
#define HEADGATE_RESULT_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/certificate.h"
#include "headgate/judge.h"
#include "headgate/reply.h"
#include "headgate/target.h"

/* One attempt, kept when there was more than one. */
struct hg_attempt {
    int64_t started_at_us; /* wall clock */
    struct hg_phases phases;
    uint16_t status;
    uint8_t outcome; /* enum hg_outcome */
    uint8_t cause;   /* enum hg_cause */
    uint8_t method;  /* enum hg_method */
    /* NULL: none. Owned by the detail, which has it once for attempts in a row with the same */
    char *reason;
};

/* Details, that most results do without. */
struct hg_detail {
    char *reason; /* owned, if not by the last attempt; NULL: none. One clean sentence */
    /* owned; NULL: none. Also of targets that are up: "https gave no answer: ..." */
    char *note;
    char *final_url;     /* owned; NULL: the target's own */
    struct hg_hop *hops; /* owned: the last attempt's redirects */
    size_t hop_count;
    struct hg_attempt *attempts; /* owned: all of them, when there was more than one */
    size_t attempt_count;
};

struct hg_result {
    struct hg_detail *detail; /* owned; NULL: none */
    /* of the last attempt; NULL: none. Owned by the run */
    const struct hg_certificate *certificate;
    int64_t started_at_us;   /* wall clock of the last attempt; 0: not checked */
    struct hg_phases phases; /* of the last attempt */
    struct hg_address address;
    uint16_t status;     /* 0: none */
    int16_t head_status; /* as in the reply */
    uint8_t outcome;     /* enum hg_outcome */
    uint8_t cause;       /* enum hg_cause */
    uint8_t method; /* enum hg_method: the one whose answer this is; auto: not checked */
    uint8_t http_version; /* 10, 11, 20, 30; 0: none */
    uint8_t attempts;     /* attempts made */
    uint8_t observed;     /* enum hg_outcome: before a waiver or maintenance excused it */
    uint8_t certificate_problem; /* enum hg_certificate_problem */
    enum hg_change change : 4;   /* since the baseline */
    bool is_waived : 1;          /* skipped because of a waiver */
    bool is_in_maintenance : 1;  /* skipped because of a maintenance window */
    bool is_final : 1;           /* it does not change any more in this run */
    bool is_about_dates : 1;     /* of certificates, the verdict on the last attempt */
};

_Static_assert(sizeof(struct hg_result) <= 80,
               "a result grew: a million of them are kept");

void hg_result_init(struct hg_result *result);
void hg_result_release(struct hg_result *result);
/* `copy` becomes the same, with details of its own; the certificate is shared. It was released before, or never used. */
void hg_result_copy(struct hg_result *copy, const struct hg_result *result);
/* Add an attempt: its facts and verdict replace the result's, and the attempt is stored when it is not
 * the only one. Strings move from `reply` to the result; the certificate stays in it until
 * hg_run_add_attempt() moves it to the run. */
void hg_result_add_attempt(struct hg_result *result, const struct hg_target *target,
                           struct hg_reply *reply, const struct hg_verdict *verdict);
/* End without an answer: skipped, deadline, cancelled. Earlier attempts stay. */
void hg_result_end(struct hg_result *result, enum hg_outcome outcome, enum hg_cause cause,
                   const char *reason);
/* Make a result with a verdict skipped: its reason becomes "WHY: down: REASON", and it remembers the
 * outcome that was observed. */
void hg_result_excuse(struct hg_result *result, const char *why);
/* Excuse a result, also one that is up, that was observed in a maintenance window. Skipped and unknown
 * ones stay as they are: they have no verdict to excuse. */
void hg_result_apply_maintenance(struct hg_result *result,
                                 const struct hg_maintenance_windows *windows);
/* Add to the note, after "; " when there is one. */
void hg_result_add_note(struct hg_result *result, const char *note);
/* "" when there is none. */
const char *hg_result_reason(const struct hg_result *result);
const char *hg_result_final_url(const struct hg_result *result,
                                const struct hg_target *target);

#endif
