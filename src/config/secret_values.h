/* SPDX-License-Identifier: MIT */
/* secret_values: what must not be shown, collected while a configuration is read.
 *
 * DESIGN: some values are secret by what they are: passwords, tokens, the values of some headers. Others
 * are values of variables, and secret by where "${NAME}" stands: in what a request sends, but nowhere in
 * what people must recognise, such as a host. `secret` and `public` decide otherwise. So everything is
 * read first, and the set of secrets is made last. */
#ifndef HEADGATE_CONFIG_SECRET_VALUES_H
#define HEADGATE_CONFIG_SECRET_VALUES_H

#include <stddef.h>

#include "config/node.h"
#include "config/reader.h"
#include "headgate/hash_table.h"

/* A value that is secret, unless a variable in it is public. */
struct hg_secret_value {
    const char *text;           /* lives in the arena of nodes */
    const struct hg_node *node; /* where it was written; NULL: not known */
    size_t begin, end;          /* the part of the node's text that decides */
};

struct hg_secret_values {
    struct hg_arena *nodes;
    struct hg_secret_value *values; /* owned */
    size_t value_count;
    struct hg_hash_table known;  /* values that were added */
    struct hg_hash_table places; /* names of variables, to where they stand */
};

void hg_secret_values_release(struct hg_secret_values *all);

/* Each of these may be called again for the same value. `reader` may have no place for them (NULL). */

/* A value that is secret by what it is; `node` may be NULL. */
void hg_secret_values_add(const struct hg_reader *reader, const struct hg_node *node,
                          const char *text);
/* The value of a request header, which its name may make secret: the whole of it, the credentials behind
 * the scheme, the password in them, and the values of single cookies. */
void hg_secret_values_add_header(const struct hg_reader *reader, const char *name,
                                 const struct hg_node *value);
/* The password of an address, as it is sent; `node` is the address as it was written, or NULL. */
void hg_secret_values_add_login(const struct hg_reader *reader,
                                const struct hg_node *node, const char *password);
/* Variables in a part of a request. */
void hg_secret_values_add_variables(const struct hg_reader *reader,
                                    const struct hg_node *node);
/* A string of a key: an address, whose password is secret, and whose variables are so in the query only;
 * a part of a request; or a name. */
void hg_secret_values_add_text(const struct hg_reader *reader, const struct hg_key *key,
                               const struct hg_node *node);

/* All is read: make the set of the configuration, with the credentials of these policies, and take it out
 * of what is shown of the run. */
void hg_secret_values_conclude(const struct hg_reader *reader,
                               struct hg_policy *const *policies, size_t count);
/* The text of a node with HG_HIDDEN in place of variables that `secret` names, however short: for where
 * it is shown itself. In the configuration's arena. */
const char *hg_secret_values_show(const struct hg_reader *reader,
                                  const struct hg_node *node);

#endif
