/* SPDX-License-Identifier: MIT */
/* type_path: a file to read, and a file to write. */
#include "config/json_value.h"
#include "config/text_format.h"
#include "config/type.h"
#include "config/value.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/banned.h"

static int read_destination(const struct hg_reader *reader, const struct hg_key *key,
                            struct hg_node *node, void *field)
{
    if (hg_node_is_scalar(node) && node->is_plain &&
        hg_text_format_is_boolean(node->text))
        return hg_value_refuse(reader, key, node, NULL);
    const char *text = hg_value_read_text(reader, key, node);
    if (text == NULL)
        return -1;
    *(const char **)field = hg_value_join(reader, node, text);
    return 0;
}

static int read_path(const struct hg_reader *reader, const struct hg_key *key,
                     struct hg_node *node, void *field)
{
    const char *path;
    struct stat status;
    if (read_destination(reader, key, node, &path) != 0)
        return -1;
    if (stat(path, &status) != 0 || access(path, R_OK) != 0)
        return hg_value_fault(reader, key, node, "\"%s\" can't be read: %s", path,
                              strerror(errno));
    if (S_ISDIR(status.st_mode))
        return hg_value_fault(reader, key, node, "\"%s\" is a folder", path);
    *(const char **)field = path;
    return 0;
}

static struct json_t *write_path(const struct hg_key *key, const void *field)
{
    (void)key;
    return hg_json_value_text(*(const char *const *)field);
}

const struct hg_key_type hg_type_path = {
    .name = "path",
    .read = read_path,
    .write = write_path,
    .phrase = "a file name",
    .schema = HG_SCHEMA_STRING,
};

const struct hg_key_type hg_type_destination = {
    .name = "destination",
    .read = read_destination,
    .write = write_path,
    .phrase = "a file name",
    .schema = HG_SCHEMA_STRING,
};
