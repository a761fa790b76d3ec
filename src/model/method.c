/* SPDX-License-Identifier: MIT */
/* method: the names of HTTP methods, and which may be retried. */
#include "headgate/method.h"

#include "headgate/text.h"

#include "headgate/banned.h"

const char *hg_method_word(enum hg_method method)
{
    switch (method) {
    case HG_METHOD_AUTO:
        return "auto";
    case HG_METHOD_HEAD:
        return "HEAD";
    case HG_METHOD_GET:
        return "GET";
    case HG_METHOD_OPTIONS:
        return "OPTIONS";
    case HG_METHOD_POST:
        return "POST";
    case HG_METHOD_PUT:
        return "PUT";
    case HG_METHOD_PATCH:
        return "PATCH";
    case HG_METHOD_DELETE:
        return "DELETE";
    case HG_METHOD_COUNT:
        break;
    }
    return "";
}

bool hg_method_parse(const char *word, enum hg_method *method)
{
    for (int i = 0; i < HG_METHOD_COUNT; i++) {
        if (hg_text_equals_ignoring_case(word, hg_method_word((enum hg_method)i))) {
            *method = (enum hg_method)i;
            return true;
        }
    }
    return false;
}

bool hg_method_is_idempotent(enum hg_method method)
{
    return method != HG_METHOD_POST && method != HG_METHOD_PATCH;
}

bool hg_method_has_content(enum hg_method method)
{
    return method == HG_METHOD_POST || method == HG_METHOD_PUT ||
           method == HG_METHOD_PATCH || method == HG_METHOD_DELETE;
}
