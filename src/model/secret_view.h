/* SPDX-License-Identifier: MIT */
/* secret_view: a text without a layer of escapes, in which each byte knows where it comes from. */
#ifndef HEADGATE_MODEL_SECRET_VIEW_H
#define HEADGATE_MODEL_SECRET_VIEW_H

#include <stdbool.h>
#include <stddef.h>

enum hg_secret_escape {
    HG_ESCAPE_PERCENT = 1 << 0, /* "%41" */
    HG_ESCAPE_BLANK = 1 << 1,   /* "+", a blank of a form */
    HG_ESCAPE_JSON = 1 << 2,    /* "\u0041", "\"" and the like (RFC 8259 7) */
    HG_ESCAPE_HTML = 1 << 3     /* "&#65;", "&amp;" */
};

struct hg_secret_view {
    char *text; /* owned */
    /* owned: where each byte begins in the original text; one more for the end */
    size_t *from;
    size_t len;
};

/* The text as it is. */
void hg_secret_view_init(struct hg_secret_view *view, const char *text, size_t len);
void hg_secret_view_release(struct hg_secret_view *view);
/* Replace one layer of some kinds of escapes (bits of enum hg_secret_escape). False: the text has none. */
bool hg_secret_view_decode(struct hg_secret_view *view, unsigned kinds);

/* Whether a text has escapes of these kinds. */
bool hg_secret_view_has_escapes(const char *text, unsigned kinds);

#endif
