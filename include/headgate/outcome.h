/* SPDX-License-Identifier: MIT */
/* outcome: the words for what became of a target, and why. */
#ifndef HEADGATE_OUTCOME_H
#define HEADGATE_OUTCOME_H

#include <stdbool.h>

/* Zero is honest: nobody could judge. Every target has exactly one in every report. */
enum hg_outcome {
    HG_OUTCOME_UNKNOWN,
    HG_OUTCOME_UP,
    HG_OUTCOME_FLAKY, /* up, but only on a retry */
    HG_OUTCOME_DEGRADED, /* answered as expected, but slow, rate limited, or with a certificate
                            near its end */
    HG_OUTCOME_DOWN,
    HG_OUTCOME_SKIPPED,
    HG_OUTCOME_COUNT
};

enum hg_cause {
    HG_CAUSE_NONE,
    HG_CAUSE_DNS,
    HG_CAUSE_CONNECT,
    HG_CAUSE_TLS,         /* the handshake failed, or https is (not) where it should be */
    HG_CAUSE_CERTIFICATE, /* not accepted, or near its end */
    HG_CAUSE_TIMEOUT,
    HG_CAUSE_PROTOCOL,
    HG_CAUSE_REDIRECT, /* a chain that can't be followed, or that ends at an unexpected URL */
    HG_CAUSE_STATUS,
    HG_CAUSE_LATENCY,
    HG_CAUSE_HEADER,
    HG_CAUSE_BODY, /* not what was expected */
    HG_CAUSE_RATE_LIMITED,
    HG_CAUSE_BLOCKED,   /* a wall against robots */
    HG_CAUSE_CANARY,    /* nothing was reached, and neither were the canaries */
    HG_CAUSE_LOCAL,     /* this machine lacked something (descriptors, ports, memory) */
    HG_CAUSE_DEADLINE,  /* the deadline of the run passed first */
    HG_CAUSE_CANCELLED, /* the run was stopped by a signal */
    HG_CAUSE_COUNT
};

/* What became of a target since the baseline, an earlier report. */
enum hg_change {
    HG_CHANGE_NONE,        /* nothing, or there is no baseline */
    HG_CHANGE_NEW,         /* fails, and did not, or not so badly, or was not there */
    HG_CHANGE_KNOWN,       /* fails as it did */
    HG_CHANGE_RECOVERED,   /* failed, and does no longer */
    HG_CHANGE_SLOWER,      /* well, but clearly slower */
    HG_CHANGE_MOVED,       /* well, but its redirects end at another URL */
    HG_CHANGE_CERTIFICATE, /* well, but with another certificate */
    HG_CHANGE_COUNT
};

/* "up", "rate_limited": lower case, stable, as in every report. */
const char *hg_outcome_word(enum hg_outcome outcome);
const char *hg_cause_word(enum hg_cause cause);
/* False when `word` names none. */
bool hg_outcome_parse(const char *word, enum hg_outcome *outcome);
bool hg_cause_parse(const char *word, enum hg_cause *cause);
/* True when nothing came back that could be judged (dns, connect, tls, timeout,
 * protocol, canary, local, deadline, cancelled):
 * JUnit calls these errors, and the others failures. */
bool hg_cause_is_transport(enum hg_cause cause);
/* "new", "known", "recovered", "slower", "moved", "certificate"; NULL for none. */
const char *hg_change_word(enum hg_change change);
/* Whether the change is for the worse though the target is well. */
bool hg_change_is_worse(enum hg_change change);

#endif
