/* SPDX-License-Identifier: MIT */
/* event: the words for kinds of events. */
#include "headgate/event.h"

#include "headgate/banned.h"

const char *hg_event_word(enum hg_event_kind kind)
{
    switch (kind) {
    case HG_EVENT_DOWN:
        return "down";
    case HG_EVENT_RECOVERED:
        return "recovered";
    case HG_EVENT_KIND_COUNT:
        break;
    }
    return "";
}
