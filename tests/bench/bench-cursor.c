/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The cost of a lookup must not depend on the job's size: with the same number
 * of people on screen, jobs of 1 000 and 1 000 000 detections are played
 * alternately. The jobs are dense: 15 samples per second, with a body in each
 * detection and a face in every third. Fails if a value is over its limit.
 * bench-size measures whole buffers.
 */

#include "support/rekognition/rek-fixtures.h"

#include "bench-time.h"

#include "timeline/rek-cursor.h"

#include <stdlib.h>

#define MS G_GINT64_CONSTANT (1000000)
#define N_SMALL 1000
#define N_LARGE 1000000
#define N_ON_SCREEN 4
#define N_PEOPLE 40
#define SAMPLE_MS 66
#define FRAME_MS 33
/* A track lasts this many samples; then another person appears. */
#define N_SAMPLES_PER_TRACK 60
#define N_STEPS 300
#define N_SEEKS 20000
#define N_ROUNDS 21
#define MAX_STEP_RATIO 1.2
#define MAX_SEEK_US 50.0

typedef struct {
  const char *name;
  RekTimeline *timeline;
  RekCursor *cursor;
  gint64 duration_ms;
  guint64 n_seen;
  double steps[N_ROUNDS];
  double seeks[N_ROUNDS];
} Job;

static RekDataRow
make_row (guint i)
{
  static char ids[N_PEOPLE][8];
  guint sample = i / N_ON_SCREEN;
  guint person = (i % N_ON_SCREEN * (N_PEOPLE / N_ON_SCREEN) +
                     sample / N_SAMPLES_PER_TRACK) %
      N_PEOPLE;
  double left = 0.2 * (i % N_ON_SCREEN) + 0.001 * (sample % 10);

  g_snprintf (ids[person], sizeof (ids[person]), "p%u", person);
  return (RekDataRow){
    .ms = (gint64) sample * SAMPLE_MS,
    .id = ids[person],
    .confidence = 50 + sample % 50,
    .face = { left, 0.1, sample % 3 == 0 ? 0.15 : 0.0, 0.2 },
    .body = { left - 0.02, 0.05, 0.19, 0.9 },
  };
}

static void
job_init (Job *job, const char *name, guint n_detections)
{
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (GPtrArray) detections = g_ptr_array_new ();
  g_autoptr (RekResults) results = NULL;
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  gint64 start;

  for (guint i = 0; i < n_detections; i++) {
    RekDataRow row = make_row (i);

    rek_data_add_row (pool, detections, &row);
  }
  results = rek_data_make_results (pool, detections);

  start = g_get_monotonic_time ();
  job->timeline = rek_timeline_new (results, &settings, NULL);
  g_print ("%s: timeline built in %.1f ms", name,
      (double) (g_get_monotonic_time () - start) / 1000);
  start = g_get_monotonic_time ();
  job->cursor = rek_cursor_new (job->timeline);
  g_print (", cursor in %.1f ms\n",
      (double) (g_get_monotonic_time () - start) / 1000);

  job->name = name;
  job->duration_ms = (gint64) (n_detections / N_ON_SCREEN) * SAMPLE_MS;
}

static void
job_clear (Job *job)
{
  rek_cursor_free (job->cursor);
  rek_timeline_unref (job->timeline);
}

static void
look_up (Job *job, gint64 ms)
{
  RekLookup lookup = { .time = ms * MS,
    .frame_duration = FRAME_MS * MS,
    .interpolate = TRUE };
  guint n;

  rek_cursor_lookup (job->cursor, &lookup, &n);
  job->n_seen += n;
}

/* In nanoseconds each. */
static double
time_steps (Job *job, GRand *rand)
{
  gint64 length = (gint64) N_STEPS * FRAME_MS;
  gint64 ms =
      (gint64) (g_rand_double (rand) * (double) (job->duration_ms - length));
  double start;

  look_up (job, ms);
  start = bench_get_cpu_ns ();
  for (guint i = 0; i < N_STEPS; i++)
    look_up (job, ms + i * FRAME_MS);
  return (bench_get_cpu_ns () - start) / N_STEPS;
}

static double
time_seeks (Job *job, GRand *rand)
{
  double start = bench_get_cpu_ns ();

  for (guint i = 0; i < N_SEEKS; i++)
    look_up (job, (gint64) (g_rand_double (rand) * (double) job->duration_ms));
  return (bench_get_cpu_ns () - start) / N_SEEKS;
}

int
main (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  Job jobs[2] = { 0 };
  double step[2];
  double seek[2];
  gboolean passes;

  job_init (&jobs[0], "1000 detections", N_SMALL);
  job_init (&jobs[1], "1000000 detections", N_LARGE);

  for (guint round = 0; round < N_ROUNDS; round++) {
    for (guint i = 0; i < 2; i++) {
      jobs[i].steps[round] = time_steps (&jobs[i], rand);
      jobs[i].seeks[round] = time_seeks (&jobs[i], rand);
    }
  }
  for (guint i = 0; i < 2; i++) {
    step[i] = bench_get_median (jobs[i].steps, N_ROUNDS);
    seek[i] = bench_get_median (jobs[i].seeks, N_ROUNDS);
    g_print ("%s: step %.1f ns, random seek %.1f ns, %.2f people per lookup\n",
        jobs[i].name, step[i], seek[i],
        (double) jobs[i].n_seen / (N_ROUNDS * (N_STEPS + N_SEEKS + 1)));
    job_clear (&jobs[i]);
  }
  passes =
      step[1] / step[0] <= MAX_STEP_RATIO && seek[1] / 1000.0 <= MAX_SEEK_US;
  g_print ("random seek with 1000000 detections: %.1f us (at most %.0f); "
           "step / with 1000: %.2f (at most %.1f)\n",
      seek[1] / 1000.0, MAX_SEEK_US, step[1] / step[0], MAX_STEP_RATIO);
  return passes ? EXIT_SUCCESS : EXIT_FAILURE;
}
