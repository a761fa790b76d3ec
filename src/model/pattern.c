/* SPDX-License-Identifier: MIT */
/* pattern: regular expressions by PCRE2, bounded. */
#include "headgate/pattern.h"

#include "headgate/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "headgate/banned.h"

/* Ample for ordinary expressions; a hostile text of 1 MiB takes about a second at most. PCRE2's own limit
 * is for one start of a match, so all starts have a budget together. */
#define MATCH_LIMIT    100000
#define MATCH_PER_BYTE 4
#define STEPS_LIMIT    10000000
#define STEPS_PER_BYTE 8
#define STEP_BYTES     8 /* of the text that a step may cover */
#define DEPTH_LIMIT    10000
#define HEAP_LIMIT_KIB 4096

struct hg_pattern {
    pcre2_code *code;             /* owned */
    pcre2_match_context *context; /* owned: the limits */
};

struct hg_pattern *hg_pattern_new(const char *expression, char *problem, size_t size)
{
    int error = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)expression, PCRE2_ZERO_TERMINATED,
                                     PCRE2_AUTO_CALLOUT | PCRE2_MATCH_INVALID_UTF |
                                         PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C,
                                     &error, &offset, NULL);
    if (code == NULL) {
        PCRE2_UCHAR words[128] = "";
        pcre2_get_error_message(error, words, sizeof(words));
        snprintf(problem, size, "%s at character %zu", (const char *)words, offset);
        return NULL;
    }
    struct hg_pattern *pattern = hg_memory_new(1, sizeof(*pattern));
    pattern->code = code;
    pattern->context = pcre2_match_context_create(NULL);
    if (pattern->context == NULL)
        hg_memory_exhausted();
    pcre2_set_depth_limit(pattern->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(pattern->context, HEAP_LIMIT_KIB);
    return pattern;
}

void hg_pattern_free(struct hg_pattern *pattern)
{
    if (pattern == NULL)
        return;
    pcre2_code_free(pattern->code);
    pcre2_match_context_free(pattern->context);
    free(pattern);
}

struct budget {
    uint64_t steps_left;
    PCRE2_SIZE at;
};

/* Called before each item of the expression is tried (pcre2callout(3)). */
static int spend(pcre2_callout_block *block, void *context)
{
    struct budget *budget = context;
    const PCRE2_SIZE at = block->current_position;
    const PCRE2_SIZE distance = at > budget->at ? at - budget->at : budget->at - at;
    const uint64_t steps = 1 + distance / STEP_BYTES;
    budget->at = at;
    if (steps > budget->steps_left)
        return PCRE2_ERROR_CALLOUT;
    budget->steps_left -= steps;
    return 0;
}

bool hg_pattern_matches(const struct hg_pattern *pattern, const char *text)
{
    return hg_pattern_search(pattern, text, strlen(text), NULL) == HG_MATCH_FOUND;
}

enum hg_match hg_pattern_search(const struct hg_pattern *pattern, const char *data,
                                size_t len, size_t *at)
{
    /* One pair of offsets: only the match itself is needed. */
    pcre2_match_data *found = pcre2_match_data_create(1, NULL);
    pcre2_match_context *context = pcre2_match_context_copy(pattern->context);
    if (found == NULL || context == NULL)
        hg_memory_exhausted();
    struct budget budget = {STEPS_LIMIT + STEPS_PER_BYTE * (uint64_t)len, 0};
    pcre2_set_callout(context, spend, &budget);
    pcre2_set_match_limit(context, MATCH_LIMIT + MATCH_PER_BYTE * (uint32_t)len);
    const int matched =
        pcre2_match(pattern->code, (PCRE2_SPTR)data, len, 0, 0, found, context);
    pcre2_match_context_free(context);
    if (matched >= 0 && at != NULL)
        *at = pcre2_get_ovector_pointer(found)[0];
    pcre2_match_data_free(found);
    if (matched >= 0)
        return HG_MATCH_FOUND;
    return matched == PCRE2_ERROR_NOMATCH ? HG_MATCH_NONE : HG_MATCH_LIMIT;
}
