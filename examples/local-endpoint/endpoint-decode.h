/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-decode: the text of a file of responses: unpacked if it is gzip,
 * converted if it is UTF-16.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * endpoint_decode:
 * @data: (array length=length): a file's bytes
 * @error: of G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): UTF-8, or what was neither gzip nor
 *   UTF-16, as it was
 */
GBytes *endpoint_decode (const char *data, gsize length, GError **error);

G_END_DECLS
