/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Checks for leaks, stalls and late failures in long playback.
 *
 * soak PROGRAM SEED SCENARIO=AMOUNT...
 *
 * PROGRAM is rekognition-local-endpoint. It runs in a process of its own, since
 * libsoup 3.2's server leaks a file for each connection that its client closes.
 * SEED seeds the random numbers. The scenarios are below. Each prints the usage
 * of the process, and aborts the program if threads, files or memory have grown
 * or if anything failed.
 */

#include "bench/bench-endpoint.h"
#include "soak-change.h"
#include "soak-film.h"
#include "soak-usage.h"

#include <stdlib.h>
#include <string.h>

/* Enough pages to stop a fetch at any of them. */
#define N_PAGES 2
#define PAGE_FAULT "delay:4"
/* Four people with a sample every half second. */
#define JOB_DURATION ((GstClockTime) (N_PAGES * 1000 / 4) * GST_SECOND / 2)

#define MAX_STOP_AFTER (40 * GST_MSECOND)
#define N_PIPELINES 32
#define N_PIPELINE_FRAMES 60
#define CHANGE_INTERVAL_US 50000
#define REPORT_SECONDS 600

typedef struct {
  const char *uri;
  GRand *rand;
} Soak;

static void
start_and_stop (Soak *soak)
{
  g_auto (SoakFilm) film = { 0 };

  soak_film_init (&film, soak->uri, -1, FALSE);
  soak_film_set_state (&film, GST_STATE_PLAYING);
  soak_film_poll (&film, GST_MESSAGE_EOS,
      (GstClockTime) (g_rand_double (soak->rand) * (double) MAX_STOP_AFTER));
}

/* Starts and stops the same elements repeatedly; every second time the fetch is
 * complete. */
static void
restart (Soak *soak)
{
  g_auto (SoakFilm) film = { 0 };

  soak_film_init (&film, soak->uri, -1, FALSE);
  for (guint i = 0; i < 4; i++) {
    if (g_rand_boolean (soak->rand))
      soak_film_fetch (&film);
    else
      soak_film_set_state (&film, GST_STATE_PLAYING);
    soak_film_set_state (&film, GST_STATE_NULL);
  }
}

static void
run_starts (Soak *soak, guint amount)
{
  for (guint i = 0; i < amount; i++) {
    if (i % 10 == 9)
      restart (soak);
    else
      start_and_stop (soak);
  }
}

static void
seek (Soak *soak, SoakFilm *film)
{
  double rate = g_rand_boolean (soak->rand) ? 1.0 : -1.0;
  gint64 time = (gint64) (g_rand_double_range (soak->rand, 0.1, 0.9) *
      (double) JOB_DURATION);
  GstSeekFlags flags = GST_SEEK_FLAG_FLUSH |
      (g_rand_boolean (soak->rand) ? GST_SEEK_FLAG_ACCURATE : 0);

  if (!gst_element_seek (film->pipeline, rate, GST_FORMAT_TIME, flags,
          GST_SEEK_TYPE_SET, rate > 0.0 ? time : 0, GST_SEEK_TYPE_SET,
          rate > 0.0 ? (gint64) JOB_DURATION : time))
    g_error ("no seek");
  soak_film_wait (film, GST_MESSAGE_ASYNC_DONE);
  if (soak_film_get_n_people (film) == 0)
    g_error ("nobody at %" G_GINT64_FORMAT " ns", time);
}

static void
run_seeks (Soak *soak, guint amount)
{
  g_auto (SoakFilm) film = { 0 };

  soak_film_init (&film, soak->uri, -1, FALSE);
  soak_film_fetch (&film);
  for (guint i = 0; i < amount; i++)
    seek (soak, &film);
}

static void
run_pipelines (Soak *soak, guint amount)
{
  for (guint round = 0; round < amount; round++) {
    SoakFilm films[N_PIPELINES];

    for (guint i = 0; i < N_PIPELINES; i++)
      soak_film_init (&films[i], soak->uri, N_PIPELINE_FRAMES, FALSE);
    for (guint i = 0; i < N_PIPELINES; i++)
      soak_film_set_state (&films[i], GST_STATE_PLAYING);
    for (guint i = 0; i < N_PIPELINES; i++)
      soak_film_wait (&films[i], GST_MESSAGE_EOS);
    for (guint i = 0; i < N_PIPELINES; i++)
      soak_film_clear (&films[i]);
  }
}

/* One long film, whose usage is measured while it plays, as everything is freed
 * at the end. */
static void
run_playing (Soak *soak, guint amount)
{
  g_auto (SoakFilm) film = { 0 };
  SoakChange *change;
  SoakUsage before = { 0 };
  SoakUsage now;
  guint n_changes;

  soak_film_init (&film, soak->uri, (int) amount * SOAK_FILM_FPS, TRUE);
  soak_film_fetch (&film);
  change = soak_change_new (film.pipeline, g_rand_int (soak->rand),
      CHANGE_INTERVAL_US);
  soak_film_set_state (&film, GST_STATE_PLAYING);
  while (
      !soak_film_poll (&film, GST_MESSAGE_EOS, REPORT_SECONDS * GST_SECOND)) {
    if (before.n_threads == 0)
      soak_usage_measure (&before);
    if (!soak_usage_check (&before, &now))
      g_error ("grown while playing");
    soak_usage_print ("meanwhile", &now);
  }
  n_changes = soak_change_stop (change);
  g_print ("# %u properties changed\n", n_changes);
  if (n_changes == 0)
    g_error ("nothing was changed");
}

/* @amount: unit of AMOUNT; @warm_up: how many of them run before the first
 * measurement, to fill the permanent caches of libraries. */
typedef struct {
  const char *name;
  const char *what;
  void (*run) (Soak *soak, guint amount);
  guint warm_up;
} Scenario;

static const Scenario scenarios[] = {
  { "starts", "starts and stops, most of them before the end of the fetch",
      run_starts, 20 },
  { "seeks", "seeks to random times, forwards and backwards", run_seeks, 20 },
  { "pipelines", "rounds of 32 pipelines at once", run_pipelines, 1 },
  { "playing", "seconds of 60 fps with properties changed meanwhile",
      run_playing, 2 },
};

static const Scenario *
find_scenario (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++) {
    if (strcmp (scenarios[i].name, name) == 0)
      return &scenarios[i];
  }
  return NULL;
}

static void
run_scenario (Soak *soak, const Scenario *scenario, guint amount)
{
  gint64 start;
  SoakUsage before;
  SoakUsage now;
  gboolean is_steady;

  scenario->run (soak, scenario->warm_up);
  soak_usage_settle (&before);
  soak_usage_print ("before", &before);
  start = g_get_monotonic_time ();
  scenario->run (soak, amount);
  is_steady = soak_usage_check (&before, &now);
  soak_usage_print ("after", &now);
  if (!is_steady)
    g_error ("%s: threads, files or memory have grown", scenario->name);
  g_print ("ok - %s: %u %s (%.1f s)\n", scenario->name, amount, scenario->what,
      (double) (g_get_monotonic_time () - start) / 1e6);
}

static void
run_argument (Soak *soak, const char *argument)
{
  g_auto (GStrv) parts = g_strsplit (argument, "=", 2);
  const Scenario *scenario = find_scenario (parts[0]);
  guint64 amount;

  if (scenario == NULL || parts[1] == NULL ||
      !g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXINT / SOAK_FILM_FPS,
          &amount, NULL))
    g_error ("%s is not SCENARIO=AMOUNT", argument);
  run_scenario (soak, scenario, (guint) amount);
}

int
main (int argc, char **argv)
{
  g_autoptr (GRand) rand = NULL;
  BenchEndpoint endpoint;
  Soak soak;
  guint64 seed;

  gst_init (&argc, &argv);
  if (argc < 4 ||
      !g_ascii_string_to_unsigned (argv[2], 10, 0, G_MAXUINT32, &seed, NULL))
    g_error ("usage: soak LOCAL-ENDPOINT SEED SCENARIO=AMOUNT...");

  rand = g_rand_new_with_seed ((guint32) seed);
  bench_endpoint_start (&endpoint, argv[1], N_PAGES, PAGE_FAULT);
  soak.uri = endpoint.uri;
  soak.rand = rand;
  g_print ("1..%d\n# seed %" G_GUINT64_FORMAT "\n", argc - 3, seed);
  for (int i = 3; i < argc; i++)
    run_argument (&soak, argv[i]);
  bench_endpoint_stop (&endpoint);
  gst_deinit ();
  return EXIT_SUCCESS;
}
