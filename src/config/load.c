/* SPDX-License-Identifier: MIT */
/* load: from what was named on the command line to targets and settings.
 *
 * DESIGN. Three passes: every configuration is read; its targets are collected, with a mark where
 * lists and single addresses stood; these are added last, because they give way to configured
 * targets wherever they stood. Then all is put into the order of the input and filtered. */
#include "headgate/config.h"

#include "config/baseline.h"
#include "config/canaries.h"
#include "config/conditions.h"
#include "config/windows.h"
#include "config/document.h"
#include "config/list.h"
#include "config/loading.h"
#include "config/mailing.h"
#include "config/reporting.h"
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

static bool is_list(const struct hg_input *input)
{
    if (input->kind != HG_INPUT_ARGUMENT)
        return input->kind == HG_INPUT_LIST;
    return strcmp(input->text, "-") == 0 || is_file(input->text);
}

static struct hg_reader new_reader(struct hg_loading *loading,
                                   const struct hg_config_inputs *inputs)
{
    return (struct hg_reader){
        .config = loading->config,
        .problems = loading->problems,
        .formats = inputs->formats,
        .format_count = inputs->format_count,
        .without_retries = inputs->without_retries,
        .folder = "",
        .subject = "",
    };
}

/* There is always at least one document: addresses without a configuration take its defaults. */
static struct documents read_documents(struct hg_loading *loading,
                                       const struct hg_config_inputs *inputs)
{
    struct documents documents = {
        .items = hg_memory_new(inputs->input_count + 1, sizeof *documents.items)};
    for (size_t i = 0; i < inputs->input_count; i++) {
        if (!hg_input_is_config(&inputs->inputs[i]))
            continue;
        struct hg_document *document = &documents.items[documents.count++];
        document->reader = new_reader(loading, inputs);
        hg_document_read(document, loading, inputs->inputs[i].text,
                         (uint32_t)documents.count);
    }
    if (documents.count > 0)
        return documents;
    struct hg_document *document = &documents.items[documents.count++];
    document->reader = new_reader(loading, inputs);
    if (inputs->input_count == 0 && is_file(FALLBACK_CONFIG)) {
        hg_document_read(document, loading, FALLBACK_CONFIG, 1);
    } else {
        hg_policies_init_base(&document->base, &document->reader, &document->defaults, 1);
        const struct hg_policy_request request = {.base = &document->base};
        hg_policies_get(&loading->policies, &document->reader, &request);
    }
    return documents;
}

static void apply_override(const struct hg_layer *layer, const struct hg_reader *reader,
                           struct hg_settings *settings)
{
    /* Reports of several configurations add up; those given here replace them. */
    if (hg_layer_get(layer, "reports") != NULL)
        settings->reports = (struct hg_report_requests){0};
    hg_layer_apply(layer, reader, HG_KEY_RUN, settings);
}

/* The node that a key of the settings was read from; NULL: none. */
static struct hg_node *node_of(const struct hg_loading *loading,
                               const struct documents *documents, const char *path)
{
    const size_t slot = hg_keys_position(hg_key_find(path));
    struct hg_node *node = NULL;
    for (size_t i = 0; i < documents->count; i++) {
        struct hg_node *own = documents->items[i].settings.slots[slot];
        node = own == NULL ? node : own;
    }
    const struct hg_layer *const above[] = {&loading->environment, &loading->options};
    for (size_t i = 0; i < sizeof above / sizeof *above; i++)
        node = above[i]->slots[slot] == NULL ? node : above[i]->slots[slot];
    return node;
}

/* `node`: where it was asked for what changed. */
static void need_history(const struct hg_reader *reader, struct hg_node *node)
{
    hg_value_fault(reader, hg_key_find("output.on_change"), node,
                   "telling what changed needs history");
}

static void read_settings(struct hg_loading *loading, const struct documents *documents,
                          const struct hg_reader *reader)
{
    struct hg_settings *settings = &loading->config->settings;
    hg_layer_apply_initial(reader, HG_KEY_RUN, settings);
    for (size_t i = 0; i < documents->count; i++)
        hg_layer_apply(&documents->items[i].settings, &documents->items[i].reader,
                       HG_KEY_RUN, settings);
    apply_override(&loading->environment, reader, settings);
    apply_override(&loading->options, reader, settings);
    /* Who says how many workers there shall be has said how many hosts may be asked at once. */
    if (node_of(loading, documents, "concurrency.workers") != NULL &&
        node_of(loading, documents, "concurrency.spares") == NULL)
        settings->spares = 0;
    hg_reporting_check(reader, &settings->report,
                       node_of(loading, documents, "report.since"),
                       node_of(loading, documents, "report.tz"));
    settings->quiet |= settings->on_change;
    if (settings->on_change && settings->history.file == NULL)
        need_history(reader, node_of(loading, documents, "output.on_change"));
    const struct hg_mailing_nodes mailing = {
        .send = node_of(loading, documents, "mail.send"),
        .server = node_of(loading, documents, "mail.server"),
        .from = node_of(loading, documents, "mail.from"),
        .to = node_of(loading, documents, "mail.to"),
        .user = node_of(loading, documents, "mail.user"),
        .password = node_of(loading, documents, "mail.password"),
        .password_file = node_of(loading, documents, "mail.password_file"),
    };
    hg_mailing_check(reader, settings, &mailing);
}

static void add_listing(struct hg_loading *loading, const struct hg_reader *reader,
                        const struct hg_policy_base *base, const struct hg_input *input)
{
    struct hg_listing *listing = hg_arena_new(&loading->nodes, 1, sizeof *listing);
    *listing = (struct hg_listing){.reader = *reader, .base = base, .enabled = true};
    if (is_list(input)) {
        listing->path = input->text;
    } else {
        char *safe = hg_url_redact(input->text);
        listing->address = input->text;
        listing->place.file = hg_arena_text(&loading->config->arena, safe);
        free(safe);
    }
    hg_loading_new_segment(loading)->listing = listing;
}

static void collect(struct hg_loading *loading, struct documents *documents,
                    const struct hg_config_inputs *inputs, const struct hg_reader *reader)
{
    size_t next = 0;
    for (size_t i = 0; i < inputs->input_count; i++) {
        if (hg_input_is_config(&inputs->inputs[i]))
            hg_document_add_targets(&documents->items[next++], loading);
        else
            add_listing(loading, reader, &documents->items[documents->count - 1].base,
                        &inputs->inputs[i]);
    }
    if (inputs->input_count == 0)
        hg_document_add_targets(&documents->items[0], loading);
    for (size_t i = 0; i < loading->segment_count; i++) {
        struct hg_segment *segment = &loading->segments[i];
        if (segment->listing == NULL)
            continue;
        segment->first = loading->targets.count;
        hg_list_add(loading, segment->listing);
        segment->count = loading->targets.count - segment->first;
    }
    hg_loading_note_dropped(loading, "command line", loading->argument_repeats,
                            loading->argument_known);
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

static void note_unmatched(struct hg_loading *loading, const struct hg_texts *filter,
                           has_function *has, const char *what)
{
    const struct hg_targets *targets = &loading->targets;
    if (targets->count == 0)
        return; /* that is told anyway, and no slip of the pen */
    for (size_t i = 0; i < filter->count; i++) {
        bool is_matched = false;
        for (size_t t = 0; t < targets->count && !is_matched; t++)
            is_matched = has(&targets->items[t], filter->items[i]);
        if (!is_matched)
            hg_loading_note(loading, "%s \"%s\" matches no target", what,
                            filter->items[i]);
    }
}

/* Number the hosts anew, in the order of the targets that are left. */
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

/* `baseline` is where the baseline was named; NULL: nowhere. */
static void assemble(struct hg_loading *loading, const struct hg_reader *reader,
                     struct hg_node *baseline)
{
    struct hg_config *config = loading->config;
    const struct hg_settings *settings = &config->settings;
    const struct hg_targets *all = &loading->targets;
    struct hg_target *kept = hg_arena_new(&config->arena, all->count + 1, sizeof *kept);
    uint32_t *selected = hg_memory_new(all->count, sizeof *selected);
    memset(selected, 0xff, all->count * sizeof *selected);
    for (size_t s = 0; s < loading->segment_count; s++) {
        const struct hg_segment *segment = &loading->segments[s];
        for (size_t i = segment->first; i < segment->first + segment->count; i++) {
            const struct hg_target *target = &all->items[i];
            if (!passes(target, &settings->groups, has_group) ||
                !passes(target, &settings->tags, hg_target_has_tag))
                continue;
            selected[i] = (uint32_t)config->target_count;
            kept[config->target_count++] = *target;
        }
    }
    hg_dependencies_connect(loading, kept, selected);
    hg_baseline_read(loading, reader, baseline, kept, selected);
    free(selected);
    number_hosts(kept, config->target_count, all->host_count, config);
    config->targets = kept;
    note_unmatched(loading, &settings->groups, has_group, "group");
    note_unmatched(loading, &settings->tags, hg_target_has_tag, "tag");
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

static void keep_notes(struct hg_loading *loading)
{
    struct hg_config *config = loading->config;
    const size_t count = loading->note_count;
    const char **items = hg_arena_new(&config->arena, count + 1, sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = loading->notes[i];
    config->notes = (struct hg_texts){items, count};
}

static void release(struct hg_loading *loading, struct documents *documents)
{
    free(documents->items);
    free(loading->segments);
    free(loading->notes);
    hg_dependencies_release(&loading->dependencies);
    hg_targets_release(&loading->targets);
    hg_policies_release(&loading->policies);
    hg_arena_release(&loading->nodes);
}

int hg_config_load(struct hg_config *config, const struct hg_config_inputs *inputs,
                   struct hg_problems *problems)
{
    const size_t before = problems->count + problems->dropped;
    struct hg_loading loading = {.config = config, .problems = problems};
    *config = (struct hg_config){0};
    hg_arena_init(&config->arena);
    hg_arena_init(&loading.nodes);
    const struct hg_reader reader = new_reader(&loading, inputs);
    hg_layer_read_environment(&loading.environment, &reader, &loading.nodes);
    hg_layer_read_options(&loading.options, &reader, &loading.nodes, inputs->overrides,
                          inputs->override_count);
    hg_policies_init(&loading.policies, &loading.environment, &loading.options,
                     &loading.nodes);
    hg_targets_init(&loading.targets, &loading.policies);
    struct documents documents = read_documents(&loading, inputs);
    read_settings(&loading, &documents, &reader);
    collect(&loading, &documents, inputs, &reader);
    hg_conditions_check_tags(&reader, &loading.targets,
                             node_of(&loading, &documents, "gate.conditions"));
    hg_windows_place(&reader, node_of(&loading, &documents, "report.tz"));
    hg_targets_complete(&loading.targets);
    hg_dependencies_resolve(&loading);
    assemble(&loading, &reader, node_of(&loading, &documents, "baseline"));
    hg_config_canaries_make(&loading.policies, &reader,
                            &documents.items[documents.count - 1].base);
    name_files(config, &documents);
    keep_notes(&loading);
    release(&loading, &documents);
    return problems->count + problems->dropped == before ? 0 : -1;
}

void hg_config_release(struct hg_config *config)
{
    if (config == NULL)
        return;
    for (size_t i = 0; i < config->pattern_count; i++)
        hg_pattern_free(config->patterns[i]);
    free(config->patterns);
    hg_arena_release(&config->arena);
    *config = (struct hg_config){0};
}
