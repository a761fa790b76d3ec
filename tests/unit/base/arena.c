/* SPDX-License-Identifier: MIT */
/* arena: alignment, zeroes, large items and texts. */
#include "headgate/arena.h"

#include "unit.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

static bool is_zero(const unsigned char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] != 0)
            return false;
    }
    return true;
}

static void items_are_zeroed_aligned_and_apart(void)
{
    const size_t sizes[] = {1, 7, 16, 100, 8191, 8192, 8193, 65536, 200000, 3};
    const size_t count = sizeof sizes / sizeof sizes[0];
    struct hg_arena arena;
    hg_arena_init(&arena);
    for (size_t round = 0; round < 20; round++) {
        for (size_t i = 0; i < count; i++) {
            unsigned char *item = hg_arena_new(&arena, sizes[i], 1);
            CU_ASSERT_EQUAL((uintptr_t)item % alignof(max_align_t), 0);
            /* What was written to an earlier item must not be seen in a later one. */
            CU_ASSERT_TRUE(is_zero(item, sizes[i]));
            memset(item, 0xA5, sizes[i]);
        }
    }
    hg_arena_release(&arena);
}

static void items_stay_where_they_are(void)
{
    struct hg_arena arena;
    hg_arena_init(&arena);
    const char *texts[2000];
    for (size_t i = 0; i < 2000; i++)
        texts[i] = hg_arena_text(&arena, i % 2 == 0 ? "an even text" : "an odd text");
    for (size_t i = 0; i < 2000; i++)
        UNIT_ASSERT_TEXT(texts[i], i % 2 == 0 ? "an even text" : "an odd text");
    hg_arena_release(&arena);
}

static void a_large_item_may_come_first(void)
{
    struct hg_arena arena;
    hg_arena_init(&arena);
    unsigned char *large = hg_arena_new(&arena, 100000, 2);
    memset(large, 0xA5, 200000);
    const char *text = hg_arena_text(&arena, "small");
    CU_ASSERT_EQUAL(large[199999], 0xA5);
    UNIT_ASSERT_TEXT(text, "small");
    hg_arena_release(&arena);
}

static void empty_items_have_addresses_of_their_own(void)
{
    struct hg_arena arena;
    hg_arena_init(&arena);
    const void *first = hg_arena_new(&arena, 0, 8);
    const void *second = hg_arena_new(&arena, 8, 0);
    CU_ASSERT_PTR_NOT_NULL(first);
    CU_ASSERT_PTR_NOT_EQUAL(first, second);
    hg_arena_release(&arena);
}

static void texts_are_copied_and_end_with_nul(void)
{
    struct hg_arena arena;
    hg_arena_init(&arena);
    char source[] = "headgate";
    const char *whole = hg_arena_text(&arena, source);
    const char *part = hg_arena_text_n(&arena, source, 4);
    source[0] = 'x';
    UNIT_ASSERT_TEXT(whole, "headgate");
    UNIT_ASSERT_TEXT(part, "head");
    UNIT_ASSERT_TEXT(hg_arena_text(&arena, ""), "");
    UNIT_ASSERT_TEXT(hg_arena_text_n(&arena, source, 0), "");
    hg_arena_release(&arena);
}

static void no_text_gives_no_copy(void)
{
    struct hg_arena arena;
    hg_arena_init(&arena);
    CU_ASSERT_PTR_NULL(hg_arena_text(&arena, NULL));
    CU_ASSERT_PTR_NULL(hg_arena_text_n(&arena, NULL, 5));
    hg_arena_release(&arena);
}

static void releasing_twice_or_nothing_is_fine(void)
{
    struct hg_arena arena;
    hg_arena_init(&arena);
    hg_arena_new(&arena, 1, 1);
    hg_arena_release(&arena);
    hg_arena_release(&arena);
    hg_arena_release(NULL);
    CU_ASSERT_PTR_NULL(arena.blocks);
}

static void texts_lie_close_together_and_items_aligned(void)
{
    struct hg_arena arena;
    hg_arena_init(&arena);
    const char *first = hg_arena_text(&arena, "odd");
    const char *second = hg_arena_text(&arena, "one");
    const void *item = hg_arena_new(&arena, 1, 8);
    CU_ASSERT_EQUAL(second - first, 4);
    CU_ASSERT_EQUAL((uintptr_t)item % alignof(max_align_t), 0);
    /* A block whose end is at no aligned address. */
    hg_arena_new(&arena, 8193, 1);
    for (size_t i = 0; i < 70000; i++)
        CU_ASSERT_PTR_NOT_NULL(hg_arena_text(&arena, "x"));
    CU_ASSERT_EQUAL((uintptr_t)hg_arena_new(&arena, 8000, 1) % alignof(max_align_t), 0);
    UNIT_ASSERT_TEXT(first, "odd");
    hg_arena_release(&arena);
}

/* The leak sanitizer sees memory that is not freed. */
static void what_was_taken_is_given_back(void)
{
    struct hg_arena arena;
    hg_arena_init(&arena);
    char *first = malloc(100);
    char *second = malloc(100);
    hg_arena_take(&arena, first);
    hg_arena_take(&arena, second);
    hg_arena_take(&arena, NULL);
    hg_arena_release(&arena);
    CU_ASSERT_PTR_NULL(arena.owned);
}

CU_TestInfo arena_tests[] = {
    {"items_are_zeroed_aligned_and_apart", items_are_zeroed_aligned_and_apart},
    {"items_stay_where_they_are", items_stay_where_they_are},
    {"a_large_item_may_come_first", a_large_item_may_come_first},
    {"empty_items_have_addresses_of_their_own", empty_items_have_addresses_of_their_own},
    {"texts_are_copied_and_end_with_nul", texts_are_copied_and_end_with_nul},
    {"no_text_gives_no_copy", no_text_gives_no_copy},
    {"texts_lie_close_together_and_items_aligned",
     texts_lie_close_together_and_items_aligned},
    {"what_was_taken_is_given_back", what_was_taken_is_given_back},
    {"releasing_twice_or_nothing_is_fine", releasing_twice_or_nothing_is_fine},
    CU_TEST_INFO_NULL,
};
