/* SPDX-License-Identifier: MIT */
/* timestamps: the phases between libcurl's time stamps. */
#include "probe/timestamps.h"

#include "headgate/units.h"

#include "headgate/banned.h"

static int32_t between(int64_t from_us, int64_t to_us)
{
    if (to_us <= 0)
        return HG_NOT_REACHED;
    if (to_us < from_us)
        return 0;
    return to_us - from_us > INT32_MAX ? INT32_MAX : (int32_t)(to_us - from_us);
}

/* A reused connection has no stamps of its own: it was there at once. */
static int64_t or_at_once(int64_t us, bool is_ready)
{
    return us == 0 && is_ready ? 1 : us;
}

void hg_timestamps_to_phases(const struct hg_timestamps *timestamps, bool is_https,
                             struct hg_phases *phases)
{
    const bool is_ready = timestamps->ready_us > 0;
    const int64_t resolved = or_at_once(timestamps->resolved_us, is_ready);
    const int64_t connected = or_at_once(timestamps->connected_us, is_ready);
    const int64_t secured = or_at_once(timestamps->secured_us, is_ready && is_https);
    const int64_t begin = secured > connected ? secured : connected;
    const int64_t first_byte = timestamps->first_byte_us;

    phases->resolve_us = between(-timestamps->lookup_us, resolved);
    phases->connect_us = between(resolved, connected);
    phases->tls_us = between(connected, secured);
    phases->wait_us = between(begin, first_byte);
    phases->transfer_us =
        first_byte > 0 ? between(first_byte, timestamps->total_us) : HG_NOT_REACHED;
    phases->total_us = between(-timestamps->lookup_us, timestamps->total_us);
}

long hg_timestamps_to_ms(int64_t us)
{
    return us <= 0 ? 1 : (long)((us + HG_US_PER_MS - 1) / HG_US_PER_MS);
}
