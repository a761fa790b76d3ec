/* SPDX-License-Identifier: MIT */
/* outcome: the words for outcomes, causes and changes. */
#include "headgate/outcome.h"

#include <string.h>

#include "headgate/banned.h"

const char *hg_outcome_word(enum hg_outcome outcome)
{
    switch (outcome) {
    case HG_OUTCOME_UNKNOWN:
        return "unknown";
    case HG_OUTCOME_UP:
        return "up";
    case HG_OUTCOME_FLAKY:
        return "flaky";
    case HG_OUTCOME_DEGRADED:
        return "degraded";
    case HG_OUTCOME_DOWN:
        return "down";
    case HG_OUTCOME_SKIPPED:
        return "skipped";
    case HG_OUTCOME_COUNT:
        break;
    }
    return "";
}

const char *hg_cause_word(enum hg_cause cause)
{
    switch (cause) {
    case HG_CAUSE_NONE:
        return "none";
    case HG_CAUSE_DNS:
        return "dns";
    case HG_CAUSE_CONNECT:
        return "connect";
    case HG_CAUSE_TLS:
        return "tls";
    case HG_CAUSE_CERTIFICATE:
        return "certificate";
    case HG_CAUSE_TIMEOUT:
        return "timeout";
    case HG_CAUSE_PROTOCOL:
        return "protocol";
    case HG_CAUSE_REDIRECT:
        return "redirect";
    case HG_CAUSE_STATUS:
        return "status";
    case HG_CAUSE_LATENCY:
        return "latency";
    case HG_CAUSE_HEADER:
        return "header";
    case HG_CAUSE_BODY:
        return "body";
    case HG_CAUSE_RATE_LIMITED:
        return "rate_limited";
    case HG_CAUSE_BLOCKED:
        return "blocked";
    case HG_CAUSE_CANARY:
        return "canary";
    case HG_CAUSE_LOCAL:
        return "local";
    case HG_CAUSE_DEADLINE:
        return "deadline";
    case HG_CAUSE_CANCELLED:
        return "cancelled";
    case HG_CAUSE_PROXY:
        return "proxy";
    case HG_CAUSE_RESOLVER:
        return "resolver";
    case HG_CAUSE_CLOCK:
        return "clock";
    case HG_CAUSE_COUNT:
        break;
    }
    return "";
}

bool hg_outcome_parse(const char *word, enum hg_outcome *outcome)
{
    for (int i = 0; i < HG_OUTCOME_COUNT; i++) {
        if (strcmp(word, hg_outcome_word((enum hg_outcome)i)) == 0) {
            *outcome = (enum hg_outcome)i;
            return true;
        }
    }
    return false;
}

bool hg_cause_parse(const char *word, enum hg_cause *cause)
{
    for (int i = 0; i < HG_CAUSE_COUNT; i++) {
        if (strcmp(word, hg_cause_word((enum hg_cause)i)) == 0) {
            *cause = (enum hg_cause)i;
            return true;
        }
    }
    return false;
}

bool hg_cause_is_transport(enum hg_cause cause)
{
    switch (cause) {
    case HG_CAUSE_DNS:
    case HG_CAUSE_CONNECT:
    case HG_CAUSE_TLS:
    case HG_CAUSE_TIMEOUT:
    case HG_CAUSE_PROTOCOL:
    case HG_CAUSE_CANARY:
    case HG_CAUSE_LOCAL:
    case HG_CAUSE_DEADLINE:
    case HG_CAUSE_CANCELLED:
    case HG_CAUSE_PROXY:
    case HG_CAUSE_RESOLVER:
    case HG_CAUSE_CLOCK:
        return true;
    case HG_CAUSE_NONE:
    case HG_CAUSE_CERTIFICATE:
    case HG_CAUSE_REDIRECT:
    case HG_CAUSE_STATUS:
    case HG_CAUSE_LATENCY:
    case HG_CAUSE_HEADER:
    case HG_CAUSE_BODY:
    case HG_CAUSE_RATE_LIMITED:
    case HG_CAUSE_BLOCKED:
    case HG_CAUSE_COUNT:
        break;
    }
    return false;
}

enum hg_side hg_cause_side(enum hg_cause cause)
{
    const bool is_own = cause == HG_CAUSE_LOCAL || cause == HG_CAUSE_DEADLINE ||
                        cause == HG_CAUSE_CANCELLED || cause == HG_CAUSE_CANARY ||
                        cause == HG_CAUSE_PROXY || cause == HG_CAUSE_RESOLVER ||
                        cause == HG_CAUSE_CLOCK;
    return is_own ? HG_SIDE_OWN : HG_SIDE_TARGET;
}

const char *hg_change_word(enum hg_change change)
{
    switch (change) {
    case HG_CHANGE_NEW:
        return "new";
    case HG_CHANGE_KNOWN:
        return "known";
    case HG_CHANGE_RECOVERED:
        return "recovered";
    case HG_CHANGE_SLOWER:
        return "slower";
    case HG_CHANGE_MOVED:
        return "moved";
    case HG_CHANGE_CERTIFICATE:
        return "certificate";
    case HG_CHANGE_NONE:
    case HG_CHANGE_COUNT:
        break;
    }
    return NULL;
}

bool hg_change_is_worse(enum hg_change change)
{
    return change == HG_CHANGE_SLOWER || change == HG_CHANGE_MOVED ||
           change == HG_CHANGE_CERTIFICATE;
}
