/* SPDX-License-Identifier: MIT */
/* name_index: numbers of texts survive growth and don't mix. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "headgate/memory.h"
#include "report/name_index.h"

enum { MANY = 5000 };

static void test_new_is_zero(void)
{
    struct hg_name_index names;
    hg_name_index_init(&names);
    CU_ASSERT_EQUAL(*hg_name_index_at(&names, "a"), 0);
    *hg_name_index_at(&names, "a") = 7;
    CU_ASSERT_EQUAL(*hg_name_index_at(&names, "b"), 0);
    CU_ASSERT_EQUAL(*hg_name_index_at(&names, ""), 0);
    CU_ASSERT_EQUAL(*hg_name_index_at(&names, "a"), 7);
    hg_name_index_release(&names);
}

static void test_growth(void)
{
    struct hg_name_index names;
    char(*texts)[16] = hg_memory_new(MANY, sizeof(*texts));
    hg_name_index_init(&names);
    for (size_t i = 0; i < MANY; i++) {
        snprintf(texts[i], sizeof(texts[i]), "name %zu", i);
        *hg_name_index_at(&names, texts[i]) = i + 1;
    }
    for (size_t i = 0; i < MANY; i++)
        UNIT_ASSERT_ROW(*hg_name_index_at(&names, texts[i]) == i + 1, texts[i]);
    CU_ASSERT_EQUAL(names.count, MANY);
    hg_name_index_release(&names);
    free(texts);
}

static void test_equal_text(void)
{
    struct hg_name_index names;
    char copy[] = "same";
    hg_name_index_init(&names);
    *hg_name_index_at(&names, "same") = 3;
    CU_ASSERT_EQUAL(*hg_name_index_at(&names, copy), 3);
    CU_ASSERT_EQUAL(names.count, 1);
    hg_name_index_release(&names);
}

CU_TestInfo name_index_tests[] = {
    {"a_new_text_has_number_zero", test_new_is_zero},
    {"numbers_survive_growth", test_growth},
    {"equal_texts_at_different_places_are_one", test_equal_text},
    CU_TEST_INFO_NULL,
};
