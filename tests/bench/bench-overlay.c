/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * What celebrityoverlay costs a frame: with five people on 1080p, over what the
 * frame costs without it, beside objectdetectionoverlay with the same people
 * where GStreamer has it; with nobody, beside identity. Fails where one is over
 * its mark.
 */

#include "config.h"

#include <gst/check/gstharness.h>

#include "../overlay-frame.h"

#include <stdlib.h>
#include <time.h>

#define WIDTH 1920
#define HEIGHT 1080
#define N_PEOPLE 5

#define N_FRAMES 10
#define N_ROUNDS 15
#define MAX_DRAW_MS 1.5
/* Of what objectdetectionoverlay adds. */
#define MAX_I420_SHARE (1.0 / 6.0)
#define MAX_OTHER_SHARE (1.0 / 3.0)

#define N_BUFFERS 500
#define N_NOBODY_ROUNDS 101
#define MAX_NOBODY_RATIO 1.3
#define MAX_ROUNDS N_NOBODY_ROUNDS

/* One thing that is measured. */
typedef struct {
  const char *name;
  GstHarness *harness;
  double ns[MAX_ROUNDS];
} Side;

/* Where frames come from: copies of @picture with people on them. */
typedef struct {
  GstVideoInfo info;
  GstBuffer *picture;
  guint n_frames;
} Film;

static const char *const names[N_PEOPLE] = { "Ada Moreno X", "Björn Okafor",
  "Carla Nilson", "Dmitri Petro", "Elin Osterma" };

/* Of this thread, in which all that is measured runs: what else the machine
 * does does not count. */
static double
get_cpu_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e9 + (double) now.tv_nsec;
}

static gint
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double two = *(const double *) b;

  return (one > two) - (one < two);
}

static double
get_median (double *numbers, guint n)
{
  qsort (numbers, n, sizeof (double), compare_doubles);
  return numbers[n / 2];
}

/* 200 x 250 each; all walk, so that no frame is like the one before. */
static void
place_people (OverlayPerson *people, guint frame)
{
  for (guint i = 0; i < N_PEOPLE; i++)
    people[i] = (OverlayPerson){ names[i], names[i],
      60.0 + 350.0 * i + 2.0 * (frame % 40), 150.0 + 90.0 * i, 200.0, 250.0 };
}

static GstBuffer *
create_frame (Film *film)
{
  GstBuffer *buffer = gst_buffer_copy_deep (film->picture);
  OverlayPerson people[N_PEOPLE];

  place_people (people, film->n_frames);
  overlay_frame_attach (buffer, &film->info, people, N_PEOPLE,
      OVERLAY_FRAME_TYPES | GST_CELEBRITY_META_TYPE_ANALYTICS);
  GST_BUFFER_PTS (buffer) = film->n_frames++ * 40 * GST_MSECOND;
  return buffer;
}

static GstBuffer *
pass (GstHarness *harness, GstBuffer *buffer)
{
  if (gst_harness_push (harness, buffer) != GST_FLOW_OK)
    g_error ("a buffer was not taken");
  return gst_harness_pull (harness);
}

/* Nanoseconds a frame. */
static double
time_frames (Side *side, Film *film)
{
  double ns = 0.0;

  for (guint i = 0; i < N_FRAMES; i++) {
    GstBuffer *buffer = create_frame (film);
    double start = get_cpu_ns ();

    gst_buffer_unref (pass (side->harness, buffer));
    ns += get_cpu_ns () - start;
  }
  return ns / N_FRAMES;
}

static GstHarness *
create_harness (const char *launch_line, const GstVideoInfo *info)
{
  GstHarness *harness = gst_harness_new_parse (launch_line);

  gst_harness_set_live (harness, FALSE);
  gst_harness_set_src_caps (harness, gst_video_info_to_caps (info));
  return harness;
}

static gboolean
check_share (const char *format, double ours, double theirs, double mark)
{
  double share = ours / theirs;

  g_print ("  %s: %.2f of what objectdetectionoverlay adds, %.2f ms (at most "
           "%.2f)\n",
      format, share, theirs / 1e6, mark);
  return share <= mark;
}

static gboolean
has_element (const char *name)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (name);

  return factory != NULL;
}

/* The drawing alone: the same without either is taken off. */
static gboolean
measure_format (GstVideoFormat format)
{
  const char *name = gst_video_format_to_string (format);
  gboolean has_theirs =
      HAVE_ANALYTICS && has_element ("objectdetectionoverlay");
  Side sides[] = { { .name = "identity" }, { .name = "celebrityoverlay" },
    { .name = "objectdetectionoverlay" } };
  guint n_sides = has_theirs ? 3 : 2;
  Film film = { .n_frames = 0 };
  double added[3];
  gboolean passes;

  gst_video_info_set_format (&film.info, format, WIDTH, HEIGHT);
  film.picture = overlay_frame_create (&film.info);
  for (guint i = 0; i < n_sides; i++) {
    sides[i].harness = create_harness (sides[i].name, &film.info);
    time_frames (&sides[i], &film);
  }
  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < n_sides; i++)
      sides[i].ns[round] = time_frames (&sides[i], &film);
  for (guint i = 0; i < n_sides; i++) {
    added[i] = get_median (sides[i].ns, N_ROUNDS) -
        (i > 0 ? get_median (sides[0].ns, N_ROUNDS) : 0.0);
    gst_harness_teardown (sides[i].harness);
  }
  gst_buffer_unref (film.picture);

  g_print ("%s, %u people: %.2f ms a frame (at most %.1f)\n", name, N_PEOPLE,
      added[1] / 1e6, MAX_DRAW_MS);
  passes = added[1] / 1e6 <= MAX_DRAW_MS;
  if (!has_theirs) {
    g_print ("  no objectdetectionoverlay here to compare with\n");
    return passes;
  }
  return check_share (name, added[1], added[2],
             format == GST_VIDEO_FORMAT_I420 ? MAX_I420_SHARE
                                             : MAX_OTHER_SHARE) &&
      passes;
}

/* Nanoseconds a buffer: through the element and freed. */
static double
time_nobody (const Side *side)
{
  GstBuffer *buffers[N_BUFFERS];
  double start;

  for (guint i = 0; i < N_BUFFERS; i++) {
    buffers[i] = gst_buffer_new_allocate (NULL, 64 * 48, NULL);
    GST_BUFFER_PTS (buffers[i]) = i * 40 * GST_MSECOND;
  }
  start = get_cpu_ns ();
  for (guint i = 0; i < N_BUFFERS; i++)
    gst_buffer_unref (pass (side->harness, buffers[i]));
  return (get_cpu_ns () - start) / N_BUFFERS;
}

static gboolean
measure_nobody (void)
{
  Side ours = { .name = "celebrityoverlay" };
  Side theirs = { .name = "identity" };
  GstVideoInfo info;
  double ratio;

  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_GRAY8, 64, 48);
  ours.harness = create_harness (ours.name, &info);
  theirs.harness = create_harness (theirs.name, &info);
  time_nobody (&ours);
  time_nobody (&theirs);
  for (guint i = 0; i < N_NOBODY_ROUNDS; i++) {
    ours.ns[i] = time_nobody (&ours);
    theirs.ns[i] = time_nobody (&theirs);
  }
  gst_harness_teardown (ours.harness);
  gst_harness_teardown (theirs.harness);

  ratio = get_median (ours.ns, N_NOBODY_ROUNDS) /
      get_median (theirs.ns, N_NOBODY_ROUNDS);
  g_print ("nobody: %.0f ns, identity: %.0f ns a buffer; ratio %.2f (at most "
           "%.1f)\n",
      get_median (ours.ns, N_NOBODY_ROUNDS),
      get_median (theirs.ns, N_NOBODY_ROUNDS), ratio, MAX_NOBODY_RATIO);
  return ratio <= MAX_NOBODY_RATIO;
}

int
main (int argc, char **argv)
{
  static const GstVideoFormat formats[] = { GST_VIDEO_FORMAT_I420,
    GST_VIDEO_FORMAT_NV12, GST_VIDEO_FORMAT_BGRx };
  gboolean passes;

  gst_init (&argc, &argv);
  if (!has_element ("celebrityoverlay"))
    g_error ("celebrityoverlay is not there: is GST_PLUGIN_PATH set?");

  passes = measure_nobody ();
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    passes = measure_format (formats[i]) && passes;
  gst_deinit ();
  return passes ? EXIT_SUCCESS : EXIT_FAILURE;
}
