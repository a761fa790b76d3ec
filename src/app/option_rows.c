/* SPDX-License-Identifier: MIT */
/* option_rows: what getopt_long(3) reads. */
#include "app/option_rows.h"

#include <stdlib.h>

#include "headgate/memory.h"

#include "app/foreign.h"

#include "headgate/banned.h"

/* The value of a long option of ours is HG_OPTION_ROWS_BASE and its position; of another tool's: */
#define FOREIGN_BASE 2000

static void add_row(struct hg_option_rows *rows, size_t *long_count,
                    const struct hg_option *option)
{
    const bool is_switch = option->kind == HG_OPTION_KEY && option->value == NULL;
    int argument = is_switch ? optional_argument : no_argument;
    if (option->argument != NULL)
        argument = required_argument;
    if (option->name != NULL)
        rows->longs[(*long_count)++] = (struct option){
            option->name, argument, NULL, HG_OPTION_ROWS_BASE + (int)rows->count};
    if (option->letter != 0)
        hg_buf_printf(&rows->letters, "%c%s", option->letter,
                      option->argument == NULL ? "" : ":");
    rows->options[rows->count++] = *option;
}

static void add_foreign(struct hg_option_rows *rows, size_t long_count)
{
    size_t count;
    const struct hg_foreign_option *foreign = hg_foreign_options(&count);
    for (size_t i = 0; i < count; i++) {
        if (foreign[i].name != NULL)
            rows->longs[long_count++] = (struct option){
                foreign[i].name, optional_argument, NULL, FOREIGN_BASE + (int)i};
    }
}

void hg_option_rows_init(struct hg_option_rows *rows)
{
    struct hg_option option;
    size_t position = 0;
    size_t count = 0;
    size_t foreign_count;
    size_t long_count = 0;
    hg_foreign_options(&foreign_count);
    while (hg_option_next(&position, &option))
        count++;
    *rows = (struct hg_option_rows){
        .options = hg_memory_new(count, sizeof *rows->options),
        .longs = hg_memory_new(count + foreign_count + 1, sizeof *rows->longs)};
    hg_buf_init(&rows->letters);
    hg_buf_add_text(&rows->letters, "-:");
    for (position = 0; hg_option_next(&position, &option);)
        add_row(rows, &long_count, &option);
    add_foreign(rows, long_count);
}

void hg_option_rows_release(struct hg_option_rows *rows)
{
    free(rows->options);
    free(rows->longs);
    hg_buf_release(&rows->letters);
}

const struct hg_option *hg_option_rows_get(const struct hg_option_rows *rows, int found)
{
    size_t at = 0;
    if (found >= HG_OPTION_ROWS_BASE)
        return &rows->options[found - HG_OPTION_ROWS_BASE];
    while (rows->options[at].letter != found)
        at++;
    return &rows->options[at];
}

const char *hg_option_rows_answer(int found)
{
    size_t count;
    const struct hg_foreign_option *foreign = hg_foreign_options(&count);
    return found < FOREIGN_BASE ? NULL : foreign[found - FOREIGN_BASE].answer;
}
