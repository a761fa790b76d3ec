/* SPDX-License-Identifier: MIT */
/* head: any lines of a response give a status of three digits, and clean values. */
#include <string.h>

#include "headgate/text.h"

#include "probe/head.h"

#include "fuzz.h"

static const struct hg_header_expectation expected[] = {
    {.name = "A", .rule = HG_HEADER_PRESENT},
    {.name = "Server", .rule = HG_HEADER_PRESENT},
};
static const struct hg_header_expectations wanted = {expected, 2};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct hg_head head;

    hg_head_init(&head, &wanted);
    while (size > 0) {
        const char *end = memchr(text, '\n', size);
        const size_t len = end == NULL ? size : (size_t)(end - text) + 1;
        hg_head_read(&head, text, len);
        text += len;
        size -= len;
    }
    FUZZ_ASSERT(head.status >= 0 && head.status <= 999);
    FUZZ_ASSERT(!head.is_complete || head.status >= 101);
    FUZZ_ASSERT(head.header_count <= HG_HEAD_MAX_LINES);
    for (size_t i = 0; i < head.header_count; i++)
        FUZZ_ASSERT(
            hg_text_is_clean(head.headers[i].value, strlen(head.headers[i].value), NULL));
    hg_head_release(&head);
    return 0;
}
