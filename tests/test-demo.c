/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <json-glib/json-glib.h>
#include <math.h>

#include "demo-job.h"
#include "demo-script.h"

/* Numbers may be rounded otherwise on another machine. */
#define TOLERANCE 1e-6

static void assert_same (JsonNode *a, JsonNode *b);

static void
assert_same_objects (JsonObject *a, JsonObject *b)
{
  g_autoptr (GList) names = json_object_get_members (a);

  g_assert_cmpuint (json_object_get_size (a), ==, json_object_get_size (b));
  for (GList *item = names; item != NULL; item = item->next) {
    g_assert_true (json_object_has_member (b, item->data));
    assert_same (json_object_get_member (a, item->data),
        json_object_get_member (b, item->data));
  }
}

static void
assert_same_arrays (JsonArray *a, JsonArray *b)
{
  g_assert_cmpuint (json_array_get_length (a), ==, json_array_get_length (b));
  for (guint i = 0; i < json_array_get_length (a); i++)
    assert_same (json_array_get_element (a, i), json_array_get_element (b, i));
}

static void
assert_same (JsonNode *a, JsonNode *b)
{
  g_assert_cmpint (json_node_get_node_type (a), ==,
      json_node_get_node_type (b));
  if (JSON_NODE_HOLDS_OBJECT (a))
    assert_same_objects (json_node_get_object (a), json_node_get_object (b));
  else if (JSON_NODE_HOLDS_ARRAY (a))
    assert_same_arrays (json_node_get_array (a), json_node_get_array (b));
  else if (json_node_get_value_type (a) == G_TYPE_STRING)
    g_assert_cmpstr (json_node_get_string (a), ==, json_node_get_string (b));
  else
    g_assert_cmpfloat_with_epsilon (json_node_get_double (a),
        json_node_get_double (b), TOLERANCE);
}

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  return node;
}

/* Where this fails: demo-film --job examples/demo/job.jsonl */
static void
test_job_is_in_sync (void)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "..", "examples",
      "demo", "job.jsonl", NULL);
  GString *built = demo_job_build ();
  g_auto (GStrv) built_pages = g_strsplit (built->str, "\n", -1);
  g_auto (GStrv) kept_pages = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (file, &kept, NULL, &error);
  g_assert_no_error (error);
  kept_pages = g_strsplit (kept, "\n", -1);
  g_assert_cmpuint (g_strv_length (built_pages), >, 3);
  g_assert_cmpuint (g_strv_length (built_pages), ==,
      g_strv_length (kept_pages));
  for (guint i = 0; *built_pages[i] != '\0'; i++) {
    g_autoptr (JsonNode) one = parse (built_pages[i]);
    g_autoptr (JsonNode) two = parse (kept_pages[i]);

    assert_same (one, two);
  }
  g_string_free (built, TRUE);
}

static const DemoFigure *
find_person (const DemoFigure *figures, guint n, const char *name)
{
  for (guint i = 0; i < n; i++) {
    if (g_str_equal (figures[i].person->name, name))
      return &figures[i];
  }
  return NULL;
}

static guint
frame_of (gint64 milliseconds)
{
  guint frame =
      (guint) (milliseconds * DEMO_FRAME_RATE_N / (1000 * DEMO_FRAME_RATE_D));

  /* The time was cut down: it may have fallen into the frame before. */
  if (demo_script_get_milliseconds (frame) != milliseconds)
    frame++;
  g_assert_cmpint (demo_script_get_milliseconds (frame), ==, milliseconds);
  return frame;
}

static void
check_detection (JsonArray *array, guint index, JsonNode *node,
    gpointer user_data)
{
  gint64 *last_time = user_data;
  JsonObject *detection = json_node_get_object (node);
  gint64 time = json_object_get_int_member (detection, "Timestamp");
  JsonObject *celebrity =
      json_object_get_object_member (detection, "Celebrity");
  JsonObject *box = json_object_get_object_member (
      json_object_get_object_member (celebrity, "Face"), "BoundingBox");
  DemoFigure figures[DEMO_MAX_FIGURES];
  guint n = demo_script_look (frame_of (time), figures);
  const DemoFigure *figure = find_person (figures, n,
      json_object_get_string_member (celebrity, "Name"));

  (void) array;
  (void) index;
  g_assert_cmpint (time, >=, *last_time);
  *last_time = time;
  g_assert_nonnull (figure);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (box, "Left"),
      figure->head.left, TOLERANCE);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (box, "Top"),
      figure->head.top, TOLERANCE);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (box, "Width"),
      figure->head.width, TOLERANCE);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (box, "Height"),
      figure->head.height, TOLERANCE);
}

static void
test_job_shows_the_film (void)
{
  GString *job = demo_job_build ();
  g_auto (GStrv) pages = g_strsplit (job->str, "\n", -1);
  gint64 last_time = 0;

  for (guint i = 0; *pages[i] != '\0'; i++) {
    g_autoptr (JsonNode) page = parse (pages[i]);
    JsonObject *object = json_node_get_object (page);

    g_assert_cmpint (json_object_has_member (object, "NextToken"), ==,
        *pages[i + 1] != '\0');
    json_array_foreach_element (
        json_object_get_array_member (object, "Celebrities"), check_detection,
        &last_time);
  }
  g_assert_cmpint (last_time, >, 50 * 1000);
  g_string_free (job, TRUE);
}

static void
assert_no_jump (const DemoFigure *figure, const DemoFigure *before)
{
  if (before == NULL)
    g_assert_cmpfloat (demo_figure_get_visible_part (figure), ==, 0);
  else {
    g_assert_cmpfloat (fabs (figure->head.left - before->head.left), <, 0.02);
    g_assert_cmpfloat (fabs (figure->head.top - before->head.top), <, 0.02);
  }
}

/* Outside of cuts people come from and go to where they are not seen, nobody
 * jumps, and nobody is there twice. */
static void
test_ways_are_steady (void)
{
  DemoFigure figures[2][DEMO_MAX_FIGURES];
  guint n[2] = { 0, 0 };

  for (guint frame = 0; frame < DEMO_N_FRAMES; frame++) {
    guint now = frame % 2;
    guint past = 1 - now;
    gboolean is_cut = frame > 0 &&
        demo_script_get_scene (frame) != demo_script_get_scene (frame - 1);

    n[now] = demo_script_look (frame, figures[now]);
    g_assert_cmpuint (n[now], <, DEMO_MAX_FIGURES);
    for (guint i = 0; i < n[now]; i++) {
      const char *name = figures[now][i].person->name;

      g_assert_true (
          find_person (figures[now], n[now], name) == &figures[now][i]);
      if (!is_cut)
        assert_no_jump (&figures[now][i],
            find_person (figures[past], n[past], name));
    }
    for (guint i = 0; i < n[past] && !is_cut; i++) {
      const DemoFigure *gone = &figures[past][i];

      if (find_person (figures[now], n[now], gone->person->name) == NULL)
        g_assert_cmpfloat (demo_figure_get_visible_part (gone), ==, 0);
    }
  }
}

/* What the film is to show: a cut that takes a person elsewhere, two people at
 * once, nobody. */
static void
test_script_shows_what_it_should (void)
{
  gboolean has_elsewhere = FALSE;
  gboolean has_two = FALSE;
  gboolean has_nobody = FALSE;

  for (guint frame = 1; frame < DEMO_N_FRAMES; frame++) {
    DemoFigure before[DEMO_MAX_FIGURES];
    DemoFigure now[DEMO_MAX_FIGURES];
    guint n_before = demo_script_look (frame - 1, before);
    guint n_now = demo_script_look (frame, now);

    has_two = has_two || n_now == 2;
    has_nobody = has_nobody || n_now == 0;
    for (guint i = 0; i < n_now; i++) {
      const DemoFigure *same =
          find_person (before, n_before, now[i].person->name);

      if (same != NULL && fabs (same->head.left - now[i].head.left) > 0.3)
        has_elsewhere = TRUE;
    }
  }
  g_assert_true (has_two);
  g_assert_true (has_nobody);
  g_assert_true (has_elsewhere);
}

static void
test_visible_part (void)
{
  static const struct {
    DemoBox head;
    double part;
  } cases[] = {
    { { 0.2, 0.2, 0.1, 0.2 }, 1 },
    { { -0.05, 0.2, 0.1, 0.2 }, 0.5 },
    { { 0.95, -0.1, 0.1, 0.2 }, 0.25 },
    { { -0.2, 0.2, 0.1, 0.2 }, 0 },
    { { 1.2, 0.2, 0.1, 0.2 }, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const DemoFigure figure = { .head = cases[i].head };

    g_assert_cmpfloat_with_epsilon (demo_figure_get_visible_part (&figure),
        cases[i].part, 1e-9);
  }
}

static void
test_milliseconds (void)
{
  g_assert_cmpint (demo_script_get_milliseconds (0), ==, 0);
  g_assert_cmpint (demo_script_get_milliseconds (1), ==, 33);
  g_assert_cmpint (demo_script_get_milliseconds (15), ==, 500);
  g_assert_cmpint (demo_script_get_milliseconds (30), ==, 1001);
  g_assert_cmpint (demo_script_get_milliseconds (600), ==, 20020);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/job-is-in-sync", test_job_is_in_sync);
  g_test_add_func ("/demo/job-shows-the-film", test_job_shows_the_film);
  g_test_add_func ("/demo/ways-are-steady", test_ways_are_steady);
  g_test_add_func ("/demo/script", test_script_shows_what_it_should);
  g_test_add_func ("/demo/visible-part", test_visible_part);
  g_test_add_func ("/demo/milliseconds", test_milliseconds);
  return g_test_run ();
}
