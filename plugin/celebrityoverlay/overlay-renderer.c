/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "overlay-renderer.h"

#include "overlay-attach-composition.h"
#include "pixels/overlay-blend.h"
#include "util-largest.h"
#include "paint/overlay-steady-confidence.h"
#include "gst-celebrity-crop.h"
#include "gst-celebrity-sanitize.h"

/* More boxes can't be told apart, and where their plates go costs more the more
 * there are. */
#define MAX_DRAWN 128

struct _CelebrityRenderer {
  GstElement *element;
  CelebrityPainter *painter;
  CelebrityOverlaySettings settings;
  GArray *people;
  GstCaps *caps;
  GstVideoInfo info;
  gint width;
  gint height;
  GstVideoOrientationMethod orientation;
  gboolean has_pixels;
  gboolean attach;
  gboolean has_warned;
  gboolean has_warned_of_crowd;
  UtilLargest *largest;
  CelebritySteady *steady;
};

CelebrityRenderer *
celebrity_renderer_new (GstElement *element)
{
  CelebrityRenderer *renderer = g_new0 (CelebrityRenderer, 1);

  renderer->element = element;
  renderer->painter = celebrity_painter_new ();
  renderer->people = g_array_new (FALSE, FALSE, sizeof (GstCelebrityPerson));
  renderer->largest = rekutil_largest_new (MAX_DRAWN);
  renderer->steady = celebrity_steady_new ();
  celebrity_overlay_settings_init (&renderer->settings);
  return renderer;
}

void
celebrity_renderer_free (CelebrityRenderer *renderer)
{
  celebrity_painter_free (renderer->painter);
  celebrity_overlay_settings_clear (&renderer->settings);
  g_array_unref (renderer->people);
  rekutil_largest_free (renderer->largest);
  celebrity_steady_free (renderer->steady);
  gst_clear_caps (&renderer->caps);
  g_free (renderer);
}

void
celebrity_renderer_set_settings (CelebrityRenderer *renderer,
    const CelebrityOverlaySettings *settings)
{
  const CelebrityLook look = {
    .draw = settings->draw,
    .style = settings->style,
    .color = settings->color,
    .line_width = settings->line_width,
    .font_desc = settings->font_desc,
  };

  celebrity_overlay_settings_copy (settings, &renderer->settings);
  celebrity_painter_set_look (renderer->painter, &look);
}

gboolean
celebrity_renderer_set_caps (CelebrityRenderer *renderer, GstCaps *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);

  /* Not as GstVideoInfo: where nothing is blended the format may be one that
   * it does not know. */
  if (!gst_structure_get_int (structure, "width", &renderer->width) ||
      !gst_structure_get_int (structure, "height", &renderer->height))
    return FALSE;

  renderer->has_pixels = gst_video_info_from_caps (&renderer->info, caps) &&
      celebrity_effect_supports (&renderer->info);
  gst_caps_replace (&renderer->caps, caps);
  celebrity_painter_set_frame (renderer->painter, renderer->width,
      renderer->height, renderer->orientation);
  return TRUE;
}

void
celebrity_renderer_set_orientation (CelebrityRenderer *renderer,
    GstVideoOrientationMethod orientation)
{
  renderer->orientation = orientation;
  celebrity_painter_set_frame (renderer->painter, renderer->width,
      renderer->height, orientation);
}

void
celebrity_renderer_set_attach (CelebrityRenderer *renderer, gboolean attach)
{
  renderer->attach = attach;
}

void
celebrity_renderer_reset (CelebrityRenderer *renderer)
{
  celebrity_steady_reset (renderer->steady);
}

static GstCelebrityPerson *
get_people (CelebrityRenderer *renderer)
{
  return (GstCelebrityPerson *) renderer->people->data;
}

/* Who is to be drawn or hidden. */
static void
read_people (CelebrityRenderer *renderer, GstBuffer *buffer)
{
  GstCelebrityPerson *people;
  guint n_chosen = 0;

  gst_celebrity_people_read (buffer, renderer->width, renderer->height,
      renderer->people);
  people = get_people (renderer);
  for (guint i = 0; i < renderer->people->len; i++)
    if (celebrity_overlay_settings_chooses (&renderer->settings, &people[i]))
      people[n_chosen++] = people[i];
  g_array_set_size (renderer->people, n_chosen);
}

static gboolean
map_frame (CelebrityRenderer *renderer, GstBuffer *buffer, GstVideoFrame *frame)
{
  if (renderer->has_pixels &&
      gst_video_frame_map (frame, &renderer->info, buffer,
          GST_MAP_READWRITE | GST_VIDEO_FRAME_MAP_FLAG_NO_REF))
    return TRUE;

  GST_ELEMENT_ERROR (renderer->element, STREAM, FORMAT,
      ("The pixels of the frames can't be changed where they are: have them "
       "brought into system memory before this element, as gldownload does."),
      ("caps %" GST_PTR_FORMAT, (gpointer) renderer->caps));
  return FALSE;
}

/* Somebody who is known to be there but not where stays recognisable: whoever
 * wants people hidden must hear of it. */
static void
warn_of_unplaced (CelebrityRenderer *renderer, const GstCelebrityPerson *person)
{
  g_autofree char *name = NULL;

  if (renderer->has_warned)
    return;

  renderer->has_warned = TRUE;
  name = gst_celebrity_text_clean_line (person->name);
  GST_ELEMENT_WARNING (renderer->element, STREAM, FAILED,
      ("Somebody is on screen whose face is not hidden, because its place is "
       "not known. If frames are cropped or flipped, do that after faces are "
       "hidden."),
      ("no box of \"%s\"", name));
}

static gboolean
has_faces (CelebrityRenderer *renderer)
{
  const GstCelebrityPerson *people = get_people (renderer);
  gboolean found = FALSE;

  for (guint i = 0; i < renderer->people->len; i++) {
    if (celebrity_effect_get_face (&people[i])->w > 0.0)
      found = TRUE;
    else
      warn_of_unplaced (renderer, &people[i]);
  }
  return found;
}

/* Takes @buffer. What is changed no longer only fills a gap. */
static GstBuffer *
make_changeable (GstBuffer *buffer)
{
  GstBuffer *writable = gst_buffer_make_writable (buffer);

  GST_BUFFER_FLAG_UNSET (writable, GST_BUFFER_FLAG_GAP);
  return writable;
}

/* Takes @buffer; NULL where that failed. */
static GstBuffer *
hide_faces (CelebrityRenderer *renderer, GstBuffer *buffer)
{
  g_autoptr (GstBuffer) writable = NULL;
  const GstCelebrityPerson *people = get_people (renderer);
  GstCelebrityCrop crop;
  GstVideoFrame frame;

  if (!has_faces (renderer))
    return buffer;

  writable = make_changeable (buffer);
  if (!map_frame (renderer, writable, &frame))
    return NULL;
  gst_celebrity_crop_read (writable, &crop);
  /* Only numbers are used: the names may have been the old buffer's. */
  for (guint i = 0; i < renderer->people->len; i++) {
    GstCelebrityPixels face = *celebrity_effect_get_face (&people[i]);

    face.x += crop.x;
    face.y += crop.y;
    celebrity_effect_apply (renderer->settings.effect, &frame, &face,
        renderer->orientation);
  }
  gst_video_frame_unmap (&frame);
  return g_steal_pointer (&writable);
}

/* Takes @buffer; NULL where that failed. */
static GstBuffer *
blend (CelebrityRenderer *renderer, GstBuffer *buffer,
    GstVideoOverlayComposition *composition)
{
  g_autoptr (GstBuffer) writable = buffer;
  GstCelebrityCrop crop;
  GstVideoFrame frame;

  if (!map_frame (renderer, writable, &frame))
    return NULL;
  gst_celebrity_crop_read (writable, &crop);
  if (!celebrity_blend (composition, &frame, crop.x, crop.y))
    GST_WARNING_OBJECT (renderer->element, "can't blend into %" GST_PTR_FORMAT,
        (gpointer) renderer->caps);
  gst_video_frame_unmap (&frame);
  return g_steal_pointer (&writable);
}

/* Of the part of the box that is in the frame. */
static double
get_area (const CelebrityRenderer *renderer, const GstCelebrityPixels *box)
{
  double w = MIN (box->x + box->w, renderer->width) - MAX (box->x, 0.0);
  double h = MIN (box->y + box->h, renderer->height) - MAX (box->y, 0.0);

  return w > 0.0 && h > 0.0 ? w * h : 0.0;
}

static void
warn_of_crowd (CelebrityRenderer *renderer)
{
  if (renderer->has_warned_of_crowd)
    return;

  renderer->has_warned_of_crowd = TRUE;
  GST_ELEMENT_WARNING (renderer->element, STREAM, FAILED,
      ("More than %u people are on one frame; only those with the largest "
       "boxes are drawn. Choose some with the property celebrities.",
          MAX_DRAWN),
      ("%u people", renderer->people->len));
}

/* Not where faces are hidden: there everybody counts. */
static void
limit_people (CelebrityRenderer *renderer)
{
  GstCelebrityPerson *people = get_people (renderer);
  const guint *indices;
  guint n;

  if (renderer->people->len <= MAX_DRAWN)
    return;

  warn_of_crowd (renderer);
  for (guint i = 0; i < renderer->people->len; i++)
    rekutil_largest_offer (renderer->largest, i,
        get_area (renderer, &people[i].box));
  indices = rekutil_largest_take (renderer->largest, &n);
  for (guint i = 0; i < n; i++)
    people[i] = people[indices[i]];
  g_array_set_size (renderer->people, n);
}

/* Takes @buffer; NULL where that failed. */
static GstBuffer *
draw_people (CelebrityRenderer *renderer, GstBuffer *buffer,
    GstClockTime stream_time)
{
  g_autoptr (GstVideoOverlayComposition) composition = NULL;
  GstBuffer *writable;

  limit_people (renderer);
  if ((renderer->settings.draw & CELEBRITY_DRAW_CONFIDENCE) != 0)
    celebrity_steady_apply (renderer->steady, get_people (renderer),
        renderer->people->len, stream_time);
  composition = celebrity_painter_paint (renderer->painter,
      get_people (renderer), renderer->people->len);
  if (composition == NULL)
    return buffer;

  writable = make_changeable (buffer);
  if (!renderer->attach)
    return blend (renderer, writable, composition);
  celebrity_attach (writable, composition);
  return writable;
}

GstBuffer *
celebrity_renderer_process (CelebrityRenderer *renderer, GstBuffer *buffer,
    GstClockTime stream_time)
{
  /* A buffer may fill a gap with no picture at all. */
  if (renderer->settings.silent || gst_buffer_n_memory (buffer) == 0)
    return buffer;

  read_people (renderer, buffer);
  if (renderer->people->len == 0)
    return buffer;
  if (renderer->settings.effect != CELEBRITY_EFFECT_NONE)
    return hide_faces (renderer, buffer);
  return draw_people (renderer, buffer, stream_time);
}
