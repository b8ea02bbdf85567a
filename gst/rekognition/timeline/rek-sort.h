/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-sort: a sort that can be broken off. Comparing detections may be made
 * slow by whoever makes the results, and a million of them take long enough.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * rek_sort:
 * @base: (array length=n): what to sort, in place
 * @size: bytes of one
 * @compare: as for qsort()
 * @cancellable: (nullable): looked at every few hundred comparisons
 *
 * What is in order already costs one comparison each.
 *
 * Returns: FALSE where it was cancelled; all are there then, in any order
 */
gboolean rek_sort (gpointer base, gsize n, gsize size, GCompareFunc compare,
    GCancellable *cancellable);

G_END_DECLS
