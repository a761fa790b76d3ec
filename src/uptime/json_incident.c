/* SPDX-License-Identifier: MIT */
/* json_incident: an incident as a JSON object. */
#include "headgate/json_incident.h"

#include "headgate/units.h"

#include "headgate/banned.h"

static void add_notes(struct hg_json_writer *json, const struct hg_incident *incident)
{
    hg_json_begin_array(json, "notes");
    for (size_t i = 0; i < incident->note_count; i++) {
        hg_json_begin_object(json, NULL);
        hg_json_write_time(json, "at", incident->notes[i].at_us);
        hg_json_write_text(json, "text", incident->notes[i].text);
        hg_json_end_object(json);
    }
    hg_json_end_array(json);
}

void hg_json_write_incident(struct hg_json_writer *json, const char *target,
                            const struct hg_incident *incident)
{
    hg_json_begin_object(json, NULL);
    hg_json_write_integer(json, "id", incident->id);
    hg_json_write_text(json, "target", target);
    hg_json_write_time(json, "opened_at", incident->opened_us);
    hg_json_write_time(json, "closed_at",
                       incident->closed_us == 0 ? -1 : incident->closed_us);
    if (incident->duration_us >= 0)
        hg_json_write_integer(json, "duration_ms", incident->duration_us / HG_US_PER_MS);
    hg_json_write_text(json, "cause", hg_cause_word(incident->cause));
    hg_json_write_text(json, "worst", hg_cause_word(incident->worst));
    hg_json_write_integer(json, "checks", incident->checks);
    hg_json_write_integer(json, "attempts", incident->attempts);
    hg_json_write_text(json, "reason", incident->reason);
    hg_json_write_text(json, "common", incident->common);
    add_notes(json, incident);
    hg_json_end_object(json);
}
