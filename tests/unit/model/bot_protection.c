/* SPDX-License-Identifier: MIT */
/* Tests of bot_protection. */
#include "headgate/bot_protection.h"

#include "unit.h"

#include <string.h>

#include "headgate/banned.h"

static void only_the_marks_of_refusals_count(void)
{
    static const struct {
        int status;
        const char *header, *value, *service;
    } rows[] = {
        {403, "CF-Mitigated", "challenge", "Cloudflare"},
        {429, "cf-mitigated", "challenge", "Cloudflare"},
        {503, "cf-chl-bypass", "1", "Cloudflare"},
        {200, "cf-mitigated", "challenge", NULL},
        {404, "cf-mitigated", "challenge", NULL},
        {403, "Server", "cloudflare", NULL},
        {503, "Server", "cloudflare", NULL},
        {403, "X-DataDome", "protected", "DataDome"},
        {503, "X-DataDome", "protected", NULL},
        {403, "Server", "AkamaiGHost", "Akamai"},
        {503, "Server", "AkamaiGHost", NULL},
        {403, "Server", "Akamai", NULL},
        {403, "X-Iinfo", "1-2-3", "Imperva"},
        {403, "X-CDN", "Imperva", "Imperva"},
        {403, "X-CDN", "another", NULL},
        {403, "x-amzn-waf-action", "captcha", "AWS WAF"},
        {403, "X-Other", "1", NULL},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        UNIT_ASSERT_TEXT(hg_bot_protection_service(rows[i].status, rows[i].header,
                                                   strlen(rows[i].header), rows[i].value,
                                                   strlen(rows[i].value)),
                         rows[i].service);
}

CU_TestInfo bot_protection_tests[] = {
    {"only_the_marks_of_refusals_count", only_the_marks_of_refusals_count},
    CU_TEST_INFO_NULL,
};
