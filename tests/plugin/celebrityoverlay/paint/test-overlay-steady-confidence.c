/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "paint/overlay-steady-confidence.h"
#include <math.h>

#define SECOND_FRAMES 30
#define TIME(frame) ((frame) *GST_SECOND / SECOND_FRAMES)
#define N_SECONDS 20
#define N_FRAMES (N_SECONDS * SECOND_FRAMES)

/* As in real jobs: another value with every second frame. */
static double
get_confidence (guint frame)
{
  return 50.0 + frame / 2 * 37 % 50;
}

static GstCelebrityPerson
make_person (gint track_id, double confidence, const GstStructure *record)
{
  return (GstCelebrityPerson){ .name = "Ada Moreno",
    .confidence = confidence,
    .track_id = track_id,
    .record = record };
}

static double
show (CelebritySteadyConfidence *steady, guint frame,
    const GstStructure *record)
{
  GstCelebrityPerson person = make_person (1, get_confidence (frame), record);

  celebrity_steady_confidence_apply (steady, &person, 1, TIME (frame));
  return person.confidence;
}

static GstStructure *
create_record (guint64 start)
{
  return gst_structure_new ("celebrity", "appearance-start", G_TYPE_UINT64,
      start, NULL);
}

/* Changes are at least half a second apart, and each value is one that the
 * service gave. */
static void
check_calm (const GstStructure *record)
{
  g_autoptr (CelebritySteadyConfidence) steady =
      celebrity_steady_confidence_new ();
  double last = show (steady, 0, record);
  guint changed = 0;
  guint n_changes = 0;

  g_assert_cmpfloat (last, ==, get_confidence (0));
  for (guint i = 1; i < N_FRAMES; i++) {
    double shown = show (steady, i, record);

    if (shown == last)
      continue;
    g_assert_cmpfloat (shown, ==, get_confidence (i));
    if (n_changes > 0)
      g_assert_cmpuint (i - changed, >=, SECOND_FRAMES / 2);
    changed = i;
    last = shown;
    n_changes++;
  }
  g_assert_cmpuint (n_changes, >=, N_SECONDS);
  g_assert_cmpuint (n_changes, <, 2 * N_SECONDS);
}

static void
test_calm (void)
{
  g_autoptr (GstStructure) record = create_record (0);

  check_calm (NULL);
  check_calm (record);
}

/* A ts-offset puts a film before the times of its job. */
static void
test_offset (void)
{
  g_autoptr (GstStructure) record = create_record (10 * GST_SECOND);

  check_calm (record);
}

/* The first value also stays for half a second, whenever somebody appears. */
static void
test_first (void)
{
  g_autoptr (CelebritySteadyConfidence) steady =
      celebrity_steady_confidence_new ();
  g_autoptr (GstStructure) record = create_record (TIME (14));

  for (guint i = 14; i < 14 + SECOND_FRAMES / 2; i++)
    g_assert_cmpfloat (show (steady, i, record), ==, get_confidence (14));
  g_assert_cmpfloat (show (steady, 14 + SECOND_FRAMES / 2, record), ==,
      get_confidence (14 + SECOND_FRAMES / 2));
}

/* After a seek, values are those of uninterrupted playback: at once if a half
 * second starts there, else from the next one on. */
static void
test_seek (void)
{
  g_autoptr (CelebritySteadyConfidence) through =
      celebrity_steady_confidence_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (CelebritySteadyConfidence) sought =
      celebrity_steady_confidence_new ();
  double expected[N_FRAMES];

  for (guint i = 0; i < N_FRAMES; i++)
    expected[i] = show (through, i, NULL);
  for (guint round = 0; round < 200; round++) {
    guint first = (guint) g_rand_int_range (random, 0, N_FRAMES);
    guint next =
        (guint) (TIME (first) / CELEBRITY_STEADY_CONFIDENCE_PERIOD + 1);

    celebrity_steady_confidence_reset (sought);
    g_assert_cmpfloat (show (sought, first, NULL), ==, get_confidence (first));
    for (guint i = first + 1; i < MIN (first + 60, N_FRAMES); i++) {
      double shown = show (sought, i, NULL);

      if (TIME (i) >= next * CELEBRITY_STEADY_CONFIDENCE_PERIOD)
        g_assert_cmpfloat (shown, ==, expected[i]);
    }
  }
}

/* Each track has a value of its own. */
static void
test_tracks (void)
{
  g_autoptr (CelebritySteadyConfidence) steady =
      celebrity_steady_confidence_new ();

  for (guint i = 0; i < 3; i++) {
    GstCelebrityPerson people[] = { make_person (1, 90.0 + i, NULL),
      make_person (2, 60.0 + i, NULL) };

    celebrity_steady_confidence_apply (steady, people, 2, TIME (i));
    g_assert_cmpfloat (people[0].confidence, ==, 90.0);
    g_assert_cmpfloat (people[1].confidence, ==, 60.0);
  }
}

/* Without a time, values are not changed. */
static void
test_untimed (void)
{
  g_autoptr (CelebritySteadyConfidence) steady =
      celebrity_steady_confidence_new ();

  for (guint i = 0; i < 3; i++) {
    GstCelebrityPerson person = make_person (1, 90.0 + i, NULL);

    celebrity_steady_confidence_apply (steady, &person, 1, GST_CLOCK_TIME_NONE);
    g_assert_cmpfloat (person.confidence, ==, 90.0 + i);
  }
}

/* A person whose first record has no confidence; times at their limits. */
static void
test_odd (void)
{
  g_autoptr (CelebritySteadyConfidence) steady =
      celebrity_steady_confidence_new ();
  g_autoptr (GstStructure) record = create_record (G_MAXUINT64);
  GstCelebrityPerson person = make_person (1, NAN, record);

  celebrity_steady_confidence_apply (steady, &person, 1, 0);
  g_assert_true (isnan (person.confidence));
  person = make_person (2, 70.0, NULL);
  celebrity_steady_confidence_apply (steady, &person, 1, G_MAXUINT64 - 1);
  g_assert_cmpfloat (person.confidence, ==, 70.0);
}

/* Thousands of people who come and go. */
static void
test_many (void)
{
  g_autoptr (CelebritySteadyConfidence) steady =
      celebrity_steady_confidence_new ();

  for (gint i = 0; i < 5000; i++) {
    GstCelebrityPerson people[] = { make_person (0, 10.0 + i % 10, NULL),
      make_person (i + 1, 20.0, NULL) };

    celebrity_steady_confidence_apply (steady, people, 2, (guint64) i);
    g_assert_cmpfloat (people[0].confidence, ==, 10.0);
    g_assert_cmpfloat (people[1].confidence, ==, 20.0);
  }
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/overlay-steady-confidence/calm", test_calm);
  g_test_add_func ("/overlay-steady-confidence/offset", test_offset);
  g_test_add_func ("/overlay-steady-confidence/first", test_first);
  g_test_add_func ("/overlay-steady-confidence/seek", test_seek);
  g_test_add_func ("/overlay-steady-confidence/tracks", test_tracks);
  g_test_add_func ("/overlay-steady-confidence/untimed", test_untimed);
  g_test_add_func ("/overlay-steady-confidence/odd", test_odd);
  g_test_add_func ("/overlay-steady-confidence/many", test_many);
  return g_test_run ();
}
