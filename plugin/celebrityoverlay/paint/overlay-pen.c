/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "paint/overlay-pen.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "paint/overlay-palette.h"

#define DEFAULT_FONT "Sans Bold"

/* Dots per inch, for font sizes in points. */
#define RESOLUTION 96.0
#define POINTS_PER_INCH 72.0

#define FAINT 0.5
#define CONTOUR_OPACITY 0.6

/* Dimensions of the plate, in font sizes. */
#define PADDING_X 0.5
#define PADDING_Y 0.2
#define RADIUS 0.35
#define MAX_LINES 2.5

/* The text beside the name. */
#define NOTE_COLOR 0xe61a1c20u
#define NOTE_TEXT 0xffffffffu
#define NOTE_SIZE 0.88

struct _CelebrityPen {
  CelebritySizes sizes;
  char *font_desc;
  GstVideoOrientationMethod orientation;
  double font_size;
  PangoFontMap *fonts;
  PangoLayout *label;
  PangoLayout *note;
};

/* A part of a plate: its text and its size. */
typedef struct {
  PangoLayout *layout;
  PangoRectangle text;
  gint width;
  gint height;
} PlatePart;

CelebrityPen *
celebrity_pen_new (const CelebritySizes *sizes, const char *font_desc,
    GstVideoOrientationMethod orientation)
{
  CelebrityPen *self = g_new0 (CelebrityPen, 1);

  self->sizes = *sizes;
  self->font_desc = g_strdup (font_desc);
  self->orientation = orientation;
  return self;
}

void
celebrity_pen_free (CelebrityPen *self)
{
  g_clear_object (&self->label);
  g_clear_object (&self->note);
  g_clear_object (&self->fonts);
  g_free (self->font_desc);
  g_free (self);
}

/* Returns pixels. */
static double
get_font_size (const CelebrityPen *self, const PangoFontDescription *font)
{
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  if (size <= 0.0)
    return self->sizes.font_size;
  if (!pango_font_description_get_size_is_absolute (font))
    size *= RESOLUTION / POINTS_PER_INCH;
  return MIN (size, self->sizes.max_font_size);
}

static PangoFontDescription *
create_font (CelebrityPen *self)
{
  PangoFontDescription *fallback =
      pango_font_description_from_string (DEFAULT_FONT);
  PangoFontDescription *font = pango_font_description_from_string (
      self->font_desc != NULL ? self->font_desc : DEFAULT_FONT);

  self->font_size = get_font_size (self, font);
  pango_font_description_set_absolute_size (font,
      self->font_size * PANGO_SCALE);
  pango_font_description_merge (font, fallback, FALSE);
  pango_font_description_free (fallback);
  return font;
}

static PangoLayout *
create_layout (PangoContext *context, const PangoFontDescription *font)
{
  PangoLayout *layout = pango_layout_new (context);

  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

/* A private font map: the default one is per thread, and this may run in
 * another thread later. */
static void
open_fonts (CelebrityPen *self)
{
  PangoContext *context;
  PangoFontDescription *font;
  cairo_font_options_t *options;

  if (self->fonts != NULL)
    return;

  self->fonts = pango_cairo_font_map_new ();
  context = pango_font_map_create_context (self->fonts);

  /* Subpixel rendering does not survive blending. */
  options = cairo_font_options_create ();
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);

  font = create_font (self);
  self->label = create_layout (context, font);
  pango_font_description_set_weight (font, PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (font,
      self->font_size * NOTE_SIZE * PANGO_SCALE);
  self->note = create_layout (context, font);
  pango_font_description_free (font);
  g_object_unref (context);
}

static void
set_color (cairo_t *cr, guint32 color)
{
  cairo_set_source_rgba (cr, (color >> 16 & 0xff) / 255.0,
      (color >> 8 & 0xff) / 255.0, (color & 0xff) / 255.0,
      (color >> 24) / 255.0);
}

static void
set_contour_color (cairo_t *cr, guint32 color)
{
  cairo_set_source_rgba (cr, 0.0, 0.0, 0.0,
      CONTOUR_OPACITY * (color >> 24) / 255.0);
}

/* Strokes the path, first the dark contour, then the line. The line replaces the
 * contour, which would show through a translucent line. */
static void
stroke (cairo_t *cr, const CelebrityPen *self, guint32 color)
{
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, self->sizes.bar);
  set_contour_color (cr, color);
  cairo_stroke_preserve (cr);

  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_set_line_width (cr, self->sizes.line);
  set_color (cr, color);
  cairo_stroke (cr);
}

/* The path ends below the picture, so that its end is not visible. */
static void
draw_corner (cairo_t *cr, const CelebrityPen *self,
    const CelebrityPicture *picture)
{
  double middle = self->sizes.bar / 2.0;

  cairo_move_to (cr, middle, 2.0 * self->sizes.bar);
  cairo_line_to (cr, middle, middle);
  cairo_line_to (cr, picture->width, middle);
  stroke (cr, self, picture->color);

  /* The contour surrounds the end, too. */
  cairo_rectangle (cr, picture->width - self->sizes.contour, 0.0,
      self->sizes.contour, self->sizes.bar);
  set_contour_color (cr, picture->color);
  cairo_fill (cr);
}

static void
draw_top (cairo_t *cr, const CelebrityPen *self,
    const CelebrityPicture *picture)
{
  double middle = self->sizes.bar / 2.0;

  cairo_move_to (cr, middle, 2.0 * self->sizes.bar);
  cairo_line_to (cr, middle, middle);
  cairo_line_to (cr, picture->width - middle, middle);
  cairo_line_to (cr, picture->width - middle, 2.0 * self->sizes.bar);
  stroke (cr, self, picture->color);
}

static void
draw_side (cairo_t *cr, const CelebrityPen *self,
    const CelebrityPicture *picture)
{
  double middle = self->sizes.bar / 2.0;

  cairo_move_to (cr, middle, 0.0);
  cairo_line_to (cr, middle, picture->height);
  stroke (cr, self, picture->color);
}

static void
draw_stem (cairo_t *cr, const CelebrityPen *self,
    const CelebrityPicture *picture)
{
  draw_side (cr, self, picture);
  cairo_rectangle (cr, 0.0, picture->height - self->sizes.contour,
      self->sizes.bar, self->sizes.contour);
  set_contour_color (cr, picture->color);
  cairo_fill (cr);
}

static void
draw_dot (cairo_t *cr, const CelebrityPen *self,
    const CelebrityPicture *picture)
{
  double middle = picture->width / 2.0;

  cairo_arc (cr, middle, middle, middle, 0.0, 2.0 * G_PI);
  set_contour_color (cr, picture->color);
  cairo_fill (cr);

  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_arc (cr, middle, middle, middle - self->sizes.contour, 0.0, 2.0 * G_PI);
  set_color (cr, picture->color);
  cairo_fill (cr);
}

static void
draw_shape (cairo_t *cr, const CelebrityPen *self,
    const CelebrityPicture *picture)
{
  static const struct {
    void (*draw) (cairo_t *cr, const CelebrityPen *self,
        const CelebrityPicture *picture);
    gboolean is_mirrored;
    gboolean is_upside_down;
  } shapes[] = {
    [CELEBRITY_SHAPE_TOP_LEFT] = { draw_corner, FALSE, FALSE },
    [CELEBRITY_SHAPE_TOP_RIGHT] = { draw_corner, TRUE, FALSE },
    [CELEBRITY_SHAPE_BOTTOM_LEFT] = { draw_corner, FALSE, TRUE },
    [CELEBRITY_SHAPE_BOTTOM_RIGHT] = { draw_corner, TRUE, TRUE },
    [CELEBRITY_SHAPE_DOWN] = { draw_stem, FALSE, FALSE },
    [CELEBRITY_SHAPE_UP] = { draw_stem, FALSE, TRUE },
    [CELEBRITY_SHAPE_TOP] = { draw_top, FALSE, FALSE },
    [CELEBRITY_SHAPE_BOTTOM] = { draw_top, FALSE, TRUE },
    [CELEBRITY_SHAPE_SIDE] = { draw_side, FALSE, FALSE },
    [CELEBRITY_SHAPE_DOT] = { draw_dot, FALSE, FALSE },
  };
  gboolean is_mirrored = shapes[picture->shape].is_mirrored;
  gboolean is_upside_down = shapes[picture->shape].is_upside_down;

  g_assert (shapes[picture->shape].draw != NULL);
  cairo_translate (cr, is_mirrored ? picture->width : 0.0,
      is_upside_down ? picture->height : 0.0);
  cairo_scale (cr, is_mirrored ? -1.0 : 1.0, is_upside_down ? -1.0 : 1.0);
  shapes[picture->shape].draw (cr, self, picture);
}

static gint
get_even (double size)
{
  gint whole = (gint) ceil (size);

  return whole + whole % 2;
}

/* If @text is empty, the width of the part is 0. */
static PlatePart
measure_part (const CelebrityPen *self, PangoLayout *layout, const char *text,
    gint max_width)
{
  PlatePart part = { .layout = layout };

  if (text == NULL || *text == '\0')
    return part;

  pango_layout_set_width (layout, -1);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_extents (layout, NULL, &part.text);
  if (part.text.width > max_width) {
    pango_layout_set_width (layout, max_width * PANGO_SCALE);
    pango_layout_get_pixel_extents (layout, NULL, &part.text);
  }
  part.width = get_even (part.text.width + 2.0 * PADDING_X * self->font_size);
  part.height = get_even (part.text.height + 2.0 * PADDING_Y * self->font_size);
  return part;
}

static void
draw_part (cairo_t *cr, const PlatePart *part, gint x, gint height,
    gint baseline, guint32 color, guint32 text_color)
{
  /* Right-to-left text does not start at 0. */
  gint left = x + (part->width - part->text.width) / 2 - part->text.x;
  gint top;

  if (part->width == 0)
    return;

  cairo_rectangle (cr, x, 0.0, part->width, height);
  set_color (cr, color);
  cairo_fill (cr);

  top = baseline - pango_layout_get_baseline (part->layout) / PANGO_SCALE;
  cairo_move_to (cr, left, top);
  set_color (cr, text_color);
  pango_cairo_show_layout (cr, part->layout);
}

static void
clip_to_rounded (cairo_t *cr, double width, double height, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, width - radius, radius, radius, -G_PI_2, 0.0);
  cairo_arc (cr, width - radius, height - radius, radius, 0.0, G_PI_2);
  cairo_arc (cr, radius, height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, radius, radius, radius, G_PI, 3.0 * G_PI_2);
  cairo_close_path (cr);
  cairo_clip (cr);
}

static GstBuffer *
create_pixels (gint width, gint height)
{
  gsize size = (gsize) width * (gsize) height * 4;
  GstBuffer *pixels = gst_buffer_new_allocate (NULL, size, NULL);

  gst_buffer_memset (pixels, 0, 0, size);
  gst_buffer_add_video_meta (pixels, GST_VIDEO_FRAME_FLAG_NONE,
      GST_VIDEO_OVERLAY_COMPOSITION_FORMAT_RGB, (guint) width, (guint) height);
  return pixels;
}

/* Cairo's pixels are words in native byte order, like those of overlays. */
static cairo_t *
begin (GstMapInfo *map, gint width, gint height, gboolean is_faint)
{
  cairo_surface_t *surface = cairo_image_surface_create_for_data (map->data,
      CAIRO_FORMAT_ARGB32, width, height, width * 4);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  if (is_faint)
    cairo_push_group (cr);
  return cr;
}

static void
end (cairo_t *cr, gboolean is_faint)
{
  if (is_faint) {
    cairo_pop_group_to_source (cr);
    cairo_paint_with_alpha (cr, FAINT);
  }
  cairo_surface_flush (cairo_get_target (cr));
  cairo_destroy (cr);
}

static void
draw_plate (cairo_t *cr, const CelebrityPicture *picture,
    const PlatePart *label, const PlatePart *note, gint width, gint height,
    double radius)
{
  gint baseline = label->width > 0
      ? pango_layout_get_baseline (label->layout) / PANGO_SCALE +
          (height - label->text.height) / 2
      : pango_layout_get_baseline (note->layout) / PANGO_SCALE +
          (height - note->text.height) / 2;

  clip_to_rounded (cr, width, height, MIN (radius, height / 2.0));
  draw_part (cr, label, 0, height, baseline,
      celebrity_palette_get_plate (picture->color),
      celebrity_palette_get_text (picture->color));
  draw_part (cr, note, label->width, height, baseline, NOTE_COLOR, NOTE_TEXT);
}

static GstBuffer *
create_plate (CelebrityPen *self, const CelebrityPicture *picture)
{
  PlatePart label, note;
  GstBuffer *pixels;
  GstMapInfo map;
  gint width, height;
  cairo_t *cr;

  open_fonts (self);
  label =
      measure_part (self, self->label, picture->label, self->sizes.max_label);
  note = measure_part (self, self->note, picture->note, self->sizes.max_note);

  width = MAX (label.width + note.width, 2);
  height = MAX (label.height, note.height);
  height = CLAMP (height, 2, get_even (MAX_LINES * self->font_size));
  pixels = create_pixels (width, height);
  if (!gst_buffer_map (pixels, &map, GST_MAP_READWRITE))
    return pixels;

  cr = begin (&map, width, height, picture->is_faint);
  draw_plate (cr, picture, &label, &note, width, height,
      RADIUS * self->font_size);
  end (cr, picture->is_faint);
  gst_buffer_unmap (pixels, &map);
  return pixels;
}

static GstBuffer *
create_shape (CelebrityPen *self, const CelebrityPicture *picture)
{
  GstBuffer *pixels = create_pixels (picture->width, picture->height);
  GstMapInfo map;
  cairo_t *cr;

  if (!gst_buffer_map (pixels, &map, GST_MAP_READWRITE))
    return pixels;

  cr = begin (&map, picture->width, picture->height, picture->is_faint);
  draw_shape (cr, self, picture);
  end (cr, picture->is_faint);
  gst_buffer_unmap (pixels, &map);
  return pixels;
}

GstBuffer *
celebrity_pen_draw (CelebrityPen *self, const CelebrityPicture *picture)
{
  GstBuffer *pixels = picture->shape == CELEBRITY_SHAPE_PLATE
      ? create_plate (self, picture)
      : create_shape (self, picture);

  return celebrity_turn_back (pixels, self->orientation);
}
