/* SPDX-License-Identifier: MIT */
/* keeping: opening a history, adding a run to it. */
#include "app/keeping.h"

#include "headgate/log.h"

#include "app/exit.h"

#include "headgate/banned.h"

/* What is there and can't be used is told, and the run goes on without it. */
static int open_history(struct hg_keeping *keeping)
{
    struct hg_error err = {0};
    keeping->history = hg_history_open(keeping->settings->file, HG_HISTORY_WRITE, &err);
    if (keeping->history != NULL)
        return HG_EXIT_OPEN;
    keeping->has_failed = true;
    return hg_exit_tell(&err) == HG_EXIT_USAGE ? HG_EXIT_USAGE : HG_EXIT_OPEN;
}

int hg_keeping_begin(struct hg_keeping *keeping,
                     const struct hg_history_settings *settings)
{
    struct hg_error err = {0};

    *keeping = (struct hg_keeping){.settings = settings, .lock = {.fd = -1}};
    if (settings->file == NULL && settings->lock) {
        hg_log_error("lock needs a history: name its file with --history");
        return HG_EXIT_USAGE;
    }
    if (settings->file == NULL)
        return HG_EXIT_OPEN;
    const int status = open_history(keeping);
    if (status != HG_EXIT_OPEN || !settings->lock ||
        hg_lock_take(&keeping->lock, settings->file, &err) == 0)
        return status;
    return hg_exit_tell(&err);
}

void hg_keeping_add(struct hg_keeping *keeping, const struct hg_run *run)
{
    const struct hg_history_keep keep = {keeping->settings->keep_raw_us,
                                         keeping->settings->keep_rollup_us};
    struct hg_error err = {0};
    if (keeping->history == NULL ||
        hg_history_add(keeping->history, run, &keep, &err) == 0)
        return;
    hg_exit_tell(&err);
    keeping->has_failed = true;
}

void hg_keeping_end(struct hg_keeping *keeping)
{
    hg_history_close(keeping->history);
    keeping->history = NULL;
    hg_lock_release(&keeping->lock);
}
