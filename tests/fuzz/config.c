/* SPDX-License-Identifier: MIT */
/* config: any bytes as a configuration must give targets or problems, each with a place and clean
 * words. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "headgate/config.h"
#include "headgate/text.h"

#include "fuzz.h"

static void check_targets(const struct hg_config *config)
{
    for (size_t i = 0; i < config->target_count; i++) {
        const struct hg_target *target = &config->targets[i];
        FUZZ_ASSERT(target->name[0] != '\0');
        FUZZ_ASSERT(hg_text_is_clean(target->name, strlen(target->name), NULL));
        FUZZ_ASSERT(strncmp(target->url, "http", 4) == 0);
        FUZZ_ASSERT(target->policy != NULL && target->origin != NULL);
        FUZZ_ASSERT(target->host < config->host_count);
    }
}

static void check_problems(struct hg_problems *problems)
{
    struct hg_buf text;
    hg_buf_init(&text);
    hg_problems_print(problems, &text);
    for (size_t i = 0; i < problems->count; i++) {
        const struct hg_problem *problem = &problems->items[i];
        FUZZ_ASSERT(problem->text[0] != '\0');
        FUZZ_ASSERT(hg_text_is_clean(problem->text, strlen(problem->text), NULL));
    }
    FUZZ_ASSERT(text.len > 0);
    hg_buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const formats[] = {"text", "json", "csv"};
    const int fd = memfd_create("config", MFD_CLOEXEC);
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    FUZZ_ASSERT(write(fd, data, size) == (ssize_t)size);

    const struct hg_input input = {HG_INPUT_CONFIG, path};
    const struct hg_config_inputs inputs = {
        .inputs = &input, .input_count = 1, .formats = formats, .format_count = 3};
    struct hg_config config;
    struct hg_problems problems;
    hg_problems_init(&problems);
    if (hg_config_load(&config, &inputs, &problems) == 0)
        check_targets(&config);
    else
        check_problems(&problems);
    hg_problems_release(&problems);
    hg_config_release(&config);
    close(fd);
    return 0;
}
