/* SPDX-License-Identifier: MIT */
/* names: numbers of texts survive growth and don't mix. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "headgate/memory.h"
#include "report/names.h"

enum { MANY = 5000 };

static void test_new_is_zero(void)
{
    struct hg_names names;
    hg_names_init(&names);
    CU_ASSERT_EQUAL(*hg_names_at(&names, "a"), 0);
    *hg_names_at(&names, "a") = 7;
    CU_ASSERT_EQUAL(*hg_names_at(&names, "b"), 0);
    CU_ASSERT_EQUAL(*hg_names_at(&names, ""), 0);
    CU_ASSERT_EQUAL(*hg_names_at(&names, "a"), 7);
    hg_names_release(&names);
}

static void test_growth(void)
{
    struct hg_names names;
    char(*texts)[16] = hg_memory_new(MANY, sizeof(*texts));
    hg_names_init(&names);
    for (size_t i = 0; i < MANY; i++) {
        snprintf(texts[i], sizeof(texts[i]), "name %zu", i);
        *hg_names_at(&names, texts[i]) = i + 1;
    }
    for (size_t i = 0; i < MANY; i++)
        UNIT_ASSERT_ROW(*hg_names_at(&names, texts[i]) == i + 1, texts[i]);
    CU_ASSERT_EQUAL(names.count, MANY);
    hg_names_release(&names);
    free(texts);
}

static void test_equal_text(void)
{
    struct hg_names names;
    char copy[] = "same";
    hg_names_init(&names);
    *hg_names_at(&names, "same") = 3;
    CU_ASSERT_EQUAL(*hg_names_at(&names, copy), 3);
    CU_ASSERT_EQUAL(names.count, 1);
    hg_names_release(&names);
}

CU_TestInfo names_tests[] = {
    {"a_new_text_has_number_zero", test_new_is_zero},
    {"numbers_survive_growth", test_growth},
    {"equal_texts_at_different_places_are_one", test_equal_text},
    CU_TEST_INFO_NULL,
};
