/* SPDX-License-Identifier: MIT */
/* settings: the settings of a run, as opposed to the policy of a target. Filled by the configuration. */
#ifndef HEADGATE_SETTINGS_H
#define HEADGATE_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/gate.h"
#include "headgate/policy.h"
#include "headgate/tally.h"
#include "headgate/template.h"

enum hg_order { HG_ORDER_COMPLETION, HG_ORDER_INPUT };
enum hg_when { HG_WHEN_AUTO, HG_WHEN_ALWAYS, HG_WHEN_NEVER };

/* A report to write. */
struct hg_report_request {
    const char *format; /* name of a reporter: checked against hg_config_inputs.formats */
    const char *file;   /* NULL or "-": standard output. May hold {date} and {time} */
};

/* The performance data of the format nagios. */
enum hg_perfdata { HG_PERFDATA_SUMMARY, HG_PERFDATA_ALL, HG_PERFDATA_NONE };

struct hg_report_requests {
    const struct hg_report_request *items;
    size_t count;
    /* In JUnit, what the gate tolerates is a failure and not skipped: `tolerated: failure` */
    bool fails_tolerated;
    enum hg_perfdata perfdata;
};

/* Of the command `wait`. */
struct hg_wait {
    int64_t successes; /* rounds in a row with an open gate */
    int64_t for_us;    /* the deadline of all rounds */
    int64_t every_us;  /* pause between two rounds */
};

/* Of the history of runs. */
struct hg_history_settings {
    const char *file; /* NULL: no history */
    bool lock;        /* one run at a time */
    int64_t raw_retention_us;
    int64_t rollup_retention_us;
    /* longest time that a result stays valid; 0: twice the usual interval */
    int64_t max_gap_us;
};

/* The service level agreed for a group of targets. */
struct hg_group_sla {
    const char *group; /* "default" for targets without one */
    struct hg_share promised;
};

struct hg_group_slas {
    const struct hg_group_sla *items;
    size_t count;
};

/* Of the command `report`, and of mails. */
struct hg_report_settings {
    const char *since; /* a period, as hg_period_parse() reads it */
    const char *tz;    /* IANA name; NULL: this machine's */
};

enum hg_mail_tls { HG_MAIL_TLS_STARTTLS, HG_MAIL_TLS_TLS, HG_MAIL_TLS_NONE };
enum hg_mail_when { HG_MAIL_WHEN_ALWAYS, HG_MAIL_WHEN_CHANGE, HG_MAIL_WHEN_FAILURE };

struct hg_mail {
    bool send;
    const char *server; /* "HOST" or "HOST:PORT"; NULL: none */
    const char *from;
    struct hg_texts to;
    const char *user;                 /* NULL: without login */
    const char *password;             /* never printed */
    const struct hg_secrets *secrets; /* of the configuration; NULL: none */
    int tls;                          /* enum hg_mail_tls */
    const char *ca;     /* PEM file of the authorities to trust; NULL: the system's */
    int64_t timeout_us; /* of sending one mail */
    int when;           /* enum hg_mail_when */
    /* Which events are a change; as the filters of a channel, but 0: none is set. */
    uint32_t events;
    struct hg_texts groups;
    struct hg_texts tags;
    bool csv; /* attach the figures */
};

/* The kinds of channels, in the order of the words of `channels.NAME.type`; the rows are in src/notify. */
enum hg_channel_kind {
    HG_CHANNEL_WEBHOOK,
    HG_CHANNEL_SLACK,
    HG_CHANNEL_DISCORD,
    HG_CHANNEL_COMMAND,
    HG_CHANNEL_TEAMS,
    HG_CHANNEL_NTFY,
    HG_CHANNEL_PAGERDUTY,
    HG_CHANNEL_ALERTMANAGER,
    HG_CHANNEL_PING,
    HG_CHANNEL_KIND_COUNT
};

/* A program to run. */
struct hg_channel_command {
    struct hg_texts words; /* the program and its arguments; never printed. Empty: none */
    struct hg_texts shown; /* the same without secrets */
};

/* A channel for events. */
struct hg_channel_settings {
    const char *name; /* letters, digits, "_" and "-"; stored in histories */
    int kind;         /* enum hg_channel_kind */
    const char *
        url; /* normalised, without user info; never printed but for its host. NULL: none */
    struct hg_channel_command command;
    struct hg_template template;      /* never printed */
    const char *content_type;         /* of what it makes; NULL: application/json */
    const char *secret;               /* never printed; NULL: none */
    const struct hg_secrets *secrets; /* of the configuration; NULL: none */
    const char *proxy;                /* NULL: libcurl's variables; "none": no proxy */
    const char *ca;     /* PEM file of the authorities to trust; NULL: the system's */
    int64_t timeout_us; /* of one request, or one run of the command */
    uint32_t events;    /* bits of enum hg_event_kind; 0: it is sent states */
    bool is_about_gate; /* of pings: they fail unless the gate is open */
    bool has_outages;   /* its messages say of each event which outage it belongs to */
    struct hg_texts groups; /* only events of these; empty: all */
    struct hg_texts tags;   /* likewise, of targets with one of these */
};

struct hg_channels_settings {
    const struct hg_channel_settings *items;
    size_t count;
};

struct hg_settings {
    const char *name;         /* of the run; NULL: none */
    const char *location;     /* where this machine is, for the report; NULL: none */
    int64_t workers;          /* 1 .. 4096 */
    int64_t extra_workers;    /* started while others wait for silent hosts: 0 .. 4096 */
    int64_t queue;            /* depth of the job queue; 0: twice the workers */
    int64_t per_host;         /* batches of one host at once */
    int64_t host_interval_us; /* minimum between two requests to one host; 0: none */
    int64_t deadline_us;      /* of the whole run; 0: none */
    struct hg_gate gate;
    struct hg_texts canaries;      /* URLs known to be up */
    struct hg_limit canaries_need; /* how many of them must answer */
    struct hg_wait wait;
    int64_t watch_flush_us; /* of `watch`: from one batch of results to the next */
    const char *baseline;   /* path of an earlier JSON report; NULL: none */
    /* factor from which an answer is slower than it was; 0: never */
    int64_t baseline_slower;
    struct hg_history_settings history;
    struct hg_report_settings report;
    struct hg_group_slas group_slas;
    struct hg_mail mail;
    struct hg_channels_settings channels;
    int64_t notify_wait_us; /* for their messages, after a run */
    struct hg_report_requests reports;
    struct hg_texts secret_variables; /* names of variables that are never shown */
    struct hg_texts public_variables; /* names of variables that may be shown anywhere */
    struct hg_texts groups;           /* only these; empty: all */
    struct hg_texts tags;             /* only targets with one of these; empty: all */
    enum hg_order order;              /* of the live lines */
    enum hg_when color;
    enum hg_when progress;
    bool allow_empty;
    bool quiet;     /* set with on_change, too */
    bool on_change; /* print the changes since the previous run, if any */
    bool verbose;
    bool profile; /* print where the time went */
};

#endif
