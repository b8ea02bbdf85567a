/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-region: where one person is on a frame, in pixels, and that as
 * GstVideoRegionOfInterestMeta.
 */

#pragma once

#include "gst-celebrity-geometry.h"
#include "gst-celebrity-ids.h"
#include "gst-celebrity-meta.h"

G_BEGIN_DECLS

/**
 * GstCelebrityRegion:
 * @id: unique on the buffer, from 1; 0: nothing on the buffer shows it
 * @box: (nullable): ratios of the frame; NULL: there is no such region
 * @confidence: that something is there, percent, or NAN
 * @pixels: the same, clamped to the frame
 *
 * One box of one person.
 */
typedef struct {
  gint id;
  const RekBox *box;
  double confidence;
  GstCelebrityRectangle pixels;
} GstCelebrityRegion;

/**
 * GstCelebrityRegions:
 *
 * One person's.
 */
typedef struct {
  GstCelebrityRegion face;
  GstCelebrityRegion body;
} GstCelebrityRegions;

/**
 * gst_celebrity_region_get_pixels:
 * @box: ratios of the frame
 * @rectangle: (out): see gst_celebrity_ratios_to_rectangle()
 *
 * Returns: FALSE if less than a pixel of the box is in the frame
 */
gboolean gst_celebrity_region_get_pixels (const RekBox *box, guint width,
    guint height, GstCelebrityRectangle *rectangle);

/**
 * gst_celebrity_regions_choose:
 * @regions: (out): those that @frame's box choice asks for, as far as they are
 *   in the frame; without ids
 * @presence: one person; its boxes are used as long as @regions is
 */
void gst_celebrity_regions_choose (GstCelebrityRegions *regions,
    const GstCelebrityFrame *frame, const RekPresence *presence);

/**
 * gst_celebrity_regions_number:
 *
 * Gives ids to those that there are.
 */
void gst_celebrity_regions_number (GstCelebrityRegions *regions,
    GstCelebrityIds *ids);

/**
 * gst_celebrity_regions_attach:
 * @regions: with ids
 * @presence: the person
 *
 * Adds a GstVideoRegionOfInterestMeta each. With both the face's parent is the
 * body's.
 */
void gst_celebrity_regions_attach (const GstCelebrityRegions *regions,
    GstBuffer *buffer, const RekPresence *presence);

G_END_DECLS
