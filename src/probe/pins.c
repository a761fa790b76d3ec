/* SPDX-License-Identifier: MIT */
/* pins: the addresses of a trip's hosts. */
#include "probe/pins.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* As long as libcurl keeps what it looked up itself. */
#define HOLDS_US (60 * HG_US_PER_S)

static void release_pin(struct hg_pin *pin)
{
    free(pin->place);
    free(pin->addresses);
    *pin = (struct hg_pin){0};
}

void hg_pins_release(struct hg_pins *pins)
{
    for (size_t i = 0; i < pins->count; i++)
        release_pin(&pins->items[i]);
    pins->count = 0;
}

static char *write_place(const struct hg_pin_key *key)
{
    struct hg_buf place;
    hg_buf_init(&place);
    hg_buf_printf(&place, "%s:%u", key->host, (unsigned)key->port);
    return hg_buf_steal(&place);
}

static bool is_at(const struct hg_pin *pin, const struct hg_pin_key *key)
{
    const size_t len = strlen(key->host);
    return strncmp(pin->place, key->host, len) == 0 && pin->place[len] == ':' &&
           strtoul(pin->place + len + 1, NULL, 10) == key->port;
}

bool hg_pins_has(const struct hg_pins *pins, const struct hg_pin_key *key, int64_t now_us)
{
    for (size_t i = 0; i < pins->count; i++) {
        const struct hg_pin *pin = &pins->items[i];
        if (is_at(pin, key))
            return pin->version == key->version && now_us < pin->until_us;
    }
    return false;
}

/* Each host has one pin at most: the one that is there is used again. */
static struct hg_pin *find_room(struct hg_pins *pins, const struct hg_pin_key *key)
{
    for (size_t i = 0; i < pins->count; i++) {
        if (is_at(&pins->items[i], key))
            return &pins->items[i];
    }
    if (pins->count == HG_PINS_MAX)
        return NULL;
    struct hg_pin *pin = &pins->items[pins->count++];
    pin->place = write_place(key);
    return pin;
}

void hg_pins_add(struct hg_pins *pins, const struct hg_pin_key *key,
                 const char *addresses, int64_t now_us)
{
    struct hg_pin *pin = find_room(pins, key);
    if (pin == NULL) {
        hg_pins_end_all(pins);
        return;
    }
    free(pin->addresses);
    pin->addresses = addresses[0] == '\0' ? NULL : hg_memory_copy_text(addresses);
    pin->is_wanted = pin->addresses != NULL;
    pin->version = key->version;
    pin->until_us = now_us + HOLDS_US;
}

static void end(struct hg_pin *pin)
{
    free(pin->addresses);
    pin->addresses = NULL;
    pin->is_wanted = false;
    pin->until_us = 0;
}

void hg_pins_end(struct hg_pins *pins, const struct hg_pin_key *key)
{
    for (size_t i = 0; i < pins->count; i++) {
        if (is_at(&pins->items[i], key))
            end(&pins->items[i]);
    }
}

void hg_pins_end_all(struct hg_pins *pins)
{
    for (size_t i = 0; i < pins->count; i++)
        end(&pins->items[i]);
}

static void write_line(struct hg_pin *pin, hg_pins_add_line *add, void *context)
{
    struct hg_buf line;
    hg_buf_init(&line);
    if (pin->addresses != NULL)
        hg_buf_printf(&line, "%s:%s", pin->place, pin->addresses);
    else
        hg_buf_printf(&line, "-%s", pin->place);
    add(context, line.data);
    hg_buf_release(&line);
    free(pin->addresses);
    pin->addresses = NULL;
    pin->is_told = pin->is_wanted;
}

void hg_pins_write(struct hg_pins *pins, hg_pins_add_line *add, void *context)
{
    size_t kept = 0;
    for (size_t i = 0; i < pins->count; i++) {
        struct hg_pin *pin = &pins->items[i];
        if (pin->addresses != NULL || (pin->is_told && !pin->is_wanted))
            write_line(pin, add, context);
        if (pin->until_us == 0)
            release_pin(pin);
        else
            pins->items[kept++] = *pin;
    }
    pins->count = kept;
}
