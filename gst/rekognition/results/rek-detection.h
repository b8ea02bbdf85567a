/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-detection: one person at one Timestamp, as the service reports it. Plain
 * immutable values that live in a RekPool.
 *
 * Units are the service's: confidence in percent (0..100), geometry in ratios
 * of the frame (may be negative or over 1), angles in degrees. A number that
 * the answer does not have is NAN, a string NULL.
 */

#pragma once

#include <glib.h>
#include <math.h>

G_BEGIN_DECLS

/**
 * RekPerson:
 * @id: the celebrity's id, "" if the answer has none
 * @name: the name to show, never "": Name, else Id
 * @known_gender: (nullable): KnownGender.Type
 * @urls: (array zero-terminated=1): pages about the person, without scheme
 * @identity: equal for detections of one person: the same Id, or the same
 *   Name if Id is empty. Numbered from 1 without gaps, in the order in which
 *   they were added to the pool; means nothing outside that pool
 */
typedef struct {
  const char *id;
  const char *name;
  const char *known_gender;
  const char *const *urls;
  guint identity;
} RekPerson;

/**
 * RekBox:
 * @left: left edge, ratio of the frame's width
 * @top: top edge, ratio of the frame's height
 * @width: ratio of the frame's width; NAN: there is no box
 * @height: ratio of the frame's height
 */
typedef struct {
  double left;
  double top;
  double width;
  double height;
} RekBox;

#define REK_BOX_NONE ((RekBox){ NAN, NAN, NAN, NAN })

static inline gboolean
rek_box_is_set (const RekBox *box)
{
  return !isnan (box->width);
}

/**
 * RekPoint:
 * @x: ratio of the frame's width
 * @y: ratio of the frame's height
 */
typedef struct {
  double x;
  double y;
} RekPoint;

/**
 * RekPose:
 *
 * Rotation of the face in degrees; each may be NAN.
 */
typedef struct {
  double roll;
  double yaw;
  double pitch;
} RekPose;

/**
 * RekQuality:
 *
 * 0..100 each; each may be NAN.
 */
typedef struct {
  double brightness;
  double sharpness;
} RekQuality;

/**
 * RekLandmarkTypes:
 * @n_types: number of landmarks
 * @types: their types, as "eyeLeft", in the answer's order
 *
 * Shared by all detections of a pool with the same landmarks in the same
 * order. Types are interned in the pool.
 */
typedef struct {
  guint n_types;
  const char *const *types;
} RekLandmarkTypes;

typedef enum {
  REK_FIELD_BOOLEAN,
  REK_FIELD_INT,
  REK_FIELD_DOUBLE,
  REK_FIELD_STRING,
} RekFieldKind;

/**
 * RekField:
 * @name: kebab-case name, as "confidence"; static
 *
 * One value of an attribute.
 */
typedef struct {
  const char *name;
  RekFieldKind kind;
  union {
    gboolean as_boolean;
    gint as_int;
    double as_double;
    const char *as_string;
  } value;
} RekField;

/**
 * RekRecord:
 * @n_fields: number of fields that the answer has
 */
typedef struct {
  guint n_fields;
  const RekField *fields;
} RekRecord;

/**
 * RekAttribute:
 * @name: kebab-case name, as "eyes-open"; static
 * @record_name: (nullable): for a list (emotions) what one record of it is
 *   called ("emotion"); NULL if the attribute is one record
 * @n_records: 1 unless it is a list
 *
 * A member of the answer's Face object beyond the default ones: smile,
 * eyeglasses, emotions and so on.
 */
typedef struct {
  const char *name;
  const char *record_name;
  guint n_records;
  const RekRecord *records;
} RekAttribute;

/**
 * RekAttributes:
 *
 * All attributes of a detection.
 */
typedef struct {
  guint n_attributes;
  const RekAttribute *attributes;
} RekAttributes;

/**
 * RekDetection:
 * @timestamp_ms: milliseconds from the start of the video,
 *   0..REK_MAX_TIMESTAMP_MS; a frame's time truncated to whole milliseconds
 * @person: who
 * @confidence: that it is this person, percent, or NAN
 * @face: the face's box, or REK_BOX_NONE
 * @face_confidence: that the box holds a face, percent, or NAN
 * @body: (nullable): the body's box (Celebrity.BoundingBox)
 * @pose: of the face
 * @quality: of the face's image
 * @landmark_types: (nullable): which landmarks there are
 * @landmarks: (nullable) (array): their positions, as many as
 *   @landmark_types has
 * @attributes: (nullable): other members of Face
 *
 * Kept small: a job may have a million of them.
 */
typedef struct {
  gint64 timestamp_ms;
  const RekPerson *person;
  double confidence;
  RekBox face;
  double face_confidence;
  const RekBox *body;
  RekPose pose;
  RekQuality quality;
  const RekLandmarkTypes *landmark_types;
  const RekPoint *landmarks;
  const RekAttributes *attributes;
} RekDetection;

/**
 * rek_detection_has_body:
 *
 * Returns: whether there is a body's box
 */
static inline gboolean
rek_detection_has_body (const RekDetection *detection)
{
  return detection->body != NULL && rek_box_is_set (detection->body);
}

/**
 * REK_MAX_TIMESTAMP_MS:
 *
 * The greatest timestamp: 100 000 days. Nanosecond arithmetic on it can't
 * overflow.
 */
#define REK_MAX_TIMESTAMP_MS G_GINT64_CONSTANT (8640000000000)

/**
 * REK_DETECTION_INIT:
 *
 * A detection with nothing in it.
 */
#define REK_DETECTION_INIT \
  ((RekDetection){ .timestamp_ms = 0, \
      .confidence = NAN, \
      .face = REK_BOX_NONE, \
      .face_confidence = NAN, \
      .pose = { NAN, NAN, NAN }, \
      .quality = { NAN, NAN } })

/**
 * rek_detection_get_time:
 *
 * Returns: the Timestamp, ns
 */
static inline gint64
rek_detection_get_time (const RekDetection *detection)
{
  return detection->timestamp_ms * 1000000;
}

G_END_DECLS
