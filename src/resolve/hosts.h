/* SPDX-License-Identifier: MIT */
/* hosts: the names that a hosts file has (hosts(5)), whatever their addresses. */
#ifndef HEADGATE_RESOLVE_HOSTS_H
#define HEADGATE_RESOLVE_HOSTS_H

#include <stdbool.h>
#include <stddef.h>

/* Zeroed: none. */
struct hg_hosts {
    char **names; /* owned array, sorted: they point into the text */
    size_t count;
    char *text; /* owned */
};

/* Read the text of a hosts file, which it takes; NULL: there is none. */
void hg_hosts_take(struct hg_hosts *hosts, char *text);
void hg_hosts_release(struct hg_hosts *hosts);
/* Whether a line has the name, in whatever case. */
bool hg_hosts_has(const struct hg_hosts *hosts, const char *name);

#endif
