/* SPDX-License-Identifier: MIT */
/* Tests of idn. */
#include "model/idn.h"

#include "unit.h"

#include <locale.h>
#include <stdlib.h>

#include "headgate/banned.h"

static void international_names_become_ascii_in_the_c_locale(void)
{
    static const struct {
        const char *host, *ascii;
    } rows[] = {
        {"bücher.example", "xn--bcher-kva.example"},
        {"BÜCHER.Example", "xn--bcher-kva.example"},
        {"bu\xcc\x88"
         "cher.example",
         "xn--bcher-kva.example"},
        {"faß.example", "xn--fa-hia.example"},
        {"例え.テスト", "xn--r8jz45g.xn--zckzah"},
        {"例え。テスト", "xn--r8jz45g.xn--zckzah"},
        {"☃.example", "xn--n3h.example"},
        {"１２７.0.0.1", "127.0.0.1"},
        {"example.com", "example.com"},
    };
    UNIT_ASSERT_TEXT(setlocale(LC_ALL, NULL), "C");
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *problem = NULL;
        char *ascii = hg_idn_to_ascii(rows[i].host, &problem);
        UNIT_ASSERT_TEXT(ascii, rows[i].ascii);
        CU_ASSERT_PTR_NULL(problem);
        free(ascii);
    }
}

static void what_is_no_name_is_refused_with_a_reason(void)
{
    static const struct {
        const char *host, *problem;
    } rows[] = {
        {"a\xff", "string encoding error"},
        {"-ü.example", "string start/ends with forbidden hyphen"},
        {"\xe2\x80\xae.example", "string contains a disallowed character"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *problem = NULL;
        CU_ASSERT_PTR_NULL(hg_idn_to_ascii(rows[i].host, &problem));
        UNIT_ASSERT_TEXT(problem, rows[i].problem);
    }
}

CU_TestInfo idn_tests[] = {
    {"international_names_become_ascii_in_the_c_locale",
     international_names_become_ascii_in_the_c_locale},
    {"what_is_no_name_is_refused_with_a_reason",
     what_is_no_name_is_refused_with_a_reason},
    CU_TEST_INFO_NULL,
};
