/* SPDX-License-Identifier: MIT */
/* text_clean: which characters are clean, and texts without the others. */
#include "headgate/text.h"

#include "headgate/buf.h"

#include <stdint.h>

#include <unistr.h>

#include "headgate/banned.h"

#define REPLACEMENT    "\xEF\xBF\xBD" /* U+FFFD */
#define ELLIPSIS       "\xE2\x80\xA6" /* U+2026 */
#define ELLIPSIS_BYTES (sizeof ELLIPSIS - 1)

static const uint8_t *bytes(const char *text)
{
    return (const uint8_t *)text;
}

static bool is_clean_character(ucs4_t character)
{
    static const struct {
        ucs4_t first, last;
    } unclean[] = {
        {0x00, 0x1F},     /* C0 controls */
        {0x7F, 0x9F},     /* DEL and C1 controls */
        {0x2028, 0x202E}, /* line and paragraph separators, embeddings and overrides */
        {0x2066, 0x2069}, /* isolates */
        {0xFDD0, 0xFDEF}, /* noncharacters */
    };
    for (size_t i = 0; i < sizeof unclean / sizeof unclean[0]; i++) {
        if (character >= unclean[i].first && character <= unclean[i].last)
            return false;
    }
    /* The last two of every plane are noncharacters. */
    return (character & 0xFFFE) != 0xFFFE;
}

/* Length of the printable ASCII that the text begins with. Most texts hold nothing else. */
static size_t plain_len(const char *text, size_t len)
{
    size_t plain = 0;
    while (plain < len && text[plain] >= ' ' && text[plain] <= '~')
        plain++;
    return plain;
}

bool hg_text_is_clean(const char *text, size_t len, size_t *offset)
{
    size_t position = plain_len(text, len);
    while (position < len) {
        ucs4_t character = 0;
        const int size = u8_mbtoucr(&character, bytes(text) + position, len - position);
        if (size <= 0 || !is_clean_character(character))
            break;
        position += (size_t)size;
    }
    if (position < len && offset != NULL)
        *offset = position;
    return position == len;
}

char *hg_text_clean(const char *text, size_t len, size_t max_bytes)
{
    struct hg_buf out;
    hg_buf_init(&out);
    if (len <= max_bytes && plain_len(text, len) == len) {
        hg_buf_add(&out, text, len);
        return hg_buf_steal(&out);
    }
    size_t cut = 0; /* the longest part that leaves room for the ellipsis */
    for (size_t position = 0; position < len && out.len <= max_bytes;) {
        if (out.len + ELLIPSIS_BYTES <= max_bytes)
            cut = out.len;
        /* U+FFFD for bytes that are not UTF-8. */
        ucs4_t character = 0;
        const int size = u8_mbtouc(&character, bytes(text) + position, len - position);
        if (character != 0xFFFD && is_clean_character(character))
            hg_buf_add(&out, text + position, (size_t)size);
        else
            hg_buf_add_text(&out, REPLACEMENT);
        position += (size_t)size;
    }
    if (out.len > max_bytes) {
        hg_buf_cut(&out, cut);
        if (cut + ELLIPSIS_BYTES <= max_bytes)
            hg_buf_add_text(&out, ELLIPSIS);
    }
    return out.data;
}
