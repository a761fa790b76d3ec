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

/* A part of a batch that nobody notices. */
#define QUICK_US (50 * HG_US_PER_MS)

/* So few say nothing of the next one. */
#define FEW_ANSWERS 4
/* For the peer to close a connection that is closed on this side. */
#define CLOSING_US HG_US_PER_S

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

/* Watch until then: bytes also if more has arrived than `read_bytes` (-1: not known), whoever has read it. */
static enum hg_wire_state watch(const struct hg_kept *kept, const struct hg_wire *wire,
                                int64_t until_us, int64_t read_bytes)
{
    const enum hg_wire_state state = hg_wire_watch(wire, until_us, kept->cancel);
    const int64_t received = read_bytes < 0 ? -1 : hg_wire_received(wire->socket);
    return received <= read_bytes ? state : HG_WIRE_BYTES;
}

static bool is_clean_after(const struct hg_kept *kept, const struct hg_wire *wire,
                           int64_t us, int64_t read_bytes)
{
    const int64_t until_us = hg_clock_monotonic_us() + us;
    const enum hg_wire_state state = watch(kept, wire, until_us, read_bytes);
    return state == HG_WIRE_ENDED ||
           (state == HG_WIRE_QUIET && hg_clock_monotonic_us() >= until_us);
}

/* Once this side is closed, the peer sends what it owes, in order, and closes its side. */
static bool is_clean_at_end(const struct hg_kept *kept, const struct hg_wire *wire,
                            int64_t us, int64_t read_bytes)
{
    hg_wire_finish(wire);
    return watch(kept, wire,
                 hg_clock_monotonic_us() + (us > CLOSING_US ? us : CLOSING_US),
                 read_bytes) == HG_WIRE_ENDED;
}

/* Whether all that came over a connection was requested, and nothing more will come: an answer that is owed may take
 * longer than the slowest one that came. */
static bool is_clean_and_over(const struct hg_kept *kept,
                              const struct hg_kept_connection *connection, int64_t us,
                              int64_t read_bytes)
{
    const struct hg_wire *wire = &connection->wire;
    return is_clean_after(kept, wire, us, read_bytes) &&
           is_clean_at_end(kept, wire, us, read_bytes);
}

void hg_kept_begin(struct hg_kept *kept, struct hg_exchange *exchange)
{
    kept->current = NULL;
    kept->exchange = exchange;
    kept->request_count++;
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

/* Whether what the peer holds back until it is acknowledged may wait already. A request acknowledges what came before
 * it by itself, at no cost; to do so before each request costs a packet, 15 % of the CPU of quick checks on loopback.
 * Between two requests that follow each other there is no time for an answer to come. */
static bool may_hold_back(const struct hg_kept *kept,
                          const struct hg_kept_connection *connection)
{
    return connection->last_request + 1 < kept->request_count;
}

/* Where an answer waits before its request, those before it may have been shifted, too. */
static bool is_in_step(struct hg_kept *kept, const struct hg_kept_connection *connection)
{
    if (may_hold_back(kept, connection))
        hg_wire_acknowledge(&connection->wire);
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
    connection->last_request = kept->request_count;
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
    const int64_t read_bytes =
        is_current ? read_bytes_with(connection, kept->exchange) : connection->read_bytes;
    if (connection->has_provisional && connection->wire.tls == NULL) {
        /* Only the answer's end can be its last byte. */
        const bool is_whole = !is_current || kept->exchange->head.is_complete;
        connection->is_clean =
            is_whole
                ? is_clean_and_over(
                      kept, connection,
                      is_current ? slowest_us(kept) : connection->slowest_us, read_bytes)
                : is_clean_after(kept, &connection->wire, 0, read_bytes);
    }
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
    const int status = exchange->head.status;
    connection->is_mixed |= connection->status != 0 && connection->status != status;
    connection->status = status;
    connection->answer_count++;
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

/* What came over a connection before its first answer, which has been read: a tunnel begins with bytes of its own. What
 * has arrived behind the answer is unread, and found before anything else is sent. */
static int64_t bytes_before(const struct hg_wire *wire,
                            const struct hg_exchange *exchange)
{
    if (wire->tls != NULL)
        return -1;
    if (exchange->proxy.proxy == NULL || exchange->proxy.forwards)
        return 0;
    const int64_t received = hg_wire_received(wire->socket);
    return received < 0
               ? -1
               : received - (int64_t)exchange->head.bytes - exchange->body_read_bytes;
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
         !hg_kept_is_worthwhile(answer_us(exchange), connect_us, &request->rest))) {
        shutdown(wire->socket, SHUT_RDWR); /* libcurl will find it dead */
        return;
    }
    hg_unkept_hosts_key(&exchange->proxy, request->url, host, sizeof host);
    struct hg_kept_connection *connection = &kept->items[kept->count++];
    *connection = (struct hg_kept_connection){.wire = *wire,
                                              .ends = *ends,
                                              .host = hg_memory_copy_text(host),
                                              .last_request = kept->request_count,
                                              .read_bytes = bytes_before(wire, exchange)};
    connection->ends.ip = hg_memory_copy_text(ends->ip);
    note_answer(connection, request, exchange);
}

void hg_kept_forget(struct hg_kept *kept, int socket)
{
    struct hg_kept_connection *connection = find(kept, socket);
    if (connection != NULL)
        drop(kept, connection);
}

/* Whether the next batch may use it. A new one costs a plain batch of a usual size 0.2 % of its instructions, one with TLS
 * a handshake: there an answer that is owed is believed to come in the time of several that were alike. */
static bool may_stay(const struct hg_kept_connection *connection)
{
    return connection->wire.tls != NULL && connection->answer_count >= FEW_ANSWERS &&
           !connection->is_mixed;
}

static void check(struct hg_kept *kept, struct hg_kept_connection *connection,
                  int64_t until_us, bool is_last)
{
    const bool ends = is_last || !may_stay(connection);
    const int64_t us = until_us - hg_clock_monotonic_us();
    const int64_t read_bytes = connection->read_bytes;
    const bool holds = !connection->has_excess &&
                       (ends ? is_clean_and_over(kept, connection, us, read_bytes)
                             : is_clean_after(kept, &connection->wire, us, read_bytes));
    if (!holds)
        refute(kept, connection);
    if (!holds || ends) {
        shutdown(connection->wire.socket, SHUT_RDWR);
        drop(kept, connection);
    }
}

void hg_kept_check(struct hg_kept *kept, bool is_last)
{
    int64_t longest_us = 0;
    for (size_t i = 0; i < kept->count; i++) {
        if (kept->items[i].has_provisional && kept->items[i].slowest_us > longest_us)
            longest_us = kept->items[i].slowest_us;
    }
    const int64_t until_us = hg_clock_monotonic_us() + longest_us;
    for (size_t i = kept->count; i-- > 0;) {
        if (kept->items[i].has_provisional)
            check(kept, &kept->items[i], until_us, is_last);
    }
    for (size_t i = 0; i < kept->count; i++) {
        struct hg_kept_connection *connection = &kept->items[i];
        connection->has_provisional = connection->is_mixed = false;
        connection->slowest_us = connection->status = connection->answer_count = 0;
    }
}

bool hg_kept_settle(struct hg_kept *kept, bool is_last)
{
    hg_kept_check(kept, is_last);
    const bool stands = !kept->is_refuted;
    kept->is_refuted = false;
    return stands;
}

/* The check takes as long as an answer, and what is saved is to connect for those that follow, one after another. */
bool hg_kept_is_worthwhile(int64_t answer_us_, int64_t connect_us,
                           const struct hg_batch_rest *rest)
{
    if (answer_us_ <= QUICK_US)
        return true;
    const int64_t in_time = rest->left_us / answer_us_ - 1;
    return (in_time < rest->count ? in_time : rest->count) * connect_us > answer_us_;
}
