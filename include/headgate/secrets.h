/* SPDX-License-Identifier: MIT */
/* secrets: values that are never shown, and texts without them.
 *
 * DESIGN: a configuration has one set, which is collected while it is loaded and only read afterwards, by
 * any thread. A text is searched for all values at once: those that begin with the same eight bytes stand
 * together, so the time depends on the length of the text, not on the number of values. It is searched as
 * it is, and once more for each layer of percent-encoding, JSON's or HTML's escapes in it; Base64 is in
 * the set, in each of the three ways in which it can continue other bytes, and so is what a value is as a
 * part of a host, in small letters. */
#ifndef HEADGATE_SECRETS_H
#define HEADGATE_SECRETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What stands in place of a secret. */
#define HG_HIDDEN "***"
/* Shorter values are not searched for: they would be found in every other word. */
#define HG_SECRET_MIN_BYTES 8

struct hg_secret {
    char *text; /* owned */
    size_t len;
    uint64_t beginning; /* the first eight bytes */
};

struct hg_secrets {
    const struct hg_secrets *others; /* searched for as well; NULL: none */
    struct hg_secret *items;         /* owned; sorted once the set is complete */
    size_t count;
    bool has_blank;             /* a value has one, which forms write as "+" */
    bool begins[UINT8_MAX + 1]; /* whether a text begins with that byte */
};

/* Zero-initialised it is an empty set. */
void hg_secrets_release(struct hg_secrets *secrets);
/* Add a value; one that is shorter than HG_SECRET_MIN_BYTES is ignored. */
void hg_secrets_add(struct hg_secrets *secrets, const char *value);
/* Call it after the last hg_secrets_add(), before the set is used. */
void hg_secrets_complete(struct hg_secrets *secrets);
/* Whether the text may have a secret in it: much quicker than to mask it, for the many that have none. False
 * for NULL as `secrets`. */
bool hg_secrets_may_occur(const struct hg_secrets *secrets, const char *text);
/* `text` with HG_HIDDEN in place of each secret, also of the beginning of one that an ellipsis cuts.
 * `secrets` may be NULL. Free with free(). */
char *hg_secrets_mask(const struct hg_secrets *secrets, const char *text);
/* The same for a text on the heap, which is replaced only if a secret is in it. */
void hg_secrets_hide(const struct hg_secrets *secrets, char **text);

#endif
