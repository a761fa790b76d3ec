/* SPDX-License-Identifier: MIT */
/* load: from the inputs of the command line to settings and targets.
 *
 * DESIGN. Three passes. Every configuration is read. Its targets are collected, with an empty segment
 * for each list and each single URL. These are read last, because configured targets take precedence
 * over them, wherever they are. Then all targets are put into the order of the input and filtered. */
#include "headgate/config.h"

#include "config/baseline_reader.h"
#include "config/canary_targets.h"
#include "config/document_targets.h"
#include "config/list.h"
#include "config/loader.h"
#include "config/settings_check.h"
#include "config/sources.h"
#include "config/type_maintenance.h"
#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/pattern.h"
#include "headgate/url.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "headgate/banned.h"

#define FALLBACK_CONFIG "headgate.yml"
#define DEFAULT_GROUP   "default"

struct documents {
    struct hg_document *items; /* owned array; bases are pointed at, so it never grows */
    size_t count;
};

static bool ends_with(const char *text, const char *end)
{
    const size_t len = strlen(text);
    const size_t end_len = strlen(end);
    return len > end_len && strcmp(text + len - end_len, end) == 0;
}

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && !S_ISDIR(status.st_mode);
}

bool hg_input_is_config(const struct hg_input *input)
{
    if (input->kind != HG_INPUT_ARGUMENT)
        return input->kind == HG_INPUT_CONFIG;
    return strstr(input->text, "://") == NULL &&
           (ends_with(input->text, ".yml") || ends_with(input->text, ".yaml"));
}

bool hg_input_is_list(const struct hg_input *input)
{
    if (input->kind != HG_INPUT_ARGUMENT)
        return input->kind == HG_INPUT_LIST;
    return strcmp(input->text, "-") == 0 || is_file(input->text);
}

/* At least one, which may be empty: URLs without a configuration take its defaults. */
static struct documents read_documents(struct hg_loader *loader,
                                       const struct hg_config_inputs *inputs)
{
    struct documents documents = {
        .items = hg_memory_new(inputs->input_count + 1, sizeof *documents.items)};
    for (size_t i = 0; i < inputs->input_count; i++) {
        if (!hg_input_is_config(&inputs->inputs[i]))
            continue;
        struct hg_document *document = &documents.items[documents.count++];
        document->reader = loader->reader;
        hg_document_read(document, loader, inputs->inputs[i].text,
                         (uint32_t)documents.count);
    }
    if (documents.count > 0)
        return documents;
    struct hg_document *document = &documents.items[documents.count++];
    document->reader = loader->reader;
    if (inputs->input_count == 0 && is_file(FALLBACK_CONFIG)) {
        hg_document_read(document, loader, FALLBACK_CONFIG, 1);
    } else {
        hg_policies_init_base(&document->base, &document->reader, &document->defaults, 1);
        const struct hg_policy_request request = {.base = &document->base};
        hg_policies_get(&loader->policies, &document->reader, &request);
    }
    return documents;
}

static void apply_override(const struct hg_layer *layer, const struct hg_reader *reader)
{
    struct hg_settings *settings = &reader->config->settings;
    /* Reports of several configurations add up; the environment and options replace them, but not how a
     * format is written. */
    if (hg_layer_get(layer, "reports") != NULL)
        settings->reports = (struct hg_report_requests){
            .fails_tolerated = settings->reports.fails_tolerated,
            .perfdata = settings->reports.perfdata};
    hg_layer_apply(layer, reader, HG_KEY_RUN, settings);
}

static void add_layer(struct hg_layer *set, const struct hg_layer *layer)
{
    for (size_t i = 0; i < HG_KEYS_MAX; i++) {
        if (layer->values[i] != NULL)
            set->values[i] = layer->values[i];
    }
}

/* `set` becomes where each key was set last. */
static void read_settings(struct hg_loader *loader, const struct documents *documents,
                          struct hg_layer *set)
{
    const struct hg_reader *reader = &loader->reader;
    struct hg_settings *settings = &reader->config->settings;
    hg_layer_apply_defaults(reader, HG_KEY_RUN, settings);
    settings->mail.secrets = &reader->config->secrets;
    for (size_t i = 0; i < documents->count; i++) {
        const struct hg_document *document = &documents->items[i];
        hg_layer_apply(&document->settings, &document->reader, HG_KEY_RUN, settings);
        add_layer(set, &document->settings);
    }
    apply_override(&loader->environment, reader);
    apply_override(&loader->options, reader);
    add_layer(set, &loader->environment);
    add_layer(set, &loader->options);
    /* The number of workers is the limit, unless the number of extra workers is set too. */
    if (hg_layer_get(set, "concurrency.workers") != NULL &&
        hg_layer_get(set, "concurrency.spares") == NULL)
        settings->extra_workers = 0;
    settings->quiet |= settings->on_change;
    hg_settings_check(reader, set);
}

static void add_listing(struct hg_loader *loader, const struct hg_policy_base *base,
                        const struct hg_input *input)
{
    struct hg_listing *listing = hg_arena_new(&loader->nodes, 1, sizeof *listing);
    *listing =
        (struct hg_listing){.reader = loader->reader, .base = base, .enabled = true};
    if (hg_input_is_list(input)) {
        listing->path = input->text;
    } else {
        char *safe = hg_url_redact(input->text);
        listing->address = input->text;
        listing->location.file = hg_arena_text(&loader->reader.config->arena, safe);
        free(safe);
    }
    hg_loader_new_segment(loader)->listing = listing;
}

static void collect(struct hg_loader *loader, struct documents *documents,
                    const struct hg_config_inputs *inputs)
{
    size_t next = 0;
    for (size_t i = 0; i < inputs->input_count; i++) {
        if (hg_input_is_config(&inputs->inputs[i]))
            hg_document_add_targets(&documents->items[next++], loader);
        else
            add_listing(loader, &documents->items[documents->count - 1].base,
                        &inputs->inputs[i]);
    }
    if (inputs->input_count == 0)
        hg_document_add_targets(&documents->items[0], loader);
    for (size_t i = 0; i < loader->segment_count; i++) {
        struct hg_segment *segment = &loader->segments[i];
        if (segment->listing == NULL)
            continue;
        segment->first = loader->targets.count;
        hg_list_add(loader, segment->listing);
        segment->count = loader->targets.count - segment->first;
    }
    hg_loader_note_dropped(loader, "command line", loader->argument_repeats,
                           loader->argument_known);
}

static const char *group_of(const struct hg_target *target)
{
    return target->origin->group == NULL ? DEFAULT_GROUP : target->origin->group;
}

static bool has_group(const struct hg_target *target, const char *group)
{
    return strcmp(group_of(target), group) == 0;
}

typedef bool has_function(const struct hg_target *target, const char *word);

static bool passes(const struct hg_target *target, const struct hg_texts *filter,
                   has_function *has)
{
    for (size_t i = 0; i < filter->count; i++) {
        if (has(target, filter->items[i]))
            return true;
    }
    return filter->count == 0;
}

static void note_unmatched(struct hg_loader *loader, const struct hg_texts *filter,
                           has_function *has, const char *what)
{
    const struct hg_target_set *targets = &loader->targets;
    if (targets->count == 0)
        return; /* the command reports that, and the filter may be right */
    for (size_t i = 0; i < filter->count; i++) {
        bool is_matched = false;
        for (size_t t = 0; t < targets->count && !is_matched; t++)
            is_matched = has(&targets->items[t], filter->items[i]);
        if (!is_matched)
            hg_value_note(&loader->reader, "%s \"%s\" matches no target", what,
                          filter->items[i]);
    }
}

/* Number the hosts again, in the order of the selected targets. */
static void number_hosts(struct hg_target *targets, size_t count, size_t host_limit,
                         struct hg_config *config)
{
    uint32_t *numbers = hg_memory_new(host_limit + 1, sizeof *numbers);
    for (size_t i = 0; i < count; i++) {
        uint32_t *number = &numbers[targets[i].host];
        if (*number == 0)
            *number = ++config->host_count;
        targets[i].host = *number - 1;
    }
    free(numbers);
}

/* `baseline` is where the baseline was set; NULL: nowhere. */
static void assemble(struct hg_loader *loader, struct hg_node *baseline)
{
    const struct hg_reader *reader = &loader->reader;
    struct hg_config *config = reader->config;
    const struct hg_settings *settings = &config->settings;
    const struct hg_target_set *all = &loader->targets;
    struct hg_target *kept = hg_arena_new(&config->arena, all->count + 1, sizeof *kept);
    uint32_t *selected = hg_memory_new(all->count, sizeof *selected);
    memset(selected, 0xff, all->count * sizeof *selected);
    for (size_t s = 0; s < loader->segment_count; s++) {
        const struct hg_segment *segment = &loader->segments[s];
        for (size_t i = segment->first; i < segment->first + segment->count; i++) {
            const struct hg_target *target = &all->items[i];
            if (!passes(target, &settings->groups, has_group) ||
                !passes(target, &settings->tags, hg_target_has_tag))
                continue;
            selected[i] = (uint32_t)config->target_count;
            kept[config->target_count++] = *target;
        }
    }
    hg_dependencies_connect(&loader->dependencies, reader, all, kept, selected);
    hg_baseline_read(reader, all, baseline, kept, selected);
    free(selected);
    number_hosts(kept, config->target_count, all->host_count, config);
    config->targets = kept;
    note_unmatched(loader, &settings->groups, has_group, "group");
    note_unmatched(loader, &settings->tags, hg_target_has_tag, "tag");
}

static void name_files(struct hg_config *config, const struct documents *documents)
{
    struct hg_buf names;
    hg_buf_init(&names);
    for (size_t i = 0; i < documents->count; i++) {
        const char *file = documents->items[i].file;
        if (file != NULL)
            hg_buf_printf(&names, "%s%s", names.len == 0 ? "" : ", ", file);
    }
    if (names.len > 0)
        config->files = hg_arena_text_n(&config->arena, names.data, names.len);
    hg_buf_release(&names);
}

/* What was read from standard input, or named on the command line, is in no file. */
static void name_sources(struct hg_loader *loader, const struct hg_config_inputs *inputs)
{
    struct hg_config *config = loader->reader.config;
    const char **paths = hg_memory_new(inputs->input_count + 1, sizeof *paths);
    size_t count = 0;
    for (size_t i = 0; i < inputs->input_count; i++) {
        if (hg_input_is_config(&inputs->inputs[i]))
            paths[count++] = inputs->inputs[i].text;
    }
    if (inputs->input_count == 0 && config->files != NULL)
        paths[count++] = FALLBACK_CONFIG;
    if (count == (inputs->input_count == 0 ? 1 : inputs->input_count) &&
        !loader->stdin_taken)
        config->sources = hg_sources_name(paths, count, &config->arena);
    free(paths);
}

static const char *without(const struct hg_secrets *secrets, struct hg_arena *arena,
                           const char *text)
{
    char *masked = hg_secrets_mask(secrets, text);
    const char *kept = hg_arena_text(arena, masked);
    free(masked);
    return kept;
}

static void hide_in_messages(const struct hg_secrets *secrets, struct hg_config *config,
                             struct hg_problems *problems)
{
    for (size_t i = 0; i < problems->count; i++)
        hg_secrets_hide(secrets, &problems->items[i].text);
    for (size_t i = 0; secrets->count > 0 && i < config->note_count; i++)
        config->notes[i] = without(secrets, &config->arena, config->notes[i]);
}

/* Problems and notes are found before all secrets are known, and before `hide_url` is. */
static void hide_secrets(struct hg_loader *loader, struct hg_problems *problems)
{
    struct hg_config *config = loader->reader.config;
    struct hg_secrets hidden = {0};
    if (problems->count == 0 && config->note_count == 0)
        return;
    hg_hidden_urls_conclude(&loader->targets.hidden_urls, &hidden);
    /* First: a path in which a secret is replaced would not be found. */
    hide_in_messages(&hidden, config, problems);
    hide_in_messages(&config->secrets, config, problems);
    /* A URL of the command line is the place of its problems. */
    for (size_t i = 0; i < problems->count; i++) {
        struct hg_source_location *location = &problems->items[i].location;
        if (location->file != NULL && location->line == 0)
            location->file = without(&hidden, &config->arena, location->file);
    }
    hg_secrets_release(&hidden);
}

static void release(struct hg_loader *loader, struct documents *documents)
{
    free(documents->items);
    free(loader->segments);
    hg_dependencies_release(&loader->dependencies);
    hg_target_set_release(&loader->targets);
    hg_policies_release(&loader->policies);
    hg_secret_values_release(&loader->secret_values);
    hg_channel_names_release(&loader->channel_names);
    hg_arena_release(&loader->nodes);
}

int hg_config_load(struct hg_config *config, const struct hg_config_inputs *inputs,
                   struct hg_problems *problems)
{
    const size_t before = problems->count + problems->dropped;
    struct hg_loader loader = {
        .reader =
            {
                .config = config,
                .problems = problems,
                .formats = inputs->formats,
                .format_count = inputs->format_count,
                .explain_format = inputs->explain_format,
                .without_retries = inputs->without_retries,
                .lacks_http3 = inputs->lacks_http3,
                .intervals = inputs->intervals,
                .allows_unset = inputs->allows_unset,
                .folder = "",
                .subject = "",
            },
    };
    const struct hg_reader *reader = &loader.reader;
    struct hg_layer set = {0};
    loader.reader.secret_values = &loader.secret_values;
    loader.secret_values.nodes = &loader.nodes;
    loader.reader.channel_names = &loader.channel_names;
    *config = (struct hg_config){0};
    hg_arena_init(&config->arena);
    hg_arena_init(&loader.nodes);
    hg_layer_read_environment(&loader.environment, reader, &loader.nodes);
    hg_layer_read_options(&loader.options, reader, &loader.nodes, inputs->overrides,
                          inputs->override_count);
    hg_policies_init(&loader.policies, &loader.environment, &loader.options,
                     &loader.nodes);
    hg_target_set_init(&loader.targets, &loader.policies);
    struct documents documents = read_documents(&loader, inputs);
    read_settings(&loader, &documents, &set);
    collect(&loader, &documents, inputs);
    hg_settings_check_tags(reader, &set, &loader.targets);
    hg_channel_names_check(reader);
    hg_type_maintenance_set_zones(reader, hg_layer_get(&set, "report.tz"));
    hg_secret_values_conclude(reader, loader.policies.items, loader.policies.count);
    hg_target_set_hide(&loader.targets, reader);
    hg_target_set_complete(&loader.targets);
    hg_dependencies_resolve(&loader.dependencies, reader, &loader.targets, &loader.nodes);
    assemble(&loader, hg_layer_get(&set, "baseline"));
    hg_canary_targets_make(&loader.policies, reader,
                           &documents.items[documents.count - 1].base);
    name_files(config, &documents);
    name_sources(&loader, inputs);
    hide_secrets(&loader, problems);
    release(&loader, &documents);
    return problems->count + problems->dropped == before ? 0 : -1;
}

void hg_config_release(struct hg_config *config)
{
    if (config == NULL)
        return;
    for (size_t i = 0; i < config->pattern_count; i++)
        hg_pattern_free(config->patterns[i]);
    free(config->patterns);
    free(config->notes);
    hg_secrets_release(&config->secrets);
    hg_arena_release(&config->arena);
    *config = (struct hg_config){0};
}
