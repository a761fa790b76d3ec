/* SPDX-License-Identifier: MIT */
/* condition: reads conditions and checks them against results.
 *
 * DESIGN: a row of `subjects` for each name has its unit and its measurement; a row of `units` reads and
 * formats values of that unit. A new name is one row. */
#include "headgate/condition.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"
#include "headgate/result.h"
#include "headgate/summary.h"
#include "headgate/target.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define WORD_SIZE 64

enum unit { UNIT_TARGETS, UNIT_PERCENT, UNIT_TIME, UNIT_DAYS };

/* The targets that a condition is checked against: all, or those with a tag. */
struct scope {
    const struct hg_judged_results *all;
    const char *tag;                  /* NULL: all targets */
    const struct hg_summary *summary; /* of those with the tag */
};

/* A name. `measure` is false when there is nothing to measure. */
struct subject {
    const char *name;
    enum unit unit;
    enum hg_outcome outcome; /* to count; unused for times */
    bool (*measure)(const struct subject *subject, const struct scope *scope,
                    double *value);
};

static bool measure_count(const struct subject *subject, const struct scope *scope,
                          double *value)
{
    *value = (double)scope->summary->outcomes[subject->outcome];
    return true;
}

static bool measure_percent(const struct subject *subject, const struct scope *scope,
                            double *value)
{
    const struct hg_summary *summary = scope->summary;
    const size_t checked = summary->total - summary->outcomes[HG_OUTCOME_SKIPPED];
    if (checked == 0)
        return false;
    *value = 100.0 * (double)summary->outcomes[subject->outcome] / (double)checked;
    return true;
}

static bool set_time(int64_t us, double *value)
{
    *value = us < 0 ? 0 : (double)us;
    return us >= 0;
}

static bool measure_p50(const struct subject *subject, const struct scope *scope,
                        double *value)
{
    (void)subject;
    return set_time(scope->summary->p50_us, value);
}

static bool measure_p95(const struct subject *subject, const struct scope *scope,
                        double *value)
{
    (void)subject;
    return set_time(scope->summary->p95_us, value);
}

static bool measure_max(const struct subject *subject, const struct scope *scope,
                        double *value)
{
    (void)subject;
    return set_time(scope->summary->max_us, value);
}

/* Days until the first certificate expires. */
static bool measure_certificate_days(const struct subject *subject,
                                     const struct scope *scope, double *value)
{
    const struct hg_judged_results *all = scope->all;
    const int64_t now_s = all->started_at_us / HG_US_PER_S;
    bool is_measured = false;
    (void)subject;
    for (size_t i = 0; i < all->count; i++) {
        const struct hg_certificate *certificate = all->results[i].certificate;
        if (certificate == NULL || all->results[i].outcome == HG_OUTCOME_SKIPPED ||
            (scope->tag != NULL && !hg_target_has_tag(&all->targets[i], scope->tag)))
            continue;
        const double days = (double)hg_certificate_days_left(certificate, now_s);
        if (!is_measured || days < *value)
            *value = days;
        is_measured = true;
    }
    return is_measured;
}

static const struct subject subjects[] = {
    {"up", UNIT_TARGETS, HG_OUTCOME_UP, measure_count},
    {"flaky", UNIT_TARGETS, HG_OUTCOME_FLAKY, measure_count},
    {"degraded", UNIT_TARGETS, HG_OUTCOME_DEGRADED, measure_count},
    {"down", UNIT_TARGETS, HG_OUTCOME_DOWN, measure_count},
    {"unknown", UNIT_TARGETS, HG_OUTCOME_UNKNOWN, measure_count},
    {"skipped", UNIT_TARGETS, HG_OUTCOME_SKIPPED, measure_count},
    {"down_percent", UNIT_PERCENT, HG_OUTCOME_DOWN, measure_percent},
    {"p50", UNIT_TIME, HG_OUTCOME_UNKNOWN, measure_p50},
    {"p95", UNIT_TIME, HG_OUTCOME_UNKNOWN, measure_p95},
    {"max", UNIT_TIME, HG_OUTCOME_UNKNOWN, measure_max},
    {"certificate_days", UNIT_DAYS, HG_OUTCOME_UNKNOWN, measure_certificate_days},
};

#define SUBJECTS (sizeof subjects / sizeof *subjects)

static int parse_whole(const char *text, double *value)
{
    int64_t number;
    if (hg_units_parse_number(text, &number) != 0)
        return -1;
    *value = (double)number;
    return 0;
}

/* "5", "5%" and "2.5" alike. */
static int parse_percent(const char *text, double *value)
{
    char percentage[WORD_SIZE];
    struct hg_limit limit;
    const size_t len = strlen(text);
    const bool has_sign = len > 0 && text[len - 1] == '%';
    if (len + 2 > sizeof percentage)
        return -1;
    snprintf(percentage, sizeof percentage, "%s%s", text, has_sign ? "" : "%");
    if (hg_units_parse_limit(percentage, &limit) != 0)
        return -1;
    *value = limit.value;
    return 0;
}

static int parse_time(const char *text, double *value)
{
    int64_t us;
    if (hg_units_parse_duration(text, &us) != 0)
        return -1;
    *value = (double)us;
    return 0;
}

static void format_whole(double value, char *out, size_t size)
{
    snprintf(out, size, "%.0f", value);
}

static void format_percent(double value, char *out, size_t size)
{
    hg_units_format_limit((struct hg_limit){value, true}, out, size);
}

static void format_time(double value, char *out, size_t size)
{
    hg_units_format_time((int64_t)value, out, size);
}

static const struct {
    const char *word;
    const char *expected;
    int (*parse)(const char *text, double *value);
    void (*format)(double value, char *out, size_t size);
} units[] = {
    [UNIT_TARGETS] = {"targets", "a number", parse_whole, format_whole},
    [UNIT_PERCENT] = {"percent", "a percentage such as 5 or 2.5", parse_percent,
                      format_percent},
    [UNIT_TIME] = {"us", "a duration such as 800ms", parse_time, format_time},
    [UNIT_DAYS] = {"days", "a number of days", parse_whole, format_whole},
};

/* Longer ones before those that they start with. */
static const struct {
    const char *sign;
    enum hg_comparison comparison;
} comparisons[] = {
    {"==", HG_EQUAL},    {"!=", HG_NOT_EQUAL}, {"<=", HG_AT_MOST},
    {">=", HG_AT_LEAST}, {"<", HG_LESS},       {">", HG_MORE},
};

static bool compares(enum hg_comparison comparison, double value, double limit)
{
    switch (comparison) {
    case HG_EQUAL:
        return !(value < limit) && !(value > limit);
    case HG_NOT_EQUAL:
        return value < limit || value > limit;
    case HG_AT_MOST:
        return value <= limit;
    case HG_AT_LEAST:
        return value >= limit;
    case HG_LESS:
        return value < limit;
    case HG_MORE:
        return value > limit;
    }
    return false;
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " ");
}

#define NAME_SHOWN 50

static int refuse_name(const char *name, char *problem, size_t size)
{
    const char *names[SUBJECTS];
    for (size_t i = 0; i < SUBJECTS; i++)
        names[i] = subjects[i].name;
    const char *nearest = hg_text_nearest(name, names, SUBJECTS);
    const size_t shown = strnlen(name, NAME_SHOWN);
    int len = snprintf(problem, size, "unknown name \"%.*s\", ",
                       (int)hg_text_whole(name, shown), name);
    if (nearest != NULL) {
        snprintf(problem + len, size - (size_t)len, "did you mean \"%s\"?", nearest);
        return -1;
    }
    for (size_t i = 0; i < SUBJECTS && (size_t)len < size; i++)
        len += snprintf(problem + len, size - (size_t)len, "%s%s",
                        i == 0 ? "known names: " : ", ", names[i]);
    return -1;
}

static int parse_name(struct hg_condition *condition, const char **text, char *problem,
                      size_t size)
{
    char name[WORD_SIZE];
    const size_t len = strcspn(*text, " (=!<>");
    snprintf(name, sizeof name, "%.*s", (int)len, *text);
    name[hg_text_whole(name, strlen(name))] = '\0';
    for (uint32_t i = 0; i < SUBJECTS; i++) {
        if (strcmp(subjects[i].name, name) == 0) {
            condition->subject = i;
            *text = skip_blanks(*text + len);
            return 0;
        }
    }
    return refuse_name(name, problem, size);
}

/* "(TAG)", or nothing. */
static int parse_tag(struct hg_condition *condition, const char **text,
                     struct hg_arena *arena, char *problem, size_t size)
{
    if (**text != '(')
        return 0;
    const char *tag = skip_blanks(*text + 1);
    const char *end = strchr(tag, ')');
    size_t len = end == NULL ? 0 : (size_t)(end - tag);
    while (len > 0 && tag[len - 1] == ' ')
        len--;
    if (len == 0) {
        snprintf(problem, size, "expected a tag and \")\" after \"(\"");
        return -1;
    }
    condition->tag = hg_arena_text_n(arena, tag, len);
    *text = skip_blanks(end + 1);
    return 0;
}

static int parse_comparison(struct hg_condition *condition, const char **text,
                            char *problem, size_t size)
{
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++) {
        const size_t len = strlen(comparisons[i].sign);
        if (strncmp(*text, comparisons[i].sign, len) == 0) {
            condition->comparison = comparisons[i].comparison;
            *text = skip_blanks(*text + len);
            return 0;
        }
    }
    snprintf(problem, size, "expected ==, !=, <=, >=, < or > after \"%s\"",
             subjects[condition->subject].name);
    return -1;
}

static int parse_value(struct hg_condition *condition, const char *text, char *problem,
                       size_t size)
{
    char value[WORD_SIZE];
    const struct subject *subject = &subjects[condition->subject];
    size_t len = strlen(text);
    while (len > 0 && text[len - 1] == ' ')
        len--;
    snprintf(value, sizeof value, "%.*s", (int)len, text);
    value[hg_text_whole(value, strlen(value))] = '\0';
    if (len < sizeof value && units[subject->unit].parse(value, &condition->value) == 0)
        return 0;
    snprintf(problem, size, "\"%s\" is compared with %s, got \"%s\"", subject->name,
             units[subject->unit].expected, value);
    return -1;
}

int hg_condition_parse(struct hg_condition *condition, const char *text,
                       struct hg_arena *arena, char *problem, size_t size)
{
    struct hg_condition parsed = {.text = hg_arena_text(arena, skip_blanks(text))};
    const char *rest = parsed.text;
    if (parse_name(&parsed, &rest, problem, size) != 0 ||
        parse_tag(&parsed, &rest, arena, problem, size) != 0 ||
        parse_comparison(&parsed, &rest, problem, size) != 0 ||
        parse_value(&parsed, rest, problem, size) != 0)
        return -1;
    *condition = parsed;
    return 0;
}

/* The summary of the targets with the tag. False when there are none. */
static bool summarise_tagged(const struct hg_judged_results *all, const char *tag,
                             struct hg_summary *summary)
{
    struct hg_result *tagged = hg_memory_new(all->count, sizeof *tagged);
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (hg_target_has_tag(&all->targets[i], tag))
            tagged[count++] = all->results[i];
    }
    hg_summary_make(summary, tagged, count);
    free(tagged);
    return count > 0;
}

static bool measure(const struct hg_condition *condition,
                    const struct hg_judged_results *all, double *value)
{
    const struct subject *subject = &subjects[condition->subject];
    struct hg_summary tagged;
    struct scope scope = {.all = all, .tag = condition->tag, .summary = all->summary};
    if (condition->tag != NULL) {
        scope.summary = &tagged;
        if (!summarise_tagged(all, condition->tag, &tagged))
            return false;
    }
    return subject->measure(subject, &scope, value);
}

void hg_condition_judge(const struct hg_condition *condition,
                        const struct hg_judged_results *results,
                        struct hg_condition_verdict *verdict)
{
    const enum unit unit = subjects[condition->subject].unit;
    *verdict = (struct hg_condition_verdict){.condition = condition};
    if (!measure(condition, results, &verdict->value)) {
        snprintf(verdict->detail, sizeof verdict->detail, "nothing to measure");
        return;
    }
    const bool holds = compares(condition->comparison, verdict->value, condition->value);
    /* Two decimals for people, unless the rounded value contradicts the verdict. */
    const double rounded =
        unit == UNIT_PERCENT ? round(verdict->value * 100) / 100 : verdict->value;
    const bool is_same =
        compares(condition->comparison, rounded, condition->value) == holds;
    units[unit].format(is_same ? rounded : verdict->value, verdict->detail,
                       sizeof verdict->detail);
    verdict->state = holds ? HG_CONDITION_HOLDS : HG_CONDITION_FAILS;
}

const char *hg_condition_unit(const struct hg_condition *condition)
{
    return units[subjects[condition->subject].unit].word;
}
