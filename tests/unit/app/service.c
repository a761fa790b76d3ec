/* SPDX-License-Identifier: MIT */
/* service: tests of what is said to a service manager. */
#include "app/service.h"

#include "unit.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "headgate/banned.h"

/* A socket that is bound to an abstract name, which becomes `name` with an "@". */
static int listen_to(char *name, size_t size)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int len = snprintf(name, size, "@headgate-unit-%ld", (long)getpid());
    memcpy(address.sun_path + 1, name + 1, (size_t)len - 1);
    const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    CU_ASSERT_EQUAL_FATAL(
        bind(fd, (const struct sockaddr *)&address,
             (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)len)),
        0);
    return fd;
}

/* "" when there is none. */
static const char *receive(int fd)
{
    static char text[256];
    const ssize_t len = recv(fd, text, sizeof text - 1, 0);
    text[len > 0 ? len : 0] = '\0';
    return text;
}

static void what_is_said_arrives(void)
{
    struct hg_service service;
    char name[64];
    const int fd = listen_to(name, sizeof name);
    setenv("NOTIFY_SOCKET", name, 1);
    hg_service_open(&service);
    CU_ASSERT_PTR_NULL(getenv("NOTIFY_SOCKET"));
    hg_service_say(&service, "READY=1\nSTATUS=2 targets");
    UNIT_ASSERT_TEXT(receive(fd), "READY=1\nSTATUS=2 targets");
    hg_service_feed(&service, 1000);
    UNIT_ASSERT_TEXT(receive(fd), "");
    hg_service_close(&service);
    close(fd);
}

static void the_watchdog_is_fed_twice_as_often_as_it_wants(void)
{
    struct hg_service service;
    char name[64];
    const int fd = listen_to(name, sizeof name);
    setenv("NOTIFY_SOCKET", name, 1);
    setenv("WATCHDOG_USEC", "10000000", 1);
    hg_service_open(&service);
    static const struct {
        int64_t at_us;
        const char *said;
    } rows[] = {{7, "WATCHDOG=1"}, {5000006, ""}, {5000007, "WATCHDOG=1"}, {5000008, ""}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hg_service_feed(&service, rows[i].at_us);
        UNIT_ASSERT_TEXT(receive(fd), rows[i].said);
    }
    hg_service_close(&service);
    close(fd);
}

static void the_watchdog_of_another_process_is_not_ours(void)
{
    static const char *const rows[][2] = {{"1", "10"},  {"x", "10"},   {"", "10"},
                                          {NULL, "-5"}, {NULL, "ten"}, {NULL, NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_service service;
        setenv("NOTIFY_SOCKET", "/nowhere/notify", 1);
        if (rows[i][0] != NULL)
            setenv("WATCHDOG_PID", rows[i][0], 1);
        if (rows[i][1] != NULL)
            setenv("WATCHDOG_USEC", rows[i][1], 1);
        hg_service_open(&service);
        CU_ASSERT_EQUAL(service.watchdog_us, 0);
        hg_service_say(&service, "READY=1"); /* to nobody */
        hg_service_close(&service);
    }
}

static void without_a_socket_nothing_is_said(void)
{
    static const char *const rows[] = {"", "@", "/", "notify", NULL};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_service service;
        if (rows[i] != NULL)
            setenv("NOTIFY_SOCKET", rows[i], 1);
        hg_service_open(&service);
        CU_ASSERT_EQUAL(service.fd, -1);
        hg_service_say(&service, "READY=1");
        hg_service_close(&service);
    }
}

CU_TestInfo service_tests[] = {
    {"what is said arrives", what_is_said_arrives},
    {"the watchdog is fed twice as often as it wants",
     the_watchdog_is_fed_twice_as_often_as_it_wants},
    {"the watchdog of another process is not ours",
     the_watchdog_of_another_process_is_not_ours},
    {"without a socket nothing is said", without_a_socket_nothing_is_said},
    CU_TEST_INFO_NULL,
};
