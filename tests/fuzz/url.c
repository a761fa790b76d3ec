/* SPDX-License-Identifier: MIT */
/* url: what is accepted reads back as the same address, is clean, and shows no password. */
#include <string.h>

#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/url.h"

#include "fuzz.h"

/* An address with a fragment is always parsed by libcurl. */
static void check_quick_way(const struct hg_url *url)
{
    struct hg_url parsed;
    char problem[512];
    char *with_fragment = hg_memory_new(strlen(url->text) + 2, 1);
    memcpy(with_fragment, url->text, strlen(url->text));
    with_fragment[strlen(url->text)] = '#';
    if (hg_url_parse(&parsed, with_fragment, problem, sizeof problem) == 0) {
        FUZZ_ASSERT(strcmp(parsed.text, url->text) == 0);
        FUZZ_ASSERT(strcmp(parsed.host, url->host) == 0 && parsed.port == url->port);
        hg_url_release(&parsed);
    }
    free(with_fragment);
}

static void check(const struct hg_url *url)
{
    struct hg_url again;
    char problem[512];
    FUZZ_ASSERT(hg_text_is_clean(url->text, strlen(url->text), NULL));
    FUZZ_ASSERT(strncmp(url->text, url->is_https ? "https://" : "http://",
                        url->is_https ? 8 : 7) == 0);
    FUZZ_ASSERT(strchr(url->text, '#') == NULL);
    FUZZ_ASSERT(url->host[0] != '\0' && url->port != 0);
    FUZZ_ASSERT(hg_url_parse(&again, url->text, problem, sizeof problem) == 0);
    FUZZ_ASSERT(hg_url_same_origin(url, &again));
    FUZZ_ASSERT(again.user == NULL && again.password == NULL);
    /* A bare host keeps a port that goes without saying. */
    FUZZ_ASSERT(!url->has_scheme || strcmp(again.text, url->text) == 0);
    hg_url_release(&again);
    if (url->has_scheme)
        check_quick_way(url);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = hg_memory_new(size + 1, 1);
    char problem[512];
    struct hg_url url;
    struct hg_url base;

    memcpy(text, data, size);
    if (hg_url_parse(&url, text, problem, sizeof problem) == 0) {
        check(&url);
        hg_url_release(&url);
    } else {
        FUZZ_ASSERT(hg_text_is_clean(problem, strlen(problem), NULL));
    }
    FUZZ_ASSERT(hg_url_parse(&base, "https://u:secret@example.com/a/b?c", problem,
                             sizeof problem) == 0);
    if (hg_url_resolve(&url, &base, text, problem, sizeof problem) == 0) {
        check(&url);
        hg_url_release(&url);
    } else {
        FUZZ_ASSERT(hg_text_is_clean(problem, strlen(problem), NULL));
    }
    hg_url_release(&base);
    free(text);
    return 0;
}
