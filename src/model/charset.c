/* SPDX-License-Identifier: MIT */
/* charset: by iconv(3), from a table of labels. */
#include "model/charset.h"

#include "headgate/ascii.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include <iconv.h>

#include "headgate/banned.h"

#define LABEL_MAX_BYTES 40
#define PIECE_BYTES     4096

struct hg_charset {
    const char *name; /* for iconv(3); NULL: UTF-8 */
    /* Bytes 80 to 9F without a character are control characters (WHATWG Encoding 9); iconv refuses
     * them. */
    bool has_controls;
    const char *labels; /* each between two blanks */
};

/* encoding.spec.whatwg.org, "Names and labels", without "replacement" and "x-user-defined", which are no
 * charsets of a text, and with UTF-32, whose bytes no expected text would be found in. */
static const struct hg_charset charsets[] = {
    {NULL, false,
     " unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 "
     "x-unicode20utf8 "},
    {"CP866", false, " 866 cp866 csibm866 ibm866 "},
    {"ISO-8859-2", false,
     " csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 "
     "iso_8859-2:1987 l2 latin2 "},
    {"ISO-8859-3", false,
     " csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 "
     "iso_8859-3:1988 l3 latin3 "},
    {"ISO-8859-4", false,
     " csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 "
     "iso_8859-4:1988 l4 latin4 "},
    {"ISO-8859-5", false,
     " csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 "
     "iso_8859-5 iso_8859-5:1988 "},
    {"ISO-8859-6", false,
     " arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 "
     "iso-8859-6 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 "
     "iso_8859-6 iso_8859-6:1987 "},
    {"ISO-8859-7", false,
     " csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 "
     "iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek "},
    {"ISO-8859-8", false,
     " csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e "
     "iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual "},
    {"ISO-8859-8", false, " csiso88598i iso-8859-8-i logical "},
    {"ISO-8859-10", false,
     " csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6 "},
    {"ISO-8859-13", false, " iso-8859-13 iso8859-13 iso885913 "},
    {"ISO-8859-14", false, " iso-8859-14 iso8859-14 iso885914 "},
    {"ISO-8859-15", false,
     " csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 "},
    {"ISO-8859-16", false, " iso-8859-16 "},
    {"KOI8-R", false, " cskoi8r koi koi8 koi8-r koi8_r "},
    {"KOI8-U", false, " koi8-ru koi8-u "},
    {"MACINTOSH", false, " csmacintosh mac macintosh x-mac-roman "},
    {"CP874", true, " dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874 "},
    {"CP1250", true, " cp1250 windows-1250 x-cp1250 "},
    {"CP1251", true, " cp1251 windows-1251 x-cp1251 "},
    {"CP1252", true,
     " ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 "
     "iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 "
     "us-ascii windows-1252 x-cp1252 "},
    {"CP1253", true, " cp1253 windows-1253 x-cp1253 "},
    {"CP1254", true,
     " cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 "
     "iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254 "},
    {"CP1255", true, " cp1255 windows-1255 x-cp1255 "},
    {"CP1256", true, " cp1256 windows-1256 x-cp1256 "},
    {"CP1257", true, " cp1257 windows-1257 x-cp1257 "},
    {"CP1258", true, " cp1258 windows-1258 x-cp1258 "},
    {"MAC-UK", false, " x-mac-cyrillic x-mac-ukrainian "},
    {"GB18030", false,
     " chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk "
     "iso-ir-58 x-gbk "},
    {"GB18030", false, " gb18030 "},
    {"BIG5-HKSCS", false, " big5 big5-hkscs cn-big5 csbig5 x-x-big5 "},
    {"EUC-JP-MS", false, " cseucpkdfmtjapanese euc-jp x-euc-jp "},
    {"ISO-2022-JP", false, " csiso2022jp iso-2022-jp "},
    {"CP932", false,
     " csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j "
     "x-sjis "},
    {"CP949", false,
     " cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 "
     "ks_c_5601-1989 ksc5601 ksc_5601 windows-949 "},
    {"UTF-16BE", false, " unicodefffe utf-16be "},
    {"UTF-16LE", false,
     " csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le "},
    {"UTF-32BE", false, " utf-32 utf-32be "},
    {"UTF-32LE", false, " utf-32le "},
};

const struct hg_charset *hg_charset_find(const char *label, size_t len)
{
    char word[LABEL_MAX_BYTES + 3] = " ";
    while (len > 0 && memchr(" \t\n\f\r", label[0], 5) != NULL) {
        label++;
        len--;
    }
    while (len > 0 && memchr(" \t\n\f\r", label[len - 1], 5) != NULL)
        len--;
    if (len == 0 || len > LABEL_MAX_BYTES || memchr(label, ' ', len) != NULL ||
        memchr(label, '\0', len) != NULL)
        return NULL;
    for (size_t i = 0; i < len; i++)
        word[1 + i] = hg_ascii_to_lower(label[i]);
    word[1 + len] = ' ';
    for (size_t i = 0; i < sizeof charsets / sizeof charsets[0]; i++) {
        if (strstr(charsets[i].labels, word) != NULL)
            return &charsets[i];
    }
    return NULL;
}

bool hg_charset_is_utf8(const struct hg_charset *charset)
{
    return charset->name == NULL;
}

/* 0: it has no units of several bytes. */
static size_t unit_bytes(const struct hg_charset *charset)
{
    if (hg_charset_is_utf8(charset))
        return 0;
    return strncmp(charset->name, "UTF-16", 6) == 0   ? 2
           : strncmp(charset->name, "UTF-32", 6) == 0 ? 4
                                                      : 0;
}

bool hg_charset_is_wide(const struct hg_charset *charset)
{
    return unit_bytes(charset) > 0;
}

struct decoder {
    iconv_t converter;
    const struct hg_charset *charset;
    char *at;    /* the next byte to read */
    size_t left; /* bytes to read */
    struct hg_buf *out;
};

/* One call; what iconv() returns. At the end, what a stateful charset has kept is written. */
static size_t convert(struct decoder *decoder)
{
    char *begin = hg_buf_room(decoder->out, PIECE_BYTES);
    char *end = begin;
    size_t room = PIECE_BYTES;
    const size_t result =
        decoder->left > 0
            ? iconv(decoder->converter, &decoder->at, &decoder->left, &end, &room)
            : iconv(decoder->converter, NULL, NULL, &end, &room);
    hg_buf_fill(decoder->out, end);
    return result;
}

static bool is_control(const struct decoder *decoder)
{
    const unsigned char byte = (unsigned char)*decoder->at;
    return decoder->charset->has_controls && byte >= 0x80 && byte <= 0x9f;
}

/* What is broken at this place becomes U+FFFD where bytes would not do instead, or a control character. False: it
 * is left. */
static bool replace(struct decoder *decoder)
{
    const bool is_incomplete = errno == EINVAL;
    size_t len = unit_bytes(decoder->charset);
    if (len > 0) {
        if (is_incomplete || len > decoder->left)
            len = decoder->left;
        hg_buf_add_text(decoder->out, "\xef\xbf\xbd");
    } else if (!is_incomplete && is_control(decoder)) {
        hg_buf_add_char(decoder->out, '\xc2');
        hg_buf_add_char(decoder->out, *decoder->at);
        len = 1;
    }
    decoder->at += len;
    decoder->left -= len;
    return len > 0;
}

static bool decode_all(struct decoder *decoder, bool is_cut)
{
    while (decoder->left > 0) {
        if (convert(decoder) != (size_t)-1 || errno == E2BIG)
            continue;
        if (errno == EINVAL && is_cut)
            return true;
        if (!replace(decoder))
            return false;
    }
    return convert(decoder) != (size_t)-1;
}

bool hg_charset_decode(const struct hg_charset *charset, const char *data, size_t len,
                       bool is_cut, struct hg_buf *out)
{
    struct decoder decoder = {
        .converter = iconv_open("UTF-8", charset->name),
        .charset = charset,
        .at = (char *)(uintptr_t)data, /* iconv() only reads it */
        .left = len,
        .out = out,
    };
    if (decoder.converter == (iconv_t)-1)
        return false;
    const bool is_whole = decode_all(&decoder, is_cut);
    iconv_close(decoder.converter);
    return is_whole;
}
