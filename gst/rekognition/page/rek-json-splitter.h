/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-json-splitter: splits a stream of bytes into the JSON objects in it, so
 * that a file of many pages is never in memory as a whole.
 *
 * The stream is objects and arrays of them one after another, with nothing,
 * white space or a byte order mark between them, as tools write that print one
 * answer per call. An element of an array may be an array, too; it is passed on
 * like an object. The content is not checked, only where it ends: checking is
 * left to the parser.
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
 * Returns: FALSE if the stream is not of that form, or the function returned
 *   FALSE
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
