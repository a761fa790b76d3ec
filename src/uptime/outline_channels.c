/* SPDX-License-Identifier: MIT */
/* outline_channels: which channels fail. */
#include "uptime/outline_walk.h"

#include <inttypes.h>
#include <stdio.h>

#include "headgate/banned.h"

size_t hg_outline_count_channels(const struct hg_uptime *uptime)
{
    return uptime->failing_channels.count;
}

void hg_outline_show_channels(struct hg_walk *walk)
{
    for (size_t i = 0; i < walk->uptime->failing_channels.count; i++) {
        const struct hg_failing_channel *channel =
            &walk->uptime->failing_channels.items[i];
        hg_walk_begin(walk, HG_TONE_BAD, "failing");
        hg_buf_add_text(&walk->title, channel->name);
        hg_uptime_format_time(walk->uptime, channel->since_us, walk->cells[0]);
        snprintf(walk->cells[1], sizeof walk->cells[1], "%" PRId64,
                 channel->waiting_count);
        hg_buf_add_text(&walk->details, channel->problem);
        if (!hg_walk_show(walk))
            return;
        walk->shown_count++;
    }
}
