/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Jobs as the service really makes them: 15 samples per second, a body in each
 * detection, a face in each third or fourth, a confidence that swings, people
 * who are missed now and then. One is made here; the other one is in the folder
 * that REKOGNITION_VECTORS names. */

#include "support/rekognition/rek-fixtures.h"
#include "support/rekognition/rek-model-check.h"

#include <string.h>

#define VECTORS_VARIABLE "REKOGNITION_VECTORS"
#define VECTOR "dense-job.json"
#define MS G_GINT64_CONSTANT (1000000)
#define SECOND G_GINT64_CONSTANT (1000000000)

/* 30000/1001 frames per second. */
#define FRAME_DURATION G_GINT64_CONSTANT (33366666)
#define MADE_SAMPLES 600
#define N_SEEKS 400

typedef struct {
  const char *name;
  /* the public one, else the one that is made here */
  gboolean is_vector;
  /* whose appearances are counted */
  const char *person;
  guint max_appearances;
  guint max_changes;
} Source;

static const Source sources[] = {
  { "vector", TRUE, "Ada Moreno", 3, 4 },
  { "made", FALSE, "Ada", 1, 4 },
};

static gint64
get_pts (gint64 frame)
{
  return frame * SECOND * 1001 / 30000;
}

static void
add_sample (GPtrArray *detections, RekPool *pool, GRand *rand, guint sample,
    guint person)
{
  static const char *const names[] = { "Ada", "Otto" };
  double move = 0.0004 * sample * (person == 0 ? 1 : -1);
  const RekBox body = { 0.1 + 0.45 * person + move, 0.05, 0.3, 0.9 };
  const RekBox face = { body.left + 0.1, 0.1, 0.1, 0.2 };
  RekDetection detection = REK_DETECTION_INIT;

  detection.timestamp_ms = get_pts (sample * 2) / MS;
  detection.person =
      rek_pool_person (pool, names[person], names[person], NULL, NULL);
  detection.confidence = g_rand_int_range (rand, 50, 101);
  detection.body = &body;
  if ((sample + person) % 7 % 3 == 0)
    detection.face = face;
  g_ptr_array_add (detections,
      (gpointer) rek_pool_detection (pool, &detection));
}

/* One in twenty samples misses somebody; each person turns away for 3 seconds:
 * the face is not seen. */
static RekResults *
make_results (void)
{
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (GPtrArray) detections = g_ptr_array_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint sample = 0; sample < MADE_SAMPLES; sample++) {
    for (guint person = 0; person < 2; person++) {
      if (g_rand_int_range (rand, 0, 20) != 0)
        add_sample (detections, pool, rand, sample, person);
    }
  }
  return rek_data_make_results (pool, detections);
}

static RekResults *
load_vector (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv (VECTORS_VARIABLE), VECTOR, NULL);
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (RekResults) results = rek_results_new (pool);
  g_autoptr (RekPage) page = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (text, length);
  page = rek_page_parse (bytes, pool, &error);
  g_assert_no_error (error);
  rek_results_add_page (results, page);
  return g_steal_pointer (&results);
}

/* Returns: (nullable): NULL if the test was skipped */
static RekResults *
get_results (const Source *source)
{
  if (!source->is_vector)
    return make_results ();
  if (g_getenv (VECTORS_VARIABLE) == NULL) {
    g_test_skip ("" VECTORS_VARIABLE " does not name a folder");
    return NULL;
  }
  return load_vector ();
}

static gint64
count_frames (const RekResults *results)
{
  const RekDetection *last =
      g_ptr_array_index (results->detections, results->detections->len - 1);

  return (last->timestamp_ms + 1000) * MS / FRAME_DURATION;
}

static void
check_frame (const RekModel *model, RekCursor *cursor, gint64 frame,
    RekBoxChoice box, double min_confidence)
{
  const RekLookup lookup = {
    .time = get_pts (frame),
    .frame_duration = FRAME_DURATION,
    .interpolate = TRUE,
    .box = box,
    .min_confidence = min_confidence,
  };

  rek_model_assert_lookup (model, cursor, &lookup);
}

/* Forwards, backwards and over seeks it agrees with the model. */
static void
test_model (gconstpointer data)
{
  static const double confidences[] = { 0, 95 };
  const RekTimelineSettings settings = REK_DATA_SETTINGS;
  g_autoptr (RekResults) results = get_results (data);
  g_autoptr (RekTimeline) timeline = NULL;
  g_autoptr (RekModel) model = NULL;
  g_autoptr (RekCursor) cursor = NULL;
  gint32 n_frames;

  if (results == NULL)
    return;
  timeline = rek_timeline_new (results, &settings, NULL);
  model = rek_model_new (results, &settings);
  cursor = rek_cursor_new (timeline);
  n_frames = (gint32) count_frames (results);

  for (guint i = 0; i < 2 * 4; i++) {
    RekBoxChoice box = (RekBoxChoice) (i % 4);

    for (gint32 frame = 0; frame < n_frames; frame++)
      check_frame (model, cursor, frame, box, confidences[i / 4]);
    for (gint32 frame = n_frames; frame > 0; frame--)
      check_frame (model, cursor, frame - 1, box, confidences[i / 4]);
    for (guint seek = 0; seek < N_SEEKS; seek++)
      check_frame (model, cursor, g_test_rand_int_range (0, n_frames), box,
          confidences[i / 4]);
  }
}

static void
look (RekCursor *cursor, gint64 frame, double min_confidence,
    const RekPresence **people, guint *n_people)
{
  const RekLookup lookup = {
    .time = get_pts (frame),
    .frame_duration = FRAME_DURATION,
    .interpolate = TRUE,
    .min_confidence = min_confidence,
  };

  *people = rek_cursor_lookup (cursor, &lookup, n_people);
}

/* How often a box jumps between face and body of somebody who stays on. */
static guint
count_changes (RekCursor *cursor, gint64 n_frames)
{
  g_autoptr (GHashTable) shown = g_hash_table_new (NULL, NULL);
  guint n_changes = 0;

  for (gint64 frame = 0; frame < n_frames; frame++) {
    g_autoptr (GHashTable) now = g_hash_table_new (NULL, NULL);
    const RekPresence *people;
    guint n;

    look (cursor, frame, 0, &people, &n);
    for (guint i = 0; i < n; i++) {
      gpointer track = GUINT_TO_POINTER (people[i].track->id);
      gboolean is_body;
      gpointer before;

      g_assert_nonnull (
          rek_presence_get_box (&people[i], REK_BOX_CHOICE_AUTO, &is_body));
      if (g_hash_table_lookup_extended (shown, track, NULL, &before) &&
          GPOINTER_TO_INT (before) != is_body)
        n_changes++;
      g_hash_table_insert (now, track, GINT_TO_POINTER (is_body));
    }
    g_hash_table_unref (shown);
    shown = g_steal_pointer (&now);
  }
  return n_changes;
}

/* How often somebody comes on screen, however short the gap before it. */
static guint
count_appearances (RekCursor *cursor, gint64 n_frames, const char *name,
    double min_confidence)
{
  gboolean was_on = FALSE;
  guint n_appearances = 0;

  for (gint64 frame = 0; frame < n_frames; frame++) {
    const RekPresence *people;
    gboolean is_on = FALSE;
    guint n;

    look (cursor, frame, min_confidence, &people, &n);
    for (guint i = 0; i < n; i++)
      is_on = is_on || g_str_equal (people[i].detection->person->name, name);
    if (is_on && !was_on)
      n_appearances++;
    was_on = is_on;
  }
  return n_appearances;
}

static void
test_calm (gconstpointer data)
{
  const Source *source = data;
  const RekTimelineSettings settings = REK_DATA_SETTINGS;
  g_autoptr (RekResults) results = get_results (source);
  g_autoptr (RekTimeline) timeline = NULL;
  g_autoptr (RekCursor) cursor = NULL;
  gint64 n_frames;

  if (results == NULL)
    return;
  timeline = rek_timeline_new (results, &settings, NULL);
  cursor = rek_cursor_new (timeline);
  n_frames = count_frames (results);

  g_assert_cmpuint (count_changes (cursor, n_frames), <=, source->max_changes);
  for (guint confidence = 0; confidence < 100; confidence += 3) {
    guint n = count_appearances (cursor, n_frames, source->person, confidence);

    g_assert_cmpuint (n, >, 0);
    g_assert_cmpuint (n, <=, source->max_appearances);
  }
}

static void
shuffle (GPtrArray *items, GRand *rand)
{
  for (guint i = items->len; i > 1; i--) {
    guint j = (guint) g_rand_int_range (rand, 0, (gint32) i);
    gpointer item = items->pdata[i - 1];

    items->pdata[i - 1] = items->pdata[j];
    items->pdata[j] = item;
  }
}

/* A copy in its own pool: people are numbered in the order of their
 * detections. */
static const RekDetection *
copy_detection (const RekDetection *detection, RekPool *pool)
{
  RekDetection copy = *detection;

  copy.person = rek_pool_person (pool, detection->person->id,
      detection->person->name, NULL, NULL);
  copy.landmark_types = NULL;
  copy.landmarks = NULL;
  copy.attributes = NULL;
  return rek_pool_detection (pool, &copy);
}

/* The same detections in any order, on pages of any size. */
static RekResults *
permute (const RekResults *results, GRand *rand)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (RekPool) pool = rek_pool_new ();
  RekResults *permuted = rek_results_new (pool);
  guint i = 0;

  for (guint j = 0; j < results->detections->len; j++)
    g_ptr_array_add (order, results->detections->pdata[j]);
  shuffle (order, rand);

  while (i < order->len) {
    guint n = (guint) g_rand_int_range (rand, 0, 400);
    g_autoptr (GPtrArray) detections = g_ptr_array_new ();
    RekPage page = { .detections = detections };

    for (guint end = MIN (i + n, order->len); i < end; i++)
      g_ptr_array_add (detections,
          (gpointer) copy_detection (order->pdata[i], pool));
    rek_results_add_page (permuted, &page);
  }
  return permuted;
}

static void
append_number (GString *text, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (text, ' ');
  g_string_append (text, g_ascii_dtostr (digits, sizeof (digits), number));
}

static void
append_box (GString *text, const RekBox *box)
{
  append_number (text, box->left);
  append_number (text, box->top);
  append_number (text, box->width);
  append_number (text, box->height);
}

/* All results on each frame. */
static char *
describe (RekResults *results, gint64 n_frames)
{
  const RekTimelineSettings settings = REK_DATA_SETTINGS;
  g_autoptr (RekTimeline) timeline =
      rek_timeline_new (results, &settings, NULL);
  g_autoptr (RekCursor) cursor = rek_cursor_new (timeline);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gint64 frame = 0; frame < n_frames; frame++) {
    const RekPresence *people;
    guint n;

    look (cursor, frame, 0, &people, &n);
    for (guint i = 0; i < n; i++) {
      g_string_append_printf (text, "%d %u %s %d", (int) frame,
          people[i].track->id, people[i].detection->person->name,
          (int) people[i].state);
      append_number (text, people[i].detection->confidence);
      append_box (text, &people[i].face);
      append_box (text, &people[i].body);
      g_string_append_c (text, '\n');
    }
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_order (gconstpointer data)
{
  g_autoptr (RekResults) results = get_results (data);
  g_autoptr (GRand) rand = NULL;
  g_autofree char *expected = NULL;
  gint64 n_frames;

  if (results == NULL)
    return;
  rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  n_frames = count_frames (results);
  expected = describe (results, n_frames);
  for (guint i = 0; i < 5; i++) {
    g_autoptr (RekResults) permuted = permute (results, rand);
    g_autofree char *text = describe (permuted, n_frames);

    g_assert_true (g_str_equal (text, expected));
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    GTestDataFunc func;
  } tests[] = {
    { "model", test_model },
    { "calm", test_calm },
    { "order", test_order },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (tests); j++) {
      g_autofree char *path =
          g_strdup_printf ("/rek-dense/%s/%s", sources[i].name, tests[j].name);

      g_test_add_data_func (path, &sources[i], tests[j].func);
    }
  }
  return g_test_run ();
}
