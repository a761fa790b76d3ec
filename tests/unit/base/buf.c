/* SPDX-License-Identifier: MIT */
/* buf: growth and the NUL at the end. */
#include "headgate/buf.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

static void a_new_buf_is_an_empty_text(void)
{
    struct hg_buf buf;
    hg_buf_init(&buf);
    UNIT_ASSERT_TEXT(buf.data, "");
    CU_ASSERT_EQUAL(buf.len, 0);
    hg_buf_release(&buf);
}

static void all_ways_of_adding_append(void)
{
    struct hg_buf buf;
    hg_buf_init(&buf);
    hg_buf_add(&buf, "abcdef", 3);
    hg_buf_add_text(&buf, "-text");
    hg_buf_add_char(&buf, '!');
    hg_buf_printf(&buf, " %d %s", 42, "words");
    hg_buf_add_number(&buf, INT64_MIN);
    hg_buf_add(&buf, NULL, 0);
    UNIT_ASSERT_TEXT(buf.data, "abc-text! 42 words-9223372036854775808");
    CU_ASSERT_EQUAL(buf.len, strlen("abc-text! 42 words-9223372036854775808"));
    hg_buf_release(&buf);
}

static void every_length_keeps_its_nul(void)
{
    struct hg_buf buf;
    hg_buf_init(&buf);
    for (size_t len = 1; len <= 5000; len++) {
        hg_buf_add_char(&buf, 'x');
        CU_ASSERT_FATAL(buf.len == len && buf.data[len] == '\0' && buf.capacity > len);
    }
    CU_ASSERT_EQUAL(strlen(buf.data), 5000);
    hg_buf_release(&buf);
}

static void printed_texts_of_every_length_are_whole(void)
{
    char text[301];
    memset(text, 'y', sizeof text);
    for (int len = 0; len <= 300; len++) {
        struct hg_buf buf;
        hg_buf_init(&buf);
        hg_buf_printf(&buf, "%.*s|", len, text);
        CU_ASSERT_EQUAL(buf.len, (size_t)len + 1);
        CU_ASSERT_EQUAL(strlen(buf.data), (size_t)len + 1);
        CU_ASSERT_EQUAL(buf.data[len], '|');
        hg_buf_release(&buf);
    }
}

static void base64_is_filled_up_to_four_characters(void)
{
    /* RFC 4648 10. */
    static const char *const rows[][2] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
        {"\xff\xfe\xfd", "//79"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_buf buf;
        hg_buf_init(&buf);
        hg_buf_add_base64(&buf, rows[i][0], strlen(rows[i][0]));
        UNIT_ASSERT_TEXT(buf.data, rows[i][1]);
        hg_buf_release(&buf);
    }
}

static void nul_bytes_are_kept(void)
{
    struct hg_buf buf;
    hg_buf_init(&buf);
    hg_buf_add(&buf, "a\0b", 3);
    CU_ASSERT_EQUAL(buf.len, 3);
    CU_ASSERT_EQUAL(memcmp(buf.data, "a\0b", 4), 0);
    hg_buf_release(&buf);
}

static void clearing_keeps_the_memory(void)
{
    struct hg_buf buf;
    hg_buf_init(&buf);
    for (int i = 0; i < 1000; i++)
        hg_buf_add_char(&buf, 'x');
    const size_t capacity = buf.capacity;
    hg_buf_clear(&buf);
    UNIT_ASSERT_TEXT(buf.data, "");
    CU_ASSERT_EQUAL(buf.len, 0);
    CU_ASSERT_EQUAL(buf.capacity, capacity);
    hg_buf_release(&buf);
}

static void cutting_keeps_the_beginning(void)
{
    struct hg_buf buf;
    hg_buf_init(&buf);
    hg_buf_add_text(&buf, "headgate");
    hg_buf_cut(&buf, 4);
    hg_buf_add_text(&buf, "er");
    UNIT_ASSERT_TEXT(buf.data, "header");
    hg_buf_release(&buf);
}

static void a_stolen_text_leaves_a_released_buf(void)
{
    struct hg_buf buf;
    hg_buf_init(&buf);
    hg_buf_add_text(&buf, "mine");
    char *text = hg_buf_steal(&buf);
    UNIT_ASSERT_TEXT(text, "mine");
    CU_ASSERT_PTR_NULL(buf.data);
    CU_ASSERT_EQUAL(buf.len, 0);
    hg_buf_release(&buf);
    free(text);
}

static void releasing_twice_or_nothing_is_fine(void)
{
    struct hg_buf buf;
    hg_buf_init(&buf);
    hg_buf_release(&buf);
    hg_buf_release(&buf);
    hg_buf_release(NULL);
    CU_ASSERT_PTR_NULL(buf.data);
}

static void what_is_written_into_room_counts_when_filled(void)
{
    struct hg_buf buf;
    hg_buf_init(&buf);
    hg_buf_add_text(&buf, "a");
    char *room = hg_buf_room(&buf, 1000);
    memset(room, 'b', 1000);
    CU_ASSERT_EQUAL(buf.len, 1);
    hg_buf_fill(&buf, room + 3);
    UNIT_ASSERT_TEXT(buf.data, "abbb");
    hg_buf_fill(&buf, hg_buf_room(&buf, 0));
    CU_ASSERT_EQUAL(buf.len, 4);
    hg_buf_release(&buf);
}

CU_TestInfo buf_tests[] = {
    {"a_new_buf_is_an_empty_text", a_new_buf_is_an_empty_text},
    {"all_ways_of_adding_append", all_ways_of_adding_append},
    {"every_length_keeps_its_nul", every_length_keeps_its_nul},
    {"printed_texts_of_every_length_are_whole", printed_texts_of_every_length_are_whole},
    {"base64_is_filled_up_to_four_characters", base64_is_filled_up_to_four_characters},
    {"nul_bytes_are_kept", nul_bytes_are_kept},
    {"clearing_keeps_the_memory", clearing_keeps_the_memory},
    {"cutting_keeps_the_beginning", cutting_keeps_the_beginning},
    {"a_stolen_text_leaves_a_released_buf", a_stolen_text_leaves_a_released_buf},
    {"releasing_twice_or_nothing_is_fine", releasing_twice_or_nothing_is_fine},
    {"what_is_written_into_room_counts_when_filled",
     what_is_written_into_room_counts_when_filled},
    CU_TEST_INFO_NULL,
};
