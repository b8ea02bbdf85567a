/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-people: reads who is on a buffer from its metas, whoever put
 * them there, with the geometry that is right for the buffer as it is now.
 *
 * People come from every CelebrityMeta on the buffer. Where a person is, is
 * taken from the region (GstVideoRegionOfInterestMeta) with the person's
 * roi-id, else from the analytics object of that id, else, where the frame is
 * as it was when the meta was attached, or only scaled, from the ratios; else
 * it is not known. Where the record does not say which box stands for the
 * person (no "box"), the person is on screen and the box is not known, whatever
 * else the record holds. The frame is taken as only scaled where every region of the
 * meta is where its ratios say; where there is no region to compare, it is as
 * it was if it still has the size. Where an element of this process dropped a
 * region, as those do that crop and flip, it is not. A buffer without a
 * CelebrityMeta gives a person for each region, with the region's type as name.
 * A meta that is there twice, as some elements copy them, counts once. If the
 * sink is to crop the frame (GstVideoCropMeta), places are on what is shown.
 */

#pragma once

#include "gst-celebrity-geometry.h"
#include "gst-celebrity-record.h"

G_BEGIN_DECLS

/**
 * GstCelebrityPerson:
 * @name: what to call the person, never NULL
 * @id: (nullable): the celebrity's id
 * @known_gender: (nullable): as "Female"
 * @confidence: percent, or NAN
 * @track_id: number of the track, 0: not known
 * @sample_time: stream time of the detection, ns, or GST_CLOCK_TIME_NONE
 * @state: of the box; DETECTED where nothing says otherwise
 * @is_unplaced: whether the record says of the person only that they are on
 *   screen: @box is empty, and nothing must be drawn or written of where they
 *   are. @face and @body may still be known, for those that hide faces
 * @box: the box that stands for the person
 * @is_body: whether @box is the body's
 * @face: the face's box
 * @body: the body's box
 * @record: (nullable): the person's structure of the CelebrityMeta, for what
 *   is not here (landmarks, urls, attributes)
 * @has_frame: whether the frame is still as it was when @record was attached,
 *   or only scaled: landmarks (ratios) are right then
 *
 * Strings and @record are the buffer's: good as long as nobody changes it.
 */
typedef struct {
  const char *name;
  const char *id;
  const char *known_gender;
  double confidence;
  gint track_id;
  guint64 sample_time;
  GstCelebrityState state;
  gboolean is_unplaced;
  GstCelebrityPixels box;
  gboolean is_body;
  GstCelebrityPixels face;
  GstCelebrityPixels body;
  const GstStructure *record;
  gboolean has_frame;
} GstCelebrityPerson;

/**
 * gst_celebrity_people_read:
 * @buffer: any video buffer
 * @width: of the frame as the caps say, pixels
 * @height: of the frame as the caps say, pixels
 * @people: (element-type GstCelebrityPerson) (inout): emptied, then filled in
 *   the order of the metas; reuse one array, so that it need not grow
 *
 * The time that this takes grows with the number of people, not its square.
 */
void gst_celebrity_people_read (GstBuffer *buffer, gint width, gint height,
    GArray *people);

G_END_DECLS
