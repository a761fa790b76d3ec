/* SPDX-License-Identifier: MIT */
/* Tests of notifier, with channels that send nothing and a history of its own. */
#include "app/notifier.h"

#include "unit.h"

#include <string.h>

#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/unsent.h"
#include "headgate/uptime_report.h"

#include "history/fixture.h"

#include "headgate/banned.h"

#define MESSAGES_MAX 200
#define RECIPIENTS   "\nann\nbob"

/* A channel of the tests: what it wants, what it does with messages, and which ones it was given. */
struct fake {
    bool is_enabled;
    bool is_wanted;
    enum hg_delivery_status statuses[2]; /* of the two recipients */
    bool is_unavailable;
    size_t change_count; /* that it was asked with */
    size_t sent_count;
    char envelopes[MESSAGES_MAX][64];
    char beginnings[MESSAGES_MAX][16]; /* of the messages */
};

static struct fake fakes[2];

static int send_by(struct fake *fake, const struct hg_payload *payload,
                   struct hg_delivery *delivery, struct hg_error *err)
{
    snprintf(fake->envelopes[fake->sent_count], sizeof fake->envelopes[0], "%s",
             payload->envelope);
    snprintf(fake->beginnings[fake->sent_count], sizeof fake->beginnings[0], "%s",
             payload->data);
    CU_ASSERT_EQUAL(strlen(payload->data), payload->len);
    fake->sent_count++;
    *delivery = (struct hg_delivery){.is_unavailable = fake->is_unavailable};
    for (size_t i = 0; i < 2; i++)
        delivery->counts[fake->statuses[i]]++;
    if (delivery->counts[HG_DELIVERY_DEFERRED] > 0)
        delivery->remaining = hg_memory_copy_text(
            fake->statuses[0] == HG_DELIVERY_DEFERRED ? payload->envelope : "\nbob");
    return delivery->counts[HG_DELIVERY_SENT] == 2 ? 0 : hg_error_system(err, "no luck");
}

#define FAKE_CHANNEL(index, channel_name, channel_format)                                \
    static bool is_enabled_##index(const struct hg_settings *settings)                   \
    {                                                                                    \
        (void)settings;                                                                  \
        return fakes[index].is_enabled;                                                  \
    }                                                                                    \
    static bool is_wanted_##index(const struct hg_settings *settings,                    \
                                  const struct hg_run *run, size_t change_count)         \
    {                                                                                    \
        (void)settings;                                                                  \
        (void)run;                                                                       \
        fakes[index].change_count = change_count;                                        \
        return fakes[index].is_wanted;                                                   \
    }                                                                                    \
    static void write_envelope_##index(const struct hg_settings *settings,               \
                                       struct hg_buf *out)                               \
    {                                                                                    \
        (void)settings;                                                                  \
        hg_buf_add_text(out, RECIPIENTS);                                                \
    }                                                                                    \
    static int send_##index(const struct hg_settings *settings,                          \
                            const struct hg_payload *payload,                            \
                            const struct hg_cancel *cancel, int64_t end_us,              \
                            struct hg_delivery *delivery, struct hg_error *err)          \
    {                                                                                    \
        (void)settings;                                                                  \
        (void)cancel;                                                                    \
        (void)end_us;                                                                    \
        return send_by(&fakes[index], payload, delivery, err);                           \
    }                                                                                    \
    static const struct hg_channel channel_##index = {.name = (channel_name),            \
                                                      .format = (channel_format),        \
                                                      .is_enabled = is_enabled_##index,  \
                                                      .is_wanted = is_wanted_##index,    \
                                                      .write_envelope =                  \
                                                          write_envelope_##index,        \
                                                      .send = send_##index};

FAKE_CHANNEL(0, "mail", "json")
FAKE_CHANNEL(1, "pigeon", "csv")

static const struct hg_channel *const channels[] = {&channel_0, &channel_1};

struct bench {
    struct fixture fixture;
    struct hg_config config;
    struct hg_cancel cancel;
    struct hg_run run;
    struct hg_notifier notifier;
};

/* Both channels are enabled, want a report, and accept it. One run is in the history: "b" is down. */
static void open_bench(struct bench *bench)
{
    memset(bench, 0, sizeof *bench);
    memset(fakes, 0, sizeof fakes);
    for (size_t i = 0; i < 2; i++)
        fakes[i] = (struct fake){.is_enabled = true,
                                 .is_wanted = true,
                                 .statuses = {HG_DELIVERY_SENT, HG_DELIVERY_SENT}};
    fixture_open(&bench->fixture);
    fixture_add(&bench->fixture, 0, "UD");
    bench->config.settings.report.since = "today";
    bench->config.settings.report.tz = "UTC";
    bench->config.settings.quiet = true;
    bench->config.settings.gate.fail_on = 1U << HG_OUTCOME_DOWN;
    hg_run_init(&bench->run, NULL, 0, &bench->config.settings);
    bench->run.started_at_us = FIXTURE_BEGIN_S * HG_US_PER_S;
    hg_notifier_init(&bench->notifier, &bench->config, bench->fixture.history,
                     &bench->cancel);
    CU_ASSERT_PTR_EQUAL(bench->notifier.channels[0], hg_channel_find("mail"));
    bench->notifier.channels = channels;
    bench->notifier.channel_count = 2;
}

static void close_bench(struct bench *bench)
{
    hg_run_release(&bench->run);
    fixture_close(&bench->fixture);
}

static int64_t queued(struct bench *bench)
{
    return fixture_number(&bench->fixture, "SELECT count(*) FROM outbox");
}

/* Until everything that waits is due. */
static void let_time_pass(struct bench *bench)
{
    fixture_run(&bench->fixture, "UPDATE outbox SET next_ms = NULL");
}

static void every_channel_has_a_format_that_exists(void)
{
    size_t count;
    const struct hg_channel *const *rows = hg_channels(&count);
    CU_ASSERT_TRUE(count > 0);
    for (size_t i = 0; i < count; i++)
        UNIT_ASSERT_ROW(hg_uptime_reporter_find(rows[i]->format) != NULL, rows[i]->name);
}

static void each_channel_that_wants_it_gets_a_report_in_its_format(void)
{
    static const struct {
        const char *name;
        bool is_enabled, is_wanted;
        size_t sent_count;
    } rows[] = {
        {"wanted", true, true, 1},
        {"not wanted", true, false, 0},
        {"not enabled", false, true, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bench bench;
        open_bench(&bench);
        fakes[1].is_enabled = rows[i].is_enabled;
        fakes[1].is_wanted = rows[i].is_wanted;
        hg_notifier_after_run(&bench.notifier, &bench.run);
        UNIT_ASSERT_ROW(fakes[0].sent_count == 1, rows[i].name);
        UNIT_ASSERT_ROW(fakes[1].sent_count == rows[i].sent_count, rows[i].name);
        CU_ASSERT_EQUAL(fakes[0].change_count, 1);
        UNIT_ASSERT_TEXT(fakes[0].envelopes[0], RECIPIENTS);
        CU_ASSERT_EQUAL(strncmp(fakes[0].beginnings[0], "{", 1), 0);
        if (rows[i].sent_count > 0)
            CU_ASSERT_EQUAL(strncmp(fakes[1].beginnings[0], "scope,", 6), 0);
        CU_ASSERT_EQUAL(queued(&bench), 0);
        close_bench(&bench);
    }
}

static void a_message_stays_queued_for_those_who_may_accept_it_later(void)
{
    static const struct {
        enum hg_delivery_status ann, bob;
        const char *left; /* NULL: nothing */
    } rows[] = {
        {HG_DELIVERY_DEFERRED, HG_DELIVERY_DEFERRED, RECIPIENTS},
        {HG_DELIVERY_SENT, HG_DELIVERY_DEFERRED, "\nbob"},
        {HG_DELIVERY_REJECTED, HG_DELIVERY_DEFERRED, "\nbob"},
        {HG_DELIVERY_SENT, HG_DELIVERY_REJECTED, NULL},
        {HG_DELIVERY_REJECTED, HG_DELIVERY_REJECTED, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bench bench;
        open_bench(&bench);
        fakes[0].is_enabled = false;
        fakes[1].statuses[0] = rows[i].ann;
        fakes[1].statuses[1] = rows[i].bob;
        hg_notifier_after_run(&bench.notifier, &bench.run);
        CU_ASSERT_EQUAL(queued(&bench), rows[i].left == NULL ? 0 : 1);
        /* The next run has nothing to report, but sends what is queued. */
        fakes[1].is_wanted = false;
        fakes[1].statuses[0] = fakes[1].statuses[1] = HG_DELIVERY_SENT;
        bench.config.settings.quiet = false;
        let_time_pass(&bench);
        hg_notifier_after_run(&bench.notifier, &bench.run);
        CU_ASSERT_EQUAL(queued(&bench), 0);
        CU_ASSERT_EQUAL(fakes[1].sent_count, rows[i].left == NULL ? 1 : 2);
        if (rows[i].left != NULL)
            UNIT_ASSERT_TEXT(fakes[1].envelopes[1], rows[i].left);
        close_bench(&bench);
    }
}

static void messages_wait_behind_the_first_and_are_sent_in_order(void)
{
    static const bool unavailable[] = {false, true};
    for (size_t i = 0; i < 2; i++) {
        struct bench bench;
        open_bench(&bench);
        fakes[0].statuses[0] = fakes[0].statuses[1] = HG_DELIVERY_DEFERRED;
        fakes[0].is_unavailable = unavailable[i];
        hg_notifier_after_run(&bench.notifier, &bench.run);
        /* It is not due. */
        hg_notifier_after_run(&bench.notifier, &bench.run);
        CU_ASSERT_EQUAL(fakes[0].sent_count, 1);
        CU_ASSERT_EQUAL(queued(&bench), 2);
        let_time_pass(&bench);
        hg_notifier_after_run(&bench.notifier, &bench.run);
        CU_ASSERT_EQUAL(fakes[0].sent_count, 2);
        CU_ASSERT_EQUAL(queued(&bench), 3);
        UNIT_ASSERT_TEXT(
            fixture_text(&bench.fixture, "SELECT attempts || problem FROM outbox"),
            "2no luck 0 0");
        /* Nothing is claimed any more, and no other channel waits for this one. */
        CU_ASSERT_EQUAL(fixture_number(&bench.fixture, "SELECT count(*) FROM outbox"
                                                       " WHERE taken_ms > 0"),
                        0);
        CU_ASSERT_EQUAL(fakes[1].sent_count, 3);
        fakes[0].statuses[0] = fakes[0].statuses[1] = HG_DELIVERY_SENT;
        fakes[0].is_unavailable = false;
        let_time_pass(&bench);
        hg_notifier_after_run(&bench.notifier, &bench.run);
        CU_ASSERT_EQUAL(fakes[0].sent_count, 6);
        CU_ASSERT_EQUAL(queued(&bench), 0);
        close_bench(&bench);
    }
}

/* Those of the others are sent, and the next message to all. */
static void who_is_unavailable_holds_up_nobody_else(void)
{
    struct bench bench;
    open_bench(&bench);
    fakes[1].is_enabled = false;
    fakes[0].statuses[1] = HG_DELIVERY_DEFERRED;
    for (size_t i = 1; i <= 3; i++) {
        let_time_pass(&bench);
        hg_notifier_after_run(&bench.notifier, &bench.run);
        CU_ASSERT_EQUAL(queued(&bench), (int64_t)i);
    }
    UNIT_ASSERT_TEXT(fixture_text(&bench.fixture, "SELECT DISTINCT envelope FROM outbox"),
                     "\nbob");
    close_bench(&bench);
}

static void a_message_that_another_process_holds_holds_up_the_others(void)
{
    const struct hg_unsent_claim claim = {.channel = "pigeon",
                                          .now_us = hg_clock_wall_us()};
    struct bench bench;
    struct hg_unsent held;
    struct hg_uptime uptime = {.period = {.description = "today"}};
    struct hg_error err = {0};
    open_bench(&bench);
    fakes[0].is_enabled = false;
    fakes[1].statuses[0] = fakes[1].statuses[1] = HG_DELIVERY_DEFERRED;
    hg_notifier_after_run(&bench.notifier, &bench.run);
    let_time_pass(&bench);
    CU_ASSERT_EQUAL(hg_unsent_claim(bench.fixture.history, &claim, &held, &err), 0);
    CU_ASSERT_NOT_EQUAL(held.id, 0);
    fakes[1].statuses[0] = fakes[1].statuses[1] = HG_DELIVERY_SENT;
    CU_ASSERT_EQUAL(hg_notifier_send_report(&bench.notifier, &channel_1, &uptime), -1);
    CU_ASSERT_EQUAL(fakes[1].sent_count, 1);
    CU_ASSERT_EQUAL(queued(&bench), 2);
    CU_ASSERT_EQUAL(hg_unsent_remove(bench.fixture.history, held.id, &err), 0);
    hg_unsent_release(&held);
    hg_notifier_after_run(&bench.notifier, &bench.run);
    CU_ASSERT_EQUAL(fakes[1].sent_count, 3);
    CU_ASSERT_EQUAL(queued(&bench), 0);
    close_bench(&bench);
}

/* `report --mail` does not wait until it is due. */
static void a_report_that_is_asked_for_is_sent_at_once(void)
{
    struct bench bench;
    struct hg_uptime uptime = {.period = {.description = "today"}};
    open_bench(&bench);
    fakes[1].statuses[0] = fakes[1].statuses[1] = HG_DELIVERY_DEFERRED;
    CU_ASSERT_EQUAL(hg_notifier_send_report(&bench.notifier, &channel_1, &uptime), -1);
    fakes[1].statuses[0] = fakes[1].statuses[1] = HG_DELIVERY_SENT;
    CU_ASSERT_EQUAL(hg_notifier_send_report(&bench.notifier, &channel_1, &uptime), 0);
    CU_ASSERT_EQUAL(fakes[1].sent_count, 3);
    CU_ASSERT_EQUAL(queued(&bench), 0);
    close_bench(&bench);
}

static void no_message_is_begun_when_the_time_is_over(void)
{
    struct bench bench;
    open_bench(&bench);
    fakes[1].is_enabled = false;
    fakes[0].statuses[0] = fakes[0].statuses[1] = HG_DELIVERY_DEFERRED;
    for (int i = 0; i < 3; i++)
        hg_notifier_after_run(&bench.notifier, &bench.run);
    fakes[0].statuses[0] = fakes[0].statuses[1] = HG_DELIVERY_SENT;
    fakes[0].sent_count = 0;
    let_time_pass(&bench);
    bench.notifier.end_us = 0;
    hg_notifier_after_run(&bench.notifier, &bench.run);
    CU_ASSERT_EQUAL(fakes[0].sent_count, 1);
    CU_ASSERT_EQUAL(queued(&bench), 3);
    bench.notifier.is_strict = true;
    hg_notifier_after_run(&bench.notifier, &bench.run);
    CU_ASSERT_EQUAL(fakes[0].sent_count, 1);
    CU_ASSERT_EQUAL(queued(&bench), 4);
    close_bench(&bench);
}

/* News are queued, as no later run has them. */
static void after_a_signal_a_report_is_queued_if_it_has_news(void)
{
    static const struct {
        const char *name;
        const char *results; /* of a second run; NULL: the first one is the last */
        int64_t queued_count;
    } rows[] = {{"news", NULL, 2}, {"no news", "UD", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bench bench;
        open_bench(&bench);
        if (rows[i].results != NULL)
            fixture_add(&bench.fixture, 60, rows[i].results);
        atomic_store(&bench.cancel.number, 15);
        hg_notifier_after_run(&bench.notifier, &bench.run);
        CU_ASSERT_EQUAL(fakes[0].sent_count + fakes[1].sent_count, 0);
        UNIT_ASSERT_ROW(queued(&bench) == rows[i].queued_count, rows[i].name);
        atomic_store(&bench.cancel.number, 0);
        fakes[0].is_wanted = fakes[1].is_wanted = false;
        hg_notifier_after_run(&bench.notifier, &bench.run);
        UNIT_ASSERT_ROW((int64_t)(fakes[0].sent_count + fakes[1].sent_count) ==
                            rows[i].queued_count,
                        rows[i].name);
        CU_ASSERT_EQUAL(queued(&bench), 0);
        close_bench(&bench);
    }
}

static void a_report_that_is_asked_for_is_sent_by_that_channel_alone(void)
{
    struct bench bench;
    struct hg_uptime uptime = {.period = {.description = "today"}};
    open_bench(&bench);
    fakes[0].is_enabled = false;
    bench.config.settings.quiet = false;
    CU_ASSERT_EQUAL(hg_notifier_send_report(&bench.notifier, &channel_1, &uptime), 0);
    CU_ASSERT_EQUAL(fakes[0].sent_count, 0);
    CU_ASSERT_EQUAL(fakes[1].sent_count, 1);
    fakes[1].statuses[1] = HG_DELIVERY_REJECTED;
    CU_ASSERT_EQUAL(hg_notifier_send_report(&bench.notifier, &channel_1, &uptime), -1);
    close_bench(&bench);
}

static void a_message_that_can_not_be_queued_is_sent_all_the_same(void)
{
    struct bench bench;
    struct hg_error err = {0};
    open_bench(&bench);
    hg_history_close(bench.fixture.history);
    bench.fixture.history = bench.notifier.history =
        hg_history_open(bench.fixture.path, HG_HISTORY_READ, &err);
    CU_ASSERT_PTR_NOT_NULL_FATAL(bench.fixture.history);
    hg_notifier_after_run(&bench.notifier, &bench.run);
    CU_ASSERT_EQUAL(fakes[0].sent_count, 1);
    fakes[0].statuses[0] = HG_DELIVERY_DEFERRED;
    hg_notifier_after_run(&bench.notifier, &bench.run);
    CU_ASSERT_EQUAL(fakes[0].sent_count, 2);
    CU_ASSERT_EQUAL(queued(&bench), 0);
    close_bench(&bench);
}

static void add_message(struct fixture *fixture)
{
    const struct hg_payload payload = {RECIPIENTS, "x", 1};
    struct hg_unsent_entry entry;
    struct hg_error err = {0};
    CU_ASSERT_EQUAL(hg_unsent_add(fixture->history, "pigeon", &payload,
                                  FIXTURE_BEGIN_S * HG_US_PER_S, &entry, &err),
                    0);
}

static void the_oldest_message_goes_when_there_are_too_many(void)
{
    struct bench bench;
    open_bench(&bench);
    fakes[0].is_enabled = false;
    fakes[1].statuses[0] = HG_DELIVERY_DEFERRED;
    fakes[1].is_unavailable = true;
    for (int i = 0; i < HG_UNSENT_MAX; i++)
        add_message(&bench.fixture);
    hg_notifier_after_run(&bench.notifier, &bench.run);
    CU_ASSERT_EQUAL(queued(&bench), HG_UNSENT_MAX);
    close_bench(&bench);
}

static void a_period_that_is_none_sends_nothing(void)
{
    struct bench bench;
    open_bench(&bench);
    bench.config.settings.report.since = "yesteryear";
    hg_notifier_after_run(&bench.notifier, &bench.run);
    CU_ASSERT_EQUAL(fakes[0].sent_count, 0);
    close_bench(&bench);
}

static void check_changes(struct bench *bench, const char *part)
{
    struct hg_sink sink;
    hg_sink_init(&sink, -1);
    CU_ASSERT_EQUAL(hg_notifier_write_changes(&bench->notifier, &bench->run, &sink), 0);
    hg_buf_add_char(&sink.buffer, '\0');
    if (part == NULL)
        UNIT_ASSERT_TEXT(sink.buffer.data, "");
    else
        UNIT_ASSERT_ROW(strstr(sink.buffer.data, part) != NULL, sink.buffer.data);
    hg_sink_release(&sink);
}

static void changes_are_written_when_there_are_some_and_they_are_wanted(void)
{
    struct bench bench;
    open_bench(&bench);
    check_changes(&bench, NULL);
    bench.config.settings.on_change = true;
    check_changes(&bench, "b");
    fixture_add(&bench.fixture, 60, "UD");
    bench.run.started_at_us += 60 * HG_US_PER_S;
    check_changes(&bench, NULL);
    bench.run.gate.state = HG_GATE_OPEN;
    fixture_add(&bench.fixture, 120, "UU");
    bench.run.started_at_us += 60 * HG_US_PER_S;
    check_changes(&bench, "b");
    close_bench(&bench);
}

CU_TestInfo notifier_tests[] = {
    {"every channel has a format that exists", every_channel_has_a_format_that_exists},
    {"each channel that wants it gets a report in its format",
     each_channel_that_wants_it_gets_a_report_in_its_format},
    {"a message stays queued for those who may accept it later",
     a_message_stays_queued_for_those_who_may_accept_it_later},
    {"messages wait behind the first and are sent in order",
     messages_wait_behind_the_first_and_are_sent_in_order},
    {"who is unavailable holds up nobody else", who_is_unavailable_holds_up_nobody_else},
    {"a message that another process holds holds up the others",
     a_message_that_another_process_holds_holds_up_the_others},
    {"a report that is asked for is sent at once",
     a_report_that_is_asked_for_is_sent_at_once},
    {"no message is begun when the time is over",
     no_message_is_begun_when_the_time_is_over},
    {"after a signal a report is queued if it has news",
     after_a_signal_a_report_is_queued_if_it_has_news},
    {"a report that is asked for is sent by that channel alone",
     a_report_that_is_asked_for_is_sent_by_that_channel_alone},
    {"a message that can not be queued is sent all the same",
     a_message_that_can_not_be_queued_is_sent_all_the_same},
    {"the oldest message goes when there are too many",
     the_oldest_message_goes_when_there_are_too_many},
    {"a period that is none sends nothing", a_period_that_is_none_sends_nothing},
    {"changes are written when there are some and they are wanted",
     changes_are_written_when_there_are_some_and_they_are_wanted},
    CU_TEST_INFO_NULL,
};
