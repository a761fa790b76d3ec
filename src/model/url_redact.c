/* SPDX-License-Identifier: MIT */
/* url_redact: URLs without their user info. Nothing is parsed, as this is also for texts that are not
 * URLs. */
#include "headgate/url.h"

#include "headgate/buf.h"
#include "headgate/memory.h"

#include "model/url_normal.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

/* The start of possible user info: after a scheme and its slashes, however many. */
static const char *authority_of(const char *text)
{
    const size_t scheme = hg_url_scheme_len(text);
    const char *start = scheme > 0 ? text + scheme + 1 : text;
    return *start == '/' ? start + strspn(start, "/") : text;
}

char *hg_url_without_user(const char *text)
{
    const char *start = authority_of(text);
    size_t len = strcspn(start, "/?#");
    while (len > 0 && start[len - 1] != '@')
        len--;
    struct hg_buf plain;
    hg_buf_init(&plain);
    hg_buf_add(&plain, text, (size_t)(start - text));
    hg_buf_add_text(&plain, start + len);
    return hg_buf_steal(&plain);
}

const char *hg_url_path(const char *text)
{
    const char *start = authority_of(text);
    return start + strcspn(start, "/?#");
}

char *hg_url_without_path(const char *text)
{
    const char *path = hg_url_path(text);
    const bool has_path = path[0] != '\0' && strcmp(path, "/") != 0;
    struct hg_buf host;
    hg_buf_init(&host);
    hg_buf_add(&host, text, (size_t)(path - text));
    hg_buf_add_text(&host, has_path ? "/***" : path);
    return hg_buf_steal(&host);
}

char *hg_url_redact(const char *text)
{
    const char *start = authority_of(text);
    /* The last "@": a password may contain others. */
    const char *at = strrchr(start, '@');
    if (at == NULL)
        return hg_memory_copy_text(text);
    struct hg_buf redacted;
    hg_buf_init(&redacted);
    hg_buf_add(&redacted, text, (size_t)(start - text));
    hg_buf_add_text(&redacted, "***");
    hg_buf_add_text(&redacted, at);
    return hg_buf_steal(&redacted);
}

static void add_redacted_word(struct hg_buf *out, const char *text, size_t len)
{
    struct hg_buf word;
    hg_buf_init(&word);
    hg_buf_add(&word, text, len);
    const size_t colon = strcspn(word.data, ":");
    char *safe = strchr(word.data + colon, '@') == NULL ? hg_memory_copy_text(word.data)
                                                        : hg_url_redact(word.data);
    hg_buf_add_text(out, safe);
    free(safe);
    hg_buf_release(&word);
}

char *hg_url_redact_sentence(const char *sentence)
{
    struct hg_buf out;
    hg_buf_init(&out);
    while (*sentence != '\0') {
        const size_t gap = strspn(sentence, " \"");
        const size_t len = strcspn(sentence + gap, " \"");
        hg_buf_add(&out, sentence, gap);
        add_redacted_word(&out, sentence + gap, len);
        sentence += gap + len;
    }
    return hg_buf_steal(&out);
}
