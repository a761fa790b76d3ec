/* SPDX-License-Identifier: MIT */
/* body_reader: reading bodies.
 *
 * DESIGN: chunks are put together and compression undone here, so that neither depends on the libcurl in use.
 * Bytes are counted after decompression, as they come, and reading ends at the limit: a
 * compression bomb costs no more than an honest body of that size. A body that is not complete is
 * not judged, because the missing part may be the expected one. */
#include "probe/body_reader.h"

#include <string.h>
#include <strings.h>

#include "probe/inflate.h"

#include "headgate/banned.h"

enum coding { CODING_NONE, CODING_GZIP, CODING_DEFLATE };

/* What servers write in Content-Encoding. Those that are no compression leave the body as it is: RFC 9110
 * has none of them but "identity"; the others are values of Content-Transfer-Encoding, of a charset, and
 * of Amazon S3, which stores what was said of an upload. */
static const struct {
    const char *word;
    enum coding coding;
} codings[] = {
    {"gzip", CODING_GZIP},        {"x-gzip", CODING_GZIP}, {"deflate", CODING_DEFLATE},
    {"identity", CODING_NONE},    {"none", CODING_NONE},   {"binary", CODING_NONE},
    {"8bit", CODING_NONE},        {"7bit", CODING_NONE},   {"utf-8", CODING_NONE},
    {"aws-chunked", CODING_NONE},
};

/* False: the word is no coding that can be read. */
static bool find_coding(const char *word, size_t len, enum coding *coding)
{
    for (size_t i = 0; i < sizeof codings / sizeof codings[0]; i++) {
        if (strlen(codings[i].word) != len ||
            strncasecmp(codings[i].word, word, len) != 0)
            continue;
        *coding = codings[i].coding;
        return true;
    }
    return false;
}

/* The one compression of a list. False: it has several, or something that can't be read. */
static bool read_codings(const char *list, enum coding *only)
{
    *only = CODING_NONE;
    while (list[0] != '\0') {
        enum coding coding = CODING_NONE;
        list += strspn(list, ", ");
        const size_t len = strcspn(list, ", ");
        if (len > 0 && (!find_coding(list, len, &coding) ||
                        (coding != CODING_NONE && *only != CODING_NONE)))
            return false;
        if (coding != CODING_NONE)
            *only = coding;
        list += len;
    }
    return true;
}

static void begin_decoding(struct hg_body_reader *reader, const char *encoding)
{
    enum coding coding;
    reader->has_unknown_encoding = !read_codings(encoding, &coding);
    if (!reader->has_unknown_encoding && coding != CODING_NONE)
        reader->inflate =
            hg_inflate_new(coding == CODING_GZIP ? HG_INFLATE_GZIP : HG_INFLATE_DEFLATE);
}

bool hg_body_reader_begin(struct hg_body_reader *reader, const struct hg_policy *policy,
                          const struct hg_head *head)
{
    if (reader->is_wanted) /* trailers come by the same way as the head */
        return true;
    if (!hg_policy_expects_body(policy) || !hg_policy_accepts(policy, head->status) ||
        hg_head_is_redirect(head, policy))
        return false;
    reader->is_wanted = true;
    reader->limit = (size_t)policy->body_limit;
    reader->is_chunked = head->has_transfer_encoding;
    hg_buf_init(&reader->data);
    if (head->encoding != NULL)
        begin_decoding(reader, head->encoding);
    return true;
}

static bool take(void *context, const char *data, size_t len)
{
    struct hg_body_reader *reader = context;
    const size_t room = reader->limit - reader->data.len;
    reader->is_cut = len > room;
    hg_buf_add(&reader->data, data, len > room ? room : len);
    return !reader->is_cut;
}

static bool decompress(void *context, const char *data, size_t len)
{
    struct hg_body_reader *reader = context;
    if (reader->inflate == NULL)
        return take(reader, data, len);
    switch (hg_inflate_read(reader->inflate, data, len, take, reader)) {
    case HG_INFLATE_MORE:
        return true;
    case HG_INFLATE_ENOUGH:
        return false;
    case HG_INFLATE_BROKEN:
        reader->is_broken = true;
        return false;
    }
    return false;
}

bool hg_body_reader_read(struct hg_body_reader *reader, const char *data, size_t len)
{
    if (!reader->is_wanted)
        return true;
    return reader->is_chunked
               ? hg_chunks_read(&reader->chunks, data, len, decompress, reader)
               : decompress(reader, data, len);
}

const char *hg_body_reader_find_fault(const struct hg_body_reader *reader,
                                      const struct hg_head *head, enum hg_body_end end)
{
    if (head->has_unknown_transfer_encoding)
        return "the answer's body has a transfer coding other than chunked";
    if (head->has_wrong_length && !head->has_transfer_encoding)
        return "the Content-Length is invalid or ambiguous, so the end of the body is "
               "unknown";
    if (reader->is_broken)
        return "the answer's body can't be decompressed";
    if (reader->is_cut)
        return NULL;
    if (end == HG_BODY_UNCLOSED)
        return "the answer's body ended without TLS close_notify, so it may be "
               "incomplete "
               "(expect.body.unclosed)";
    if (end != HG_BODY_WHOLE ||
        (reader->is_chunked && reader->chunks.state != HG_CHUNK_OVER))
        return "the answer's body is incomplete: it was cut off, or its framing is "
               "invalid";
    if (reader->inflate != NULL && !hg_inflate_is_whole(reader->inflate))
        return "the answer's compressed body is incomplete";
    return NULL;
}

void hg_body_reader_release(struct hg_body_reader *reader)
{
    if (!reader->is_wanted)
        return;
    hg_buf_release(&reader->data);
    hg_inflate_free(reader->inflate);
    *reader = (struct hg_body_reader){0};
}
