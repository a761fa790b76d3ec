/* SPDX-License-Identifier: MIT */
/* rows: what statements take and give, as structs. A row type says for each column of the history which
 * member of a struct holds it, and how; one type serves the statements that write a table and those that
 * read it. A member that a statement does not name is left alone.
 *
 * Stored numbers: outcomes, causes, methods and gate states are the numbers of their enums, which are
 * append only (database_schema.h). */
#ifndef HEADGATE_HISTORY_STORE_ROWS_H
#define HEADGATE_HISTORY_STORE_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/event.h"
#include "headgate/failing_channel.h"
#include "headgate/history_log.h"
#include "headgate/outcome.h"
#include "headgate/period.h"
#include "headgate/uptime.h"

/* How a member is stored. A number that is read is an integer of at least 0, as large as its type and its
 * member allow; anything else is damage of the file. */
enum hg_column_type {
    HG_COLUMN_NUMBER,   /* any integer; NULL reads as 0, as in the next seven */
    HG_COLUMN_MOMENT,   /* int64_t: milliseconds */
    HG_COLUMN_TIME,     /* int64_t: microseconds, stored as milliseconds */
    HG_COLUMN_OUTCOME,  /* enum hg_outcome, or a byte */
    HG_COLUMN_CAUSE,    /* enum hg_cause, or a byte */
    HG_COLUMN_EVENT,    /* enum hg_event_kind */
    HG_COLUMN_METHOD,   /* enum hg_method, or a byte */
    HG_COLUMN_GATE,     /* enum hg_gate_state */
    HG_COLUMN_COUNT,    /* int64_t: never NULL */
    HG_COLUMN_ID,       /* int64_t: 0 is NULL */
    HG_COLUMN_PHASE,    /* int32_t: -1 (HG_NOT_REACHED) is NULL */
    HG_COLUMN_OBSERVED, /* int: enum hg_outcome; -1 is NULL */
    HG_COLUMN_FLAG,     /* bool */
    HG_COLUMN_NAME,     /* const char *: never NULL; as HG_COLUMN_TEXT */
    HG_COLUMN_TEXT,     /* const char *: read as hg_database_begin_reading() says */
    HG_COLUMN_RAW_TEXT, /* const char *: never NULL; read as it is, valid until the next row */
    HG_COLUMN_OWN_TEXT, /* char *: read as a copy, which the reader frees */
    HG_COLUMN_BYTES     /* struct hg_bytes: read valid until the next row */
};

/* What a number may be. */
struct hg_number_rule {
    int64_t max;
    bool is_required;
    bool has_null; /* `null` is stored as NULL */
    int null;
};

struct hg_column {
    /* Of the parameter without its colon, and of the column of a result. */
    const char *name;
    enum hg_column_type type;
    uint16_t offset; /* of the member in its struct */
    uint16_t size;   /* of the member */
};

struct hg_row_type {
    const struct hg_column *columns;
    size_t count;
};

struct hg_bytes {
    const void *data; /* borrowed */
    size_t len;
};

/* Which rows are wanted. */
struct hg_criteria {
    int64_t id; /* of the row */
    int64_t target;
    int64_t run;
    int64_t since_ms;
    int64_t until_ms;
    int64_t last_ms;
    int64_t limit;
    int64_t total;
    int64_t interval_ms;
    int64_t claim_ms; /* for how long an unsent message is held */
    int64_t kinds;    /* bits of enum hg_event_kind */
    int64_t source;   /* id */
    const char *name;
    const char *channel;
    const char *json;
    const char *text;
};

/* A moment that a statement works out, and a row of `meta`. */
struct hg_moment_row {
    const char *key;
    int64_t value; /* milliseconds; 0 for NULL */
};

/* A watch adds a batch every minute and a half at least (app/watch.c), even without results: it has ended, or could not
 * check, where none follows for so long. */
#define HG_WATCH_SILENCE_US (2 * 60 * INT64_C(1000000))

/* `runs` */
struct hg_run_row {
    struct hg_history_run run;
    int64_t first_ms; /* its first result, and its last one */
    int64_t last_ms;
};

/* Equal results of a target in a row that came regularly. The last one, which still grows, is in the row of its
 * target, the others are in `spans`. Its gaps differ by half at most, so that it can be decided later, when a
 * report is made, for how long a result stays valid. */
struct hg_state_interval {
    enum hg_outcome outcome;
    enum hg_cause cause;
    bool is_maintenance;
    char *reason; /* owned: of its first result; NULL: none */
    int64_t begin_ms;
    int64_t end_ms;      /* its last result */
    int64_t checks;      /* 0: there is none */
    int64_t shortest_ms; /* gap between two of its results; 0 while there is one only */
    int64_t longest_ms;
};

/* What people were told of a target, in `reported`; there is no row of one that nothing was ever to be said of. */
struct hg_reported {
    bool is_down;
    bool is_acknowledged; /* there are no reminders of it */
    int64_t count;        /* results in a row that say otherwise */
    int64_t told_us; /* when it was reported down, or people were reminded of it, last */
    /* Of the first result that is down of those that were reported, or are counted. */
    int64_t since_us;
    int64_t incident; /* id */
    enum hg_cause cause;
    char *reason; /* owned; NULL: none */
    /* The same of results that are degraded; those that are down are no word about it. */
    bool is_degraded;
    int64_t degraded_count;
    int64_t degraded_since_us;
    enum hg_cause degraded_cause;
    char *degraded_reason;     /* owned; NULL: none */
    int64_t changes;           /* of the last results (track/flapping.h) */
    int64_t flapping_since_us; /* 0: it does not flap */
    int64_t
        certificate; /* id of the one that its last result had trouble with; 0: none */
};

/* `targets`; a row of `spans` has the id of its target, and the interval. */
struct hg_target_row {
    int64_t id;
    const char *name;
    const char *url;
    const char *group;    /* NULL: none */
    const char *tags;     /* joined by line feeds */
    int64_t source;       /* id of the configurations that it came from; 0: none */
    const char *row_of;   /* the target that it is a row of; NULL: it is none */
    const char *channels; /* names of those that news is for, joined by line feeds */
    int64_t certificate;  /* id of the last one; 0: none */
    int64_t certificate_end_us; /* 0: none */
    int64_t incident;           /* id of the open one; 0: none */
    struct hg_state_interval interval;
    const char *reason; /* of the interval, for a reader; NULL: none */
    struct hg_reported reported;
};

/* `results`, `details` and `runs` joined. */
struct hg_result_row {
    int64_t run;
    int64_t target;
    int64_t after_ms;    /* since the run's start */
    int64_t certificate; /* id; 0: none */
    struct hg_history_result result;
    const char *attempts; /* JSON; NULL: none */
};

/* What intervals and incidents need of a result. */
struct hg_sample {
    int64_t at_ms; /* wall clock */
    enum hg_outcome outcome;
    enum hg_cause cause;
    int attempts;        /* made for it */
    bool is_maintenance; /* its target was in maintenance */
    int64_t certificate; /* id; 0: none */
    const char *reason;  /* borrowed, like the next; NULL: none */
    const char *address; /* "203.0.113.7:443"; NULL: none */
};

/* An attempt in the JSON. */
struct hg_attempt_row {
    const char *outcome; /* words; NULL: none, as the next two */
    const char *cause;
    const char *method;
    struct hg_attempt attempt; /* without these */
};

/* `sources` */
struct hg_source_row {
    int64_t id;
    const char *files; /* absolute paths of configurations, joined by line feeds */
};

/* `offline` */
struct hg_offline_row {
    const char *location; /* "": none */
    int64_t since_us;
    char *reason; /* owned */
};

struct hg_certificate_row {
    int64_t id;
    const char *fingerprint; /* hexadecimal digits */
    const char *name;
    const char *issuer;
    int64_t begin_us;
    int64_t end_us;
    int64_t told; /* bits of what was said of it (track/certificate_news.c) */
};

/* `hours` and `days` */
struct hg_hour_row {
    int64_t target;
    int64_t begin_ms;
    int64_t counts[HG_OUTCOME_COUNT];
    int64_t maintenance;
    struct hg_bytes latencies; /* a histogram */
};

/* `incidents` */
struct hg_incident_row {
    int64_t target;
    const char *target_name;
    struct hg_incident incident; /* without the target's index and the duration */
    int64_t previous_id;         /* that it takes over */
};

/* `notes` */
struct hg_note_row {
    int64_t incident;
    struct hg_note note;
};

/* `maintenance` */
struct hg_maintenance_row {
    int64_t target;
    struct hg_interval interval;
    int64_t now_ms;
};

/* `outbox` */
struct hg_message_row {
    int64_t id;
    const char *channel; /* its name */
    const char *message_id;
    const char *run;      /* NULL: none */
    const char *location; /* likewise */
    int64_t at_us;
    const char *envelope; /* lines of the channel's own; "": none */
    struct hg_bytes message;
    int64_t attempts;
    int64_t parts; /* of its requests, that are sent */
    const char *problem;
    int64_t next_ms;  /* when it is due again */
    int64_t delay_ms; /* until then, at least */
    int64_t claimed_ms;
};

/* `events`, and the message that one belongs to */
struct hg_event_row {
    int64_t id;
    int64_t message;
    const char *tags;   /* joined by line feeds */
    int64_t opened_ms;  /* of its incident */
    const char *common; /* likewise; NULL: nothing */
    struct hg_event event;
};

/* For the types of numbers, and flags, which are read as true unless they are 0. */
const struct hg_number_rule *hg_number_rule_of(enum hg_column_type type);

extern const struct hg_row_type hg_criteria_type, hg_moment_type, hg_run_type,
    hg_target_type, hg_result_type, hg_attempt_type, hg_certificate_type, hg_hour_type,
    hg_incident_type, hg_note_type, hg_maintenance_type, hg_message_type, hg_event_type,
    hg_source_type, hg_offline_type, hg_failing_type;

struct hg_sample hg_sample_of(const struct hg_result_row *row);
/* The latency, if it counts, as in the summary of a run; -1: none. */
int64_t hg_result_row_latency_us(const struct hg_result_row *row);

/* Whether what was read can be: an interval with as many results as fit in, or none at all; an incident that
 * closes after it opens. */
bool hg_target_row_is_valid(const void *row);
bool hg_incident_row_is_valid(const void *row);

/* The first millisecond that is not before the moment: what begins at an edge within a millisecond is not before
 * it. */
int64_t hg_ms_from(int64_t us);

#endif
