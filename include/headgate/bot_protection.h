/* SPDX-License-Identifier: MIT */
/* bot_protection: services that keep robots away from sites, told by the heads of their refusals. */
#ifndef HEADGATE_BOT_PROTECTION_H
#define HEADGATE_BOT_PROTECTION_H

#include <stddef.h>

/* The name of the service that refused a robot with this status and header, or NULL: only 403, 429
 * and 503 can be such a refusal. Texts need no NUL at their end. */
const char *hg_bot_protection_service(int status, const char *header, size_t header_len,
                                      const char *value, size_t value_len);

#endif
