/* SPDX-License-Identifier: MIT */
/* bot_protection: one row per mark.
 *
 * DESIGN: a mark counts only where the service sets it on its own responses: `server: cloudflare` is on
 * every response that passes through and means nothing; AkamaiGHost names itself only in its own
 * responses, but its 503 is about the origin. */
#include "headgate/bot_protection.h"

#include "headgate/text.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "headgate/banned.h"

#define FORBIDDEN   403
#define TOO_MANY    429
#define UNAVAILABLE 503

enum { ON_403 = 1, ON_429 = 2, ON_503 = 4, ON_ALL = ON_403 | ON_429 | ON_503 };

struct mark {
    const char *header;
    const char *beginning; /* of its value, any case; "": any value */
    unsigned statuses;
    const char *service;
};

static const struct mark marks[] = {
    /* developers.cloudflare.com, "Detect a challenge page response" */
    {"cf-mitigated", "", ON_ALL, "Cloudflare"},
    {"cf-chl-bypass", "", ON_ALL, "Cloudflare"}, /* older challenges */
    {"x-datadome", "", ON_403 | ON_429, "DataDome"},
    {"x-dd-b", "", ON_403 | ON_429, "DataDome"},
    {"server", "AkamaiGHost", ON_403 | ON_429, "Akamai"},
    {"x-reference-error", "", ON_403 | ON_429, "Akamai"},
    {"x-iinfo", "", ON_403, "Imperva"},
    {"x-cdn", "Incapsula", ON_403, "Imperva"},
    {"x-cdn", "Imperva", ON_403, "Imperva"},
    {"x-amzn-waf-action", "", ON_ALL, "AWS WAF"},
    {"x-sucuri-block", "", ON_ALL, "Sucuri"},
    {"x-vercel-mitigated", "", ON_ALL, "Vercel"},
    {"x-kpsdk-ct", "", ON_403 | ON_429, "Kasada"},
};

static unsigned bit_of(int status)
{
    switch (status) {
    case FORBIDDEN:
        return ON_403;
    case TOO_MANY:
        return ON_429;
    case UNAVAILABLE:
        return ON_503;
    default:
        return 0;
    }
}

const char *hg_bot_protection_service(int status, const char *header, size_t header_len,
                                      const char *value, size_t value_len)
{
    const unsigned bit = bit_of(status);
    if (bit == 0)
        return NULL;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        const struct mark *mark = &marks[i];
        const size_t len = strlen(mark->beginning);
        if ((mark->statuses & bit) != 0 && strlen(mark->header) == header_len &&
            strncasecmp(mark->header, header, header_len) == 0 && value_len >= len &&
            strncasecmp(mark->beginning, value, len) == 0)
            return mark->service;
    }
    return NULL;
}
