/* SPDX-License-Identifier: MIT */
/* documents: what is written from the tables of the program for people and editors. It is no part of
 * the program: `headgate_documents` writes the files, which are committed. */
#ifndef HEADGATE_DOCUMENTS_DOCUMENTS_H
#define HEADGATE_DOCUMENTS_DOCUMENTS_H

#include "headgate/output.h"

void hg_documents_write_schema(struct hg_sink *sink);    /* JSON Schema, draft 7 */
void hg_documents_write_reference(struct hg_sink *sink); /* every key, Markdown */
void hg_documents_write_man(struct hg_sink *sink);       /* headgate(1), roff */

#endif
