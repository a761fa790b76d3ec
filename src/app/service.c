/* SPDX-License-Identifier: MIT */
/* service: what a watch says to the service manager that started it. */
#include "app/service.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "headgate/clock.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* A path, or "@" and an abstract name. False when it is neither. */
static bool set_address(struct hg_service *service, const char *socket_name)
{
    struct sockaddr_un *address = &service->address;
    const size_t len = strlen(socket_name);
    if ((socket_name[0] != '/' && socket_name[0] != '@') || len < 2 ||
        len >= sizeof address->sun_path)
        return false;
    address->sun_family = AF_UNIX;
    memcpy(address->sun_path, socket_name, len);
    if (socket_name[0] == '@')
        address->sun_path[0] = '\0';
    service->address_len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len);
    return true;
}

/* Meant for the process WATCHDOG_PID only, if that is set. */
static int64_t read_watchdog_us(void)
{
    const char *text = getenv("WATCHDOG_USEC");
    const char *process = getenv("WATCHDOG_PID");
    int64_t us = 0;
    int64_t id = 0;
    if (text == NULL || hg_units_parse_number(text, &us) != 0)
        return 0;
    if (process != NULL &&
        (hg_units_parse_number(process, &id) != 0 || id != (int64_t)getpid()))
        return 0;
    return us;
}

void hg_service_open(struct hg_service *service)
{
    const char *socket_name = getenv("NOTIFY_SOCKET");
    *service = (struct hg_service){.fd = -1};
    if (socket_name != NULL && set_address(service, socket_name)) {
        service->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        service->watchdog_us = read_watchdog_us();
    }
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    unsetenv("WATCHDOG_PID");
}

void hg_service_close(struct hg_service *service)
{
    if (service->fd >= 0)
        close(service->fd);
    service->fd = -1;
}

void hg_service_say(const struct hg_service *service, const char *text)
{
    if (service->fd >= 0)
        (void)sendto(service->fd, text, strlen(text), MSG_NOSIGNAL | MSG_DONTWAIT,
                     (const struct sockaddr *)&service->address, service->address_len);
}

void hg_service_say_reloading(const struct hg_service *service)
{
    char text[64];
    snprintf(text, sizeof text, "RELOADING=1\nMONOTONIC_USEC=%lld",
             (long long)hg_clock_monotonic_us());
    hg_service_say(service, text);
}

/* Twice as often as is necessary. */
void hg_service_feed(struct hg_service *service, int64_t now_us)
{
    if (service->watchdog_us == 0 || now_us < service->next_us)
        return;
    service->next_us = now_us + service->watchdog_us / 2;
    hg_service_say(service, "WATCHDOG=1");
}
