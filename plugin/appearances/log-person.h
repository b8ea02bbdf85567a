/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-person: one person on screen at one time, as it is logged. Filled from a
 * buffer, or from the results of a job if there is no buffer.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * CelebrityLogBox:
 *
 * A box in ratios of the frame's width and height; may lie partly outside the
 * frame.
 */
typedef struct {
  double left;
  double top;
  double width;
  double height;
} CelebrityLogBox;

/**
 * CelebrityLogPixels:
 * @x: left edge, pixels
 * @y: top edge, pixels
 * @w: width, pixels; 0: there is no such box
 * @h: height, pixels
 */
typedef struct {
  double x;
  double y;
  double w;
  double h;
} CelebrityLogPixels;

/**
 * CelebrityLogPerson:
 * @name: what to call the person
 * @id: (nullable): the celebrity's id
 * @known_gender: (nullable): for example "Female"
 * @confidence: percent, or NAN
 * @track_id: number of the track, 0: not known
 * @sample_time: time of the detection in the job's video, ns, or
 *   GST_CLOCK_TIME_NONE
 * @urls: (nullable): a GstValueArray of strings
 * @state: (nullable): for example "interpolated"; NULL if the box is not known
 * @has_box: whether @box is known
 * @box: the box that stands for the person
 * @pixels: the same in pixels
 * @has_body: whether @body is known
 * @body: the body's box
 * @landmarks: (nullable): a GstValueArray of structures
 *
 * It owns nothing.
 */
typedef struct {
  const char *name;
  const char *id;
  const char *known_gender;
  double confidence;
  gint track_id;
  guint64 sample_time;
  const GValue *urls;
  const char *state;
  gboolean has_box;
  CelebrityLogBox box;
  CelebrityLogPixels pixels;
  gboolean has_body;
  CelebrityLogBox body;
  const GValue *landmarks;
} CelebrityLogPerson;

/**
 * celebrity_log_person_dup_urls:
 *
 * Returns: (transfer full) (array zero-terminated=1): may be empty
 */
char **celebrity_log_person_dup_urls (const CelebrityLogPerson *person);

G_END_DECLS
