/* SPDX-License-Identifier: MIT */
/* name_answer: questions to name servers, and what their answers mean together. */
#include "probe/name_answer.h"

#include <stdalign.h>
#include <string.h>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <arpa/nameser.h>
#include <resolv.h>

#include "headgate/route.h"

#include "headgate/banned.h"

/* For extensions of glibc (_GNU_SOURCE). */
#ifndef EAI_NODATA
#define EAI_NODATA (-5)
#endif
#ifndef EAI_ADDRFAMILY
#define EAI_ADDRFAMILY (-9)
#endif

/* The code is in the header; of more than one record only the first ones matter. */
#define ANSWER_MAX 1024
/* The C library has waited already. */
#define NAME_WAIT_S    1
#define CONTROL_WAIT_S 2

static bool is_absence(enum hg_name_answer answer)
{
    return answer == HG_NAME_NXDOMAIN || answer == HG_NAME_NO_ADDRESS;
}

/* By the C library. */
static bool knows_none(const struct hg_name_answers *answers)
{
    return answers->libc == HG_NAME_NOT_FOUND || answers->libc == HG_NAME_NO_ADDRESS;
}

static bool is_failure(enum hg_name_answer answer)
{
    return answer == HG_NAME_SERVFAIL || answer == HG_NAME_REFUSED ||
           answer == HG_NAME_UNUSABLE;
}

/* Of the wanted versions of IP. */
static enum hg_name_answer join_wanted(enum hg_name_answer one, enum hg_name_answer other)
{
    if (is_failure(one) || is_failure(other))
        return is_failure(one) ? one : other;
    /* There are addresses, and still the name was not resolved. */
    if (one == HG_NAME_FOUND || other == HG_NAME_FOUND)
        return HG_NAME_UNUSABLE;
    if (!is_absence(one) || !is_absence(other))
        return HG_NAME_NO_ANSWER;
    return one == other ? one : HG_NAME_NO_ADDRESS;
}

static enum hg_name_answer join_any(const struct hg_name_answers *answers)
{
    const bool is_silent =
        answers->ipv4 == HG_NAME_NO_ANSWER && answers->ipv6 == HG_NAME_NO_ANSWER;
    /* It has asked somebody else, then (nsswitch.conf(5)). */
    if (is_silent && knows_none(answers))
        return answers->libc;
    const enum hg_name_answer joined = join_wanted(answers->ipv4, answers->ipv6);
    /* Name servers know only what is in DNS: another service may have the name, and failed. */
    return is_absence(joined) && !knows_none(answers) ? HG_NAME_UNUSABLE : joined;
}

enum hg_name_answer hg_name_answer_join(const struct hg_name_answers *answers,
                                        enum hg_ip_version version)
{
    const enum hg_name_answer wanted = version == HG_IP_6 ? answers->ipv6 : answers->ipv4;
    const enum hg_name_answer other = version == HG_IP_6 ? answers->ipv4 : answers->ipv6;
    if (answers->libc == HG_NAME_FOUND || answers->libc == HG_NAME_NO_ROUTE ||
        answers->libc == HG_NAME_NOT_ASKED)
        return answers->libc;
    if (version == HG_IP_ANY)
        return join_any(answers);
    if (is_failure(wanted) || wanted == HG_NAME_FOUND)
        return join_wanted(wanted, wanted);
    if (answers->libc == HG_NAME_OTHER_VERSION || other == HG_NAME_FOUND)
        return HG_NAME_OTHER_VERSION;
    return is_failure(other) && is_absence(wanted) ? HG_NAME_OTHER_VERSION
                                                   : join_any(answers);
}

static enum hg_name_answer ask_libc(const char *name, enum hg_ip_version version)
{
    static const int families[] = {
        [HG_IP_ANY] = AF_UNSPEC, [HG_IP_4] = AF_INET, [HG_IP_6] = AF_INET6};
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    enum hg_name_answer answer = HG_NAME_OTHER_VERSION;
    struct addrinfo *found = NULL;

    const int code = getaddrinfo(name, NULL, &hints, &found);
    if (code == EAI_NONAME)
        return HG_NAME_NOT_FOUND;
    if (code == EAI_NODATA || code == EAI_ADDRFAMILY)
        return HG_NAME_NO_ADDRESS;
    if (code == EAI_MEMORY || code == EAI_SYSTEM)
        return HG_NAME_NOT_ASKED;
    if (code != 0)
        return HG_NAME_UNUSABLE;
    for (const struct addrinfo *at = found; at != NULL; at = at->ai_next) {
        if ((version != HG_IP_ANY && at->ai_family != families[version]) ||
            answer == HG_NAME_FOUND)
            continue;
        answer = hg_route_find(at->ai_addr, at->ai_addrlen, NULL) ? HG_NAME_FOUND
                                                                  : HG_NAME_NO_ROUTE;
    }
    freeaddrinfo(found);
    return answer;
}

#ifdef HEADGATE_RES_NSEARCH

struct question {
    struct __res_state state;
    alignas(HEADER) unsigned char answer[ANSWER_MAX];
    int len; /* -1: see the state */
};

/* A header that never came is zero: it is a question, not an answer. */
static const HEADER *header_of(const struct question *question)
{
    return (const void *)question->answer;
}

/* False when resolv.conf can't be read. */
static bool open_question(struct question *question, int wait_s)
{
    memset(question, 0, sizeof *question);
    if (res_ninit(&question->state) != 0)
        return false;
    question->state.options |= RES_IGNTC; /* the code is in what came by UDP */
    question->state.retrans = wait_s;
    question->state.retry = 1;
    return true;
}

/* What is in an answer without an error: aliases may lead to no address. */
static enum hg_name_answer find_record(const struct question *question, ns_type type)
{
    ns_msg message;
    ns_rr record;
    if (header_of(question)->tc != 0)
        return HG_NAME_FOUND;
    if (ns_initparse(question->answer, question->len, &message) != 0)
        return HG_NAME_UNUSABLE;
    for (int i = 0; i < ns_msg_count(message, ns_s_an); i++) {
        if (ns_parserr(&message, ns_s_an, i, &record) != 0)
            return HG_NAME_UNUSABLE;
        if (ns_rr_type(record) == type)
            return HG_NAME_FOUND;
    }
    return HG_NAME_NO_ADDRESS;
}

/* The code of the answer, as the C library itself reads it: of a server that fails it keeps the header
 * and reports a time-out. */
static enum hg_name_answer read_failure(const struct question *question)
{
    const HEADER *header = header_of(question);
    switch (question->state.res_h_errno) {
    case HOST_NOT_FOUND:
        return HG_NAME_NXDOMAIN;
    case NO_DATA:
        return HG_NAME_NO_ADDRESS;
    default:
        break;
    }
    if (header->qr == 0)
        return HG_NAME_NO_ANSWER;
    switch (header->rcode) {
    case ns_r_refused:
        return HG_NAME_REFUSED;
    case ns_r_servfail: /* in a search domain, before there was no such name in another */
    case ns_r_nxdomain:
        return HG_NAME_SERVFAIL;
    default:
        return HG_NAME_UNUSABLE;
    }
}

static enum hg_name_answer ask(const char *name, ns_type type)
{
    struct question question;
    enum hg_name_answer answer = HG_NAME_NO_ANSWER;
    if (!open_question(&question, NAME_WAIT_S))
        return answer;
    question.len = res_nsearch(&question.state, name, ns_c_in, (int)type, question.answer,
                               sizeof question.answer);
    answer = question.len < 0 ? read_failure(&question) : find_record(&question, type);
    res_nclose(&question.state);
    return answer;
}

/* Any answer counts. */
bool hg_name_answer_has_resolver(void)
{
    struct question question;
    if (!open_question(&question, CONTROL_WAIT_S))
        return false;
    question.len = res_nquery(&question.state, ".", ns_c_in, ns_t_ns, question.answer,
                              sizeof question.answer);
    const bool has_answer = header_of(&question)->qr != 0;
    res_nclose(&question.state);
    return has_answer;
}

static enum hg_name_answer explain_silence(void)
{
    return hg_name_answer_has_resolver() ? HG_NAME_NO_ANSWER : HG_NAME_NO_RESOLVER;
}

static void ask_name_servers(const char *name, struct hg_name_answers *answers)
{
    answers->ipv4 = ask(name, ns_t_a);
    if (answers->ipv4 != HG_NAME_NO_ANSWER)
        answers->ipv6 = ask(name, ns_t_aaaa);
}

/* What the C library knows may come from the half of the name servers' answers that was not asked for. */
static void ask_other_half(const char *name, struct hg_name_answers *answers)
{
    if (answers->ipv4 == HG_NAME_NO_ANSWER && knows_none(answers))
        answers->ipv6 = ask(name, ns_t_aaaa);
}

/* getaddrinfo(3) of this thread waits no longer than we do. */
static void limit_libc(void)
{
    if (res_init() != 0)
        return;
    _res.retrans = NAME_WAIT_S;
    _res.retry = 1;
}

#else

bool hg_name_answer_has_resolver(void)
{
    return false;
}

/* Nobody can be asked but the C library. */
static enum hg_name_answer explain_silence(void)
{
    return HG_NAME_UNUSABLE;
}

static void ask_name_servers(const char *name, struct hg_name_answers *answers)
{
    (void)name;
    (void)answers;
}

static void ask_other_half(const char *name, struct hg_name_answers *answers)
{
    (void)name;
    (void)answers;
}

static void limit_libc(void)
{
}

#endif

enum hg_name_answer hg_name_answer_find(const char *name, enum hg_ip_version version,
                                        bool was_silent)
{
    struct hg_name_answers answers = {HG_NAME_NO_ANSWER, HG_NAME_NO_ANSWER,
                                      HG_NAME_NO_ANSWER};
    if (was_silent && explain_silence() == HG_NAME_NO_RESOLVER)
        return HG_NAME_NO_RESOLVER;
    ask_name_servers(name, &answers);
    /* A name that only the hosts file or another service has is unknown to name servers. */
    limit_libc();
    answers.libc = ask_libc(name, version);
    ask_other_half(name, &answers);
    const enum hg_name_answer answer = hg_name_answer_join(&answers, version);
    return answer == HG_NAME_NO_ANSWER ? explain_silence() : answer;
}
