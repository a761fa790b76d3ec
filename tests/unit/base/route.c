/* SPDX-License-Identifier: MIT */
/* route: tests with addresses that every machine can or can't send to. */
#include "unit.h"

#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "headgate/route.h"

static bool has_route(const char *ip, struct sockaddr_storage *source)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(80)};
    inet_pton(AF_INET, ip, &address.sin_addr);
    return hg_route_find((const struct sockaddr *)&address, sizeof address, source);
}

static void loopback_has_a_route_and_a_source(void)
{
    struct sockaddr_storage source;
    CU_ASSERT_TRUE(has_route("127.0.0.9", NULL));
    CU_ASSERT_TRUE_FATAL(has_route("127.0.0.1", &source));
    CU_ASSERT_EQUAL(source.ss_family, AF_INET);
    const struct sockaddr_in *ipv4 = (const void *)&source;
    CU_ASSERT_EQUAL(ntohl(ipv4->sin_addr.s_addr), INADDR_LOOPBACK);
}

/* A broadcast needs a permission of its own; a link-local address needs its interface. */
static void what_the_system_refuses_has_none(void)
{
    struct sockaddr_storage source;
    struct sockaddr_in6 link_local = {.sin6_family = AF_INET6, .sin6_port = htons(80)};
    inet_pton(AF_INET6, "fe80::1", &link_local.sin6_addr);
    CU_ASSERT_FALSE(has_route("255.255.255.255", &source));
    CU_ASSERT_EQUAL(source.ss_family, AF_UNSPEC);
    CU_ASSERT_FALSE(
        hg_route_find((const struct sockaddr *)&link_local, sizeof link_local, NULL));
}

static void without_descriptors_there_may_be_a_route(void)
{
    int status = -1;
    const pid_t child = fork();
    if (child == 0) {
        const struct rlimit none = {.rlim_cur = 0, .rlim_max = 0};
        struct sockaddr_storage source;
        const bool is_lowered = setrlimit(RLIMIT_NOFILE, &none) == 0;
        const bool has_one = has_route("127.0.0.1", &source);
        _exit(is_lowered && has_one && source.ss_family == AF_UNSPEC ? 0 : 1);
    }
    waitpid(child, &status, 0);
    CU_ASSERT_EQUAL(status, 0);
}

CU_TestInfo route_tests[] = {
    {"loopback has a route and a source", loopback_has_a_route_and_a_source},
    {"what the system refuses has none", what_the_system_refuses_has_none},
    {"without descriptors there may be a route",
     without_descriptors_there_may_be_a_route},
    CU_TEST_INFO_NULL,
};
