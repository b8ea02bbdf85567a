/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-sort: a sort that can be cancelled. Sorting a million detections takes
 * long, and results can be crafted to make comparisons slow.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * rek_sort:
 * @base: (array length=n): what to sort, in place
 * @size: bytes of one item
 * @compare: as for qsort()
 * @cancellable: (nullable): checked every few hundred comparisons
 *
 * If the items are already in order, it costs one comparison per item.
 *
 * Returns: FALSE if it was cancelled: then all items are there, in any order
 */
gboolean rek_sort (gpointer base, gsize n, gsize size, GCompareFunc compare,
    GCancellable *cancellable);

/**
 * rek_sort_compare_times:
 * @a: a gint64
 * @b: a gint64
 *
 * Returns: less than, equal to or greater than 0, as for qsort()
 */
gint rek_sort_compare_times (gconstpointer a, gconstpointer b);

G_END_DECLS
