/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/overlay/paint-fixtures.h"

#include <math.h>

GstCelebrityPerson
paint_person_make (const char *name, GstCelebrityPixels box)
{
  return (GstCelebrityPerson){ .name = name,
    .confidence = NAN,
    .box = box,
    .face = box };
}

CelebrityPainter *
paint_person_create_painter (const CelebrityLook *look, gint width, gint height)
{
  CelebrityPainter *painter = celebrity_painter_new ();

  celebrity_painter_set_look (painter, look);
  celebrity_painter_set_frame (painter, width, height,
      GST_VIDEO_ORIENTATION_IDENTITY);
  return painter;
}

GstVideoOverlayComposition *
paint_person_paint (const CelebrityLook *look, const GstCelebrityPerson *person)
{
  g_autoptr (CelebrityPainter) painter =
      paint_person_create_painter (look, PAINT_WIDTH, PAINT_HEIGHT);

  return celebrity_painter_paint (painter, person, 1);
}

guint
paint_person_count (GstVideoOverlayComposition *composition)
{
  return composition != NULL
      ? gst_video_overlay_composition_n_rectangles (composition)
      : 0;
}
