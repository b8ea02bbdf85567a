/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Checks every frame of the demonstration film, for each kind of job and each
 * choice of boxes: visible people have the boxes that can be known. While a
 * person walks linearly between two samples, the attached box and the box that
 * celebrityoverlay draws match the painted face or body. */

#include <gst/video/video.h>
#include <math.h>

#include "support/examples/demo-samples.h"
#include "support/element/element-rig.h"

#define CAPS "video/x-raw,format=BGRx,width=640,height=360,framerate=30000/1001"
#define FRAME_SIZE (DEMO_WIDTH * DEMO_HEIGHT * 4)
#define RED_OF_BGRX 2

/* Tolerances in pixels. That of an edge adds half a line and half a pixel to
 * that of a centre, as the job's boxes end at whole pixels. */
#define NEAR 2.0
#define NEAR_EDGE 3.5

/* Boxes of one kind that are at most half a second apart are always joined,
 * whatever the job's interval. */
#define JOINED_FRAMES 15

/* After its last sample a box is held for one of its intervals: at most four
 * samples of a dense job. */
#define HELD_FRAMES 8

typedef struct {
  const char *name;
  DemoShape shape;
  const char *box;
  gboolean is_drawn;
  guint min_boxes;
  guint n_changes;
} Case;

/* @min_boxes is the minimum number of checked boxes; @n_changes is how often
 * the box of a person who stays in the picture changes between face and body:
 * once, when Tom & Ella turn round. */
static const Case cases[] = {
  { "dense/auto", DEMO_SHAPE_DENSE, "auto", TRUE, 1950, 1 },
  { "dense/face", DEMO_SHAPE_DENSE, "face", TRUE, 1850, 0 },
  { "dense/body", DEMO_SHAPE_DENSE, "body", TRUE, 2000, 0 },
  { "dense/both", DEMO_SHAPE_DENSE, "both", FALSE, 3850, 1 },
  { "sparse/auto", DEMO_SHAPE_SPARSE, "auto", TRUE, 1800, 0 },
  { "sparse/face", DEMO_SHAPE_SPARSE, "face", FALSE, 1800, 0 },
  { "sparse/body", DEMO_SHAPE_SPARSE, "body", FALSE, 0, 0 },
  { "sparse/both", DEMO_SHAPE_SPARSE, "both", FALSE, 1800, 0 },
  { "body/auto", DEMO_SHAPE_BODY, "auto", TRUE, 2000, 0 },
  { "body/face", DEMO_SHAPE_BODY, "face", FALSE, 0, 0 },
  { "body/body", DEMO_SHAPE_BODY, "body", FALSE, 2000, 0 },
  { "body/both", DEMO_SHAPE_BODY, "both", FALSE, 2000, 0 },
};

/* In pixels, clamped to the frame. */
typedef struct {
  double left;
  double top;
  double right;
  double bottom;
} Edges;

/* One overlay per person, so that each box is drawn separately. @shown has the
 * kind of a person's previous box, plus one. */
typedef struct {
  const Case *test;
  GPtrArray *samples;
  ElementRig rig;
  GHashTable *overlays;
  GHashTable *shown;
  guint n_boxes;
  guint n_changes;
} Film;

static void
film_init (Film *film, const Case *test)
{
  GString *job = demo_job_build (test->shape);
  g_autoptr (GError) error = NULL;

  film->test = test;
  film->samples = demo_samples_read (test->shape);
  element_rig_init (&film->rig, DEMO_JOB_ID, NULL);
  gst_util_set_object_arg (G_OBJECT (film->rig.element), "box", test->box);
  local_endpoint_add_results (film->rig.endpoint, job->str, -1, DEMO_JOB_ID,
      &error);
  g_assert_no_error (error);
  g_string_free (job, TRUE);
  element_rig_start (&film->rig);
  gst_harness_set_src_caps_str (film->rig.harness, CAPS);
  film->overlays = g_hash_table_new_full (NULL, NULL, NULL,
      (GDestroyNotify) gst_harness_teardown);
  film->shown = g_hash_table_new (NULL, NULL);
  film->n_boxes = 0;
  film->n_changes = 0;
}

static void
film_clear (Film *film)
{
  g_hash_table_unref (film->overlays);
  g_hash_table_unref (film->shown);
  element_rig_clear (&film->rig);
  g_ptr_array_unref (film->samples);
}

static GstHarness *
get_overlay (Film *film, const DemoPerson *person)
{
  GstHarness *overlay = g_hash_table_lookup (film->overlays, person);
  g_autofree char *launch_line = NULL;

  if (overlay != NULL)
    return overlay;
  launch_line = g_strdup_printf ("celebrityoverlay draw=box style=rectangle "
                                 "color=0xffff0000 celebrities=<%s>",
      person->id);
  overlay = gst_harness_new_parse (launch_line);
  gst_harness_set_live (overlay, FALSE);
  gst_harness_set_src_caps_str (overlay, CAPS);
  g_hash_table_insert (film->overlays, (gpointer) person, overlay);
  return overlay;
}

static GstBuffer *
create_frame (guint frame)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, FRAME_SIZE, NULL);

  gst_buffer_memset (buffer, 0, 0, FRAME_SIZE);
  GST_BUFFER_PTS (buffer) = element_rig_get_pts (frame);
  GST_BUFFER_DURATION (buffer) = element_rig_get_pts (1);
  return buffer;
}

static GstBuffer *
pass (GstHarness *harness, GstBuffer *buffer)
{
  GstBuffer *out;

  g_assert_cmpint (gst_harness_push (harness, buffer), ==, GST_FLOW_OK);
  out = gst_harness_try_pull (harness);
  g_assert_nonnull (out);
  return out;
}

/* Whether the box must be known: it is sampled before @frame and soon after. */
static gboolean
is_known (const Film *film, guint frame, const DemoPerson *person,
    DemoKind kind)
{
  const DemoSample *before;
  const DemoSample *after;
  guint max_frames =
      MAX (JOINED_FRAMES, demo_shape_get_frames_per_sample (film->test->shape));

  demo_samples_find (film->samples, person->name, kind, frame, &before, &after);
  return before != NULL &&
      (before->frame == frame ||
          (after != NULL && after->frame - before->frame <= max_frames));
}

/* Whether the box cannot be known: it has no sample around @frame. */
static gboolean
is_unknown (const Film *film, guint frame, const DemoPerson *person,
    DemoKind kind)
{
  const DemoSample *before;
  const DemoSample *after;

  demo_samples_find (film->samples, person->name, kind, frame, &before, &after);
  return before == NULL ||
      (frame - before->frame > HELD_FRAMES &&
          (after == NULL || after->frame - before->frame > 2 * JOINED_FRAMES));
}

static Edges
get_edges (const DemoBox *box)
{
  return (Edges){ MAX (box->left, 0.0) * DEMO_WIDTH,
    MAX (box->top, 0.0) * DEMO_HEIGHT,
    MIN (box->left + box->width, 1.0) * DEMO_WIDTH,
    MIN (box->top + box->height, 1.0) * DEMO_HEIGHT };
}

static void
check_middle (const Edges *found, const Edges *expected, double near)
{
  double dx = (found->left + found->right - expected->left - expected->right);
  double dy = (found->top + found->bottom - expected->top - expected->bottom);

  g_assert_cmpfloat (hypot (dx / 2.0, dy / 2.0), <=, near);
}

/* At the frame's edge the outer half of the line is not visible. */
static gboolean
ends_with_frame (const Edges *box)
{
  return box->left <= 0.0 || box->top <= 0.0 || box->right >= DEMO_WIDTH ||
      box->bottom >= DEMO_HEIGHT;
}

/* Returns: (nullable): the record's entry for @person */
static const GstStructure *
find_record (GstBuffer *buffer, const DemoPerson *person)
{
  GstCustomMeta *meta = gst_buffer_get_custom_meta (buffer, "CelebrityMeta");
  const GValue *list;

  if (meta == NULL)
    return NULL;
  list = gst_structure_get_value (gst_custom_meta_get_structure (meta),
      "celebrities");
  for (guint i = 0; i < gst_value_array_get_size (list); i++) {
    const GstStructure *record =
        gst_value_get_structure (gst_value_array_get_value (list, i));

    if (g_str_equal (gst_structure_get_string (record, "name"), person->name))
      return record;
  }
  return NULL;
}

/* Returns: whether the record refers to a region in @field; @found is its
 * box */
static gboolean
find_region (GstBuffer *buffer, const GstStructure *record, const char *field,
    Edges *found)
{
  GstVideoRegionOfInterestMeta *roi;
  int id;

  if (!gst_structure_get_int (record, field, &id))
    return FALSE;
  roi = gst_buffer_get_video_region_of_interest_meta_id (buffer, id);
  g_assert_nonnull (roi);
  g_assert_cmpstr (g_quark_to_string (roi->roi_type), ==,
      gst_structure_get_string (record, "name"));
  *found = (Edges){ roi->x, roi->y, roi->x + roi->w, roi->y + roi->h };
  return TRUE;
}

/* Finds the half-open interval of painted pixels, in steps of @step pixels. */
static void
find_painted (const guint8 *pixels, guint start, guint step, guint n,
    double *first, double *end)
{
  *first = n;
  *end = 0;
  for (guint i = 0; i < n; i++) {
    if (pixels[(start + i * step) * 4 + RED_OF_BGRX] == 0)
      continue;
    *first = MIN (*first, i);
    *end = i + 1;
  }
}

/* Searches the lines across the centre of the expected box. */
static void
check_drawn (GstBuffer *buffer, const Edges *expected)
{
  guint x = (guint) (expected->left + expected->right) / 2;
  guint y = (guint) (expected->top + expected->bottom) / 2;
  GstMapInfo map;
  Edges found;

  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_READ));
  find_painted (map.data, y * DEMO_WIDTH, 1, DEMO_WIDTH, &found.left,
      &found.right);
  find_painted (map.data, x, DEMO_WIDTH, DEMO_HEIGHT, &found.top,
      &found.bottom);
  gst_buffer_unmap (buffer, &map);

  check_middle (&found, expected,
      ends_with_frame (expected) ? NEAR_EDGE : NEAR);
  g_assert_cmpfloat (fabs (found.left - expected->left), <=, NEAR_EDGE);
  g_assert_cmpfloat (fabs (found.right - expected->right), <=, NEAR_EDGE);
  g_assert_cmpfloat (fabs (found.top - expected->top), <=, NEAR_EDGE);
  g_assert_cmpfloat (fabs (found.bottom - expected->bottom), <=, NEAR_EDGE);
}

static void
check_position (Film *film, GstBuffer *buffer, guint frame,
    const DemoFigure *figure, DemoKind kind, const Edges *found)
{
  const Edges expected =
      get_edges (kind == DEMO_KIND_FACE ? &figure->head : &figure->body);
  g_autoptr (GstBuffer) drawn = NULL;

  if (!demo_samples_are_straight (film->samples, figure->person->name, kind,
          frame))
    return;
  film->n_boxes++;
  check_middle (found, &expected, NEAR);
  if (!film->test->is_drawn)
    return;
  drawn =
      pass (get_overlay (film, figure->person), gst_buffer_copy_deep (buffer));
  check_drawn (drawn, &expected);
}

static void
note_shown (Film *film, const DemoPerson *person, DemoKind kind)
{
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (film->shown, person));

  film->n_changes += before != 0 && before != kind + 1;
  g_hash_table_insert (film->shown, (gpointer) person,
      GUINT_TO_POINTER (kind + 1));
}

static gboolean
may_show (const Case *test, DemoKind kind)
{
  return !g_str_equal (test->box, kind == DEMO_KIND_FACE ? "body" : "face");
}

/* Checks which boxes there must be, and which cannot be. */
static void
check_kind (const Film *film, guint frame, const DemoPerson *person,
    gboolean has_box, DemoKind kind)
{
  gboolean has_face = may_show (film->test, DEMO_KIND_FACE) &&
      is_known (film, frame, person, DEMO_KIND_FACE);
  gboolean has_body = may_show (film->test, DEMO_KIND_BODY) &&
      is_known (film, frame, person, DEMO_KIND_BODY);

  if (has_face || has_body)
    g_assert_true (has_box);
  if (has_face)
    g_assert_cmpuint (kind, ==, DEMO_KIND_FACE);
  if (!has_box)
    return;
  g_assert_true (may_show (film->test, kind));
  g_assert_false (is_unknown (film, frame, person, kind));
}

/* Checks a person who is sampled before @frame and soon after. */
static void
check_figure (Film *film, GstBuffer *buffer, guint frame,
    const DemoFigure *figure)
{
  const DemoPerson *person = figure->person;
  const GstStructure *record = find_record (buffer, person);
  gboolean has_box;
  DemoKind kind;
  Edges found;

  g_assert_nonnull (record);
  kind = g_strcmp0 (gst_structure_get_string (record, "box"), "body") == 0
      ? DEMO_KIND_BODY
      : DEMO_KIND_FACE;
  has_box = find_region (buffer, record, "roi-id", &found);
  g_assert_cmpint (has_box, ==, gst_structure_has_field (record, "box"));
  check_kind (film, frame, person, has_box, kind);
  if (!has_box)
    return;
  note_shown (film, person, kind);
  check_position (film, buffer, frame, figure, kind, &found);
  if (!g_str_equal (film->test->box, "both") || kind == DEMO_KIND_BODY)
    return;
  has_box = find_region (buffer, record, "body-roi-id", &found);
  g_assert_cmpint (has_box, ==, is_known (film, frame, person, DEMO_KIND_BODY));
  if (has_box)
    check_position (film, buffer, frame, figure, DEMO_KIND_BODY, &found);
}

static void
test_boxes (gconstpointer data)
{
  const Case *test = data;
  Film film;

  film_init (&film, test);
  for (guint frame = 0; frame < DEMO_N_FRAMES; frame++) {
    g_autoptr (GstBuffer) buffer =
        pass (film.rig.harness, create_frame (frame));
    DemoFigure figures[DEMO_MAX_FIGURES];
    guint n = demo_script_get_figures (frame, figures);

    for (guint i = 0; i < n; i++) {
      const DemoPerson *person = figures[i].person;

      if (is_known (&film, frame, person, DEMO_KIND_FACE) ||
          is_known (&film, frame, person, DEMO_KIND_BODY))
        check_figure (&film, buffer, frame, &figures[i]);
      else
        g_hash_table_remove (film.shown, person);
    }
  }
  g_assert_cmpuint (film.n_boxes, >=, test->min_boxes);
  g_assert_cmpuint (film.n_changes, ==, test->n_changes);
  film_clear (&film);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/demo-boxes/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_boxes);
  }
  return element_rig_run ();
}
