/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * util-largest: finds the items with the largest areas among many, without
 * sorting all of them.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _UtilLargest UtilLargest;

/**
 * rekutil_largest_new:
 * @max: how many to find, at least 1
 *
 * Returns: (transfer full): an empty selection
 */
UtilLargest *rekutil_largest_new (guint max);

void rekutil_largest_free (UtilLargest *largest);

/**
 * rekutil_largest_offer:
 * @index: the item; greater than in the calls before
 * @area: its area; anything but a finite number above 0 counts as 0
 */
void rekutil_largest_offer (UtilLargest *largest, guint index, double area);

/**
 * rekutil_largest_take:
 * @n: (out): how many
 *
 * Ends the selection; the next offer begins a new one. If areas are equal, the
 * lower index is selected. N offers take O(N log max) in total.
 *
 * Returns: (transfer none) (array length=n): the indices of the largest items, in
 *   ascending order; valid until the next offer
 */
const guint *rekutil_largest_take (UtilLargest *largest, guint *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UtilLargest, rekutil_largest_free)

G_END_DECLS
