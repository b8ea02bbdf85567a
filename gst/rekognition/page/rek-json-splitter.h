/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-splitter: cuts a stream of bytes into the JSON objects in it, piece by
 * piece, so that a file of many pages is never in memory as a whole.
 *
 * The stream is objects and arrays of them one after another, with nothing,
 * white space or a byte order mark between them: what tools write that print an
 * answer a call. An element of an array may be an array, too; it is handed on as
 * an object is. What is inside is not looked at beyond where it ends; the parser
 * does that.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RekSplitter RekSplitter;

/**
 * RekSplitterFunc:
 * @object: bytes of one object, or of an array in an array
 *
 * Returns: FALSE, with @error set or not, where no more is wanted
 */
typedef gboolean (
    *RekSplitterFunc) (GBytes *object, gpointer user_data, GError **error);

/**
 * rek_splitter_new:
 * @max_size: of one object, bytes
 * @func: who gets the objects
 *
 * Returns: (transfer full): a splitter at the start of a stream
 */
RekSplitter *rek_splitter_new (gsize max_size, RekSplitterFunc func,
    gpointer user_data);

void rek_splitter_free (RekSplitter *splitter);

/**
 * rek_splitter_push:
 * @data: (array length=size): the stream's next bytes
 * @error: REK_ERROR_INVALID with what is wrong and at which byte of the stream,
 *   REK_ERROR_TOO_LARGE, or what the function gave
 *
 * Returns: FALSE where the stream is no such thing, or the function wants no
 *   more of it
 */
gboolean rek_splitter_push (RekSplitter *splitter, const char *data, gsize size,
    GError **error);

/**
 * rek_splitter_finish:
 * @error: REK_ERROR_INVALID where the stream ends within an object or array
 *
 * Returns: whether the stream was whole
 */
gboolean rek_splitter_finish (RekSplitter *splitter, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekSplitter, rek_splitter_free)

G_END_DECLS
