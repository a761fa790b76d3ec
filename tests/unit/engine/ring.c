/* SPDX-License-Identifier: MIT */
/* ring: tests of the bounded queue of items. */
#include "unit.h"

#include <stdbool.h>

#include "engine/ring.h"

struct item {
    int number;
    char text[20];
};

static bool push(struct hg_ring *ring, int number)
{
    struct item *item = hg_ring_push(ring);
    if (item != NULL)
        *item = (struct item){.number = number, .text = "nineteen characters"};
    return item != NULL;
}

/* -1: the ring is empty. */
static int pop(struct hg_ring *ring)
{
    const struct item *item = hg_ring_pop(ring);
    if (item == NULL)
        return -1;
    UNIT_ASSERT_TEXT(item->text, "nineteen characters");
    return item->number;
}

static void items_leave_in_the_order_they_came(void)
{
    struct hg_ring ring;
    int next_in = 0;
    int next_out = 0;

    hg_ring_init(&ring, 3, sizeof(struct item));
    for (int round = 0; round < 7; round++) { /* twice around */
        CU_ASSERT_TRUE(push(&ring, next_in++));
        CU_ASSERT_TRUE(push(&ring, next_in++));
        CU_ASSERT_EQUAL(ring.count, 2);
        CU_ASSERT_EQUAL(pop(&ring), next_out++);
        CU_ASSERT_EQUAL(pop(&ring), next_out++);
    }
    hg_ring_release(&ring);
}

static void a_full_ring_takes_no_more(void)
{
    struct hg_ring ring;

    hg_ring_init(&ring, 2, sizeof(struct item));
    CU_ASSERT_TRUE(push(&ring, 1));
    CU_ASSERT_TRUE(push(&ring, 2));
    CU_ASSERT_FALSE(push(&ring, 3));
    CU_ASSERT_EQUAL(ring.count, 2);
    CU_ASSERT_EQUAL(pop(&ring), 1);
    CU_ASSERT_TRUE(push(&ring, 4));
    CU_ASSERT_EQUAL(pop(&ring), 2);
    CU_ASSERT_EQUAL(pop(&ring), 4);
    hg_ring_release(&ring);
}

static void an_empty_ring_has_no_oldest_item(void)
{
    struct hg_ring ring;

    hg_ring_init(&ring, 1, sizeof(struct item));
    CU_ASSERT_EQUAL(pop(&ring), -1);
    CU_ASSERT_TRUE(push(&ring, 1));
    CU_ASSERT_EQUAL(pop(&ring), 1);
    CU_ASSERT_EQUAL(pop(&ring), -1);
    CU_ASSERT_EQUAL(ring.count, 0);
    hg_ring_release(&ring);
}

CU_TestInfo ring_tests[] = {
    {"items leave in the order they came", items_leave_in_the_order_they_came},
    {"a full ring takes no more", a_full_ring_takes_no_more},
    {"an empty ring has no oldest item", an_empty_ring_has_no_oldest_item},
    CU_TEST_INFO_NULL,
};
