/* SPDX-License-Identifier: MIT */
/* attempts_json: JSON (RFC 8259) of attempts. */
#include "history/store/attempts_json.h"

#include "headgate/clock.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* A clean text has no control characters (RFC 8259 7). */
static void add_text(struct hg_buf *out, const char *key, const char *text)
{
    hg_buf_printf(out, ",\"%s\":\"", key);
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            hg_buf_add_char(out, '\\');
        hg_buf_add_char(out, *text);
    }
    hg_buf_add_char(out, '"');
}

/* Of what was reached. */
static void add_phases(struct hg_buf *out, const struct hg_phases *phases)
{
    const struct {
        const char *key;
        int32_t us;
    } rows[] = {
        {"resolve", phases->resolve_us},   {"connect", phases->connect_us},
        {"tls", phases->tls_us},           {"wait", phases->wait_us},
        {"transfer", phases->transfer_us}, {"total", phases->total_us},
    };
    const char *separator = "";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char number[HG_UNITS_NUMBER_SIZE + 2];
        if (rows[i].us == HG_NOT_REACHED)
            continue;
        hg_buf_printf(out, "%s\"%s\":", separator, rows[i].key);
        hg_buf_add(out, number, hg_units_write_ms(rows[i].us, number));
        separator = ",";
    }
}

static void add_attempt(struct hg_buf *out, const struct hg_attempt *attempt)
{
    char time[HG_CLOCK_RFC3339_SIZE];
    hg_clock_format_rfc3339(attempt->started_at_us, time, sizeof time);
    hg_buf_printf(out, "{\"started_at\":\"%s\"", time);
    add_text(out, "outcome", hg_outcome_word((enum hg_outcome)attempt->outcome));
    add_text(out, "cause", hg_cause_word((enum hg_cause)attempt->cause));
    if (attempt->reason != NULL)
        add_text(out, "reason", attempt->reason);
    add_text(out, "method", hg_method_word((enum hg_method)attempt->method));
    if (attempt->status != 0)
        hg_buf_printf(out, ",\"http_status\":%d", attempt->status);
    hg_buf_add_text(out, ",\"phases_ms\":{");
    add_phases(out, &attempt->phases);
    hg_buf_add_text(out, "}}");
}

void hg_attempts_write(const struct hg_attempt *attempts, size_t count,
                       struct hg_buf *out)
{
    if (count == 0)
        return;
    for (size_t i = 0; i < count; i++) {
        hg_buf_add_char(out, i == 0 ? '[' : ',');
        add_attempt(out, &attempts[i]);
    }
    hg_buf_add_char(out, ']');
}
