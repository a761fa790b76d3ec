/* SPDX-License-Identifier: MIT */
/* hosts: reading a hosts file. */
#include "resolve/hosts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

#define BLANKS " \t\r\n"

static int compare(const void *a, const void *b)
{
    return strcasecmp(*(char *const *)a, *(char *const *)b);
}

static void add(struct hg_hosts *hosts, char *name)
{
    hosts->names = hg_memory_grow(hosts->names, hosts->count, sizeof *hosts->names);
    hosts->names[hosts->count++] = name;
}

/* Cut the line into its words: an address, then names. */
static void read_line(struct hg_hosts *hosts, char *line)
{
    bool is_address = true;
    char *at = line;
    line[strcspn(line, "#")] = '\0';
    while (*(at += strspn(at, BLANKS)) != '\0') {
        char *word = at;
        at += strcspn(at, BLANKS);
        if (*at != '\0')
            *at++ = '\0';
        if (!is_address)
            add(hosts, word);
        is_address = false;
    }
}

void hg_hosts_take(struct hg_hosts *hosts, char *text)
{
    *hosts = (struct hg_hosts){.text = text};
    while (text != NULL && *text != '\0') {
        char *line = text;
        text += strcspn(text, "\n");
        if (*text != '\0')
            *text++ = '\0';
        read_line(hosts, line);
    }
    if (hosts->count > 0)
        qsort(hosts->names, hosts->count, sizeof *hosts->names, compare);
}

void hg_hosts_release(struct hg_hosts *hosts)
{
    free(hosts->names);
    free(hosts->text);
    *hosts = (struct hg_hosts){0};
}

bool hg_hosts_has(const struct hg_hosts *hosts, const char *name)
{
    return hosts->count > 0 && bsearch(&name, hosts->names, hosts->count,
                                       sizeof *hosts->names, compare) != NULL;
}
