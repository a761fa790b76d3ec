/* SPDX-License-Identifier: MIT */
/* document_targets: the `targets` of a configuration file. */
#ifndef HEADGATE_CONFIG_DOCUMENT_TARGETS_H
#define HEADGATE_CONFIG_DOCUMENT_TARGETS_H

#include "config/document.h"

/* Add its targets. Problems are reported. Lists become segments, which are read later. */
void hg_document_add_targets(struct hg_document *document, struct hg_loader *loader);

#endif
