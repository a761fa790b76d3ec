/* SPDX-License-Identifier: MIT */
/* heap: tests of the priority queue. */
#include "unit.h"

#include "engine/heap.h"

static void the_smallest_key_leaves_first(void)
{
    static const int64_t keys[] = {5, 3, 9, 1, 7, 3, 0, 8, 2, 6};
    const size_t count = sizeof keys / sizeof keys[0];
    struct hg_heap heap = {0};
    struct hg_heap_item item;
    int64_t before = -1;

    for (uint32_t i = 0; i < count; i++)
        hg_heap_push(&heap, (struct hg_heap_item){.key = keys[i], .id = i});
    for (size_t i = 0; i < count; i++) {
        CU_ASSERT_TRUE_FATAL(hg_heap_pop(&heap, &item));
        CU_ASSERT_TRUE(item.key >= before);
        before = item.key;
    }
    CU_ASSERT_FALSE(hg_heap_pop(&heap, &item));
    hg_heap_release(&heap);
}

static void equal_keys_leave_in_the_order_of_their_ids(void)
{
    struct hg_heap heap = {0};
    struct hg_heap_item item;

    for (uint32_t i = 200; i > 0; i--)
        hg_heap_push(&heap, (struct hg_heap_item){.key = 4, .id = i - 1});
    for (uint32_t i = 0; i < 200; i++) {
        CU_ASSERT_TRUE_FATAL(hg_heap_pop(&heap, &item));
        CU_ASSERT_EQUAL(item.id, i);
    }
    hg_heap_release(&heap);
}

static void an_empty_heap_has_nothing_to_peek_at(void)
{
    struct hg_heap heap = {0};
    CU_ASSERT_PTR_NULL(hg_heap_peek(&heap));
    hg_heap_push(&heap, (struct hg_heap_item){.key = 2});
    hg_heap_push(&heap, (struct hg_heap_item){.key = 1, .id = 7});
    CU_ASSERT_EQUAL(hg_heap_peek(&heap)->id, 7);
    CU_ASSERT_EQUAL(heap.count, 2);
    hg_heap_release(&heap);
}

CU_TestInfo heap_tests[] = {
    {"the smallest key leaves first", the_smallest_key_leaves_first},
    {"equal keys leave in the order of their ids",
     equal_keys_leave_in_the_order_of_their_ids},
    {"an empty heap has nothing to peek at", an_empty_heap_has_nothing_to_peek_at},
    CU_TEST_INFO_NULL,
};
