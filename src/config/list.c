/* SPDX-License-Identifier: MIT */
/* list: reads URL lists line by line.
 *
 * DESIGN: a list may have a million lines. Its bytes stay in memory, and each line is ended by a NUL
 * in place: it is the target's name, and mostly its URL too. */
#include "config/list.h"

#include "headgate/text.h"
#include "headgate/url.h"

#include <string.h>

#include "headgate/banned.h"

/* A line of a list, or an argument, in the configuration's arena. */
struct line {
    char *text; /* the byte behind it may be written to */
    size_t len;
    struct hg_source_location location;
};

static enum hg_added add_line(struct hg_loader *loader, const struct hg_listing *listing,
                              const struct hg_origin *origin, const struct line *line)
{
    if (!hg_text_is_clean(line->text, line->len, NULL)) {
        hg_problems_add(loader->reader.problems, line->location,
                        "a URL must be UTF-8 text without control characters");
        return HG_REFUSED;
    }
    if (line->len > HG_URL_MAX_BYTES) {
        hg_problems_add(loader->reader.problems, line->location,
                        "a URL must be at most %d bytes long, got %zu", HG_URL_MAX_BYTES,
                        line->len);
        return HG_REFUSED;
    }
    line->text[line->len] = '\0';
    const struct hg_target_entry entry = {
        .address = line->text,
        .location = line->location,
        .address_location = line->location,
        .origin = origin,
        .base = listing->base,
        .own = listing->own,
        .waiver = listing->waiver,
        .enabled = listing->enabled,
    };
    const enum hg_added added =
        hg_target_set_add_listed(&loader->targets, &listing->reader, &entry);
    if (added == HG_ADDED)
        hg_dependencies_add(&loader->dependencies, (uint32_t)loader->targets.count - 1,
                            listing->depends_on);
    return added;
}

static void add_lines(struct hg_loader *loader, struct hg_listing *listing, char *bytes,
                      size_t len)
{
    size_t repeats = 0;
    size_t known = 0;
    const char *label = hg_loader_label(loader, listing->path);
    listing->origin.file = label;
    const struct hg_origin *origin =
        hg_target_set_origin(&loader->targets, &listing->reader, &listing->origin);
    char *end = bytes + len;
    for (uint32_t number = 1; bytes < end; number++) {
        char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
        char *stop = newline == NULL ? end : newline;
        struct line line = {bytes, (size_t)(stop - bytes), {label, number, 1}};
        bytes = newline == NULL ? end : newline + 1;
        line.text += hg_text_trim(line.text, &line.len);
        if (line.len == 0 || *line.text == '#')
            continue;
        const enum hg_added added = add_line(loader, listing, origin, &line);
        repeats += added == HG_REPEATED;
        known += added == HG_CONFIGURED;
    }
    hg_loader_note_dropped(loader, label, repeats, known);
}

static void add_argument(struct hg_loader *loader, struct hg_listing *listing)
{
    const struct hg_origin *origin =
        hg_target_set_origin(&loader->targets, &listing->reader, &listing->origin);
    char *address = hg_arena_text(&loader->reader.config->arena, listing->address);
    const struct line line = {address, strlen(address), listing->location};
    const enum hg_added added = add_line(loader, listing, origin, &line);
    loader->argument_repeats += added == HG_REPEATED;
    loader->argument_known += added == HG_CONFIGURED;
}

void hg_list_add(struct hg_loader *loader, struct hg_listing *listing)
{
    if (listing->path == NULL) {
        add_argument(loader, listing);
        return;
    }
    struct hg_buf bytes;
    hg_buf_init(&bytes);
    const int status = hg_loader_read(loader, listing->path, listing->location, &bytes);
    const size_t len = bytes.len;
    char *data = hg_buf_steal(&bytes);
    hg_arena_take(&loader->reader.config->arena, data);
    if (status == 0)
        add_lines(loader, listing, data, len);
}
