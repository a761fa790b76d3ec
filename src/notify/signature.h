/* SPDX-License-Identifier: MIT */
/* signature: signatures of Standard Webhooks. */
#ifndef HEADGATE_NOTIFY_SIGNATURE_H
#define HEADGATE_NOTIFY_SIGNATURE_H

#include <stdint.h>

#include "headgate/buf.h"

/* Append "v1," and the HMAC-SHA256 of "msg_ID.TIMESTAMP.BODY" in base64. The secret is base64, behind "whsec_" perhaps,
 * and valid. */
void hg_signature_write(const char *secret, const char *id, int64_t now_s,
                        const struct hg_buf *body, struct hg_buf *out);

#endif
