/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * util-file: small files that are named in settings, and may be of any kind.
 *
 * Reading is bounded: a pipe without a writer must not block the caller forever,
 * and an endless device must not use up the memory.
 */

#pragma once

#include "util-secret.h"

G_BEGIN_DECLS

/**
 * UTIL_FILE_MAX_SIZE:
 *
 * Maximum size of a file to read, bytes.
 */
#define UTIL_FILE_MAX_SIZE (4 * 1024 * 1024)

/**
 * rekutil_file_read:
 * @path: name of the file
 * @size: (out) (optional): size of the contents, bytes
 * @error: a G_FILE_ERROR; the message names the file, never its contents
 *
 * Waits for the data of a pipe, at most half a second in total.
 *
 * Returns: (transfer full) (nullable): the contents, NUL-terminated; treated as
 *   a secret
 */
UtilSecret *rekutil_file_read (const char *path, gsize *size, GError **error);

/**
 * rekutil_file_write:
 * @fd: a file that is open for writing
 *
 * Writes all of @data.
 *
 * Returns: 0, or the errno of the failure
 */
int rekutil_file_write (int fd, const char *data, gsize size);

/**
 * rekutil_file_sync_folder:
 *
 * Makes sure that a new name in @folder survives a power cut. Errors are
 * ignored: some file systems cannot sync folders.
 */
void rekutil_file_sync_folder (const char *folder);

/**
 * rekutil_file_replace:
 *
 * Writes a file that only its owner may read. The old file is replaced when the
 * new one is complete; a symbolic link is replaced, not followed.
 *
 * Returns: FALSE on failure; the old file is then unchanged
 */
gboolean rekutil_file_replace (const char *path, const char *data, gsize size);

G_END_DECLS
