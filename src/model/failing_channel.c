/* SPDX-License-Identifier: MIT */
/* failing_channel: in words. */
#include "headgate/failing_channel.h"

#include <inttypes.h>

#include "headgate/clock.h"

#include "headgate/banned.h"

void hg_failing_channel_write(const struct hg_failing_channel *channel,
                              struct hg_buf *out)
{
    const int64_t count = channel->waiting_count;
    char since[HG_CLOCK_RFC3339_SIZE];
    hg_clock_format(channel->since_us, "%Y-%m-%dT%H:%M:%SZ", since, sizeof since);
    hg_buf_printf(out, "channel \"%s\" has failed since %s", channel->name, since);
    if (count > 0)
        hg_buf_printf(out, " (%" PRId64 " message%s)", count,
                      count == 1 ? " waits" : "s wait");
    hg_buf_printf(out, ": %s", channel->problem);
}

void hg_failing_channels_write(const struct hg_failing_channels *channels,
                               void (*write)(void *context, const char *line),
                               void *context)
{
    struct hg_buf line;
    hg_buf_init(&line);
    for (size_t i = 0; i < channels->count; i++) {
        hg_buf_clear(&line);
        hg_failing_channel_write(&channels->items[i], &line);
        write(context, line.data);
    }
    hg_buf_release(&line);
}
