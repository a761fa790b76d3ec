/* SPDX-License-Identifier: MIT */
/* certificate_reader: reads the facts of an OpenSSL certificate. */
#ifndef HEADGATE_PROBE_CERTIFICATE_READER_H
#define HEADGATE_PROBE_CERTIFICATE_READER_H

#include "headgate/certificate.h"

struct x509_st;        /* OpenSSL's X509, */
struct X509_name_st;   /* X509_NAME */
struct asn1_string_st; /* and ASN1_TIME */

/* Owned by the caller; never NULL. */
struct hg_certificate *hg_certificate_read(const struct x509_st *leaf);
/* "CN=shop.example.com,O=Shop" (RFC 4514), clean; owned by the caller. */
char *hg_certificate_read_name(const struct X509_name_st *name);
/* Wall clock; 0 when it can't be read. */
int64_t hg_certificate_read_time(const struct asn1_string_st *time);

#endif
