/* SPDX-License-Identifier: MIT */
/* timeline: results laid end to end, and cut into maintenance and the rest.
 *
 * DESIGN: the pieces are put down from left to right without a gap, unknown ones in between, so that the
 * times of any stretch add up to its length by themselves. */
#include "history/query/timeline.h"

#include <stdlib.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

void hg_spells_add(struct hg_spells *spells, const struct hg_spell *spell)
{
    if (spells->count == spells->capacity) {
        spells->capacity = spells->capacity == 0 ? 16 : spells->capacity * 2;
        spells->items =
            hg_memory_resize(spells->items, spells->capacity, sizeof *spells->items);
    }
    spells->items[spells->count++] = *spell;
}

void hg_spells_release(struct hg_spells *spells)
{
    free(spells->items);
    *spells = (struct hg_spells){0};
}

void hg_windows_add(struct hg_windows *windows, struct hg_window window)
{
    if (windows->count == windows->capacity) {
        windows->capacity = windows->capacity == 0 ? 16 : windows->capacity * 2;
        windows->items =
            hg_memory_resize(windows->items, windows->capacity, sizeof *windows->items);
    }
    windows->items[windows->count++] = window;
}

void hg_windows_release(struct hg_windows *windows)
{
    free(windows->items);
    *windows = (struct hg_windows){0};
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* `count` gaps of this length. */
struct gaps {
    int64_t length_us;
    int64_t count;
};

static int compare_gaps(const void *a, const void *b)
{
    const int64_t length_a = ((const struct gaps *)a)->length_us;
    const int64_t length_b = ((const struct gaps *)b)->length_us;
    return (length_a > length_b) - (length_a < length_b);
}

static int64_t median_of(struct gaps *gaps, size_t count)
{
    int64_t total = 0;
    int64_t seen = 0;
    for (size_t i = 0; i < count; i++)
        total += gaps[i].count;
    qsort(gaps, count, sizeof *gaps, compare_gaps);
    for (size_t i = 0; i < count; i++) {
        seen += gaps[i].count;
        if (seen >= total - seen)
            return gaps[i].length_us;
    }
    return 0;
}

/* The gaps of a spell that lie between the two moments, one at least. */
static struct gaps gaps_within(const struct hg_spell *spell, int64_t begin_us,
                               int64_t end_us)
{
    const int64_t mean_us = (spell->end_us - spell->begin_us) / (spell->checks - 1);
    const int64_t within_us =
        earlier(spell->end_us, end_us) - later(spell->begin_us, begin_us);
    return (struct gaps){mean_us, later(within_us / later(mean_us, 1), 1)};
}

int64_t hg_spells_interval(const struct hg_spells *spells, int64_t begin_us,
                           int64_t end_us)
{
    struct gaps *gaps = hg_memory_new(2 * spells->count + 1, sizeof *gaps);
    size_t count = 0;
    for (size_t i = 0; i < spells->count; i++) {
        const struct hg_spell *spell = &spells->items[i];
        if (spell->checks > 1 && spell->end_us > spell->begin_us)
            gaps[count++] = gaps_within(spell, begin_us, end_us);
        if (i + 1 < spells->count)
            gaps[count++] = (struct gaps){spell[1].begin_us - spell->end_us, 1};
    }
    const int64_t interval_us = median_of(gaps, count);
    free(gaps);
    return interval_us;
}

/* The result at the position, evenly spaced. */
static int64_t result_at(const struct hg_spell *spell, int64_t position)
{
    if (spell->checks < 2)
        return spell->begin_us;
    const int64_t gaps = spell->checks - 1;
    const int64_t length_us = spell->end_us - spell->begin_us;
    return spell->begin_us + length_us / gaps * position +
           length_us % gaps * position / gaps;
}

/* The last position that is before the moment, which is after the spell's begin. */
static int64_t position_before(const struct hg_spell *spell, int64_t at_us)
{
    const int64_t gap_us =
        spell->checks < 2 ? 0 : (spell->end_us - spell->begin_us) / (spell->checks - 1);
    if (at_us > spell->end_us || gap_us == 0)
        return spell->checks - 1;
    int64_t position = earlier((at_us - spell->begin_us) / gap_us, spell->checks - 1);
    while (position > 0 && result_at(spell, position) >= at_us)
        position--;
    return position;
}

int64_t hg_spell_last(const struct hg_spell *spell, int64_t end_us)
{
    if (spell->end_us < end_us)
        return spell->end_us;
    return result_at(spell, position_before(spell, end_us));
}

/* The timeline while it is laid. */
struct laying {
    struct hg_timeline *timeline;
    const struct hg_windows *windows;
    size_t window; /* the first one that may still matter */
    int64_t at_us; /* up to here it is done */
};

static void add_piece(struct hg_timeline *timeline, int64_t begin_us, int kind)
{
    if (timeline->count > 0 && timeline->pieces[timeline->count - 1].kind == kind)
        return;
    if (timeline->count == timeline->capacity) {
        timeline->capacity = timeline->capacity == 0 ? 64 : timeline->capacity * 2;
        timeline->pieces = hg_memory_resize(timeline->pieces, timeline->capacity,
                                            sizeof *timeline->pieces);
    }
    timeline->pieces[timeline->count++] = (struct hg_piece){begin_us, kind};
}

/* Everything up to the moment is of that kind, but for the windows. */
static void lay(struct laying *laying, int64_t until_us, int kind)
{
    const struct hg_windows *windows = laying->windows;
    until_us = earlier(until_us, laying->timeline->end_us);
    while (laying->at_us < until_us) {
        const struct hg_window *window =
            laying->window < windows->count ? &windows->items[laying->window] : NULL;
        if (window != NULL && window->end_us <= laying->at_us) {
            laying->window++;
            continue;
        }
        const bool is_inside = window != NULL && window->begin_us <= laying->at_us;
        add_piece(laying->timeline, laying->at_us,
                  is_inside ? (int)HG_PIECE_MAINTENANCE : kind);
        const int64_t border_us = window == NULL ? until_us
                                  : is_inside    ? window->end_us
                                                 : window->begin_us;
        laying->at_us = earlier(until_us, border_us);
    }
}

/* A result, or several without a longer gap than allowed, that speak until a moment. */
static void lay_known(struct laying *laying, int64_t begin_us, int64_t until_us, int kind)
{
    lay(laying, begin_us, HG_OUTCOME_UNKNOWN);
    lay(laying, until_us, kind);
}

#define THOUSAND 1000

/* For how long each result of the spell speaks at least, on average: whatever its gaps were, between the
 * shortest and the longest with that mean, the least is known when each was one of these two. */
static int64_t speaking_us(const struct hg_spell *spell, int64_t max_gap_us)
{
    const int64_t shortest_us = spell->shortest_us;
    const int64_t range_us = spell->longest_us - shortest_us;
    if (max_gap_us <= shortest_us || range_us <= 0 || spell->checks < 2)
        return max_gap_us;
    if (range_us > INT64_MAX / THOUSAND)
        return shortest_us;
    const int64_t mean_us = (spell->end_us - spell->begin_us) / (spell->checks - 1);
    const int64_t above_us = earlier(later(mean_us - shortest_us, 0), range_us);
    const int64_t thousandths = above_us * THOUSAND / range_us;
    return shortest_us + (max_gap_us - shortest_us) * thousandths / THOUSAND;
}

/* Each for itself. */
static void lay_each(struct laying *laying, const struct hg_spell *spell,
                     int64_t max_gap_us)
{
    const int64_t from_us = laying->timeline->begin_us;
    const int64_t speaks_us = speaking_us(spell, max_gap_us);
    int64_t i = from_us > spell->begin_us ? position_before(spell, from_us) : 0;
    for (; i + 1 < spell->checks; i++) {
        const int64_t at_us = result_at(spell, i);
        if (at_us >= laying->timeline->end_us)
            return;
        lay_known(laying, at_us, earlier(result_at(spell, i + 1), at_us + speaks_us),
                  (int)spell->outcome);
    }
}

void hg_timeline_make(struct hg_timeline *timeline, const struct hg_spells *spells,
                      const struct hg_windows *windows, int64_t max_gap_us)
{
    struct laying laying = {timeline, windows, 0, timeline->begin_us};
    timeline->count = 0;
    for (size_t i = 0; i < spells->count; i++) {
        const struct hg_spell *spell = &spells->items[i];
        const int64_t next_us = i + 1 < spells->count ? spell[1].begin_us : INT64_MAX;
        const int64_t until_us = earlier(next_us, spell->end_us + max_gap_us);
        if (spell->longest_us > max_gap_us)
            lay_each(&laying, spell, max_gap_us);
        else
            lay_known(&laying, spell->begin_us, spell->end_us, (int)spell->outcome);
        lay_known(&laying, spell->end_us, until_us, (int)spell->outcome);
    }
    lay(&laying, timeline->end_us, HG_OUTCOME_UNKNOWN);
}

/* The piece in which the moment lies. */
static size_t piece_at(const struct hg_timeline *timeline, int64_t at_us)
{
    size_t first = 0;
    size_t end = timeline->count;
    while (end - first > 1) {
        const size_t middle = first + (end - first) / 2;
        if (timeline->pieces[middle].begin_us <= at_us)
            first = middle;
        else
            end = middle;
    }
    return first;
}

void hg_timeline_tally(const struct hg_timeline *timeline, int64_t begin_us,
                       int64_t end_us, struct hg_tally *tally)
{
    begin_us = later(begin_us, timeline->begin_us);
    end_us = earlier(end_us, timeline->end_us);
    for (size_t i = piece_at(timeline, begin_us); begin_us < end_us; i++) {
        const int64_t until_us = i + 1 < timeline->count
                                     ? earlier(end_us, timeline->pieces[i + 1].begin_us)
                                     : end_us;
        const int kind = timeline->pieces[i].kind;
        if (kind == HG_PIECE_MAINTENANCE)
            tally->maintenance_us += until_us - begin_us;
        else
            tally->time_us[kind] += until_us - begin_us;
        begin_us = until_us;
    }
}

void hg_timeline_release(struct hg_timeline *timeline)
{
    free(timeline->pieces);
    *timeline = (struct hg_timeline){0};
}

int64_t hg_windows_overlap(const struct hg_windows *windows, int64_t begin_us,
                           int64_t end_us)
{
    int64_t total_us = 0;
    for (size_t i = 0; i < windows->count; i++) {
        const int64_t from_us = later(begin_us, windows->items[i].begin_us);
        const int64_t until_us = earlier(end_us, windows->items[i].end_us);
        if (from_us >= until_us)
            continue;
        total_us += until_us - from_us;
        begin_us = until_us;
    }
    return total_us;
}
