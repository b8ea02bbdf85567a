/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The cost of a job's size: memory for 1 000 000 detections, the time per
 * buffer with them compared with 1000 detections, and the time per buffer while
 * min-confidence is changed 60 times per second compared with none. Fails if a
 * value is over its limit.
 */

#include "bench-job.h"
#include "bench-time.h"

#include <stdlib.h>

#define N_MANY_PAGES 1000
#define N_SOME_PAGES 100
#define N_FEW_PAGES 1
#define MAX_BYTES 256.0
/* In addition to the results themselves, for any number of pages. */
#define MAX_PEAK_MB 64.0

#define N_BUFFERS 500
#define N_ROUNDS 31
#define MAX_BUFFER_RATIO 1.2
#define MAX_SEEK_US 50.0

/* With both values everybody stays on screen. */
#define LOW_CONFIDENCE 0.0
#define HIGH_CONFIDENCE 50.0
#define CHANGES_PER_SECOND 60
#define N_CHANGE_ROUNDS 11
#define CHANGE_ROUND_US (200 * 1000)
#define MAX_CHANGE_RATIO 1.1

#define MB (1024.0 * 1024.0)

/* Limits for a job of some size. */
typedef struct {
  BenchJob job;
  double steps[N_ROUNDS];
  double seeks[N_ROUNDS];
} Side;

/* Changes min-confidence while buffers are pushed. */
typedef struct {
  GstElement *element;
  gint is_done;
} Changes;

static double
get_bytes_each (const BenchJob *job)
{
  return job->heap_bytes / job->n_detections;
}

static double
get_peak_mb (const BenchJob *job)
{
  return (job->peak_bytes - job->heap_bytes) / MB;
}

static gboolean
report_memory (const BenchJob *job)
{
  g_print ("%u detections in %.1f s: %.0f bytes each (at most %.0f), peak %.1f "
           "MB in addition to them (at most %.0f)\n",
      job->n_detections, job->seconds, get_bytes_each (job), MAX_BYTES,
      get_peak_mb (job), MAX_PEAK_MB);
  return get_bytes_each (job) <= MAX_BYTES && get_peak_mb (job) <= MAX_PEAK_MB;
}

static GstClockTime
choose_time (GRand *rand, const BenchJob *job, GstClockTime length)
{
  return (
      GstClockTime) (g_rand_double (rand) * (double) (job->duration - length));
}

/* Returns nanoseconds per buffer, to push and free it. */
static double
time_steps (BenchJob *job, GRand *rand)
{
  GstClockTime pts = choose_time (rand, job, N_BUFFERS * BENCH_JOB_FRAME);
  double start;

  bench_job_push (job, pts);
  start = bench_get_cpu_ns ();
  for (guint i = 0; i < N_BUFFERS; i++)
    bench_job_push (job, pts + i * BENCH_JOB_FRAME);
  return (bench_get_cpu_ns () - start) / N_BUFFERS;
}

static double
time_seeks (BenchJob *job, GRand *rand)
{
  double start = bench_get_cpu_ns ();

  for (guint i = 0; i < N_BUFFERS; i++)
    bench_job_push (job, choose_time (rand, job, BENCH_JOB_FRAME));
  return (bench_get_cpu_ns () - start) / N_BUFFERS;
}

static void
time_buffers (Side *sides, guint n_sides)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint round = 0; round < N_ROUNDS; round++) {
    for (guint i = 0; i < n_sides; i++) {
      sides[i].steps[round] = time_steps (&sides[i].job, rand);
      sides[i].seeks[round] = time_seeks (&sides[i].job, rand);
    }
  }
}

static gboolean
compare_buffers (Side *few, Side *many, double *ratio)
{
  Side *sides[] = { few, many };
  double step[2];
  double seek_us[2];

  for (guint i = 0; i < 2; i++) {
    step[i] = bench_get_median (sides[i]->steps, N_ROUNDS);
    seek_us[i] =
        (bench_get_median (sides[i]->seeks, N_ROUNDS) - step[i]) / 1000.0;
    g_print ("with %u detections: %.0f ns per buffer, a random seek %.1f us "
             "more (at most %.0f)\n",
        sides[i]->job.n_detections, step[i], seek_us[i], MAX_SEEK_US);
  }
  *ratio = step[1] / step[0];
  return *ratio <= MAX_BUFFER_RATIO && seek_us[1] <= MAX_SEEK_US;
}

static gpointer
change_often (gpointer data)
{
  Changes *changes = data;

  for (guint i = 0; !g_atomic_int_get (&changes->is_done); i++) {
    g_object_set (changes->element, "min-confidence",
        i % 2 == 0 ? HIGH_CONFIDENCE : LOW_CONFIDENCE, NULL);
    g_usleep (G_USEC_PER_SEC / CHANGES_PER_SECOND);
  }
  return NULL;
}

/* Returns nanoseconds per buffer, measured over a while. */
static double
time_round (BenchJob *job)
{
  gint64 until = g_get_monotonic_time () + CHANGE_ROUND_US;
  double start = bench_get_cpu_ns ();
  guint n = 0;

  while (g_get_monotonic_time () < until)
    bench_job_push (job, n++ % N_BUFFERS * BENCH_JOB_FRAME);
  return (bench_get_cpu_ns () - start) / n;
}

static gboolean
measure_changes (BenchJob *job)
{
  double with[N_CHANGE_ROUNDS];
  double without[N_CHANGE_ROUNDS];
  double ratio;

  for (guint i = 0; i < N_CHANGE_ROUNDS; i++) {
    Changes changes = { .element = job->harness->element };
    GThread *thread = g_thread_new ("changes", change_often, &changes);

    with[i] = time_round (job);
    g_atomic_int_set (&changes.is_done, TRUE);
    g_thread_join (thread);
    without[i] = time_round (job);
  }

  ratio = bench_get_median (with, N_CHANGE_ROUNDS) /
      bench_get_median (without, N_CHANGE_ROUNDS);
  g_print (
      "time per buffer while min-confidence is changed %u times per second / "
      "while it is not: %.2f (at most %.1f)\n",
      CHANGES_PER_SECOND, ratio, MAX_CHANGE_RATIO);
  return ratio <= MAX_CHANGE_RATIO;
}

int
main (int argc, char **argv)
{
  Side sides[2] = { 0 };
  BenchJob some;
  gboolean passes;
  double ratio;

  gst_init (&argc, &argv);
  if (argc != 2)
    g_error ("usage: bench-size LOCAL-ENDPOINT");

  /* Done first: a process loads the certificate authorities once. */
  bench_job_init (&sides[0].job, argv[1], N_FEW_PAGES);
  bench_job_init (&some, argv[1], N_SOME_PAGES);
  passes = report_memory (&some);
  bench_job_clear (&some);
  bench_job_init (&sides[1].job, argv[1], N_MANY_PAGES);
  passes = report_memory (&sides[1].job) && passes;

  time_buffers (sides, G_N_ELEMENTS (sides));
  passes = compare_buffers (&sides[0], &sides[1], &ratio) && passes;
  passes = measure_changes (&sides[1].job) && passes;
  g_print (
      "time per buffer with %u detections / with %u: %.2f (at most %.1f)\n",
      sides[1].job.n_detections, sides[0].job.n_detections, ratio,
      MAX_BUFFER_RATIO);

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    bench_job_clear (&sides[i].job);
  gst_deinit ();
  return passes ? EXIT_SUCCESS : EXIT_FAILURE;
}
