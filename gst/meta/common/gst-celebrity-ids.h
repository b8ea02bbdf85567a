/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-ids: ids of regions that nothing else on a buffer has.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * GstCelebrityIds:
 * @used: (nullable) (element-type gint): ids of others, sorted
 * @n_passed: how many of these are not over @last
 * @last: the last one that was given
 *
 * Gives ids that no region and no analytics metadata on the buffer has; from
 * gst_celebrity_ids_init().
 */
typedef struct {
  GArray *used;
  guint n_passed;
  gint last;
} GstCelebrityIds;

/**
 * gst_celebrity_ids_init:
 *
 * Looks which ids others on @buffer have or speak of.
 */
void gst_celebrity_ids_init (GstCelebrityIds *ids, GstBuffer *buffer);
void gst_celebrity_ids_clear (GstCelebrityIds *ids);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GstCelebrityIds, gst_celebrity_ids_clear)

/**
 * gst_celebrity_ids_next:
 *
 * Returns: an id, from 1, each greater than the one before
 */
gint gst_celebrity_ids_next (GstCelebrityIds *ids);

/**
 * gst_celebrity_ids_has:
 *
 * Returns: whether @id is that of a region of others
 */
gboolean gst_celebrity_ids_has (const GstCelebrityIds *ids, gint id);

G_END_DECLS
