/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-orientation.h"

/* A method as two steps: x and y are exchanged, then the result is mirrored. */
typedef struct {
  gboolean swaps;
  gboolean mirrors_x;
  gboolean mirrors_y;
} Steps;

static const Steps steps[] = {
  [GST_VIDEO_ORIENTATION_IDENTITY] = { FALSE, FALSE, FALSE },
  [GST_VIDEO_ORIENTATION_90R] = { TRUE, TRUE, FALSE },
  [GST_VIDEO_ORIENTATION_180] = { FALSE, TRUE, TRUE },
  [GST_VIDEO_ORIENTATION_90L] = { TRUE, FALSE, TRUE },
  [GST_VIDEO_ORIENTATION_HORIZ] = { FALSE, TRUE, FALSE },
  [GST_VIDEO_ORIENTATION_VERT] = { FALSE, FALSE, TRUE },
  [GST_VIDEO_ORIENTATION_UL_LR] = { TRUE, FALSE, FALSE },
  [GST_VIDEO_ORIENTATION_UR_LL] = { TRUE, TRUE, TRUE },
};

static const Steps *
get_steps (GstVideoOrientationMethod method)
{
  g_return_val_if_fail ((guint) method < G_N_ELEMENTS (steps), &steps[0]);
  return &steps[method];
}

static void
take_tags (GstCelebrityOrientation *self, GstTagList *tags)
{
  GstVideoOrientationMethod method;

  if (!gst_video_orientation_from_tag (tags, &method))
    return;
  if (gst_tag_list_get_scope (tags) == GST_TAG_SCOPE_STREAM) {
    self->stream = method;
    self->has_stream = TRUE;
  } else {
    self->global = method;
    self->has_global = TRUE;
  }
}

gboolean
gst_celebrity_orientation_take_event (GstCelebrityOrientation *self,
    GstEvent *event)
{
  GstVideoOrientationMethod last = gst_celebrity_orientation_get (self);
  GstTagList *tags;

  if (GST_EVENT_TYPE (event) == GST_EVENT_STREAM_START) {
    *self = (GstCelebrityOrientation){ 0 };
  } else if (GST_EVENT_TYPE (event) == GST_EVENT_TAG) {
    gst_event_parse_tag (event, &tags);
    take_tags (self, tags);
  }
  return gst_celebrity_orientation_get (self) != last;
}

GstVideoOrientationMethod
gst_celebrity_orientation_get (const GstCelebrityOrientation *self)
{
  if (self->has_stream)
    return self->stream;
  return self->has_global ? self->global : GST_VIDEO_ORIENTATION_IDENTITY;
}

gboolean
gst_celebrity_orientation_swaps (GstVideoOrientationMethod method)
{
  return get_steps (method)->swaps;
}

static void
swap (GstCelebrityArea *area)
{
  *area = (GstCelebrityArea){ area->y, area->x, area->h, area->w };
}

/* @width and @height are those of the upright frame. */
static void
mirror (const Steps *step, double width, double height, GstCelebrityArea *area)
{
  if (step->mirrors_x)
    area->x = width - area->x - area->w;
  if (step->mirrors_y)
    area->y = height - area->y - area->h;
}

void
gst_celebrity_orientation_turn (GstVideoOrientationMethod method, double width,
    double height, GstCelebrityArea *area)
{
  const Steps *step = get_steps (method);

  if (step->swaps) {
    swap (area);
    mirror (step, height, width, area);
  } else {
    mirror (step, width, height, area);
  }
}

void
gst_celebrity_orientation_turn_back (GstVideoOrientationMethod method,
    double width, double height, GstCelebrityArea *area)
{
  const Steps *step = get_steps (method);

  if (step->swaps) {
    mirror (step, height, width, area);
    swap (area);
  } else {
    mirror (step, width, height, area);
  }
}
