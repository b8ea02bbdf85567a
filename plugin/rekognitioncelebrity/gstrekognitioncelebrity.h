/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <gst/base/gstbasetransform.h>

G_BEGIN_DECLS

#define GST_TYPE_REKOGNITION_CELEBRITY (gst_rekognition_celebrity_get_type ())
G_DECLARE_FINAL_TYPE (GstRekognitionCelebrity, gst_rekognition_celebrity, GST,
    REKOGNITION_CELEBRITY, GstBaseTransform)

GST_ELEMENT_REGISTER_DECLARE (rekognitioncelebrity)

G_END_DECLS
