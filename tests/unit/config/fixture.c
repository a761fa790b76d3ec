/* SPDX-License-Identifier: MIT */
/* fixture: a temporary folder and hg_config_load(). */
#include "fixture.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "headgate/banned.h"

#define INPUTS_MAX 16

static const char *const formats[] = {"text", "json", "csv"};

void fixture_init(struct fixture *fixture)
{
    *fixture = (struct fixture){.folder = "/tmp/headgate-config-XXXXXX"};
    hg_problems_init(&fixture->problems);
    hg_buf_init(&fixture->printed);
    if (mkdtemp(fixture->folder) == NULL || chdir(fixture->folder) != 0)
        CU_FAIL_FATAL("no temporary folder");
}

static void forget(struct fixture *fixture)
{
    hg_buf_clear(&fixture->printed);
    hg_problems_release(&fixture->problems);
    hg_config_release(&fixture->config);
}

static void remove_files(void)
{
    DIR *folder = opendir(".");
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (entry->d_name[0] != '.')
            remove(entry->d_name);
    }
    closedir(folder);
}

void fixture_release(struct fixture *fixture)
{
    forget(fixture);
    hg_buf_release(&fixture->printed);
    remove_files();
    if (chdir("/") == 0)
        rmdir(fixture->folder);
}

void fixture_write_bytes(const char *name, const void *bytes, size_t len)
{
    FILE *file = fopen(name, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(fwrite(bytes, 1, len, file), len);
    fclose(file);
}

void fixture_write(const char *name, const char *text)
{
    fixture_write_bytes(name, text, strlen(text));
}

static const struct hg_key *find_option(const char *option)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    for (size_t i = 0; i < count; i++) {
        if (keys[i].option != NULL && strcmp(keys[i].option, option) == 0)
            return &keys[i];
    }
    return NULL;
}

static struct hg_override parse_option(char *text)
{
    char *equals = strchr(text, '=');
    const char *value = equals == NULL ? "true" : equals + 1;
    if (equals != NULL)
        *equals = '\0';
    const struct hg_key *key = find_option(text + 2);
    CU_ASSERT_PTR_NOT_NULL_FATAL(key);
    return (struct hg_override){key, text, value};
}

void fixture_load(struct fixture *fixture, const char *const *arguments,
                  const char *const *options)
{
    struct hg_input inputs[INPUTS_MAX];
    struct hg_override overrides[INPUTS_MAX];
    char *copies[INPUTS_MAX];
    struct hg_config_inputs all = {.inputs = inputs,
                                   .overrides = overrides,
                                   .formats = formats,
                                   .format_count = 3,
                                   .without_retries = fixture->without_retries,
                                   .lacks_http3 = fixture->lacks_http3,
                                   .allows_unset = fixture->allows_unset};
    for (; arguments[all.input_count] != NULL; all.input_count++)
        inputs[all.input_count] =
            (struct hg_input){HG_INPUT_ARGUMENT, arguments[all.input_count]};
    for (size_t i = 0; options != NULL && options[i] != NULL; i++) {
        copies[i] = strdup(options[i]);
        overrides[all.override_count++] = parse_option(copies[i]);
    }
    forget(fixture);
    fixture->result = hg_config_load(&fixture->config, &all, &fixture->problems);
    hg_problems_print(&fixture->problems, &fixture->printed);
    for (size_t i = 0; i < all.override_count; i++)
        free(copies[i]);
}

const char *fixture_load_yaml(struct fixture *fixture, const char *yaml)
{
    fixture_write("headgate.yml", yaml);
    fixture_load(fixture, (const char *const[]){NULL}, NULL);
    return fixture->printed.data;
}
