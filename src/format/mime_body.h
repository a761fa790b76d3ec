/* SPDX-License-Identifier: MIT */
/* mime_body: texts in a form that every mail server passes on as it is (RFC 2045 6.7,
 * 6.8). */
#ifndef HEADGATE_FORMAT_MIME_BODY_H
#define HEADGATE_FORMAT_MIME_BODY_H

#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/output.h"

/* Base64 in lines of 76, each ended by CRLF. */
void hg_mime_base64_lines(struct hg_sink *sink, const void *data, size_t len);
/* Quoted-printable: line feeds end lines; no line is longer than 76, begins with a dot or
 * "From ", or ends with a blank. The last line is ended. */
void hg_mime_quoted_printable(struct hg_sink *sink, const char *text, size_t len);

#endif
