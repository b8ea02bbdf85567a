/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/rekognition/rek-model-tracks.h"

#define N_SAMPLED 100
#define LONGEST_DIFFERENCE (1000 * G_GINT64_CONSTANT (1000000))
#define DEFAULT_INTERVAL (500 * G_GUINT64_CONSTANT (1000000))

/* What a detection has. */

RekBox
rek_model_body (const RekDetection *detection)
{
  return detection->body != NULL ? *detection->body : REK_BOX_NONE;
}

double
rek_model_confidence (const RekDetection *detection)
{
  return isnan (detection->confidence) ? 0 : detection->confidence;
}

static gboolean
has_face (const RekDetection *detection)
{
  return rek_box_is_set (&detection->face);
}

static gboolean
has_body (const RekDetection *detection)
{
  RekBox body = rek_model_body (detection);

  return rek_box_is_set (&body);
}

static gboolean
has_anything (G_GNUC_UNUSED const RekDetection *detection)
{
  return TRUE;
}

static gboolean
is_same_person (const RekDetection *a, const RekDetection *b)
{
  return a->person->identity == b->person->identity;
}

gint64
rek_model_track_first (const RekModelTrack *track)
{
  return rek_detection_get_time (track->detections->pdata[0]);
}

gint64
rek_model_track_last (const RekModelTrack *track)
{
  return rek_detection_get_time (
      track->detections->pdata[track->detections->len - 1]);
}

/* Orders. */

/* A missing number is equal to a missing one and comes after any other. */
static int
compare_numbers (double a, double b)
{
  if (isnan (a) || isnan (b))
    return (isnan (a) != 0) - (isnan (b) != 0);
  return (a > b) - (a < b);
}

static int
compare_times (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_boxes (const RekBox *a, const RekBox *b)
{
  int order;

  if (!rek_box_is_set (a) || !rek_box_is_set (b))
    return rek_box_is_set (b) - rek_box_is_set (a);
  order = compare_numbers (a->left, b->left);
  if (order == 0)
    order = compare_numbers (a->top, b->top);
  if (order == 0)
    order = compare_numbers (a->width, b->width);
  if (order == 0)
    order = compare_numbers (a->height, b->height);
  return order;
}

/* By the face, or the body of a detection without a face; then by both. */
static int
compare_places (const RekDetection *a, const RekDetection *b)
{
  RekBox a_body = rek_model_body (a);
  RekBox b_body = rek_model_body (b);
  int order = compare_boxes (has_face (a) ? &a->face : &a_body,
      has_face (b) ? &b->face : &b_body);

  if (order == 0)
    order = compare_boxes (&a->face, &b->face);
  if (order == 0)
    order = compare_boxes (&a_body, &b_body);
  return order;
}

/* GCompareFunc of a GPtrArray of one person's detections. Of several that are
 * equal in time, face and body the one that counts comes first. */
static int
compare_detections (gconstpointer a_item, gconstpointer b_item)
{
  const RekDetection *a = *(const RekDetection *const *) a_item;
  const RekDetection *b = *(const RekDetection *const *) b_item;
  int order = compare_times (a->timestamp_ms, b->timestamp_ms);

  if (order == 0)
    order = compare_places (a, b);
  if (order == 0)
    order =
        compare_numbers (rek_model_confidence (b), rek_model_confidence (a));
  if (order == 0)
    order = g_strcmp0 (a->person->name, b->person->name);
  return order;
}

/* The order of track ids. Two tracks are never equal: they would be of one
 * person and begin with the same detection. */
static int
compare_tracks (const RekModelTrack *a, const RekModelTrack *b)
{
  int order =
      compare_times (rek_model_track_first (a), rek_model_track_first (b));

  if (order == 0)
    order = g_strcmp0 (a->person->id, b->person->id);
  if (order == 0)
    order = g_strcmp0 (a->person->name, b->person->name);
  if (order == 0)
    order = compare_places (a->detections->pdata[0], b->detections->pdata[0]);
  return order;
}

/* GCompareFunc of a GPtrArray of tracks. */
static int
compare_track_items (gconstpointer a_item, gconstpointer b_item)
{
  return compare_tracks (*(const RekModelTrack *const *) a_item,
      *(const RekModelTrack *const *) b_item);
}

/* GCompareFunc of a GPtrArray of detections. */
static int
compare_timestamps (gconstpointer a_item, gconstpointer b_item)
{
  const RekDetection *a = *(const RekDetection *const *) a_item;
  const RekDetection *b = *(const RekDetection *const *) b_item;

  return compare_times (a->timestamp_ms, b->timestamp_ms);
}

/* GCompareFunc of a GArray of gint64. */
static int
compare_differences (gconstpointer a, gconstpointer b)
{
  return compare_times (*(const gint64 *) a, *(const gint64 *) b);
}

/* Sampling intervals. */

/* The lower median of the differences of at most a second between consecutive
 * distinct Timestamps, of the detections that @has accepts. */
static guint64
get_interval (const GPtrArray *detections,
    gboolean (*has) (const RekDetection *detection), guint64 otherwise)
{
  g_autoptr (GArray) differences = g_array_new (FALSE, FALSE, sizeof (gint64));
  const RekDetection *previous = NULL;

  for (guint i = 0; i < detections->len; i++) {
    const RekDetection *detection = detections->pdata[i];
    gint64 difference;

    if (!has (detection))
      continue;
    if (previous != NULL) {
      difference = rek_detection_get_time (detection) -
          rek_detection_get_time (previous);
      if (difference > 0 && difference <= LONGEST_DIFFERENCE)
        g_array_append_val (differences, difference);
    }
    previous = detection;
  }
  if (differences->len == 0)
    return otherwise;
  g_array_sort (differences, compare_differences);
  return (
      guint64) g_array_index (differences, gint64, (differences->len - 1) / 2);
}

void
rek_model_intervals (const GPtrArray *detections, guint64 *all, guint64 *face,
    guint64 *body)
{
  g_autoptr (GPtrArray) sampled = g_ptr_array_new ();

  for (guint i = 0; i < detections->len; i++)
    g_ptr_array_add (sampled, detections->pdata[i]);
  g_ptr_array_sort (sampled, compare_timestamps);
  while (sampled->len > N_SAMPLED &&
      compare_timestamps (&sampled->pdata[sampled->len - 1],
          &sampled->pdata[N_SAMPLED - 1]) > 0)
    g_ptr_array_set_size (sampled, (int) sampled->len - 1);

  *all = get_interval (sampled, has_anything, DEFAULT_INTERVAL);
  *face = get_interval (sampled, has_face, *all);
  *body = get_interval (sampled, has_body, *all);
}

/* Pairs of an open track and a detection. */

typedef struct {
  RekModelTrack *track;
  const RekDetection *detection;
  gboolean has_common_box;
  double overlap;
  double distance;
} Pair;

double
rek_model_intersection (const RekBox *a, const RekBox *b)
{
  double width =
      MIN (a->left + a->width, b->left + b->width) - MAX (a->left, b->left);
  double height =
      MIN (a->top + a->height, b->top + b->height) - MAX (a->top, b->top);

  return width > 0 && height > 0 ? width * height : 0;
}

static double
get_overlap (const RekBox *a, const RekBox *b)
{
  double intersection = rek_model_intersection (a, b);
  double both = a->width * a->height + b->width * b->height - intersection;

  return both > 0 ? intersection / both : 0;
}

static double
get_distance (const RekBox *a, const RekBox *b)
{
  double dx = (a->left + a->width / 2) - (b->left + b->width / 2);
  double dy = (a->top + a->height / 2) - (b->top + b->height / 2);

  return dx * dx + dy * dy;
}

static Pair
make_pair (RekModelTrack *track, const RekDetection *detection)
{
  const RekDetection *last =
      track->detections->pdata[track->detections->len - 1];
  Pair pair = { .track = track, .detection = detection };
  RekBox from, to;

  if (has_face (last) && has_face (detection)) {
    from = last->face;
    to = detection->face;
  } else if (has_body (last) && has_body (detection)) {
    from = rek_model_body (last);
    to = rek_model_body (detection);
  } else {
    return pair;
  }
  pair.has_common_box = TRUE;
  pair.overlap = get_overlap (&from, &to);
  pair.distance = get_distance (&from, &to);
  return pair;
}

static gboolean
is_better_pair (const Pair *a, const Pair *b)
{
  int order;

  if (a->has_common_box != b->has_common_box)
    return a->has_common_box;
  if (a->overlap != b->overlap)
    return a->overlap > b->overlap;
  if (a->distance != b->distance)
    return a->distance < b->distance;
  order = compare_tracks (a->track, b->track);
  if (order != 0)
    return order < 0;
  return compare_places (a->detection, b->detection) < 0;
}

/* Takes the best pair of all out of @open and @detections. */
static Pair
take_best_pair (GPtrArray *open, GPtrArray *detections)
{
  Pair best = { .track = NULL };

  for (guint i = 0; i < open->len; i++) {
    for (guint j = 0; j < detections->len; j++) {
      Pair pair = make_pair (open->pdata[i], detections->pdata[j]);

      if (best.track == NULL || is_better_pair (&pair, &best))
        best = pair;
    }
  }
  g_ptr_array_remove (open, best.track);
  g_ptr_array_remove (detections, (gpointer) best.detection);
  return best;
}

/* Tracks. */

static void
track_free (gpointer data)
{
  RekModelTrack *track = data;

  g_ptr_array_unref (track->detections);
  g_free (track);
}

static RekModelTrack *
track_new (const RekDetection *detection)
{
  RekModelTrack *track = g_new0 (RekModelTrack, 1);

  track->person = detection->person;
  track->detections = g_ptr_array_new ();
  g_ptr_array_add (track->detections, (gpointer) detection);
  return track;
}

/* Joins one person's detections at one time to that person's tracks. Empties
 * @detections. */
static void
add_to_tracks (GPtrArray *tracks, GPtrArray *detections, guint64 max_gap)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  gint64 time = rek_detection_get_time (detections->pdata[0]);

  for (guint i = 0; i < tracks->len; i++) {
    if ((guint64) (time - rek_model_track_last (tracks->pdata[i])) <= max_gap)
      g_ptr_array_add (open, tracks->pdata[i]);
  }
  while (open->len > 0 && detections->len > 0) {
    Pair pair = take_best_pair (open, detections);

    g_ptr_array_add (pair.track->detections, (gpointer) pair.detection);
  }
  for (guint i = 0; i < detections->len; i++)
    g_ptr_array_add (tracks, track_new (detections->pdata[i]));
  g_ptr_array_set_size (detections, 0);
}

/* Detections of the same person as @like, in order, each once. */
static GPtrArray *
get_persons_detections (const GPtrArray *detections, const RekDetection *like)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  GPtrArray *distinct = g_ptr_array_new ();
  const RekDetection *previous = NULL;

  for (guint i = 0; i < detections->len; i++) {
    if (is_same_person (detections->pdata[i], like))
      g_ptr_array_add (found, detections->pdata[i]);
  }
  g_ptr_array_sort (found, compare_detections);
  for (guint i = 0; i < found->len; i++) {
    const RekDetection *detection = found->pdata[i];

    if (previous == NULL || detection->timestamp_ms != previous->timestamp_ms ||
        compare_places (detection, previous) != 0)
      g_ptr_array_add (distinct, (gpointer) detection);
    previous = detection;
  }
  return distinct;
}

static void
add_person (GPtrArray *tracks, const GPtrArray *detections, guint64 max_gap)
{
  g_autoptr (GPtrArray) persons_tracks = g_ptr_array_new ();
  g_autoptr (GPtrArray) simultaneous = g_ptr_array_new ();

  for (guint i = 0; i < detections->len; i++) {
    g_ptr_array_add (simultaneous, detections->pdata[i]);
    if (i + 1 == detections->len ||
        compare_timestamps (&detections->pdata[i], &detections->pdata[i + 1]) !=
            0)
      add_to_tracks (persons_tracks, simultaneous, max_gap);
  }
  for (guint i = 0; i < persons_tracks->len; i++)
    g_ptr_array_add (tracks, persons_tracks->pdata[i]);
}

static gboolean
is_known (const GPtrArray *tracks, const RekPerson *person)
{
  for (guint i = 0; i < tracks->len; i++) {
    const RekModelTrack *track = tracks->pdata[i];

    if (track->person->identity == person->identity)
      return TRUE;
  }
  return FALSE;
}

GPtrArray *
rek_model_tracks_new (const GPtrArray *detections, guint64 max_gap)
{
  GPtrArray *tracks = g_ptr_array_new_with_free_func (track_free);

  for (guint i = 0; i < detections->len; i++) {
    const RekDetection *detection = detections->pdata[i];
    g_autoptr (GPtrArray) persons = NULL;

    if (is_known (tracks, detection->person))
      continue;
    persons = get_persons_detections (detections, detection);
    add_person (tracks, persons, max_gap);
  }
  g_ptr_array_sort (tracks, compare_track_items);
  for (guint i = 0; i < tracks->len; i++)
    ((RekModelTrack *) tracks->pdata[i])->id = i + 1;
  return tracks;
}
