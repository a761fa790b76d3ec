/* SPDX-License-Identifier: MIT */
/* body_reader: reading bodies.
 *
 * DESIGN: chunks are put together and compression undone here, so that neither depends on the libcurl in use.
 * Bytes are counted after decompression, as they come, and reading ends at the limit: a
 * compression bomb costs no more than an honest body of that size. A body that is not complete is
 * not judged, because the missing part may be the expected one. */
#include "probe/body_reader.h"

#include "headgate/text.h"

#include "probe/inflate.h"

#include "headgate/banned.h"

static bool is_gzip(const char *encoding)
{
    return encoding != NULL && (hg_text_equals_ignoring_case(encoding, "gzip") ||
                                hg_text_equals_ignoring_case(encoding, "x-gzip"));
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
    if (is_gzip(head->encoding))
        reader->inflate = hg_inflate_new();
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

bool hg_body_reader_knows_encoding(const struct hg_body_reader *reader,
                                   const struct hg_head *head)
{
    return head->encoding == NULL || reader->inflate != NULL ||
           hg_text_equals_ignoring_case(head->encoding, "identity");
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
