/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <json-glib/json-glib.h>
#include <math.h>

#include "support/examples/demo-samples.h"

/* Numbers have six digits; the last may be rounded differently on other
 * machines. */
#define TOLERANCE 1e-5

/* Boxes end at whole pixels. */
#define HALF_PIXEL 0.51

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
        json_node_get_double (b),
        TOLERANCE * MAX (1, fabs (json_node_get_double (a))));
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

/* If this fails, recreate the file: demo-film --job examples/demo/job.jsonl */
static void
test_job_is_in_sync (void)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "..", "examples",
      "demo", "job.jsonl", NULL);
  GString *built = demo_job_build (DEMO_SHAPE_DENSE);
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

static void
test_job_has_pages (void)
{
  for (guint shape = 0; shape < DEMO_N_SHAPES; shape++) {
    GString *job = demo_job_build (shape);
    g_auto (GStrv) pages = g_strsplit (job->str, "\n", -1);

    for (guint i = 0; *pages[i] != '\0'; i++) {
      g_autoptr (JsonNode) page = parse (pages[i]);

      g_assert_cmpint (
          json_object_has_member (json_node_get_object (page), "NextToken"), ==,
          *pages[i + 1] != '\0');
    }
    g_string_free (job, TRUE);
  }
}

static void
assert_edges (double left, double width, double drawn, double drawn_width,
    int size)
{
  g_assert_cmpfloat_with_epsilon (left * size, drawn * size, HALF_PIXEL);
  g_assert_cmpfloat_with_epsilon ((left + width) * size,
      (drawn + drawn_width) * size, HALF_PIXEL);
}

static void
assert_box (const DemoBox *box, const DemoBox *drawn)
{
  assert_edges (box->left, box->width, drawn->left, drawn->width, DEMO_WIDTH);
  assert_edges (box->top, box->height, drawn->top, drawn->height, DEMO_HEIGHT);
}

/* The part of the box in the frame. */
static DemoBox
cut (const DemoBox *box)
{
  double left = CLAMP (box->left, 0, 1);
  double top = CLAMP (box->top, 0, 1);

  return (DemoBox){ left, top, CLAMP (box->left + box->width, 0, 1) - left,
    CLAMP (box->top + box->height, 0, 1) - top };
}

static void
test_job_shows_the_film (void)
{
  for (guint shape = 0; shape < DEMO_N_SHAPES; shape++) {
    g_autoptr (GPtrArray) samples = demo_samples_read (shape);
    guint last = 0;

    for (guint i = 0; i < samples->len; i++) {
      const DemoSample *sample = g_ptr_array_index (samples, i);
      DemoFigure figure;

      g_assert_cmpuint (sample->frame, >=, last);
      last = sample->frame;
      g_assert_true (
          demo_samples_find_figure (sample->frame, sample->name, &figure));
      g_assert_cmpfloat (demo_figure_get_visible_part (&figure), >=,
          DEMO_MIN_VISIBLE_PART);
      if (sample->has_face) {
        g_assert_false (figure.from_behind);
        assert_box (&sample->face, &figure.head);
      }
      if (sample->has_body) {
        const DemoBox body = cut (&figure.body);

        assert_box (&sample->body, &body);
      }
    }
    g_assert_cmpuint (last * DEMO_FRAME_RATE_D / DEMO_FRAME_RATE_N, >, 50);
  }
}

/* A body is centred on its head, much higher, and as wide as one person. */
static void
test_body_belongs_to_the_head (void)
{
  for (guint frame = 0; frame < DEMO_N_FRAMES; frame++) {
    DemoFigure figures[DEMO_MAX_FIGURES];
    guint n = demo_script_get_figures (frame, figures);

    for (guint i = 0; i < n; i++) {
      const DemoBox *head = &figures[i].head;
      const DemoBox *body = &figures[i].body;

      g_assert_cmpfloat (body->left, <, head->left);
      g_assert_cmpfloat (body->top, <, head->top);
      g_assert_cmpfloat_with_epsilon (body->left + body->width / 2,
          head->left + head->width / 2, 1e-9);
      g_assert_cmpfloat (body->width, <, 2.5 * head->width);
      g_assert_cmpfloat (body->height, >, 4 * head->height);
    }
  }
}

typedef struct {
  guint n;
  guint n_faces;
  guint n_bodies;
  guint n_weak;
  guint n_steps;
  guint n_late;
  guint n_swings;
  guint most_late;
  double best;
} Counts;

/* Differences between successive detections of an appearance. */
static void
count_step (Counts *counts, const DemoSample *before, const DemoSample *now,
    guint frames_per_sample)
{
  guint n_samples = (now->frame - before->frame) / frames_per_sample;

  if (now->frame - before->frame > 2 * DEMO_FRAME_RATE_N / DEMO_FRAME_RATE_D)
    return;
  counts->n_steps++;
  counts->n_late += n_samples > 1;
  counts->most_late = MAX (counts->most_late, n_samples);
  counts->n_swings += fabs (now->confidence - before->confidence) >= 20;
}

static void
count_samples (DemoShape shape, Counts *counts)
{
  g_autoptr (GPtrArray) samples = demo_samples_read (shape);
  g_autoptr (GHashTable) last = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < samples->len; i++) {
    DemoSample *sample = g_ptr_array_index (samples, i);
    DemoSample *before = g_hash_table_lookup (last, sample->name);

    counts->n++;
    counts->n_faces += sample->has_face;
    counts->n_bodies += sample->has_body;
    counts->n_weak += sample->confidence < 70;
    counts->best = MAX (counts->best, sample->confidence);
    if (before != NULL)
      count_step (counts, before, sample,
          demo_shape_get_frames_per_sample (shape));
    g_hash_table_insert (last, sample->name, sample);
  }
}

/* The properties of the only public real job. */
static void
test_dense_job (void)
{
  Counts counts = { 0 };

  g_assert_cmpuint (demo_shape_get_frames_per_sample (DEMO_SHAPE_DENSE), ==, 2);
  count_samples (DEMO_SHAPE_DENSE, &counts);
  g_assert_cmpuint (counts.n, >, 900);
  g_assert_cmpuint (counts.n_bodies, ==, counts.n);
  g_assert_cmpuint (counts.n_faces * 4, >, counts.n);
  g_assert_cmpuint (counts.n_faces * 3, <, counts.n);
  /* Between 1/50 and 1/20 of the samples are missing, one at a time. */
  g_assert_cmpuint (counts.n_late * 50, >, counts.n_steps);
  g_assert_cmpuint (counts.n_late * 20, <, counts.n_steps);
  g_assert_cmpuint (counts.most_late, ==, 2);
  g_assert_cmpuint (counts.n_weak * 10, >, counts.n);
  g_assert_cmpuint (counts.n_swings * 20, >, counts.n);
  g_assert_cmpfloat (counts.best, >, 98);
}

static void
test_sparse_job (void)
{
  Counts counts = { 0 };

  g_assert_cmpuint (demo_shape_get_frames_per_sample (DEMO_SHAPE_SPARSE), ==,
      15);
  count_samples (DEMO_SHAPE_SPARSE, &counts);
  g_assert_cmpuint (counts.n, >, 100);
  g_assert_cmpuint (counts.n_faces, ==, counts.n);
  g_assert_cmpuint (counts.n_bodies, ==, 0);
  g_assert_cmpuint (counts.n_late, ==, 0);
}

static void
test_body_job (void)
{
  Counts counts = { 0 };

  g_assert_cmpuint (demo_shape_get_frames_per_sample (DEMO_SHAPE_BODY), ==, 2);
  count_samples (DEMO_SHAPE_BODY, &counts);
  g_assert_cmpuint (counts.n, >, 900);
  g_assert_cmpuint (counts.n_faces, ==, 0);
  g_assert_cmpuint (counts.n_bodies, ==, counts.n);
  g_assert_cmpuint (counts.n_late, >, 0);
  g_assert_cmpuint (counts.n_swings, >, 0);
}

static void
test_shape_names (void)
{
  DemoShape shape = DEMO_SHAPE_BODY;

  for (guint i = 0; i < DEMO_N_SHAPES; i++) {
    g_assert_true (demo_shape_parse (demo_shape_get_name (i), &shape));
    g_assert_cmpuint (shape, ==, i);
  }
  g_assert_true (demo_shape_parse ("dense", &shape));
  g_assert_cmpuint (shape, ==, DEMO_SHAPE_DENSE);
  g_assert_false (demo_shape_parse ("", &shape));
  g_assert_false (demo_shape_parse ("Dense", &shape));
}

static void
assert_no_jump (const DemoFigure *figure, const DemoFigure *before)
{
  if (before == NULL)
    g_assert_cmpfloat (demo_figure_get_visible_part (figure), ==, 0);
  else {
    g_assert_cmpfloat (fabs (figure->head.left - before->head.left), <, 0.02);
    g_assert_cmpfloat (fabs (figure->head.top - before->head.top), <, 0.02);
    g_assert_cmpfloat (fabs (figure->swing - before->swing), <, 0.1);
  }
}

/* Except at cuts, people enter and leave where they are not visible; nobody
 * jumps, and nobody is on screen twice. */
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

    n[now] = demo_script_get_figures (frame, figures[now]);
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

/* The film must have a cut that moves a person, two people at once, an empty
 * screen, and a person seen from behind. */
static void
test_script_shows_what_it_should (void)
{
  gboolean has_elsewhere = FALSE;
  gboolean has_two = FALSE;
  gboolean has_nobody = FALSE;
  gboolean has_back = FALSE;

  for (guint frame = 1; frame < DEMO_N_FRAMES; frame++) {
    DemoFigure before[DEMO_MAX_FIGURES];
    DemoFigure now[DEMO_MAX_FIGURES];
    guint n_before = demo_script_get_figures (frame - 1, before);
    guint n_now = demo_script_get_figures (frame, now);

    has_two = has_two || n_now == 2;
    has_nobody = has_nobody || n_now == 0;
    for (guint i = 0; i < n_now; i++) {
      const DemoFigure *same =
          find_person (before, n_before, now[i].person->name);

      has_back = has_back ||
          (now[i].from_behind && demo_figure_get_visible_part (&now[i]) == 1);
      if (same != NULL && fabs (same->head.left - now[i].head.left) > 0.3)
        has_elsewhere = TRUE;
    }
  }
  g_assert_true (has_two);
  g_assert_true (has_nobody);
  g_assert_true (has_back);
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
  g_test_add_func ("/demo-script/job-is-in-sync", test_job_is_in_sync);
  g_test_add_func ("/demo-script/job-has-pages", test_job_has_pages);
  g_test_add_func ("/demo-script/job-shows-the-film", test_job_shows_the_film);
  g_test_add_func ("/demo-script/dense-job", test_dense_job);
  g_test_add_func ("/demo-script/sparse-job", test_sparse_job);
  g_test_add_func ("/demo-script/body-job", test_body_job);
  g_test_add_func ("/demo-script/shape-names", test_shape_names);
  g_test_add_func ("/demo-script/bodies", test_body_belongs_to_the_head);
  g_test_add_func ("/demo-script/ways-are-steady", test_ways_are_steady);
  g_test_add_func ("/demo-script/script", test_script_shows_what_it_should);
  g_test_add_func ("/demo-script/visible-part", test_visible_part);
  g_test_add_func ("/demo-script/milliseconds", test_milliseconds);
  return g_test_run ();
}
