/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-region: one box of one person as
 * GstVideoRegionOfInterestMeta.
 */

#pragma once

#include "gst-celebrity-meta.h"

G_BEGIN_DECLS

/**
 * GstCelebrityRegions:
 * @face_id: id of the face's region, 0: there is none
 * @body_id: id of the body's region, 0: there is none
 *
 * Which regions one person got.
 */
typedef struct {
  gint face_id;
  gint body_id;
} GstCelebrityRegions;

/**
 * GstCelebrityIds:
 * @used: (nullable) (element-type gint): ids of others, sorted
 * @n_passed: how many of these are not over @last
 * @last: the last one that was given
 *
 * Gives ids that no region on the buffer has; from
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
 * Looks which ids of regions others on @buffer have or speak of.
 */
void gst_celebrity_ids_init (GstCelebrityIds *ids, GstBuffer *buffer);
void gst_celebrity_ids_clear (GstCelebrityIds *ids);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GstCelebrityIds, gst_celebrity_ids_clear)

/**
 * GstCelebrityRectangle:
 *
 * A rectangle in pixels.
 */
typedef struct {
  guint x;
  guint y;
  guint w;
  guint h;
} GstCelebrityRectangle;

/**
 * gst_celebrity_region_get_pixels:
 * @box: ratios of the frame
 * @rectangle: (out): the box in pixels, clamped so that its right and bottom
 *   edges are not the frame's: x + w <= width - 1, y + h <= height - 1
 *   (GStreamer 1.28 drops a region that touches them when it crops or flips)
 *
 * Returns: FALSE where less than a pixel of the box is in the frame
 */
gboolean gst_celebrity_region_get_pixels (const RekBox *box, guint width,
    guint height, GstCelebrityRectangle *rectangle);

/**
 * gst_celebrity_region_attach:
 * @presence: one person
 *
 * Adds the regions that @frame's box choice asks for.
 *
 * Returns: their ids
 */
GstCelebrityRegions gst_celebrity_region_attach (GstBuffer *buffer,
    const GstCelebrityFrame *frame, const RekPresence *presence,
    GstCelebrityIds *ids);

G_END_DECLS
