/* SPDX-License-Identifier: MIT */
/* kept: kept connections and their checks. */
#include "probe/kept.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* About the length of a batch, and a part of it that nobody notices. A single worker's batch may be longer: then a
 * connection is closed that would have saved a little, and no verdict depends on it. */
#define BATCH_US HG_US_PER_S
#define QUICK_US (50 * HG_US_PER_MS)

void hg_kept_init(struct hg_kept *kept, struct hg_unkept_hosts *unkept_hosts,
                  const struct hg_cancel *cancel)
{
    *kept = (struct hg_kept){.unkept_hosts = unkept_hosts, .cancel = cancel};
}

/* The number of a socket that is closed may be that of another one already. */
static struct hg_kept_connection *find(struct hg_kept *kept, int socket)
{
    for (size_t i = 0; i < kept->count; i++) {
        if (kept->items[i].wire.socket == socket && !kept->items[i].is_closed)
            return &kept->items[i];
    }
    return NULL;
}

static struct hg_kept_connection *find_by_ends(struct hg_kept *kept,
                                               const struct hg_kept_ends *ends)
{
    for (size_t i = 0; i < kept->count; i++) {
        const struct hg_kept_ends *other = &kept->items[i].ends;
        if (other->local_port == ends->local_port && other->port == ends->port &&
            strcmp(other->ip, ends->ip) == 0 && !kept->items[i].is_closed)
            return &kept->items[i];
    }
    return NULL;
}

/* The last one takes its place. */
static void drop(struct hg_kept *kept, struct hg_kept_connection *connection)
{
    struct hg_kept_connection *last = &kept->items[--kept->count];
    free(connection->host);
    free((char *)(uintptr_t)connection->ends.ip);
    if (kept->current == connection)
        kept->current = NULL;
    if (kept->current == last)
        kept->current = connection;
    *connection = *last;
}

void hg_kept_release(struct hg_kept *kept)
{
    while (kept->count > 0)
        drop(kept, &kept->items[0]);
}

static void refute(struct hg_kept *kept, const struct hg_kept_connection *connection)
{
    kept->is_refuted = true;
    hg_unkept_hosts_add(kept->unkept_hosts, connection->host);
}

/* Watch for so long. True when nothing has arrived that `read_bytes` (-1: not known) don't hold. */
static bool is_clean_after(const struct hg_kept *kept, const struct hg_wire *wire,
                           int64_t us, int64_t read_bytes)
{
    const int64_t until_us = hg_clock_monotonic_us() + us;
    const enum hg_wire_state state = hg_wire_watch(wire, until_us, kept->cancel);
    const bool is_over = state == HG_WIRE_ENDED || hg_clock_monotonic_us() >= until_us;
    const int64_t received = read_bytes < 0 ? -1 : hg_wire_received(wire->socket);
    return state != HG_WIRE_BYTES && received <= read_bytes && is_over;
}

void hg_kept_begin(struct hg_kept *kept, struct hg_exchange *exchange)
{
    kept->current = NULL;
    kept->exchange = exchange;
}

/* libcurl sends a request again only where nothing at all came over a connection. */
static void end_silent(struct hg_kept *kept)
{
    struct hg_kept_connection *connection = kept->current;
    connection->is_checked = true;
    if (!connection->is_closed)
        return;
    if (connection->has_provisional && connection->wire.tls == NULL &&
        !connection->is_clean)
        refute(kept, connection);
    drop(kept, connection);
}

/* Where an answer waits before its request, those before it may have been shifted, too. */
static bool is_in_step(struct hg_kept *kept, const struct hg_kept_connection *connection)
{
    if (hg_wire_look(&connection->wire) != HG_WIRE_BYTES)
        return true;
    if (connection->has_provisional)
        refute(kept, connection);
    return false;
}

bool hg_kept_send(struct hg_kept *kept, const struct hg_kept_ends *ends)
{
    if (kept->current != NULL)
        end_silent(kept);
    struct hg_kept_connection *connection = find_by_ends(kept, ends);
    kept->current = connection;
    kept->exchange->is_provisional = connection != NULL && connection->has_head;
    if (connection == NULL)
        return true;
    if (!is_in_step(kept, connection))
        return false;
    kept->sent_us = hg_clock_monotonic_us();
    connection->is_checked = false;
    connection->has_provisional |= connection->has_head;
    return true;
}

/* Of the connection in use, whose answer is being read. */
static int64_t slowest_us(const struct hg_kept *kept)
{
    const int64_t so_far_us = hg_clock_monotonic_us() - kept->sent_us;
    return so_far_us > kept->current->slowest_us ? so_far_us : kept->current->slowest_us;
}

void hg_kept_end_head(struct hg_kept *kept)
{
    struct hg_kept_connection *connection = kept->current;
    if (connection == NULL || connection->wire.tls == NULL ||
        !connection->has_provisional || !kept->exchange->head.closes)
        return;
    connection->is_checked =
        is_clean_after(kept, &connection->wire, slowest_us(kept), -1);
}

/* The bytes of all answers, with the one that is being read. */
static int64_t read_bytes_with(const struct hg_kept_connection *connection,
                               const struct hg_exchange *exchange)
{
    const bool is_chunked =
        exchange->body.is_wanted && exchange->head.has_transfer_encoding;
    if (connection->read_bytes < 0 || is_chunked)
        return -1;
    return connection->read_bytes + (int64_t)exchange->head.bytes +
           exchange->body_read_bytes;
}

void hg_kept_close(struct hg_kept *kept, int socket)
{
    struct hg_kept_connection *connection = find(kept, socket);
    if (connection == NULL)
        return;
    const bool is_current = connection == kept->current;
    /* Only the answer's end can be its last byte. */
    const bool is_whole = !is_current || kept->exchange->head.is_complete;
    if (connection->has_provisional && connection->wire.tls == NULL)
        connection->is_clean =
            is_clean_after(kept, &connection->wire,
                           !is_whole    ? 0
                           : is_current ? slowest_us(kept)
                                        : connection->slowest_us,
                           is_current ? read_bytes_with(connection, kept->exchange)
                                      : connection->read_bytes);
    connection->is_closed = true;
    if (is_current)
        return; /* hg_kept_end() knows more */
    if (connection->has_provisional && !connection->is_clean && !connection->is_checked)
        refute(kept, connection);
    drop(kept, connection);
}

static bool has_excess(const struct hg_exchange *exchange)
{
    const bool is_chunked =
        exchange->body.is_wanted && exchange->head.has_transfer_encoding;
    return !is_chunked && exchange->tls_data_bytes >
                              (int64_t)exchange->head.bytes + exchange->body_read_bytes;
}

/* How the connection ended on which the request was made. Silence proves that nothing was left over. */
static bool is_proven(const struct hg_kept *kept)
{
    const struct hg_kept_connection *connection = kept->current;
    const struct hg_exchange *exchange = kept->exchange;
    if (exchange->phases.wait_us == HG_NOT_REACHED)
        return true;
    if (exchange->failure != HG_CAUSE_NONE)
        return false;
    return connection->wire.tls == NULL ? connection->is_clean
                                        : connection->is_checked && !has_excess(exchange);
}

static int64_t answer_us(const struct hg_exchange *exchange)
{
    const struct hg_phases *phases = &exchange->phases;
    return (phases->wait_us > 0 ? phases->wait_us : 0) +
           (phases->transfer_us > 0 ? phases->transfer_us : 0);
}

static void note_answer(struct hg_kept_connection *connection,
                        const struct hg_request *request,
                        const struct hg_exchange *exchange)
{
    const int64_t took_us = answer_us(exchange);
    connection->read_bytes = read_bytes_with(connection, exchange);
    connection->has_head |= request->method == HG_METHOD_HEAD;
    connection->has_excess |= has_excess(exchange);
    if (took_us > connection->slowest_us)
        connection->slowest_us = took_us;
}

/* libcurl has closed the connection, or will. What it reads meanwhile (8.14) is lost to a later check of TLS. */
static bool is_over(const struct hg_kept *kept)
{
    const struct hg_kept_connection *connection = kept->current;
    const struct hg_exchange *exchange = kept->exchange;
    return connection->is_closed || exchange->failure != HG_CAUSE_NONE ||
           (connection->wire.tls != NULL && exchange->head.closes);
}

static void end_connection(struct hg_kept *kept)
{
    struct hg_kept_connection *connection = kept->current;
    if (connection->has_provisional && !is_proven(kept))
        refute(kept, connection);
    if (!connection->is_closed)
        shutdown(connection->wire.socket, SHUT_RDWR);
    drop(kept, connection);
}

bool hg_kept_end(struct hg_kept *kept, const struct hg_request *request)
{
    struct hg_kept_connection *connection = kept->current;
    if (connection != NULL && is_over(kept)) {
        end_connection(kept);
    } else if (connection != NULL) {
        note_answer(connection, request, kept->exchange);
    }
    kept->current = NULL;
    kept->exchange = NULL;
    return connection != NULL;
}

void hg_kept_add(struct hg_kept *kept, const struct hg_wire *wire,
                 const struct hg_kept_ends *ends, const struct hg_request *request,
                 const struct hg_exchange *exchange)
{
    const struct hg_phases *phases = &exchange->phases;
    const int64_t connect_us = (phases->connect_us > 0 ? phases->connect_us : 0) +
                               (phases->tls_us > 0 ? phases->tls_us : 0);
    char host[HG_UNKEPT_KEY_SIZE];
    if (kept->count == HG_KEPT_MAX || exchange->failure != HG_CAUSE_NONE ||
        (request->method == HG_METHOD_HEAD &&
         !hg_kept_is_worthwhile(answer_us(exchange), connect_us))) {
        shutdown(wire->socket, SHUT_RDWR); /* libcurl will find it dead */
        return;
    }
    hg_unkept_hosts_key(&exchange->proxy, request->url, host, sizeof host);
    struct hg_kept_connection *connection = &kept->items[kept->count++];
    /* A tunnel begins with bytes of its own. */
    const bool is_counted =
        wire->tls == NULL && (exchange->proxy.proxy == NULL || exchange->proxy.forwards);
    *connection = (struct hg_kept_connection){.wire = *wire,
                                              .ends = *ends,
                                              .host = hg_memory_copy_text(host),
                                              .read_bytes = is_counted ? 0 : -1};
    connection->ends.ip = hg_memory_copy_text(ends->ip);
    note_answer(connection, request, exchange);
}

void hg_kept_forget(struct hg_kept *kept, int socket)
{
    struct hg_kept_connection *connection = find(kept, socket);
    if (connection != NULL)
        drop(kept, connection);
}

void hg_kept_check(struct hg_kept *kept)
{
    int64_t longest_us = 0;
    for (size_t i = 0; i < kept->count; i++) {
        if (kept->items[i].has_provisional && kept->items[i].slowest_us > longest_us)
            longest_us = kept->items[i].slowest_us;
    }
    const int64_t until_us = hg_clock_monotonic_us() + longest_us;
    for (size_t i = 0; i < kept->count; i++) {
        struct hg_kept_connection *connection = &kept->items[i];
        const int64_t left_us = until_us - hg_clock_monotonic_us();
        if (connection->has_provisional &&
            (connection->has_excess ||
             !is_clean_after(kept, &connection->wire, left_us, connection->read_bytes))) {
            refute(kept, connection);
            shutdown(connection->wire.socket, SHUT_RDWR);
        }
        connection->has_provisional = false;
        connection->slowest_us = 0;
    }
}

bool hg_kept_settle(struct hg_kept *kept)
{
    hg_kept_check(kept);
    const bool stands = !kept->is_refuted;
    kept->is_refuted = false;
    return stands;
}

/* In a batch one answer after another, and the check takes as long as one: what is saved is to connect for
 * all but the first. */
bool hg_kept_is_worthwhile(int64_t answer_us_, int64_t connect_us)
{
    return answer_us_ <= QUICK_US ||
           (BATCH_US / answer_us_ - 1) * connect_us > answer_us_;
}
