/* SPDX-License-Identifier: MIT */
/* markdown: texts of others in GitHub Flavored Markdown, which GitLab, Azure and Buildkite read too. */
#ifndef HEADGATE_FORMAT_MARKDOWN_H
#define HEADGATE_FORMAT_MARKDOWN_H

#include "headgate/output.h"

/* The clean text, in which nothing is markup, a link, HTML or a reference, and which notifies no user. Fits a
 * cell of a table too. */
void hg_markdown_text(struct hg_sink *sink, const char *text);

#endif
