/* SPDX-License-Identifier: MIT */
/* Tests of sources: how it is named where targets came from. */
#include "config/sources.h"

#include "fixture.h"
#include "unit.h"

#include <string.h>
#include <unistd.h>

#include "headgate/banned.h"

static void paths_are_absolute_and_sorted(void)
{
    static const struct {
        const char *paths[4];
        const char *name;
    } rows[] = {
        {{"/etc/b.yml", "/etc/a.yml"}, "/etc/a.yml\n/etc/b.yml"},
        {{"a.yml", "/b.yml"}, "/b.yml\n/tmp/a.yml"},
        {{"a.yml", "./a.yml", "/tmp//a.yml"}, "/tmp/a.yml"},
        {{"../tmp/./x/../a.yml"}, "/tmp/a.yml"},
        {{"/../../a.yml"}, "/a.yml"},
        {{"..a/.b.yml"}, "/tmp/..a/.b.yml"},
    };
    struct hg_arena arena;
    char before[4096];
    CU_ASSERT_PTR_NOT_NULL_FATAL(getcwd(before, sizeof before));
    CU_ASSERT_EQUAL_FATAL(chdir("/tmp"), 0);
    hg_arena_init(&arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t count = 0;
        while (count < 4 && rows[i].paths[count] != NULL)
            count++;
        UNIT_ASSERT_TEXT(hg_sources_name(rows[i].paths, count, &arena), rows[i].name);
    }
    CU_ASSERT_PTR_NULL(hg_sources_name(NULL, 0, &arena));
    hg_arena_release(&arena);
    CU_ASSERT_EQUAL_FATAL(chdir(before), 0);
}

static const char *last_of(const char *sources)
{
    return sources == NULL ? "none" : strrchr(sources, '/');
}

/* Of configurations alone, as another run may name them again. */
static void only_configurations_have_sources(void)
{
    static const struct {
        const char *arguments[4];
        const char *last;
    } rows[] = {
        {{"headgate.yml"}, "/headgate.yml"},
        {{NULL}, "/headgate.yml"},
        {{"headgate.yml", "other.yml"}, "/other.yml"},
        {{"headgate.yml", "list.txt"}, "none"},
        {{"headgate.yml", "http://c/"}, "none"},
        {{"http://c/"}, "none"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("headgate.yml", "targets: [http://a/]\n");
    fixture_write("other.yml", "targets: [http://b/]\n");
    fixture_write("list.txt", "http://d/\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture_load(&fixture, rows[i].arguments, NULL);
        CU_ASSERT_EQUAL(fixture.result, 0);
        UNIT_ASSERT_TEXT(last_of(fixture.config.sources), rows[i].last);
    }
    fixture_release(&fixture);
}

CU_TestInfo sources_tests[] = {
    {"paths_are_absolute_and_sorted", paths_are_absolute_and_sorted},
    {"only_configurations_have_sources", only_configurations_have_sources},
    CU_TEST_INFO_NULL,
};
