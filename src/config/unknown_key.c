/* SPDX-License-Identifier: MIT */
/* unknown_key: looks for the key that was meant: in other tools' words, in another place, then among those
 * that are spelled alike. */
#include "config/unknown_key.h"

#include "config/suggestion.h"
#include "headgate/buf.h"

#include <string.h>

#include "headgate/banned.h"

struct foreign_key {
    const char *word;
    const char *answer; /* goes on a sentence after a colon */
};

#define TARGETS     "write targets: [URL, ...]"
#define STATUS      "write expect: {status: 200}"
#define UNVERIFIED  "certificates are verified unless you write insecure: true"
#define FOLLOWED    "write redirects: N, where 0 follows none"
#define ONCE        "write interval: DURATION, and let headgate watch keep going"
#define RETRIES     "write retries: N"
#define CREDENTIALS "write auth: {basic: {user: NAME, password: \"${PASSWORD}\"}}"

/* Of gatus, and of what several tools have. */
static const struct foreign_key foreign_keys[] = {
    {"endpoints", TARGETS},
    {"urls", TARGETS},
    {"sites", TARGETS},
    {"hosts", TARGETS},
    {"services", TARGETS},
    {"monitors", TARGETS},
    {"links", TARGETS},
    {"checks", TARGETS},
    {"conditions", "write expect: {status: 200, latency: {fail: 500ms}} for a target, or "
                   "gate: {conditions: [...]} for the run"},
    {"assertions", STATUS},
    {"status_code", STATUS},
    {"status_codes", STATUS},
    {"expected_status", STATUS},
    {"accepted_status_codes", STATUS},
    {"valid_status_codes", STATUS},
    {"client", "timeout, insecure and redirects are keys of the target"},
    {"ignore-redirect", FOLLOWED},
    {"follow", FOLLOWED},
    {"follow_redirects", FOLLOWED},
    {"verify", UNVERIFIED},
    {"verify_ssl", UNVERIFIED},
    {"ssl_verify", UNVERIFIED},
    {"verify_tls", UNVERIFIED},
    {"tls_verify", UNVERIFIED},
    {"skip_verify", UNVERIFIED},
    {"skip_tls_verify", UNVERIFIED},
    {"insecure_skip_verify", UNVERIFIED},
    {"username", CREDENTIALS},
    {"password", CREDENTIALS},
    {"basic_auth", CREDENTIALS},
    {"token", "write auth: {bearer: \"${TOKEN}\"}"},
    {"bearer_token", "write auth: {bearer: \"${TOKEN}\"}"},
    {"retry", RETRIES},
    {"max_retries", RETRIES},
    {"attempts", RETRIES},
    {"every", ONCE},
    {"period", ONCE},
    {"schedule", ONCE},
    {"alerts", "write mail: {server: HOST, from: ADDRESS, to: [ADDRESS]}"},
    {"alerting", "write mail: {server: HOST, from: ADDRESS, to: [ADDRESS]}"},
    {"storage", "write history: FILE"},
};

struct scope_name {
    enum hg_key_scopes scopes;
    const char *words;
};

static const struct scope_name scope_names[] = {
    {HG_KEYS_DEFAULTS, "in \"defaults\" or in a target"},
    {HG_KEYS_ENTRY, "in a target"},
    {HG_KEYS_TOP, "at the top level"},
};

#define SCOPE_NAME_COUNT (sizeof scope_names / sizeof *scope_names)

/* Each appends what goes on the sentence, or returns false. */
typedef bool hint_function(const struct hg_key_place *place, const struct hg_pair *pair,
                           const char *path, struct hg_buf *out);

static bool hint_at_foreign(const struct hg_key_place *place, const struct hg_pair *pair,
                            const char *path, struct hg_buf *out)
{
    (void)path;
    for (size_t i = 0; i < sizeof foreign_keys / sizeof *foreign_keys; i++) {
        if (*place->prefix != '\0' || strcmp(foreign_keys[i].word, pair->key->text) != 0)
            continue;
        hg_buf_printf(out, ": %s", foreign_keys[i].answer);
        return true;
    }
    return false;
}

/* Where a key that is unknown here is known. */
static bool hint_at_scope(const struct hg_key_place *place, const struct hg_pair *pair,
                          const char *path, struct hg_buf *out)
{
    (void)place;
    (void)pair;
    for (size_t i = 0; i < SCOPE_NAME_COUNT; i++) {
        if (hg_keys_find(scope_names[i].scopes, path) == NULL &&
            !hg_keys_has_section(scope_names[i].scopes, path))
            continue;
        hg_buf_printf(out, " here; it belongs %s", scope_names[i].words);
        return true;
    }
    return false;
}

static void add_instead(struct hg_buf *out, const struct hg_buf *instead)
{
    if (instead->len > 0)
        hg_buf_printf(out, " Write %s", instead->data);
}

/* "status" for "expect.status". */
static bool hint_at_inner_key(const struct hg_key_place *place,
                              const struct hg_pair *pair, const char *path,
                              struct hg_buf *out)
{
    const struct hg_key *inner = hg_keys_find_last(place->scopes, pair->key->text);
    struct hg_buf instead;
    (void)path;
    if (inner == NULL)
        return false;
    hg_buf_init(&instead);
    hg_buf_printf(out, ", did you mean \"%s\"?", inner->path);
    if (hg_suggestion_place(place->reader, inner, pair->value, &instead))
        add_instead(out, &instead);
    hg_buf_release(&instead);
    return true;
}

/* "latency" for "expect.latency". */
static bool hint_at_inner_section(const struct hg_key_place *place,
                                  const struct hg_pair *pair, const char *path,
                                  struct hg_buf *out)
{
    char inner[HG_KEYS_PATH_MAX];
    struct hg_buf instead;
    (void)path;
    if (!hg_keys_find_last_section(place->scopes, pair->key->text, inner))
        return false;
    hg_buf_init(&instead);
    hg_buf_printf(out, ", did you mean \"%s\"?", inner);
    if (pair->value->kind == HG_NODE_SCALAR && !hg_node_is_null(pair->value) &&
        hg_suggestion_section(place->reader, place->scopes, pair->value, inner, 0,
                              &instead))
        add_instead(out, &instead);
    hg_buf_release(&instead);
    return true;
}

static bool hint_at_near(const struct hg_key_place *place, const struct hg_pair *pair,
                         const char *path, struct hg_buf *out)
{
    char nearest[HG_KEYS_PATH_MAX];
    const char *const *others = *place->prefix == '\0' ? place->others : NULL;
    (void)path;
    if (hg_keys_nearest(place->scopes, place->prefix, pair->key->text, others, nearest,
                        sizeof nearest) == NULL)
        return false;
    hg_buf_printf(out, ", did you mean \"%s%s\"?", place->prefix, nearest);
    return true;
}

static bool hint_at_near_elsewhere(const struct hg_key_place *place,
                                   const struct hg_pair *pair, const char *path,
                                   struct hg_buf *out)
{
    char nearest[HG_KEYS_PATH_MAX];
    (void)path;
    for (size_t i = 0; i < SCOPE_NAME_COUNT; i++) {
        const struct hg_key *inner =
            hg_keys_find_last(scope_names[i].scopes, pair->key->text);
        if (inner == NULL &&
            hg_keys_nearest(scope_names[i].scopes, place->prefix, pair->key->text, NULL,
                            nearest, sizeof nearest) == NULL)
            continue;
        hg_buf_printf(out, ", did you mean \"%s%s\", which belongs %s?",
                      inner == NULL ? place->prefix : "",
                      inner == NULL ? nearest : inner->path, scope_names[i].words);
        return true;
    }
    return false;
}

/* A section has few keys. */
static bool hint_at_keys(const struct hg_key_place *place, const struct hg_pair *pair,
                         const char *path, struct hg_buf *out)
{
    char section[HG_KEYS_PATH_MAX];
    const size_t len = strlen(place->prefix);
    (void)pair;
    (void)path;
    if (len == 0 || len > sizeof section)
        return false;
    memcpy(section, place->prefix, len - 1); /* without its dot */
    section[len - 1] = '\0';
    hg_buf_printf(out, "; the keys of %s are ", section);
    hg_suggestion_keys(place->scopes, section, out);
    return true;
}

static hint_function *const hints[] = {
    hint_at_foreign, hint_at_scope,          hint_at_inner_key, hint_at_inner_section,
    hint_at_near,    hint_at_near_elsewhere, hint_at_keys,
};

void hg_unknown_key_report(const struct hg_key_place *place, const struct hg_pair *pair,
                           const char *path)
{
    struct hg_buf text;
    hg_buf_init(&text);
    hg_buf_printf(&text, "%sunknown key \"%s%.100s\"", place->reader->subject,
                  place->prefix, pair->key->text);
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        if (hints[i](place, pair, path, &text))
            break;
    }
    hg_problems_add(place->reader->problems, pair->key->location, "%s", text.data);
    hg_buf_release(&text);
}
