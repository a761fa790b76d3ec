/* SPDX-License-Identifier: MIT */
/* service: what a watch says to the service manager that started it (sd_notify(3)): datagrams to the socket that
 * NOTIFY_SOCKET names. Without that variable nothing is said. What can't be sent is not tried again: a service manager
 * that does not read must not stop the checks. */
#ifndef HEADGATE_APP_SERVICE_H
#define HEADGATE_APP_SERVICE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/un.h>

struct hg_service {
    int fd; /* -1: there is no service manager */
    struct sockaddr_un address;
    socklen_t address_len;
    int64_t
        watchdog_us; /* it wants to hear that we are alive at least so often; 0: it does not */
    int64_t next_us; /* monotonic: when to say so */
};

/* Take the variables out of the environment, so that no program that is run speaks for this one. Before other threads are
 * started. */
void hg_service_open(struct hg_service *service);
void hg_service_close(struct hg_service *service);
/* "READY=1", or several lines. */
void hg_service_say(const struct hg_service *service, const char *text);
/* The configuration is loaded anew, until READY=1. */
void hg_service_say_reloading(const struct hg_service *service);
/* Say that the program is alive, if it is time to. Call often, but only while that is true. */
void hg_service_feed(struct hg_service *service, int64_t now_us);

#endif
