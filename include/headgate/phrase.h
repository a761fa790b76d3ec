/* SPDX-License-Identifier: MIT */
/* phrase: how facts of a result are put for people, the same in text and JUnit. Each
 * appends to `out`, without a line feed. */
#ifndef HEADGATE_PHRASE_H
#define HEADGATE_PHRASE_H

#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/result.h"
#include "headgate/target.h"

/* "HEAD", "GET (HEAD was answered 405)", "GET (HEAD was cut off)". */
void hg_phrase_method(struct hg_buf *out, const struct hg_result *result);
/* "203.0.113.10:443 (HTTP/2)"; nothing when nothing was connected. */
void hg_phrase_remote(struct hg_buf *out, const struct hg_result *result);
/* "resolve 0.1 · connect 0.3 · tls - · wait 85 · transfer 0.2 ms". */
void hg_phrase_phases(struct hg_buf *out, const struct hg_phases *phases);
/* "https://a/ (301) → https://b/"; nothing when no redirect was followed. */
void hg_phrase_redirects(struct hg_buf *out, const struct hg_target *target,
                         const struct hg_result *result);
/* "*.example.com, ends in 29 days (2026-12-20), EC P-256, from CN=Authority"; nothing when there is
 * none. Says why when it was not accepted. */
void hg_phrase_certificate(struct hg_buf *out, const struct hg_result *result);
/* "HEAD, 503 after 85 ms: expected status 200-299, got 503". */
void hg_phrase_attempt(struct hg_buf *out, const struct hg_attempt *attempt);

#endif
