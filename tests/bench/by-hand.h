/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * by-hand: code that a programmer would write to attach one known person's
 * metas to every buffer. It is the reference for rekognitioncelebrity.
 */

#pragma once

#include <gst/base/gstbasetransform.h>

G_BEGIN_DECLS

/* The person's values. A job with the first ones makes rekognitioncelebrity
 * attach the same metas. */
#define BY_HAND_JOB_ID "by-hand"
#define BY_HAND_NAME "Ada Moreno"
#define BY_HAND_ID "1Am0rE7"
#define BY_HAND_GENDER "Female"
#define BY_HAND_URL_1 "www.example.org/ada-moreno"
#define BY_HAND_URL_2 "www.example.com/name/1"
#define BY_HAND_CONFIDENCE 99.5
#define BY_HAND_FACE_CONFIDENCE 98.25
#define BY_HAND_LEFT 0.25
#define BY_HAND_TOP 0.125
#define BY_HAND_WIDTH 0.25
#define BY_HAND_HEIGHT 0.375
#define BY_HAND_ROLL -4.5
#define BY_HAND_YAW 21.25
#define BY_HAND_PITCH 3.75
#define BY_HAND_BRIGHTNESS 71.5
#define BY_HAND_SHARPNESS 83.75
#define BY_HAND_N_LANDMARKS 5
#define BY_HAND_FRAME_WIDTH 64
#define BY_HAND_FRAME_HEIGHT 48

typedef struct {
  const char *type;
  double x;
  double y;
} ByHandLandmark;

extern const ByHandLandmark by_hand_landmarks[BY_HAND_N_LANDMARKS];

#define BY_HAND_TYPE_ELEMENT (by_hand_element_get_type ())
G_DECLARE_FINAL_TYPE (ByHandElement, by_hand_element, BY_HAND, ELEMENT,
    GstBaseTransform)

G_END_DECLS
