/* SPDX-License-Identifier: MIT */
/* bot_protection: services that block bots, recognised by the headers of their responses. */
#ifndef HEADGATE_BOT_PROTECTION_H
#define HEADGATE_BOT_PROTECTION_H

#include <stddef.h>

/* The name of the service that blocks with this status and header, or NULL: only 403, 429 and 503 can
 * be such a response. Texts need no NUL at their end. */
const char *hg_bot_protection_service(int status, const char *header, size_t header_len,
                                      const char *value, size_t value_len);

#endif
