/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/rekognition/rek-fixtures.h"
#include "support/rekognition/rek-model-check.h"

#define MS G_GINT64_CONSTANT (1000000)

#define FACE \
  { \
    0.2, 0.1, 0.2, 0.2 \
  }

/* A random job and random lookups. Times lie on a grid of @step_ms, so that
 * several people, and one person several times, meet at one Timestamp. */
typedef struct {
  const char *name;
  guint n_detections;
  guint n_people;
  guint n_times;
  gint step_ms;
  guint64 hold;
  guint64 max_gap;
  guint64 lead;
} Case;

#define AUTO REK_AUTOMATIC

static const Case cases[] = {
  { "alone", 30, 1, 40, 500, AUTO, AUTO, 0 },
  { "few", 60, 4, 40, 480, AUTO, AUTO, 0 },
  { "sparse", 40, 5, 400, 500, AUTO, AUTO, 0 },
  { "dense", 200, 2, 150, 66, AUTO, AUTO, 0 },
  { "dense-crowd", 300, 4, 60, 33, AUTO, AUTO, 0 },
  { "many-tracks", 160, 6, 500, 500, AUTO, AUTO, 0 },
  { "crowd-of-one", 80, 1, 8, 500, AUTO, AUTO, 0 },
  { "split-screens", 100, 3, 15, 333, AUTO, AUTO, 0 },
  { "one-time", 20, 2, 1, 500, AUTO, AUTO, 0 },
  { "long-hold", 60, 4, 100, 500, 5000 * MS, AUTO, 0 },
  { "no-hold", 60, 4, 100, 500, 0, AUTO, 0 },
  { "short-hold", 60, 4, 100, 66, 20 * MS, AUTO, 0 },
  { "long-gap", 60, 4, 100, 500, AUTO, 10000 * MS, 0 },
  { "no-gap", 60, 4, 40, 500, 1200 * MS, 0, 0 },
  { "lead", 60, 4, 200, 500, AUTO, AUTO, 700 * MS },
  { "lead-no-hold", 60, 4, 200, 333, 0, AUTO, 900 * MS },
  { "lead-long-hold", 60, 4, 200, 500, 3000 * MS, AUTO, 2000 * MS },
  { "lead-endless", 60, 4, 200, 500, AUTO, AUTO, G_MAXUINT64 },
  { "lead-in-gaps", 120, 2, 200, 100, 50 * MS, 300 * MS, 150 * MS },
};

typedef struct {
  RekPool *pool;
  RekResults *results;
  RekTimeline *timeline;
  RekModel *model;
  gint64 end;
} Job;

static double
random_number (GRand *rand, double min, double max)
{
  if (g_rand_int_range (rand, 0, 6) == 0)
    return NAN;
  return g_rand_int_range (rand, (gint) min, (gint) max);
}

/* On a grid of sixteenths, where overlaps and distances are often equal and
 * always exact. Some lie partly outside the frame. */
static RekBox
random_box (GRand *rand)
{
  if (g_rand_int_range (rand, 0, 4) == 0)
    return (RekBox){ 0.0, 0.0, 0.0, 0.0 };
  return (RekBox){ g_rand_int_range (rand, -2, 15) / 16.0,
    g_rand_int_range (rand, -1, 4) / 16.0, g_rand_int_range (rand, 1, 5) / 16.0,
    g_rand_int_range (rand, 2, 4) / 16.0 };
}

/* The first person has no id, the second two names. */
static const RekPerson *
random_person (GRand *rand, RekPool *pool, const Case *test)
{
  gint n = g_rand_int_range (rand, 0, (gint32) test->n_people);
  g_autofree char *id = g_strdup_printf ("id%d", n);
  g_autofree char *name = g_strdup_printf ("Name %d", n);

  if (n == 0)
    return rek_pool_person (pool, "", "Name 3", NULL, NULL);
  if (n == 1 && g_rand_boolean (rand))
    return rek_pool_person (pool, id, "Another", NULL, NULL);
  return rek_pool_person (pool, id, name, NULL, NULL);
}

/* No two have the same confidence, so that it is defined which duplicate
 * counts. */
static const RekDetection *
random_detection (GRand *rand, RekPool *pool, const Case *test, guint i)
{
  RekDetection detection = REK_DETECTION_INIT;
  RekBox body = random_box (rand);
  RekBox face = random_box (rand);

  detection.timestamp_ms =
      test->step_ms * g_rand_int_range (rand, 1, (gint32) test->n_times + 1);
  detection.person = random_person (rand, pool, test);
  detection.confidence = g_rand_int_range (rand, 50, 100) + i / 1024.0;
  if (face.width > 0.0)
    detection.face = face;
  if (body.width > 0.0)
    detection.body = &body;
  detection.pose = (RekPose){ random_number (rand, -180, 181),
    random_number (rand, -180, 181), random_number (rand, -90, 91) };
  return rek_pool_detection (pool, &detection);
}

static const RekDetection *
copy_with_confidence (RekPool *pool, const RekDetection *detection, guint i)
{
  RekDetection copy = *detection;

  copy.confidence = 50 + (i * 37 % 50) + i / 1024.0;
  return rek_pool_detection (pool, &copy);
}

static void
job_init (Job *job, const Case *test, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) detections = g_ptr_array_new ();
  const RekTimelineSettings settings = { test->hold, test->max_gap,
    test->lead };

  job->pool = rek_pool_new ();
  for (guint i = 0; i < test->n_detections; i++) {
    const RekDetection *detection = random_detection (rand, job->pool, test, i);

    if (i > 0 && g_rand_int_range (rand, 0, 10) == 0)
      detection = copy_with_confidence (job->pool, detections->pdata[i / 2], i);
    g_ptr_array_add (detections, (gpointer) detection);
  }
  job->results = rek_data_make_results (job->pool, detections);
  job->timeline = rek_timeline_new (job->results, &settings, NULL);
  job->model = rek_model_new (job->results, &settings);
  job->end = (test->n_times + 12) * test->step_ms * MS;
}

static void
job_clear (Job *job)
{
  rek_model_free (job->model);
  rek_timeline_unref (job->timeline);
  rek_results_unref (job->results);
  rek_pool_unref (job->pool);
}

/* Everything that may change while playing changes from one lookup to the next.
 */
static guint
check_lookup (const Job *job, RekCursor *cursor, gint64 time)
{
  static const guint64 frames[] = { 40 * MS, 33366666, 0, 700 * MS, 40 * MS };
  guint how = (guint) ABS (time / MS);
  RekLookup lookup = {
    .time = time,
    .frame_duration = frames[how / 7 % G_N_ELEMENTS (frames)],
    .interpolate = how % 5 != 0,
    .box = (RekBoxChoice) (how % 4),
    .min_confidence = how % 3 == 0 ? 50 + how % 50 : 0,
  };

  return rek_model_assert_lookup (job->model, cursor, &lookup);
}

static guint
play (const Job *job, gint64 from, gint64 to, gint64 step)
{
  g_autoptr (RekCursor) cursor = rek_cursor_new (job->timeline);
  guint n_seen = 0;

  for (gint64 time = from; step > 0 ? time < to : time > to; time += step)
    n_seen += check_lookup (job, cursor, time);
  return n_seen;
}

/* Jumps of all lengths in both directions; often exactly to the start or end of
 * something. */
static guint
jump (const Job *job, const Case *test, guint32 seed)
{
  g_autoptr (RekCursor) cursor = rek_cursor_new (job->timeline);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  gint64 time = 0;
  guint n_seen = 0;

  for (guint i = 0; i < 600; i++) {
    if (g_rand_boolean (rand))
      time = (gint64) (g_rand_double (rand) * (double) job->end);
    else
      time += g_rand_int_range (rand, -800, 800) * MS;
    if (g_rand_boolean (rand))
      time = time / (test->step_ms * MS) * (test->step_ms * MS) -
          g_rand_int_range (rand, -1, 2);
    n_seen += check_lookup (job, cursor, time);
  }
  return n_seen;
}

static void
check_intervals (const Job *job)
{
  const RekTimings *timings = rek_timeline_get_timings (job->timeline);
  guint64 all;
  guint64 face;
  guint64 body;

  rek_model_get_intervals (job->model, &all, &face, &body);
  g_assert_cmpuint (timings->all.interval, ==, all);
  g_assert_cmpuint (timings->face.interval, ==, face);
  g_assert_cmpuint (timings->body.interval, ==, body);
}

static void
test_random (gconstpointer data)
{
  const Case *test = data;
  guint n_seen = 0;

  for (guint32 seed = 1; seed <= 3; seed++) {
    Job job;
    guint n_tracks;
    gint64 step;

    job_init (&job, test, seed);
    /* The model is slow: long films are played in longer steps. */
    step = MAX (41 * MS, job.end / 1000);
    rek_timeline_get_tracks (job.timeline, &n_tracks);
    g_assert_cmpuint (n_tracks, ==, rek_model_get_n_tracks (job.model));
    check_intervals (&job);
    n_seen += play (&job, -100 * MS, job.end, step);
    n_seen += play (&job, job.end, -100 * MS, -step);
    n_seen += play (&job, 0, job.end, 3100 * MS);
    n_seen += jump (&job, test, seed);
    job_clear (&job);
  }
  g_assert_cmpuint (n_seen, >, 0);
}

static void
test_nobody (void)
{
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  g_autoptr (RekTimeline) timeline =
      rek_data_make_timeline (NULL, 0, &settings);
  g_autoptr (RekCursor) cursor = rek_cursor_new (timeline);
  const gint64 times[] = { 0, G_MAXINT64, G_MININT64, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++) {
    RekLookup lookup = { .time = times[i] };
    guint n = 1;

    g_assert_null (rek_cursor_lookup (cursor, &lookup, &n));
    g_assert_cmpuint (n, ==, 0);
  }
}

static void
test_far_ends_of_time (void)
{
  const RekDataRow row = { REK_MAX_TIMESTAMP_MS, "a", "A", 0, FACE,
    { 0.0, 0.0, 0.0, 0.0 } };
  RekTimelineSettings settings = { G_MAXUINT64 - 1, G_MAXUINT64 - 1, 0 };
  g_autoptr (RekTimeline) timeline =
      rek_data_make_timeline (&row, 1, &settings);
  g_autoptr (RekCursor) cursor = rek_cursor_new (timeline);
  const struct {
    gint64 time;
    guint64 frame_duration;
    guint n;
    RekState state;
  } looks[] = {
    { REK_MAX_TIMESTAMP_MS * MS - 1, 1, 0, REK_STATE_HELD },
    { REK_MAX_TIMESTAMP_MS * MS, 1, 1, REK_STATE_DETECTED },
    { G_MAXINT64 - 1, 1, 1, REK_STATE_HELD },
    { G_MININT64, 1, 0, REK_STATE_HELD },
    { G_MAXINT64 - 1, G_MAXUINT64, 1, REK_STATE_DETECTED },
    { -1, 1, 0, REK_STATE_HELD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++) {
    RekLookup lookup = { .time = looks[i].time,
      .frame_duration = looks[i].frame_duration };
    guint n;
    const RekPresence *person = rek_cursor_lookup (cursor, &lookup, &n);

    g_assert_cmpuint (n, ==, looks[i].n);
    if (n > 0)
      g_assert_cmpint (person->state, ==, looks[i].state);
  }
}

/* The cursor keeps its timeline alive. */
static void
test_outlives_timeline (void)
{
  const RekDataRow row = { 1000, "a", "A", 0, FACE, { 0.0, 0.0, 0.0, 0.0 } };
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  RekTimeline *timeline = rek_data_make_timeline (&row, 1, &settings);
  g_autoptr (RekCursor) cursor = rek_cursor_new (timeline);
  RekLookup lookup = { .time = 1200 * MS, .frame_duration = 40 * MS };
  const RekPresence *person;
  guint n;

  rek_timeline_unref (timeline);
  person = rek_cursor_lookup (cursor, &lookup, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (person->track->person->name, ==, "A");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path =
        g_strconcat ("/rek-cursor/random/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_random);
  }
  g_test_add_func ("/rek-cursor/nobody", test_nobody);
  g_test_add_func ("/rek-cursor/far-ends-of-time", test_far_ends_of_time);
  g_test_add_func ("/rek-cursor/outlives-timeline", test_outlives_timeline);
  return g_test_run ();
}
