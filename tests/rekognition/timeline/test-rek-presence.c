/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/rekognition/rek-fixtures.h"

#include "timeline/rek-cursor.h"

#define MS G_GINT64_CONSTANT (1000000)
#define SECOND G_GINT64_CONSTANT (1000000000)
#define NEAR 1e-9

#define NONE \
  { \
    0.0, 0.0, 0.0, 0.0 \
  }
/* BODY and MOVED_BODY overlap, FACE and MOVED_FACE too; FAR_FACE is apart from
 * both. */
#define BODY \
  { \
    0.1, 0.1, 0.4, 0.8 \
  }
#define MOVED_BODY \
  { \
    0.3, 0.2, 0.6, 0.8 \
  }
#define FACE \
  { \
    0.2, 0.1, 0.2, 0.2 \
  }
#define MOVED_FACE \
  { \
    0.3, 0.2, 0.2, 0.1 \
  }
#define FAR_FACE \
  { \
    0.7, 0.1, 0.2, 0.2 \
  }

/* A person at 1000 ms (@face, @body) and 1500 ms (@next_face, @next_body), seen
 * at @ms. Expected are the lefts of face and body: 0 for none. */
typedef struct {
  const char *name;
  gint64 ms;
  RekBox face;
  RekBox body;
  RekBox next_face;
  RekBox next_body;
  RekBoxChoice choice;
  gboolean stands_still;
  RekState state;
  double face_left;
  double body_left;
  double fraction;
} Case;

#define AUTO REK_BOX_CHOICE_AUTO
#define DETECTED REK_STATE_DETECTED
#define INTERPOLATED REK_STATE_INTERPOLATED
#define HELD REK_STATE_HELD

static const Case cases[] = {
  { "at-timestamp", 1000, FACE, BODY, MOVED_FACE, MOVED_BODY, AUTO, FALSE,
      DETECTED, 0.2, 0.1, 0.0 },
  { "detected-moves-too", 1039, FACE, NONE, MOVED_FACE, NONE, AUTO, FALSE,
      DETECTED, 0.2078, 0.0, 0.078 },
  { "one-frame-after", 1040, FACE, NONE, MOVED_FACE, NONE, AUTO, FALSE,
      INTERPOLATED, 0.208, 0.0, 0.08 },
  { "half-way", 1250, FACE, BODY, MOVED_FACE, MOVED_BODY, AUTO, FALSE,
      INTERPOLATED, 0.25, 0.2, 0.5 },
  { "next-is-there", 1500, FACE, BODY, MOVED_FACE, MOVED_BODY, AUTO, FALSE,
      DETECTED, 0.3, 0.3, 0.0 },
  { "after-last", 1750, FACE, BODY, MOVED_FACE, MOVED_BODY, AUTO, FALSE, HELD,
      0.3, 0.3, 0.0 },
  { "not-interpolated", 1250, FACE, BODY, MOVED_FACE, MOVED_BODY, AUTO, TRUE,
      HELD, 0.2, 0.1, 0.0 },
  { "not-interpolated-detected", 1020, FACE, BODY, MOVED_FACE, MOVED_BODY, AUTO,
      TRUE, DETECTED, 0.2, 0.1, 0.0 },
  { "cut", 1250, FACE, NONE, FAR_FACE, NONE, AUTO, FALSE, HELD, 0.2, 0.0, 0.0 },
  { "cut-up-to-the-next", 1499, FACE, NONE, FAR_FACE, NONE, AUTO, FALSE, HELD,
      0.2, 0.0, 0.0 },
  { "cut-done", 1500, FACE, NONE, FAR_FACE, NONE, AUTO, FALSE, DETECTED, 0.7,
      0.0, 0.0 },
  { "boxes-touch", 1250, { 0.25, 0.25, 0.25, 0.25 }, NONE,
      { 0.5, 0.25, 0.25, 0.25 }, NONE, AUTO, FALSE, HELD, 0.25, 0.0, 0.0 },
  { "only-body-moves", 1250, FACE, BODY, FAR_FACE, MOVED_BODY, AUTO, FALSE,
      HELD, 0.2, 0.2, 0.0 },
  { "only-body-moves-and-is-shown", 1250, FACE, BODY, FAR_FACE, MOVED_BODY,
      REK_BOX_CHOICE_BODY, FALSE, INTERPOLATED, 0.2, 0.2, 0.0 },
  { "only-face-moves", 1250, FACE, BODY, MOVED_FACE, NONE, REK_BOX_CHOICE_BOTH,
      FALSE, INTERPOLATED, 0.25, 0.1, 0.5 },
  { "only-face-moves-body-is-shown", 1250, FACE, BODY, MOVED_FACE, NONE,
      REK_BOX_CHOICE_BODY, FALSE, HELD, 0.25, 0.1, 0.5 },
  { "face-goes", 1250, FACE, BODY, NONE, MOVED_BODY, AUTO, FALSE, HELD, 0.2,
      0.2, 0.0 },
  { "face-comes", 1250, NONE, BODY, FACE, MOVED_BODY, AUTO, FALSE, INTERPOLATED,
      0.0, 0.2, 0.0 },
  { "face-then-body", 1250, FACE, NONE, NONE, BODY, AUTO, FALSE, HELD, 0.2, 0.0,
      0.0 },
  { "body-then-face", 1250, NONE, BODY, FACE, NONE, AUTO, FALSE, HELD, 0.0, 0.1,
      0.0 },
  { "no-box-shown", 1250, NONE, BODY, NONE, MOVED_BODY, REK_BOX_CHOICE_FACE,
      FALSE, HELD, 0.0, 0.2, 0.0 },
  { "no-box", 1250, NONE, NONE, NONE, NONE, AUTO, FALSE, HELD, 0.0, 0.0, 0.0 },
  { "outside-the-frame", 1250, { -0.25, 0.9, 0.2, 0.2 }, NONE,
      { -0.15, 1.0, 0.2, 0.2 }, NONE, AUTO, FALSE, INTERPOLATED, -0.2, 0.0,
      0.5 },
};

typedef struct {
  const char *name;
  gboolean has_face;
  gboolean has_body;
  RekBoxChoice choice;
  gboolean shows_face;
  gboolean shows_body;
} ChoiceCase;

static const ChoiceCase choice_cases[] = {
  { "auto-face", TRUE, TRUE, REK_BOX_CHOICE_AUTO, TRUE, FALSE },
  { "auto-body", FALSE, TRUE, REK_BOX_CHOICE_AUTO, FALSE, TRUE },
  { "auto-none", FALSE, FALSE, REK_BOX_CHOICE_AUTO, FALSE, FALSE },
  { "face", TRUE, TRUE, REK_BOX_CHOICE_FACE, TRUE, FALSE },
  { "face-none", FALSE, TRUE, REK_BOX_CHOICE_FACE, FALSE, FALSE },
  { "body", TRUE, TRUE, REK_BOX_CHOICE_BODY, FALSE, TRUE },
  { "body-none", TRUE, FALSE, REK_BOX_CHOICE_BODY, FALSE, FALSE },
  { "both", TRUE, TRUE, REK_BOX_CHOICE_BOTH, TRUE, FALSE },
  { "both-body", FALSE, TRUE, REK_BOX_CHOICE_BOTH, FALSE, TRUE },
};

typedef struct {
  const char *name;
  double from;
  double to;
  double fraction;
  double expected;
} AngleCase;

static const AngleCase angle_cases[] = {
  { "plain", 10, 30, 0.5, 20 },
  { "over-180", 170, -170, 0.25, 175 },
  { "over-180-and-beyond", 170, -170, 0.75, -175 },
  { "under-minus-180", -170, 170, 0.75, 175 },
  { "through-0", -20, 20, 0.25, -10 },
  { "earlier-unknown", NAN, 20, 0.5, NAN },
  { "later-unknown", 20, NAN, 0.5, 20 },
};

typedef struct {
  const char *name;
  gint num;
  gint den;
} Rate;

static const Rate rates[] = {
  { "23.976", 24000, 1001 },
  { "25", 25, 1 },
  { "29.97", 30000, 1001 },
  { "59.94", 60000, 1001 },
};

static void
assert_left (const RekBox *box, double left)
{
  g_assert_cmpint (rek_box_is_set (box), ==, left != 0.0);
  if (left != 0.0)
    g_assert_cmpfloat_with_epsilon (box->left, left, NEAR);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  const RekDataRow rows[] = {
    { 1000, "a", "A", 0, test->face, test->body },
    { 1500, "a", "A", 0, test->next_face, test->next_body },
  };
  g_autoptr (RekTimeline) timeline =
      rek_data_make_timeline (rows, G_N_ELEMENTS (rows), &settings);
  g_autoptr (RekCursor) cursor = rek_cursor_new (timeline);
  RekLookup lookup = {
    .time = test->ms * MS,
    .frame_duration = 40 * MS,
    .interpolate = !test->stands_still,
    .box = test->choice,
  };
  guint n;
  const RekPresence *person = rek_cursor_lookup (cursor, &lookup, &n);

  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (person->state, ==, test->state);
  g_assert_cmpfloat_with_epsilon (person->face_fraction, test->fraction, NEAR);
  assert_left (&person->face, test->face_left);
  assert_left (&person->body, test->body_left);
  g_assert_cmpint (person->detection->timestamp_ms, ==,
      test->ms < 1500 ? 1000 : 1500);
  g_assert_true ((person->face_from != NULL) == (test->face_left != 0.0));
}

static void
test_choice (gconstpointer data)
{
  const ChoiceCase *test = data;
  const RekBox box = BODY;
  RekPresence person = {
    .face = test->has_face ? box : REK_BOX_NONE,
    .body = test->has_body ? box : REK_BOX_NONE,
  };
  const RekBox *expected = NULL;
  gboolean is_body = !test->shows_body;

  if (test->shows_face)
    expected = &person.face;
  if (test->shows_body)
    expected = &person.body;
  g_assert_true (
      rek_presence_get_box (&person, test->choice, &is_body) == expected);
  g_assert_cmpint (is_body, ==, test->shows_body);
}

/* All four sides move, not the left one alone. */
static void
test_all_sides (void)
{
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  const RekDataRow rows[] = {
    { 1000, "a", "A", 0, FACE, NONE },
    { 1500, "a", "A", 0, MOVED_FACE, NONE },
  };
  g_autoptr (RekTimeline) timeline =
      rek_data_make_timeline (rows, G_N_ELEMENTS (rows), &settings);
  g_autoptr (RekCursor) cursor = rek_cursor_new (timeline);
  RekLookup lookup = { .time = 1100 * MS, .interpolate = TRUE };
  guint n;
  const RekPresence *person = rek_cursor_lookup (cursor, &lookup, &n);

  g_assert_cmpfloat_with_epsilon (person->face.left, 0.22, NEAR);
  g_assert_cmpfloat_with_epsilon (person->face.top, 0.12, NEAR);
  g_assert_cmpfloat_with_epsilon (person->face.width, 0.2, NEAR);
  g_assert_cmpfloat_with_epsilon (person->face.height, 0.18, NEAR);
}

/* Looks up a person with these two detections, at 0 and at 1000 ms. */
static const RekPresence *
look_turned (RekPool *pool, RekDetection *from, RekDetection *to,
    double fraction, const RekTurn *turn, RekTimeline **timeline,
    RekCursor **cursor)
{
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  g_autoptr (GPtrArray) detections = g_ptr_array_new ();
  g_autoptr (RekResults) results = NULL;
  RekLookup lookup = { .time = (gint64) (fraction * SECOND),
    .interpolate = TRUE,
    .turn = *turn };
  guint n;

  from->person = to->person = rek_pool_person (pool, "a", "A", NULL, NULL);
  to->timestamp_ms = 1000;
  g_ptr_array_add (detections, (gpointer) rek_pool_detection (pool, from));
  g_ptr_array_add (detections, (gpointer) rek_pool_detection (pool, to));
  results = rek_data_make_results (pool, detections);
  *timeline = rek_timeline_new (results, &settings, NULL);
  *cursor = rek_cursor_new (*timeline);
  return rek_cursor_lookup (*cursor, &lookup, &n);
}

static const RekPresence *
look_between (RekPool *pool, RekDetection *from, RekDetection *to,
    double fraction, RekTimeline **timeline, RekCursor **cursor)
{
  const RekTurn no_turn = { FALSE, FALSE, FALSE };

  return look_turned (pool, from, to, fraction, &no_turn, timeline, cursor);
}

static void
assert_angle (double angle, double expected)
{
  g_assert_cmpint (!isnan (angle), ==, !isnan (expected));
  if (!isnan (expected))
    g_assert_cmpfloat_with_epsilon (angle, expected, NEAR);
}

static void
test_angle (gconstpointer data)
{
  const AngleCase *test = data;
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (RekTimeline) timeline = NULL;
  g_autoptr (RekCursor) cursor = NULL;
  RekDetection from = REK_DETECTION_INIT;
  RekDetection to = REK_DETECTION_INIT;
  const RekPresence *person;

  from.face = to.face = (RekBox) FACE;
  from.pose = (RekPose){ test->from, 0, 40 };
  to.pose = (RekPose){ test->to, 20, 40 };
  person = look_between (pool, &from, &to, test->fraction, &timeline, &cursor);
  assert_angle (person->pose.roll, test->expected);
  assert_angle (person->pose.yaw, 20 * test->fraction);
  assert_angle (person->pose.pitch, 40);
}

static void
test_pose_stays_with_face (void)
{
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (RekTimeline) timeline = NULL;
  g_autoptr (RekCursor) cursor = NULL;
  RekDetection from = REK_DETECTION_INIT;
  RekDetection to = REK_DETECTION_INIT;
  const RekPresence *person;

  from.face = (RekBox) FACE;
  to.face = (RekBox) FAR_FACE;
  from.pose = (RekPose){ 10, 20, 30 };
  to.pose = (RekPose){ 20, 30, 40 };
  person = look_between (pool, &from, &to, 0.5, &timeline, &cursor);
  assert_angle (person->pose.roll, 10);
  assert_angle (person->pose.yaw, 20);
  assert_angle (person->pose.pitch, 30);
}

static void
assert_landmark (const RekPresence *person, guint index, double x, double y)
{
  RekPoint point = rek_presence_get_landmark (person, index);

  g_assert_cmpfloat_with_epsilon (point.x, x, NEAR);
  g_assert_cmpfloat_with_epsilon (point.y, y, NEAR);
}

static void
test_landmarks (gconstpointer data)
{
  gboolean is_cut = GPOINTER_TO_INT (data);
  const char *const from_types[] = { "nose", "mole", "eyeLeft", "mole" };
  const char *const to_types[] = { "mole", "chin", "mole", "nose" };
  const RekPoint from_points[] = { { 0.1, 0.1 }, { 0.2, 0.2 }, { 0.3, 0.3 },
    { 0.4, 0.4 } };
  const RekPoint to_points[] = { { 0.3, 0.4 }, { 0.9, 0.9 }, { 0.8, 0.8 },
    { 0.2, 0.3 } };
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (RekTimeline) timeline = NULL;
  g_autoptr (RekCursor) cursor = NULL;
  RekDetection from = REK_DETECTION_INIT;
  RekDetection to = REK_DETECTION_INIT;
  const RekPresence *person;

  from.face = (RekBox) FACE;
  to.face = is_cut ? (RekBox) FAR_FACE : (RekBox) MOVED_FACE;
  from.landmark_types = rek_pool_landmark_types (pool, from_types, 4);
  from.landmarks = from_points;
  to.landmark_types = rek_pool_landmark_types (pool, to_types, 4);
  to.landmarks = to_points;
  person = look_between (pool, &from, &to, 0.5, &timeline, &cursor);

  assert_landmark (person, 0, is_cut ? 0.1 : 0.15, is_cut ? 0.1 : 0.2);
  assert_landmark (person, 1, is_cut ? 0.2 : 0.25, is_cut ? 0.2 : 0.3);
  assert_landmark (person, 2, 0.3, 0.3);
  assert_landmark (person, 3, is_cut ? 0.4 : 0.6, is_cut ? 0.4 : 0.6);
}

static void
test_landmarks_in_same_order (void)
{
  const char *const types[] = { "nose", "chin" };
  const RekPoint from_points[] = { { 0.1, 0.1 }, { 0.2, 0.2 } };
  const RekPoint to_points[] = { { 0.3, 0.4 }, { 0.4, 0.6 } };
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (RekTimeline) timeline = NULL;
  g_autoptr (RekCursor) cursor = NULL;
  RekDetection from = REK_DETECTION_INIT;
  RekDetection to = REK_DETECTION_INIT;
  const RekPresence *person;

  from.face = to.face = (RekBox) FACE;
  from.landmark_types = rek_pool_landmark_types (pool, types, 2);
  from.landmarks = from_points;
  to.landmark_types = from.landmark_types;
  to.landmarks = to_points;
  person = look_between (pool, &from, &to, 0.5, &timeline, &cursor);
  assert_landmark (person, 0, 0.2, 0.25);
  assert_landmark (person, 1, 0.3, 0.4);
}

/* Between a face at FACE and one at MOVED_FACE, which is at 0.25, 0.15 and is
 * 0.2 x 0.15; its landmark is at 0.3, 0.2. */
typedef struct {
  const char *name;
  RekTurn turn;
  RekBox face;
  RekBox body;
  RekPoint landmark;
} TurnCase;

static const TurnCase turn_cases[] = {
  { "not", { FALSE, FALSE, FALSE }, { 0.25, 0.15, 0.2, 0.15 },
      { 0.1, 0.1, 0.4, 0.8 }, { 0.3, 0.2 } },
  { "left-right", { FALSE, TRUE, FALSE }, { 0.55, 0.15, 0.2, 0.15 },
      { 0.5, 0.1, 0.4, 0.8 }, { 0.7, 0.2 } },
  { "top-bottom", { FALSE, FALSE, TRUE }, { 0.25, 0.7, 0.2, 0.15 },
      { 0.1, 0.1, 0.4, 0.8 }, { 0.3, 0.8 } },
  { "upside-down", { FALSE, TRUE, TRUE }, { 0.55, 0.7, 0.2, 0.15 },
      { 0.5, 0.1, 0.4, 0.8 }, { 0.7, 0.8 } },
  { "swapped", { TRUE, FALSE, FALSE }, { 0.15, 0.25, 0.15, 0.2 },
      { 0.1, 0.1, 0.8, 0.4 }, { 0.2, 0.3 } },
  { "clockwise", { TRUE, TRUE, FALSE }, { 0.7, 0.25, 0.15, 0.2 },
      { 0.1, 0.1, 0.8, 0.4 }, { 0.8, 0.3 } },
  { "counterclockwise", { TRUE, FALSE, TRUE }, { 0.15, 0.55, 0.15, 0.2 },
      { 0.1, 0.5, 0.8, 0.4 }, { 0.2, 0.7 } },
  { "swapped-the-other-way", { TRUE, TRUE, TRUE }, { 0.7, 0.55, 0.15, 0.2 },
      { 0.1, 0.5, 0.8, 0.4 }, { 0.8, 0.7 } },
};

static void
assert_box (const RekBox *box, const RekBox *expected)
{
  g_assert_cmpfloat_with_epsilon (box->left, expected->left, NEAR);
  g_assert_cmpfloat_with_epsilon (box->top, expected->top, NEAR);
  g_assert_cmpfloat_with_epsilon (box->width, expected->width, NEAR);
  g_assert_cmpfloat_with_epsilon (box->height, expected->height, NEAR);
}

static void
test_turn (gconstpointer data)
{
  const TurnCase *test = data;
  const RekBox body = BODY;
  const char *const types[] = { "nose" };
  const RekPoint from_point = { 0.2, 0.1 };
  const RekPoint to_point = { 0.4, 0.3 };
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (RekTimeline) timeline = NULL;
  g_autoptr (RekCursor) cursor = NULL;
  RekDetection from = REK_DETECTION_INIT;
  RekDetection to = REK_DETECTION_INIT;
  const RekPresence *person;

  from.face = (RekBox) FACE;
  to.face = (RekBox) MOVED_FACE;
  from.body = to.body = &body;
  from.pose = to.pose = (RekPose){ 10, 20, 30 };
  from.landmark_types = to.landmark_types =
      rek_pool_landmark_types (pool, types, 1);
  from.landmarks = &from_point;
  to.landmarks = &to_point;
  person = look_turned (pool, &from, &to, 0.5, &test->turn, &timeline, &cursor);

  assert_box (&person->face, &test->face);
  assert_box (&person->body, &test->body);
  assert_landmark (person, 0, test->landmark.x, test->landmark.y);
  assert_angle (person->pose.roll, 10);
  assert_angle (person->pose.yaw, 20);
  assert_angle (person->pose.pitch, 30);
  g_assert_cmpint (person->state, ==, REK_STATE_INTERPOLATED);
}

/* Unknown values stay unknown. */
static void
test_turn_nothing (void)
{
  const RekTurn turn = { TRUE, TRUE, TRUE };
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (RekTimeline) timeline = NULL;
  g_autoptr (RekCursor) cursor = NULL;
  RekDetection from = REK_DETECTION_INIT;
  RekDetection to = REK_DETECTION_INIT;
  const RekPresence *person =
      look_turned (pool, &from, &to, 0.5, &turn, &timeline, &cursor);

  g_assert_false (rek_box_is_set (&person->face));
  g_assert_false (rek_box_is_set (&person->body));
}

/* A frame's time in a stream: n * 1 s * den / num, truncated. */
static gint64
get_pts (const Rate *rate, gint64 n)
{
  return n * SECOND * rate->den / rate->num;
}

/* Frames about half a second apart are sampled, their times truncated to whole
 * milliseconds: these frames show the person as detected, no other does, and
 * the one before the first does not show it at all. */
static void
test_frames (gconstpointer data)
{
  enum { N_SAMPLES = 400, FIRST = 7 };
  const Rate *rate = data;
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  gint64 distance = rate->num / rate->den / 2 + 1;
  g_autofree RekDataRow *rows = g_new0 (RekDataRow, N_SAMPLES);
  g_autoptr (RekTimeline) timeline = NULL;
  g_autoptr (RekCursor) cursor = NULL;

  for (guint i = 0; i < N_SAMPLES; i++)
    rows[i] = (RekDataRow){ .ms = get_pts (rate, FIRST + i * distance) / MS,
      .id = "a",
      .face = FACE };
  timeline = rek_data_make_timeline (rows, N_SAMPLES, &settings);
  cursor = rek_cursor_new (timeline);

  for (gint64 n = 0; n < FIRST + N_SAMPLES * distance; n++) {
    RekLookup lookup = {
      .time = get_pts (rate, n),
      .frame_duration = (guint64) get_pts (rate, 1),
      .interpolate = TRUE,
    };
    guint n_people;
    const RekPresence *person = rek_cursor_lookup (cursor, &lookup, &n_people);
    gint64 sample = n < FIRST ? -1 : (n - FIRST) / distance;
    gboolean is_sample = n >= FIRST && (n - FIRST) % distance == 0;

    g_assert_cmpuint (n_people, ==, sample < 0 ? 0 : 1);
    if (person == NULL)
      continue;
    g_assert_cmpint (person->detection->timestamp_ms, ==, rows[sample].ms);
    g_assert_cmpint (person->state == REK_STATE_DETECTED, ==, is_sample);
  }
}

/* At @ms: the lefts of face and body in percent, -1 for none. */
typedef struct {
  gint64 ms;
  guint64 lead_ms;
  gint face;
  gint body;
} GapCase;

/* A body each 100 ms, a face at 0, 300, 600 (then the person turns away) and
 * 2400; 100 and 300 ms are the intervals, 500 and 750 ms the gaps. */
static const GapCase gap_cases[] = {
  { 0, 0, 20, 10 },
  { 250, 0, 20, 10 },
  { 600, 0, 20, 10 },
  { 899, 0, 20, 10 },
  { 900, 0, -1, 10 },
  { 2399, 0, -1, 10 },
  { 2400, 0, 40, 10 },
  { 1900, 500, 40, 10 },
  { 1899, 500, -1, 10 },
  { 2499, 0, 40, 10 },
};

static void
test_gap (gconstpointer data)
{
  const GapCase *test = data;
  RekTimelineSettings settings = REK_DATA_SETTINGS;
  RekDataRow rows[25] = { { .ms = 0 } };
  g_autoptr (RekTimeline) timeline = NULL;
  g_autoptr (RekCursor) cursor = NULL;
  const RekLookup lookup = { .time = test->ms * MS,
    .frame_duration = 40 * MS,
    .interpolate = TRUE };
  const RekPresence *person;
  guint n;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    rows[i] = (RekDataRow){ .ms = i * 100, .id = "a", .body = BODY };
    if (i <= 6 && i % 3 == 0)
      rows[i].face = (RekBox) FACE;
  }
  rows[24].face = (RekBox){ 0.4, 0.1, 0.2, 0.2 };
  settings.lead = test->lead_ms * MS;
  timeline = rek_data_make_timeline (rows, G_N_ELEMENTS (rows), &settings);
  cursor = rek_cursor_new (timeline);

  person = rek_cursor_lookup (cursor, &lookup, &n);
  g_assert_cmpuint (n, ==, 1);
  assert_left (&person->face, test->face < 0 ? 0.0 : test->face / 100.0);
  assert_left (&person->body, test->body < 0 ? 0.0 : test->body / 100.0);
}

static void
add_tests (const char *prefix, gconstpointer table, gsize size, guint n,
    GTestDataFunc func)
{
  for (guint i = 0; i < n; i++) {
    const char *entry = (const char *) table + i * size;
    g_autofree char *path = g_strdup_printf ("/rek-presence/%s/%s", prefix,
        *(const char *const *) (gconstpointer) entry);

    g_test_add_data_func (path, entry, func);
  }
}

#define ADD_TESTS(prefix, table, func) \
  add_tests (prefix, table, sizeof (*table), G_N_ELEMENTS (table), func)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_TESTS ("boxes", cases, test_case);
  ADD_TESTS ("choice", choice_cases, test_choice);
  ADD_TESTS ("pose", angle_cases, test_angle);
  ADD_TESTS ("frames", rates, test_frames);
  for (guint i = 0; i < G_N_ELEMENTS (gap_cases); i++) {
    g_autofree char *path =
        g_strdup_printf ("/rek-presence/gaps/%" G_GINT64_FORMAT "-%u",
            gap_cases[i].ms, (guint) gap_cases[i].lead_ms);

    g_test_add_data_func (path, &gap_cases[i], test_gap);
  }
  ADD_TESTS ("turn", turn_cases, test_turn);
  g_test_add_func ("/rek-presence/turn/nothing", test_turn_nothing);
  g_test_add_func ("/rek-presence/boxes/all-sides", test_all_sides);
  g_test_add_func ("/rek-presence/pose/cut", test_pose_stays_with_face);
  g_test_add_data_func ("/rek-presence/landmarks/move", GINT_TO_POINTER (FALSE),
      test_landmarks);
  g_test_add_data_func ("/rek-presence/landmarks/cut", GINT_TO_POINTER (TRUE),
      test_landmarks);
  g_test_add_func ("/rek-presence/landmarks/same-order",
      test_landmarks_in_same_order);
  return g_test_run ();
}
