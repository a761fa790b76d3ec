/* SPDX-License-Identifier: MIT */
/* wire: looks at a socket and its TLS between two requests.
 *
 * DESIGN: libcurl passes its own BIO to OpenSSL, which works within libcurl's functions only. So OpenSSL
 * gets another one while it looks at what has arrived. A record that is no data (an alert, a session
 * ticket, a key update) is dealt with there, as libcurl would have with its next read. */
#include "probe/wire.h"

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>

#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include "headgate/banned.h"

/* How long a signal may wait. */
#define NAP_US (HG_US_PER_S / 5)

/* The kernel's words for the state of a socket; linux/tcp.h has none. */
enum { TCP_IS_ESTABLISHED = 1, TCP_SENT_FIRST = 2, TCP_IS_CLOSED = 7 };

static enum hg_wire_state look_at_socket(int socket)
{
    char byte;
    const ssize_t count = recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (count > 0)
        return HG_WIRE_BYTES;
    return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)
               ? HG_WIRE_QUIET
               : HG_WIRE_ENDED;
}

static enum hg_wire_state peek(SSL *tls)
{
    char byte;
    const int count = SSL_peek(tls, &byte, 1);
    if (count > 0)
        return HG_WIRE_BYTES;
    const int error = SSL_get_error(tls, count);
    ERR_clear_error();
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? HG_WIRE_QUIET
                                                                         : HG_WIRE_ENDED;
}

static enum hg_wire_state look_at_tls(SSL *tls, int socket)
{
    BIO *reader = SSL_get_rbio(tls);
    BIO *writer = SSL_get_wbio(tls);
    BIO *ours = BIO_new_socket(socket, BIO_NOCLOSE);
    if (ours == NULL)
        hg_memory_exhausted();
    BIO_up_ref(reader);
    BIO_up_ref(writer);
    BIO_up_ref(ours);
    SSL_set0_rbio(tls, ours);
    SSL_set0_wbio(tls, ours);
    const enum hg_wire_state state = peek(tls);
    SSL_set0_rbio(tls, reader);
    SSL_set0_wbio(tls, writer);
    return state;
}

static enum hg_wire_state look(const struct hg_wire *wire)
{
    return wire->tls == NULL ? look_at_socket(wire->socket)
                             : look_at_tls(wire->tls, wire->socket);
}

/* Whether the socket is readable within the time; a millisecond is the least. */
static bool becomes_readable(int socket, int64_t us)
{
    struct pollfd waiting = {.fd = socket, .events = POLLIN};
    const int64_t nap_us = us < NAP_US ? us : NAP_US;
    const int64_t nap_ms = (nap_us + HG_US_PER_MS - 1) / HG_US_PER_MS;
    return poll(&waiting, 1, nap_ms > 0 ? (int)nap_ms : 0) != 0;
}

void hg_wire_acknowledge(const struct hg_wire *wire)
{
    const int now = 1;
    setsockopt(wire->socket, IPPROTO_TCP, TCP_QUICKACK, &now, sizeof now);
}

enum hg_wire_state hg_wire_look(const struct hg_wire *wire)
{
    const enum hg_wire_state state = look_at_socket(wire->socket);
    if (wire->tls == NULL || (state == HG_WIRE_QUIET && SSL_has_pending(wire->tls) == 0))
        return state;
    return look_at_tls(wire->tls, wire->socket);
}

enum hg_wire_state hg_wire_watch(const struct hg_wire *wire, int64_t until_us,
                                 const struct hg_cancel *cancel)
{
    /* Read from the socket already, and not by libcurl. */
    bool has_arrived = wire->tls != NULL && SSL_has_pending(wire->tls) == 1;
    hg_wire_acknowledge(wire);
    for (;;) {
        const int64_t left_us = until_us - hg_clock_monotonic_us();
        has_arrived = has_arrived || becomes_readable(wire->socket, left_us);
        const enum hg_wire_state state = has_arrived ? look(wire) : HG_WIRE_QUIET;
        if (state != HG_WIRE_QUIET || left_us <= 0 || hg_cancel_is_set(cancel))
            return state;
        has_arrived = false;
    }
}

void hg_wire_finish(const struct hg_wire *wire)
{
    shutdown(wire->socket, SHUT_WR);
}

enum hg_wire_progress hg_wire_find_progress(int socket)
{
    struct tcp_info info;
    socklen_t len = sizeof info;
    if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &len) != 0 ||
        len < offsetof(struct tcp_info, tcpi_data_segs_out) +
                  sizeof info.tcpi_data_segs_out ||
        info.tcpi_data_segs_out > 0)
        return HG_WIRE_USED;
    return info.tcpi_segs_out == 0             ? HG_WIRE_UNSENT
           : info.tcpi_state == TCP_IS_CLOSED  ? HG_WIRE_REFUSED
           : info.tcpi_state == TCP_SENT_FIRST ? HG_WIRE_WAITING
                                               : HG_WIRE_ACCEPTED;
}

int64_t hg_wire_received(int socket)
{
    struct tcp_info info;
    socklen_t len = sizeof info;
    if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &len) != 0 ||
        len < offsetof(struct tcp_info, tcpi_bytes_received) +
                  sizeof info.tcpi_bytes_received)
        return -1;
    /* The end of the stream has a number of its own (RFC 9293 3.4), which counts as a byte. */
    return (int64_t)info.tcpi_bytes_received - (info.tcpi_state != TCP_IS_ESTABLISHED);
}
