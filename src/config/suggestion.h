/* SPDX-License-Identifier: MIT */
/* suggestion: what to write instead of a value that is refused. Nothing is guessed that would be refused
 * again: a rewriting of the value is suggested only if the key's own type reads it. */
#ifndef HEADGATE_CONFIG_SUGGESTION_H
#define HEADGATE_CONFIG_SUGGESTION_H

#include "config/node.h"
#include "config/reader.h"

/* Each appends to `out` what to write, or returns false. Values of secret keys are never repeated. */

/* "timeout: 5s" for a value that the key refuses; "--timeout 5s" where it was typed so. */
bool hg_suggestion_value(const struct hg_reader *reader, const struct hg_key *key,
                         const struct hg_node *node, struct hg_buf *out);
/* "expect: {status: 200}" for a value in place of the section `path` ("expect"). The first `from` bytes of
 * `path` are left out. */
bool hg_suggestion_section(const struct hg_reader *reader, enum hg_key_scopes scopes,
                           const struct hg_node *node, const char *path, size_t from,
                           struct hg_buf *out);
/* "expect: {status: 200}" for a value whose key is `key` elsewhere. */
bool hg_suggestion_place(const struct hg_reader *reader, const struct hg_key *key,
                         const struct hg_node *node, struct hg_buf *out);
/* Whether a key of the section is secret, so that a value in its place may be. */
bool hg_suggestion_has_secrets(const char *section);
/* The keys of a section: "warn, fail". */
void hg_suggestion_keys(enum hg_key_scopes scopes, const char *path, struct hg_buf *out);

#endif
