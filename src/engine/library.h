/* SPDX-License-Identifier: MIT */
/* library: what the transfer library knows of this machine. */
#ifndef HEADGATE_ENGINE_LIBRARY_H
#define HEADGATE_ENGINE_LIBRARY_H

#include "engine/trust.h"

/* Nothing is trusted yet; where the system's authorities are is as libcurl was built to know. Free
 * with hg_trusts_free(). */
struct hg_trusts *hg_library_trusts(void);

#endif
