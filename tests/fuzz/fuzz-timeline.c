/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Complete timelines: the input is a job, settings, and lookups at any times in
 * any order. The cursor must agree with the slow model, whatever the order of
 * the job's detections. */

#include "fuzz.h"

#include "support/rekognition/rek-fixtures.h"
#include "support/rekognition/rek-model-check.h"

#define MS G_GINT64_CONSTANT (1000000)
#define MAX_DETECTIONS 48
#define MAX_LOOKS 200

static const struct {
  const char *id;
  const char *name;
} people[] = {
  { "a", "Anna" },
  { "b", "Ben" },
  { "b", "Benjamin" },
  { "", "Ben" },
  { "", "Dora" },
};

static const gint steps_ms[] = { 1, 40, 333, 480, 500, 999, 1001, 5000 };

static const guint64 durations[] = { REK_AUTOMATIC, 0, 1, 500 * MS, 1250 * MS,
  10000 * MS };

static const double confidences[] = { 0, 70, 101 };

static const guint64 frames[] = { 40 * MS, 0, 1, 700 * MS };

typedef struct {
  gint64 step_ns;
  RekTimelineSettings settings;
  RekPool *pool;
  GPtrArray *detections;
} Job;

/* On a grid of sixteenths, so that two ways of computing give exactly equal
 * results. The first bit says whether there is a box. */
static RekBox
take_box (FuzzInput *input)
{
  guint8 origin = fuzz_input_take_byte (input);
  guint8 size = fuzz_input_take_byte (input);

  if (size % 2 == 0)
    return REK_BOX_NONE;
  return (RekBox){ (origin % 16 - 2) / 16.0, (origin / 16 - 2) / 16.0,
    (1 + size / 2 % 8) / 16.0, (1 + size / 16 % 8) / 16.0 };
}

static double
take_angle (FuzzInput *input)
{
  gint angle = fuzz_input_take_int (input, -181, 180);

  return angle < -180 ? NAN : angle;
}

/* All confidences differ, so that it is defined which of several duplicates is
 * kept. */
static void
take_detection (FuzzInput *input, Job *job)
{
  RekDetection detection = REK_DETECTION_INIT;
  guint who = fuzz_input_take_byte (input) % G_N_ELEMENTS (people);
  RekBox body;

  detection.timestamp_ms =
      job->step_ns / MS * fuzz_input_take_int (input, 0, 63);
  detection.person =
      rek_pool_person (job->pool, people[who].id, people[who].name, NULL, NULL);
  detection.confidence =
      fuzz_input_take_byte (input) % 100 + job->detections->len / 1024.0;
  detection.face = take_box (input);
  body = take_box (input);
  if (rek_box_is_set (&body))
    detection.body = &body;
  detection.pose =
      (RekPose){ take_angle (input), take_angle (input), take_angle (input) };
  g_ptr_array_add (job->detections,
      (gpointer) rek_pool_detection (job->pool, &detection));
}

static void
take_job (FuzzInput *input, Job *job)
{
  guint n = fuzz_input_take_byte (input) % (MAX_DETECTIONS + 1);

  job->step_ns =
      steps_ms[fuzz_input_take_byte (input) % G_N_ELEMENTS (steps_ms)] * MS;
  job->settings = (RekTimelineSettings){
    .hold = durations[fuzz_input_take_byte (input) % G_N_ELEMENTS (durations)],
    .max_gap =
        durations[fuzz_input_take_byte (input) % G_N_ELEMENTS (durations)],
    .lead = durations[fuzz_input_take_byte (input) % G_N_ELEMENTS (durations)],
  };
  job->pool = rek_pool_new ();
  job->detections = g_ptr_array_new ();
  for (guint i = 0; i < n && input->size > 0; i++)
    take_detection (input, job);
}

static void
job_clear (Job *job)
{
  g_ptr_array_unref (job->detections);
  rek_pool_unref (job->pool);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

static RekTimeline *
create_reversed (const Job *job)
{
  g_autoptr (GPtrArray) reversed = g_ptr_array_new ();
  g_autoptr (RekResults) results = NULL;

  for (guint i = job->detections->len; i > 0; i--)
    g_ptr_array_add (reversed, job->detections->pdata[i - 1]);
  results = rek_data_make_results (job->pool, reversed);
  return rek_timeline_new (results, &job->settings, NULL);
}

/* Returns a time at which something may start or end, one nanosecond off, a
 * time in between, or the next frame's. */
static gint64
take_time (FuzzInput *input, const Job *job, gint64 time)
{
  gint64 at = job->step_ns * fuzz_input_take_int (input, -4, 90);

  switch (fuzz_input_take_byte (input) % 5) {
    case 0:
      return at;
    case 1:
      return at - 1;
    case 2:
      return at + job->step_ns * fuzz_input_take_byte (input) / 256;
    case 3:
      return at + 1;
    default:
      return time + 40 * MS;
  }
}

static void
check_lookups (FuzzInput *input, const Job *job, const RekModel *model,
    RekTimeline *timeline)
{
  g_autoptr (RekTimeline) other = create_reversed (job);
  g_autoptr (RekCursor) cursor = rek_cursor_new (timeline);
  g_autoptr (RekCursor) other_cursor = rek_cursor_new (other);
  RekLookup lookup = { .time = 0 };

  for (guint i = 0; i < MAX_LOOKS && input->size > 0; i++) {
    guint8 how = fuzz_input_take_byte (input);

    lookup.time = take_time (input, job, lookup.time);
    lookup.interpolate = how % 2 == 0;
    lookup.box = (RekBoxChoice) (how / 2 % 4);
    lookup.min_confidence = confidences[how / 32 % G_N_ELEMENTS (confidences)];
    lookup.frame_duration = frames[how / 8 % G_N_ELEMENTS (frames)];
    rek_model_assert_lookup (model, cursor, &lookup);
    rek_model_assert_lookup (model, other_cursor, &lookup);
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FuzzInput input = { data, size };
  g_auto (Job) job = { 0 };
  g_autoptr (RekResults) results = NULL;
  g_autoptr (RekTimeline) timeline = NULL;
  g_autoptr (RekModel) model = NULL;
  guint n_tracks;

  take_job (&input, &job);
  results = rek_data_make_results (job.pool, job.detections);
  timeline = rek_timeline_new (results, &job.settings, NULL);
  model = rek_model_new (results, &job.settings);
  rek_timeline_get_tracks (timeline, &n_tracks);
  g_assert_cmpuint (n_tracks, ==, rek_model_get_n_tracks (model));
  check_lookups (&input, &job, model, timeline);
  return 0;
}
