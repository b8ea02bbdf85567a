/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritylargest: finds those with the largest areas among many, without
 * sorting them all.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CelebrityLargest CelebrityLargest;

/**
 * celebrity_largest_new:
 * @max: how many to find, at least 1
 *
 * Returns: (transfer full): with nobody to choose from
 */
CelebrityLargest *celebrity_largest_new (guint max);

void celebrity_largest_free (CelebrityLargest *largest);

/**
 * celebrity_largest_offer:
 * @index: greater than in the calls before
 * @area: any; what is not a finite number above 0 counts as 0
 */
void celebrity_largest_offer (CelebrityLargest *largest, guint index,
    double area);

/**
 * celebrity_largest_take:
 * @n: (out): how many
 *
 * Ends the choice; the next offer begins another. Of equal areas those with
 * the lower index are chosen. For N offers this takes O(N log max) in all.
 *
 * Returns: (transfer none) (array length=n): the indices of the largest, in
 *   ascending order; good until the next offer
 */
const guint *celebrity_largest_take (CelebrityLargest *largest, guint *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityLargest, celebrity_largest_free)

G_END_DECLS
