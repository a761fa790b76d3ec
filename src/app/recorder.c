/* SPDX-License-Identifier: MIT */
/* recorder: what a watch does beside its checks, in a thread of its own. */
#include "app/recorder.h"

#include <string.h>

#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/outbox.h"
#include "headgate/units.h"

#include "app/event_sender.h"
#include "app/notifier.h"
#include "app/state_sender.h"
#include "app/waiting.h"

#include "headgate/banned.h"

/* Messages that were deferred are tried again. */
#define SEND_US (5 * 60 * HG_US_PER_S)
/* Beside messages of channels: mails for two minutes, and another process may write to the history for half of one. */
#define LONGEST_WORK_US (5 * 60 * HG_US_PER_S)

struct work {
    struct hg_watch_batch *batch; /* owned; NULL: none */
    struct hg_watch_batch *state; /* likewise */
    bool is_last;                 /* what can't be done now never will be */
};

/* Call with the lock. */
static bool has_batch(const struct hg_recorder *recorder)
{
    return recorder->first != NULL &&
           (recorder->is_ending || recorder->batch_count != recorder->failed_at);
}

static struct hg_watch_batch *take_first(struct hg_recorder *recorder)
{
    struct hg_watch_batch *batch = recorder->first;
    recorder->first = batch->next;
    recorder->last = batch->next == NULL ? NULL : recorder->last;
    recorder->result_count -= batch->run.count;
    return batch;
}

/* False at the end. */
static bool wait_for_work(struct hg_recorder *recorder, struct work *work)
{
    pthread_mutex_lock(&recorder->lock);
    recorder->busy_us = 0;
    while (!has_batch(recorder) && recorder->state == NULL && !recorder->is_ending)
        pthread_cond_wait(&recorder->has_news, &recorder->lock);
    *work = (struct work){
        .batch = has_batch(recorder) ? take_first(recorder) : NULL,
        .state = recorder->state,
        .is_last = recorder->is_ending,
    };
    recorder->state = NULL;
    recorder->busy_us = hg_clock_monotonic_us();
    pthread_mutex_unlock(&recorder->lock);
    return work->batch != NULL || work->state != NULL;
}

/* Back to the beginning of the list, until another batch comes. */
static void put_back(struct hg_recorder *recorder, struct hg_watch_batch *batch)
{
    pthread_mutex_lock(&recorder->lock);
    batch->next = recorder->first;
    recorder->first = batch;
    recorder->last = recorder->last == NULL ? batch : recorder->last;
    recorder->result_count += batch->run.count;
    recorder->failed_at = recorder->batch_count;
    pthread_mutex_unlock(&recorder->lock);
}

static void send_events(struct hg_recorder *recorder)
{
    struct hg_history *history = recorder->parts.writer->history;
    const struct hg_event_sender sender = {recorder->parts.config, history,
                                           recorder->parts.cancel, NULL, &recorder->zone};
    struct hg_history_change change;
    if (recorder->parts.config->settings.channels.count == 0)
        return;
    hg_history_last_change(history, &change);
    if (change.dropped_count > 0)
        hg_log_warning("a thousand messages of a channel wait already: the oldest %zu "
                       "%s dropped",
                       change.dropped_count, change.dropped_count == 1 ? "was" : "were");
    (void)hg_event_sender_run(&sender);
}

static void send_mails(struct hg_recorder *recorder, const struct hg_run *run)
{
    const struct hg_mail *mail = &recorder->parts.config->settings.mail;
    struct hg_notifier notifier;
    if (!mail->send || mail->when != HG_MAIL_WHEN_CHANGE)
        return;
    hg_notifier_init(&notifier, recorder->parts.config, recorder->parts.writer->history,
                     recorder->parts.cancel);
    notifier.zone = &recorder->zone;
    hg_notifier_after_run(&notifier, run);
}

/* After a batch with news, and from time to time without. */
static void send_messages(struct hg_recorder *recorder, const struct hg_run *run)
{
    struct hg_history *history = recorder->parts.writer->history;
    struct hg_history_change change;
    const int64_t now_us = hg_clock_monotonic_us();
    hg_history_last_change(history, &change);
    if (change.event_count == 0 && now_us < recorder->next_send_us)
        return;
    recorder->next_send_us = now_us + SEND_US;
    send_events(recorder);
    send_mails(recorder, run);
    (void)hg_waiting_drop_stale(history, &recorder->parts.config->settings);
}

/* -1 when it can't be added, which is logged once until it can. */
static int add(struct hg_recorder *recorder, const struct hg_watch_batch *batch)
{
    struct hg_error err = {0};
    if (hg_history_writer_try(recorder->parts.writer, &batch->run, &err) != 0) {
        if (recorder->failure_count++ == 0)
            hg_log_error("%s; results are kept in memory and added as soon as that works",
                         err.text);
        return -1;
    }
    if (recorder->failure_count > 0)
        hg_log_note("results are added to the history again");
    recorder->failure_count = 0;
    return 0;
}

static void handle_batch(struct hg_recorder *recorder, const struct work *work)
{
    struct hg_watch_batch *batch = work->batch;
    const bool is_added = add(recorder, batch) == 0;
    if (!is_added && !work->is_last) {
        put_back(recorder, batch);
        return;
    }
    if (is_added)
        send_messages(recorder, &batch->run);
    else
        recorder->lost_count += batch->run.count;
    hg_watch_batch_free(batch);
}

static void write_reports(struct hg_recorder *recorder, struct hg_run *run)
{
    struct hg_history *history = recorder->parts.writer->history;
    struct hg_error err = {0};
    if (history != NULL && recorder->parts.config->settings.channels.count > 0 &&
        hg_outbox_read_failing(history, &run->arena, &run->failing_channels, &err) != 0)
        hg_log_error("%s", err.text);
    hg_report_files_write(recorder->parts.reports, run);
}

/* A watch that ends has nothing to say: its silence will be noticed. */
static void send_pings(struct hg_recorder *recorder, const struct hg_run *run)
{
    const struct hg_state_outcome outcome = {
        .has_failed = recorder->failure_count > 0 || recorder->parts.reports->has_failed};
    struct hg_state_sender states;
    if (hg_cancel_is_set(recorder->parts.cancel))
        return;
    hg_state_sender_start_pings(&states, recorder->parts.config, recorder->parts.cancel);
    hg_state_sender_finish(&states, run, &outcome);
    hg_state_sender_join(&states, recorder->parts.writer->history);
}

static void handle_state(struct hg_recorder *recorder, struct hg_watch_batch *state)
{
    write_reports(recorder, &state->run);
    send_pings(recorder, &state->run);
    hg_watch_batch_free(state);
}

static void *record(void *context)
{
    struct hg_recorder *recorder = context;
    struct work work;
    while (wait_for_work(recorder, &work)) {
        if (work.batch != NULL)
            handle_batch(recorder, &work);
        if (work.state != NULL)
            handle_state(recorder, work.state);
    }
    if (recorder->lost_count > 0)
        hg_log_error("%zu result%s could not be added to the history",
                     recorder->lost_count, recorder->lost_count == 1 ? "" : "s");
    return NULL;
}

int hg_recorder_start(struct hg_recorder *recorder, const struct hg_recorder_parts *parts,
                      struct hg_error *err)
{
    *recorder = (struct hg_recorder){.parts = *parts};
    pthread_mutex_init(&recorder->lock, NULL);
    pthread_cond_init(&recorder->has_news, NULL);
    if (hg_zone_open(&recorder->zone, parts->config->settings.report.tz, err) != 0)
        return -1;
    const int failure = pthread_create(&recorder->thread, NULL, record, recorder);
    if (failure != 0)
        return hg_error_system(err, "the thread for the history can't be started: %s",
                               strerror(failure));
    recorder->is_started = true;
    return 0;
}

/* Call with the lock. Returns how many results are lost. */
static size_t drop_oldest(struct hg_recorder *recorder)
{
    size_t lost = 0;
    while (recorder->result_count > HG_RECORDER_RESULTS_MAX &&
           recorder->first != recorder->last) {
        struct hg_watch_batch *oldest = recorder->first;
        recorder->first = oldest->next;
        recorder->result_count -= oldest->run.count;
        lost += oldest->run.count;
        hg_watch_batch_free(oldest);
    }
    recorder->has_dropped |= lost > 0;
    return lost;
}

void hg_recorder_take(struct hg_recorder *recorder, struct hg_watch_batch *batch)
{
    pthread_mutex_lock(&recorder->lock);
    batch->next = NULL;
    if (recorder->last == NULL)
        recorder->first = batch;
    else
        recorder->last->next = batch;
    recorder->last = batch;
    recorder->result_count += batch->run.count;
    recorder->batch_count++;
    const size_t lost = drop_oldest(recorder);
    pthread_cond_signal(&recorder->has_news);
    pthread_mutex_unlock(&recorder->lock);
    if (lost > 0)
        hg_log_error(
            "the history could not take results for too long: the oldest %zu are "
            "lost",
            lost);
}

void hg_recorder_take_state(struct hg_recorder *recorder, struct hg_watch_batch *state)
{
    pthread_mutex_lock(&recorder->lock);
    struct hg_watch_batch *unwritten = recorder->state;
    recorder->state = state;
    pthread_cond_signal(&recorder->has_news);
    pthread_mutex_unlock(&recorder->lock);
    hg_watch_batch_free(unwritten);
}

bool hg_recorder_is_alive(struct hg_recorder *recorder, int64_t now_us)
{
    const int64_t allowed_us =
        LONGEST_WORK_US + recorder->parts.config->settings.notify_wait_us;
    pthread_mutex_lock(&recorder->lock);
    const bool is_alive =
        recorder->busy_us == 0 || now_us - recorder->busy_us <= allowed_us;
    pthread_mutex_unlock(&recorder->lock);
    return is_alive;
}

bool hg_recorder_join(struct hg_recorder *recorder)
{
    pthread_mutex_lock(&recorder->lock);
    recorder->is_ending = true;
    pthread_cond_signal(&recorder->has_news);
    pthread_mutex_unlock(&recorder->lock);
    if (recorder->is_started)
        pthread_join(recorder->thread, NULL);
    pthread_cond_destroy(&recorder->has_news);
    pthread_mutex_destroy(&recorder->lock);
    hg_zone_release(&recorder->zone);
    return recorder->lost_count == 0 && !recorder->has_dropped;
}
