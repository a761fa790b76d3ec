/* SPDX-License-Identifier: MIT */
/* destination: where a report goes. */
#include "app/destination.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/clock.h"
#include "headgate/error.h"
#include "headgate/log.h"
#include "headgate/output.h"

#include "headgate/banned.h"

struct token {
    const char *name;
    const char *format; /* strftime(3) */
};

static const struct token tokens[] = {
    {"{date}", "%Y-%m-%d"},
    {"{time}", "%H%M%S"},
};

static const struct token *find_token(const char *text)
{
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        if (strncmp(text, tokens[i].name, strlen(tokens[i].name)) == 0)
            return &tokens[i];
    }
    return NULL;
}

static char *expand_path(const char *path, int64_t wall_us)
{
    struct hg_buf expanded;
    char time[32];

    hg_buf_init(&expanded);
    while (*path != '\0') {
        const struct token *token = find_token(path);
        if (token == NULL) {
            hg_buf_add_char(&expanded, *path++);
            continue;
        }
        hg_clock_format(wall_us, token->format, time, sizeof time);
        hg_buf_add_text(&expanded, time);
        path += strlen(token->name);
    }
    return hg_buf_steal(&expanded);
}

void hg_destination_init(struct hg_destination *destination, const char *file,
                         int64_t wall_us)
{
    destination->path = expand_path(file == NULL ? "-" : file, wall_us);
    destination->real_path = hg_output_real_path(destination->path);
}

void hg_destination_release(struct hg_destination *destination)
{
    free(destination->path);
    free(destination->real_path);
    *destination = (struct hg_destination){0};
}

bool hg_destination_is_stdout(const struct hg_destination *destination)
{
    return destination->real_path != NULL && strcmp(destination->real_path, "-") == 0;
}

bool hg_destination_equals(const struct hg_destination *a, const struct hg_destination *b)
{
    return a->real_path != NULL && b->real_path != NULL &&
           strcmp(a->real_path, b->real_path) == 0;
}

int hg_destination_check(const struct hg_destination *destination, const char *taken)
{
    struct hg_error err = {0};
    if (taken != NULL)
        hg_error_usage(&err, "report \"%s\" can't be written: %s", destination->path,
                       taken);
    else if (hg_output_check(destination->path, &err) == 0)
        return 0;
    hg_log_error("%s", err.text);
    return -1;
}
