/* SPDX-License-Identifier: MIT */
/* type_channels: channels for events in configurations. */
#include "fixture.h"
#include "unit.h"

#include "headgate/event.h"
#include "headgate/key.h"
#include "headgate/message_field.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define WITH(channel)                                                                    \
    "history: h.db\nchannels: {ops: {" channel "}}\ntargets: [http://a/]\n"
#define PAGER "type: pagerduty, routing_key: s3cret6789abcdef0123456789abcdef"
#define HOOK  "type: webhook, url: \"https://a.example/s3cret\""

static void wrong_channels_are_reported_without_their_secrets(void)
{
    static const char *const rows[][2] = {
        {WITH(HOOK), ""},
        {WITH(HOOK ", secret: whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"), ""},
        {WITH("type: webhook"), "channels: ops: needs url or url_file"},
        {WITH("url: \"https://a/\""), "channels: ops: needs a type (webhook"},
        {WITH("type: pigeon"), "channels.ops.type must be "},
        {WITH(HOOK ", url_file: /dev/null"),
         "channels.ops.url_file: must be a non-empty"},
        {WITH(HOOK ", url_file: /proc/sys/kernel/ostype"),
         "channels: ops: url and url_file can't both be set"},
        {WITH("type: webhook, url: ftp://s3cret/"),
         "channels: ops: url must begin with https:// or http://"},
        {WITH("type: webhook, url: \"http://[s3cret/\""),
         "channels: ops: url is not a valid URL"},
        {WITH(HOOK ", secret: s3cret"), "channels: ops: secret must be \"whsec_\" and"},
        {WITH(HOOK ", secret: MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI"),
         "channels: ops: secret must be \"whsec_\" and"},
        {WITH(PAGER), ""},
        {WITH(PAGER ", events: [down, recovered]"), ""},
        {WITH("type: pagerduty"), "channels: ops: needs routing_key or routing_key_file"},
        {WITH("type: pagerduty, routing_key: s3cret"),
         "channels: ops: routing_key must be 32 letters and digits"},
        {WITH("type: pagerduty, routing_key: \"s3cret 789abcdef0123456789abcdef\""),
         "channels: ops: routing_key must be 32 letters and digits"},
        {WITH(PAGER ", events: [down, certificate]"),
         "channels: ops: events must be of down, reminder, recovered and removed"},
        {WITH(PAGER ", secret: s3cret"),
         "channels: ops: type pagerduty has no key \"sec"},
        {WITH(HOOK ", routing_key: 0123456789abcdef0123456789abcdef"),
         "channels: ops: type webhook has no key \"routing_key\""},
        {WITH("type: alertmanager, url: \"http://a:9093\", groups: web"), ""},
        {WITH("type: alertmanager, url: \"http://a:9093\", events: down"),
         "channels: ops: type alertmanager has no key \"events\""},
        {WITH("type: alertmanager"), "channels: ops: needs url or url_file"},
        {WITH("type: ping, url: \"https://hc.example/1\", gate: true"), ""},
        {WITH("type: ping, url: \"https://hc.example/1\", groups: web"),
         "channels: ops: type ping has no key \"groups\""},
        {WITH(HOOK ", gate: true"), "channels: ops: type webhook has no key \"gate\""},
        {WITH(HOOK ", event: down"),
         "channels: ops: unknown key \"event\", did you mean \"events\"?"},
        {WITH(HOOK ", events: [down, up]"), "channels.ops.events must be "},
        {WITH(HOOK ", timeout: 2h"), "channels.ops.timeout must be 1s to 1m, got \"2h\""},
        {WITH("type: command, command: [notify, \"\"]"), ""},
        {WITH(HOOK ", template: '{\"a\": \"${title}\", \"b\": [${text}, ${count}]}'"),
         ""},
        {WITH(HOOK ", template: '<a>${title}', content_type: text/html; charset=utf-8"),
         ""},
        {WITH(HOOK ", template: '{\"a\": \"${titel}\"}'"),
         "variable \"titel\" is not set and has no default, and there is no such field, "
         "did you mean \"${title}\"?"},
        {WITH(HOOK ", template: '{\"a\": \"${HG_NO_SUCH_VARIABLE}\"}'"),
         "variable \"HG_NO_SUCH_VARIABLE\" is not set and has no default, and there is "
         "no "
         "such field"},
        {WITH("type: webhook, url: \"https://a/${title}\""),
         "variable \"title\" is not set and has no default\n"},
        {WITH(HOOK ", template: '{\"a\": \"${title:-x}\"}'"), ""},
        {WITH(HOOK ", template: 's3cret ${title}'"),
         "channels: ops: template is not valid JSON; set content_type if it is meant to "
         "be something else"},
        {WITH(HOOK ", template: '{\"a\": ${title}${title}}'"),
         "channels: ops: template is not valid JSON"},
        {WITH(HOOK ", template: \"\""),
         "channels.ops.template: must be 1 byte to 64 KiB of text"},
        {WITH(HOOK ", template: {a: s3cret}"),
         "channels.ops.template: must be a string; put JSON in quotation marks"},
        {WITH(HOOK ", content_type: text/plain"),
         "channels: ops: content_type needs a template"},
        {WITH(HOOK ", template: a, content_type: \"text/*\""),
         "channels: ops: content_type must be one type"},
        {WITH("type: slack, url: \"https://a/s3cret\", template: a"),
         "channels: ops: type slack has no key \"template\""},
        {WITH("type: ntfy, url: \"https://ntfy.sh/a_B-9/?x=/y\", token: s3cret-1"), ""},
        {WITH("type: ntfy, url: \"https://ntfy.sh/a_B-9\", token_file: /dev/null"),
         "channels.ops.token_file: must be a non-empty"},
        {WITH("type: ntfy, url: \"https://a/s3cret\", token: a, token_file: "
              "/etc/hostname"),
         "channels: ops: token and token_file can't both be set"},
        {WITH("type: ntfy, url: \"https://s3cret\""),
         "channels: ops: url must end with a topic: https://ntfy.sh/TOPIC"},
        {WITH("type: ntfy, url: \"https://s3cret///\""),
         "channels: ops: url must end with a topic: https://ntfy.sh/TOPIC"},
        {WITH("type: ntfy, url: \"https://a/s3cret.json\""),
         "channels: ops: url must end with a topic: https://ntfy.sh/TOPIC"},
        {WITH("type: ntfy, url: \"https://a/"
              "s3cret7890123456789012345678901234567890123456789012345678901234x\""),
         "channels: ops: url must end with a topic: https://ntfy.sh/TOPIC"},
        {WITH("type: teams, url: \"https://a/s3cret\", token: a"),
         "channels: ops: type teams has no key \"token\""},
        {WITH("type: command"), "channels: ops: needs a command"},
        {WITH("type: command, command: [a], template: \"a: ${text}\""),
         "channels: ops: template is not valid JSON; set content_type"},
        {WITH("type: command, command: [a], template: \"${text}\", content_type: "
              "text/plain"),
         ""},
        {WITH("type: command, command: [sh, -c, \"echo ${title}\"]"),
         "variable \"title\" is not set and has no default\n"},
        {WITH("type: command, command: []"), "channels.ops.command must be a list of a "
                                             "program and its arguments, got a list"},
        {WITH("type: command, command: [\"\", a]"),
         "channels.ops.command must be a list of a program and its arguments, got a "
         "string"},
        {WITH("type: command, command: [a, \"s3cret\\e\"]"),
         "channels.ops.command must be a list of a program and its arguments, got a "
         "string"},
        {WITH("type: command, command: [a, [b]]"),
         "channels.ops.command must be a list of a program and its arguments, got a "
         "list"},
        {WITH("type: command, command: notify --key s3cret"),
         "channels.ops.command must be a list: [PROGRAM, ARGUMENT, ...], as no shell "
         "splits it, got a string"},
        {WITH("type: command, command: [a], url: \"https://a/s3cret\""),
         "channels: ops: type command has no key \"url\""},
        {WITH(HOOK ", command: [a]"),
         "channels: ops: type webhook has no key \"command\""},
        {"history: h.db\nchannels: {mail: {" HOOK "}}\n",
         "channels: \"mail\": the name of a channel must be 1 to 64 letters"},
        {"history: h.db\nchannels: {\"a b\": {" HOOK "}}\n",
         "channels: \"a b\": the name of a channel must be 1 to 64 letters"},
        {"history: h.db\nchannels: {ops: https://a/s3cret}\n",
         "channels: ops: must be a map with a type"},
        {"channels: {ops: {" HOOK "}}\ntargets: [http://a/]\n",
         "channels: need a history (--history FILE)"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *printed = fixture_load_yaml(&fixture, rows[i][0]);
        UNIT_ASSERT_ROW(strstr(printed, rows[i][1]) != NULL, printed);
        UNIT_ASSERT_ROW(rows[i][1][0] != '\0' || *printed == '\0', printed);
        UNIT_ASSERT_ROW(strstr(printed, "s3cret") == NULL, printed);
    }
    fixture_release(&fixture);
}

/* Only "${NAME}" of the template itself is a field, and only between quotation marks it is part of a string. */
static void a_template_is_taken_apart(void)
{
    static const struct {
        const char *text; /* NULL: a field */
        enum hg_message_field field;
        bool is_in_string;
    } rows[] = {
        {"{\"a\\\"\": \"", 0, false},
        {NULL, HG_MESSAGE_TITLE, true},
        {" ${title} ${text}\", \"b\": ", 0, false},
        {NULL, HG_MESSAGE_COUNT, false},
        {"}", 0, false},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    setenv("HG_TEST_FIELD", "${text}", 1);
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture,
                          WITH(HOOK ", template: '{\"a\\\"\": \"${title} $${title} "
                                    "${HG_TEST_FIELD}\", \"b\": ${count}}'")),
        "");
    unsetenv("HG_TEST_FIELD");
    const struct hg_template *template =
        &fixture.config.settings.channels.items[0].template;
    CU_ASSERT_EQUAL_FATAL(template->count, sizeof rows / sizeof rows[0]);
    for (size_t i = 0; i < template->count; i++) {
        const struct hg_template_part *part = &template->parts[i];
        CU_ASSERT_EQUAL_FATAL(part->text == NULL, rows[i].text == NULL);
        if (part->text == NULL) {
            CU_ASSERT_EQUAL(part->field, rows[i].field);
            CU_ASSERT_EQUAL(part->is_in_string, rows[i].is_in_string);
            continue;
        }
        char *text = strndup(part->text, part->len);
        UNIT_ASSERT_TEXT(text, rows[i].text);
        free(text);
    }
    fixture_release(&fixture);
}

/* A command that runs headgate must not set what it does. */
static void fields_that_are_options_are_known(void)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    for (size_t i = 0; i < count; i++) {
        enum hg_message_field field;
        if (keys[i].option != NULL && hg_message_field_find(keys[i].option, &field))
            UNIT_ASSERT_ROW(hg_message_field_is_option(field), keys[i].option);
    }
}

static void a_channel_is_read(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(
            &fixture,
            "history: h.db\nchannels:\n  ops: {" HOOK "}\n"
            "  some: {" HOOK ", events: recovered, groups: [shop, default], "
            "tags: critical, timeout: 5s, proxy: none}\ntargets: [http://a/]\n"),
        "");
    const struct hg_channels_settings *channels = &fixture.config.settings.channels;
    CU_ASSERT_EQUAL_FATAL(channels->count, 2);
    UNIT_ASSERT_TEXT(channels->items[0].name, "ops");
    UNIT_ASSERT_TEXT(channels->items[0].url, "https://a.example/s3cret");
    CU_ASSERT_EQUAL(channels->items[0].kind, HG_CHANNEL_WEBHOOK);
    CU_ASSERT_EQUAL(channels->items[0].timeout_us, 15 * HG_US_PER_S);
    CU_ASSERT_TRUE((channels->items[0].events & 1U << HG_EVENT_DOWN) != 0);
    CU_ASSERT_FALSE((channels->items[0].events & 1U << HG_EVENT_DEGRADED) != 0);
    CU_ASSERT_EQUAL(channels->items[1].events, 1U << HG_EVENT_RECOVERED);
    CU_ASSERT_EQUAL(channels->items[1].groups.count, 2);
    UNIT_ASSERT_TEXT(channels->items[1].tags.items[0], "critical");
    CU_ASSERT_EQUAL(channels->items[1].timeout_us, 5 * HG_US_PER_S);
    UNIT_ASSERT_TEXT(channels->items[1].proxy, "none");
    fixture_release(&fixture);
}

#define OPS "history: h.db\nchannels: {ops: {" HOOK "}}\n"

/* Wherever they stand, and in whatever order. */
static void names_of_channels_must_be_those_of_some(void)
{
    static const char *const rows[][2] = {
        {OPS "defaults: {notify: {to: ops}}\ntargets: [{url: http://a/, notify: {to: "
             "[ops, mail]}}]\n",
         ""},
        {"defaults: {notify: {to: [ops, pos]}}\ntargets: [http://a/]\n" OPS,
         "headgate.yml:1:31: defaults: notify.to: no channel has the name \"pos\", did "
         "you mean \"ops\"?"},
        {OPS "targets:\n- http://a/\n- {name: b, url: http://b/, notify: {to: s3cret}}\n",
         "headgate.yml:5:42: target \"b\": notify.to: no channel has the name "
         "\"s3cret\"\n"},
        {OPS "group_notify: {shop: {to: mial}}\ntargets: [http://a/]\n",
         "headgate.yml:3:27: group_notify \"shop\": notify.to: no channel has the name "
         "\"mial\", did you mean \"mail\"?"},
        {OPS "defaults: {notify: {to: []}}\ntargets: [http://a/]\n",
         "headgate.yml:3:25: defaults: notify.to must be the name of a channel or a list "
         "of them, got "},
        {OPS "defaults: {notify: {to: {a: b}}}\ntargets: [http://a/]\n",
         "headgate.yml:3:25: defaults: notify.to must be the name of a channel or a list "
         "of them, got "},
        {"defaults: {notify: {to: ops}}\ntargets: [http://a/]\n",
         "headgate.yml:1:25: defaults: notify.to: no channel has the name \"ops\"\n"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *printed = fixture_load_yaml(&fixture, rows[i][0]);
        UNIT_ASSERT_ROW(strstr(printed, rows[i][1]) != NULL, printed);
        UNIT_ASSERT_ROW(rows[i][1][0] != '\0' || *printed == '\0', printed);
    }
    fixture_release(&fixture);
}

static void an_alert_goes_to_the_service_by_default(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, WITH(PAGER)), "");
    const struct hg_channel_settings *ops = &fixture.config.settings.channels.items[0];
    UNIT_ASSERT_TEXT(ops->url, "https://events.pagerduty.com/v2/enqueue");
    UNIT_ASSERT_TEXT(ops->secret, "s3cret6789abcdef0123456789abcdef");
    CU_ASSERT_TRUE(ops->has_outages);
    CU_ASSERT_EQUAL(ops->events, 1U << HG_EVENT_DOWN | 1U << HG_EVENT_REMINDER |
                                     1U << HG_EVENT_RECOVERED | 1U << HG_EVENT_REMOVED);
    fixture_release(&fixture);
}

/* Otherwise a number would mean another event. */
static void the_words_of_events_are_in_their_order(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    for (int kind = 0; kind < HG_EVENT_KIND_COUNT; kind++) {
        char yaml[256];
        snprintf(yaml, sizeof yaml, WITH(HOOK ", events: %s"),
                 hg_event_word((enum hg_event_kind)kind));
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, yaml), "");
        CU_ASSERT_EQUAL(fixture.config.settings.channels.items[0].events, 1U << kind);
    }
    fixture_release(&fixture);
}

CU_TestInfo type_channels_tests[] = {
    {"wrong_channels_are_reported_without_their_secrets",
     wrong_channels_are_reported_without_their_secrets},
    {"a_template_is_taken_apart", a_template_is_taken_apart},
    {"fields_that_are_options_are_known", fields_that_are_options_are_known},
    {"a_channel_is_read", a_channel_is_read},
    {"names_of_channels_must_be_those_of_some", names_of_channels_must_be_those_of_some},
    {"an_alert_goes_to_the_service_by_default", an_alert_goes_to_the_service_by_default},
    {"the_words_of_events_are_in_their_order", the_words_of_events_are_in_their_order},
    CU_TEST_INFO_NULL,
};
