/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-region: the boxes of one person in pixels, and their
 * GstVideoRegionOfInterestMeta.
 */

#pragma once

#include "gst-celebrity-geometry.h"
#include "gst-celebrity-ids.h"
#include "gst-celebrity-meta.h"

G_BEGIN_DECLS

/**
 * GstCelebrityRegion:
 * @id: unique on the buffer, from 1; 0 if there is neither a region nor an object
 * @box: (nullable): ratios of the frame; NULL if there is no such box
 * @confidence: of the box, percent, or NAN
 * @pixels: the box in pixels, clamped to the frame
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
 * The boxes of one person.
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
 * @regions: (out): the boxes that @frame's box choice selects, if they are in the
 *   frame; without ids
 * @frame: the frame
 * @presence: one person; must outlive @regions
 */
void gst_celebrity_regions_choose (GstCelebrityRegions *regions,
    const GstCelebrityFrame *frame, const RekPresence *presence);

/**
 * gst_celebrity_regions_number:
 *
 * Gives an id to each box.
 */
void gst_celebrity_regions_number (GstCelebrityRegions *regions,
    GstCelebrityIds *ids);

/**
 * gst_celebrity_regions_attach:
 * @regions: with ids
 * @presence: the person
 *
 * Adds a GstVideoRegionOfInterestMeta for each box. With both, the body is the
 * parent of the face.
 */
void gst_celebrity_regions_attach (const GstCelebrityRegions *regions,
    GstBuffer *buffer, const RekPresence *presence);

G_END_DECLS
