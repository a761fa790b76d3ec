/* SPDX-License-Identifier: MIT */
/* type_conditions: conditions of the gate, one or a list. */
#include "config/json_value.h"
#include "config/rewriting.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/buf.h"
#include "headgate/condition.h"
#include "headgate/text.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

#define CONDITIONS_MAX 256

/* A condition as it was probably meant. */
struct guess {
    const struct hg_reader *reader;
    const struct hg_key *units; /* the key whose units its value may have */
    size_t name_len;            /* name and tag, without blanks behind them */
    const char *text;
    struct hg_buf out; /* empty: none was found */
};

static bool is_condition(struct guess *guess)
{
    struct hg_condition condition;
    char problem[512];
    return hg_condition_parse(&condition, guess->out.data, &guess->reader->config->arena,
                              problem, sizeof problem) == 0;
}

/* `end` goes on the name, before its tag. */
static bool try_guess(struct guess *guess, const char *end, const char *sign,
                      const char *value)
{
    const size_t bare_len = strcspn(guess->text, " (");
    const size_t name_len = bare_len < guess->name_len ? bare_len : guess->name_len;
    hg_buf_clear(&guess->out);
    hg_buf_add(&guess->out, guess->text, name_len);
    hg_buf_add_text(&guess->out, end);
    hg_buf_add(&guess->out, guess->text + name_len, guess->name_len - name_len);
    hg_buf_printf(&guess->out, " %s %s", sign, value);
    if (is_condition(guess))
        return true;
    hg_buf_clear(&guess->out);
    return false;
}

/* What may stand behind a number that needs no unit. */
static bool is_count(const char *unit)
{
    static const char *const units[] = {"d", "day", "days", "target", "targets"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (hg_text_equals_ignoring_case(unit, units[i]))
            return true;
    }
    return false;
}

/* "300", "300 ms", "1,5 sec", "5 %", and what a count has no unit for. */
static bool try_value(struct guess *guess, const char *sign, const char *value)
{
    char rewritten[HG_REWRITING_SIZE];
    char digits[HG_REWRITING_SIZE];
    int group;
    if (try_guess(guess, "", sign, value))
        return true;
    for (size_t i = 0; hg_rewriting_get(guess->units, value, i, rewritten, &group); i++) {
        if (rewritten[0] != '\0' && try_guess(guess, "", sign, rewritten))
            return true;
    }
    snprintf(digits, sizeof digits, "%.*s", (int)strspn(value, "0123456789."), value);
    const char *unit = value + strlen(digits);
    unit += strspn(unit, " ");
    if (strcmp(unit, "%") == 0)
        return try_guess(guess, "_percent", sign, digits);
    return is_count(unit) && try_guess(guess, "", sign, digits);
}

/* Signs of other languages. */
static const char *sign_for(const char *typed, size_t len)
{
    static const char *const signs[][2] = {
        {"=", "=="},
        {"===", "=="},
        {"=<", "<="},
        {"=>", ">="},
        {"<>", "!="},
        {"\xe2\x89\xa4", "<="},
        {"\xe2\x89\xa5", ">="},
        {"\xe2\x89\xa0", "!="},
    };
    static const char *const known[] = {"==", "!=", "<=", ">=", "<", ">"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (strlen(signs[i][0]) == len && strncmp(signs[i][0], typed, len) == 0)
            return signs[i][1];
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strlen(known[i]) == len && strncmp(known[i], typed, len) == 0)
            return known[i];
    }
    return NULL;
}

/* Fills guess->out if another value or sign makes it a condition. */
static void guess_condition(struct guess *guess)
{
    static const char signs[] = "=!<>\xe2\x89\xa4\xa5\xa0";
    const size_t name_len = strcspn(guess->text, signs);
    const char *typed = guess->text + name_len;
    const size_t sign_len = strspn(typed, signs);
    const char *sign = sign_for(typed, sign_len);
    const char *value = typed + sign_len + strspn(typed + sign_len, " ");
    guess->name_len = name_len;
    while (guess->name_len > 0 && guess->text[guess->name_len - 1] == ' ')
        guess->name_len--;
    if (sign != NULL && *value != '\0' && strlen(value) + 16 < HG_REWRITING_SIZE)
        try_value(guess, sign, value);
}

static int refuse(const struct hg_reader *reader, const struct hg_key *key,
                  struct hg_node *node, const char *problem)
{
    struct guess guess = {.reader = reader,
                          .units = hg_key_find("expect.latency.warn"),
                          .text = node->text};
    hg_buf_init(&guess.out);
    if (node->text[0] == '[')
        hg_value_fault(reader, key, node,
                       "\"%.100s\": conditions are about the run; of a target write "
                       "expect: {status: 200, latency: {fail: 500ms}}",
                       node->text);
    else
        guess_condition(&guess);
    if (guess.out.len > 0)
        hg_value_fault(reader, key, node, "\"%.100s\": %s; write \"%s\"", node->text,
                       problem, guess.out.data);
    else
        hg_value_fault(reader, key, node, "\"%.100s\": %s", node->text, problem);
    hg_buf_release(&guess.out);
    return -1;
}

static int read_one(const struct hg_reader *reader, const struct hg_key *key,
                    struct hg_node *node, struct hg_condition *items, size_t count)
{
    char problem[512];
    const char *text = hg_value_read_text(reader, key, node);
    if (text == NULL)
        return -1;
    if (hg_condition_parse(&items[count], text, &reader->config->arena, problem,
                           sizeof problem) != 0)
        return refuse(reader, key, node, problem);
    if (node->location.line > 0) {
        items[count].file = node->location.file;
        items[count].line = node->location.line;
    }
    for (size_t i = 0; i < count; i++) {
        if (items[i].text != NULL && strcmp(items[i].text, items[count].text) == 0)
            return hg_value_fault(reader, key, node, "duplicate condition \"%.100s\"",
                                  text);
    }
    return 0;
}

static int read_conditions(const struct hg_reader *reader, const struct hg_key *key,
                           struct hg_node *node, void *field)
{
    size_t count;
    struct hg_node **nodes = hg_node_items(&node, &count);
    if (count > CONDITIONS_MAX)
        return hg_value_fault(reader, key, node, "more than %d conditions",
                              CONDITIONS_MAX);
    struct hg_condition *items =
        hg_arena_new(&reader->config->arena, count + 1, sizeof *items);
    int result = 0;
    for (size_t i = 0; i < count; i++) {
        if (read_one(reader, key, nodes[i], items, i) != 0)
            result = -1;
    }
    if (result == 0)
        *(struct hg_conditions *)field = (struct hg_conditions){items, count};
    return result;
}

static struct json_t *write_conditions(const struct hg_key *key, const void *field)
{
    const struct hg_conditions *all = field;
    struct json_t *list = hg_json_value_list();
    (void)key;
    for (size_t i = 0; i < all->count; i++)
        hg_json_value_add(list, hg_json_value_text(all->items[i].text));
    return list;
}

const struct hg_key_type hg_type_conditions = {
    .name = "conditions",
    .read = read_conditions,
    .option = hg_node_split_commas,
    .write = write_conditions,
    .phrase = "a string or a list of strings such as \"down(critical) == 0\", "
              "\"down_percent <= 5\" or \"p95 < 800ms\"",
    .schema = HG_SCHEMA_STRINGS,
};
