/* SPDX-License-Identifier: MIT */
/* paths: what the fault server does is said by the path that is asked for, so that a case needs no
 * configuration of the server. `GET /` lists all of them. */
#ifndef HEADGATE_TESTS_PATHS_H
#define HEADGATE_TESTS_PATHS_H

#include "exchange.h"

struct path {
    const char *name;    /* "/status" */
    const char *example; /* "/status/503": how it is written */
    const char *summary;
    /* `argument` is what follows the name after a slash or question mark, "" when nothing does;
     * it may be changed. True when the connection can be used again. */
    bool (*answer)(struct exchange *exchange, char *argument);
};

/* Tables that end with a NULL name. */
extern const struct path answer_paths[]; /* correct HTTP (answers.c) */
extern const struct path body_paths[];   /* bodies, whole and broken (bodies.c) */
extern const struct path fault_paths[];  /* broken HTTP (faults.c) */

/* Answer the request that was read. True when the connection can be used again. */
bool paths_answer(struct exchange *exchange);

#endif
