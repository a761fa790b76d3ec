/* SPDX-License-Identifier: MIT */
/* loader: reads files and keeps segments while a configuration is loaded. */
#include "config/loader.h"

#include "headgate/error.h"
#include "headgate/input.h"
#include "headgate/memory.h"
#include "headgate/text.h"

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
            return hg_problems_add(loader->reader.problems, location,
                                   "standard input can be read only once");
        loader->stdin_taken = true;
    }
    if (hg_input_read(path, (size_t)HG_CONFIG_MAX_BYTES, bytes, &err) == 0)
        return 0;
    return hg_problems_add(loader->reader.problems, location, "%s", err.text);
}

const char *hg_loader_label(struct hg_loader *loader, const char *path)
{
    if (strcmp(path, "-") == 0)
        return "standard input";
    char *clean = hg_text_clean(path, strlen(path), LABEL_MAX_BYTES);
    const char *label = hg_arena_text(&loader->reader.config->arena, clean);
    free(clean);
    return label;
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

void hg_loader_note_dropped(struct hg_loader *loader, const char *label, size_t repeats,
                            size_t known)
{
    if (repeats > 0)
        hg_value_note(&loader->reader, "%s: ignored %zu duplicate URL%s", label, repeats,
                      plural(repeats));
    if (known > 0)
        hg_value_note(&loader->reader, "%s: ignored %zu URL%s that the configuration has",
                      label, known, plural(known));
}

struct hg_segment *hg_loader_new_segment(struct hg_loader *loader)
{
    loader->segments =
        hg_memory_grow(loader->segments, loader->segment_count, sizeof *loader->segments);
    struct hg_segment *segment = &loader->segments[loader->segment_count++];
    *segment = (struct hg_segment){.first = loader->targets.count};
    return segment;
}
