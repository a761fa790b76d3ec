/* SPDX-License-Identifier: MIT */
/* documents: headgate_documents FOLDER writes every document below the folder, which is the
 * project's own (ci/generate). */
#include "documents/documents.h"

#include "headgate/buf.h"
#include "headgate/error.h"
#include "headgate/log.h"

#include "app/shell.h"

#include "headgate/banned.h"

struct document {
    const char *path;
    void (*write)(struct hg_sink *sink);
};

static const struct document documents[] = {
    {"configs/headgate.schema.json", hg_documents_write_schema},
    {"docs/configuration.md", hg_documents_write_reference},
    {"docs/headgate.1", hg_documents_write_man},
    {"docs/headgate.bash", hg_shell_write_bash},
    {"docs/headgate.zsh", hg_shell_write_zsh},
    {"docs/headgate.fish", hg_shell_write_fish},
};

static int write_document(const struct document *document, const char *folder)
{
    struct hg_output output;
    struct hg_error err = {0};
    struct hg_buf path;
    hg_buf_init(&path);
    hg_buf_printf(&path, "%s/%s", folder, document->path);
    int result = hg_output_open(&output, path.data, &err);
    if (result == 0) {
        output.sink.notation = HG_NOTATION_VERBATIM;
        document->write(&output.sink);
        result = hg_output_commit(&output, &err);
    }
    if (result != 0)
        hg_log_error("%s", err.text);
    hg_buf_release(&path);
    return result;
}

int main(int argc, char **argv)
{
    int status = 0;
    if (argc != 2) {
        hg_log_error("usage: headgate_documents FOLDER");
        return 2;
    }
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        if (write_document(&documents[i], argv[1]) != 0)
            status = 1;
    }
    return status;
}
