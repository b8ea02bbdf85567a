/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The cost of celebrityoverlay per frame. With people: the time in addition to
 * that of the frame without overlay, for several sizes of frames and numbers of
 * people, and compared with objectdetectionoverlay and the same people if
 * GStreamer has it. Without people: compared with identity. Fails if a value is
 * over its limit.
 */

#include "config.h"

#include <gst/check/gstharness.h>

#include "support/overlay/overlay-frame.h"
#include "bench-time.h"

#include <stdlib.h>

#define MAX_PEOPLE 20
#define N_FRAMES 10
#define N_ROUNDS 15

/* The limit for this height and number of people. It is proportional to the
 * number of people and of pixels. */
#define LIMIT_HEIGHT 1080
#define LIMIT_PEOPLE 5
#define LIMIT_MS 1.5
/* Limits as ratios of the time that objectdetectionoverlay adds. */
#define MAX_I420_SHARE (1.0 / 6.0)
#define MAX_OTHER_SHARE (1.0 / 3.0)

#define N_BUFFERS 500
#define N_NOBODY_ROUNDS 51
#define MAX_NOBODY_RATIO 1.3
#define MAX_ROUNDS N_NOBODY_ROUNDS

/* A measured harness. */
typedef struct {
  const char *name;
  GstHarness *harness;
  double ns[MAX_ROUNDS];
} Side;

/* A source of frames: copies of @picture with people on them. */
typedef struct {
  GstVideoInfo info;
  GstBuffer *picture;
  guint n_people;
  guint n_frames;
} Film;

typedef struct {
  GstVideoFormat format;
  guint height;
  guint n_people;
} Case;

/* Names of 12 letters each. */
static const char *const names[MAX_PEOPLE] = { "Ada Moreno X", "Björn Okafor",
  "Carla Nilson", "Dmitri Petro", "Elin Osterma", "Farid Nasser",
  "Greta Lindal", "Hugo Marchan", "Ines Quintal", "Jonas Ekberg",
  "Karim Haddad", "Lena Fischer", "Mila Novakov", "Nils Andrese",
  "Olga Petrova", "Pablo Ortega", "Quinn Harper", "Rosa Delgado",
  "Sven Halvors", "Tara Coleman" };

static const guint heights[] = { 720, 1080, 2160 };

static void
film_init (Film *film, const Case *test)
{
  film->n_people = test->n_people;
  film->n_frames = 0;
  gst_video_info_set_format (&film->info, test->format, test->height * 16 / 9,
      test->height);
  film->picture = overlay_frame_create (&film->info);
}

static void
film_clear (Film *film)
{
  gst_clear_buffer (&film->picture);
}

/* At 1080 lines 200x250 each; crowds are half as large, in rows. */
static void
set_boxes (OverlayPerson *people, guint n, guint height, guint frame)
{
  double scale = height / (double) LIMIT_HEIGHT;
  double walk = 2.0 * (frame % 40);

  for (guint i = 0; i < n; i++) {
    gboolean is_crowd = n > LIMIT_PEOPLE;
    guint column = i % LIMIT_PEOPLE;
    double y = is_crowd ? 70.0 + 260.0 * (i / LIMIT_PEOPLE) : 150.0 + 90.0 * i;
    double size = is_crowd ? 100.0 : 200.0;

    people[i] = (OverlayPerson){ names[i], names[i],
      (60.0 + 350.0 * column + walk) * scale, y * scale, size * scale,
      1.25 * size * scale };
  }
}

/* Everybody walks, so that successive frames differ. */
static GstBuffer *
create_frame (Film *film)
{
  GstBuffer *buffer = gst_buffer_copy_deep (film->picture);
  OverlayPerson people[MAX_PEOPLE];

  set_boxes (people, film->n_people,
      (guint) GST_VIDEO_INFO_HEIGHT (&film->info), film->n_frames);
  overlay_frame_attach (buffer, &film->info, people, film->n_people,
      OVERLAY_FRAME_TYPES | GST_CELEBRITY_META_TYPE_ANALYTICS);
  GST_BUFFER_PTS (buffer) = film->n_frames++ * 40 * GST_MSECOND;
  return buffer;
}

static GstBuffer *
pass (GstHarness *harness, GstBuffer *buffer)
{
  if (gst_harness_push (harness, buffer) != GST_FLOW_OK)
    g_error ("a buffer was not accepted");
  return gst_harness_pull (harness);
}

/* Returns nanoseconds per frame. */
static double
time_frames (Side *side, Film *film)
{
  double ns = 0.0;

  for (guint i = 0; i < N_FRAMES; i++) {
    GstBuffer *buffer = create_frame (film);
    double start = bench_get_cpu_ns ();

    gst_buffer_unref (pass (side->harness, buffer));
    ns += bench_get_cpu_ns () - start;
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
check_share (const char *format, double ours, double theirs, double limit)
{
  double share = ours / theirs;

  g_print ("  %s: %.2f of what objectdetectionoverlay adds, %.2f ms (at most "
           "%.2f)\n",
      format, share, theirs / 1e6, limit);
  return share <= limit;
}

static gboolean
has_element (const char *name)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (name);

  return factory != NULL;
}

/* Computes the nanoseconds that each side adds to a frame, in comparison with
 * the first. */
static void
measure_added (Film *film, Side *sides, guint n_sides, double *added)
{
  for (guint i = 0; i < n_sides; i++) {
    sides[i].harness = create_harness (sides[i].name, &film->info);
    time_frames (&sides[i], film);
  }
  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < n_sides; i++)
      sides[i].ns[round] = time_frames (&sides[i], film);
  for (guint i = 0; i < n_sides; i++) {
    added[i] = bench_get_median (sides[i].ns, N_ROUNDS) -
        (i > 0 ? bench_get_median (sides[0].ns, N_ROUNDS) : 0.0);
    gst_harness_teardown (sides[i].harness);
  }
}

/* Proportional to people and pixels. */
static double
get_limit_ms (const Case *test)
{
  double scale = test->height / (double) LIMIT_HEIGHT;

  return LIMIT_MS * scale * scale * test->n_people / LIMIT_PEOPLE;
}

static gboolean
measure_people (const Case *test, gboolean has_theirs)
{
  const char *name = gst_video_format_to_string (test->format);
  Side sides[] = { { .name = "identity" }, { .name = "celebrityoverlay" },
    { .name = "objectdetectionoverlay" } };
  double added[G_N_ELEMENTS (sides)];
  double limit_ms = get_limit_ms (test);
  gboolean passes;
  Film film;

  film_init (&film, test);
  measure_added (&film, sides, has_theirs ? 3 : 2, added);
  film_clear (&film);

  g_print ("%s, %up, people: %u: %.2f ms per frame (at most %.2f)\n", name,
      test->height, test->n_people, added[1] / 1e6, limit_ms);
  passes = added[1] / 1e6 <= limit_ms;
  if (!has_theirs)
    return passes;
  return check_share (name, added[1], added[2],
             test->format == GST_VIDEO_FORMAT_I420 ? MAX_I420_SHARE
                                                   : MAX_OTHER_SHARE) &&
      passes;
}

/* Compares with objectdetectionoverlay, if it exists. */
static gboolean
measure_formats (void)
{
  static const GstVideoFormat formats[] = { GST_VIDEO_FORMAT_I420,
    GST_VIDEO_FORMAT_NV12, GST_VIDEO_FORMAT_BGRx };
  gboolean has_theirs =
      HAVE_ANALYTICS && has_element ("objectdetectionoverlay");
  gboolean passes = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    const Case test = { formats[i], LIMIT_HEIGHT, LIMIT_PEOPLE };

    passes = measure_people (&test, has_theirs) && passes;
  }
  if (!has_theirs)
    g_print ("skipped: no objectdetectionoverlay to compare with\n");
  return passes;
}

static gboolean
measure_sizes (void)
{
  static const guint counts[] = { 1, 5, 20 };
  gboolean passes = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (heights); i++) {
    for (guint k = 0; k < G_N_ELEMENTS (counts); k++) {
      const Case test = { GST_VIDEO_FORMAT_I420, heights[i], counts[k] };

      passes = measure_people (&test, FALSE) && passes;
    }
  }
  return passes;
}

/* Returns nanoseconds per buffer, to push and free it. No element writes to the
 * picture, so all buffers share it. */
static double
time_nobody (const Side *side, const Film *film)
{
  GstBuffer *buffers[N_BUFFERS];
  double start;

  for (guint i = 0; i < N_BUFFERS; i++) {
    buffers[i] = gst_buffer_copy (film->picture);
    GST_BUFFER_PTS (buffers[i]) = i * 40 * GST_MSECOND;
  }
  start = bench_get_cpu_ns ();
  for (guint i = 0; i < N_BUFFERS; i++)
    gst_buffer_unref (pass (side->harness, buffers[i]));
  return (bench_get_cpu_ns () - start) / N_BUFFERS;
}

static gboolean
measure_nobody (guint height)
{
  const Case test = { GST_VIDEO_FORMAT_I420, height, 0 };
  Side ours = { .name = "celebrityoverlay" };
  Side theirs = { .name = "identity" };
  Film film;
  double ns[2];

  film_init (&film, &test);
  ours.harness = create_harness (ours.name, &film.info);
  theirs.harness = create_harness (theirs.name, &film.info);
  time_nobody (&ours, &film);
  time_nobody (&theirs, &film);
  for (guint i = 0; i < N_NOBODY_ROUNDS; i++) {
    ours.ns[i] = time_nobody (&ours, &film);
    theirs.ns[i] = time_nobody (&theirs, &film);
  }
  gst_harness_teardown (ours.harness);
  gst_harness_teardown (theirs.harness);
  film_clear (&film);

  ns[0] = bench_get_median (ours.ns, N_NOBODY_ROUNDS);
  ns[1] = bench_get_median (theirs.ns, N_NOBODY_ROUNDS);
  g_print ("%up, nobody: %.0f ns, identity: %.0f ns per buffer; ratio %.2f (at "
           "most %.1f)\n",
      height, ns[0], ns[1], ns[0] / ns[1], MAX_NOBODY_RATIO);
  return ns[0] / ns[1] <= MAX_NOBODY_RATIO;
}

int
main (int argc, char **argv)
{
  gboolean passes;

  gst_init (&argc, &argv);
  if (!gst_celebrity_meta_register (NULL))
    g_error ("cannot register CelebrityMeta");
  if (!has_element ("celebrityoverlay"))
    g_error ("celebrityoverlay was not found: is GST_PLUGIN_PATH set?");

  passes = measure_formats ();
  passes = measure_sizes () && passes;
  for (guint i = 0; i < G_N_ELEMENTS (heights); i++)
    passes = measure_nobody (heights[i]) && passes;
  gst_deinit ();
  return passes ? EXIT_SUCCESS : EXIT_FAILURE;
}
