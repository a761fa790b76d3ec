/* SPDX-License-Identifier: MIT */
/* history_file: opening and closing a history. */
#include "history/store/history_file.h"

#include <stdlib.h>

#include "headgate/memory.h"

#include "history/store/database_schema.h"

#include "headgate/banned.h"

void hg_news_init(struct hg_news *news)
{
    *news = (struct hg_news){0};
    hg_arena_init(&news->texts);
}

void hg_news_release(struct hg_news *news)
{
    free(news->events);
    free(news->still_down);
    hg_arena_release(&news->texts);
}

struct hg_history *hg_history_open(const char *path, enum hg_history_mode mode,
                                   struct hg_error *err)
{
    static const enum hg_database_mode modes[] = {
        [HG_HISTORY_READ] = HG_DATABASE_READ,
        [HG_HISTORY_AMEND] = HG_DATABASE_AMEND,
        [HG_HISTORY_WRITE] = HG_DATABASE_WRITE,
    };
    struct hg_history *history = hg_memory_new(1, sizeof *history);
    hg_news_init(&history->news);
    if (hg_database_open(&history->database, path, modes[mode], err) != 0 ||
        (mode == HG_HISTORY_READ ? hg_schema_check(&history->database, err)
                                 : hg_schema_migrate(&history->database, err)) != 0) {
        hg_history_close(history);
        return NULL;
    }
    return history;
}

void hg_history_close(struct hg_history *history)
{
    if (history == NULL)
        return;
    hg_database_close(&history->database);
    hg_news_release(&history->news);
    free(history);
}

void hg_history_last_change(const struct hg_history *history,
                            struct hg_history_change *change)
{
    const struct hg_news *news = &history->news;
    *change = (struct hg_history_change){
        .events = news->events,
        .event_count = news->event_count,
        .still_down = news->still_down,
        .still_down_count = news->still_down_count,
        .dropped_count = news->dropped_count,
        .future_us = news->future_us,
    };
}
