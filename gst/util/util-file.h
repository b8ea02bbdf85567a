/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-file: small files that settings name, of whatever kind they are.
 *
 * A pipe that nobody writes to and a device that never ends would keep a
 * caller for ever, or take all memory.
 */

#pragma once

#include "util-secret.h"

G_BEGIN_DECLS

/**
 * UTIL_FILE_MAX_SIZE:
 *
 * Bytes of the largest file that is read.
 */
#define UTIL_FILE_MAX_SIZE (4 * 1024 * 1024)

/**
 * rekutil_file_read:
 * @path: name of the file
 * @size: (out) (nullable): its bytes
 * @error: a G_FILE_ERROR; the message names the file, never what it holds
 *
 * A pipe is waited for, for half a second in all.
 *
 * Returns: (transfer full) (nullable): what the file holds, and a NUL behind
 *   it; any of it may be a secret
 */
UtilSecret *rekutil_file_read (const char *path, gsize *size, GError **error);

/**
 * rekutil_file_write:
 * @fd: a file that is open for writing
 *
 * Writes all of @data, however often that takes.
 *
 * Returns: 0; else the errno of what failed
 */
int rekutil_file_write (int fd, const char *data, gsize size);

/**
 * rekutil_file_sync_folder:
 *
 * So that a new name in @folder outlives a power cut. Where folders can't be
 * synced, the file is no worse.
 */
void rekutil_file_sync_folder (const char *folder);

/**
 * rekutil_file_replace:
 *
 * Writes a file that its owner alone may read. A new one gets the name once it
 * is whole; a link there is not followed but replaced.
 *
 * Returns: FALSE where that could not be: what was there is still there
 */
gboolean rekutil_file_replace (const char *path, const char *data, gsize size);

G_END_DECLS
