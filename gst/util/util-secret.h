/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-secret: strings and memory that are wiped before they are freed.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AwsSecret:
 *
 * A NUL-terminated string that g_autoptr (AwsSecret) wipes and frees. Used
 * like any char pointer otherwise.
 */
typedef char AwsSecret;

/**
 * aws_secret_wipe:
 * @data: (nullable): memory to overwrite with zeros; never optimised away
 * @size: bytes
 */
void aws_secret_wipe (void *data, gsize size);

/**
 * aws_secret_free:
 * @secret: (nullable) (transfer full): a string allocated by GLib
 *
 * Wipes it up to its NUL and frees it.
 */
void aws_secret_free (AwsSecret *secret);

/**
 * AwsSecretStrv:
 *
 * A NULL-terminated array of strings, as an environment, that
 * g_auto (AwsSecretStrv) wipes and frees.
 */
typedef char **AwsSecretStrv;

/**
 * aws_secret_strv_free:
 * @strings: (nullable) (transfer full): strings allocated by GLib
 *
 * Wipes each up to its NUL and frees them and the array.
 */
void aws_secret_strv_free (AwsSecretStrv strings);

/**
 * aws_secret_bytes_new:
 * @data: bytes to copy
 * @size: their number
 *
 * Returns: (transfer full): a GBytes whose memory is wiped when it is freed
 */
GBytes *aws_secret_bytes_new (const void *data, gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsSecret, aws_secret_free)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (AwsSecretStrv, aws_secret_strv_free, NULL)

G_END_DECLS
