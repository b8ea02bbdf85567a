/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-ids: ids for regions that are unique on a buffer.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * GstCelebrityIds:
 * @used: (nullable) (element-type gint): ids of other elements, sorted
 * @n_passed: number of those that are not greater than @last
 * @last: the last id that was returned
 *
 * Generates ids that no region and no analytics metadata on the buffer has.
 * Initialise it with gst_celebrity_ids_init().
 */
typedef struct {
  GArray *used;
  guint n_passed;
  gint last;
} GstCelebrityIds;

/**
 * gst_celebrity_ids_init:
 *
 * Collects the ids that metas on @buffer have or refer to.
 */
void gst_celebrity_ids_init (GstCelebrityIds *ids, GstBuffer *buffer);
void gst_celebrity_ids_clear (GstCelebrityIds *ids);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GstCelebrityIds, gst_celebrity_ids_clear)

/**
 * gst_celebrity_ids_next:
 *
 * Returns: an unused id, at least 1 and greater than the previous one
 */
gint gst_celebrity_ids_next (GstCelebrityIds *ids);

/**
 * gst_celebrity_ids_has:
 *
 * Returns: whether a region of another element has @id
 */
gboolean gst_celebrity_ids_has (const GstCelebrityIds *ids, gint id);

G_END_DECLS
