/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-data.h"
#include "rek-model-check.h"

#define MS G_GINT64_CONSTANT (1000000)

#define FACE \
  { \
    0.2, 0.1, 0.2, 0.2 \
  }

/* A random job and ways to look at it. Times lie on a grid of @step_ms, so that
 * several people, and one person several times, meet at one Timestamp. */
typedef struct {
  const char *name;
  guint n_detections;
  guint n_people;
  guint n_times;
  gint step_ms;
  guint64 hold;
  guint64 max_gap;
  double min_confidence;
  const char *celebrities[3];
} Case;

static const Case cases[] = {
  { .name = "alone",
      30,
      1,
      40,
      500,
      REK_AUTOMATIC,
      REK_AUTOMATIC,
      0,
      { NULL } },
  { .name = "few", 60, 4, 40, 480, REK_AUTOMATIC, REK_AUTOMATIC, 0, { NULL } },
  { .name = "sparse",
      40,
      5,
      400,
      500,
      REK_AUTOMATIC,
      REK_AUTOMATIC,
      0,
      { NULL } },
  { .name = "many-tracks",
      160,
      6,
      1500,
      500,
      REK_AUTOMATIC,
      REK_AUTOMATIC,
      0,
      { NULL } },
  { .name = "crowd-of-one",
      80,
      1,
      8,
      500,
      REK_AUTOMATIC,
      REK_AUTOMATIC,
      0,
      { NULL } },
  { .name = "split-screens",
      100,
      3,
      15,
      333,
      REK_AUTOMATIC,
      REK_AUTOMATIC,
      0,
      { NULL } },
  { .name = "one-time",
      20,
      2,
      1,
      500,
      REK_AUTOMATIC,
      REK_AUTOMATIC,
      0,
      { NULL } },
  { .name = "long-hold",
      60,
      4,
      100,
      500,
      5000 * MS,
      REK_AUTOMATIC,
      0,
      { NULL } },
  { .name = "no-hold", 60, 4, 100, 500, 0, REK_AUTOMATIC, 0, { NULL } },
  { .name = "long-gap",
      60,
      4,
      100,
      500,
      REK_AUTOMATIC,
      10000 * MS,
      0,
      { NULL } },
  { .name = "no-gap", 60, 4, 40, 500, 1200 * MS, 0, 0, { NULL } },
  { .name = "only-confident",
      80,
      4,
      40,
      500,
      REK_AUTOMATIC,
      REK_AUTOMATIC,
      70,
      { NULL } },
  { .name = "only-some",
      80,
      4,
      40,
      500,
      REK_AUTOMATIC,
      REK_AUTOMATIC,
      0,
      { "id1", "Name 2" } },
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

/* No two have the same confidence, so that it is certain which of duplicates
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
  RekTimelineSettings settings = { test->min_confidence, test->celebrities,
    test->hold, test->max_gap };

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

/* Choice of box and interpolation change from look to look as well. */
static guint
check_look (const Job *job, RekCursor *cursor, gint64 time)
{
  RekMoment moment = { time, 40 * MS, time / MS % 5 != 0,
    (RekBoxChoice) (ABS (time / MS) % 4) };

  return rek_model_assert_look (job->model, cursor, &moment);
}

static guint
play (const Job *job, gint64 from, gint64 to, gint64 step)
{
  g_autoptr (RekCursor) cursor = rek_cursor_new (job->timeline);
  guint n_seen = 0;

  for (gint64 time = from; step > 0 ? time < to : time > to; time += step)
    n_seen += check_look (job, cursor, time);
  return n_seen;
}

/* Leaps of all lengths in both directions; often to where something starts or
 * ends, to the nanosecond. */
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
    n_seen += check_look (job, cursor, time);
  }
  return n_seen;
}

static void
test_random (gconstpointer data)
{
  const Case *test = data;
  guint n_seen = 0;

  for (guint32 seed = 1; seed <= 8; seed++) {
    Job job;
    guint n_tracks;

    job_init (&job, test, seed);
    rek_timeline_get_tracks (job.timeline, &n_tracks);
    g_assert_cmpuint (n_tracks, ==, rek_model_get_n_tracks (job.model));
    g_assert_cmpuint (rek_timeline_get_interval (job.timeline), ==,
        rek_model_get_interval (job.model));
    n_seen += play (&job, -100 * MS, job.end, 41 * MS);
    n_seen += play (&job, job.end, -100 * MS, -41 * MS);
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
    RekMoment moment = { times[i], 0, TRUE, REK_BOX_CHOICE_AUTO };
    guint n = 1;

    g_assert_null (rek_cursor_look (cursor, &moment, &n));
    g_assert_cmpuint (n, ==, 0);
  }
}

static void
test_far_ends_of_time (void)
{
  const RekDataRow row = { REK_MAX_TIMESTAMP_MS, "a", "A", 0, FACE,
    { 0.0, 0.0, 0.0, 0.0 } };
  RekTimelineSettings settings = { 0.0, NULL, G_MAXUINT64 - 1,
    G_MAXUINT64 - 1 };
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
    RekMoment moment = { looks[i].time, looks[i].frame_duration, TRUE,
      REK_BOX_CHOICE_AUTO };
    guint n;
    const RekPresence *person = rek_cursor_look (cursor, &moment, &n);

    g_assert_cmpuint (n, ==, looks[i].n);
    if (n > 0)
      g_assert_cmpint (person->state, ==, looks[i].state);
  }
}

/* The cursor keeps what it looks at alive. */
static void
test_outlives_timeline (void)
{
  const RekDataRow row = { 1000, "a", "A", 0, FACE, { 0.0, 0.0, 0.0, 0.0 } };
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  RekTimeline *timeline = rek_data_make_timeline (&row, 1, &settings);
  g_autoptr (RekCursor) cursor = rek_cursor_new (timeline);
  RekMoment moment = { 1200 * MS, 40 * MS, TRUE, REK_BOX_CHOICE_AUTO };
  const RekPresence *person;
  guint n;

  rek_timeline_unref (timeline);
  person = rek_cursor_look (cursor, &moment, &n);
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
