/* SPDX-License-Identifier: MIT */
/* outcome: the words for the verdict on a target, and for its cause. */
#ifndef HEADGATE_OUTCOME_H
#define HEADGATE_OUTCOME_H

#include <stdbool.h>

/* Every target has exactly one in every report. Zero is honest: without a verdict a target is unknown.
 * Append only: the history stores these numbers. */
enum hg_outcome {
    HG_OUTCOME_UNKNOWN,
    HG_OUTCOME_UP,
    HG_OUTCOME_FLAKY, /* up, but only on a retry */
    HG_OUTCOME_DEGRADED, /* as expected, but slow, rate limited, or its certificate expires soon */
    HG_OUTCOME_DOWN,
    HG_OUTCOME_SKIPPED,
    HG_OUTCOME_COUNT
};

/* Append only: the history stores these numbers. */
enum hg_cause {
    HG_CAUSE_NONE,
    HG_CAUSE_DNS,
    HG_CAUSE_CONNECT,
    HG_CAUSE_TLS,         /* the handshake failed, or https is (not) where it should be */
    HG_CAUSE_CERTIFICATE, /* not accepted, or expires soon */
    HG_CAUSE_TIMEOUT,
    HG_CAUSE_PROTOCOL,
    HG_CAUSE_REDIRECT, /* a chain that can't be followed, or that ends at an unexpected URL */
    HG_CAUSE_STATUS,
    HG_CAUSE_LATENCY,
    HG_CAUSE_HEADER,
    HG_CAUSE_BODY, /* not as expected */
    HG_CAUSE_RATE_LIMITED,
    HG_CAUSE_BLOCKED, /* by bot protection */
    HG_CAUSE_CANARY, /* not reached, and neither were the canaries: this machine is offline */
    HG_CAUSE_LOCAL, /* this side could not ask: a resource ran out, or its own settings forbid it */
    HG_CAUSE_DEADLINE,  /* the deadline of the run passed before */
    HG_CAUSE_CANCELLED, /* the run was stopped by a signal */
    HG_CAUSE_PROXY,     /* the proxy can't be reached, or does not pass the request on */
    HG_CAUSE_RESOLVER,  /* the DNS resolver of this machine answers no question */
    HG_CAUSE_CLOCK, /* of this machine, which is wrong: dates of certificates mean nothing */
    HG_CAUSE_COUNT
};

/* Whose failure it is. */
enum hg_side {
    HG_SIDE_TARGET, /* it was asked, and failed */
    /* a proxy or a name server says so: the target failed, but may not have been asked */
    HG_SIDE_BETWEEN,
    HG_SIDE_OWN, /* the target was never asked, or its answer not waited for */
};

/* The change of a target since the baseline, an earlier report. */
enum hg_change {
    HG_CHANGE_NONE,  /* nothing, or there is no baseline */
    HG_CHANGE_NEW,   /* fails, but did not, or not as badly, or was not in the baseline */
    HG_CHANGE_KNOWN, /* fails as before */
    HG_CHANGE_RECOVERED,   /* failed, but no longer does */
    HG_CHANGE_SLOWER,      /* does not fail, but is clearly slower */
    HG_CHANGE_MOVED,       /* does not fail, but its redirects end at another URL */
    HG_CHANGE_CERTIFICATE, /* does not fail, but has another certificate */
    HG_CHANGE_COUNT
};

/* "up", "rate_limited": lower case, stable, as in every report. */
const char *hg_outcome_word(enum hg_outcome outcome);
const char *hg_cause_word(enum hg_cause cause);
/* False when `word` names none; the output is left alone then. */
bool hg_outcome_parse(const char *word, enum hg_outcome *outcome);
bool hg_cause_parse(const char *word, enum hg_cause *cause);
/* The side of a failure of this cause, unless the place where it happened says more: own for local,
 * deadline, cancelled, canary, proxy, resolver and clock. */
enum hg_side hg_cause_side(enum hg_cause cause);
/* True when no answer could be judged (dns, connect, tls, timeout, protocol, canary, local, deadline,
 * cancelled, proxy, resolver, clock): JUnit calls these errors, and the others failures. */
bool hg_cause_is_transport(enum hg_cause cause);
/* "new", "known", "recovered", "slower", "moved", "certificate"; NULL for none. */
const char *hg_change_word(enum hg_change change);
/* Whether the change is for the worse though the target does not fail. */
bool hg_change_is_worse(enum hg_change change);

#endif
