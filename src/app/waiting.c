/* SPDX-License-Identifier: MIT */
/* waiting: warnings about the outbox. */
#include "app/waiting.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/memory.h"
#include "headgate/outbox.h"

#include "headgate/banned.h"

/* Its last message was rejected, and dropped. */
static void warn_of_failure(struct hg_history *history, const char *channel)
{
    struct hg_failing_channels failing;
    struct hg_arena arena;
    struct hg_buf line;
    struct hg_error err = {0};
    hg_arena_init(&arena);
    hg_buf_init(&line);
    if (hg_outbox_read_failing(history, &arena, &failing, &err) != 0)
        hg_log_error("%s", err.text);
    for (size_t i = 0; i < failing.count; i++) {
        if (strcmp(failing.items[i].name, channel) != 0)
            continue;
        hg_failing_channel_write(&failing.items[i], &line);
        hg_log_warning("%s", line.data);
    }
    hg_buf_release(&line);
    hg_arena_release(&arena);
}

bool hg_waiting_warn(struct hg_history *history, const char *channel)
{
    struct hg_outbox_state state;
    struct hg_error err = {0};
    char made[HG_CLOCK_RFC3339_SIZE];
    if (hg_outbox_read_state(history, channel, &state, &err) != 0) {
        hg_log_error("%s", err.text);
        return true;
    }
    if (state.count == 0) {
        warn_of_failure(history, channel);
        return false;
    }
    hg_clock_format(state.made_us, "%Y-%m-%dT%H:%M:%SZ", made, sizeof made);
    hg_log_warning("channel \"%s\": %zu message%s not sent yet, the first of %s: %s",
                   channel, state.count, state.count == 1 ? " is" : "s are", made,
                   state.problem[0] == '\0'
                       ? "there was no time, or another run is sending"
                       : state.problem);
    return true;
}

/* "mail:rest" is a queue of "mail". */
static void warn_of_dropped(const struct hg_dropped_messages *dropped)
{
    const int len = (int)strcspn(dropped->channel, ":");
    const char *were = dropped->count == 1 ? " was" : "s were";
    if (dropped->is_configured)
        hg_log_warning("channel \"%.*s\": %zu message%s not accepted for three days and "
                       "dropped",
                       len, dropped->channel, dropped->count, were);
    else
        hg_log_warning(
            "channel \"%.*s\", which is not configured any more: %zu message%s "
            "dropped",
            len, dropped->channel, dropped->count, were);
}

bool hg_waiting_drop_stale(struct hg_history *history, const struct hg_settings *settings)
{
    const struct hg_channels_settings *channels = &settings->channels;
    const char **names = hg_memory_new(channels->count + 1, sizeof *names);
    size_t count = 0;
    struct hg_dropped dropped;
    struct hg_arena arena;
    struct hg_error err = {0};
    for (; count < channels->count; count++)
        names[count] = channels->items[count].name;
    if (settings->mail.server != NULL)
        names[count++] = "mail";
    const struct hg_texts configured = {names, count};
    hg_arena_init(&arena);
    const int result = hg_outbox_drop_stale(history, &configured, hg_clock_wall_us(),
                                            &arena, &dropped, &err);
    free(names);
    if (result != 0)
        hg_log_error("%s", err.text);
    for (size_t i = 0; i < dropped.count; i++)
        warn_of_dropped(&dropped.items[i]);
    const bool has_dropped = dropped.count > 0;
    hg_arena_release(&arena);
    return result != 0 || has_dropped;
}
