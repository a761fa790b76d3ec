/* SPDX-License-Identifier: MIT */
/* somebody: tests that run as another user than root. */
#include "somebody.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "headgate/banned.h"

#define NOBODY 65534

static void set_user(uid_t user)
{
    if (seteuid(user) == 0)
        return;
    /* Going on as root could damage the machine that runs the tests. */
    perror("somebody: seteuid");
    exit(EXIT_FAILURE);
}

void somebody_become(void)
{
    if (geteuid() == 0)
        set_user(NOBODY);
}

void somebody_end(void)
{
    if (getuid() == 0)
        set_user(0);
}
