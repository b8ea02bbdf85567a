/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "paint/overlay-painter.h"

#include "paint/overlay-pen.h"
#include "paint/overlay-plate-layout.h"
#include "paint/overlay-sizes.h"
#include "paint/overlay-outline.h"
#include "paint/overlay-scene.h"

/* Plates are expensive to render; bars are cheap but many, and soon useless when
 * boxes grow. In caches of their own, neither evicts the other. */
#define MAX_PLATES 128
#define MAX_PLATE_BYTES (32 * 1024 * 1024)
#define MAX_BARS 512
#define MAX_BAR_BYTES (8 * 1024 * 1024)

/* A picture and its position on the frame. */
typedef struct {
  GstBuffer *pixels;
  gint x;
  gint y;
  GstVideoOverlayRectangle *rectangle;
} Piece;

/* What was painted for one frame: @layout has the plates of the scene's items,
 * @pieces all pictures, in the order of painting. */
typedef struct {
  CelebrityScene scene;
  GArray *layout;
  GArray *pieces;
} Painting;

/* @current is what @composition shows. @last is kept for its memory, and for the
 * pieces that are reused while the next frame is painted. */
struct _CelebrityPainter {
  CelebrityLook look;
  char *font_desc;
  CelebrityCanvas canvas;
  CelebritySizes sizes;
  CelebrityPen *pen;
  CelebrityPictureCache *plates;
  CelebrityPictureCache *bars;
  Painting *current;
  Painting *last;
  gboolean is_valid;
  GstVideoOverlayComposition *composition;
};

static void
clear_piece (gpointer data)
{
  Piece *piece = data;

  gst_clear_buffer (&piece->pixels);
  g_clear_pointer (&piece->rectangle, gst_video_overlay_rectangle_unref);
}

static Painting *
painting_new (void)
{
  Painting *self = g_new0 (Painting, 1);

  celebrity_scene_init (&self->scene);
  self->layout = g_array_new (FALSE, TRUE, sizeof (CelebrityPlateItem));
  self->pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, clear_piece);
  return self;
}

static void
painting_free (Painting *self)
{
  celebrity_scene_clear (&self->scene);
  g_array_unref (self->layout);
  g_array_unref (self->pieces);
  g_free (self);
}

static void
set_composition (CelebrityPainter *self,
    GstVideoOverlayComposition *composition)
{
  g_clear_pointer (&self->composition, gst_video_overlay_composition_unref);
  self->composition = composition;
}

CelebrityPainter *
celebrity_painter_new (void)
{
  CelebrityPainter *self = g_new0 (CelebrityPainter, 1);

  self->look.draw = CELEBRITY_DRAW_BOX | CELEBRITY_DRAW_NAME;
  self->plates = celebrity_picture_cache_new (MAX_PLATES, MAX_PLATE_BYTES);
  self->bars = celebrity_picture_cache_new (MAX_BARS, MAX_BAR_BYTES);
  self->current = painting_new ();
  self->last = painting_new ();
  return self;
}

void
celebrity_painter_free (CelebrityPainter *self)
{
  set_composition (self, NULL);
  painting_free (self->current);
  painting_free (self->last);
  celebrity_picture_cache_free (self->plates);
  celebrity_picture_cache_free (self->bars);
  g_clear_pointer (&self->pen, celebrity_pen_free);
  g_free (self->font_desc);
  g_free (self);
}

/* Sizes or fonts changed, so cached pictures are useless. */
static void
change_pen (CelebrityPainter *self)
{
  celebrity_sizes_init (&self->sizes, self->canvas.width, self->canvas.height,
      self->look.line_width);
  g_clear_pointer (&self->pen, celebrity_pen_free);
  self->pen = celebrity_pen_new (&self->sizes, self->font_desc,
      self->canvas.orientation);
  celebrity_picture_cache_clear (self->plates);
  celebrity_picture_cache_clear (self->bars);
}

void
celebrity_painter_set_look (CelebrityPainter *self, const CelebrityLook *look)
{
  gboolean is_same_pen = look->line_width == self->look.line_width &&
      g_strcmp0 (look->font_desc, self->font_desc) == 0;
  char *font_desc = g_strdup (look->font_desc);

  g_free (self->font_desc);
  self->font_desc = font_desc;
  self->look = *look;
  self->look.font_desc = font_desc;
  self->is_valid = FALSE;
  if (!is_same_pen)
    change_pen (self);
}

void
celebrity_painter_set_frame (CelebrityPainter *self, gint width, gint height,
    GstVideoOrientationMethod orientation)
{
  CelebrityCanvas canvas;

  celebrity_canvas_init (&canvas, width, height, orientation);
  if (canvas.width == self->canvas.width &&
      canvas.height == self->canvas.height &&
      canvas.orientation == self->canvas.orientation)
    return;
  self->canvas = canvas;
  self->is_valid = FALSE;
  change_pen (self);
}

static const CelebritySceneItem *
get_scene_item (const Painting *painting, guint i)
{
  return &g_array_index (painting->scene.items, CelebritySceneItem, i);
}

static CelebrityPlateItem *
get_layout_item (const Painting *painting, guint i)
{
  return &g_array_index (painting->layout, CelebrityPlateItem, i);
}

/* Takes ownership of @pixels. */
static void
add_piece (CelebrityPainter *self, GstBuffer *pixels, gint x, gint y)
{
  const Piece piece = { pixels, x, y, NULL };

  g_array_append_val (self->current->pieces, piece);
}

static void
add_outline (CelebrityPainter *self, const CelebritySceneItem *person)
{
  CelebrityBar bars[CELEBRITY_OUTLINE_MAX_BARS];
  guint n_bars = celebrity_outline_get_bars (&person->rect, self->look.style,
      &self->sizes, bars);

  for (guint i = 0; i < n_bars; i++) {
    const CelebrityRect *rect = &bars[i].rect;
    const CelebrityPicture picture = { bars[i].shape, person->color,
      person->is_faint, rect->w, rect->h, NULL, NULL };

    add_piece (self,
        celebrity_picture_cache_get (self->bars, self->pen, &picture), rect->x,
        rect->y);
  }
}

static void
add_outlines (CelebrityPainter *self)
{
  if ((self->look.draw & CELEBRITY_DRAW_BOX) == 0)
    return;
  for (guint i = 0; i < self->current->scene.items->len; i++)
    add_outline (self, get_scene_item (self->current, i));
}

static void
add_landmarks (CelebrityPainter *self)
{
  const CelebrityScene *scene = &self->current->scene;
  guint n_points = 0;

  for (guint i = 0; i < scene->items->len; i++) {
    const CelebritySceneItem *person = get_scene_item (self->current, i);
    const CelebrityPicture picture = { CELEBRITY_SHAPE_DOT, person->color,
      person->is_faint, self->sizes.dot, self->sizes.dot, NULL, NULL };

    for (guint j = 0; j < person->n_points; j++) {
      const CelebrityPoint *point =
          &g_array_index (scene->points, CelebrityPoint, n_points++);

      add_piece (self,
          celebrity_picture_cache_get (self->bars, self->pen, &picture),
          point->x, point->y);
    }
  }
}

/* Where the plate of the @i-th person was on the previous frame. */
static CelebrityPlateAnchor
get_last_anchor (const CelebrityPainter *self, guint i)
{
  guint32 identity = get_scene_item (self->current, i)->identity;
  guint n_items = self->last->scene.items->len;

  /* The order is nearly always the same. */
  if (i < n_items && get_scene_item (self->last, i)->identity == identity)
    return get_layout_item (self->last, i)->anchor;
  for (guint j = 0; j < n_items; j++) {
    if (get_scene_item (self->last, j)->identity == identity)
      return get_layout_item (self->last, j)->anchor;
  }
  return (CelebrityPlateAnchor){ CELEBRITY_SIDE_NONE, 0, 0 };
}

/* Pictures have the orientation of the frame in the buffer. */
static void
get_upright_size (const CelebrityPainter *self, GstBuffer *pixels,
    CelebrityRect *rect)
{
  const GstVideoMeta *meta = gst_buffer_get_video_meta (pixels);
  gboolean swaps = gst_celebrity_orientation_swaps (self->canvas.orientation);

  rect->w = (gint) (swaps ? meta->height : meta->width);
  rect->h = (gint) (swaps ? meta->width : meta->height);
}

/* Gives @item a plate. Returns NULL if there is no text, or no room. */
static GstBuffer *
fill_layout_item (CelebrityPainter *self, guint i, CelebrityPlateItem *item)
{
  const CelebritySceneItem *person = get_scene_item (self->current, i);
  const CelebrityPicture picture = { .shape = CELEBRITY_SHAPE_PLATE,
    .color = person->color,
    .label = person->label,
    .note = person->note };
  g_autoptr (GstBuffer) pixels = NULL;
  CelebrityRect plate = { 0 };

  item->box = person->rect;
  item->face = person->face;
  if (*person->label == '\0' && *person->note == '\0')
    return NULL;

  pixels = celebrity_picture_cache_get (self->plates, self->pen, &picture);
  get_upright_size (self, pixels, &plate);
  if (plate.w > self->canvas.width || plate.h > self->canvas.height)
    return NULL;
  item->plate = plate;
  item->anchor = get_last_anchor (self, i);
  return g_steal_pointer (&pixels);
}

static void
add_plates (CelebrityPainter *self)
{
  GArray *layout = self->current->layout;
  GArray *pieces = self->current->pieces;
  guint n_items = self->current->scene.items->len;
  guint n_pieces = pieces->len;

  g_array_set_size (layout, 0);
  g_array_set_size (layout, n_items);
  for (guint i = 0; i < n_items; i++) {
    GstBuffer *pixels =
        fill_layout_item (self, i, get_layout_item (self->current, i));

    if (pixels != NULL)
      add_piece (self, pixels, 0, 0);
  }
  celebrity_plate_layout_run ((CelebrityPlateItem *) (gpointer) layout->data,
      n_items, self->canvas.width, self->canvas.height, self->sizes.gap);

  for (guint i = 0; i < n_items; i++) {
    const CelebrityRect *plate = &get_layout_item (self->current, i)->plate;

    if (plate->w == 0)
      continue;
    g_array_index (pieces, Piece, n_pieces).x = plate->x;
    g_array_index (pieces, Piece, n_pieces).y = plate->y;
    n_pieces++;
  }
}

static GstVideoOverlayRectangle *
create_rectangle (const CelebrityPainter *self, const Piece *piece)
{
  CelebrityRect rect = { piece->x, piece->y, 0, 0 };

  get_upright_size (self, piece->pixels, &rect);
  rect = celebrity_canvas_turn_back (&self->canvas, &rect);
  return gst_video_overlay_rectangle_new_raw (piece->pixels, rect.x, rect.y,
      (guint) rect.w, (guint) rect.h,
      GST_VIDEO_OVERLAY_FORMAT_FLAG_PREMULTIPLIED_ALPHA);
}

/* Returns whether the piece has the same rectangle as on the previous frame. */
static gboolean
fill_piece (CelebrityPainter *self, guint i)
{
  Piece *piece = &g_array_index (self->current->pieces, Piece, i);

  if (i < self->last->pieces->len) {
    const Piece *last = &g_array_index (self->last->pieces, Piece, i);

    if (last->pixels == piece->pixels && last->x == piece->x &&
        last->y == piece->y) {
      piece->rectangle = gst_video_overlay_rectangle_ref (last->rectangle);
      return TRUE;
    }
  }
  piece->rectangle = create_rectangle (self, piece);
  return FALSE;
}

static void
compose (CelebrityPainter *self)
{
  GArray *pieces = self->current->pieces;
  gboolean is_same = pieces->len == self->last->pieces->len;
  GstVideoOverlayComposition *composition;

  for (guint i = 0; i < pieces->len; i++)
    is_same &= fill_piece (self, i);
  if (is_same)
    return;
  if (pieces->len == 0) {
    set_composition (self, NULL);
    return;
  }

  composition = gst_video_overlay_composition_new (NULL);
  for (guint i = 0; i < pieces->len; i++)
    gst_video_overlay_composition_add_rectangle (composition,
        g_array_index (pieces, Piece, i).rectangle);
  set_composition (self, composition);
}

static GstVideoOverlayComposition *
get_composition (CelebrityPainter *self)
{
  if (self->composition == NULL)
    return NULL;
  return gst_video_overlay_composition_ref (self->composition);
}

static void
swap_paintings (CelebrityPainter *self)
{
  Painting *last = self->last;

  self->last = self->current;
  self->current = last;
}

GstVideoOverlayComposition *
celebrity_painter_paint (CelebrityPainter *self,
    const GstCelebrityPerson *people, guint n_people)
{
  g_return_val_if_fail (self->pen != NULL, NULL);

  swap_paintings (self);
  celebrity_scene_fill (&self->current->scene, people, n_people, &self->look,
      &self->sizes, &self->canvas);
  if (self->is_valid &&
      celebrity_scene_equals (&self->current->scene, &self->last->scene)) {
    swap_paintings (self);
    return get_composition (self);
  }

  g_array_set_size (self->current->pieces, 0);
  add_outlines (self);
  add_landmarks (self);
  add_plates (self);
  compose (self);
  self->is_valid = TRUE;
  return get_composition (self);
}

void
celebrity_painter_get_stats (const CelebrityPainter *self,
    CelebrityPictureStats *stats)
{
  CelebrityPictureStats bars;

  celebrity_picture_cache_get_stats (self->plates, stats);
  celebrity_picture_cache_get_stats (self->bars, &bars);
  stats->n_pictures += bars.n_pictures;
  stats->n_bytes += bars.n_bytes;
  stats->n_hits += bars.n_hits;
  stats->n_renders += bars.n_renders;
}
