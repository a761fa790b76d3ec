/* SPDX-License-Identifier: MIT */
/* outline_outages: what was down together, why, and what people noted. */
#include "uptime/outline_walk.h"

#include <inttypes.h>
#include <string.h>

#include "headgate/banned.h"

/* More names than anyone reads. */
#define OUTAGE_NAMES_MAX 12

static const struct hg_incident *incidents_of(const struct hg_walk *walk,
                                              const struct hg_outage *outage)
{
    return &walk->uptime->incidents[outage->first];
}

static const char *name_of(const struct hg_walk *walk, const struct hg_incident *incident)
{
    return walk->uptime->targets[incident->target].name;
}

static int64_t longest_of(const struct hg_incident *incidents, size_t count)
{
    int64_t longest_us = 0;
    for (size_t i = 0; i < count; i++) {
        if (incidents[i].duration_us > longest_us)
            longest_us = incidents[i].duration_us;
    }
    return longest_us;
}

static void write_title(struct hg_walk *walk, const struct hg_outage *outage)
{
    const struct hg_incident *first = incidents_of(walk, outage);
    if (outage->count == 1) {
        hg_buf_add_text(&walk->title, name_of(walk, first));
        return;
    }
    hg_buf_printf(&walk->title, "%zu targets at once", outage->count);
    if (first->common != NULL)
        hg_buf_printf(&walk->title, ": %s", first->common);
}

static void list_names(struct hg_walk *walk, const struct hg_outage *outage)
{
    const struct hg_incident *incidents = incidents_of(walk, outage);
    const size_t shown =
        outage->count < OUTAGE_NAMES_MAX ? outage->count : OUTAGE_NAMES_MAX;
    if (outage->count == 1)
        return;
    hg_buf_add_char(&walk->details, '\n');
    for (size_t i = 0; i < shown; i++)
        hg_uptime_format_join(&walk->details, "%s", name_of(walk, &incidents[i]));
    if (shown < outage->count)
        hg_buf_printf(&walk->details, " and %zu more", outage->count - shown);
}

/* "incident 12": the operand of the commands note and explain. */
static void list_incidents(struct hg_walk *walk, const struct hg_outage *outage)
{
    const struct hg_incident *incidents = incidents_of(walk, outage);
    const size_t shown =
        outage->count < OUTAGE_NAMES_MAX ? outage->count : OUTAGE_NAMES_MAX;
    int64_t checks = 0;
    int64_t attempts = 0;
    for (size_t i = 0; i < outage->count; i++) {
        checks += incidents[i].checks;
        attempts += incidents[i].attempts;
    }
    hg_buf_printf(&walk->details,
                  "\n%" PRId64 " failed check%s (%" PRId64 " attempt%s), incident%s ",
                  checks, checks == 1 ? "" : "s", attempts, attempts == 1 ? "" : "s",
                  outage->count == 1 ? "" : "s");
    for (size_t i = 0; i < shown; i++)
        hg_buf_printf(&walk->details, "%s%" PRId64, i == 0 ? "" : ", ", incidents[i].id);
    if (shown < outage->count)
        hg_buf_add_text(&walk->details, ", ...");
    if (outage->count == 1 && incidents->common != NULL &&
        strcmp(incidents->common, incidents->reason) != 0)
        hg_buf_printf(&walk->details, ", %s", incidents->common);
    if (incidents->worst != incidents->cause)
        hg_buf_printf(&walk->details, ", at worst %s", hg_cause_word(incidents->worst));
}

/* Why down times in other sections are less. */
static void list_maintenance(struct hg_walk *walk, const struct hg_outage *outage)
{
    const struct hg_incident *incidents = incidents_of(walk, outage);
    int64_t longest_us = 0;
    char time[HG_UPTIME_FORMAT_SIZE];
    for (size_t i = 0; i < outage->count; i++) {
        if (incidents[i].maintenance_us > longest_us)
            longest_us = incidents[i].maintenance_us;
    }
    if (longest_us == 0)
        return;
    hg_uptime_format_duration(longest_us, time);
    hg_buf_printf(&walk->details,
                  "\n%s of it in maintenance, which is not counted as down", time);
}

static void list_removed(struct hg_walk *walk, const struct hg_outage *outage)
{
    const struct hg_incident *incidents = incidents_of(walk, outage);
    size_t count = 0;
    for (size_t i = 0; i < outage->count; i++)
        count += incidents[i].is_ended_by_removal ? 1 : 0;
    if (count > 0)
        hg_buf_printf(&walk->details,
                      "\n%zu of %zu ended when it was removed from the configuration",
                      count, outage->count);
}

static void list_acknowledged(struct hg_walk *walk, const struct hg_outage *outage)
{
    const struct hg_incident *incidents = incidents_of(walk, outage);
    size_t count = 0;
    for (size_t i = 0; i < outage->count; i++)
        count += incidents[i].is_acknowledged ? 1 : 0;
    if (count > 0 && outage->count == 1)
        hg_buf_add_text(&walk->details, "\n" HG_UPTIME_ACKNOWLEDGED);
    else if (count > 0)
        hg_buf_printf(&walk->details, "\n%zu of %zu " HG_UPTIME_ACKNOWLEDGED, count,
                      outage->count);
}

static void list_notes(struct hg_walk *walk, const struct hg_outage *outage)
{
    const struct hg_incident *incidents = incidents_of(walk, outage);
    for (size_t i = 0; i < outage->count; i++) {
        for (size_t j = 0; j < incidents[i].note_count; j++) {
            char time[HG_UPTIME_FORMAT_SIZE];
            hg_uptime_format_time(walk->uptime, incidents[i].notes[j].at_us, time);
            hg_buf_printf(&walk->details, "\nNote of %s: %s", time,
                          incidents[i].notes[j].text);
        }
    }
}

static void fill_outage(struct hg_walk *walk, const struct hg_outage *outage)
{
    const struct hg_incident *first = incidents_of(walk, outage);
    const bool is_open = outage->closed_us == 0;
    hg_walk_begin(walk, is_open ? HG_TONE_BAD : HG_TONE_PLAIN,
                  is_open ? "still down" : "over");
    write_title(walk, outage);
    if (outage->count == 1)
        walk->entry.url = walk->uptime->targets[first->target].url;
    hg_uptime_format_duration(longest_of(first, outage->count), walk->cells[0]);
    hg_uptime_format_time(walk->uptime, outage->opened_us, walk->cells[1]);
    if (!is_open)
        hg_uptime_format_time(walk->uptime, outage->closed_us, walk->cells[2]);
    walk->entry.cells[3] = hg_cause_word(first->cause);
    hg_buf_add_text(&walk->details, first->reason);
    list_names(walk, outage);
    list_incidents(walk, outage);
    list_maintenance(walk, outage);
    list_removed(walk, outage);
    list_acknowledged(walk, outage);
    list_notes(walk, outage);
}

size_t hg_outline_count_outages(const struct hg_uptime *uptime)
{
    return uptime->outage_count;
}

void hg_outline_show_outages(struct hg_walk *walk)
{
    for (size_t i = 0; i < walk->uptime->outage_count; i++) {
        fill_outage(walk, &walk->uptime->outages[i]);
        if (!hg_walk_show(walk))
            return;
        walk->shown_count++;
    }
}
