/* SPDX-License-Identifier: MIT */
/* hash_table: values survive growth and don't mix; keys are texts, or bytes of one size. */
#include "headgate/hash_table.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

#define MANY 5000

static void a_new_key_has_no_value(void)
{
    struct hg_hash_table table = {0};
    uint32_t value = 9;
    CU_ASSERT_FALSE(hg_hash_table_find(&table, "a", &value));
    hg_hash_table_set(&table, "a", 7);
    CU_ASSERT_FALSE(hg_hash_table_find(&table, "b", &value));
    CU_ASSERT_FALSE(hg_hash_table_find(&table, "", &value));
    CU_ASSERT_EQUAL(value, 9);
    CU_ASSERT_TRUE(hg_hash_table_find(&table, "a", &value));
    CU_ASSERT_EQUAL(value, 7);
    hg_hash_table_release(&table);
    CU_ASSERT_EQUAL(table.count, 0);
    CU_ASSERT_FALSE(hg_hash_table_find(&table, "a", &value));
}

static void a_key_gets_another_value(void)
{
    struct hg_hash_table table = {0};
    char copy[] = "same"; /* equal keys at different addresses are one */
    uint32_t value = 0;
    hg_hash_table_set(&table, "same", 3);
    hg_hash_table_set(&table, copy, 4);
    CU_ASSERT_TRUE(hg_hash_table_find(&table, "same", &value));
    CU_ASSERT_EQUAL(value, 4);
    CU_ASSERT_EQUAL(table.count, 1);
    hg_hash_table_release(&table);
}

static void values_survive_growth_in_little_memory(void)
{
    static char keys[MANY][16];
    struct hg_hash_table table = {0};
    uint32_t value = 0;
    for (uint32_t i = 0; i < MANY; i++) {
        snprintf(keys[i], sizeof keys[i], "name %u", i);
        hg_hash_table_set(&table, keys[i], i);
    }
    for (uint32_t i = 0; i < MANY; i++)
        UNIT_ASSERT_ROW(hg_hash_table_find(&table, keys[i], &value) && value == i,
                        keys[i]);
    CU_ASSERT_EQUAL(table.count, MANY);
    CU_ASSERT_TRUE(table.capacity * sizeof *table.entries <= (size_t)43 * MANY);
    hg_hash_table_release(&table);
}

static void keys_with_the_same_hash_are_compared(void)
{
    static const char *const keys[] = {"k753e", "k94d6"}; /* FNV-1a, folded to 32 bits */
    struct hg_hash_table table = {0};
    uint32_t value = 0;
    for (uint32_t i = 0; i < 2; i++)
        hg_hash_table_set(&table, keys[i], i);
    CU_ASSERT_EQUAL(table.count, 2);
    for (uint32_t i = 0; i < 2; i++)
        CU_ASSERT_TRUE(hg_hash_table_find(&table, keys[i], &value) && value == i);
    hg_hash_table_release(&table);
}

static void keys_of_bytes_are_compared_as_a_whole(void)
{
    /* Two that differ after a NUL, and two with the same first byte and the same hash. */
    static const char keys[4][4] = {
        {1, 0, 2, 3}, {1, 0, 3, 3}, "\xd1\x33\xc4\x6c", "\xd1\xf8\xa0\x38"};
    struct hg_hash_table table;
    uint32_t value = 0;
    hg_hash_table_init(&table, sizeof keys[0]);
    for (uint32_t i = 0; i < 4; i++)
        hg_hash_table_set(&table, keys[i], i);
    for (uint32_t i = 0; i < 4; i++)
        CU_ASSERT_TRUE(hg_hash_table_find(&table, keys[i], &value) && value == i);
    hg_hash_table_release(&table);
    CU_ASSERT_EQUAL(table.key_bytes, sizeof keys[0]);
}

CU_TestInfo hash_table_tests[] = {
    {"a_new_key_has_no_value", a_new_key_has_no_value},
    {"a_key_gets_another_value", a_key_gets_another_value},
    {"values_survive_growth_in_little_memory", values_survive_growth_in_little_memory},
    {"keys_with_the_same_hash_are_compared", keys_with_the_same_hash_are_compared},
    {"keys_of_bytes_are_compared_as_a_whole", keys_of_bytes_are_compared_as_a_whole},
    CU_TEST_INFO_NULL,
};
