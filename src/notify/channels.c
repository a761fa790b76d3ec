/* SPDX-License-Identifier: MIT */
/* channels: the channels that exist. */
#include "headgate/channel.h"

#include <stdlib.h>
#include <string.h>

#include "notify/channel_rows.h"

#include "headgate/banned.h"

static const struct hg_channel *const channels[] = {
    &hg_channel_mail,
};

const struct hg_channel *const *hg_channels(size_t *count)
{
    *count = sizeof channels / sizeof channels[0];
    return channels;
}

const struct hg_channel *hg_channel_find(const char *name)
{
    for (size_t i = 0; i < sizeof channels / sizeof channels[0]; i++) {
        if (strcmp(channels[i]->name, name) == 0)
            return channels[i];
    }
    return NULL;
}

const struct hg_channel_type *
hg_channel_type_of(const struct hg_channel_settings *settings)
{
    static const struct hg_channel_type *const types[HG_CHANNEL_KIND_COUNT] = {
        [HG_CHANNEL_WEBHOOK] = &hg_channel_webhook,
        [HG_CHANNEL_SLACK] = &hg_channel_slack,
        [HG_CHANNEL_DISCORD] = &hg_channel_discord,
        [HG_CHANNEL_COMMAND] = &hg_channel_command,
        [HG_CHANNEL_TEAMS] = &hg_channel_teams,
        [HG_CHANNEL_NTFY] = &hg_channel_ntfy,
        [HG_CHANNEL_PAGERDUTY] = &hg_channel_pagerduty,
        [HG_CHANNEL_ALERTMANAGER] = &hg_channel_alertmanager,
        [HG_CHANNEL_PING] = &hg_channel_ping,
    };
    return types[settings->kind];
}

bool hg_channel_wants_states(const struct hg_channel_settings *settings)
{
    return hg_channel_type_of(settings)->write_state != NULL;
}

void hg_delivery_release(struct hg_delivery *delivery)
{
    free(delivery->remaining);
    *delivery = (struct hg_delivery){0};
}
