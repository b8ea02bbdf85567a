/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "paint/overlay-scene.h"

#include <math.h>
#include <string.h>

#include "paint/overlay-outline.h"
#include "paint/overlay-palette.h"
#include "gst-celebrity-sanitize.h"

/* The service has thirty; a meta attached by others may hold any number. */
#define MAX_POINTS 64

#define SEPARATOR " \302\267 "

void
celebrity_canvas_init (CelebrityCanvas *canvas, gint width, gint height,
    GstVideoOrientationMethod orientation)
{
  gboolean swaps = gst_celebrity_orientation_swaps (orientation);

  *canvas = (CelebrityCanvas){ swaps ? height : width, swaps ? width : height,
    orientation };
}

CelebrityRect
celebrity_canvas_turn_back (const CelebrityCanvas *canvas,
    const CelebrityRect *rect)
{
  gboolean swaps = gst_celebrity_orientation_swaps (canvas->orientation);
  GstCelebrityArea area = { rect->x, rect->y, rect->w, rect->h };

  gst_celebrity_orientation_turn_back (canvas->orientation,
      swaps ? canvas->height : canvas->width,
      swaps ? canvas->width : canvas->height, &area);
  return (CelebrityRect){ (gint) area.x, (gint) area.y, (gint) area.w,
    (gint) area.h };
}

static GstCelebrityPixels
turn (const CelebrityCanvas *canvas, const GstCelebrityPixels *pixels)
{
  gboolean swaps = gst_celebrity_orientation_swaps (canvas->orientation);
  GstCelebrityArea area = { pixels->x, pixels->y, pixels->w, pixels->h };

  gst_celebrity_orientation_turn (canvas->orientation,
      swaps ? canvas->height : canvas->width,
      swaps ? canvas->width : canvas->height, &area);
  return (GstCelebrityPixels){ area.x, area.y, area.w, area.h };
}

void
celebrity_scene_init (CelebrityScene *scene)
{
  scene->items = g_array_new (FALSE, TRUE, sizeof (CelebritySceneItem));
  scene->points = g_array_new (FALSE, TRUE, sizeof (CelebrityPoint));
}

void
celebrity_scene_clear (CelebrityScene *scene)
{
  g_clear_pointer (&scene->items, g_array_unref);
  g_clear_pointer (&scene->points, g_array_unref);
}

/* Appends as much of @source as fits, as one line of valid UTF-8 without direction
 * marks. Reads at most @size characters. */
static void
append_text (char *text, gsize size, const char *source)
{
  gsize length = strlen (text);

  for (gsize n = 0; *source != '\0' && n < size; n++) {
    gunichar character = g_utf8_get_char_validated (source, -1);
    gboolean is_valid = character < 0x110000;
    char bytes[6];
    gint n_bytes;

    source = is_valid ? g_utf8_next_char (source) : source + 1;
    character = is_valid ? gst_celebrity_text_get_shown (character) : 0xfffd;
    if (character == 0)
      continue;
    n_bytes = g_unichar_to_utf8 (character, bytes);
    if (length + (gsize) n_bytes >= size)
      return;
    memcpy (text + length, bytes, (gsize) n_bytes);
    length += (gsize) n_bytes;
    text[length] = '\0';
  }
}

static void
fill_note (CelebritySceneItem *item, const GstCelebrityPerson *person,
    CelebrityDraw draw)
{
  if ((draw & CELEBRITY_DRAW_CONFIDENCE) != 0 && !isnan (person->confidence))
    g_snprintf (item->note, sizeof item->note, "%d%%",
        (gint) (person->confidence + 0.5));
  if ((draw & CELEBRITY_DRAW_KNOWN_GENDER) == 0 || person->known_gender == NULL)
    return;
  if (*item->note != '\0')
    append_text (item->note, sizeof item->note, SEPARATOR);
  append_text (item->note, sizeof item->note, person->known_gender);
}

static const char *
get_key (const GstCelebrityPerson *person)
{
  return person->id != NULL ? person->id : person->name;
}

/* Clips @pixels to the frame. */
static void
fill_rect (CelebrityRect *rect, const GstCelebrityPixels *pixels,
    const CelebrityCanvas *canvas)
{
  GstCelebrityPixels upright = turn (canvas, pixels);
  gint left, top, right, bottom;

  if (!isfinite (upright.x + upright.w) || !isfinite (upright.y + upright.h))
    return;
  left = (gint) CLAMP (floor (upright.x), 0.0, canvas->width);
  top = (gint) CLAMP (floor (upright.y), 0.0, canvas->height);
  right = (gint) CLAMP (ceil (upright.x + upright.w), 0.0, canvas->width);
  bottom = (gint) CLAMP (ceil (upright.y + upright.h), 0.0, canvas->height);
  if (right <= left || bottom <= top)
    return;
  *rect = (CelebrityRect){ left, top, right - left, bottom - top };
}

static gboolean
get_point (const GValue *value, GstVideoOrientationMethod orientation,
    GstCelebrityArea *point)
{
  const GstStructure *landmark;

  if (!GST_VALUE_HOLDS_STRUCTURE (value))
    return FALSE;
  *point = (GstCelebrityArea){ 0 };
  landmark = gst_value_get_structure (value);
  if (landmark == NULL ||
      !gst_structure_get_double (landmark, "x", &point->x) ||
      !gst_structure_get_double (landmark, "y", &point->y))
    return FALSE;
  gst_celebrity_orientation_turn (orientation, 1.0, 1.0, point);
  return point->x >= 0.0 && point->x <= 1.0 && point->y >= 0.0 &&
      point->y <= 1.0;
}

static void
fill_points (CelebrityScene *scene, CelebritySceneItem *item,
    const GstCelebrityPerson *person, gint dot, const CelebrityCanvas *canvas)
{
  const GValue *landmarks;

  if (!person->has_frame || person->record == NULL || dot > canvas->width ||
      dot > canvas->height)
    return;
  landmarks = gst_structure_get_value (person->record, "landmarks");
  if (landmarks == NULL || !GST_VALUE_HOLDS_ARRAY (landmarks))
    return;

  for (guint i = 0; i < gst_value_array_get_size (landmarks); i++) {
    CelebrityPoint point;
    GstCelebrityArea ratios;

    if (item->n_points == MAX_POINTS)
      return;
    if (!get_point (gst_value_array_get_value (landmarks, i),
            canvas->orientation, &ratios))
      continue;
    point.x = CLAMP ((gint) (ratios.x * canvas->width + 0.5) - dot / 2, 0,
        canvas->width - dot);
    point.y = CLAMP ((gint) (ratios.y * canvas->height + 0.5) - dot / 2, 0,
        canvas->height - dot);
    g_array_append_val (scene->points, point);
    item->n_points++;
  }
}

static void
fill_item (CelebritySceneItem *item, const GstCelebrityPerson *person,
    const CelebrityLook *look, const CelebrityCanvas *canvas)
{
  gboolean is_face = person->face.w > 0.0 || !person->is_body;

  item->identity =
      g_str_hash (get_key (person)) * 31 + (guint32) person->track_id;
  item->color = look->color;
  if (look->color == 0)
    item->color = celebrity_palette_get_color (person->id, person->name);
  item->is_faint = person->state == GST_CELEBRITY_STATE_HELD;
  if (is_face)
    fill_rect (&item->face, person->face.w > 0.0 ? &person->face : &person->box,
        canvas);
  if ((look->draw & CELEBRITY_DRAW_NAME) != 0)
    append_text (item->label, sizeof item->label, person->name);
  fill_note (item, person, look->draw);
}

void
celebrity_scene_fill (CelebrityScene *scene, const GstCelebrityPerson *people,
    guint n_people, const CelebrityLook *look, const CelebritySizes *sizes,
    const CelebrityCanvas *canvas)
{
  g_array_set_size (scene->items, 0);
  g_array_set_size (scene->points, 0);
  for (guint i = 0; i < n_people; i++) {
    guint n_items = scene->items->len;
    GstCelebrityPixels box = turn (canvas, &people[i].box);
    CelebrityRect rect;
    CelebritySceneItem *item;

    if (!celebrity_outline_get_rect (&box, canvas->width, canvas->height, sizes,
            &rect))
      continue;
    g_array_set_size (scene->items, n_items + 1);
    item = &g_array_index (scene->items, CelebritySceneItem, n_items);
    item->rect = rect;
    fill_item (item, &people[i], look, canvas);
    if ((look->draw & CELEBRITY_DRAW_LANDMARKS) != 0)
      fill_points (scene, item, &people[i], sizes->dot, canvas);
  }
}

static gboolean
equal_arrays (const GArray *a, const GArray *b, gsize size)
{
  return a->len == b->len &&
      (a->len == 0 || memcmp (a->data, b->data, a->len * size) == 0);
}

gboolean
celebrity_scene_equals (const CelebrityScene *a, const CelebrityScene *b)
{
  return equal_arrays (a->items, b->items, sizeof (CelebritySceneItem)) &&
      equal_arrays (a->points, b->points, sizeof (CelebrityPoint));
}
