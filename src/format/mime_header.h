/* SPDX-License-Identifier: MIT */
/* mime_header: header fields of a message (RFC 5322), folded below 78 columns. Whatever a
 * text holds, it can't end a field and begin another. */
#ifndef HEADGATE_FORMAT_MIME_HEADER_H
#define HEADGATE_FORMAT_MIME_HEADER_H

#include <stdint.h>

#include "headgate/output.h"
#include "headgate/text.h"
#include "headgate/zone.h"

/* A field of words of ours: plain ASCII, short. */
void hg_mime_field(struct hg_sink *sink, const char *name, const char *value);
/* A field of any text: as it is where it is plain ASCII, else as encoded words (RFC 2047)
 * of whole characters. */
void hg_mime_text_field(struct hg_sink *sink, const char *name, const char *text);
/* A field of mailboxes as the settings have them; what is none is left out. `otherwise`
 * when none is left. */
void hg_mime_mailboxes_field(struct hg_sink *sink, const char *name,
                             const struct hg_texts *mailboxes, const char *fallback);
/* "Date: Fri, 20 Nov 2026 19:40:12 +0000", in the zone, in English (RFC 5322 3.3). */
void hg_mime_date_field(struct hg_sink *sink, int64_t wall_us,
                        const struct hg_zone *zone);

#endif
