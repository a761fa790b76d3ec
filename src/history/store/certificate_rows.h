/* SPDX-License-Identifier: MIT */
/* certificate_rows: each certificate that was ever seen, once. */
#ifndef HEADGATE_HISTORY_STORE_CERTIFICATE_ROWS_H
#define HEADGATE_HISTORY_STORE_CERTIFICATE_ROWS_H

#include "headgate/certificate.h"
#include "headgate/error.h"

#include "history/store/database.h"

struct hg_certificate_rows {
    struct hg_database *database;
    struct hg_query find, insert;
};

void hg_certificate_rows_begin(struct hg_certificate_rows *rows,
                               struct hg_database *database);
int hg_certificate_rows_end(struct hg_certificate_rows *rows, struct hg_error *err);
/* Its row, made when missing; 0 for NULL. */
int64_t hg_certificate_rows_id(struct hg_certificate_rows *rows,
                               const struct hg_certificate *certificate);

#endif
