/* SPDX-License-Identifier: MIT */
/* urls: reads a list into one piece of memory. */
#include "urls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

static void give_up(const char *path)
{
    perror(path);
    exit(EXIT_FAILURE);
}

/* The whole file with a NUL behind it. */
static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        give_up(path);
    const long size = ftell(file);
    if (size < 0 || fseek(file, 0, SEEK_SET) != 0)
        give_up(path);
    char *text = malloc((size_t)size + 1);
    if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size)
        give_up(path);
    text[size] = '\0';
    fclose(file);
    return text;
}

static size_t count_lines(const char *text)
{
    size_t count = 1;
    for (const char *p = text; *p != '\0'; p++)
        count += *p == '\n';
    return count;
}

void urls_init(struct urls *urls, const char *path)
{
    urls->text = read_file(path);
    urls->count = 0;
    urls->items = malloc(count_lines(urls->text) * sizeof *urls->items);
    if (urls->items == NULL)
        give_up(path);
    char *rest = NULL;
    for (char *line = strtok_r(urls->text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest))
        urls->items[urls->count++] = line;
}

void urls_release(struct urls *urls)
{
    free(urls->text);
    free(urls->items);
}
