/* SPDX-License-Identifier: MIT */
/* dependencies: names that become positions, and cycles. */
#include "fixture.h"
#include "unit.h"

#include "headgate/banned.h"

static void dependencies_are_checked(void)
{
    static const char *const rows[][2] = {
        {"- {name: a, url: http://a/, depends_on: b}\n- {name: b, url: http://b/}\n", ""},
        {"- {name: gate, url: http://a/}\n"
         "- {name: b, url: http://b/, depends_on: [gate, gat, zzzzzzz]}\n",
         "headgate.yml:3:48: target \"b\": depends_on: no target is named \"gat\", did "
         "you "
         "mean \"gate\"?\n"
         "headgate.yml:3:53: target \"b\": depends_on: no target is named \"zzzzzzz\"\n"},
        {"- {name: a, url: http://a/, depends_on: a}\n",
         "headgate.yml:2:41: target \"a\": depends_on: a target can't depend on "
         "itself\n"},
        {"- {name: a, url: http://a/, depends_on: c}\n"
         "- {name: b, url: http://b/, depends_on: [a]}\n"
         "- {name: c, url: http://c/, depends_on: b}\n"
         "- {name: d, url: http://d/, depends_on: c}\n",
         "headgate.yml:2:41: target \"a\": depends_on: circular dependency: \"a\", "
         "\"c\", \"b\", \"a\"\n"},
        {"- {name: a, url: http://a/, depends_on: {b: c}}\n",
         "headgate.yml:2:41: target \"a\": depends_on must be a string or a list of "
         "strings, got a map\n"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hg_buf yaml;
        hg_buf_init(&yaml);
        hg_buf_printf(&yaml, "targets:\n%s", rows[i][0]);
        UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, yaml.data), rows[i][1]);
        hg_buf_release(&yaml);
    }
    fixture_release(&fixture);
}

static void dependencies_become_positions_of_selected_targets(void)
{
    static const char *const options[] = {"--tag=x", NULL};
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("urls.txt", "http://l/\nhttp://m/\n");
    fixture_write("headgate.yml",
                  "targets:\n"
                  "- {name: off, url: http://o/}\n"
                  "- {file: urls.txt, tags: x, depends_on: [off, last, last]}\n"
                  "- {name: late, url: http://p/, tags: x, depends_on: http://l/}\n"
                  "- {name: last, url: http://q/, tags: x, depends_on: off}\n");
    fixture_load(&fixture, (const char *const[]){"headgate.yml", NULL}, options);
    UNIT_ASSERT_TEXT(fixture.printed.data, "");
    CU_ASSERT_EQUAL_FATAL(fixture.config.target_count, 4);
    const struct hg_target *targets = fixture.config.targets;
    CU_ASSERT_EQUAL_FATAL(hg_target_get_extra(&targets[0])->parent_count, 1);
    CU_ASSERT_EQUAL(hg_target_get_extra(&targets[0])->parents[0], 3);
    CU_ASSERT_EQUAL_FATAL(hg_target_get_extra(&targets[1])->parent_count, 1);
    CU_ASSERT_EQUAL(hg_target_get_extra(&targets[1])->parents[0], 3);
    CU_ASSERT_EQUAL_FATAL(hg_target_get_extra(&targets[2])->parent_count, 1);
    CU_ASSERT_EQUAL(hg_target_get_extra(&targets[2])->parents[0], 0);
    CU_ASSERT_EQUAL(hg_target_get_extra(&targets[3])->parent_count, 0);
    CU_ASSERT_EQUAL_FATAL(fixture.config.note_count, 1);
    UNIT_ASSERT_TEXT(fixture.config.notes[0],
                     "\"off\" is not selected: 3 targets that depend on it will not wait "
                     "for it");
    fixture_release(&fixture);
}

CU_TestInfo dependencies_tests[] = {
    {"dependencies_are_checked", dependencies_are_checked},
    {"dependencies_become_positions_of_selected_targets",
     dependencies_become_positions_of_selected_targets},
    CU_TEST_INFO_NULL,
};
