/* SPDX-License-Identifier: MIT */
/* sending: messages through channels for events, several at once.
 *
 * DESIGN. A thread only sends: it is given a message and its channel, and shares nothing with the others. Claiming and
 * removing messages is left to the main thread, which has the history. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "headgate/channel.h"
#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/secrets.h"
#include "headgate/units.h"
#include "headgate/url.h"

#include "notify/http.h"

#include "headgate/banned.h"

void hg_channel_request_init(struct hg_channel_request *request,
                             const struct hg_channel_settings *settings)
{
    *request = (struct hg_channel_request){0};
    hg_buf_init(&request->url);
    hg_buf_init(&request->headers);
    hg_buf_init(&request->body);
    if (settings->url != NULL)
        hg_buf_add_text(&request->url, settings->url);
}

void hg_channel_request_release(struct hg_channel_request *request)
{
    hg_buf_release(&request->url);
    hg_buf_release(&request->headers);
    hg_buf_release(&request->body);
}

/* Release the request in both cases. False when there is no such part. */
static bool make_part(const struct hg_channel_sending *sending,
                      const struct hg_channel_moment *moment,
                      struct hg_channel_request *request)
{
    const struct hg_channel_settings *settings = sending->settings;
    const struct hg_channel_type *type = hg_channel_type_of(settings);
    hg_channel_request_init(request, settings);
    return type->write_state != NULL
               ? type->write_state(settings, sending->state, moment, request)
               : type->write_request(settings, sending->message, moment, request);
}

static size_t first_part(const struct hg_channel_sending *sending)
{
    return hg_channel_wants_states(sending->settings) ? 0 : sending->message->parts;
}

/* False when there is no such part. */
static bool send_part(const struct hg_channel_sending *sending, size_t part,
                      struct hg_channel_answer *answer)
{
    const struct hg_channel_moment moment = {hg_clock_wall_us(), part};
    struct hg_channel_request request;
    const struct hg_channel_type *type = hg_channel_type_of(sending->settings);
    const bool has_part = make_part(sending, &moment, &request);
    if (has_part && type->deliver != NULL)
        type->deliver(sending, &request, answer);
    else if (has_part)
        hg_http_send(sending, &request, answer);
    hg_channel_request_release(&request);
    return has_part;
}

/* A part that is rejected does not keep the others from theirs. */
static void send_one(struct hg_channel_sending *sending)
{
    struct hg_channel_answer *all = &sending->answer;
    struct hg_channel_answer answer = {.status = HG_DELIVERY_SENT};
    size_t part = first_part(sending);
    *all = answer;
    while (send_part(sending, part, &answer) && answer.status != HG_DELIVERY_DEFERRED) {
        if (answer.status == HG_DELIVERY_REJECTED && all->status == HG_DELIVERY_SENT)
            *all = answer;
        part++;
    }
    if (answer.status == HG_DELIVERY_DEFERRED) {
        memcpy(answer.rejection, all->problem, sizeof answer.rejection);
        *all = answer;
    }
    all->parts = part;
}

struct hg_channel_flight {
    struct hg_channel_sending sending;
    struct hg_channel_flight *before;     /* owned; NULL: none */
    struct hg_channel_arrivals *arrivals; /* borrowed; NULL: none */
    bool has_landed;                      /* guarded by them */
    pthread_t thread;                     /* valid when is_started */
    bool is_started;
};

void hg_channel_arrivals_init(struct hg_channel_arrivals *arrivals)
{
    pthread_condattr_t attributes;
    *arrivals = (struct hg_channel_arrivals){.count = 0};
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&arrivals->lock, NULL);
    pthread_cond_init(&arrivals->changed, &attributes);
    pthread_condattr_destroy(&attributes);
}

void hg_channel_arrivals_release(struct hg_channel_arrivals *arrivals)
{
    pthread_cond_destroy(&arrivals->changed);
    pthread_mutex_destroy(&arrivals->lock);
}

void hg_channel_arrivals_wait(struct hg_channel_arrivals *arrivals, int64_t until_us)
{
    const struct timespec until = {.tv_sec = until_us / HG_US_PER_S,
                                   .tv_nsec = until_us % HG_US_PER_S * 1000};
    int failure = 0;
    pthread_mutex_lock(&arrivals->lock);
    while (arrivals->count == 0 && failure == 0)
        failure = pthread_cond_timedwait(&arrivals->changed, &arrivals->lock, &until);
    arrivals->count = 0;
    pthread_mutex_unlock(&arrivals->lock);
}

static void fly(struct hg_channel_flight *flight)
{
    struct hg_channel_answer ignored;
    if (flight->before != NULL)
        hg_channel_flight_join(flight->before, &ignored);
    send_one(&flight->sending);
}

static void land(struct hg_channel_flight *flight)
{
    struct hg_channel_arrivals *arrivals = flight->arrivals;
    if (arrivals == NULL)
        return;
    pthread_mutex_lock(&arrivals->lock);
    flight->has_landed = true;
    arrivals->count++;
    pthread_cond_signal(&arrivals->changed);
    pthread_mutex_unlock(&arrivals->lock);
}

static void *run_flight(void *context)
{
    struct hg_channel_flight *flight = context;
    fly(flight);
    land(flight);
    return NULL;
}

bool hg_channel_flight_has_landed(struct hg_channel_flight *flight)
{
    pthread_mutex_lock(&flight->arrivals->lock);
    const bool has_landed = flight->has_landed || !flight->is_started;
    pthread_mutex_unlock(&flight->arrivals->lock);
    return has_landed;
}

struct hg_channel_flight *
hg_channel_flight_start(const struct hg_channel_sending *sending,
                        struct hg_channel_flight *before,
                        struct hg_channel_arrivals *arrivals)
{
    struct hg_channel_flight *flight = hg_memory_new(1, sizeof *flight);
    flight->sending = *sending;
    flight->before = before;
    flight->arrivals = arrivals;
    flight->is_started = pthread_create(&flight->thread, NULL, run_flight, flight) == 0;
    return flight;
}

void hg_channel_flight_join(struct hg_channel_flight *flight,
                            struct hg_channel_answer *answer)
{
    if (flight->is_started)
        pthread_join(flight->thread, NULL);
    else
        fly(flight);
    *answer = flight->sending.answer;
    free(flight);
}

/* Its value is made from a secret, or from what stands in its place. */
static bool is_secret_header(const char *line)
{
    return strncmp(line, "webhook-signature:", strlen("webhook-signature:")) == 0;
}

static void describe_headers(const struct hg_buf *lines, struct hg_sink *sink)
{
    for (const char *line = lines->data; line != NULL && *line != '\0';) {
        const size_t len = strcspn(line, "\n");
        const size_t shown = is_secret_header(line) ? strcspn(line, ":") + 1 : len;
        hg_sink_write(sink, line, shown);
        hg_sink_text(sink, shown < len ? " ***\n" : "\n");
        line += line[len] == '\0' ? len : len + 1;
    }
}

/* Only the host is shown: the path is a secret of most services. */
static char *hidden_url(const char *text)
{
    struct hg_url url = {0};
    char problem[512];
    char *safe = hg_url_parse(&url, text, problem, sizeof problem) == 0
                     ? hg_url_without_path(url.text)
                     : hg_memory_copy_text("***");
    hg_url_release(&url);
    return safe;
}

static void show_request(const struct hg_channel_sending *sending,
                         const struct hg_channel_request *request, struct hg_sink *sink)
{
    const struct hg_channel_type *type = hg_channel_type_of(sending->settings);
    char *url = hidden_url(request->url.data == NULL ? "" : request->url.data);
    if (type->show != NULL) {
        type->show(sending->settings, sending->message, request, sink);
    } else {
        hg_sink_printf(sink, "%s %s\n", request->is_get ? "GET" : "POST", url);
        describe_headers(&request->headers, sink);
    }
    free(url);
}

static void describe(const struct hg_channel_sending *sending,
                     const struct hg_channel_request *request, struct hg_sink *sink)
{
    /* A template may have variables. */
    char *body = hg_secrets_mask(sending->settings->secrets, request->body.data);
    show_request(sending, request, sink);
    if (!request->is_get)
        hg_sink_printf(sink, "\n%s\n", body);
    free(body);
}

void hg_channel_describe(const struct hg_channel_sending *sending, int64_t now_us,
                         struct hg_sink *sink)
{
    const struct hg_channel_settings *settings = sending->settings;
    /* So that no secret is shown, wherever a kind puts it. What is in the address of a state shows in no body. */
    struct hg_channel_settings shown = *settings;
    struct hg_channel_sending safe = *sending;
    char *url = settings->url == NULL ? NULL : hidden_url(settings->url);
    if (!hg_channel_wants_states(settings))
        shown.url = url;
    shown.secret = settings->secret == NULL ? NULL : HG_HIDDEN;
    shown.command.words = settings->command.shown;
    safe.settings = &shown;
    struct hg_channel_moment moment = {now_us, first_part(sending)};
    for (bool has_part = true; has_part; moment.part++) {
        struct hg_channel_request request;
        has_part = make_part(&safe, &moment, &request);
        if (has_part)
            describe(&safe, &request, sink);
        hg_channel_request_release(&request);
    }
    free(url);
}
