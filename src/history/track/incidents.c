/* SPDX-License-Identifier: MIT */
/* incidents: opening, going on, closing. */
#include "history/track/incidents.h"

#include "headgate/buf.h"
#include "headgate/clock.h"
#include "headgate/units.h"

#include "history/store/values.h"

#include "headgate/banned.h"

void hg_incidents_begin(struct hg_incidents *incidents, struct hg_database *database)
{
    *incidents = (struct hg_incidents){.database = database};
    hg_query_begin(&incidents->open, database,
                   "INSERT INTO incidents (target, opened_ms, cause, worst, checks,"
                   " attempts, reason, common) VALUES (?1, ?2, ?3, ?3, 1, ?4, ?5, ?6)");
    hg_query_begin(&incidents->extend_incident, database,
                   "UPDATE incidents SET checks = checks + 1, attempts = attempts + ?2"
                   " WHERE id = ?1 RETURNING worst");
    hg_query_begin(&incidents->update_worst, database,
                   "UPDATE incidents SET worst = ?2 WHERE id = ?1");
    hg_query_begin(&incidents->close, database,
                   "UPDATE incidents SET closed_ms = ?2 WHERE id = ?1");
    hg_query_begin(&incidents->certificate, database,
                   "SELECT name, end_ms FROM certificates WHERE id = ?1");
    hg_query_begin(&incidents->rename, database,
                   "UPDATE incidents SET id = ?2 WHERE id = ?1");
}

int hg_incidents_end(struct hg_incidents *incidents, struct hg_error *err)
{
    int result = hg_query_end(&incidents->open, err);
    result |= hg_query_end(&incidents->extend_incident, err);
    result |= hg_query_end(&incidents->update_worst, err);
    result |= hg_query_end(&incidents->close, err);
    result |= hg_query_end(&incidents->certificate, err);
    result |= hg_query_end(&incidents->rename, err);
    return result;
}

bool hg_incident_is_worse(enum hg_cause cause, enum hg_cause than)
{
    if (hg_cause_is_transport(cause) != hg_cause_is_transport(than))
        return hg_cause_is_transport(cause);
    return cause < than;
}

static void describe_certificate(struct hg_incidents *incidents, int64_t certificate,
                                 struct hg_buf *out)
{
    char date[16];
    hg_query_bind(&incidents->certificate, 1, certificate);
    if (hg_query_next(&incidents->certificate)) {
        hg_clock_format(hg_query_moment(&incidents->certificate, 1) * HG_US_PER_MS,
                        "%Y-%m-%d", date, sizeof date);
        hg_buf_printf(out, "%s until %s",
                      hg_query_required_text(&incidents->certificate, 0), date);
    }
    hg_query_reset(&incidents->certificate);
}

/* What other targets may have in common with it; nothing when that is not known. */
static void describe_common(struct hg_incidents *incidents,
                            const struct hg_sample *sample, struct hg_buf *out)
{
    const bool tells_place =
        sample->cause == HG_CAUSE_DNS || sample->cause == HG_CAUSE_CONNECT;
    if (sample->cause == HG_CAUSE_CERTIFICATE && sample->certificate != 0)
        describe_certificate(incidents, sample->certificate, out);
    else if (sample->address != NULL && sample->cause != HG_CAUSE_DNS)
        hg_buf_add_text(out, sample->address);
    else if (tells_place && sample->reason != NULL)
        hg_buf_add_text(out, sample->reason);
}

static void open_incident(struct hg_incidents *incidents, int64_t target,
                          int64_t *incident, const struct hg_sample *sample)
{
    struct hg_query *open = &incidents->open;
    struct hg_buf common;

    hg_buf_init(&common);
    describe_common(incidents, sample, &common);
    hg_query_bind(open, 1, target);
    hg_query_bind(open, 2, sample->at_ms);
    hg_query_bind(open, 3, sample->cause);
    hg_query_bind(open, 4, sample->attempts);
    hg_query_bind_text(open, 5, sample->reason == NULL ? "" : sample->reason);
    hg_query_bind_text(open, 6, common.len == 0 ? NULL : common.data);
    if (hg_query_execute(open) == 0)
        *incident = hg_database_last_id(incidents->database);
    hg_buf_release(&common);
    incidents->is_new = true;
}

static void extend_incident(struct hg_incidents *incidents, int64_t incident,
                            const struct hg_sample *sample)
{
    hg_query_bind(&incidents->extend_incident, 1, incident);
    hg_query_bind(&incidents->extend_incident, 2, sample->attempts);
    const bool worsens =
        hg_query_next(&incidents->extend_incident) &&
        hg_incident_is_worse(sample->cause,
                             hg_query_cause(&incidents->extend_incident, 0));
    hg_query_execute(&incidents->extend_incident);
    if (!worsens)
        return;
    hg_query_bind(&incidents->update_worst, 1, incident);
    hg_query_bind(&incidents->update_worst, 2, sample->cause);
    hg_query_execute(&incidents->update_worst);
}

/* The result that opened a former incident is in this one. */
static void reuse_previous_id(struct hg_incidents *incidents, int64_t *incident,
                              const struct hg_sample *sample)
{
    const struct hg_previous_incident *previous = incidents->previous_incidents;
    if (!incidents->is_new || incidents->previous_incident_count == 0 ||
        sample->at_ms < previous->opened_ms)
        return;
    hg_query_bind(&incidents->rename, 1, *incident);
    hg_query_bind(&incidents->rename, 2, previous->id);
    hg_query_execute(&incidents->rename);
    *incident = previous->id;
    incidents->is_new = false;
    incidents->previous_incidents++;
    incidents->previous_incident_count--;
}

static void close_incident(struct hg_incidents *incidents, int64_t *incident,
                           int64_t at_ms)
{
    hg_query_bind(&incidents->close, 1, *incident);
    hg_query_bind(&incidents->close, 2, at_ms);
    hg_query_execute(&incidents->close);
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
            extend_incident(incidents, *incident, sample);
        reuse_previous_id(incidents, incident, sample);
        break;
    case HG_OUTCOME_UP:
    case HG_OUTCOME_FLAKY:
    case HG_OUTCOME_DEGRADED:
        if (*incident != 0)
            close_incident(incidents, incident, sample->at_ms);
        break;
    case HG_OUTCOME_UNKNOWN:
    case HG_OUTCOME_SKIPPED:
    case HG_OUTCOME_COUNT:
        break;
    }
}
