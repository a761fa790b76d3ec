/* SPDX-License-Identifier: MIT */
/* paths: finds who answers a path. */
#include "paths.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "headgate/banned.h"

static bool list_paths(struct exchange *exchange, char *argument);
static bool copy_log(struct exchange *exchange, char *argument);
static bool quit(struct exchange *exchange, char *argument);
static bool answer_then(struct exchange *exchange, char *argument);

static const struct path own_paths[] = {
    {"/", "/", "this list", list_paths},
    {"/log", "/log?TEXT", "requests whose line contains TEXT: connection, method, target",
     copy_log},
    {"/then", "/then/PATH",
     "200 to the first request of a connection, as the path to all others", answer_then},
    {"/quit", "/quit", "end the server", quit},
    {0},
};

static const struct path *const tables[] = {answer_paths, body_paths, fault_paths,
                                            own_paths};

#define TABLE_COUNT (sizeof tables / sizeof tables[0])

static bool list_paths(struct exchange *exchange, char *argument)
{
    (void)argument;
    char text[EXCHANGE_HEAD_BYTES / 4];
    size_t len = 0;
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        for (const struct path *path = tables[i]; path->name != NULL; path++) {
            const int added = snprintf(text + len, sizeof text - len, "%-28s %s\n",
                                       path->example, path->summary);
            len += added > 0 && (size_t)added < sizeof text - len ? (size_t)added : 0;
        }
    }
    text[len] = '\0';
    return exchange_respond(exchange, 200, "Content-Type: text/plain\r\n", text);
}

static bool copy_log(struct exchange *exchange, char *argument)
{
    exchange_decode(argument);
    char *text = journal_copy(exchange->journal, argument);
    const bool reusable =
        exchange_respond(exchange, 200, "Content-Type: text/plain\r\n", text);
    free(text);
    return reusable;
}

static bool quit(struct exchange *exchange, char *argument)
{
    (void)argument;
    exchange_respond(exchange, 200, "Connection: close\r\n", "bye\n");
    _exit(EXIT_SUCCESS);
}

static const struct path *find_path(const char *target, size_t name_len)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        for (const struct path *path = tables[i]; path->name != NULL; path++) {
            if (strlen(path->name) == name_len &&
                strncmp(path->name, target, name_len) == 0)
                return path;
        }
    }
    return NULL;
}

/* A proxy is asked for whole URLs; it answers in place of their hosts. */
static const char *skip_origin(const char *target)
{
    const char *authority = strstr(target, "://");
    if (target[0] == '/' || authority == NULL)
        return target;
    return authority + 3 + strcspn(authority + 3, "/");
}

static bool answer_target(struct exchange *exchange, const char *target)
{
    const size_t name_len = target[0] == '/' ? 1 + strcspn(target + 1, "/?") : 0;
    const struct path *path = find_path(target, name_len);
    if (path == NULL)
        return exchange_respond(exchange, 404, "", "no such path; GET / lists them\n");
    char *argument = strdup(target[name_len] == '\0' ? "" : target + name_len + 1);
    if (argument == NULL)
        return false;
    const bool reusable = path->answer(exchange, argument);
    free(argument);
    return reusable;
}

static bool answer_then(struct exchange *exchange, char *argument)
{
    char target[4096];
    snprintf(target, sizeof target, "/%s", argument);
    return exchange->request_count > 1 ? answer_target(exchange, target)
                                       : exchange_respond(exchange, 200, "", "");
}

bool paths_answer(struct exchange *exchange)
{
    const char *target = skip_origin(exchange->target);
    /* Asking for the log is not part of it. */
    if (strncmp(target, "/log", 4) != 0)
        journal_add(exchange->journal, exchange->connection, exchange->method,
                    exchange->target);
    return answer_target(exchange, target);
}
