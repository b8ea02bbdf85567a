/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-decoder: converts the bytes of a file to UTF-8, piece by piece:
 * decompresses gzip (each member) and converts UTF-16. Anything else passes
 * unchanged.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RekDecoder RekDecoder;

/**
 * RekDecoderFunc:
 * @data: (array length=size): the next decoded bytes
 * @size: at least 1
 *
 * Returns: FALSE, with or without @error set, if no more bytes are needed
 */
typedef gboolean (*RekDecoderFunc) (const char *data, gsize size,
    gpointer user_data, GError **error);

/**
 * rek_decoder_new:
 * @func: receives the decoded bytes
 *
 * Returns: (transfer full): a decoder at the start of a file
 */
RekDecoder *rek_decoder_new (RekDecoderFunc func, gpointer user_data);

void rek_decoder_free (RekDecoder *decoder);

/**
 * rek_decoder_push:
 * @data: (array length=size): the file's next bytes
 * @error: REK_ERROR_FILE_BROKEN, or the error of the function
 *
 * Returns: FALSE if the bytes can't be decoded, or no more are needed
 */
gboolean rek_decoder_push (RekDecoder *decoder, const char *data, gsize size,
    GError **error);

/**
 * rek_decoder_finish:
 * @error: REK_ERROR_FILE_BROKEN if the file ends too early, or the error
 *   of the function
 *
 * To be called at the end of the file.
 *
 * Returns: FALSE if the file is truncated, or no more bytes are needed
 */
gboolean rek_decoder_finish (RekDecoder *decoder, GError **error);

/**
 * rek_decoder_describe:
 *
 * Returns: (transfer none) (nullable): what was done to the bytes, as
 *   "decompressed"; NULL: nothing
 */
const char *rek_decoder_describe (const RekDecoder *decoder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekDecoder, rek_decoder_free)

G_END_DECLS
