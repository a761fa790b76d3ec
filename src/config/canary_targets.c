/* SPDX-License-Identifier: MIT */
/* canary_targets: one target per URL, each a host of its own. */
#include "config/canary_targets.h"

#include "config/request.h"

#include "headgate/url.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

/* Followed only to see whose answer it is: whoever answers https has a certificate to show. */
#define REDIRECTS_MAX 5

static const struct hg_origin origin = {.file = NULL};

static const struct hg_policy *policy_for(struct hg_policies *policies,
                                          const struct hg_reader *reader,
                                          const struct hg_policy_base *base,
                                          const struct hg_url *url)
{
    const struct hg_policy_request request = {
        .base = base, .user = url->user, .password = url->password};
    struct hg_policy *policy =
        hg_arena_new(&reader->config->arena, 1, sizeof(struct hg_policy));
    *policy = *hg_policies_get(policies, reader, &request);
    policy->method = HG_METHOD_AUTO;
    policy->retries = 0;
    policy->insecure = false;
    policy->redirects = url->has_scheme && url->is_https ? 0 : REDIRECTS_MAX;
    policy->headers = (struct hg_headers){0};
    hg_request_forget(policy);
    policy->expect = (struct hg_expectations){0};
    policy->maintenance = (struct hg_maintenance_windows){0};
    return policy;
}

/* As people may see it. */
static const char *show(struct hg_arena *arena, const struct hg_policy *policy,
                        const char *url)
{
    char *shown = hg_policy_show_url(policy, url);
    const char *text = hg_arena_text(arena, shown);
    free(shown);
    return text;
}

void hg_canary_targets_make(struct hg_policies *policies, const struct hg_reader *reader,
                            const struct hg_policy_base *base)
{
    struct hg_config *config = reader->config;
    const struct hg_texts *texts = &config->settings.canaries;
    struct hg_target *targets =
        hg_arena_new(&config->arena, texts->count + 1, sizeof *targets);
    size_t count = 0;

    for (size_t i = 0; i < texts->count; i++) {
        struct hg_url url;
        char problem[512];
        /* hg_format_url was checked when the value was read. */
        if (hg_url_parse(&url, texts->items[i], problem, sizeof problem) != 0)
            continue;
        const struct hg_policy *policy = policy_for(policies, reader, base, &url);
        const char *text = show(&config->arena, policy, url.text);
        targets[count] = (struct hg_target){
            .name = text,
            .url = text,
            .policy = policy,
            .origin = &origin,
            .host = (uint32_t)count,
            .has_scheme = url.has_scheme,
            .enabled = true,
        };
        if (strcmp(text, url.text) != 0)
            hg_target_new_extra(&targets[count], &config->arena)->request_url =
                hg_arena_text(&config->arena, url.text);
        hg_url_release(&url);
        count++;
    }
    config->canaries = targets;
    config->canary_count = count;
}
