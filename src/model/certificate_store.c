/* SPDX-License-Identifier: MIT */
/* certificate_store: each certificate of a run once, found by its fingerprint. */
#include "headgate/certificate.h"

#include "headgate/memory.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define SLOTS_AT_FIRST 64

void hg_certificate_store_release(struct hg_certificate_store *certificates)
{
    for (size_t i = 0; i < certificates->count; i++)
        hg_certificate_free(certificates->items[i]);
    free(certificates->items);
    free(certificates->slots);
    *certificates = (struct hg_certificate_store){0};
}

/* The slot of the fingerprint: its own or the free one where it belongs. A fingerprint is as good
 * as random, so its first bytes are the hash. Never full: half of the slots stay free. */
static uint32_t *find_slot(const struct hg_certificate_store *certificates,
                           const uint8_t *fingerprint)
{
    const size_t mask = certificates->slot_count - 1;
    uint64_t hash;
    memcpy(&hash, fingerprint, sizeof hash);
    for (size_t at = (size_t)hash & mask;; at = (at + 1) & mask) {
        uint32_t *slot = &certificates->slots[at];
        if (*slot == 0 || memcmp(certificates->items[*slot - 1]->fingerprint, fingerprint,
                                 HG_FINGERPRINT_BYTES) == 0)
            return slot;
    }
}

static void grow(struct hg_certificate_store *certificates)
{
    const size_t slot_count =
        certificates->slot_count == 0 ? SLOTS_AT_FIRST : 2 * certificates->slot_count;
    free(certificates->slots);
    certificates->slots = hg_memory_new(slot_count, sizeof *certificates->slots);
    certificates->slot_count = slot_count;
    certificates->capacity = slot_count / 2;
    certificates->items = hg_memory_resize(certificates->items, certificates->capacity,
                                           sizeof(struct hg_certificate *));
    for (size_t i = 0; i < certificates->count; i++)
        *find_slot(certificates, certificates->items[i]->fingerprint) = (uint32_t)i + 1;
}

const struct hg_certificate *
hg_certificate_store_take(struct hg_certificate_store *certificates,
                          struct hg_certificate *certificate)
{
    if (certificate == NULL)
        return NULL;
    if (certificates->count == certificates->capacity)
        grow(certificates);
    uint32_t *slot = find_slot(certificates, certificate->fingerprint);
    if (*slot != 0) {
        hg_certificate_free(certificate);
        return certificates->items[*slot - 1];
    }
    certificate->index = (uint32_t)certificates->count;
    certificates->items[certificates->count++] = certificate;
    *slot = (uint32_t)certificates->count;
    return certificate;
}
