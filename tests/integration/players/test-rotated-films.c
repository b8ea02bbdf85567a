/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Films that a phone recorded sideways, upside down or mirrored: the metas of a
 * frame match the frame's pixels, whether or not it was rotated upright
 * before. */

#include <string.h>

#include "support/element/element-rig.h"
#include "support/players/rotated-film.h"

#define PATIENCE (60 * GST_SECOND)
#define LONGEST_START (5 * GST_SECOND)
#define MAX_STARTS 8

/* By how many pixels an encoder may blur an edge. */
#define TOLERANCE 2.0

/* FILM is a path, FILTER the elements under test. */
static const char *const players[][2] = {
  { "decodebin",
      "filesrc location=\"FILM\" ! decodebin ! videoconvert ! FILTER ! "
      "fakesink" },
  { "playbin",
      "playbin uri=\"file://FILM\" video-filter=\"FILTER\" "
      "video-sink=\"fakesink sync=false\"" },
  { "playbin3",
      "playbin3 uri=\"file://FILM\" video-filter=\"FILTER\" "
      "video-sink=\"fakesink sync=false\"" },
};

#define CELEBRITIES \
  "rekognitioncelebrity name=celebrities box=both results-location=\"RESULTS\""
#define UPRIGHT "videoflip video-direction=auto ! "

/* @by_tag: an element before the filter sets the tag, not the film;
 * @is_upright: the frames are rotated before */
typedef struct {
  const char *const *player;
  const RotatedFilmOrientation *orientation;
  gboolean by_tag;
  gboolean is_upright;
  guint n_frames;
} Show;

static void
finish (GstElement *pipeline)
{
  g_assert_true (rotated_film_wait (pipeline, GST_MESSAGE_EOS, PATIENCE));
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

static void
assert_near (const RotatedFilmArea *area, const RotatedFilmArea *expected)
{
  g_assert_cmpfloat_with_epsilon (area->x, expected->x, TOLERANCE);
  g_assert_cmpfloat_with_epsilon (area->y, expected->y, TOLERANCE);
  g_assert_cmpfloat_with_epsilon (area->w, expected->w, TOLERANCE);
  g_assert_cmpfloat_with_epsilon (area->h, expected->h, TOLERANCE);
}

static double
get_number (const GstStructure *structure, const char *field)
{
  double number;

  g_assert_true (gst_structure_get_double (structure, field, &number));
  return number;
}

static void
assert_box (const GstStructure *person, const char *field,
    const RotatedFilmPicture *picture, const RotatedFilmArea *seen)
{
  const GstStructure *box =
      gst_value_get_structure (gst_structure_get_value (person, field));
  const RotatedFilmArea area = {
    get_number (box, "left") * picture->width,
    get_number (box, "top") * picture->height,
    get_number (box, "width") * picture->width,
    get_number (box, "height") * picture->height,
  };

  assert_near (&area, seen);
}

static void
assert_landmark (const GstStructure *person, const RotatedFilmPicture *picture,
    const RotatedFilmArea *seen)
{
  const GValue *landmarks = gst_structure_get_value (person, "landmarks");
  const GstStructure *nose =
      gst_value_get_structure (gst_value_array_get_value (landmarks, 0));
  const RotatedFilmArea area = {
    get_number (nose, "x") * picture->width - ROTATED_FILM_DOT_SIZE / 2.0,
    get_number (nose, "y") * picture->height - ROTATED_FILM_DOT_SIZE / 2.0,
    ROTATED_FILM_DOT_SIZE,
    ROTATED_FILM_DOT_SIZE,
  };

  assert_near (&area, seen);
}

static void
assert_region (GstBuffer *buffer, const GstStructure *person, const char *field,
    const RotatedFilmArea *seen)
{
  const GstVideoRegionOfInterestMeta *region;
  gint id;
  RotatedFilmArea area;

  g_assert_true (gst_structure_get_int (person, field, &id));
  region = gst_buffer_get_video_region_of_interest_meta_id (buffer, id);
  g_assert_nonnull (region);
  area = (RotatedFilmArea){ region->x, region->y, region->w, region->h };
  assert_near (&area, seen);
}

/* Checks the film itself. */
static void
assert_recorded (const Show *show, const RotatedFilmPicture *picture)
{
  const RotatedFilmArea upright = { rotated_film_face.x * ROTATED_FILM_WIDTH,
    rotated_film_face.y * ROTATED_FILM_HEIGHT,
    rotated_film_face.w * ROTATED_FILM_WIDTH,
    rotated_film_face.h * ROTATED_FILM_HEIGHT };
  gboolean lies = show->orientation->swaps && !show->is_upright;

  g_assert_cmpint (picture->width, ==,
      lies ? ROTATED_FILM_HEIGHT : ROTATED_FILM_WIDTH);
  g_assert_cmpint (picture->height, ==,
      lies ? ROTATED_FILM_WIDTH : ROTATED_FILM_HEIGHT);
  if (show->is_upright || g_str_equal (show->orientation->name, "rotate-0"))
    assert_near (&picture->face, &upright);
  else
    g_assert_true (ABS (picture->face.x - upright.x) > TOLERANCE ||
        ABS (picture->face.y - upright.y) > TOLERANCE);
}

static GstPadProbeReturn
check_frame (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  Show *show = user_data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  GstCustomMeta *meta = gst_buffer_get_custom_meta (buffer, "CelebrityMeta");
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  const GstStructure *person;
  RotatedFilmPicture picture;

  rotated_film_measure (buffer, caps, &picture);
  assert_recorded (show, &picture);
  g_assert_nonnull (meta);
  person = gst_value_get_structure (gst_value_array_get_value (
      gst_structure_get_value (gst_custom_meta_get_structure (meta),
          "celebrities"),
      0));
  assert_box (person, "face", &picture, &picture.face);
  assert_box (person, "body", &picture, &picture.body);
  assert_landmark (person, &picture, &picture.dot);
  assert_region (buffer, person, "roi-id", &picture.face);
  assert_region (buffer, person, "body-roi-id", &picture.body);
  show->n_frames++;
  return GST_PAD_PROBE_OK;
}

static GstElement *
find_celebrities (GstElement *pipeline)
{
  GstElement *element = gst_bin_get_by_name (GST_BIN (pipeline), "celebrities");
  g_autoptr (GstElement) filter = NULL;

  if (element != NULL)
    return element;
  g_object_get (pipeline, "video-filter", &filter, NULL);
  return gst_bin_get_by_name (GST_BIN (filter), "celebrities");
}

static gboolean
is_older_than (guint minor)
{
  guint our_major, our_minor, micro, nano;

  gst_version (&our_major, &our_minor, &micro, &nano);
  return our_major == 1 && our_minor < minor;
}

/* From GStreamer 1.24 on, videoflip does this itself. */
static GstPadProbeReturn
rewrite_tag (GstPad *pad G_GNUC_UNUSED, GstPadProbeInfo *info,
    gpointer user_data G_GNUC_UNUSED)
{
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  GstTagList *tags;

  if (GST_EVENT_TYPE (event) != GST_EVENT_TAG)
    return GST_PAD_PROBE_OK;

  gst_event_parse_tag (event, &tags);
  tags = gst_tag_list_copy (tags);
  gst_tag_list_add (tags, GST_TAG_MERGE_REPLACE, GST_TAG_IMAGE_ORIENTATION,
      "rotate-0", NULL);
  gst_event_unref (event);
  info->data = gst_event_new_tag (tags);
  return GST_PAD_PROBE_OK;
}

static void
watch (Show *show, GstElement *celebrities)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (celebrities, "sink");
  g_autoptr (GstPad) src = gst_element_get_static_pad (celebrities, "src");

  if (show->is_upright && is_older_than (24))
    gst_pad_add_probe (sink, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, rewrite_tag,
        NULL, NULL);
  gst_pad_add_probe (src, GST_PAD_PROBE_TYPE_BUFFER, check_frame, show, NULL);
}

static GstElement *
create_player (Show *show, const char *film, const char *results)
{
  GString *launch = g_string_new (show->player[1]);
  GString *filter = g_string_new ("identity ! ");
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) celebrities = NULL;
  GstElement *pipeline;

  if (show->by_tag)
    g_string_append_printf (filter, "taginject tags=image-orientation=%s ! ",
        show->orientation->name);
  if (show->is_upright)
    g_string_append (filter, UPRIGHT);
  g_string_append (filter, CELEBRITIES);
  if (strstr (show->player[1], "\"FILTER\"") != NULL)
    g_string_replace (filter, "\"", "\\\"", 0);
  g_string_replace (launch, "FILTER", filter->str, 0);
  g_string_replace (launch, "FILM", film, 0);
  g_string_replace (launch, "RESULTS", results, 0);
  pipeline = gst_parse_launch (launch->str, &error);
  g_assert_no_error (error);
  g_string_free (filter, TRUE);
  g_string_free (launch, TRUE);

  celebrities = find_celebrities (pipeline);
  watch (show, celebrities);
  return gst_object_ref_sink (pipeline);
}

/* Some players of GStreamer 1.22 occasionally get stuck when they start. */
static GstElement *
start_player (Show *show, const char *film, const char *results)
{
  for (guint i = 0; i < MAX_STARTS; i++) {
    GstElement *player = create_player (show, film, results);

    gst_element_set_state (player, GST_STATE_PLAYING);
    if (rotated_film_wait (player, GST_MESSAGE_ASYNC_DONE, LONGEST_START))
      return player;
    g_test_message ("The player got stuck.");
    gst_element_set_state (player, GST_STATE_NULL);
    gst_object_unref (player);
  }
  g_error ("The player does not start.");
}

static void
test_show (gconstpointer data)
{
  Show show = *(const Show *) data;
  g_autoptr (TemporaryFolder) folder = NULL;
  g_autofree char *results = NULL;
  g_autofree char *film = NULL;
  g_autoptr (GstElement) player = NULL;

  if (show.orientation->is_mirrored && !show.by_tag && is_older_than (26)) {
    g_test_skip (
        "qtdemux reads mirrored orientations only from GStreamer 1.26 on");
    return;
  }

  folder = temporary_folder_new ();
  results = temporary_folder_write (folder, "job.json", ROTATED_FILM_JOB);
  film = rotated_film_make (folder, show.orientation, !show.by_tag);
  player = start_player (&show, film, results);
  finish (player);
  g_assert_cmpuint (show.n_frames, ==, ROTATED_FILM_N_FRAMES);
}

/* Mirrored orientations are also tested by tag, for releases that cannot read
 * them. */
static void
add_shows (const Show *show)
{
  gboolean is_mirrored = show->orientation->is_mirrored;

  for (gint by_tag = FALSE; by_tag <= is_mirrored; by_tag++) {
    for (gint is_upright = FALSE; is_upright <= TRUE; is_upright++) {
      Show *copy = g_memdup2 (show, sizeof *show);
      g_autofree char *path = g_strdup_printf ("/rotated-films/%s/%s/%s/%s",
          show->player[0], show->orientation->name, by_tag ? "tag" : "matrix",
          is_upright ? "upright" : "as-recorded");

      copy->by_tag = by_tag;
      copy->is_upright = is_upright;
      g_test_add_data_func_full (path, copy, test_show, g_free);
    }
  }
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (players); i++) {
    for (gsize k = 0; k < ROTATED_FILM_N_ORIENTATIONS; k++) {
      const Show show = { .player = players[i],
        .orientation = &rotated_film_orientations[k] };

      add_shows (&show);
    }
  }
  return element_rig_run ();
}
