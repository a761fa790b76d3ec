/* SPDX-License-Identifier: MIT */
/* name_answer: tests of what answers about a name mean together; how they come is a case (dns). */
#include "unit.h"

#include <stdio.h>

#include "probe/name_answer.h"

enum {
    SILENT = HG_NAME_NO_ANSWER,
    FOUND = HG_NAME_FOUND,
    NX = HG_NAME_NXDOMAIN,
    NOT_FOUND = HG_NAME_NOT_FOUND,
    EMPTY = HG_NAME_NO_ADDRESS,
    OTHER = HG_NAME_OTHER_VERSION,
    NO_ROUTE = HG_NAME_NO_ROUTE,
    NOT_ASKED = HG_NAME_NOT_ASKED,
    SERVFAIL = HG_NAME_SERVFAIL,
    REFUSED = HG_NAME_REFUSED,
    UNUSABLE = HG_NAME_UNUSABLE
};

struct row {
    int ipv4;
    int ipv6;
    int libc;
    int any;  /* what that means when any version of IP will do, */
    int four; /* and when one is wanted */
    int six;
};

static const struct row rows[] = {
    {NX, NX, NOT_FOUND, NX, NX, NX},
    {EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY},
    /* What is not in DNS may be in the hosts file, or in a service of the C library that failed. */
    {NX, NX, FOUND, FOUND, FOUND, FOUND},
    {EMPTY, EMPTY, FOUND, FOUND, FOUND, FOUND},
    {NX, NX, NO_ROUTE, NO_ROUTE, NO_ROUTE, NO_ROUTE},
    {NX, NX, UNUSABLE, UNUSABLE, UNUSABLE, UNUSABLE},
    {EMPTY, NX, UNUSABLE, UNUSABLE, UNUSABLE, UNUSABLE},
    {NX, NX, SILENT, UNUSABLE, UNUSABLE, UNUSABLE},
    /* For one question the name exists. */
    {NX, EMPTY, NOT_FOUND, EMPTY, EMPTY, EMPTY},
    {EMPTY, NX, NOT_FOUND, EMPTY, EMPTY, EMPTY},
    /* Half a proof is none. */
    {EMPTY, SERVFAIL, EMPTY, SERVFAIL, OTHER, SERVFAIL},
    {SERVFAIL, EMPTY, EMPTY, SERVFAIL, SERVFAIL, OTHER},
    {NX, REFUSED, NOT_FOUND, REFUSED, OTHER, REFUSED},
    {EMPTY, SILENT, EMPTY, SILENT, SILENT, SILENT},
    {SILENT, NX, NOT_FOUND, SILENT, SILENT, SILENT},
    {SILENT, EMPTY, EMPTY, SILENT, SILENT, SILENT},
    {UNUSABLE, UNUSABLE, NOT_FOUND, UNUSABLE, UNUSABLE, UNUSABLE},
    /* There are addresses, and the C library can't use them. */
    {FOUND, EMPTY, NOT_FOUND, UNUSABLE, UNUSABLE, OTHER},
    {EMPTY, FOUND, NOT_FOUND, UNUSABLE, OTHER, UNUSABLE},
    /* It found some this time, or only those that are not wanted. */
    {FOUND, EMPTY, FOUND, FOUND, FOUND, FOUND},
    {EMPTY, FOUND, NO_ROUTE, NO_ROUTE, NO_ROUTE, NO_ROUTE},
    {FOUND, EMPTY, OTHER, UNUSABLE, UNUSABLE, OTHER},
    {NX, NX, OTHER, UNUSABLE, OTHER, OTHER},
    {SILENT, SILENT, OTHER, SILENT, OTHER, OTHER},
    /* Out of memory: what name servers said before does not matter. */
    {SILENT, SILENT, NOT_ASKED, NOT_ASKED, NOT_ASKED, NOT_ASKED},
    /* Name servers are silent: where the C library still knows, it has asked somebody else. */
    {SILENT, SILENT, SILENT, SILENT, SILENT, SILENT},
    {SILENT, SILENT, UNUSABLE, SILENT, SILENT, SILENT},
    {SILENT, SILENT, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND},
    {SILENT, SILENT, EMPTY, EMPTY, EMPTY, EMPTY},
};

static void what_answers_mean_together(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_name_answers answers = {(enum hg_name_answer)rows[i].ipv4,
                                                (enum hg_name_answer)rows[i].ipv6,
                                                (enum hg_name_answer)rows[i].libc};
        char row[32];
        snprintf(row, sizeof row, "row %zu", i);
        UNIT_ASSERT_ROW((int)hg_name_answer_join(&answers, HG_IP_ANY) == rows[i].any,
                        row);
        UNIT_ASSERT_ROW((int)hg_name_answer_join(&answers, HG_IP_4) == rows[i].four, row);
        UNIT_ASSERT_ROW((int)hg_name_answer_join(&answers, HG_IP_6) == rows[i].six, row);
    }
}

CU_TestInfo name_answer_tests[] = {
    {"what answers mean together", what_answers_mean_together},
    CU_TEST_INFO_NULL,
};
