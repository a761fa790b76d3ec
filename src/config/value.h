/* SPDX-License-Identifier: MIT */
/* value: what the types of keys share when they read a value, and how problems are reported. */
#ifndef HEADGATE_CONFIG_VALUE_H
#define HEADGATE_CONFIG_VALUE_H

#include <stddef.h>

#include "config/node.h"
#include "config/reader.h"
#include "headgate/config.h"
#include "headgate/key.h"

#define HG_VALUE_MAP_MAX     256 /* also keeps looking for equal names cheap */
#define HG_VALUE_PHRASE_SIZE 512

/* Add a note for the person, which is not a problem. */
void hg_value_note(const struct hg_reader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Read `node` into `field` as the type of the key does. A value that is wrong is reported, and the
 * field stays as it is. */
void hg_value_read(const struct hg_reader *reader, const struct hg_key *key,
                   struct hg_node *node, void *field);
/* What the key accepts, in words: "1ms to 10m", "true or false". */
void hg_value_phrase(const struct hg_key *key, char *out, size_t size);
/* Report that `node` is not what was expected, and break it. NULL: the phrase of the key. Always
 * returns -1. */
int hg_value_refuse(const struct hg_reader *reader, const struct hg_key *key,
                    struct hg_node *node, const char *expected);
/* Report something else that is wrong with it ("headers: ..."), and break it. Always returns -1. */
int hg_value_fault(const struct hg_reader *reader, const struct hg_key *key,
                   struct hg_node *node, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Refuse quotation marks, which say that the value is a string. -1 when it has some. */
int hg_value_check_quotes(const struct hg_reader *reader, const struct hg_key *key,
                          struct hg_node *node) __attribute__((warn_unused_result));
/* Check that `node` is a map which, with what is there `already`, has at most HG_VALUE_MAP_MAX
 * entries, named by `noun` ("headers"). -1, reported, when it is not. */
int hg_value_check_map(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node, size_t already, const char *noun)
    __attribute__((warn_unused_result));
/* A clean string that is not empty and has the key's format, in the configuration's arena. NULL when
 * the node is none, which is reported. */
const char *hg_value_read_text(const struct hg_reader *reader, const struct hg_key *key,
                               struct hg_node *node) __attribute__((warn_unused_result));
/* Compile the node's text; the configuration owns the pattern. NULL when it is wrong, which is
 * reported of `subject`. */
const struct hg_pattern *hg_value_compile(const struct hg_reader *reader,
                                          const struct hg_key *key, struct hg_node *node,
                                          const char *subject)
    __attribute__((warn_unused_result));
/* "urls.txt" of a configuration "configs/a.yml" is "configs/urls.txt". Lives in the arena. */
const char *hg_value_join(const struct hg_reader *reader, const struct hg_node *node,
                          const char *path);

#endif
