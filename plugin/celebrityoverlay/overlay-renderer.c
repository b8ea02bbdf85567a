/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "overlay-renderer.h"

#include "gst-celebrity-crop.h"
#include "gst-celebrity-sanitize.h"
#include "gstcelebrityoverlay.h"
#include "overlay-attach-composition.h"
#include "paint/overlay-painter.h"
#include "paint/overlay-steady-confidence.h"
#include "pixels/overlay-blend.h"
#include "util-largest.h"

#define GST_CAT_DEFAULT celebrity_overlay_debug

/* More boxes can't be told apart, and the cost of laying out their plates grows
 * faster than their number. */
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
  gboolean has_warned_of_unknown_box;
  gboolean has_warned_of_crowd;
  guint64 n_renders;
  UtilLargest *largest;
  CelebritySteadyConfidence *steady;
};

CelebrityRenderer *
celebrity_renderer_new (GstElement *element)
{
  CelebrityRenderer *renderer = g_new0 (CelebrityRenderer, 1);

  renderer->element = element;
  renderer->painter = celebrity_painter_new ();
  renderer->people = g_array_new (FALSE, FALSE, sizeof (GstCelebrityPerson));
  renderer->largest = rekutil_largest_new (MAX_DRAWN);
  renderer->steady = celebrity_steady_confidence_new ();
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
  celebrity_steady_confidence_free (renderer->steady);
  gst_clear_caps (&renderer->caps);
  g_free (renderer);
}

static guint
get_length (char **strings)
{
  return strings != NULL ? g_strv_length (strings) : 0;
}

static void
log_settings (const CelebrityRenderer *renderer,
    const CelebrityOverlaySettings *settings)
{
  static const char *const effects[] = {
    [CELEBRITY_EFFECT_NONE] = "none: drawing people",
    [CELEBRITY_EFFECT_PIXELATE] = "pixelate: hiding faces",
    [CELEBRITY_EFFECT_BLUR] = "blur: hiding faces",
  };

  if (settings->effect != renderer->settings.effect)
    GST_INFO_OBJECT (renderer->element, "effect %s", effects[settings->effect]);
  GST_DEBUG_OBJECT (renderer->element,
      "settings: draw 0x%02x, style %d, color 0x%08x, line-width %u, "
      "font-desc \"%s\", celebrities %u, exclude %u, invert %d, silent %d",
      settings->draw, settings->style, settings->color, settings->line_width,
      settings->font_desc != NULL ? settings->font_desc : "",
      get_length (settings->celebrities), get_length (settings->exclude),
      settings->invert, settings->silent);
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

  log_settings (renderer, settings);
  celebrity_overlay_settings_copy (settings, &renderer->settings);
  celebrity_painter_set_look (renderer->painter, &look);
}

gboolean
celebrity_renderer_set_caps (CelebrityRenderer *renderer, GstCaps *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);

  /* Not from GstVideoInfo: if nothing is blended, the format may be one that
   * GstVideoInfo does not know. */
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
  GST_DEBUG_OBJECT (renderer->element, "orientation: method %d", orientation);
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
  celebrity_steady_confidence_reset (renderer->steady);
}

static GstCelebrityPerson *
get_people (CelebrityRenderer *renderer)
{
  return (GstCelebrityPerson *) renderer->people->data;
}

/* Reads the people to draw or to hide. */
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
      ("The pixels of the frames can't be changed where they are. Move the "
       "frames to system memory before this element, for example with "
       "gldownload."),
      ("caps %" GST_PTR_FORMAT, (gpointer) renderer->caps));
  return FALSE;
}

/* A person on screen whose box is not known stays recognisable. Users who hide
 * faces must learn of that. */
static void
warn_of_unknown_box (CelebrityRenderer *renderer,
    const GstCelebrityPerson *person)
{
  g_autofree char *name = NULL;

  if (renderer->has_warned_of_unknown_box)
    return;

  renderer->has_warned_of_unknown_box = TRUE;
  name = gst_celebrity_text_clean_line (person->name);
  GST_ELEMENT_WARNING (renderer->element, STREAM, FAILED,
      ("Somebody is on screen whose face is not hidden, because its position "
       "is not known. If frames are cropped or flipped, do that after faces "
       "are hidden."),
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
      warn_of_unknown_box (renderer, &people[i]);
  }
  return found;
}

/* Takes ownership of @buffer. A buffer that is drawn on is not a gap any more. */
static GstBuffer *
make_writable (GstBuffer *buffer)
{
  GstBuffer *writable = gst_buffer_make_writable (buffer);

  GST_BUFFER_FLAG_UNSET (writable, GST_BUFFER_FLAG_GAP);
  return writable;
}

/* Takes ownership of @buffer. Returns NULL on failure. */
static GstBuffer *
hide_faces (CelebrityRenderer *renderer, GstBuffer *buffer,
    GstClockTime stream_time)
{
  g_autoptr (GstBuffer) writable = NULL;
  const GstCelebrityPerson *people = get_people (renderer);
  GstCelebrityCrop crop;
  GstVideoFrame frame;

  if (!has_faces (renderer))
    return buffer;

  writable = make_writable (buffer);
  if (!map_frame (renderer, writable, &frame))
    return NULL;
  gst_celebrity_crop_read (writable, &crop);
  /* Use only numbers: the names may have been freed with the old buffer. */
  for (guint i = 0; i < renderer->people->len; i++) {
    GstCelebrityPixels face = *celebrity_effect_get_face (&people[i]);

    face.x += crop.x;
    face.y += crop.y;
    celebrity_effect_apply (renderer->settings.effect, &frame, &face,
        renderer->orientation);
  }
  gst_video_frame_unmap (&frame);
  GST_LOG_OBJECT (renderer->element, "%" GST_TIME_FORMAT ": %u people hidden",
      GST_TIME_ARGS (stream_time), renderer->people->len);
  return g_steal_pointer (&writable);
}

/* Takes ownership of @buffer. Returns NULL on failure. */
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

/* Returns the area of the part of @box that is in the frame. */
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

/* Not called if faces are hidden: then nobody may be omitted. */
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

static void
log_painting (CelebrityRenderer *renderer,
    GstVideoOverlayComposition *composition, GstClockTime stream_time)
{
  CelebrityPictureStats stats;

  celebrity_painter_get_stats (renderer->painter, &stats);
  if (stats.n_renders != renderer->n_renders)
    GST_DEBUG_OBJECT (renderer->element,
        "rendered %" G_GUINT64_FORMAT
        " pictures; cache: %u pictures, %" G_GSIZE_FORMAT
        " bytes; so far %" G_GUINT64_FORMAT " hits, %" G_GUINT64_FORMAT
        " misses",
        stats.n_renders - renderer->n_renders, stats.n_pictures, stats.n_bytes,
        stats.n_hits, stats.n_renders);
  renderer->n_renders = stats.n_renders;

  GST_LOG_OBJECT (renderer->element,
      "%" GST_TIME_FORMAT ": %u people %s, in %u rectangles",
      GST_TIME_ARGS (stream_time), renderer->people->len,
      renderer->attach ? "attached" : "drawn",
      composition != NULL
          ? gst_video_overlay_composition_n_rectangles (composition)
          : 0);
}

/* Takes ownership of @buffer. Returns NULL on failure. */
static GstBuffer *
draw_people (CelebrityRenderer *renderer, GstBuffer *buffer,
    GstClockTime stream_time)
{
  g_autoptr (GstVideoOverlayComposition) composition = NULL;
  GstBuffer *writable;

  limit_people (renderer);
  if ((renderer->settings.draw & CELEBRITY_DRAW_CONFIDENCE) != 0)
    celebrity_steady_confidence_apply (renderer->steady, get_people (renderer),
        renderer->people->len, stream_time);
  composition = celebrity_painter_paint (renderer->painter,
      get_people (renderer), renderer->people->len);
  log_painting (renderer, composition, stream_time);
  if (composition == NULL)
    return buffer;

  writable = make_writable (buffer);
  if (!renderer->attach)
    return blend (renderer, writable, composition);
  celebrity_attach_composition (writable, composition);
  return writable;
}

GstBuffer *
celebrity_renderer_process (CelebrityRenderer *renderer, GstBuffer *buffer,
    GstClockTime stream_time)
{
  /* A buffer that fills a gap may have no picture at all. */
  if (renderer->settings.silent || gst_buffer_n_memory (buffer) == 0)
    return buffer;

  read_people (renderer, buffer);
  if (renderer->people->len == 0) {
    GST_LOG_OBJECT (renderer->element, "%" GST_TIME_FORMAT ": nobody",
        GST_TIME_ARGS (stream_time));
    return buffer;
  }
  if (renderer->settings.effect != CELEBRITY_EFFECT_NONE)
    return hide_faces (renderer, buffer, stream_time);
  return draw_people (renderer, buffer, stream_time);
}
