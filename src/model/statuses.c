/* SPDX-License-Identifier: MIT */
/* statuses: sets of HTTP status codes from and to text. */
#include "headgate/statuses.h"

#include "headgate/ascii.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

#define CODE_LEN 3

void hg_statuses_add(struct hg_statuses *statuses, int first, int last)
{
    for (int status = first < HG_STATUS_MIN ? HG_STATUS_MIN : first;
         status <= last && status <= HG_STATUS_MAX; status++)
        statuses->bits[status / 64] |= UINT64_C(1) << (status % 64);
}

bool hg_statuses_has(const struct hg_statuses *statuses, int status)
{
    return status >= HG_STATUS_MIN && status <= HG_STATUS_MAX &&
           (statuses->bits[status / 64] >> (status % 64) & 1) != 0;
}

bool hg_statuses_is_empty(const struct hg_statuses *statuses)
{
    for (size_t i = 0; i < sizeof(statuses->bits) / sizeof(statuses->bits[0]); i++) {
        if (statuses->bits[i] != 0)
            return false;
    }
    return true;
}

/* Three digits at the start of `text`; -1 when they are no status. */
static int read_code(const char *text)
{
    int code = 0;
    for (int i = 0; i < CODE_LEN; i++) {
        if (!hg_ascii_is_digit(text[i]))
            return -1;
        code = code * 10 + (text[i] - '0');
    }
    return code >= HG_STATUS_MIN && code <= HG_STATUS_MAX ? code : -1;
}

int hg_statuses_parse(struct hg_statuses *statuses, const char *text)
{
    const size_t len = strlen(text);
    int first = -1;
    int last = -1;
    if (len == CODE_LEN && text[0] >= '1' && text[0] <= '5' &&
        (strcmp(text + 1, "xx") == 0 || strcmp(text + 1, "XX") == 0)) {
        first = (text[0] - '0') * 100;
        last = first + 99;
    } else if (len == CODE_LEN) {
        first = last = read_code(text);
    } else if (len == 2 * CODE_LEN + 1 && text[CODE_LEN] == '-') {
        first = read_code(text);
        last = read_code(text + CODE_LEN + 1);
    }
    if (first < 0 || last < first)
        return -1;
    hg_statuses_add(statuses, first, last);
    return 0;
}

void hg_statuses_format(const struct hg_statuses *statuses, char *out, size_t size)
{
    size_t len = 0;
    if (size > 0)
        out[0] = '\0';
    for (int first = HG_STATUS_MIN; first <= HG_STATUS_MAX && len < size; first++) {
        if (!hg_statuses_has(statuses, first))
            continue;
        int last = first;
        while (hg_statuses_has(statuses, last + 1))
            last++;
        const char *comma = len == 0 ? "" : ", ";
        const int added =
            first == last
                ? snprintf(out + len, size - len, "%s%d", comma, first)
                : snprintf(out + len, size - len, "%s%d-%d", comma, first, last);
        len += (size_t)added;
        first = last;
    }
}
