/* SPDX-License-Identifier: MIT */
/* body: any bytes, in chunks or not, compressed or not, in any charset, are read up to the limit, and what is
 * said of them is clean. */
#include <string.h>

#include "headgate/memory.h"
#include "headgate/text.h"

#include "probe/exchange.h"
#include "probe/failure.h"

#include "fuzz.h"

#define LIMIT 4096

/* Three bits, three bits and two bits of the first byte choose one of each. */
static const char *const codings[] = {
    "",
    "Content-Encoding: gzip\r\n",
    "Content-Encoding: deflate\r\n",
    "Content-Encoding: none\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
    "Transfer-Encoding: chunked\r\nContent-Encoding: deflate\r\n",
    "Transfer-Encoding: gzip, chunked\r\n"};
static const char *const types[] = {"",
                                    "Content-Type: text/html\r\n",
                                    "Content-Type: text/plain; charset=utf-16\r\n",
                                    "Content-Type: text/plain; charset=iso-8859-1\r\n",
                                    "Content-Type: text/plain; charset=shift_jis\r\n",
                                    "Content-Type: text/plain; charset=iso-2022-jp\r\n",
                                    "Content-Type: text/plain; charset=windows-1255\r\n",
                                    "Content-Type: application/json\r\n"};
static const size_t steps[] = {1, 2, 7, 4096};

static void read_head(struct hg_head *head, const char *lines)
{
    while (*lines != '\0') {
        const size_t len = strcspn(lines, "\n") + 1;
        hg_head_read(head, lines, len);
        lines += len;
    }
}

static void check_end(struct hg_exchange *exchange, const struct hg_policy *policy)
{
    const struct hg_url url = {0};
    const struct hg_request request = {.url = &url, .policy = policy};
    hg_failure_check_body(exchange, &request, HG_BODY_WHOLE);
    if (exchange->failure == HG_CAUSE_NONE)
        hg_exchange_examine_body(exchange, policy);
    const char *message = exchange->body_message;
    FUZZ_ASSERT(message == NULL || hg_text_is_clean(message, strlen(message), NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const ready[] = {"ready"};
    const struct hg_policy policy = {.body_limit = LIMIT,
                                     .expect.body.contains = {ready, 1}};
    struct hg_exchange exchange;
    if (size == 0)
        return 0;
    const uint8_t choice = data[0];
    const size_t step = steps[choice >> 6];
    hg_exchange_init(&exchange, &policy);
    read_head(&exchange.head, "HTTP/1.1 200 OK\r\n");
    read_head(&exchange.head, codings[choice & 7]);
    read_head(&exchange.head, types[choice >> 3 & 7]);
    read_head(&exchange.head, "\r\n");
    hg_body_reader_begin(&exchange.body, &policy, &exchange.head);
    /* Each piece in memory of its own size. */
    for (size_t at = 1; at < size; at += step) {
        const size_t len = size - at < step ? size - at : step;
        char *piece = hg_memory_new(len, 1);
        memcpy(piece, data + at, len);
        const bool goes_on = hg_body_reader_read(&exchange.body, piece, len);
        free(piece);
        if (!goes_on)
            break;
    }
    FUZZ_ASSERT(exchange.body.data.len <= LIMIT);
    check_end(&exchange, &policy);
    hg_exchange_release(&exchange);
    return 0;
}
