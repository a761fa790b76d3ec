/* SPDX-License-Identifier: MIT */
/* values: bounds of what a column may hold. */
#include "history/store/values.h"

#include "headgate/arena.h"

#include "headgate/banned.h"

#define MOMENT_MAX  INT64_C(253402300799999) /* the end of the year 9999 */
#define COUNT_MAX   INT64_C(1000000000000)
#define AT_ONCE_MAX 1000 /* results of a target in a single millisecond */

int64_t hg_query_number(const struct hg_query *query, int column, int64_t min,
                        int64_t max)
{
    if (hg_query_is_null(query, column))
        return 0;
    const bool is_integer = hg_query_is_integer(query, column);
    const int64_t value = hg_query_integer(query, column);
    if (is_integer && value >= min && value <= max)
        return value;
    hg_query_refuse(query);
    return 0;
}

int64_t hg_query_moment(const struct hg_query *query, int column)
{
    return hg_query_number(query, column, 0, MOMENT_MAX);
}

int64_t hg_query_count(const struct hg_query *query, int column)
{
    if (hg_query_is_null(query, column))
        hg_query_refuse(query);
    return hg_query_number(query, column, 0, COUNT_MAX);
}

enum hg_outcome hg_query_outcome(const struct hg_query *query, int column)
{
    return (enum hg_outcome)hg_query_number(query, column, 0, HG_OUTCOME_COUNT - 1);
}

enum hg_cause hg_query_cause(const struct hg_query *query, int column)
{
    return (enum hg_cause)hg_query_number(query, column, 0, HG_CAUSE_COUNT - 1);
}

const char *hg_query_required_text(const struct hg_query *query, int column)
{
    const char *text = hg_query_text(query, column);
    if (text == NULL)
        hg_query_refuse(query);
    return text == NULL ? "" : text;
}

char *hg_query_clean_required_text(const struct hg_query *query, int column,
                                   struct hg_arena *arena)
{
    char *text = hg_query_clean(query, column, arena);
    if (text == NULL)
        hg_query_refuse(query);
    return text == NULL ? hg_arena_text(arena, "") : text;
}

void hg_query_check_interval(const struct hg_query *query, int64_t begin_ms,
                             int64_t end_ms, int64_t checks)
{
    const int64_t length_ms = end_ms - begin_ms;
    if (checks < 1 || length_ms < 0 || (checks == 1 && length_ms > 0) ||
        checks > length_ms + AT_ONCE_MAX)
        hg_query_refuse(query);
}
