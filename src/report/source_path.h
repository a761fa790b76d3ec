/* SPDX-License-Identifier: MIT */
/* source_path: the path of a configuration as services that show sources want it. */
#ifndef HEADGATE_REPORT_SOURCE_PATH_H
#define HEADGATE_REPORT_SOURCE_PATH_H

#include "headgate/buf.h"

/* Append the path of the file relative to the checkout (GITHUB_WORKSPACE, CI_PROJECT_DIR, BUILD_SOURCESDIRECTORY,
 * WORKSPACE), or else to the current folder, without a leading "./"; as it is where it lies elsewhere. */
void hg_source_path_add(struct hg_buf *out, const char *file);

#endif
