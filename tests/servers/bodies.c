/* SPDX-License-Identifier: MIT */
/* bodies: the paths of the fault server that are about bodies, whole and broken. The text is what
 * follows the question mark, percent-decoded. */
#include "paths.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

#include "headgate/banned.h"

#define GZIP_ONLY (15 + 16)
#define ZLIB      15
#define RAW       (-15)

/* A head for `len` bytes and, unless HEAD was asked, those bytes. */
static bool send_bytes(struct exchange *exchange, const char *headers, const char *bytes,
                       size_t len, size_t announced)
{
    char head[1024];
    snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\n%sContent-Length: %zu\r\n\r\n",
             headers, announced);
    return exchange_send_text(exchange, head) &&
           (exchange_is_head(exchange) || exchange_send(exchange, bytes, len));
}

static bool body_plain(struct exchange *exchange, char *argument)
{
    const size_t len = exchange_decode(argument);
    return send_bytes(exchange, "Content-Type: text/plain; charset=utf-8\r\n", argument,
                      len, len);
}

static bool body_short(struct exchange *exchange, char *argument)
{
    const size_t len = exchange_decode(argument);
    send_bytes(exchange, "", argument, len, len + 10);
    return false;
}

/* The text again and again. */
static bool body_repeat(struct exchange *exchange, char *argument)
{
    const long wanted = strtol(argument, NULL, 10);
    char *text = argument + strcspn(argument, "?");
    text += *text == '?';
    const size_t len = exchange_decode(text);
    if (len == 0 || wanted < 0 || wanted > 100000)
        return exchange_respond(exchange, 404, "", "");
    char head[128];
    snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n",
             len * (size_t)wanted);
    bool is_sent = exchange_send_text(exchange, head);
    for (long i = 0; is_sent && !exchange_is_head(exchange) && i < wanted; i++)
        is_sent = exchange_send(exchange, text, len);
    return is_sent;
}

/* Compressed; `window` is deflateInit2()'s. Free with free(). */
static char *compress_text(const char *text, size_t len, int window, size_t *size)
{
    z_stream stream = {.next_in = (const Bytef *)text, .avail_in = (uInt)len};
    char *packed = malloc(len + 1024);
    *size = 0;
    if (packed == NULL || deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, window, 8,
                                       Z_DEFAULT_STRATEGY) != Z_OK)
        return packed;
    stream.next_out = (Bytef *)packed;
    stream.avail_out = (uInt)(len + 1024);
    deflate(&stream, Z_FINISH);
    *size = stream.total_out;
    deflateEnd(&stream);
    return packed;
}

static bool send_gzip(struct exchange *exchange, char *argument, size_t missing)
{
    size_t size = 0;
    const size_t len = exchange_decode(argument);
    char *packed = compress_text(argument, len, GZIP_ONLY, &size);
    if (packed == NULL)
        return false;
    size -= missing < size ? missing : size;
    const bool reusable =
        send_bytes(exchange, "Content-Encoding: gzip\r\n", packed, size, size);
    free(packed);
    return reusable;
}

static bool body_gzip(struct exchange *exchange, char *argument)
{
    return send_gzip(exchange, argument, 0);
}

/* Its length is as announced; what is missing is the end of the compressed stream. */
static bool body_gzip_cut(struct exchange *exchange, char *argument)
{
    return send_gzip(exchange, argument, 6);
}

static bool send_deflate(struct exchange *exchange, char *argument, int window)
{
    size_t size = 0;
    const size_t len = exchange_decode(argument);
    char *packed = compress_text(argument, len, window, &size);
    if (packed == NULL)
        return false;
    const bool reusable =
        send_bytes(exchange, "Content-Encoding: deflate\r\n", packed, size, size);
    free(packed);
    return reusable;
}

static bool body_deflate(struct exchange *exchange, char *argument)
{
    return send_deflate(exchange, argument, ZLIB);
}

static bool body_deflate_raw(struct exchange *exchange, char *argument)
{
    return send_deflate(exchange, argument, RAW);
}

static bool body_gzip_bad(struct exchange *exchange, char *argument)
{
    const size_t len = exchange_decode(argument);
    return send_bytes(exchange, "Content-Encoding: gzip\r\n", argument, len, len);
}

static bool body_encoding(struct exchange *exchange, char *argument)
{
    char header[128];
    snprintf(header, sizeof header, "Content-Encoding: %.64s\r\n", argument);
    return send_bytes(exchange, header, "some bytes", 10, 10);
}

/* Zeros without end, a thousand times smaller on the wire. */
static bool body_bomb(struct exchange *exchange, char *argument)
{
    static const char zeros[65536];
    char packed[65536];
    z_stream stream = {0};
    (void)argument;
    if (!exchange_send_text(exchange, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
                                      "Connection: close\r\n\r\n") ||
        exchange_is_head(exchange) ||
        deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, GZIP_ONLY, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    bool is_there = true;
    while (is_there) {
        stream.next_in = (const Bytef *)zeros;
        stream.avail_in = sizeof zeros;
        stream.next_out = (Bytef *)packed;
        stream.avail_out = sizeof packed;
        deflate(&stream, Z_SYNC_FLUSH);
        is_there = exchange_send(exchange, packed, sizeof packed - stream.avail_out);
    }
    deflateEnd(&stream);
    return false;
}

static bool send_chunk(struct exchange *exchange, const char *text, size_t len)
{
    char head[] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    char size[32];
    snprintf(size, sizeof size, "%zx\r\n", len);
    return exchange_send_text(exchange, head) && !exchange_is_head(exchange) &&
           exchange_send_text(exchange, size) && exchange_send(exchange, text, len) &&
           exchange_send_text(exchange, "\r\n");
}

static bool body_chunked(struct exchange *exchange, char *argument)
{
    const size_t len = exchange_decode(argument);
    return send_chunk(exchange, argument, len) &&
           exchange_send_text(exchange, "0\r\nX-Trailer: yes\r\n\r\n");
}

static bool body_chunked_cut(struct exchange *exchange, char *argument)
{
    send_chunk(exchange, argument, exchange_decode(argument));
    return false;
}

static bool body_chunked_bad(struct exchange *exchange, char *argument)
{
    if (send_chunk(exchange, argument, exchange_decode(argument)))
        exchange_send_text(exchange, "no number\r\n\r\n");
    return false;
}

/* What came: "POST application/json {"a":1}". */
static bool body_posted(struct exchange *exchange, char *argument)
{
    char text[EXCHANGE_BODY_BYTES + 256];
    (void)argument;
    snprintf(text, sizeof text, "%s %s %.*s", exchange->method,
             exchange_header(exchange, "Content-Type"), (int)exchange->body_len,
             exchange->body);
    return send_bytes(exchange, "Content-Type: text/plain\r\n", text, strlen(text),
                      strlen(text));
}

/* 200 when the request is authorised with just that text. */
static bool body_authorized(struct exchange *exchange, char *argument)
{
    exchange_decode(argument);
    if (strcmp(exchange_header(exchange, "Authorization"), argument) != 0)
        return exchange_respond(exchange, 401, "WWW-Authenticate: Basic realm=x\r\n", "");
    return exchange_respond(exchange, 200, "", "welcome\n");
}

/* The headers of the request as a body. */
static bool body_headers(struct exchange *exchange, char *argument)
{
    char text[8192] = "";
    size_t len = 0;
    (void)argument;
    for (size_t i = 0; i < exchange->header_count; i++) {
        const int added = snprintf(text + len, sizeof text - len, "%s: %s\n",
                                   exchange->headers[i].name, exchange->headers[i].value);
        len += added > 0 && (size_t)added < sizeof text - len ? (size_t)added : 0;
    }
    return send_bytes(exchange, "", text, len, len);
}

const struct path body_paths[] = {
    {"/body", "/body?TEXT", "200 with that body, as after all of these", body_plain},
    {"/body-repeat", "/body-repeat/N?TEXT", "the text so often", body_repeat},
    {"/body-short", "/body-short?TEXT", "cut off before its Content-Length", body_short},
    {"/body-gzip", "/body-gzip?TEXT", "compressed", body_gzip},
    {"/body-deflate", "/body-deflate?TEXT", "compressed as zlib does it", body_deflate},
    {"/body-deflate-raw", "/body-deflate-raw?TEXT",
     "the same without header and check sum", body_deflate_raw},
    {"/body-gzip-cut", "/body-gzip-cut?TEXT", "compressed, without its end",
     body_gzip_cut},
    {"/body-gzip-bad", "/body-gzip-bad?TEXT", "said to be compressed", body_gzip_bad},
    {"/body-encoding", "/body-encoding/NAME", "with that Content-Encoding",
     body_encoding},
    {"/body-bomb", "/body-bomb", "a compressed body without end", body_bomb},
    {"/body-chunked", "/body-chunked?TEXT", "chunked, with a trailer", body_chunked},
    {"/body-chunked-cut", "/body-chunked-cut?TEXT", "chunked, without its last chunk",
     body_chunked_cut},
    {"/body-chunked-bad", "/body-chunked-bad?TEXT", "chunked, with a wrong chunk",
     body_chunked_bad},
    {"/posted", "/posted", "method, Content-Type and body of the request", body_posted},
    {"/authorized", "/authorized?TEXT", "401 unless Authorization is that text",
     body_authorized},
    {"/headers", "/headers", "the headers of the request", body_headers},
    {0},
};
