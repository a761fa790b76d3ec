/* SPDX-License-Identifier: MIT */
/* certificate_news: what was said of a certificate, and what is to be said now. */
#include "history/track/certificate_news.h"

#include "headgate/clock.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* Bits of what was said of a certificate. */
enum { WARNED = 1, FAILED = 2, RENEWED = 4 };

static int64_t get_told(struct hg_database *database, int64_t id)
{
    struct hg_certificate_row row = {0};
    hg_database_find(database, HG_SQL_CERTIFICATE, &(struct hg_criteria){.id = id}, &row);
    return row.told;
}

static void set_told(struct hg_database *database, int64_t id, int64_t told)
{
    hg_database_execute(database, HG_SQL_SET_CERTIFICATE_TOLD,
                        &(struct hg_certificate_row){.id = id, .told = told});
}

/* The certificate is what is wrong with the result. What fails later is news again, and so is its renewal. */
static bool follow_trouble(struct hg_database *database, const struct hg_sample *sample)
{
    const bool fails = sample->outcome == HG_OUTCOME_DOWN;
    const int64_t told = get_told(database, sample->certificate);
    if ((told & (fails ? FAILED : WARNED | FAILED)) != 0)
        return false;
    set_told(database, sample->certificate,
             (told | (fails ? FAILED : WARNED)) & ~RENEWED);
    return true;
}

static void describe_renewal(struct hg_database *database, int64_t certificate,
                             struct hg_buf *out)
{
    char day[HG_CLOCK_RFC3339_SIZE];
    struct hg_certificate_row row;
    struct hg_query *query = hg_database_query(database, HG_SQL_CERTIFICATE,
                                               &(struct hg_criteria){.id = certificate});
    while (hg_query_next(query, &row)) {
        hg_clock_format(row.end_us, "%Y-%m-%d", day, sizeof day);
        hg_buf_printf(out, "renewed: %s, until %s", row.name, day);
    }
}

/* The target has another certificate than the one it had trouble with. */
static bool follow_renewal(struct hg_database *database, int64_t previous,
                           const struct hg_sample *sample, struct hg_buf *text)
{
    const int64_t told = get_told(database, previous);
    if ((told & (WARNED | FAILED)) == 0 || (told & RENEWED) != 0)
        return false;
    set_told(database, previous, told | RENEWED);
    describe_renewal(database, sample->certificate, text);
    return true;
}

bool hg_certificate_news_follow(struct hg_database *database,
                                struct hg_reported *reported,
                                const struct hg_sample *sample, struct hg_buf *text,
                                struct hg_event *event, bool *is_changed)
{
    const int64_t previous = reported->certificate;
    const bool is_trouble =
        sample->cause == HG_CAUSE_CERTIFICATE &&
        (sample->outcome == HG_OUTCOME_DOWN || sample->outcome == HG_OUTCOME_DEGRADED);
    bool is_news = false;
    if (sample->certificate == 0 || sample->outcome == HG_OUTCOME_UNKNOWN ||
        sample->outcome == HG_OUTCOME_SKIPPED)
        return false;
    if (is_trouble)
        is_news = follow_trouble(database, sample);
    else if (previous != 0 && previous != sample->certificate)
        is_news = follow_renewal(database, previous, sample, text);
    reported->certificate = is_trouble ? sample->certificate : 0;
    *is_changed |= reported->certificate != previous;
    *event = (struct hg_event){
        .kind = HG_EVENT_CERTIFICATE,
        .at_us = sample->at_ms * HG_US_PER_MS,
        .since_us = sample->at_ms * HG_US_PER_MS,
        .cause = HG_CAUSE_CERTIFICATE,
        .reason = is_trouble && sample->reason != NULL ? sample->reason : text->data,
    };
    return is_news;
}
