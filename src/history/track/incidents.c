/* SPDX-License-Identifier: MIT */
/* incidents: opening, extending and closing them. */
#include "history/track/incidents.h"

#include "headgate/buf.h"
#include "headgate/clock.h"
#include "headgate/units.h"

#include "headgate/banned.h"

bool hg_incident_is_worse(enum hg_cause cause, enum hg_cause than)
{
    if (hg_cause_is_transport(cause) != hg_cause_is_transport(than))
        return hg_cause_is_transport(cause);
    return cause < than;
}

static void describe_certificate(struct hg_database *database, int64_t certificate,
                                 struct hg_buf *out)
{
    char date[16];
    struct hg_certificate_row row;
    struct hg_query *query = hg_database_query(database, HG_SQL_CERTIFICATE,
                                               &(struct hg_criteria){.id = certificate});
    if (hg_query_next(query, &row)) {
        hg_clock_format(row.end_us, "%Y-%m-%d", date, sizeof date);
        hg_buf_printf(out, "%s until %s", row.name, date);
    }
    hg_query_end(query);
}

/* What other targets may have in common with it; nothing when that is not known. */
static void describe_common(struct hg_database *database, const struct hg_sample *sample,
                            struct hg_buf *out)
{
    const bool has_place_in_reason =
        sample->cause == HG_CAUSE_DNS || sample->cause == HG_CAUSE_CONNECT;
    if (sample->cause == HG_CAUSE_CERTIFICATE && sample->certificate != 0)
        describe_certificate(database, sample->certificate, out);
    else if (sample->address != NULL && sample->cause != HG_CAUSE_DNS)
        hg_buf_add_text(out, sample->address);
    else if (has_place_in_reason && sample->reason != NULL)
        hg_buf_add_text(out, sample->reason);
}

static void open_incident(struct hg_incidents *incidents, int64_t target,
                          int64_t *incident, const struct hg_sample *sample)
{
    struct hg_buf common;
    hg_buf_init(&common);
    describe_common(incidents->database, sample, &common);
    const struct hg_incident_row row = {
        .target = target,
        .incident = {.opened_us = sample->at_ms * HG_US_PER_MS,
                     .cause = sample->cause,
                     .attempts = sample->attempts,
                     .reason = sample->reason == NULL ? "" : sample->reason,
                     .common = common.len == 0 ? NULL : common.data},
    };
    *incident = hg_database_insert(incidents->database, HG_SQL_OPEN_INCIDENT, &row);
    hg_buf_release(&common);
    incidents->is_new = true;
}

static void extend_incident(struct hg_database *database, int64_t incident,
                            const struct hg_sample *sample)
{
    struct hg_incident_row row = {
        .incident = {.id = incident, .attempts = sample->attempts}};
    struct hg_query *query = hg_database_query(database, HG_SQL_EXTEND_INCIDENT, &row);
    bool worsens = false;
    while (hg_query_next(query, &row))
        worsens = hg_incident_is_worse(sample->cause, row.incident.worst);
    row.incident.worst = sample->cause;
    if (worsens)
        hg_database_execute(database, HG_SQL_WORSEN_INCIDENT, &row);
}

/* The result that opened a previous incident is in this one. */
static void reuse_previous_id(struct hg_incidents *incidents, int64_t *incident,
                              const struct hg_sample *sample)
{
    const struct hg_previous_incident *previous = incidents->previous_incidents;
    if (!incidents->is_new || incidents->previous_incident_count == 0 ||
        sample->at_ms < previous->opened_ms)
        return;
    hg_database_execute(
        incidents->database, HG_SQL_RENAME_INCIDENT,
        &(struct hg_incident_row){.incident.id = *incident, .previous_id = previous->id});
    *incident = previous->id;
    incidents->is_new = false;
    incidents->previous_incidents++;
    incidents->previous_incident_count--;
}

static void close_incident(struct hg_database *database, int64_t *incident, int64_t at_ms)
{
    const struct hg_incident_row row = {
        .incident = {.id = *incident, .closed_us = at_ms * HG_US_PER_MS}};
    hg_database_execute(database, HG_SQL_CLOSE_INCIDENT, &row);
    *incident = 0;
}

void hg_incidents_add_result(struct hg_incidents *incidents, int64_t target,
                             int64_t *incident, const struct hg_sample *sample)
{
    switch (sample->outcome) {
    case HG_OUTCOME_DOWN:
        if (*incident == 0)
            open_incident(incidents, target, incident, sample);
        else
            extend_incident(incidents->database, *incident, sample);
        reuse_previous_id(incidents, incident, sample);
        break;
    case HG_OUTCOME_UP:
    case HG_OUTCOME_FLAKY:
    case HG_OUTCOME_DEGRADED:
        if (*incident != 0)
            close_incident(incidents->database, incident, sample->at_ms);
        break;
    case HG_OUTCOME_UNKNOWN:
    case HG_OUTCOME_SKIPPED:
    case HG_OUTCOME_COUNT:
        break;
    }
}
