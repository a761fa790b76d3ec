/* SPDX-License-Identifier: MIT */
/* sockets: their states as they are closed. */
#include "probe/sockets.h"

#include <errno.h>
#include <sys/socket.h>

#include "headgate/route.h"

#include "probe/failure.h"
#include "probe/wire.h"

#include "headgate/banned.h"

int hg_sockets_open(struct hg_sockets *sockets, int family, int type, int protocol)
{
    const int opened = socket(family, type | SOCK_CLOEXEC, protocol);
    /* An address that got no socket was not tried, whatever the others say. */
    if (!hg_failure_is_local(sockets->open_errno))
        sockets->open_errno = opened < 0 ? errno : 0;
    return opened;
}

bool hg_sockets_note_close(struct hg_sockets *sockets, int closed, int number)
{
    const enum hg_wire_progress progress = hg_wire_find_progress(closed);
    if (progress == HG_WIRE_REFUSED)
        sockets->refused_errno = number;
    sockets->has_waited = sockets->has_waited || progress == HG_WIRE_WAITING;
    sockets->was_accepted = sockets->was_accepted || progress == HG_WIRE_ACCEPTED;
    sockets->was_used = sockets->was_used || progress == HG_WIRE_USED;
    return progress != HG_WIRE_UNSENT || !hg_route_is_refusal(number);
}

bool hg_sockets_were_connected(const struct hg_sockets *sockets)
{
    return sockets->was_accepted || sockets->was_used;
}

bool hg_sockets_are_abandoned(const struct hg_sockets *sockets)
{
    return sockets->was_accepted || (sockets->has_waited && sockets->refused_errno == 0);
}
