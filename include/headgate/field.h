/* SPDX-License-Identifier: MIT */
/* field: the one table of the values that are reported of a target. JSON and CSV reports, their
 * documentation and the JSON schema are made from it, so that they can't drift apart. */
#ifndef HEADGATE_FIELD_H
#define HEADGATE_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/result.h"
#include "headgate/target.h"

#define HG_FIELD_SCRATCH_SIZE 80 /* an address or a fingerprint */

enum hg_field_type {
    HG_FIELD_TEXT, /* clean UTF-8 */
    HG_FIELD_INTEGER,
    HG_FIELD_MS, /* microseconds in `integer`, reported as milliseconds with one decimal */
    HG_FIELD_TRUTH, /* true unless `integer` is 0 */
    HG_FIELD_TIME,  /* wall clock microseconds in `integer`, reported as RFC 3339 */
    HG_FIELD_TEXTS  /* list: a JSON array, "a b" in CSV */
};

/* The object that a field describes; CSV has them all in one row. */
enum hg_field_scope {
    HG_FIELD_OF_TARGET,
    HG_FIELD_OF_ATTEMPT, /* of each attempt; the target has those of its last one */
    HG_FIELD_OF_CERTIFICATE,
    HG_FIELD_OF_LIST /* a count: JSON has the whole list under the same key, written elsewhere */
};

struct hg_field_value {
    bool is_null;
    int64_t integer;
    const char *text; /* borrowed from the result, the target or `scratch` */
    struct hg_texts texts;
    char scratch[HG_FIELD_SCRATCH_SIZE];
};

struct hg_field {
    /* JSON object that has it ("phases_ms", "source"); NULL: the target */
    const char *object;
    const char *key;    /* JSON key inside that object */
    const char *column; /* CSV column, with its unit ("total_ms") */
    enum hg_field_type type;
    enum hg_field_scope scope;
    const char *summary; /* one sentence for the documentation */
    void (*get)(const struct hg_target *target, const struct hg_result *result,
                struct hg_field_value *value);
};

/* All fields in the order of the reports; fields of one object stand together. */
const struct hg_field *hg_fields(size_t *count);
/* Fill the value, all but `scratch` zeroed before. */
void hg_field_get(const struct hg_field *field, const struct hg_target *target,
                  const struct hg_result *result, struct hg_field_value *value);

#endif
