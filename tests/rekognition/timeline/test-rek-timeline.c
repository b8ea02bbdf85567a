/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/rekognition/rek-fixtures.h"

#define MS G_GUINT64_CONSTANT (1000000)
#define MAX_ROWS 12

/* A face 0.2 wide and high. A box of no width: there is none. */
#define FACE(x, y) \
  { \
    x, y, 0.2, 0.2 \
  }
#define NONE \
  { \
    0.0, 0.0, 0.0, 0.0 \
  }

/* Settings of 0 stand for the automatic ones, ZERO for nothing. */
#define ZERO 1

/* The expected text has one track per line: its id, the person, a
 * "time:left" with left in percent of each detection (of the face, else the
 * body) and "/confidence" where it has one, and when it ends. */
typedef struct {
  const char *name;
  const char *expected;
  RekDataRow rows[MAX_ROWS];
  guint64 hold;
  guint64 max_gap;
} Case;

static const Case cases[] = {
  { .name = "no-detection", .expected = "", .rows = { { .id = NULL } } },
  { .name = "one-detection",
      .expected = "1 A 1000:10 >1500\n",
      .rows = { { 1000, "a", "A", 0, FACE (0.1, 0.1), NONE } } },
  { .name = "no-box",
      .expected = "1 A 1000:- 1500:- >2000\n",
      .rows = { { 1000, "a", "A", 0, NONE, NONE },
          { 1500, "a", "A", 0, NONE, NONE } } },
  { .name = "gap-as-long-as-allowed",
      .expected = "1 A 0:10 500:10 1750:10 >2250\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 500, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 1750, "a", "A", 0, FACE (0.1, 0.1), NONE } } },
  { .name = "gap-too-long",
      .expected = "1 A 0:10 500:10 >1000\n2 A 1751:10 >2251\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 500, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 1751, "a", "A", 0, FACE (0.1, 0.1), NONE } } },
  /* 2.5 * 333 = 832.5 */
  { .name = "gap-of-odd-interval",
      .expected = "1 A 0:10 333:10 1165:10 >1498\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 333, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 1165, "a", "A", 0, FACE (0.1, 0.1), NONE } } },
  /* 2.5 * 100 would be less. */
  { .name = "gap-of-at-least-500",
      .expected = "1 A 0:10 100:10 200:10 300:10 800:10 >900\n"
                  "2 A 1301:10 >1401\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 100, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 200, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 300, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 800, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 1301, "a", "A", 0, FACE (0.1, 0.1), NONE } } },
  { .name = "gap-set",
      .expected = "1 A 0:10 2000:10 >2500\n2 A 4001:10 >4501\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 2000, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 4001, "a", "A", 0, FACE (0.1, 0.1), NONE } },
      .max_gap = 2000 * MS },
  { .name = "gap-none",
      .expected = "1 A 0:10 >500\n2 A 500:10 >1000\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 500, "a", "A", 0, FACE (0.1, 0.1), NONE } },
      .max_gap = ZERO },
  { .name = "gap-endless",
      .expected = "1 A 0:10 8640000000000:10 >8640000000500\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { REK_MAX_TIMESTAMP_MS, "a", "A", 0, FACE (0.1, 0.1), NONE } },
      .max_gap = G_MAXUINT64 - 1 },
  { .name = "hold-set",
      .expected = "1 A 0:10 500:10 >600\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 500, "a", "A", 0, FACE (0.1, 0.1), NONE } },
      .hold = 100 * MS },
  { .name = "hold-none",
      .expected = "1 A 0:10 500:10 >500\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 500, "a", "A", 0, FACE (0.1, 0.1), NONE } },
      .hold = ZERO },
  { .name = "hold-until-later-track",
      .expected = "1 A 0:10 >5000\n2 A 5000:10 >65000\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 5000, "a", "A", 0, FACE (0.1, 0.1), NONE } },
      .hold = 60000 * MS },
  { .name = "hold-not-until-other-person",
      .expected = "1 A 0:10 >60000\n2 B 5000:10 >65000\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 5000, "b", "B", 0, FACE (0.1, 0.1), NONE } },
      .hold = 60000 * MS },
  { .name = "hold-endless",
      .expected = "1 A 8640000000000:10 >max\n",
      .rows = { { REK_MAX_TIMESTAMP_MS, "a", "A", 0, FACE (0.1, 0.1), NONE } },
      .hold = G_MAXUINT64 - 1 },
  { .name = "parallel-track-ends-nothing",
      .expected = "1 A 0:10 500:10 1000:10 >1500\n"
                  "2 A 500:70 1000:70 >1500\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 500, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 500, "a", "A", 0, FACE (0.7, 0.1), NONE },
          { 1000, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 1000, "a", "A", 0, FACE (0.7, 0.1), NONE } } },
  { .name = "cut-goes-on",
      .expected = "1 A 0:10 500:70 >1000\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 500, "a", "A", 0, FACE (0.7, 0.7), NONE } } },
  { .name = "crossing-people",
      .expected = "1 A 0:10 500:20 1000:30 >1500\n"
                  "2 A 0:50 500:35 1000:22 >1500\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 0, "a", "A", 0, FACE (0.5, 0.25), NONE },
          { 500, "a", "A", 0, FACE (0.2, 0.1), NONE },
          { 500, "a", "A", 0, FACE (0.35, 0.25), NONE },
          { 1000, "a", "A", 0, FACE (0.3, 0.1), NONE },
          { 1000, "a", "A", 0, FACE (0.22, 0.25), NONE } } },
  /* The one that moves takes the nearer position although the other's id is
   * lower; the rest is paired however far apart. */
  { .name = "nearest-without-overlap",
      .expected = "1 A 0:0 500:80 >1000\n2 A 0:30 500:55 >1000\n",
      .rows = { { 0, "a", "A", 0, FACE (0.0, 0.0), NONE },
          { 0, "a", "A", 0, FACE (0.3, 0.0), NONE },
          { 500, "a", "A", 0, FACE (0.55, 0.0), NONE },
          { 500, "a", "A", 0, FACE (0.8, 0.0), NONE } } },
  { .name = "overlap-before-distance",
      .expected = "1 A 0:0 500:37 >1000\n2 A 0:50 500:60 >1000\n",
      .rows = { { 0, "a", "A", 0, { 0.0, 0.0, 0.4, 0.4 }, NONE },
          { 0, "a", "A", 0, { 0.5, 0.0, 0.1, 0.1 }, NONE },
          /* Nearer to the second, but they have nothing in common. */
          { 500, "a", "A", 0, { 0.375, 0.0, 0.05, 0.05 }, NONE },
          { 500, "a", "A", 0, { 0.6, 0.2, 0.1, 0.1 }, NONE } } },
  { .name = "equal-takes-lower-track",
      .expected = "1 A 0:0 500:25 >1000\n2 A 0:50 >500\n",
      .rows = { { 0, "a", "A", 0, { 0.0, 0.0, 0.125, 0.125 }, NONE },
          { 0, "a", "A", 0, { 0.5, 0.0, 0.125, 0.125 }, NONE },
          { 500, "a", "A", 0, { 0.25, 0.0, 0.125, 0.125 }, NONE } } },
  { .name = "equal-takes-smaller-left",
      .expected = "1 A 0:25 500:0 >1000\n2 A 500:50 >1000\n",
      .rows = { { 0, "a", "A", 0, { 0.25, 0.0, 0.125, 0.125 }, NONE },
          { 500, "a", "A", 0, { 0.5, 0.0, 0.125, 0.125 }, NONE },
          { 500, "a", "A", 0, { 0.0, 0.0, 0.125, 0.125 }, NONE } } },
  /* The faces would say otherwise. */
  { .name = "bodies-where-a-face-misses",
      .expected = "1 A 0:10 500:60 >1000\n"
                  "2 A 0:60 500:10 >1000\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), { 0.6, 0.1, 0.3, 0.8 } },
          { 0, "a", "A", 0, FACE (0.6, 0.1), { 0.1, 0.1, 0.3, 0.8 } },
          { 500, "a", "A", 0, NONE, { 0.6, 0.1, 0.3, 0.8 } },
          { 500, "a", "A", 0, NONE, { 0.1, 0.1, 0.3, 0.8 } } } },
  /* The second's face is far from the new one, still it is a face. */
  { .name = "nothing-in-common-comes-last",
      .expected = "1 A 0:10 500:90 >1000\n"
                  "2 A 0:50 500:0 >1000\n",
      .rows = { { 0, "a", "A", 0, NONE, { 0.1, 0.1, 0.3, 0.8 } },
          { 0, "a", "A", 0, FACE (0.5, 0.1), NONE },
          { 500, "a", "A", 0, FACE (0.0, 0.1), NONE },
          { 500, "a", "A", 0, FACE (0.9, 0.8), NONE } } },
  { .name = "face-then-body",
      .expected = "1 A 0:10 500:5 >1000\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 500, "a", "A", 0, NONE, { 0.05, 0.1, 0.5, 0.9 } } } },
  { .name = "boxes-outside-the-frame",
      .expected = "1 A 0:-15 500:-10 >1000\n"
                  "2 A 0:95 500:105 >1000\n",
      .rows = { { 0, "a", "A", 0, FACE (-0.15, -0.1), NONE },
          { 0, "a", "A", 0, FACE (0.95, 0.9), NONE },
          { 500, "a", "A", 0, FACE (-0.1, -0.15), NONE },
          { 500, "a", "A", 0, FACE (1.05, 1.0), NONE } } },
  { .name = "duplicates-count-once",
      .expected = "1 A 0:10/91 500:10/80 >1000\n",
      .rows = { { 0, "a", "A", 90, FACE (0.1, 0.1), NONE },
          { 0, "a", "A", 91, FACE (0.1, 0.1), NONE },
          { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 500, "a", "A", 80, FACE (0.1, 0.1), NONE },
          { 500, "a", "A", 80, FACE (0.1, 0.1), NONE } } },
  { .name = "other-body-is-no-duplicate",
      .expected = "1 A 0:10 >500\n2 A 0:10 >500\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), { 0.1, 0.1, 0.5, 0.5 } },
          { 0, "a", "A", 0, FACE (0.1, 0.1), { 0.1, 0.1, 0.5, 0.6 } } } },
  { .name = "empty-ids-go-by-name",
      .expected = "1 A 0:10 500:10 >1000\n2 B 0:10 500:10 >1000\n",
      .rows = { { 0, "", "A", 0, FACE (0.1, 0.1), NONE },
          { 0, NULL, "B", 0, FACE (0.1, 0.1), NONE },
          { 500, NULL, "A", 0, FACE (0.1, 0.1), NONE },
          { 500, "", "B", 0, FACE (0.1, 0.1), NONE } } },
  { .name = "ids-go-before-names",
      .expected = "1 A 0:10 500:10 >1000\n2 A 0:10 500:10 >1000\n",
      .rows = { { 0, "a", "A", 0, FACE (0.1, 0.1), NONE },
          { 500, "a", "Other", 0, FACE (0.1, 0.1), NONE },
          { 0, "b", "A", 0, FACE (0.1, 0.1), NONE },
          { 500, "b", "A", 0, FACE (0.1, 0.1), NONE } } },
  { .name = "no-name",
      .expected = "1 a 0:10 >500\n",
      .rows = { { 0, "a", NULL, 0, FACE (0.1, 0.1), NONE } } },
  { .name = "order-of-tracks",
      .expected = "1 Z 0:90 >500\n2 B 500:90 >1000\n3 C 500:10 >1000\n"
                  "4 B 500:10 >1000\n5 B 500:10 >1000\n"
                  "6 B 500:20 >1000\n7 B 500:- >1000\n",
      .rows = { { 0, "z", "Z", 0, FACE (0.9, 0.9), NONE },
          { 500, "", "B", 0, FACE (0.9, 0.9), NONE },
          { 500, "", "C", 0, FACE (0.1, 0.1), NONE },
          { 500, "b", "B", 0, FACE (0.1, 0.1), NONE },
          { 500, "b", "B", 0, NONE, { 0.1, 0.2, 0.5, 0.5 } },
          { 500, "b", "B", 0, FACE (0.2, 0.0), NONE },
          { 500, "b", "B", 0, NONE, NONE } } },
};

typedef struct {
  const char *name;
  guint64 expected_ms;
  gint64 times[8];
} IntervalCase;

/* Times end with the first 0 after the first time. */
static const IntervalCase interval_cases[] = {
  { "one", 500, { 700 } },
  { "two", 480, { 20, 500 } },
  { "far-apart", 500, { 1000, 600000 } },
  { "one-second", 1000, { 1000, 2000 } },
  { "over-one-second", 500, { 1000, 2001 } },
  { "over-one-second-left-out", 300, { 1000, 1300, 9000, 9301, 19000, 19299 } },
  { "lower-of-two", 100, { 1000, 1100, 1300 } },
  { "middle-of-three", 200, { 1000, 1300, 1500, 1600 } },
  { "lower-of-four", 200, { 1000, 1100, 1500, 1800, 2000 } },
  { "same-time-is-no-difference", 400, { 500, 500, 500, 900, 900 } },
  { "any-order", 200, { 1500, 1000, 1600, 1300 } },
};

static guint64
get_duration (guint64 duration)
{
  if (duration == 0)
    return REK_AUTOMATIC;
  return duration == ZERO ? 0 : duration;
}

static void
describe_detection (GString *text, const RekDetection *detection)
{
  const RekBox *box =
      rek_box_is_set (&detection->face) ? &detection->face : detection->body;

  g_string_append_printf (text, " %" G_GINT64_FORMAT ":",
      detection->timestamp_ms);
  if (box != NULL)
    g_string_append_printf (text, "%d", (int) (box->left * 100));
  else
    g_string_append_c (text, '-');
  if (!isnan (detection->confidence))
    g_string_append_printf (text, "/%g", detection->confidence);
}

static char *
describe (const RekTimeline *timeline)
{
  GString *text = g_string_new (NULL);
  guint n_tracks;
  const RekTrack *tracks = rek_timeline_get_tracks (timeline, &n_tracks);

  for (guint i = 0; i < n_tracks; i++) {
    g_string_append_printf (text, "%u %s", tracks[i].id,
        tracks[i].person->name);
    for (guint j = 0; j < tracks[i].all.n; j++)
      describe_detection (text, tracks[i].all.detections[j]);
    if (tracks[i].end == G_MAXINT64)
      g_string_append (text, " >max\n");
    else
      g_string_append_printf (text, " >%" G_GINT64_FORMAT "\n",
          tracks[i].end / (gint64) MS);
  }
  return g_string_free (text, FALSE);
}

static guint
count_rows (const Case *test)
{
  guint n = 0;

  while (
      n < MAX_ROWS && (test->rows[n].id != NULL || test->rows[n].name != NULL))
    n++;
  return n;
}

/* The result does not depend on the order of the detections. */
static void
test_tracks (gconstpointer data)
{
  const Case *test = data;
  guint n_rows = count_rows (test);
  RekTimelineSettings settings = {
    .hold = get_duration (test->hold),
    .max_gap = get_duration (test->max_gap),
  };

  for (guint first = 0; first < MAX (n_rows, 1); first++) {
    for (gint step = -1; step <= 1; step += 2) {
      g_autoptr (RekTimeline) timeline = NULL;
      g_autofree char *text = NULL;
      RekDataRow rows[MAX_ROWS];

      for (guint i = 0; i < n_rows; i++)
        rows[i] = test->rows[(first + n_rows + step * (gint) i) % n_rows];
      timeline = rek_data_make_timeline (rows, n_rows, &settings);
      text = describe (timeline);
      g_assert_cmpstr (text, ==, test->expected);
    }
  }
}

static void
test_interval (gconstpointer data)
{
  const IntervalCase *test = data;
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  g_autoptr (RekTimeline) timeline = NULL;
  RekDataRow rows[G_N_ELEMENTS (test->times)] = { { .ms = 0 } };
  guint n = 0;

  for (; n < G_N_ELEMENTS (rows) && test->times[n] != 0; n++) {
    rows[n].ms = test->times[n];
    rows[n].id = n % 2 == 0 ? "a" : "b";
  }
  timeline = rek_data_make_timeline (rows, n, &settings);
  g_assert_cmpuint (rek_timeline_get_timings (timeline)->all.interval, ==,
      test->expected_ms * MS);
}

/* Of @n detections @distance_ms apart; those from the @n_faces first on have no
 * face. */
static void
add_rows (GArray *rows, guint n, guint n_faces, gint64 distance_ms)
{
  for (guint i = 0; i < n; i++) {
    RekDataRow row = { .id = "a", .body = { 0.1, 0.1, 0.5, 0.8 } };

    if (rows->len > 0)
      row.ms = g_array_index (rows, RekDataRow, rows->len - 1).ms + distance_ms;
    if (i < n_faces)
      row.face = (RekBox) FACE (0.1, 0.1);
    g_array_append_val (rows, row);
  }
}

static void
assert_intervals (const GArray *rows, guint64 all_ms, guint64 face_ms,
    guint64 body_ms)
{
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  g_autoptr (RekTimeline) timeline = rek_data_make_timeline (
      (const RekDataRow *) (gconstpointer) rows->data, rows->len, &settings);
  const RekTimings *timings = rek_timeline_get_timings (timeline);

  g_assert_cmpuint (timings->all.interval, ==, all_ms * MS);
  g_assert_cmpuint (timings->face.interval, ==, face_ms * MS);
  g_assert_cmpuint (timings->body.interval, ==, body_ms * MS);
}

/* Detections after the first 100, and those that share the 100th's time, do not
 * count. */
static void
test_interval_of_first (void)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (RekDataRow));

  add_rows (rows, 50, 0, 66);
  add_rows (rows, 49, 0, 40);
  add_rows (rows, 1000, 0, 900);
  assert_intervals (rows, 66, 66, 66);

  /* 50 times 66, now 50 times 40: the lower median is 40. */
  g_array_set_size (rows, 0);
  add_rows (rows, 51, 0, 66);
  add_rows (rows, 49, 0, 40);
  g_array_index (rows, RekDataRow, 0).ms = 26;
  assert_intervals (rows, 40, 40, 40);

  /* With those that share the 100th's time there are three times. */
  g_array_set_size (rows, 0);
  add_rows (rows, 98, 0, 0);
  add_rows (rows, 1, 0, 100);
  add_rows (rows, 1, 0, 200);
  add_rows (rows, 30, 0, 0);
  add_rows (rows, 1, 0, 50);
  assert_intervals (rows, 100, 100, 100);
}

static void
test_interval_of_boxes (void)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (RekDataRow));

  for (guint i = 0; i < 10; i++)
    add_rows (rows, 3, 1, 66);
  g_array_index (rows, RekDataRow, 29).body.width = 0.0;
  assert_intervals (rows, 66, 198, 66);

  /* One face only: there is no difference between two. */
  g_array_set_size (rows, 0);
  add_rows (rows, 20, 1, 66);
  assert_intervals (rows, 66, 66, 66);
}

static void
test_best_confidence (void)
{
  static const RekDataRow rows[] = {
    { .ms = 0, .id = "a", .confidence = 50, .face = FACE (0.1, 0.1) },
    { .ms = 500, .id = "a", .confidence = 97, .face = FACE (0.1, 0.1) },
    { .ms = 1000, .id = "a", .face = FACE (0.1, 0.1) },
    { .ms = 9000, .id = "a", .face = FACE (0.1, 0.1) },
  };
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  g_autoptr (RekTimeline) timeline =
      rek_data_make_timeline (rows, G_N_ELEMENTS (rows), &settings);
  guint n_tracks;
  const RekTrack *tracks = rek_timeline_get_tracks (timeline, &n_tracks);

  g_assert_cmpuint (n_tracks, ==, 2);
  g_assert_cmpfloat (tracks[0].confidence, ==, 97);
  g_assert_cmpfloat (tracks[1].confidence, ==, 0);
}

/* Tracks that end and start less than 2 s apart are one appearance. */
static void
test_appearance_start (void)
{
  static const RekDataRow rows[] = {
    { .ms = 0, .id = "a" },
    { .ms = 500, .id = "b" },
    { .ms = 2499, .id = "a" },
    { .ms = 4999, .id = "a" },
    { .ms = 7498, .id = "a" },
  };
  static const guint64 expected_ms[] = { 0, 500, 0, 4999, 4999 };
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  g_autoptr (RekTimeline) timeline = NULL;
  guint n_tracks;
  const RekTrack *tracks;

  settings.max_gap = 0;
  settings.hold = 500 * MS;
  timeline = rek_data_make_timeline (rows, G_N_ELEMENTS (rows), &settings);
  tracks = rek_timeline_get_tracks (timeline, &n_tracks);
  g_assert_cmpuint (n_tracks, ==, G_N_ELEMENTS (expected_ms));
  for (guint i = 0; i < n_tracks; i++)
    g_assert_cmpint (tracks[i].appearance_start, ==,
        (gint64) (expected_ms[i] * MS));
}

static void
test_interval_of_nothing (void)
{
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  g_autoptr (RekTimeline) timeline =
      rek_data_make_timeline (NULL, 0, &settings);
  g_autoptr (RekTimeline) same = rek_timeline_ref (timeline);
  guint n_tracks;

  g_assert_cmpuint (rek_timeline_get_timings (same)->all.interval, ==,
      500 * MS);
  rek_timeline_get_tracks (same, &n_tracks);
  g_assert_cmpuint (n_tracks, ==, 0);
}

/* Thousands of one person's faces in a frame stay cheap, and none is lost. */
static void
test_crowd_of_one (void)
{
  enum { N = 4000, N_TIMES = 3 };
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  g_autoptr (RekTimeline) timeline = NULL;
  g_autofree RekDataRow *rows = g_new0 (RekDataRow, N * N_TIMES);
  const RekTrack *tracks;
  guint n_tracks;
  guint n_detections = 0;

  for (guint i = 0; i < N * N_TIMES; i++)
    rows[i] = (RekDataRow){ .ms = i / N * 500,
      .id = "a",
      .face = { (i % N) * 0.0001, 0.1, 0.2, 0.2 } };
  timeline = rek_data_make_timeline (rows, N * N_TIMES, &settings);
  tracks = rek_timeline_get_tracks (timeline, &n_tracks);

  for (guint i = 0; i < n_tracks; i++) {
    n_detections += tracks[i].all.n;
    for (guint j = 1; j < tracks[i].all.n; j++)
      g_assert_cmpint (tracks[i].all.detections[j - 1]->timestamp_ms, <,
          tracks[i].all.detections[j]->timestamp_ms);
  }
  g_assert_cmpuint (n_detections, ==, N * N_TIMES);
  g_assert_cmpuint (tracks[0].all.n, ==, N_TIMES);
}

/* A person's number is that of the first track, in whatever order the rows
 * are. */
static void
test_first_id (void)
{
  static const RekDataRow rows[] = {
    { .ms = 9000, .id = "b" },
    { .ms = 0, .id = "b" },
    { .ms = 4000, .id = "a" },
    { .ms = 0, .id = "c" },
    { .ms = 9000, .id = "a" },
  };
  static const guint expected[] = { 1, 2, 3, 3, 1 };
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  g_autoptr (RekTimeline) timeline =
      rek_data_make_timeline (rows, G_N_ELEMENTS (rows), &settings);
  guint n_tracks;
  const RekTrack *tracks = rek_timeline_get_tracks (timeline, &n_tracks);

  g_assert_cmpuint (n_tracks, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < n_tracks; i++)
    g_assert_cmpuint (tracks[i].first_id, ==, expected[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path =
        g_strconcat ("/rek-timeline/tracks/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_tracks);
  }
  for (guint i = 0; i < G_N_ELEMENTS (interval_cases); i++) {
    g_autofree char *path =
        g_strconcat ("/rek-timeline/interval/", interval_cases[i].name, NULL);

    g_test_add_data_func (path, &interval_cases[i], test_interval);
  }
  g_test_add_func ("/rek-timeline/interval/none", test_interval_of_nothing);
  g_test_add_func ("/rek-timeline/interval/first", test_interval_of_first);
  g_test_add_func ("/rek-timeline/interval/boxes", test_interval_of_boxes);
  g_test_add_func ("/rek-timeline/best-confidence", test_best_confidence);
  g_test_add_func ("/rek-timeline/appearance-start", test_appearance_start);
  g_test_add_func ("/rek-timeline/crowd-of-one", test_crowd_of_one);
  g_test_add_func ("/rek-timeline/first-id", test_first_id);
  return g_test_run ();
}
