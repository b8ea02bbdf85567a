/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* From people on buffers to appearances, and the order of subtitles. */

#include "log-appearance-tracker.h"
#include "log-cue-order.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FRAME_MS 40
#define SAMPLE_MS 500
#define MAX_APPEARANCES 8

/* A script consists of words: "TIME:PEOPLE" is a buffer, "TIME..TIME:PEOPLE"
 * consecutive buffers; the prefix "r" means reverse playback; "|" ends all
 * appearances. A letter is a person (upper and lower case: two tracks of one
 * person), "-" nobody. Times are milliseconds. */
typedef struct {
  const char *name;
  guint64 gap_ms;
  const char *script;
  const char *expected[MAX_APPEARANCES];
} AppearanceCase;

static const AppearanceCase appearance_cases[] = {
  { "nobody", 2000, "0..200:- |", { NULL } },
  { "one-buffer", 2000, "80:A |", { "A 80-120 1 sample 10% 10% #1" } },
  { "two-people", 2000, "0..80:A 80..160:AB 160..200:B |",
      { "A 0-160 1 sample 10% 10% #1", "B 80-200 1 sample 20% 20% #2" } },
  { "break-within-gap", 100, "0..80:A 80..160:- 160..200:A |",
      { "A 0-200 1 sample 10% 10% #1" } },
  { "break-as-long-as-gap", 80, "0..80:A 80..160:- 160..200:A |",
      { "A 0-80 1 sample 10% 10% #1", "A 160-200 1 sample 10% 10% #1" } },
  { "ends-before-the-end", 80, "0..80:A 80..240:-",
      { "A 0-80 1 sample 10% 10% #1" } },
  { "not-ended", 80, "0..80:A 80..160:-", { NULL } },
  { "no-gap", 0, "0..200:A |", { "A 0-200 1 sample 10% 10% #1" } },
  { "no-gap-one-frame", 0, "0..80:A 80..120:- 120..200:A |",
      { "A 0-80 1 sample 10% 10% #1", "A 120-200 1 sample 10% 10% #1" } },
  { "no-gap-trembling", 0, "0:A 43:A 77:A 123:A |",
      { "A 0-163 1 sample 10% 10% #1" } },
  { "missing-buffers", 2000, "0..80:A 2080..2200:A |",
      { "A 0-80 1 sample 10% 10% #1", "A 2080-2200 1 sample 14% 14% #1" } },
  { "missing-buffers-within-gap", 2000, "0..80:A 2040..2200:A |",
      { "A 0-2200 2 samples 14% 12% #1" } },
  { "samples", 2000, "0..1600:A |", { "A 0-1600 4 samples 13% 11.5% #1" } },
  { "two-tracks", 2000, "0..80:A 80..600:Aa 600..640:a |",
      { "A 0-640 2 samples 61% 60.5% #1" } },
  { "small-track-first", 2000, "0..80:a 80..160:Aa |",
      { "A 0-160 1 sample 60% 60% #11" } },
  { "both-tracks-first", 2000, "0..80:aA |", { "A 0-80 1 sample 60% 60% #1" } },

  /* Reverse playback gives the same appearances. */
  { "reverse", 100, "r160..200:A r80..160:- r0..80:A |",
      { "A 0-200 1 sample 10% 10% #1" } },
  { "reverse-gap", 80, "r160..200:A r80..160:- r0..80:A |",
      { "A 160-200 1 sample 10% 10% #1", "A 0-80 1 sample 10% 10% #1" } },
  { "reverse-samples", 2000, "r0..1600:A |",
      { "A 0-1600 4 samples 13% 11.5% #1" } },
  { "reverse-track", 2000, "r80..160:Aa r0..80:a |",
      { "A 0-160 1 sample 60% 60% #11" } },

  /* Another pass is another appearance, however close it is. */
  { "loop", 2000, "0..200:A 0..200:A |",
      { "A 0-200 1 sample 10% 10% #1", "A 0-200 1 sample 10% 10% #1" } },
  { "loop-of-parts", 2000, "0..80:A 80..200:- 0..80:A 80..120:- |",
      { "A 0-80 1 sample 10% 10% #1", "A 0-80 1 sample 10% 10% #1" } },
  { "reverse-loop", 2000, "r0..200:A r0..200:A |",
      { "A 0-200 1 sample 10% 10% #1", "A 0-200 1 sample 10% 10% #1" } },
  { "turn", 2000, "0..200:A r0..200:A |",
      { "A 0-200 1 sample 10% 10% #1", "A 0-200 1 sample 10% 10% #1" } },
  { "seek-back", 2000, "400..600:A | 0..200:A |",
      { "A 400-600 2 samples 11% 10.5% #1", "A 0-200 1 sample 10% 10% #1" } },
  { "seek-near", 2000, "0..200:A | 240..400:A |",
      { "A 0-200 1 sample 10% 10% #1", "A 240-400 1 sample 10% 10% #1" } },
  { "same-buffer-twice", 2000, "0:A 0:A 40:A |",
      { "A 0-80 1 sample 10% 10% #1" } },
  { "step-back-of-less-than-a-frame", 2000, "0:A 40:A 30:A 80:A |",
      { "A 0-120 1 sample 10% 10% #1" } },

  /* Appearances that end together are sorted by start. */
  { "ended-together", 80, "0..80:B 80..160:BA 160..400:- |",
      { "B 0-160 1 sample 20% 20% #2", "A 80-160 1 sample 10% 10% #1" } },
};

static void
add_person (GArray *people, char letter, guint64 ms)
{
  const char name[] = { (char) g_ascii_toupper (letter), '\0' };
  guint number = (guint) (name[0] - 'A') + 1;
  CelebrityLogPerson person = {
    .name = g_intern_string (name),
    .id = g_intern_string (name),
    .sample_time = ms / SAMPLE_MS * SAMPLE_MS * GST_MSECOND,
    .track_id = (gint) number,
  };

  person.confidence = 10.0 * number + (double) (ms / SAMPLE_MS);
  if (g_ascii_islower (letter)) {
    person.track_id += 10;
    person.confidence += 50.0;
  }
  g_array_append_val (people, person);
}

static void
look (CelebrityAppearanceTracker *appearances, guint64 ms, gboolean is_backward,
    const char *letters, GPtrArray *ended)
{
  g_autoptr (GArray) people =
      g_array_new (FALSE, FALSE, sizeof (CelebrityLogPerson));
  const CelebrityInterval interval = { ms * GST_MSECOND,
    (ms + FRAME_MS) * GST_MSECOND, is_backward };

  for (; *letters != '\0'; letters++) {
    if (*letters != '-')
      add_person (people, *letters, ms);
  }
  celebrity_appearance_tracker_add (appearances, &interval, people, ended);
}

static void
play_word (CelebrityAppearanceTracker *appearances, const char *word,
    GPtrArray *ended)
{
  gboolean is_backward = *word == 'r';
  char *at = NULL;
  guint64 first = g_ascii_strtoull (word + is_backward, &at, 10);
  guint64 end = first + FRAME_MS;

  if (g_str_equal (word, "|")) {
    celebrity_appearance_tracker_end (appearances, ended);
    return;
  }
  if (g_str_has_prefix (at, ".."))
    end = g_ascii_strtoull (at + strlen (".."), &at, 10);
  g_assert_cmpint (*at, ==, ':');
  at++;
  for (guint64 ms = first; ms < end; ms += FRAME_MS)
    look (appearances, is_backward ? first + end - FRAME_MS - ms : ms,
        is_backward, at, ended);
}

static GPtrArray *
play (CelebrityAppearanceTracker *appearances, const char *script)
{
  GPtrArray *ended = g_ptr_array_new_with_free_func (
      (GDestroyNotify) celebrity_appearance_free);
  g_auto (GStrv) words = g_strsplit (script, " ", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    g_autoptr (GPtrArray) now = g_ptr_array_new ();

    play_word (appearances, words[i], now);
    g_ptr_array_extend (ended, now, NULL, NULL);
  }
  return ended;
}

static char *
describe (const CelebrityAppearance *appearance)
{
  return g_strdup_printf ("%s %" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT
                          " %u %s %g%% %g%% #%d",
      appearance->name, appearance->start / GST_MSECOND,
      appearance->end / GST_MSECOND, appearance->n_samples,
      appearance->n_samples == 1 ? "sample" : "samples",
      appearance->max_confidence, appearance->mean_confidence,
      appearance->track_id);
}

static void
test_appearances (gconstpointer data)
{
  const AppearanceCase *test = data;
  g_autoptr (CelebrityAppearanceTracker) appearances =
      celebrity_appearance_tracker_new (test->gap_ms * GST_MSECOND);
  g_autoptr (GPtrArray) ended = play (appearances, test->script);
  guint n = 0;

  while (test->expected[n] != NULL)
    n++;
  g_assert_cmpuint (ended->len, ==, n);
  for (guint i = 0; i < n; i++) {
    g_autofree char *text = describe (g_ptr_array_index (ended, i));

    g_assert_cmpstr (text, ==, test->expected[i]);
  }
}

static void
look_at_person (CelebrityAppearanceTracker *appearances,
    const CelebrityLogPerson *person, guint64 ms, GPtrArray *ended)
{
  g_autoptr (GArray) people =
      g_array_new (FALSE, FALSE, sizeof (CelebrityLogPerson));
  const CelebrityInterval interval = { ms * GST_MSECOND,
    (ms + FRAME_MS) * GST_MSECOND, FALSE };

  g_array_append_vals (people, person, 1);
  celebrity_appearance_tracker_add (appearances, &interval, people, ended);
}

/* Without an id the name identifies a person; an id never equals a name. */
static void
test_identity (void)
{
  static const struct {
    const char *id;
    const char *name;
    guint appearance;
  } rows[] = { { "1", "Ada", 0 }, { "1", "Ada M.", 0 }, { "2", "Ada", 1 },
    { NULL, "Ada", 2 }, { NULL, "1", 3 }, { NULL, "Ada", 2 } };
  g_autoptr (CelebrityAppearanceTracker) appearances =
      celebrity_appearance_tracker_new (GST_SECOND);
  g_autoptr (GPtrArray) ended = g_ptr_array_new_with_free_func (
      (GDestroyNotify) celebrity_appearance_free);
  guint counts[4] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const CelebrityLogPerson person = { .name = rows[i].name,
      .id = rows[i].id,
      .confidence = NAN,
      .sample_time = i };

    counts[rows[i].appearance]++;
    look_at_person (appearances, &person, 0, ended);
  }
  celebrity_appearance_tracker_end (appearances, ended);

  g_assert_cmpuint (ended->len, ==, G_N_ELEMENTS (counts));
  for (guint i = 0; i < ended->len; i++) {
    const CelebrityAppearance *appearance = g_ptr_array_index (ended, i);
    guint expected = 0;

    for (guint k = 0; k < G_N_ELEMENTS (rows); k++) {
      if (g_strcmp0 (rows[k].id, appearance->id) == 0 &&
          g_str_equal (rows[k].name, appearance->name))
        expected = counts[rows[k].appearance];
    }
    g_assert_cmpuint (appearance->n_samples, ==, expected);
    g_assert_true (isnan (appearance->max_confidence));
    g_assert_true (isnan (appearance->mean_confidence));
  }
}

/* Details that one buffer lacks are taken from another. */
static void
test_details (void)
{
  g_autoptr (GstStructure) record = gst_structure_from_string (
      "celebrity, urls=(string)<\"www.example.org/a\", \"b\">", NULL);
  const CelebrityLogPerson bare = { .name = "Ada",
    .confidence = NAN,
    .sample_time = GST_CLOCK_TIME_NONE };
  const CelebrityLogPerson full = { .name = "Ada",
    .known_gender = "Female",
    .confidence = 80.0,
    .track_id = 3,
    .sample_time = GST_CLOCK_TIME_NONE,
    .urls = gst_structure_get_value (record, "urls") };
  g_autoptr (CelebrityAppearanceTracker) appearances =
      celebrity_appearance_tracker_new (0);
  g_autoptr (GPtrArray) ended = g_ptr_array_new_with_free_func (
      (GDestroyNotify) celebrity_appearance_free);
  const CelebrityAppearance *appearance;

  look_at_person (appearances, &bare, 0, ended);
  look_at_person (appearances, &full, 40, ended);
  look_at_person (appearances, &bare, 80, ended);
  celebrity_appearance_tracker_end (appearances, ended);

  g_assert_cmpuint (ended->len, ==, 1);
  appearance = g_ptr_array_index (ended, 0);
  g_assert_cmpstr (appearance->known_gender, ==, "Female");
  g_assert_cmpuint (g_strv_length (appearance->urls), ==, 2);
  g_assert_cmpstr (appearance->urls[1], ==, "b");
  /* If no detection is known, buffers are counted. */
  g_assert_cmpuint (appearance->n_samples, ==, 3);
  g_assert_cmpfloat (appearance->max_confidence, ==, 80.0);
  g_assert_cmpfloat (appearance->mean_confidence, ==, 80.0);
}

static const struct {
  const char *script;
  guint64 first_start_ms;
  gboolean is_monotonic;
} state_cases[] = {
  { "0..80:-", G_MAXUINT64, TRUE },
  { "0..80:- 80:B 120:BA", 80, TRUE },
  { "0..80:A | 120:B", 120, TRUE },
  { "80..160:A 0:-", G_MAXUINT64, FALSE },
  { "80..160:- 0:A", 0, TRUE },
  { "80..160:A | 0:A", 0, FALSE },
  { "80..160:A | 0:A 200:A", 0, FALSE },
  { "r80:A", 80, FALSE },
};

static void
test_state (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_cases); i++) {
    g_autoptr (CelebrityAppearanceTracker) appearances =
        celebrity_appearance_tracker_new (GST_SECOND);
    g_autoptr (GPtrArray) ended = play (appearances, state_cases[i].script);
    guint64 first = celebrity_appearance_tracker_get_first_start (appearances);

    g_assert_cmpuint (ended->len, <=, 1);
    if (state_cases[i].first_start_ms == G_MAXUINT64)
      g_assert_cmpuint (first, ==, GST_CLOCK_TIME_NONE);
    else
      g_assert_cmpuint (first, ==, state_cases[i].first_start_ms * GST_MSECOND);
    g_assert_cmpint (celebrity_appearance_tracker_is_monotonic (appearances),
        ==, state_cases[i].is_monotonic);
  }
}

/* Dropped appearances are never reported, and time may restart anywhere. */
static void
test_drop (void)
{
  g_autoptr (CelebrityAppearanceTracker) appearances =
      celebrity_appearance_tracker_new (GST_SECOND);
  g_autoptr (GPtrArray) before = play (appearances, "400..480:A");
  g_autoptr (GPtrArray) after = NULL;
  g_autofree char *text = NULL;

  celebrity_appearance_tracker_drop (appearances);
  after = play (appearances, "0..80:A |");
  g_assert_cmpuint (before->len, ==, 0);
  g_assert_cmpuint (after->len, ==, 1);
  text = describe (g_ptr_array_index (after, 0));
  g_assert_cmpstr (text, ==, "A 0-80 1 sample 10% 10% #1");
  g_assert_true (celebrity_appearance_tracker_is_monotonic (appearances));
}

/* The cues of @script, if they are requested after each word. */
static char *
order_cues (CelebrityCueOrder *order, const char *script)
{
  g_autoptr (CelebrityAppearanceTracker) appearances =
      celebrity_appearance_tracker_new (0);
  g_auto (GStrv) words = g_strsplit (script, " ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++) {
    g_autoptr (GPtrArray) ended = g_ptr_array_new ();
    const CelebrityAppearance *next;
    guint number;

    play_word (appearances, words[i], ended);
    celebrity_cue_order_take (order, ended);
    g_assert_cmpuint (ended->len, ==, 0);
    while ((next = celebrity_cue_order_next (order,
                celebrity_appearance_tracker_get_first_start (appearances),
                &number)) != NULL)
      g_string_append_printf (text, "%u%s ", number, next->name);
    g_string_append_c (text, ',');
  }
  return g_string_free (text, FALSE);
}

/* Cues after each word; an appearance ends with the second frame without the
 * person. */
static const struct {
  const char *script;
  const char *expected;
} order_cases[] = {
  { "0:A 40:- |", ",,1A ," },
  /* B and C are within A and wait for it. */
  { "0:A 40:AB 80:AC 120:A 160:- |", ",,,,,1A 2B 3C ," },
  { "0:A 40:AB 80:B 120:- |", ",,,1A ,2B ," },
  { "0:AB 40:A 80:- |", ",,1B ,2A ," },
  { "0:A 40:- 80:B |", ",,1A ,2B ," },
};

static void
test_order (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (order_cases); i++) {
    g_autoptr (CelebrityCueOrder) order =
        celebrity_cue_order_new (CELEBRITY_CUE_ORDER_LIMIT);
    g_autofree char *text = order_cues (order, order_cases[i].script);

    g_assert_cmpstr (text, ==, order_cases[i].expected);
    g_assert_false (celebrity_cue_order_is_late (order));
  }
}

/* With a limit of two, the third cue is released although A, which began first,
 * is still open; everything after A is in order again. */
static void
test_order_over_limit (void)
{
  g_autoptr (CelebrityCueOrder) order = celebrity_cue_order_new (2);
  g_autofree char *text = order_cues (order,
      "0:A 40:AB 80:AC 120:AD 160:AE 200:A 240:A 280:- 320:F | 400:G |");

  g_assert_cmpstr (text, ==, ",,,,,1B ,2C ,,3A 4D 5E ,6F ,,7G ,");
  g_assert_false (celebrity_cue_order_can_restart (order));
  g_assert_cmpuint (celebrity_cue_order_get_n_kept (order), <=, 2);
}

/* If later cues may begin at any time, none is released too early. */
static void
test_order_unknown (void)
{
  g_autoptr (CelebrityCueOrder) order = celebrity_cue_order_new (2);
  g_autoptr (CelebrityAppearanceTracker) appearances =
      celebrity_appearance_tracker_new (0);
  g_autoptr (GPtrArray) ended = play (appearances, "0:A | 0:B | 40:C |");
  GString *text = g_string_new (NULL);
  const CelebrityAppearance *next;
  guint number;

  g_ptr_array_set_free_func (ended, NULL);
  celebrity_cue_order_take (order, ended);
  while ((next = celebrity_cue_order_next (order, 0, &number)) != NULL)
    g_string_append (text, next->name);
  while ((next = celebrity_cue_order_next (order, GST_CLOCK_TIME_NONE,
              &number)) != NULL)
    g_string_append_printf (text, " %s", next->name);
  g_assert_cmpstr (text->str, ==, "AB C");
  g_string_free (text, TRUE);
}

#define DAY_FRAMES (24 * 3600 * 30)
#define MAX_SAMPLES 32

/* A day of frames, 30 per second. Ann is always on screen; each of the others
 * for one of every 4 seconds. Bo is a region without a sample time. */
static guint
play_day (CelebrityAppearanceTracker *appearances, CelebrityCueOrder *order,
    guint *max_kept)
{
  static const char *const names[] = { "Ann", "Bo", "Cy", "Di", "Eve" };
  g_autoptr (GArray) people =
      g_array_new (FALSE, FALSE, sizeof (CelebrityLogPerson));
  g_autoptr (GPtrArray) ended = g_ptr_array_new ();
  guint n_cues = 0;

  for (guint64 i = 0; i < DAY_FRAMES; i++) {
    const CelebrityInterval interval = { i * GST_SECOND / 30,
      (i + 1) * GST_SECOND / 30, FALSE };
    const CelebrityAppearance *next;
    guint number;
    CelebrityLogPerson ann = { .name = names[0],
      .confidence = 50.0,
      .sample_time = GST_CLOCK_TIME_NONE };
    CelebrityLogPerson other = { .name = names[1 + i / 30 % 4],
      .confidence = 90.0,
      .sample_time = i / 2 * GST_SECOND / 15 };

    if (other.name == names[1])
      other.sample_time = GST_CLOCK_TIME_NONE;
    g_array_set_size (people, 0);
    g_array_append_val (people, ann);
    g_array_append_val (people, other);
    celebrity_appearance_tracker_add (appearances, &interval, people, ended);
    celebrity_cue_order_take (order, ended);
    while ((next = celebrity_cue_order_next (order,
                celebrity_appearance_tracker_get_first_start (appearances),
                &number)) != NULL)
      n_cues++;
    *max_kept = MAX (*max_kept, celebrity_cue_order_get_n_kept (order));
  }
  return n_cues;
}

static void
test_day (void)
{
  g_autoptr (CelebrityAppearanceTracker) appearances =
      celebrity_appearance_tracker_new (2 * GST_SECOND);
  g_autoptr (CelebrityCueOrder) order =
      celebrity_cue_order_new (CELEBRITY_CUE_ORDER_LIMIT);
  g_autoptr (GPtrArray) ended = g_ptr_array_new_with_free_func (
      (GDestroyNotify) celebrity_appearance_free);
  guint max_kept = 0;
  guint n_cues = play_day (appearances, order, &max_kept);

  g_assert_cmpuint (n_cues, >, 24 * 3600 - CELEBRITY_CUE_ORDER_LIMIT - 10);
  g_assert_cmpuint (max_kept, <=, 2 * CELEBRITY_CUE_ORDER_LIMIT);
  g_assert_cmpuint (celebrity_appearance_tracker_get_max_kept (appearances), <=,
      MAX_SAMPLES);
  celebrity_appearance_tracker_end (appearances, ended);
  g_assert_cmpuint (ended->len, >=, 1);
  g_assert_cmpstr (((CelebrityAppearance *) ended->pdata[0])->name, ==, "Ann");
  g_assert_cmpuint (((CelebrityAppearance *) ended->pdata[0])->n_samples, ==,
      DAY_FRAMES);
}

static void
add_crowd (guint n_people)
{
  g_autoptr (GArray) people =
      g_array_new (FALSE, FALSE, sizeof (CelebrityLogPerson));
  g_autoptr (GPtrArray) ended = g_ptr_array_new_with_free_func (
      (GDestroyNotify) celebrity_appearance_free);
  g_autoptr (GStringChunk) names = g_string_chunk_new (64 * 1024);
  g_autoptr (CelebrityAppearanceTracker) appearances =
      celebrity_appearance_tracker_new (GST_SECOND);

  for (guint i = 0; i < n_people; i++) {
    g_autofree char *name = g_strdup_printf ("Person %u", i);
    const CelebrityLogPerson person = { .name =
                                            g_string_chunk_insert (names, name),
      .confidence = 50.0,
      .sample_time = 0 };

    g_array_append_val (people, person);
  }
  for (guint64 i = 0; i < 5; i++) {
    const CelebrityInterval interval = { i * FRAME_MS * GST_MSECOND,
      (i + 1) * FRAME_MS * GST_MSECOND, FALSE };

    celebrity_appearance_tracker_add (appearances, &interval, people, ended);
  }
  celebrity_appearance_tracker_end (appearances, ended);
  g_assert_cmpuint (ended->len, ==, n_people);
}

/* If adding took a time that grows with the square of the number, this would
 * not end before the test's timeout. */
static void
test_crowd (void)
{
  add_crowd (50000);
}

static void
test_order_restart (void)
{
  g_autoptr (CelebrityCueOrder) order =
      celebrity_cue_order_new (CELEBRITY_CUE_ORDER_LIMIT);
  g_autofree char *text = order_cues (order, "400:A 440:- |");
  g_autoptr (CelebrityAppearanceTracker) appearances =
      celebrity_appearance_tracker_new (0);
  g_autoptr (GPtrArray) ended = play (appearances, "0:B |");
  const CelebrityAppearance *next;
  guint number;

  g_assert_cmpstr (text, ==, ",,1A ,");
  g_ptr_array_set_free_func (ended, NULL);
  celebrity_cue_order_take (order, ended);
  g_assert_true (celebrity_cue_order_is_late (order));

  celebrity_cue_order_restart (order);
  g_assert_false (celebrity_cue_order_is_late (order));
  next = celebrity_cue_order_next (order, GST_CLOCK_TIME_NONE, &number);
  g_assert_cmpstr (next->name, ==, "B");
  g_assert_cmpuint (number, ==, 1);
  next = celebrity_cue_order_next (order, GST_CLOCK_TIME_NONE, &number);
  g_assert_cmpstr (next->name, ==, "A");
  g_assert_cmpuint (number, ==, 2);
  g_assert_null (
      celebrity_cue_order_next (order, GST_CLOCK_TIME_NONE, &number));
}

int
main (int argc, char **argv)
{
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (appearance_cases); i++) {
    g_autofree char *path =
        g_strdup_printf ("/log-appearances/%s", appearance_cases[i].name);

    g_test_add_data_func (path, &appearance_cases[i], test_appearances);
  }
  g_test_add_func ("/log-appearances/identity", test_identity);
  g_test_add_func ("/log-appearances/details", test_details);
  g_test_add_func ("/log-appearances/state", test_state);
  g_test_add_func ("/log-appearances/drop", test_drop);
  g_test_add_func ("/log-appearances/order", test_order);
  g_test_add_func ("/log-appearances/order-over-limit", test_order_over_limit);
  g_test_add_func ("/log-appearances/order-unknown", test_order_unknown);
  g_test_add_func ("/log-appearances/day", test_day);
  g_test_add_func ("/log-appearances/crowd", test_crowd);
  g_test_add_func ("/log-appearances/order-restart", test_order_restart);
  return g_test_run ();
}
