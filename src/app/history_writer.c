/* SPDX-License-Identifier: MIT */
/* history_writer: opening a history, adding a run to it. */
#include "app/history_writer.h"

#include "headgate/log.h"

#include "app/exit.h"

#include "headgate/banned.h"

/* What is there and can't be used is told, and the run goes on without it. */
static int open_history(struct hg_history_writer *writer)
{
    struct hg_error err = {0};
    writer->history = hg_history_open(writer->settings->file, HG_HISTORY_WRITE, &err);
    if (writer->history != NULL)
        return HG_EXIT_OPEN;
    writer->has_failed = true;
    return hg_exit_log(&err) == HG_EXIT_USAGE ? HG_EXIT_USAGE : HG_EXIT_OPEN;
}

int hg_history_writer_open(struct hg_history_writer *writer,
                           const struct hg_history_settings *settings)
{
    struct hg_error err = {0};

    *writer = (struct hg_history_writer){.settings = settings, .lock = {.fd = -1}};
    if (settings->file == NULL && settings->lock) {
        hg_log_error("lock needs a history: name its file with --history");
        return HG_EXIT_USAGE;
    }
    if (settings->file == NULL)
        return HG_EXIT_OPEN;
    const int status = open_history(writer);
    if (status != HG_EXIT_OPEN || !settings->lock ||
        hg_lock_acquire(&writer->lock, settings->file, &err) == 0)
        return status;
    return hg_exit_log(&err);
}

void hg_history_writer_add(struct hg_history_writer *writer, const struct hg_run *run)
{
    const struct hg_retention retention = {writer->settings->raw_retention_us,
                                           writer->settings->rollup_retention_us};
    struct hg_error err = {0};
    if (writer->history == NULL ||
        hg_history_add(writer->history, run, &retention, &err) == 0)
        return;
    hg_exit_log(&err);
    writer->has_failed = true;
}

void hg_history_writer_close(struct hg_history_writer *writer)
{
    hg_history_close(writer->history);
    writer->history = NULL;
    hg_lock_release(&writer->lock);
}
