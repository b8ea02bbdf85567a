/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* On every frame of the demonstration film where a person walks straight from
 * one sample to the next, what is attached and what celebrityoverlay draws is
 * where the person is drawn. */

#include <gst/video/video.h>
#include <math.h>

#include "demo-job.h"
#include "demo-script.h"
#include "element-rig.h"

#define CAPS "video/x-raw,format=BGRx,width=640,height=360,framerate=30000/1001"
#define FRAME_SIZE (DEMO_WIDTH * DEMO_HEIGHT * 4)
#define RED_OF_BGRX 2

/* Pixels. An edge may be as far as a middle, and half a line more. */
#define NEAR 2.0
#define NEAR_EDGE 3.0

/* So many boxes are looked at, or the test looks at too few. */
#define MIN_BOXES 1500

#define STRAIGHT 1e-6

/* Pixels, the part in the frame. */
typedef struct {
  double left;
  double top;
  double right;
  double bottom;
} Edges;

/* One overlay a person, so that each box is drawn alone. */
typedef struct {
  ElementRig rig;
  GHashTable *overlays;
  guint n_boxes;
} Film;

static void
film_init (Film *film)
{
  GString *job = demo_job_build ();
  g_autoptr (GError) error = NULL;

  element_rig_init (&film->rig, DEMO_JOB_ID, NULL);
  local_endpoint_add_results (film->rig.endpoint, job->str, -1, DEMO_JOB_ID,
      &error);
  g_assert_no_error (error);
  g_string_free (job, TRUE);
  element_rig_start (&film->rig);
  gst_harness_set_src_caps_str (film->rig.harness, CAPS);
  film->overlays = g_hash_table_new_full (NULL, NULL, NULL,
      (GDestroyNotify) gst_harness_teardown);
  film->n_boxes = 0;
}

static void
film_clear (Film *film)
{
  g_hash_table_unref (film->overlays);
  element_rig_clear (&film->rig);
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

static gboolean
find_figure (guint frame, const DemoPerson *person, DemoFigure *figure)
{
  DemoFigure figures[DEMO_MAX_FIGURES];
  guint n = demo_script_look (frame, figures);

  for (guint i = 0; i < n; i++) {
    if (figures[i].person != person)
      continue;
    *figure = figures[i];
    return TRUE;
  }
  return FALSE;
}

static gboolean
is_between (const DemoBox *box, const DemoBox *from, const DemoBox *to,
    double part)
{
  return fabs (box->left - from->left - (to->left - from->left) * part) <
      STRAIGHT &&
      fabs (box->top - from->top - (to->top - from->top) * part) < STRAIGHT;
}

/* Whether the person is seen by the sample before and by the one after, and
 * walks straight from the one to the other. */
static gboolean
walks_straight (guint frame, const DemoPerson *person)
{
  guint first = frame - frame % DEMO_FRAMES_PER_SAMPLE;
  guint last = first + DEMO_FRAMES_PER_SAMPLE;
  DemoFigure from;
  DemoFigure to;
  DemoFigure now;

  if (last >= DEMO_N_FRAMES ||
      demo_script_get_scene (first) != demo_script_get_scene (last) ||
      !find_figure (first, person, &from) || !find_figure (last, person, &to) ||
      demo_figure_get_visible_part (&from) < DEMO_MIN_VISIBLE_PART ||
      demo_figure_get_visible_part (&to) < DEMO_MIN_VISIBLE_PART)
    return FALSE;
  for (guint i = first; i < last; i++)
    if (!find_figure (i, person, &now) ||
        !is_between (&now.head, &from.head, &to.head,
            (i - first) / (double) DEMO_FRAMES_PER_SAMPLE))
      return FALSE;
  return TRUE;
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
check_middle (const Edges *found, const Edges *expected)
{
  double dx = (found->left + found->right - expected->left - expected->right);
  double dy = (found->top + found->bottom - expected->top - expected->bottom);

  g_assert_cmpfloat (hypot (dx / 2.0, dy / 2.0), <=, NEAR);
}

static void
check_attached (GstBuffer *buffer, const DemoPerson *person,
    const Edges *expected)
{
  gpointer state = NULL;
  GstMeta *meta;

  while ((meta = gst_buffer_iterate_meta_filtered (buffer, &state,
              GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE)) != NULL) {
    GstVideoRegionOfInterestMeta *roi = (GstVideoRegionOfInterestMeta *) meta;
    const Edges found = { roi->x, roi->y, roi->x + roi->w, roi->y + roi->h };

    if (!g_str_equal (g_quark_to_string (roi->roi_type), person->name))
      continue;
    check_middle (&found, expected);
    return;
  }
  g_error ("%s is not attached", person->name);
}

/* From the first painted pixel to behind the last one, @step pixels apart. */
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

/* The lines are looked for across the middle of where they are to be. */
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

  check_middle (&found, expected);
  g_assert_cmpfloat (fabs (found.left - expected->left), <=, NEAR_EDGE);
  g_assert_cmpfloat (fabs (found.right - expected->right), <=, NEAR_EDGE);
  g_assert_cmpfloat (fabs (found.top - expected->top), <=, NEAR_EDGE);
  g_assert_cmpfloat (fabs (found.bottom - expected->bottom), <=, NEAR_EDGE);
}

static void
check_figure (Film *film, GstBuffer *buffer, const DemoFigure *figure)
{
  const Edges expected = get_edges (&figure->head);
  g_autoptr (GstBuffer) drawn = NULL;

  check_attached (buffer, figure->person, &expected);
  drawn =
      pass (get_overlay (film, figure->person), gst_buffer_copy_deep (buffer));
  check_drawn (drawn, &expected);
  film->n_boxes++;
}

static void
test_boxes (void)
{
  Film film;

  film_init (&film);
  for (guint frame = 0; frame < DEMO_N_FRAMES; frame++) {
    g_autoptr (GstBuffer) buffer =
        pass (film.rig.harness, create_frame (frame));
    DemoFigure figures[DEMO_MAX_FIGURES];
    guint n = demo_script_look (frame, figures);

    for (guint i = 0; i < n; i++)
      if (walks_straight (frame, figures[i].person))
        check_figure (&film, buffer, &figures[i]);
  }
  g_assert_cmpuint (film.n_boxes, >=, MIN_BOXES);
  film_clear (&film);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  g_test_add_func ("/demo-boxes/boxes", test_boxes);
  return element_rig_run ();
}
