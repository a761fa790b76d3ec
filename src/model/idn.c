/* SPDX-License-Identifier: MIT */
/* idn: international host names to ASCII, by libidn2. */
#include "idn.h"

#include "headgate/memory.h"

#include <stdint.h>

#include <idn2.h>

#include "headgate/banned.h"

char *hg_idn_to_ascii(const char *host, const char **problem)
{
    /* Non-transitional first, as browsers do: "ß" stays "ß". Symbols, which IDNA 2008 excludes
     * and browsers still look up, are only accepted by the transitional rules. */
    static const int rules[] = {IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL,
                                IDN2_NFC_INPUT | IDN2_TRANSITIONAL};
    int failure = IDN2_OK;
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        uint8_t *ascii = NULL;
        const int status = idn2_lookup_u8((const uint8_t *)host, &ascii, rules[i]);
        if (status == IDN2_OK) {
            char *copy = hg_memory_copy_text((const char *)ascii);
            idn2_free(ascii);
            return copy;
        }
        if (status == IDN2_MALLOC)
            hg_memory_exhausted();
        failure = failure == IDN2_OK ? status : failure;
    }
    *problem = idn2_strerror(failure);
    return NULL;
}
