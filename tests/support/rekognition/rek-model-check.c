/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/rekognition/rek-model-check.h"

/* The compared values, for the message. */
typedef struct {
  gint64 time;
  guint track;
} Where;

/* Takes ownership of both texts. */
static void
assert_texts (const Where *where, const char *what, char *got, char *wanted)
{
  g_autofree char *prefix = g_strdup_printf (
      "at %" G_GINT64_FORMAT " ns, track %u, %s: ", where->time, where->track,
      what);
  g_autofree char *got_text = g_strconcat (prefix, got, NULL);
  g_autofree char *wanted_text = g_strconcat (prefix, wanted, NULL);

  g_free (got);
  g_free (wanted);
  g_assert_cmpstr (got_text, ==, wanted_text);
}

static gboolean
is_same_number (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
is_same_box (const RekBox *a, const RekBox *b)
{
  return is_same_number (a->left, b->left) && is_same_number (a->top, b->top) &&
      is_same_number (a->width, b->width) &&
      is_same_number (a->height, b->height);
}

static char *
describe_box (const RekBox *box)
{
  return g_strdup_printf ("left %.17g top %.17g width %.17g height %.17g",
      box->left, box->top, box->width, box->height);
}

static void
assert_boxes (const Where *where, const char *what, const RekBox *got,
    const RekBox *wanted)
{
  if (!is_same_box (got, wanted))
    assert_texts (where, what, describe_box (got), describe_box (wanted));
}

static char *
describe_pose (const RekPose *pose)
{
  return g_strdup_printf ("roll %.17g yaw %.17g pitch %.17g", pose->roll,
      pose->yaw, pose->pitch);
}

static void
assert_poses (const Where *where, const RekPose *got, const RekPose *wanted)
{
  if (!is_same_number (got->roll, wanted->roll) ||
      !is_same_number (got->yaw, wanted->yaw) ||
      !is_same_number (got->pitch, wanted->pitch))
    assert_texts (where, "pose", describe_pose (got), describe_pose (wanted));
}

static RekBox
get_body (const RekDetection *detection)
{
  return detection->body != NULL ? *detection->body : REK_BOX_NONE;
}

/* If the specification does not order several detections, any of them may be
 * found. */
static gboolean
is_same_detection (const RekDetection *a, const RekDetection *b)
{
  RekBox a_body, b_body;

  if (a == NULL || b == NULL || a == b)
    return a == b;
  a_body = get_body (a);
  b_body = get_body (b);
  return a->timestamp_ms == b->timestamp_ms &&
      a->person->identity == b->person->identity &&
      g_str_equal (a->person->name, b->person->name) &&
      is_same_number (a->confidence, b->confidence) &&
      is_same_box (&a->face, &b->face) && is_same_box (&a_body, &b_body);
}

static char *
describe_detection (const RekDetection *detection)
{
  g_autofree char *face = NULL;
  g_autofree char *body = NULL;
  RekBox body_box;

  if (detection == NULL)
    return g_strdup ("none");
  body_box = get_body (detection);
  face = describe_box (&detection->face);
  body = describe_box (&body_box);
  return g_strdup_printf ("%p, %" G_GINT64_FORMAT
                          " ms, %s (%s), confidence %.17g, face %s, body %s",
      (const void *) detection, detection->timestamp_ms,
      detection->person->name, detection->person->id, detection->confidence,
      face, body);
}

static void
assert_detections (const Where *where, const char *what,
    const RekDetection *got, const RekDetection *wanted)
{
  if (!is_same_detection (got, wanted))
    assert_texts (where, what, describe_detection (got),
        describe_detection (wanted));
}

static const char *
describe_state (RekState state)
{
  switch (state) {
    case REK_STATE_DETECTED:
      return "detected";
    case REK_STATE_INTERPOLATED:
      return "interpolated";
    case REK_STATE_HELD:
      return "held";
    default:
      return "not a state";
  }
}

static void
assert_states (const Where *where, RekState got, RekState wanted)
{
  if (got != wanted)
    assert_texts (where, "state", g_strdup (describe_state (got)),
        g_strdup (describe_state (wanted)));
}

static void
assert_appearance_starts (const Where *where, gint64 got, gint64 wanted)
{
  if (got != wanted)
    assert_texts (where, "appearance start",
        g_strdup_printf ("%" G_GINT64_FORMAT, got),
        g_strdup_printf ("%" G_GINT64_FORMAT, wanted));
}

static void
assert_person (gint64 time, const RekPresence *got,
    const RekModelPerson *wanted)
{
  Where where = { .time = time, .track = wanted->track };

  assert_detections (&where, "detection", got->detection, wanted->detection);
  assert_detections (&where, "face_from", got->face_from, wanted->face_from);
  assert_detections (&where, "face_to", got->face_to, wanted->face_to);
  assert_states (&where, got->state, wanted->state);
  assert_boxes (&where, "face", &got->face, &wanted->face);
  assert_boxes (&where, "body", &got->body, &wanted->body);
  assert_poses (&where, &got->pose, &wanted->pose);
  assert_appearance_starts (&where, got->track->appearance_start,
      wanted->appearance_start);
}

static void
assert_tracks (gint64 time, const RekPresence *got, guint n_got,
    const GArray *wanted)
{
  g_autoptr (GString) got_text = g_string_new (NULL);
  g_autoptr (GString) wanted_text = g_string_new (NULL);

  g_string_printf (got_text, "at %" G_GINT64_FORMAT " ns, tracks:", time);
  g_string_assign (wanted_text, got_text->str);
  for (guint i = 0; i < n_got; i++)
    g_string_append_printf (got_text, " %u", got[i].track->id);
  for (guint i = 0; i < wanted->len; i++)
    g_string_append_printf (wanted_text, " %u",
        g_array_index (wanted, RekModelPerson, i).track);
  g_assert_cmpstr (got_text->str, ==, wanted_text->str);
}

guint
rek_model_assert_lookup (const RekModel *model, RekCursor *cursor,
    const RekLookup *lookup)
{
  guint n_got = 0;
  const RekPresence *got = rek_cursor_lookup (cursor, lookup, &n_got);
  g_autoptr (GArray) wanted = rek_model_lookup (model, lookup);

  assert_tracks (lookup->time, got, n_got, wanted);
  for (guint i = 0; i < wanted->len; i++)
    assert_person (lookup->time, &got[i],
        &g_array_index (wanted, RekModelPerson, i));
  return wanted->len;
}
