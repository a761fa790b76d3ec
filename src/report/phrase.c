/* SPDX-License-Identifier: MIT */
/* phrase: how facts of a result are put for people, the same in text and JUnit. */
#include "headgate/phrase.h"

#include "headgate/units.h"

#include "headgate/banned.h"

/* HTTP versions are tens: 11 is 1.1; from 20 on they have no minor number (RFC 9110
 * 2.5). */
enum { HTTP_VERSION_2 = 20 };

struct phase_row {
    const char *word;
    size_t offset; /* of its int32_t in struct hg_phases */
};

static const struct phase_row phase_rows[] = {
    {"resolve", offsetof(struct hg_phases, resolve_us)},
    {"connect", offsetof(struct hg_phases, connect_us)},
    {"tls", offsetof(struct hg_phases, tls_us)},
    {"wait", offsetof(struct hg_phases, wait_us)},
    {"transfer", offsetof(struct hg_phases, transfer_us)},
};

void hg_phrase_method(struct hg_buf *out, const struct hg_result *result)
{
    hg_buf_add_text(out, hg_method_word((enum hg_method)result->method));
    if (result->head_status > 0)
        hg_buf_printf(out, " (HEAD was answered %d)", result->head_status);
    else if (result->head_status == 0)
        hg_buf_add_text(out, " (HEAD was cut off)");
}

void hg_phrase_remote(struct hg_buf *out, const struct hg_result *result)
{
    char address[HG_ADDRESS_TEXT_SIZE];
    hg_address_format(&result->address, address, sizeof(address));
    hg_buf_add_text(out, address);
    const int version = result->http_version;
    if (version >= HTTP_VERSION_2)
        hg_buf_printf(out, " (HTTP/%d)", version / 10);
    else if (version > 0)
        hg_buf_printf(out, " (HTTP/%d.%d)", version / 10, version % 10);
}

/* One decimal below ten milliseconds, none above. */
static void add_ms(struct hg_buf *out, int32_t us)
{
    const int tenths = (us + 50) / 100;
    if (us < 0)
        hg_buf_add_char(out, '-');
    else if (tenths < 100)
        hg_buf_printf(out, "%d.%d", tenths / 10, tenths % 10);
    else
        hg_buf_printf(out, "%d", (us + 500) / 1000);
}

void hg_phrase_phases(struct hg_buf *out, const struct hg_phases *phases)
{
    for (size_t i = 0; i < sizeof(phase_rows) / sizeof(phase_rows[0]); i++) {
        const char *field = (const char *)phases + phase_rows[i].offset;
        hg_buf_printf(out, "%s%s ", i == 0 ? "" : " · ", phase_rows[i].word);
        add_ms(out, *(const int32_t *)(const void *)field);
    }
    hg_buf_add_text(out, " ms");
}

void hg_phrase_redirects(struct hg_buf *out, const struct hg_target *target,
                         const struct hg_result *result)
{
    const struct hg_detail *detail = result->detail;
    if (detail == NULL || detail->hop_count == 0)
        return;
    for (size_t i = 0; i < detail->hop_count; i++)
        hg_buf_printf(out, "%s (%d) → ", detail->hops[i].url, detail->hops[i].status);
    hg_buf_add_text(out, hg_result_final_url(result, target));
}

void hg_phrase_attempt(struct hg_buf *out, const struct hg_attempt *attempt)
{
    char time[32];
    hg_units_format_time(attempt->phases.total_us, time, sizeof(time));
    hg_buf_printf(out, "%s, ", hg_method_word((enum hg_method)attempt->method));
    if (attempt->status > 0)
        hg_buf_printf(out, "%d", attempt->status);
    else
        hg_buf_add_text(out, "no answer");
    hg_buf_printf(out, " after %s", time);
    if (attempt->reason != NULL)
        hg_buf_printf(out, ": %s", attempt->reason);
}

/* "wrong_host" as people write it. */
static void add_words(struct hg_buf *out, const char *before, const char *word)
{
    hg_buf_add_text(out, before);
    for (; *word != '\0'; word++)
        hg_buf_add_char(out, *word == '_' ? ' ' : *word);
}

void hg_phrase_certificate(struct hg_buf *out, const struct hg_result *result)
{
    const struct hg_certificate *certificate = result->certificate;
    const char *problem = hg_certificate_problem_word(
        (enum hg_certificate_problem)result->certificate_problem);
    if (certificate == NULL)
        return;
    const struct hg_certificate *first = hg_certificate_first_to_end(certificate);
    hg_buf_printf(out, "%s, ", certificate->name);
    hg_certificate_explain_end(certificate, result->started_at_us / HG_US_PER_S, out);
    if (first != certificate) {
        hg_buf_printf(out, ", but %s in its chain ", first->subject);
        hg_certificate_explain_end(first, result->started_at_us / HG_US_PER_S, out);
    }
    hg_buf_printf(out, ", %s, from %s", certificate->key, certificate->issuer);
    if (problem != NULL)
        add_words(out, ", not verified: ", problem);
}
