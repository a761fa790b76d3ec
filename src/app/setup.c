/* SPDX-License-Identifier: MIT */
/* setup: the inputs, options and formats of a command line for hg_config_load(). */
#include "app/setup.h"

#include <stdlib.h>

#include "headgate/buf.h"
#include "headgate/log.h"
#include "headgate/memory.h"
#include "headgate/network.h"
#include "headgate/report.h"

#include "app/command.h"
#include "app/exit.h"
#include "app/output_hint.h"

#include "headgate/banned.h"

static const char **format_names(size_t *count)
{
    const struct hg_reporter *const *reporters = hg_reporters(count);
    const char **names = hg_memory_new(*count, sizeof *names);
    for (size_t i = 0; i < *count; i++)
        names[i] = reporters[i]->name;
    return names;
}

static void print_problems(struct hg_problems *problems)
{
    struct hg_buf text;
    hg_buf_init(&text);
    hg_problems_print(problems, &text);
    hg_log_raw(text.data, text.len);
    hg_buf_release(&text);
    const size_t count = problems->count + problems->dropped;
    hg_log_error("%zu problem%s, nothing was checked", count, count == 1 ? "" : "s");
}

/* If nothing is left to check, a note may be the reason, so quiet does not hide it; nor does it hide
 * what was not checked. */
static void print_notes(const struct hg_config *config)
{
    const bool is_wanted =
        !config->settings.quiet || config->target_count == 0 || config->has_unset;
    for (size_t i = 0; i < config->note_count && is_wanted; i++)
        hg_log_note("%s", config->notes[i]);
}

int hg_setup_load(struct hg_config *config, const struct hg_cli *cli)
{
    struct hg_config_inputs inputs = {
        .inputs = cli->inputs,
        .input_count = cli->input_count,
        .overrides = cli->overrides,
        .override_count = cli->override_count,
        .explain_format = hg_output_hint_explain,
        .without_retries = cli->command->without_retries,
        .intervals = cli->command->intervals,
        .lacks_http3 = !hg_prober_has_http3(),
        .allows_unset = cli->allows_unset,
    };
    struct hg_problems problems;
    const char **formats = format_names(&inputs.format_count);

    inputs.formats = formats;
    hg_problems_init(&problems);
    const int result = hg_config_load(config, &inputs, &problems);
    if (result == 0)
        print_notes(config);
    else
        print_problems(&problems);
    hg_problems_release(&problems);
    free(formats);
    return result == 0 ? HG_EXIT_OPEN : HG_EXIT_USAGE;
}

const char *hg_setup_extract_format(struct hg_cli *cli)
{
    const char *format = "text";
    size_t remaining = 0;
    for (size_t i = 0; i < cli->override_count; i++) {
        if (cli->overrides[i].key == hg_key_find("reports"))
            format = cli->overrides[i].text;
        else
            cli->overrides[remaining++] = cli->overrides[i];
    }
    cli->override_count = remaining;
    return format;
}
