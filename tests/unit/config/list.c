/* SPDX-License-Identifier: MIT */
/* list: URL lists, addresses of the command line, and what they give way to. */
#include "fixture.h"
#include "unit.h"

#include <string.h>

#include "headgate/url.h"

#include "headgate/banned.h"

static void check_names(const struct fixture *fixture, const char *expected)
{
    struct hg_buf names;
    hg_buf_init(&names);
    for (size_t i = 0; i < fixture->config.target_count; i++)
        hg_buf_printf(&names, "%s\n", fixture->config.targets[i].name);
    UNIT_ASSERT_TEXT(names.data, expected);
    hg_buf_release(&names);
}

static const char *note(const struct fixture *fixture, size_t index)
{
    return index < fixture->config.note_count ? fixture->config.notes[index] : NULL;
}

static void blanks_comments_and_line_ends_do_not_count(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("l.txt",
                  "\xEF\xBB\xBFhttp://a/\r\n\r\n  # no\n\t http://b/ \r\n#\nc.example");
    fixture_load(&fixture, (const char *const[]){"l.txt", NULL}, NULL);
    UNIT_ASSERT_TEXT(fixture.printed.data, "");
    check_names(&fixture, "http://a/\nhttp://b/\nc.example\n");
    CU_ASSERT_EQUAL(fixture.config.targets[2].line, 6);
    UNIT_ASSERT_TEXT(fixture.config.targets[2].origin->file, "l.txt");
    fixture_release(&fixture);
}

/* As they come from web pages, spreadsheets and files that were joined. */
static void what_nobody_sees_around_an_address_is_no_part_of_it(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("l.txt", "\u00a0http://a/\u00a0\n"
                           "http://b/\u200b\r\n"
                           "\u200e \u00a0\n"
                           "\ufeffhttp://c/\n"
                           "\u202ad.example \u2060\t\n"
                           "\u3000# no\n"
                           "http://نامه\u200cای.example/\n");
    fixture_load(&fixture, (const char *const[]){"l.txt", NULL}, NULL);
    UNIT_ASSERT_TEXT(fixture.printed.data, "");
    check_names(&fixture, "http://a/\nhttp://b/\nhttp://c/\nd.example\n"
                          "http://نامه\u200cای.example/\n");
    UNIT_ASSERT_TEXT(fixture.config.targets[0].url, "http://a/");
    UNIT_ASSERT_TEXT(fixture.config.targets[4].url,
                     "http://xn--mgba3gch31f060k.example/");
    CU_ASSERT_EQUAL(fixture.config.targets[2].line, 4);
    fixture_release(&fixture);
}

static void what_nobody_sees_inside_an_address_is_refused(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("l.txt", "http://a/\n"
                           "http://exa\u00admple/\n"
                           "http://a/b\u200bc\n"
                           "http://a/b\u00a0c\n"
                           "http://a/ \ufeffb\n");
    fixture_load(&fixture, (const char *const[]){"l.txt", "http://a/\u00a0", NULL}, NULL);
    UNIT_ASSERT_TEXT(fixture.printed.data,
                     "l.txt:2:1: expected no invisible character (U+00AD), got "
                     "\"http://exa\u00admple/\"\n"
                     "l.txt:3:1: expected no invisible character (U+200B), got "
                     "\"http://a/b\u200bc\"\n"
                     "l.txt:4:1: expected no invisible character (U+00A0), got "
                     "\"http://a/b\u00a0c\"\n"
                     "l.txt:5:1: expected no spaces, got \"http://a/ \ufeffb\"\n"
                     "http://a/\u00a0: expected no invisible character (U+00A0), got "
                     "\"http://a/\u00a0\"\n");
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture, "defaults: {timeout: 5s\u200b}\n"
                                    "canaries: [\"http://a/\u00a0\"]\n"
                                    "targets:\n"
                                    "  - http://b/\u00a0\n"),
        "headgate.yml:1:21: defaults: timeout must be 1ms to 10m, got \"5s\u200b\" with "
        "the invisible character U+200B\n"
        "headgate.yml:2:12: canaries.urls must be an http or https URL, got "
        "\"http://a/\u00a0\" with the invisible character U+00A0\n"
        "headgate.yml:4:5: target #1: expected no invisible character (U+00A0), got "
        "\"http://b/\u00a0\"\n");
    fixture_release(&fixture);
}

static void wrong_lines_are_reported_with_their_location(void)
{
    static const char bytes[] = "http://a/\nftp://b/\nhttp://c\0/\nhttp://\xFF/\n";
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write_bytes("l.txt", bytes, sizeof bytes - 1);
    fixture_load(&fixture, (const char *const[]){"l.txt", "ftp://u:secret@d/", NULL},
                 NULL);
    UNIT_ASSERT_TEXT(
        fixture.printed.data,
        "l.txt:2:1: expected an http or https address, got scheme \"ftp\"\n"
        "l.txt:3:1: a URL must be UTF-8 text without control characters\n"
        "l.txt:4:1: a URL must be UTF-8 text without control characters\n"
        "ftp://***@d/: expected an http or https address, got scheme \"ftp\"\n");
    fixture_release(&fixture);
}

static void a_url_may_be_as_long_as_the_limit(void)
{
    static char line[HG_URL_MAX_BYTES + 3];
    struct fixture fixture;
    fixture_init(&fixture);
    memset(line, 'a', HG_URL_MAX_BYTES + 1);
    memcpy(line, "http://a/", 9);
    line[HG_URL_MAX_BYTES] = '\n';
    fixture_write("l.txt", line);
    fixture_load(&fixture, (const char *const[]){"l.txt", NULL}, NULL);
    UNIT_ASSERT_TEXT(fixture.printed.data, "");
    line[HG_URL_MAX_BYTES] = 'a';
    fixture_write("l.txt", line);
    fixture_load(&fixture, (const char *const[]){"l.txt", NULL}, NULL);
    UNIT_ASSERT_TEXT(fixture.printed.data,
                     "l.txt:1:1: a URL must be at most 16384 bytes long, got 16385\n");
    fixture_release(&fixture);
}

static void repeats_are_dropped_with_a_note_per_source(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("l.txt", "http://a/\nHTTP://A:80/\nhttp://a\na\nhttp://u:p@a/\n");
    fixture_load(
        &fixture,
        (const char *const[]){"l.txt", "http://a/", "http://b/", "http://b/", NULL},
        NULL);
    UNIT_ASSERT_TEXT(fixture.printed.data, "");
    check_names(&fixture, "http://a/\na\nhttp://a/ #2\nhttp://b/\n");
    UNIT_ASSERT_TEXT(note(&fixture, 0), "l.txt: ignored 2 duplicate URLs");
    UNIT_ASSERT_TEXT(note(&fixture, 1), "command line: ignored 2 duplicate URLs");
    CU_ASSERT_PTR_NULL(note(&fixture, 2));
    fixture_release(&fixture);
}

static void a_name_that_is_the_url_is_kept_once(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("l.txt", "\xEF\xBB\xBFhttp://a/ \r\nhttp://b\nc\nhttp://u:p@d/\n"
                           "https://e/?f");
    fixture_load(&fixture, (const char *const[]){"l.txt", NULL}, NULL);
    UNIT_ASSERT_TEXT(fixture.printed.data, "");
    check_names(&fixture, "http://a/\nhttp://b\nc\nhttp://d/\nhttps://e/?f\n");
    const struct hg_target *targets = fixture.config.targets;
    CU_ASSERT_PTR_EQUAL(targets[0].name, targets[0].url);
    UNIT_ASSERT_TEXT(targets[1].url, "http://b/");
    UNIT_ASSERT_TEXT(targets[2].url, "https://c/");
    UNIT_ASSERT_TEXT(targets[3].url, "http://d/");
    CU_ASSERT_PTR_EQUAL(targets[4].name, targets[4].url);
    fixture_release(&fixture);
}

static void lists_give_way_to_the_configuration_wherever_they_stand(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("l.txt", "http://b/\nhttp://c/\n");
    fixture_write("c.yml", "targets:\n- {name: api, url: http://b/}\n"
                           "- {name: http://c/, url: http://d/}\n");
    fixture_load(&fixture, (const char *const[]){"l.txt", "c.yml", "http://d", NULL},
                 NULL);
    UNIT_ASSERT_TEXT(fixture.printed.data, "");
    check_names(&fixture, "http://c/ #2\napi\nhttp://c/\n");
    UNIT_ASSERT_TEXT(note(&fixture, 0),
                     "l.txt: ignored 1 URL that the configuration has");
    UNIT_ASSERT_TEXT(note(&fixture, 1),
                     "command line: ignored 1 URL that the configuration has");
    fixture_release(&fixture);
}

static void a_list_in_a_configuration_takes_the_keys_of_its_entry(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("l.txt", "http://b/\nhttp://c/\n");
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, "targets:\n- http://a/\n"
                                                 "- {file: l.txt, group: g, tags: [t], "
                                                 "retries: 7, enabled: false}\n"
                                                 "- http://d/\n"),
                     "");
    check_names(&fixture, "http://a/\nhttp://b/\nhttp://c/\nhttp://d/\n");
    const struct hg_target *target = &fixture.config.targets[2];
    UNIT_ASSERT_TEXT(target->origin->group, "g");
    UNIT_ASSERT_TEXT(target->origin->tags.items[0], "t");
    UNIT_ASSERT_TEXT(target->origin->file, "l.txt");
    CU_ASSERT_EQUAL(target->line, 2);
    CU_ASSERT_EQUAL(target->policy->retries, 7);
    CU_ASSERT_PTR_EQUAL(target->policy, target[-1].policy);
    CU_ASSERT_FALSE(target->enabled);
    fixture_release(&fixture);
}

static void a_list_in_a_configuration_is_checked(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("l.txt", "");
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(
            &fixture,
            "targets:\n- {file: l.txt, name: n}\n- {file: l.txt, retries: x}\n"),
        "headgate.yml:2:23: target \"n\": \"name\" can't be used with \"file\": each URL "
        "of a list is its own name\n"
        "headgate.yml:3:26: target \"l.txt\": retries must be 0 to 20, got \"x\"\n");
    fixture_release(&fixture);
}

CU_TestInfo list_tests[] = {
    {"what_nobody_sees_around_an_address_is_no_part_of_it",
     what_nobody_sees_around_an_address_is_no_part_of_it},
    {"what_nobody_sees_inside_an_address_is_refused",
     what_nobody_sees_inside_an_address_is_refused},
    {"blanks_comments_and_line_ends_do_not_count",
     blanks_comments_and_line_ends_do_not_count},
    {"wrong_lines_are_reported_with_their_location",
     wrong_lines_are_reported_with_their_location},
    {"a_url_may_be_as_long_as_the_limit", a_url_may_be_as_long_as_the_limit},
    {"repeats_are_dropped_with_a_note_per_source",
     repeats_are_dropped_with_a_note_per_source},
    {"a_name_that_is_the_url_is_kept_once", a_name_that_is_the_url_is_kept_once},
    {"lists_give_way_to_the_configuration_wherever_they_stand",
     lists_give_way_to_the_configuration_wherever_they_stand},
    {"a_list_in_a_configuration_takes_the_keys_of_its_entry",
     a_list_in_a_configuration_takes_the_keys_of_its_entry},
    {"a_list_in_a_configuration_is_checked", a_list_in_a_configuration_is_checked},
    CU_TEST_INFO_NULL,
};
