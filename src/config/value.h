/* SPDX-License-Identifier: MIT */
/* value: what a node means for a key: checks it and puts it into settings or a policy. */
#ifndef HEADGATE_CONFIG_VALUE_H
#define HEADGATE_CONFIG_VALUE_H

#include <stddef.h>

#include "config/node.h"
#include "headgate/config.h"
#include "headgate/key.h"

#define HG_VALUE_MAP_MAX 256 /* also keeps looking for equal names cheap */

/* What reading a value needs to know. */
struct hg_reader {
    struct hg_config *config; /* values live in its arena, it owns the patterns */
    struct hg_problems *problems;
    const char *const *formats; /* report formats that exist */
    size_t format_count;
    bool without_retries; /* as in struct hg_config_inputs */
    const char *folder;   /* of the configuration, with its "/": "" for the current one */
    const char *subject;  /* begins the messages: "", "target \"api\": " */
};

/* Read `node` into the key's field of `scope` (struct hg_settings or struct hg_policy). Maps and
 * reports add to what is there, everything else replaces it. -1 when the value is wrong, which is
 * told once per node. */
int hg_value_read(const struct hg_reader *reader, const struct hg_key *key,
                  struct hg_node *node, void *scope);
/* The same for a single text or truth, for keys that have no field. NULL and -1 when wrong. */
const char *hg_value_read_text(const struct hg_reader *reader, const struct hg_key *key,
                               struct hg_node *node);
int hg_value_read_bool(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node, bool *value);
int hg_value_read_texts(const struct hg_reader *reader, const struct hg_key *key,
                        struct hg_node *node, struct hg_texts *value);
/* What the key accepts, in the words of the messages: "1ms to 10m", "true or false". */
void hg_value_expected(const struct hg_key *key, char *out, size_t size);
/* Tell that `node` is not what was expected and break it. Always returns -1. */
int hg_value_refuse(const struct hg_reader *reader, const struct hg_key *key,
                    struct hg_node *node, const char *expected);
/* That `node` is a map which, with what is there `already`, has at most HG_VALUE_MAP_MAX entries,
 * named by `noun` ("headers"). -1, told, when it is not. */
int hg_value_check_map(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node, size_t already, const char *noun);
/* Tell something else that is wrong with it ("headers: ...") and break it. Always returns -1. */
int hg_value_fault(const struct hg_reader *reader, const struct hg_key *key,
                   struct hg_node *node, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* "urls.txt" of a configuration "configs/a.yml" is "configs/urls.txt". Lives in the arena. */
const char *hg_value_join(const struct hg_reader *reader, const struct hg_node *node,
                          const char *path);

#endif
