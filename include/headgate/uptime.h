/* SPDX-License-Identifier: MIT */
/* uptime: everything that a report over a period says, as plain data. The history fills it, the
 * formats write it; no figure is computed anywhere else.
 *
 * The rule of time: each result is valid from its start until the next one of its target, at most for
 * `max_gap_us`; the rest is unknown. Maintenance is taken out of everything. The rule of checks: each
 * result counts once. All texts are clean. Moments are wall clock microseconds. */
#ifndef HEADGATE_UPTIME_H
#define HEADGATE_UPTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/arena.h"
#include "headgate/failing_channel.h"
#include "headgate/buf.h"
#include "headgate/event.h"
#include "headgate/outcome.h"
#include "headgate/period.h"
#include "headgate/tally.h"
#include "headgate/text.h"
#include "headgate/zone.h"

/* Of the answers in a period, by nearest rank, right within 1 %; -1 when nothing answered. */
struct hg_latency {
    int64_t count;
    int64_t p50_us;
    int64_t p95_us;
    int64_t p99_us;
};

/* An hour or a day of the zone; the first and the last one may be cut by the period. */
struct hg_report_interval {
    int64_t begin_us;
    int64_t end_us;
    struct hg_tally tally;
    struct hg_latency latency;
};

/* What reports say of an incident that is. */
#define HG_UPTIME_ACKNOWLEDGED "acknowledged: no reminders until it has recovered"

struct hg_note {
    int64_t at_us;
    const char *text;
};

/* The time during which a target was down, from the first result that said so to the first that said
 * otherwise. */
struct hg_incident {
    int64_t id;    /* in the history */
    size_t target; /* index */
    int64_t opened_us;
    int64_t closed_us; /* 0: still open */
    /* Until it was closed, or until the period's end, with everything in between; -1: not computed. Down times in
     * tallies are less: they are cut by the period, and leave maintenance out. */
    int64_t duration_us;
    int64_t maintenance_us; /* part of the duration; -1: not computed */
    enum hg_cause cause;    /* of its first result */
    enum hg_cause worst;    /* the gravest: no answer at all before a wrong one */
    int64_t checks;         /* results that said down */
    int64_t attempts;       /* made for them */
    const char *reason;     /* of its first result; never NULL */
    /* What it shares with others: address, certificate, DNS answer; NULL: nothing
     * known. */
    const char *common;
    /* Its target was taken out of the configuration and not checked since: the run that missed it ended it. */
    bool is_ended_by_removal;
    /* Open, and nobody is reminded of it until the target has recovered. */
    bool is_acknowledged;
    const struct hg_note *notes; /* oldest first */
    size_t note_count;
};

/* Incidents that began in the same minute with the same cause and the same `common`: reported as one. */
struct hg_outage {
    size_t first; /* in the incidents, where they stand together */
    size_t count;
    int64_t opened_us; /* of the first */
    int64_t closed_us; /* of the last; 0: one is still open */
};

/* The service level agreed for the period, and how much of its budget was used. Time in maintenance,
 * skipped or unknown does not count, so that the SLA is met exactly when the uptime reported beside it
 * is at least the agreed share. */
struct hg_sla {
    bool is_set;
    struct hg_share promised; /* 999/1000 for 99.9% */
    int64_t budget_us;        /* time that it may be down in the period */
    int64_t used_us;          /* that it was down */
    int64_t left_us;          /* negative: overdrawn */
    bool is_met;              /* the downtime does not exceed the budget */
    /* Usual interval between checks: shorter outages may go unseen, and one failed
     * check costs about as much; 0: not known. */
    int64_t check_interval_us;
    bool is_provable; /* the check interval is not longer than the budget */
};

struct hg_uptime_target {
    int64_t id; /* in the history */
    const char *name;
    const char *group; /* NULL: none */
    const char *url;
    struct hg_texts tags;
    /* Of its last result before the period's end; unknown: there is none. */
    enum hg_outcome outcome;
    enum hg_cause cause;
    const char *reason; /* "" : none */
    /* The beginning of the incident that it is in, or the end of the one that it has recovered from; else the first
     * result of the outcome after which no gap follows; 0: no result. */
    int64_t since_us;
    int64_t last_check_us; /* 0: none before the period's end */
    bool is_stale;         /* the last result is no longer valid at the period's end */
    bool is_in_incident;   /* one is open at the period's end */
    bool is_recovered;     /* was down in the period, and is available at its end */
    const struct hg_incident *incident; /* the last one in the period; NULL: none */
    struct hg_tally tally;
    struct hg_tally before; /* of the period before */
    struct hg_latency latency;
    struct hg_latency latency_before;
    /* 95th percentiles of the period before, hg_uptime.interval_before_count of them, each as far from its beginning as
     * the interval of the period; -1: nothing answered. */
    const int64_t *p95_before_us;
    /* As configured: slower is degraded, or down; 0: no limit. */
    int64_t latency_warn_us;
    int64_t latency_fail_us;
    const struct hg_report_interval *intervals; /* hg_uptime.interval_count of them */
    /* hg_uptime.day_count of them; the same as `intervals` when these are days. */
    const struct hg_report_interval *days;
    int64_t interval_us; /* usual time between two checks; 0: not known */
    int64_t max_gap_us;  /* longest time that a result stays valid */
    size_t incident_count;
    int64_t longest_us; /* longest incident; 0: none */
    /* Mean duration of the closed incidents (time to repair); -1: none. */
    int64_t repair_us;
    /* Mean time available between two incidents; -1: fewer than two. */
    int64_t between_us;
    struct hg_sla sla;
    int64_t certificate_end_us; /* as last seen; 0: none */
};

/* Time that is unknown because there was no run: from when the results of the last one were no longer valid. */
struct hg_gap {
    int64_t begin_us;
    int64_t end_us;
    int64_t last_run_us; /* start of the run before it; 0: none */
};

struct hg_uptime_group {
    const char *name; /* "default" for targets without a group */
    size_t count;     /* of targets */
    struct hg_tally tally;
    struct hg_tally before;
    struct hg_sla sla;
};

struct hg_uptime {
    struct hg_arena arena; /* everything below lives here, but for the zone */
    const char *tool_version;
    const char *history; /* file that it was read from, as given */
    const char *name;    /* of the run; NULL: none */
    const char *host;    /* that made the last run; NULL: no run */
    int64_t generated_us;
    struct hg_period period;
    struct hg_period before;    /* that it is compared with */
    const struct hg_zone *zone; /* borrowed */
    int64_t max_gap_us; /* as configured; 0: twice the usual interval of each target */
    size_t run_count;   /* in the period */
    size_t interrupted_count; /* of these, stopped before their end */
    size_t target_count;
    struct hg_uptime_target *targets; /* by name */
    /* Indexes, worst first: down now, then least available, then by name. */
    size_t *order;
    size_t group_count;
    struct hg_uptime_group *groups; /* by name; one group alone is there, too */
    size_t incident_count;
    struct hg_incident *incidents; /* that touch the period, by outage */
    size_t outage_count;
    struct hg_outage *outages; /* newest first */
    size_t gap_count;
    struct hg_gap *gaps; /* oldest first */
    /* What sparklines and charts show: hours up to three days, days beyond. */
    size_t interval_count;
    bool intervals_are_hours;
    size_t interval_before_count; /* 0: they were not asked for */
    size_t day_count;
    struct hg_tally tally; /* of all targets together */
    struct hg_tally before_tally;
    struct hg_latency latency;
    struct hg_latency latency_before;
    struct hg_failing_channels failing_channels; /* now */
    size_t now[HG_OUTCOME_COUNT];                /* targets by hg_uptime_outcome_now() */
    size_t recovered_count;
    /* What the report is sent for, when it is an alert; set by who sends it, and borrowed. */
    const struct hg_event *events;
    size_t event_count;
};

void hg_uptime_release(struct hg_uptime *uptime);
/* The outcome of the target at the period's end. One whose last result is no longer valid is unknown, unless it was
 * down: a target does not come up because it is no longer checked, nor because a check had no verdict. */
enum hg_outcome hg_uptime_outcome_now(const struct hg_uptime_target *target);
/* Whether the report was made after the end of its period, so that what is down at the end may be up now. */
bool hg_uptime_is_past(const struct hg_uptime *uptime);
/* Append the headline: "3 of 122 down now, 1 recovered in this period, 99.94 %"; "all 122 up, 100 %". Never empty. That
 * of an alert begins with what changed: "DOWN: cart (timeout), UP: api · 2 of 10 down now, 99.94 %". */
void hg_uptime_headline(const struct hg_uptime *uptime, struct hg_buf *out);
/* Append how the figures are counted, in two sentences, with the number of checks behind them. */
void hg_uptime_rule(const struct hg_uptime *uptime, struct hg_buf *out);

#endif
