/* SPDX-License-Identifier: MIT */
/* loader: reading files, keeping notes and segments while a configuration is loaded. */
#include "config/loader.h"

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

int hg_loader_read(struct hg_loader *loader, const char *path,
                   struct hg_source_location location, struct hg_buf *bytes)
{
    struct hg_error err = {0};
    if (strcmp(path, "-") == 0) {
        if (loader->stdin_taken)
            return hg_problems_add(loader->problems, location,
                                   "standard input can be read only once");
        loader->stdin_taken = true;
    }
    if (hg_input_read(path, (size_t)HG_CONFIG_MAX_BYTES, bytes, &err) == 0)
        return 0;
    return hg_problems_add(loader->problems, location, "%s", err.text);
}

const char *hg_loader_label(struct hg_loader *loader, const char *path)
{
    if (strcmp(path, "-") == 0)
        return "standard input";
    char *clean = hg_text_clean(path, strlen(path), LABEL_MAX_BYTES);
    const char *label = hg_arena_text(&loader->config->arena, clean);
    free(clean);
    return label;
}

void hg_loader_note(struct hg_loader *loader, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    loader->notes =
        hg_memory_grow(loader->notes, loader->note_count, sizeof *loader->notes);
    loader->notes[loader->note_count++] = hg_arena_text(&loader->config->arena, text);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "es";
}

void hg_loader_note_dropped(struct hg_loader *loader, const char *label, size_t repeats,
                            size_t known)
{
    if (repeats > 0)
        hg_loader_note(loader, "%s: %zu repeated address%s dropped", label, repeats,
                       plural(repeats));
    if (known > 0)
        hg_loader_note(loader, "%s: %zu address%s of the configuration dropped", label,
                       known, plural(known));
}

struct hg_segment *hg_loader_new_segment(struct hg_loader *loader)
{
    loader->segments =
        hg_memory_grow(loader->segments, loader->segment_count, sizeof *loader->segments);
    struct hg_segment *segment = &loader->segments[loader->segment_count++];
    *segment = (struct hg_segment){.first = loader->targets.count};
    return segment;
}
