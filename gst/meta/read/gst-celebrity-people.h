/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-people: reads the people on a buffer from its metas, whatever
 * element attached them, with positions that are right for the buffer as it is
 * now.
 *
 * People come from every CelebrityMeta on the buffer. A CelebrityMeta that is
 * there twice, as some elements copy them, counts once. A buffer without one
 * gives one person per region, named by the region's type.
 *
 * The position of a person is that of the region
 * (GstVideoRegionOfInterestMeta) with the person's roi-id. If there is none, it
 * is that of the analytics object with this id; if there is none either, and the
 * frame is unchanged or only scaled since the record was attached, it is given
 * by the ratios. Otherwise it is not known. It is not known either if the record
 * has no "box" for the person.
 *
 * The frame counts as only scaled if every region of the record is where its
 * ratios say. If there is no region to compare, it counts as unchanged if it
 * still has its size, unless an element of this process dropped a region, as
 * those that crop and flip do.
 *
 * If the sink is to crop the frame (GstVideoCropMeta), positions are relative to
 * the part that is shown.
 */

#pragma once

#include "gst-celebrity-geometry.h"
#include "gst-celebrity-record.h"

G_BEGIN_DECLS

/**
 * GstCelebrityPerson:
 * @name: what to call the person, never NULL
 * @id: (nullable): the celebrity's id
 * @known_gender: (nullable): for example "Female"
 * @confidence: percent, or NAN
 * @track_id: number of the track, 0: not known
 * @sample_time: time of the detection in the job's video, ns, or
 *   GST_CLOCK_TIME_NONE
 * @state: of the box; DETECTED if the record does not say
 * @is_position_unknown: whether the record says only that the person is on
 *   screen: @box is empty, and no position must be drawn or written. @face and
 *   @body may still be known, for hiding faces
 * @box: the box that stands for the person
 * @is_body: whether @box is the body's
 * @face: the face's box
 * @body: the body's box
 * @record: (nullable): the person's structure of the CelebrityMeta, for the
 *   other fields (landmarks, urls, attributes)
 * @has_frame: whether the frame is unchanged or only scaled since @record was
 *   attached, so that its ratios (landmarks) are right
 *
 * Strings and @record belong to the buffer: they are valid until it changes.
 */
typedef struct {
  const char *name;
  const char *id;
  const char *known_gender;
  double confidence;
  gint track_id;
  guint64 sample_time;
  GstCelebrityState state;
  gboolean is_position_unknown;
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
 *   the order of the metas; reuse the array to avoid allocations
 *
 * Takes time in proportion to the number of people.
 */
void gst_celebrity_people_read (GstBuffer *buffer, gint width, gint height,
    GArray *people);

G_END_DECLS
