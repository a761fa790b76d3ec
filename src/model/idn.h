/* SPDX-License-Identifier: MIT */
/* idn: international host names to ASCII. */
#ifndef HEADGATE_MODEL_IDN_H
#define HEADGATE_MODEL_IDN_H

/* The ASCII form of a UTF-8 host name, lower case; free with free(). NULL when it is not a
 * valid name (IDNA 2008, UTS 46); *problem is then the reason, a static text. Independent of
 * the locale. */
char *hg_idn_to_ascii(const char *host, const char **problem);

#endif
