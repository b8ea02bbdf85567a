/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-model-tracks.h"

#include <string.h>

#define MS G_GINT64_CONSTANT (1000000)

typedef GPtrArray Track;

typedef struct {
  double iou;
  double distance;
} Likeness;

static const RekDetection *
nth (const GPtrArray *detections, guint i)
{
  return detections->pdata[i];
}

static const RekDetection *
last_of (const Track *track)
{
  return nth (track, track->len - 1);
}

static gboolean
is_same_person (const RekDetection *a, const RekDetection *b)
{
  if (*a->person->id != '\0' || *b->person->id != '\0')
    return strcmp (a->person->id, b->person->id) == 0;
  return strcmp (a->person->name, b->person->name) == 0;
}

static gboolean
is_same_box (const RekBox *a, const RekBox *b)
{
  gboolean has_a = a != NULL && !isnan (a->width);
  gboolean has_b = b != NULL && !isnan (b->width);

  if (!has_a || !has_b)
    return has_a == has_b;
  return a->left == b->left && a->top == b->top && a->width == b->width &&
      a->height == b->height;
}

static gint
compare_int64s (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 two = *(const gint64 *) b;

  return (one > two) - (one < two);
}

/* All Timestamps, each once, in order. */
static GArray *
list_times (const GPtrArray *detections)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < detections->len; i++)
    g_array_append_val (times, nth (detections, i)->timestamp_ms);
  g_array_sort (times, compare_int64s);
  for (guint i = 1; i < times->len;) {
    if (g_array_index (times, gint64, i) ==
        g_array_index (times, gint64, i - 1))
      g_array_remove_index (times, i);
    else
      i++;
  }
  return times;
}

guint64
rek_model_find_interval (const GPtrArray *detections)
{
  g_autoptr (GArray) times = list_times (detections);
  g_autoptr (GArray) differences = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 1; i < times->len; i++) {
    gint64 difference =
        g_array_index (times, gint64, i) - g_array_index (times, gint64, i - 1);

    if (difference <= 1000)
      g_array_append_val (differences, difference);
  }
  if (differences->len == 0)
    return 500 * MS;
  g_array_sort (differences, compare_int64s);
  return g_array_index (differences, gint64, (differences->len - 1) / 2) * MS;
}

static gboolean
is_wanted (const RekDetection *detection, const RekTimelineSettings *settings)
{
  const char *const *words = settings->celebrities;

  if (settings->min_confidence > 0 &&
      (isnan (detection->confidence) ||
          detection->confidence < settings->min_confidence))
    return FALSE;
  return words == NULL || words[0] == NULL ||
      g_strv_contains (words, detection->person->name) ||
      g_strv_contains (words, detection->person->id);
}

static gboolean
is_duplicate (const RekDetection *a, const RekDetection *b)
{
  return is_same_person (a, b) && a->timestamp_ms == b->timestamp_ms &&
      is_same_box (&a->face, &b->face) && is_same_box (a->body, b->body);
}

/* What counts: wanted, and of duplicates the surest. */
static GPtrArray *
choose (const GPtrArray *all, const RekTimelineSettings *settings)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++) {
    gboolean is_beaten = !is_wanted (nth (all, i), settings);

    for (guint j = 0; j < all->len && !is_beaten; j++)
      is_beaten = is_wanted (nth (all, j), settings) &&
          is_duplicate (nth (all, i), nth (all, j)) &&
          nth (all, j)->confidence > nth (all, i)->confidence;
    if (!is_beaten)
      g_ptr_array_add (chosen, (gpointer) nth (all, i));
  }
  return chosen;
}

static gint
compare_boxes (const RekBox *a, const RekBox *b)
{
  gboolean has_a = a != NULL && !isnan (a->width);
  gboolean has_b = b != NULL && !isnan (b->width);

  if (!has_a || !has_b)
    return has_b - has_a;
  if (a->left != b->left)
    return a->left < b->left ? -1 : 1;
  if (a->top != b->top)
    return a->top < b->top ? -1 : 1;
  if (a->width != b->width)
    return a->width < b->width ? -1 : 1;
  return (a->height > b->height) - (a->height < b->height);
}

/* By the face, else the body. Where that is the same, one has another body or
 * no face: then face before no face, then by the body. */
static gint
compare_places (const RekDetection *a, const RekDetection *b)
{
  gint result = compare_boxes (isnan (a->face.width) ? a->body : &a->face,
      isnan (b->face.width) ? b->body : &b->face);

  if (result == 0)
    result = compare_boxes (&a->face, &b->face);
  return result != 0 ? result : compare_boxes (a->body, b->body);
}

static gint
compare_tracks (gconstpointer a, gconstpointer b)
{
  const RekDetection *one = nth (*(Track *const *) a, 0);
  const RekDetection *two = nth (*(Track *const *) b, 0);
  gint result = compare_int64s (&one->timestamp_ms, &two->timestamp_ms);

  if (result == 0)
    result = strcmp (one->person->id, two->person->id);
  if (result == 0)
    result = strcmp (one->person->name, two->person->name);
  return result != 0 ? result : compare_places (one, two);
}

gboolean
rek_model_intersect (const RekBox *a, const RekBox *b, double *area)
{
  double left = MAX (a->left, b->left);
  double top = MAX (a->top, b->top);
  double right = MIN (a->left + a->width, b->left + b->width);
  double bottom = MIN (a->top + a->height, b->top + b->height);

  *area = 0;
  if (isnan (a->width) || isnan (b->width) || left >= right || top >= bottom)
    return FALSE;
  *area = (right - left) * (bottom - top);
  return TRUE;
}

static Likeness
compare_detections (const RekDetection *a, const RekDetection *b)
{
  gboolean have_faces = !isnan (a->face.width) && !isnan (b->face.width);
  const RekBox *one = have_faces ? &a->face : a->body;
  const RekBox *two = have_faces ? &b->face : b->body;
  double area;
  double x;
  double y;

  if (one == NULL || two == NULL)
    return (Likeness){ -1, 0 };
  rek_model_intersect (one, two, &area);
  x = one->left + one->width / 2 - two->left - two->width / 2;
  y = one->top + one->height / 2 - two->top - two->height / 2;
  return (Likeness){ area /
        (one->width * one->height + two->width * two->height - area),
    sqrt (x * x + y * y) };
}

static gboolean
is_more_alike (Likeness a, Likeness b)
{
  return a.iou > b.iou || (a.iou == b.iou && a.distance < b.distance);
}

static gint
compare_in_group (gconstpointer a, gconstpointer b)
{
  return compare_places (*(const RekDetection *const *) a,
      *(const RekDetection *const *) b);
}

/* The best pair of all again and again. @open is in the order of track ids and
 * @group in that of places, so that the first of equal ones wins. */
static void
pair_up (GPtrArray *open, GPtrArray *group)
{
  while (open->len > 0 && group->len > 0) {
    guint best_track = 0;
    guint best_detection = 0;
    Likeness best = { -2, 0 };

    for (guint i = 0; i < open->len; i++) {
      for (guint j = 0; j < group->len; j++) {
        Likeness likeness =
            compare_detections (last_of (open->pdata[i]), nth (group, j));

        if (is_more_alike (likeness, best)) {
          best = likeness;
          best_track = i;
          best_detection = j;
        }
      }
    }
    g_ptr_array_add (open->pdata[best_track], group->pdata[best_detection]);
    g_ptr_array_remove_index (open, best_track);
    g_ptr_array_remove_index (group, best_detection);
  }
}

/* Adds to the tracks of one person what there is of it at one time. */
static void
join_group (GPtrArray *tracks, GPtrArray *group, guint64 max_gap)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  gint64 time = nth (group, 0)->timestamp_ms;

  g_ptr_array_sort (tracks, compare_tracks);
  for (guint i = 0; i < tracks->len; i++) {
    const RekDetection *last = last_of (tracks->pdata[i]);

    if (is_same_person (last, nth (group, 0)) &&
        (guint64) (time - last->timestamp_ms) * MS <= max_gap)
      g_ptr_array_add (open, tracks->pdata[i]);
  }
  g_ptr_array_sort (group, compare_in_group);
  pair_up (open, group);
  for (guint i = 0; i < group->len; i++) {
    Track *track = g_ptr_array_new ();

    g_ptr_array_add (track, group->pdata[i]);
    g_ptr_array_add (tracks, track);
  }
}

static void
join_time (GPtrArray *tracks, const GPtrArray *detections, gint64 time,
    guint64 max_gap)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new ();

  for (guint i = 0; i < detections->len; i++) {
    if (nth (detections, i)->timestamp_ms == time)
      g_ptr_array_add (left, detections->pdata[i]);
  }
  while (left->len > 0) {
    g_autoptr (GPtrArray) group = g_ptr_array_new ();
    const RekDetection *first = nth (left, 0);

    for (guint i = 0; i < left->len;) {
      if (is_same_person (first, nth (left, i)))
        g_ptr_array_add (group, g_ptr_array_remove_index (left, i));
      else
        i++;
    }
    join_group (tracks, group, max_gap);
  }
}

static gint64
find_end (const GPtrArray *tracks, const Track *track, guint64 hold)
{
  const RekDetection *last = last_of (track);
  gint64 end = last->timestamp_ms * MS + (gint64) hold;

  for (guint i = 0; i < tracks->len; i++) {
    const RekDetection *first = nth (tracks->pdata[i], 0);

    if (is_same_person (first, last) &&
        first->timestamp_ms > last->timestamp_ms)
      end = MIN (end, first->timestamp_ms * MS);
  }
  return end;
}

GPtrArray *
rek_model_join (const GPtrArray *all, const RekTimelineSettings *settings,
    GArray *ends)
{
  GPtrArray *tracks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) detections = choose (all, settings);
  g_autoptr (GArray) times = list_times (detections);
  guint64 interval = rek_model_find_interval (all);
  guint64 hold = settings->hold == REK_AUTOMATIC ? interval : settings->hold;
  guint64 max_gap = settings->max_gap;

  if (max_gap == REK_AUTOMATIC)
    max_gap = interval * 2 + interval / 2;
  for (guint i = 0; i < times->len; i++)
    join_time (tracks, detections, g_array_index (times, gint64, i), max_gap);
  g_ptr_array_sort (tracks, compare_tracks);

  for (guint i = 0; i < tracks->len; i++) {
    gint64 end = find_end (tracks, tracks->pdata[i], hold);

    g_array_append_val (ends, end);
  }
  return tracks;
}
