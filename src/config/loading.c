/* SPDX-License-Identifier: MIT */
/* loading: reading files, keeping notes and segments while a configuration is loaded. */
#include "config/loading.h"

#include "headgate/error.h"
#include "headgate/input.h"
#include "headgate/memory.h"
#include "headgate/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define LABEL_MAX_BYTES 4096

int hg_loading_read(struct hg_loading *loading, const char *path, struct hg_place place,
                    struct hg_buf *bytes)
{
    struct hg_error err = {0};
    if (strcmp(path, "-") == 0) {
        if (loading->stdin_taken)
            return hg_problems_add(loading->problems, place,
                                   "standard input can be read only once");
        loading->stdin_taken = true;
    }
    if (hg_input_read(path, (size_t)HG_CONFIG_MAX_BYTES, bytes, &err) == 0)
        return 0;
    return hg_problems_add(loading->problems, place, "%s", err.text);
}

const char *hg_loading_label(struct hg_loading *loading, const char *path)
{
    if (strcmp(path, "-") == 0)
        return "standard input";
    char *clean = hg_text_clean(path, strlen(path), LABEL_MAX_BYTES);
    const char *label = hg_arena_text(&loading->config->arena, clean);
    free(clean);
    return label;
}

void hg_loading_note(struct hg_loading *loading, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    loading->notes =
        hg_memory_resize(loading->notes, loading->note_count + 1, sizeof *loading->notes);
    loading->notes[loading->note_count++] = hg_arena_text(&loading->config->arena, text);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "es";
}

void hg_loading_note_dropped(struct hg_loading *loading, const char *label,
                             size_t repeats, size_t known)
{
    if (repeats > 0)
        hg_loading_note(loading, "%s: %zu repeated address%s dropped", label, repeats,
                        plural(repeats));
    if (known > 0)
        hg_loading_note(loading, "%s: %zu address%s of the configuration dropped", label,
                        known, plural(known));
}

struct hg_segment *hg_loading_new_segment(struct hg_loading *loading)
{
    if (loading->segment_count == loading->segment_capacity) {
        loading->segment_capacity =
            loading->segment_capacity == 0 ? 16 : loading->segment_capacity * 2;
        loading->segments = hg_memory_resize(loading->segments, loading->segment_capacity,
                                             sizeof *loading->segments);
    }
    struct hg_segment *segment = &loading->segments[loading->segment_count++];
    *segment = (struct hg_segment){.first = loading->targets.count};
    return segment;
}
