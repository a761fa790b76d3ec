/* SPDX-License-Identifier: MIT */
/* fixture: loads configurations from a temporary folder, which is the current one meanwhile. */
#ifndef HEADGATE_TESTS_CONFIG_FIXTURE_H
#define HEADGATE_TESTS_CONFIG_FIXTURE_H

#include <stddef.h>

#include "headgate/config.h"

struct fixture {
    char folder[64];
    struct hg_config config;
    struct hg_problems problems;
    struct hg_buf printed; /* the problems of the last load */
    int result;            /* of the last load */
    bool without_retries;
    bool lacks_http3;
    bool allows_unset; /* for the next load, as in struct hg_config_inputs */
};

void fixture_init(struct fixture *fixture);
/* Removes the folder with everything in it. */
void fixture_release(struct fixture *fixture);
void fixture_write(const char *name, const char *text);
void fixture_write_bytes(const char *name, const void *bytes, size_t len);
/* Load arguments (ends with NULL) with options ("--timeout=5s"; NULL or ends with NULL). The
 * formats that exist are text, json and csv. */
void fixture_load(struct fixture *fixture, const char *const *arguments,
                  const char *const *options);
/* Write `yaml` to headgate.yml and load it. Returns the problems as printed. */
const char *fixture_load_yaml(struct fixture *fixture, const char *yaml);

#endif
