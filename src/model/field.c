/* SPDX-License-Identifier: MIT */
/* field: the one table of the values that are reported of a target. */
#include "headgate/field.h"

#include "headgate/units.h"
#include "headgate/waiver.h"

#include <string.h>

#include "headgate/banned.h"

/* An empty text counts as none. */
static void set_text(struct hg_field_value *value, const char *text)
{
    value->is_null = text == NULL || text[0] == '\0';
    value->text = value->is_null ? NULL : text;
}

static void set_integer(struct hg_field_value *value, int64_t integer, bool is_null)
{
    value->is_null = is_null;
    value->integer = is_null ? 0 : integer;
}

static void set_phase(struct hg_field_value *value, int32_t phase_us)
{
    set_integer(value, phase_us, phase_us < 0);
}

static void get_name(const struct hg_target *target, const struct hg_result *result,
                     struct hg_field_value *value)
{
    (void)result;
    set_text(value, target->name);
}

static void get_group(const struct hg_target *target, const struct hg_result *result,
                      struct hg_field_value *value)
{
    (void)result;
    set_text(value, target->origin->group);
}

static void get_tags(const struct hg_target *target, const struct hg_result *result,
                     struct hg_field_value *value)
{
    (void)result;
    value->texts = target->origin->tags;
}

static void get_url(const struct hg_target *target, const struct hg_result *result,
                    struct hg_field_value *value)
{
    (void)result;
    set_text(value, target->url);
}

static void get_outcome(const struct hg_target *target, const struct hg_result *result,
                        struct hg_field_value *value)
{
    (void)target;
    set_text(value, hg_outcome_word((enum hg_outcome)result->outcome));
}

static void get_cause(const struct hg_target *target, const struct hg_result *result,
                      struct hg_field_value *value)
{
    (void)target;
    set_text(value, hg_cause_word((enum hg_cause)result->cause));
}

static void get_reason(const struct hg_target *target, const struct hg_result *result,
                       struct hg_field_value *value)
{
    (void)target;
    set_text(value, hg_result_reason(result));
}

static void get_method(const struct hg_target *target, const struct hg_result *result,
                       struct hg_field_value *value)
{
    (void)target;
    if (result->method != HG_METHOD_AUTO)
        value->text = hg_method_word((enum hg_method)result->method);
    value->is_null = value->text == NULL;
}

static void get_http_status(const struct hg_target *target,
                            const struct hg_result *result, struct hg_field_value *value)
{
    (void)target;
    set_integer(value, result->status, result->status == 0);
}

static void get_http_version(const struct hg_target *target,
                             const struct hg_result *result, struct hg_field_value *value)
{
    (void)target;
    static const struct {
        uint8_t version;
        const char *word;
    } words[] = {{10, "1.0"}, {11, "1.1"}, {20, "2"}, {30, "3"}};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (words[i].version == result->http_version)
            value->text = words[i].word;
    }
    value->is_null = value->text == NULL;
}

static void get_remote_address(const struct hg_target *target,
                               const struct hg_result *result,
                               struct hg_field_value *value)
{
    (void)target;
    hg_address_format(&result->address, value->scratch, sizeof(value->scratch));
    set_text(value, value->scratch);
}

static void get_final_url(const struct hg_target *target, const struct hg_result *result,
                          struct hg_field_value *value)
{
    set_text(value, result->attempts == 0 ? NULL : hg_result_final_url(result, target));
}

static void get_head_status(const struct hg_target *target,
                            const struct hg_result *result, struct hg_field_value *value)
{
    (void)target;
    set_integer(value, result->head_status, result->head_status < 0);
}

static void get_redirects(const struct hg_target *target, const struct hg_result *result,
                          struct hg_field_value *value)
{
    (void)target;
    const struct hg_detail *detail = result->detail;
    set_integer(value, detail == NULL ? 0 : (int64_t)detail->hop_count, false);
}

static void get_attempts(const struct hg_target *target, const struct hg_result *result,
                         struct hg_field_value *value)
{
    (void)target;
    set_integer(value, result->attempts, false);
}

static void get_resolve(const struct hg_target *target, const struct hg_result *result,
                        struct hg_field_value *value)
{
    (void)target;
    set_phase(value, result->phases.resolve_us);
}

static void get_connect(const struct hg_target *target, const struct hg_result *result,
                        struct hg_field_value *value)
{
    (void)target;
    set_phase(value, result->phases.connect_us);
}

static void get_tls(const struct hg_target *target, const struct hg_result *result,
                    struct hg_field_value *value)
{
    (void)target;
    set_phase(value, result->phases.tls_us);
}

static void get_wait(const struct hg_target *target, const struct hg_result *result,
                     struct hg_field_value *value)
{
    (void)target;
    set_phase(value, result->phases.wait_us);
}

static void get_transfer(const struct hg_target *target, const struct hg_result *result,
                         struct hg_field_value *value)
{
    (void)target;
    set_phase(value, result->phases.transfer_us);
}

static void get_total(const struct hg_target *target, const struct hg_result *result,
                      struct hg_field_value *value)
{
    (void)target;
    set_phase(value, result->phases.total_us);
}

static void get_started_at(const struct hg_target *target, const struct hg_result *result,
                           struct hg_field_value *value)
{
    (void)target;
    set_integer(value, result->started_at_us, result->started_at_us == 0);
}

static void get_note(const struct hg_target *target, const struct hg_result *result,
                     struct hg_field_value *value)
{
    (void)target;
    set_text(value, result->detail == NULL ? NULL : result->detail->note);
}

static void get_waived_until(const struct hg_target *target,
                             const struct hg_result *result, struct hg_field_value *value)
{
    set_text(value,
             result->is_waived ? hg_target_get_extra(target)->waiver->until : NULL);
}

static void get_in_maintenance(const struct hg_target *target,
                               const struct hg_result *result,
                               struct hg_field_value *value)
{
    (void)target;
    set_integer(value, result->is_in_maintenance, false);
}

static void get_baseline(const struct hg_target *target, const struct hg_result *result,
                         struct hg_field_value *value)
{
    (void)target;
    set_text(value, hg_change_word((enum hg_change)result->change));
}

static void get_file(const struct hg_target *target, const struct hg_result *result,
                     struct hg_field_value *value)
{
    (void)result;
    set_text(value, target->origin->file);
}

static void get_line(const struct hg_target *target, const struct hg_result *result,
                     struct hg_field_value *value)
{
    (void)result;
    set_integer(value, target->line, target->line == 0);
}

static void get_certificate_subject(const struct hg_target *target,
                                    const struct hg_result *result,
                                    struct hg_field_value *value)
{
    (void)target;
    const struct hg_certificate *certificate = result->certificate;
    set_text(value, certificate == NULL ? NULL : certificate->subject);
}

static void get_certificate_issuer(const struct hg_target *target,
                                   const struct hg_result *result,
                                   struct hg_field_value *value)
{
    (void)target;
    const struct hg_certificate *certificate = result->certificate;
    set_text(value, certificate == NULL ? NULL : certificate->issuer);
}

static void get_certificate_begin(const struct hg_target *target,
                                  const struct hg_result *result,
                                  struct hg_field_value *value)
{
    (void)target;
    const struct hg_certificate *certificate = result->certificate;
    set_integer(value, certificate == NULL ? 0 : certificate->not_before_s * HG_US_PER_S,
                certificate == NULL);
}

static void get_certificate_end(const struct hg_target *target,
                                const struct hg_result *result,
                                struct hg_field_value *value)
{
    (void)target;
    const struct hg_certificate *certificate = result->certificate;
    set_integer(value, certificate == NULL ? 0 : certificate->not_after_s * HG_US_PER_S,
                certificate == NULL);
}

static void get_certificate_days(const struct hg_target *target,
                                 const struct hg_result *result,
                                 struct hg_field_value *value)
{
    (void)target;
    const struct hg_certificate *certificate = result->certificate;
    const int64_t now_s = result->started_at_us / HG_US_PER_S;
    set_integer(value,
                certificate == NULL ? 0 : hg_certificate_days_left(certificate, now_s),
                certificate == NULL);
}

static void get_certificate_verified(const struct hg_target *target,
                                     const struct hg_result *result,
                                     struct hg_field_value *value)
{
    (void)target;
    const struct hg_certificate *certificate = result->certificate;
    set_integer(value, result->certificate_problem == HG_CERTIFICATE_FINE,
                certificate == NULL);
}

static void get_certificate_problem(const struct hg_target *target,
                                    const struct hg_result *result,
                                    struct hg_field_value *value)
{
    (void)target;
    const struct hg_certificate *certificate = result->certificate;
    set_text(value, certificate == NULL
                        ? NULL
                        : hg_certificate_problem_word(
                              (enum hg_certificate_problem)result->certificate_problem));
}

static void get_certificate_fingerprint(const struct hg_target *target,
                                        const struct hg_result *result,
                                        struct hg_field_value *value)
{
    (void)target;
    const struct hg_certificate *certificate = result->certificate;
    value->is_null = certificate == NULL;
    if (value->is_null)
        return;
    hg_certificate_fingerprint(certificate, value->scratch);
    value->text = value->scratch;
}

static const struct hg_field fields[] = {
    {NULL, "name", "name", HG_FIELD_TEXT, HG_FIELD_OF_TARGET,
     "Name of the target, unique in the run", get_name},
    {NULL, "group", "group", HG_FIELD_TEXT, HG_FIELD_OF_TARGET,
     "Group that the target belongs to", get_group},
    {NULL, "tags", "tags", HG_FIELD_TEXTS, HG_FIELD_OF_TARGET, "Tags of the target",
     get_tags},
    {NULL, "url", "url", HG_FIELD_TEXT, HG_FIELD_OF_TARGET,
     "Requested URL, without user name and password", get_url},
    {NULL, "outcome", "outcome", HG_FIELD_TEXT, HG_FIELD_OF_ATTEMPT,
     "Outcome: up, flaky, degraded, down, unknown or skipped", get_outcome},
    {NULL, "cause", "cause", HG_FIELD_TEXT, HG_FIELD_OF_ATTEMPT,
     "Kind of failure, or none", get_cause},
    {NULL, "reason", "reason", HG_FIELD_TEXT, HG_FIELD_OF_ATTEMPT,
     "Reason for the outcome, in a sentence", get_reason},
    {NULL, "method", "method", HG_FIELD_TEXT, HG_FIELD_OF_ATTEMPT,
     "Method of the request whose answer counted", get_method},
    {NULL, "http_status", "http_status", HG_FIELD_INTEGER, HG_FIELD_OF_ATTEMPT,
     "HTTP status of the last hop", get_http_status},
    {NULL, "http_version", "http_version", HG_FIELD_TEXT, HG_FIELD_OF_TARGET,
     "HTTP version of the last hop", get_http_version},
    {NULL, "remote_address", "remote_address", HG_FIELD_TEXT, HG_FIELD_OF_TARGET,
     "IP address and port of the last hop", get_remote_address},
    {NULL, "final_url", "final_url", HG_FIELD_TEXT, HG_FIELD_OF_TARGET,
     "URL of the last hop", get_final_url},
    {NULL, "head_status", "head_status", HG_FIELD_INTEGER, HG_FIELD_OF_TARGET,
     "Status of the HEAD request that GET replaced, 0 if it was cut off",
     get_head_status},
    {NULL, "redirects", "redirects", HG_FIELD_INTEGER, HG_FIELD_OF_LIST,
     "Redirects followed", get_redirects},
    {NULL, "attempts", "attempts", HG_FIELD_INTEGER, HG_FIELD_OF_LIST, "Attempts made",
     get_attempts},
    {"phases_ms", "resolve", "resolve_ms", HG_FIELD_MS, HG_FIELD_OF_ATTEMPT,
     "Time to resolve the host name", get_resolve},
    {"phases_ms", "connect", "connect_ms", HG_FIELD_MS, HG_FIELD_OF_ATTEMPT,
     "Time to connect", get_connect},
    {"phases_ms", "tls", "tls_ms", HG_FIELD_MS, HG_FIELD_OF_ATTEMPT,
     "Time for the TLS handshake", get_tls},
    {"phases_ms", "wait", "wait_ms", HG_FIELD_MS, HG_FIELD_OF_ATTEMPT,
     "Time from the request to the first byte of the answer", get_wait},
    {"phases_ms", "transfer", "transfer_ms", HG_FIELD_MS, HG_FIELD_OF_ATTEMPT,
     "Time from the first byte to the end", get_transfer},
    {"phases_ms", "total", "total_ms", HG_FIELD_MS, HG_FIELD_OF_ATTEMPT,
     "Time of the whole attempt", get_total},
    {NULL, "started_at", "started_at", HG_FIELD_TIME, HG_FIELD_OF_ATTEMPT,
     "Start of the last attempt", get_started_at},
    {NULL, "note", "note", HG_FIELD_TEXT, HG_FIELD_OF_TARGET,
     "Further information, also on a target that is up", get_note},
    {"source", "file", "source_file", HG_FIELD_TEXT, HG_FIELD_OF_TARGET,
     "File that declares the target", get_file},
    {"source", "line", "source_line", HG_FIELD_INTEGER, HG_FIELD_OF_TARGET,
     "Line of that file", get_line},
    {NULL, "waived_until", "waived_until", HG_FIELD_TEXT, HG_FIELD_OF_TARGET,
     "Last day of the waiver that excused the target", get_waived_until},
    {NULL, "in_maintenance", "in_maintenance", HG_FIELD_TRUTH, HG_FIELD_OF_TARGET,
     "Whether the check was in a maintenance window, so that its result does not count",
     get_in_maintenance},
    {NULL, "baseline", "baseline", HG_FIELD_TEXT, HG_FIELD_OF_TARGET,
     "Change since the baseline: new, known, recovered, slower, moved or certificate",
     get_baseline},
    {"certificate", "subject", "certificate_subject", HG_FIELD_TEXT,
     HG_FIELD_OF_CERTIFICATE, "Subject of the certificate", get_certificate_subject},
    {"certificate", "issuer", "certificate_issuer", HG_FIELD_TEXT,
     HG_FIELD_OF_CERTIFICATE, "Issuer of the certificate", get_certificate_issuer},
    {"certificate", "not_before", "certificate_not_before", HG_FIELD_TIME,
     HG_FIELD_OF_CERTIFICATE, "Start of its validity", get_certificate_begin},
    {"certificate", "not_after", "certificate_not_after", HG_FIELD_TIME,
     HG_FIELD_OF_CERTIFICATE, "End of its validity", get_certificate_end},
    {"certificate", "days_left", "certificate_days_left", HG_FIELD_INTEGER,
     HG_FIELD_OF_CERTIFICATE,
     "Whole days until the first of its chain expires, negative after that",
     get_certificate_days},
    {"certificate", "verified", "certificate_verified", HG_FIELD_TRUTH,
     HG_FIELD_OF_CERTIFICATE, "Whether it was accepted for the host",
     get_certificate_verified},
    {"certificate", "problem", "certificate_problem", HG_FIELD_TEXT,
     HG_FIELD_OF_CERTIFICATE,
     "Why it was not accepted: expired, not_yet_valid, self_signed, untrusted_root, "
     "missing_intermediate, wrong_host, revoked, weak_key, weak_signature, wrong_pin, "
     "unknown_revocation, not_checked or other",
     get_certificate_problem},
    {"certificate", "fingerprint", "certificate_fingerprint", HG_FIELD_TEXT,
     HG_FIELD_OF_CERTIFICATE, "SHA-256 of the certificate", get_certificate_fingerprint},
};

const struct hg_field *hg_fields(size_t *count)
{
    *count = sizeof(fields) / sizeof(fields[0]);
    return fields;
}

void hg_field_get(const struct hg_field *field, const struct hg_target *target,
                  const struct hg_result *result, struct hg_field_value *value)
{
    memset(value, 0, offsetof(struct hg_field_value, scratch));
    field->get(target, result, value);
}
