/* SPDX-License-Identifier: MIT */
/* alertmanager: the channel for Prometheus Alertmanager (API v2, POST /api/v2/alerts).
 *
 * DESIGN. Alerts are a state: all targets that are down are posted after each run, and an alert ends by itself when it is
 * posted no more. So nothing is queued, and Alertmanager groups, repeats and silences. An alert is known by its labels, so
 * these are nothing that changes while a target is down. */
#include "headgate/json_writer.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include <stdlib.h>
#include <string.h>

#include "notify/channel_rows.h"

#include "headgate/banned.h"

#define ALERTS_PATH    "/api/v2/alerts"
#define TEXT_MAX_BYTES 1000 /* of an annotation */
#define INTERVAL_MIN   (60 * HG_US_PER_S)
#define INTERVALS      3 /* for so many an alert lasts */
#define UNKNOWN_LASTS  (24 * 60 * 60 * HG_US_PER_S)

struct alerts {
    const struct hg_channel_settings *settings;
    const struct hg_run_state *state;
    int64_t now_us;
    struct hg_json_writer json;
    size_t count;
};

static int64_t lasts_us(const struct hg_run_state *state)
{
    const int64_t interval_us =
        state->interval_us > INTERVAL_MIN ? state->interval_us : INTERVAL_MIN;
    return state->interval_us == 0 && !state->is_test ? UNKNOWN_LASTS
                                                      : INTERVALS * interval_us;
}

static void write_annotation(struct hg_json_writer *json, const char *key,
                             const char *text)
{
    char *clean = hg_text_clean(text, strlen(text), TEXT_MAX_BYTES);
    if (*clean != '\0')
        hg_json_write_text(json, key, clean);
    free(clean);
}

/* Whole: a label that is cut may be another target's. */
static void write_label(struct hg_json_writer *json, const char *key, const char *text)
{
    const size_t len = strlen(text);
    char *clean = hg_text_clean(text, len, len);
    hg_json_write_text(json, key, clean);
    free(clean);
}

static void write_labels(struct alerts *alerts, const struct hg_event *event)
{
    struct hg_json_writer *json = &alerts->json;
    const char *location = alerts->state->location;
    hg_json_begin_object(json, "labels");
    hg_json_write_text(json, "alertname", "HeadgateTargetDown");
    write_label(json, "target", event->target);
    write_label(json, "group", event->group == NULL ? "default" : event->group);
    hg_json_write_text(json, "severity", alerts->state->is_test ? "none" : "critical");
    if (location != NULL && *location != '\0')
        write_label(json, "location", location);
    hg_json_end_object(json);
}

static void write_annotations(struct alerts *alerts, const struct hg_event *event)
{
    struct hg_json_writer *json = &alerts->json;
    struct hg_buf line;
    hg_buf_init(&line);
    if (alerts->state->is_test)
        hg_buf_add_text(&line, "test, nothing has happened: ");
    hg_event_write_line(event, &line);
    hg_json_begin_object(json, "annotations");
    write_annotation(json, "summary", line.data);
    write_annotation(json, "description", event->reason);
    write_annotation(json, "url", event->url);
    write_annotation(json, "cause", hg_cause_word(event->cause));
    hg_json_end_object(json);
    hg_buf_release(&line);
}

/* A clock that was ahead may have said since when: an alert that ends before it begins is refused. */
static void write_alert(struct alerts *alerts, const struct hg_event *event, bool is_over)
{
    struct hg_json_writer *json = &alerts->json;
    struct hg_channel_settings any_event = *alerts->settings;
    const int64_t now_us = alerts->now_us;
    any_event.events = UINT32_MAX;
    if (!hg_event_is_for(event, &any_event))
        return;
    alerts->count++;
    hg_json_begin_object(json, NULL);
    write_labels(alerts, event);
    write_annotations(alerts, event);
    hg_json_write_time(json, "startsAt",
                       event->since_us < now_us ? event->since_us : now_us);
    hg_json_write_time(json, "endsAt",
                       is_over ? now_us : now_us + lasts_us(alerts->state));
    hg_json_end_object(json);
}

static bool write_state(const struct hg_channel_settings *settings,
                        const struct hg_run_state *state,
                        const struct hg_channel_moment *moment,
                        struct hg_channel_request *request)
{
    struct alerts alerts = {settings, state, moment->now_us, {0}, 0};
    struct hg_sink sink;
    if (moment->part > 0 || state->is_beginning)
        return false;
    hg_sink_init(&sink, -1);
    hg_json_writer_init(&alerts.json, &sink, 0);
    hg_json_begin_array(&alerts.json, NULL);
    for (size_t i = 0; i < state->event_count; i++) {
        const enum hg_event_kind kind = state->events[i].kind;
        if (kind == HG_EVENT_DOWN)
            write_alert(&alerts, &state->events[i], false);
        else if (kind == HG_EVENT_RECOVERED || kind == HG_EVENT_REMOVED)
            write_alert(&alerts, &state->events[i], true);
    }
    for (size_t i = 0; i < state->still_down_count; i++)
        write_alert(&alerts, &state->still_down[i], false);
    hg_json_end_array(&alerts.json);
    if (request->url.len > 0 && request->url.data[request->url.len - 1] == '/')
        hg_buf_cut(&request->url, request->url.len - 1);
    hg_buf_add_text(&request->url, ALERTS_PATH);
    hg_buf_add_text(&request->headers, "Content-Type: application/json\n");
    hg_buf_add(&request->body, sink.buffer.data, sink.buffer.len);
    hg_sink_release(&sink);
    return alerts.count > 0;
}

const struct hg_channel_type hg_channel_alertmanager = {
    .name = "alertmanager",
    .write_state = write_state,
};
