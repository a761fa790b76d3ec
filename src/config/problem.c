/* SPDX-License-Identifier: MIT */
/* problem: collects problems of a configuration and prints them in the order of their locations. */
#include "headgate/problem.h"

#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/url.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define TEXT_MAX_BYTES 1000

struct ranked {
    struct hg_problem problem;
    size_t rank; /* of its file: order of first appearance */
    size_t index;
};

void hg_problems_init(struct hg_problems *problems)
{
    *problems = (struct hg_problems){0};
}

void hg_problems_release(struct hg_problems *problems)
{
    if (problems == NULL)
        return;
    for (size_t i = 0; i < problems->count; i++)
        free(problems->items[i].text);
    free(problems->items);
    hg_problems_init(problems);
}

int hg_problems_add(struct hg_problems *problems, struct hg_source_location location,
                    const char *format, ...)
{
    if (problems->count == HG_PROBLEMS_MAX) {
        problems->dropped++;
        return -1;
    }
    /* A little longer than allowed, so that hg_text_clean() marks the cut. */
    char text[TEXT_MAX_BYTES + 64];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    char *safe = hg_url_redact_sentence(text);
    problems->items =
        hg_memory_grow(problems->items, problems->count, sizeof *problems->items);
    problems->items[problems->count++] = (struct hg_problem){
        .location = location,
        .text = hg_text_clean(safe, strlen(safe), TEXT_MAX_BYTES),
    };
    free(safe);
    return -1;
}

static size_t rank_of(const struct ranked *items, size_t count, const char *file)
{
    for (size_t i = 0; i < count; i++) {
        if (hg_text_equals(items[i].problem.location.file, file))
            return items[i].rank;
    }
    return count;
}

static int compare_numbers(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;
    int order = compare_numbers(a->rank, b->rank);
    if (order == 0)
        order = compare_numbers(a->problem.location.line, b->problem.location.line);
    if (order == 0)
        order = compare_numbers(a->problem.location.column, b->problem.location.column);
    return order != 0 ? order : compare_numbers(a->index, b->index);
}

static void sort(struct hg_problems *problems)
{
    struct ranked *items = hg_memory_new(problems->count, sizeof *items);
    for (size_t i = 0; i < problems->count; i++) {
        items[i].problem = problems->items[i];
        items[i].rank = rank_of(items, i, problems->items[i].location.file);
        items[i].index = i;
    }
    qsort(items, problems->count, sizeof *items, compare_ranked);
    for (size_t i = 0; i < problems->count; i++)
        problems->items[i] = items[i].problem;
    free(items);
}

static void print_location(struct hg_source_location location, struct hg_buf *out)
{
    if (location.file == NULL)
        return;
    char *file = hg_text_clean(location.file, strlen(location.file), TEXT_MAX_BYTES);
    /* It may be a URL of the command line. */
    if (hg_text_is_command(file))
        hg_buf_add_text(out, "headgate: ");
    hg_buf_add_text(out, file);
    free(file);
    if (location.line > 0)
        hg_buf_printf(out, ":%u", location.line);
    if (location.line > 0 && location.column > 0)
        hg_buf_printf(out, ":%u", location.column);
    hg_buf_add_text(out, ": ");
}

void hg_problems_print(struct hg_problems *problems, struct hg_buf *out)
{
    if (problems->count == 0)
        return;
    sort(problems);
    for (size_t i = 0; i < problems->count; i++) {
        print_location(problems->items[i].location, out);
        hg_buf_add_text(out, problems->items[i].text);
        hg_buf_add_char(out, '\n');
    }
    if (problems->dropped > 0)
        hg_buf_printf(out, "%zu more problems are not shown\n", problems->dropped);
}
