/* SPDX-License-Identifier: MIT */
/* command_doctor: the command that prints what this machine can, a line each, and what is wrong with it. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "headgate/address.h"
#include "headgate/buf.h"
#include "headgate/cancel.h"
#include "headgate/clock.h"
#include "headgate/descriptors.h"
#include "headgate/dns.h"
#include "headgate/log.h"
#include "headgate/network.h"
#include "headgate/policy.h"
#include "headgate/route.h"
#include "headgate/target.h"
#include "headgate/units.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/exit.h"
#include "app/release.h"
#include "app/self_diagnosis.h"

#include "headgate/banned.h"

#define NAME_COLUMNS  14
#define LOOK_UP_US    (2 * HG_US_PER_S)
#define FILES_NEEDED  64   /* of a run with a few workers, its reports and its history */
#define WORKERS_MAX   4096 /* of `concurrency.workers` */
#define DNS_PORT      53
#define RESOLVER_FILE "/etc/resolv.conf"

/* Appends what there is to say; false when verdicts, or checks at all, suffer from it. */
typedef bool examine_function(struct hg_buf *out);

static bool examine_program(struct hg_buf *out)
{
    hg_buf_printf(out, "%s, released %s", HEADGATE_VERSION, hg_release_day());
    return true;
}

static bool examine_libcurl(struct hg_buf *out)
{
    hg_buf_printf(out, "%s", hg_prober_curl_features());
    return true;
}

static bool examine_http(struct hg_buf *out)
{
    hg_buf_printf(out, "%s", hg_prober_http_versions());
    return true;
}

static bool examine_cares(struct hg_buf *out)
{
    const char *version = hg_dns_version();
    if (version == NULL)
        hg_buf_printf(out, "not built in: the C library looks up all names");
    else
        hg_buf_printf(out, "%s, in runs with many hosts", version);
    return true;
}

/* The name servers, as resolv.conf(5) lists them. */
static void add_name_servers(struct hg_buf *out)
{
    FILE *file = fopen(RESOLVER_FILE, "re");
    char line[256];
    char server[HG_ADDRESS_TEXT_SIZE];
    const char *separator = ": ";
    hg_buf_printf(out, "%s", file == NULL ? ", without " RESOLVER_FILE : "");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "nameserver %63[0-9a-fA-F:.]", server) != 1)
            continue;
        hg_buf_printf(out, "%s%s", separator, server);
        separator = ", ";
    }
    if (file != NULL)
        fclose(file);
}

static bool examine_resolver(struct hg_buf *out)
{
    struct hg_cancel cancel = {0};
    struct hg_lookup control = {.name = "."};
    hg_look_up(&control, 1, LOOK_UP_US, &cancel);
    hg_buf_printf(out, "%s", control.is_done ? "answers" : "does not answer");
    add_name_servers(out);
    return control.is_done;
}

/* Documentation addresses: no packet is sent to them, and a route to them is the default route. */
static bool has_route(const char *ip)
{
    struct hg_address address;
    struct sockaddr_storage socket;
    hg_address_parse(&address, ip, DNS_PORT);
    const size_t len = hg_address_write(&address, &socket);
    return hg_route_find((const struct sockaddr *)&socket, (socklen_t)len, NULL);
}

static bool examine_routes(struct hg_buf *out)
{
    const bool has_4 = has_route("192.0.2.1");
    const bool has_6 = has_route("2001:db8::1");
    const bool has_any = has_4 || has_6;
    hg_buf_printf(out, "IPv4 %s, IPv6 %s%s", has_4 ? "yes" : "no", has_6 ? "yes" : "no",
                  has_any ? "" : ": there is no way out of this network");
    return has_any;
}

static bool examine_clock(struct hg_buf *out)
{
    char now[HG_CLOCK_RFC3339_SIZE];
    const int64_t wall_us = hg_clock_wall_us();
    const bool is_right = wall_us / HG_US_PER_S >= hg_release_s();
    hg_clock_format(wall_us, "%Y-%m-%d %H:%M:%S UTC", now, sizeof now);
    hg_buf_printf(out, "%s%s", now,
                  is_right ? "" : ", earlier than the release of headgate: it is wrong");
    return is_right;
}

static bool examine_proxy(struct hg_buf *out)
{
    static const struct hg_policy policy = {0};
    const struct hg_target target = {.policy = &policy};
    char *proxies = hg_self_diagnosis_proxies(&target, 1);
    hg_buf_printf(out, "%s", proxies == NULL ? "none in the environment" : proxies);
    free(proxies);
    return true;
}

static bool examine_files(struct hg_buf *out)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        hg_buf_printf(out, "no limit is known");
        return true;
    }
    hg_buf_printf(out, "%ju may be open, enough for %zu workers",
                  (uintmax_t)limit.rlim_max, hg_descriptors_reserve(WORKERS_MAX));
    return limit.rlim_max >= FILES_NEEDED;
}

static bool examine_authorities(struct hg_buf *out)
{
    const char *path = hg_prober_authorities();
    if (path == NULL) {
        hg_buf_printf(out, "those that OpenSSL finds");
        return true;
    }
    const bool is_readable = access(path, R_OK) == 0;
    hg_buf_printf(out, "%s%s", path,
                  is_readable ? "" : " can't be read: install ca-certificates");
    return is_readable;
}

static const struct {
    const char *name;
    examine_function *examine;
} rows[] = {
    {"headgate", examine_program},  {"libcurl", examine_libcurl},
    {"HTTP", examine_http},         {"c-ares", examine_cares},
    {"resolver", examine_resolver}, {"routes", examine_routes},
    {"clock", examine_clock},       {"proxy", examine_proxy},
    {"files", examine_files},       {"certificates", examine_authorities},
};

int hg_command_doctor(const struct hg_cli *cli)
{
    struct hg_sink sink;
    size_t faults = 0;
    if (cli->operand_count > 0) {
        hg_log_error("doctor takes no argument, got \"%.80s\"", cli->operands[0]);
        return HG_EXIT_USAGE;
    }
    hg_sink_init(&sink, STDOUT_FILENO);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_buf text;
        hg_buf_init(&text);
        const bool is_fine = rows[i].examine(&text);
        hg_sink_printf(&sink, "%s %-*s %s\n", is_fine ? "✓" : "✗", NAME_COLUMNS,
                       rows[i].name, text.data);
        hg_buf_release(&text);
        faults += !is_fine;
    }
    const int status = hg_print_end(&sink);
    return status == HG_EXIT_OPEN && faults > 0 ? HG_EXIT_TROUBLE : status;
}
