/* SPDX-License-Identifier: MIT */
/* tls: what libcurl is told about the TLS of a request. */
#ifndef HEADGATE_ENGINE_TLS_H
#define HEADGATE_ENGINE_TLS_H

#include "engine/transfer.h"

/* Set the options on an easy handle that was reset (a CURL, passed as a void pointer). */
void hg_tls_set(void *easy, const struct hg_transfer_request *request);

#endif
