/* SPDX-License-Identifier: MIT */
/* fake: a prober that makes no requests. */
#include "fake.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/memory.h"

/* The word for the given attempt (from 0); the last one holds for all later ones. */
static void word_at(const char *script, int attempt, char *out, size_t size)
{
    for (const char *comma = strchr(script, ','); comma != NULL && attempt > 0;
         attempt--) {
        script = comma + 1;
        comma = strchr(script, ',');
    }
    size_t len = strcspn(script, ",");
    if (len >= size)
        len = size - 1;
    memcpy(out, script, len);
    out[len] = '\0';
}

static void fail(struct hg_reply *reply, enum hg_cause cause, bool is_transient)
{
    reply->failure = cause;
    reply->side = hg_cause_side(cause);
    reply->is_transient = is_transient;
    reply->message = hg_memory_copy_text(hg_cause_word(cause));
}

static void follow(struct fake *fake, const struct hg_probe_task *task, const char *word,
                   struct hg_reply *reply)
{
    if (strcmp(word, "timeout") == 0) {
        fail(reply, HG_CAUSE_TIMEOUT, true);
    } else if (strcmp(word, "wait") == 0) {
        while (!hg_cancel_is_set(fake->cancel) &&
               hg_clock_monotonic_us() < task->stop_at_us)
            sched_yield();
        fail(reply,
             hg_cancel_is_set(fake->cancel) ? HG_CAUSE_CANCELLED : HG_CAUSE_DEADLINE,
             false);
    } else {
        reply->status = (int)strtol(word, NULL, 10);
        reply->http_version = 11;
        reply->phases.total_us = 1000;
        reply->retry_after_s = reply->status == 429 ? 1 : -1;
    }
}

static void enter(struct fake *fake, uint32_t host)
{
    const int now = atomic_fetch_add(&fake->under_way[host], 1) + 1;
    int max = atomic_load(&fake->max_at_once[host]);
    while (now > max &&
           !atomic_compare_exchange_weak(&fake->max_at_once[host], &max, now))
        continue;
}

static void attempt(void *probe, const struct hg_probe_task *task, struct hg_reply *reply)
{
    struct fake *fake = probe;
    const struct hg_target *target = task->target;
    char word[16];

    enter(fake, target->host);
    word_at(target->url, atomic_fetch_add(&fake->attempts[target->line], 1), word,
            sizeof word);
    atomic_store(&fake->rests[target->line], (int)task->rest.count);
    atomic_fetch_add(&fake->unlimited_count, task->rest.left_us == INT64_MAX ? 1 : 0);
    atomic_fetch_add(&fake->fresh_count, task->is_fresh ? 1 : 0);
    atomic_fetch_add(&fake->get_count, task->uses_get ? 1 : 0);
    reply->started_at_us = hg_clock_wall_us();
    reply->ended_at_us = hg_clock_monotonic_us();
    reply->method = task->uses_get ? HG_METHOD_GET : HG_METHOD_HEAD;
    reply->requested_url = target->url;
    reply->is_provisional = word[0] == '~';
    follow(fake, task, word + (word[0] == '~'), reply);
    atomic_fetch_sub(&fake->under_way[target->host], 1);
}

static void *open_fake(void *context)
{
    struct fake *fake = context;
    atomic_fetch_add(&fake->open_count, 1);
    return fake;
}

static bool settle_fake(void *probe, bool is_last)
{
    struct fake *fake = probe;
    if (is_last)
        atomic_fetch_add(&fake->last_settle_count, 1);
    const bool is_refuted = atomic_load(&fake->refuted_batches) > 0;
    if (is_refuted)
        atomic_fetch_sub(&fake->refuted_batches, 1);
    return !is_refuted;
}

static void disconnect_fake(void *probe)
{
    struct fake *fake = probe;
    atomic_fetch_add(&fake->disconnect_count, 1);
}

static void close_fake(void *probe)
{
    struct fake *fake = probe;
    atomic_fetch_sub(&fake->open_count, 1);
}

struct hg_prober fake_prober(struct fake *fake)
{
    return (struct hg_prober){.context = fake,
                              .open = open_fake,
                              .attempt = attempt,
                              .settle = settle_fake,
                              .disconnect = disconnect_fake,
                              .close = close_fake};
}
