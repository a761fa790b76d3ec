/* SPDX-License-Identifier: MIT */
/* Tests of field. */
#include "headgate/field.h"

#include "headgate/buf.h"
#include "headgate/memory.h"

#include "fixture.h"
#include "unit.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

/* All fields as "column=value" lines, null as "-". */
static char *dump(const struct hg_target *target, const struct hg_result *result)
{
    struct hg_buf text;
    hg_buf_init(&text);
    size_t count = 0;
    const struct hg_field *fields = hg_fields(&count);
    for (size_t i = 0; i < count; i++) {
        struct hg_field_value value;
        hg_field_get(&fields[i], target, result, &value);
        hg_buf_printf(&text, "%s=", fields[i].column);
        if (value.is_null)
            hg_buf_add_text(&text, "-");
        else if (fields[i].type == HG_FIELD_TEXT)
            hg_buf_add_text(&text, value.text);
        else if (fields[i].type == HG_FIELD_TEXTS)
            for (size_t j = 0; j < value.texts.count; j++)
                hg_buf_printf(&text, "[%s]", value.texts.items[j]);
        else
            hg_buf_printf(&text, "%" PRId64, value.integer);
        hg_buf_add_char(&text, '\n');
    }
    return hg_buf_steal(&text);
}

static void a_full_result_has_every_field(void)
{
    static const char *const tags[] = {"prod", "eu"};
    struct fixture fixture;
    fixture_init(&fixture);
    fixture.origin =
        (struct hg_origin){.file = "headgate.yml", .group = "core", .tags = {tags, 2}};
    fixture.target.line = 12;
    struct hg_reply reply;
    fixture_answer(&reply, 404);
    reply.method = HG_METHOD_GET;
    reply.head_status = 405;
    reply.http_version = 20;
    reply.note = hg_memory_copy_text("a note");
    free(reply.final_url);
    reply.final_url = hg_memory_copy_text("https://last.example/");
    reply.hops = hg_memory_new(1, sizeof(*reply.hops));
    reply.hops[0] = (struct hg_hop){hg_memory_copy_text(FIXTURE_URL), 302};
    reply.hop_count = 1;
    struct hg_result result;
    hg_result_init(&result);
    fixture_add(&fixture, &result, &reply);
    struct hg_certificate *certificate =
        fixture_certificate("a.example", 7, 1 + 5 * HG_SECONDS_PER_DAY);
    result.certificate = certificate;
    result.certificate_problem = HG_CERTIFICATE_WRONG_HOST;
    char *text = dump(&fixture.target, &result);
    UNIT_ASSERT_TEXT(
        text,
        "name=api\ngroup=core\ntags=[prod][eu]\nurl=" FIXTURE_URL "\n"
        "outcome=down\ncause=status\n"
        "reason=expected status 200-299, got 404, at https://last.example/\nmethod=GET\n"
        "http_status=404\nhttp_version=2\n"
        "remote_address=192.0.2.7:443\n"
        "final_url=https://last.example/\nhead_status=405\n"
        "redirects=1\nattempts=1\nresolve_ms=100\nconnect_ms=200\n"
        "tls_ms=300\nwait_ms=400\ntransfer_ms=500\ntotal_ms=1500\n"
        "started_at=1000000\nnote=a note\n"
        "source_file=headgate.yml\nsource_line=12\nwaived_until=-\nin_maintenance="
        "0\nbaseline=-\n"
        "certificate_subject=CN=Subject\ncertificate_issuer=CN=Authority\n"
        "certificate_not_before=-8207999000000\ncertificate_not_after=432001000000\n"
        "certificate_days_left=5\ncertificate_verified=0\n"
        "certificate_problem=wrong_host\ncertificate_fingerprint="
        "0700000000000000000000000000000000000000000000000000000000000000\n");
    hg_certificate_free(certificate);
    free(text);
    hg_result_release(&result);
}

static void where_there_is_nothing_the_field_is_null(void)
{
    struct fixture fixture;
    struct hg_result result;
    fixture_init(&fixture);
    hg_result_init(&result);
    char *text = dump(&fixture.target, &result);
    UNIT_ASSERT_TEXT(
        text,
        "name=api\ngroup=-\ntags=\nurl=" FIXTURE_URL "\n"
        "outcome=unknown\ncause=none\nreason=-\nmethod=-\n"
        "http_status=-\nhttp_version=-\nremote_address=-\n"
        "final_url=-\nhead_status=-\nredirects=0\nattempts=0\n"
        "resolve_ms=-\nconnect_ms=-\ntls_ms=-\nwait_ms=-\n"
        "transfer_ms=-\ntotal_ms=-\nstarted_at=-\nnote=-\n"
        "source_file=-\nsource_line=-\nwaived_until=-\nin_maintenance=0\nbaseline=-\n"
        "certificate_subject=-\n"
        "certificate_issuer=-\ncertificate_not_before=-\n"
        "certificate_not_after=-\ncertificate_days_left=-\n"
        "certificate_verified=-\ncertificate_problem=-\n"
        "certificate_fingerprint=-\n");
    free(text);
    hg_result_release(&result);
}

static void http_versions_are_written_as_people_write_them(void)
{
    static const struct {
        uint8_t version;
        const char *text;
    } rows[] = {{10, "1.0"}, {11, "1.1"}, {20, "2"}, {30, "3"}};
    size_t count = 0;
    const struct hg_field *field = hg_fields(&count);
    while (strcmp(field->key, "http_version") != 0)
        field++;
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_result result;
        struct hg_field_value value;
        hg_result_init(&result);
        result.http_version = rows[i].version;
        hg_field_get(field, &fixture.target, &result, &value);
        UNIT_ASSERT_TEXT(value.text, rows[i].text);
    }
}

static void zero_is_a_value_where_it_says_something(void)
{
    struct fixture fixture;
    struct hg_result result;
    struct hg_reply reply;
    fixture_init(&fixture);
    hg_result_init(&result);
    fixture_answer(&reply, 200);
    reply.head_status = 0; /* cut off */
    reply.phases = (struct hg_phases){0, 0, 0, 0, 0, 0};
    fixture_add(&fixture, &result, &reply);
    size_t count = 0;
    const struct hg_field *fields = hg_fields(&count);
    for (size_t i = 0; i < count; i++) {
        struct hg_field_value value;
        hg_field_get(&fields[i], &fixture.target, &result, &value);
        if (fields[i].type == HG_FIELD_MS || strcmp(fields[i].key, "head_status") == 0)
            UNIT_ASSERT_ROW(!value.is_null && value.integer == 0, fields[i].column);
    }
    hg_result_release(&result);
}

static const char *object_of(const struct hg_field *field)
{
    return field->object == NULL ? "" : field->object;
}

static void keys_and_columns_are_unique_and_objects_stand_together(void)
{
    size_t count = 0;
    const struct hg_field *fields = hg_fields(&count);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            const bool same_object =
                strcmp(object_of(&fields[i]), object_of(&fields[j])) == 0;
            UNIT_ASSERT_ROW(strcmp(fields[i].column, fields[j].column) != 0,
                            fields[i].column);
            UNIT_ASSERT_ROW(!same_object || strcmp(fields[i].key, fields[j].key) != 0,
                            fields[i].key);
            /* An object that ended must not begin again. */
            UNIT_ASSERT_ROW(!same_object || fields[i].object == NULL ||
                                strcmp(object_of(&fields[j - 1]), fields[i].object) == 0,
                            fields[j].column);
        }
        UNIT_ASSERT_ROW(strlen(fields[i].summary) > 0, fields[i].column);
    }
}

static void only_counts_of_lists_have_their_scope(void)
{
    size_t count = 0;
    const struct hg_field *fields = hg_fields(&count);
    for (size_t i = 0; i < count; i++) {
        const bool expected = strcmp(fields[i].column, "redirects") == 0 ||
                              strcmp(fields[i].column, "attempts") == 0;
        UNIT_ASSERT_ROW((fields[i].scope == HG_FIELD_OF_LIST) == expected,
                        fields[i].column);
    }
}

CU_TestInfo field_tests[] = {
    {"a_full_result_has_every_field", a_full_result_has_every_field},
    {"where_there_is_nothing_the_field_is_null",
     where_there_is_nothing_the_field_is_null},
    {"http_versions_are_written_as_people_write_them",
     http_versions_are_written_as_people_write_them},
    {"zero_is_a_value_where_it_says_something", zero_is_a_value_where_it_says_something},
    {"keys_and_columns_are_unique_and_objects_stand_together",
     keys_and_columns_are_unique_and_objects_stand_together},
    {"only_counts_of_lists_have_their_scope", only_counts_of_lists_have_their_scope},
    CU_TEST_INFO_NULL,
};
