/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * util-secret: strings and memory that are wiped before they are freed.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * UtilSecret:
 *
 * A NUL-terminated string that g_autoptr (UtilSecret) wipes and frees;
 * otherwise an ordinary char pointer.
 */
typedef char UtilSecret;

/**
 * rekutil_secret_wipe:
 * @data: (nullable): memory to overwrite with zeros; the compiler never removes
 *   the write
 * @size: bytes
 */
void rekutil_secret_wipe (void *data, gsize size);

/**
 * rekutil_secret_free:
 * @secret: (nullable) (transfer full): a string allocated by GLib
 *
 * Wipes it up to its NUL and frees it.
 */
void rekutil_secret_free (UtilSecret *secret);

/**
 * UtilSecretStrv:
 *
 * A NULL-terminated array of strings, for example an environment, that
 * g_auto (UtilSecretStrv) wipes and frees.
 */
typedef char **UtilSecretStrv;

/**
 * rekutil_secret_strv_free:
 * @strings: (nullable) (transfer full): strings allocated by GLib
 *
 * Wipes each string up to its NUL, and frees the strings and the array.
 */
void rekutil_secret_strv_free (UtilSecretStrv strings);

/**
 * rekutil_secret_bytes_new:
 * @data: bytes to copy
 * @size: number of bytes
 *
 * Returns: (transfer full): a GBytes whose memory is wiped when it is freed
 */
GBytes *rekutil_secret_bytes_new (const void *data, gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UtilSecret, rekutil_secret_free)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (UtilSecretStrv, rekutil_secret_strv_free, NULL)

G_END_DECLS
