/* SPDX-License-Identifier: MIT */
/* certificate_rows: rows of `certificates`. */
#include "history/store/certificate_rows.h"

#include "headgate/banned.h"

#define MS_PER_S 1000

void hg_certificate_rows_begin(struct hg_certificate_rows *rows,
                               struct hg_database *database)
{
    rows->database = database;
    hg_query_begin(&rows->find, database,
                   "SELECT id FROM certificates WHERE fingerprint = ?1");
    hg_query_begin(
        &rows->insert, database,
        "INSERT INTO certificates (fingerprint, name, issuer, begin_ms, end_ms)"
        " VALUES (?1, ?2, ?3, ?4, ?5)");
}

int hg_certificate_rows_end(struct hg_certificate_rows *rows, struct hg_error *err)
{
    const int result = hg_query_end(&rows->find, err);
    return hg_query_end(&rows->insert, err) | result;
}

static int64_t insert(struct hg_certificate_rows *rows,
                      const struct hg_certificate *certificate, const char *fingerprint)
{
    struct hg_query *query = &rows->insert;
    hg_query_bind_text(query, 1, fingerprint);
    hg_query_bind_text(query, 2, certificate->name);
    hg_query_bind_text(query, 3, certificate->issuer);
    hg_query_bind(query, 4, certificate->not_before_s * MS_PER_S);
    hg_query_bind(query, 5, certificate->not_after_s * MS_PER_S);
    return hg_query_execute(query) == 0 ? hg_database_last_id(rows->database) : 0;
}

int64_t hg_certificate_rows_id(struct hg_certificate_rows *rows,
                               const struct hg_certificate *certificate)
{
    char fingerprint[HG_FINGERPRINT_TEXT_SIZE];
    int64_t id = 0;
    if (certificate == NULL)
        return 0;
    hg_certificate_fingerprint(certificate, fingerprint);
    hg_query_bind_text(&rows->find, 1, fingerprint);
    if (hg_query_next(&rows->find))
        id = hg_query_integer(&rows->find, 0);
    hg_query_reset(&rows->find);
    return id != 0 ? id : insert(rows, certificate, fingerprint);
}
