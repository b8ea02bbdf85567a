/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/passthrough/passthrough-rig.h"

#include <math.h>
#include "gst-celebrity-analytics.h"
#include "gst-celebrity-meta.h"
#include "gst-celebrity-people.h"

#include "support/element/element-rig.h"
#include "support/meta/meta-text.h"

#define PATIENCE (60 * GST_SECOND)

/* Tolerances in pixels and as a ratio of the frame: each scaling truncates to
 * whole pixels. */
#define TOLERANCE 2.0
#define TOLERANCE_RATIO 0.01

/* The metas on one buffer, and the expected boxes. */
typedef struct {
  GstBuffer *buffer;
  gint width;
  gint height;
  GstBuffer *before;
  RekBox faces[PASSTHROUGH_JOB_N_PEOPLE];
} CheckedFrame;

void
passthrough_rig_init (PassthroughRig *rig)
{
  rig->model = passthrough_job_model ();
  rig->before = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
      (GDestroyNotify) gst_buffer_unref);
  rig->folder = temporary_folder_new ();
  rig->results = temporary_folder_get_path (rig->folder, "job.jsonl");
  passthrough_job_write (rig->results);
}

void
passthrough_rig_clear (PassthroughRig *rig)
{
  g_clear_pointer (&rig->model, rek_model_free);
  g_clear_pointer (&rig->before, g_hash_table_unref);
  g_clear_pointer (&rig->folder, temporary_folder_free);
  g_clear_pointer (&rig->results, g_free);
}

static GstPadProbeReturn
paint (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  PassthroughRig *rig = data;

  (void) pad;
  info->data = gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  passthrough_job_paint (rig->model, GST_PAD_PROBE_INFO_BUFFER (info));
  return GST_PAD_PROBE_OK;
}

/* Returns a buffer without memory that has all the metas. */
static GstPadProbeReturn
keep_metas (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  GstClockTime *time = g_new (GstClockTime, 1);
  GstBuffer *copy = gst_buffer_new ();
  PassthroughRig *rig = data;

  (void) pad;
  *time = GST_BUFFER_PTS (buffer);
  gst_buffer_copy_into (copy, buffer,
      GST_BUFFER_COPY_METADATA | GST_BUFFER_COPY_META, 0, (gsize) -1);
  g_hash_table_replace (rig->before, time, copy);
  return GST_PAD_PROBE_OK;
}

static void
add_probe (GstElement *element, const char *name, GstPadProbeCallback callback,
    gpointer data)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, name);

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, callback, data, NULL);
}

static void
keep_sample (GstElement *sink, GstBuffer *buffer, GstPad *pad, gpointer data)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);

  (void) sink;
  g_ptr_array_add (data, gst_sample_new (buffer, caps, NULL, NULL));
}

GstElement *
passthrough_rig_create_pipeline (PassthroughRig *rig,
    const PassthroughChain *chain)
{
  g_autofree char *text = g_strdup_printf (
      "videotestsrc num-buffers=%d ! " PASSTHROUGH_JOB_CAPS " ! "
      "identity name=painter ! %s rekognitioncelebrity name=celebrity "
      "results-location=%s %s ! %s",
      PASSTHROUGH_JOB_N_FRAMES, chain->before != NULL ? chain->before : "",
      rig->results, chain->settings != NULL ? chain->settings : "",
      chain->after);
  g_autoptr (GstElement) celebrity = NULL;
  g_autoptr (GstElement) painter = NULL;
  g_autoptr (GError) error = NULL;
  GstElement *pipeline = gst_parse_launch (text, &error);

  g_assert_no_error (error);
  gst_object_ref_sink (pipeline);
  painter = gst_bin_get_by_name (GST_BIN (pipeline), "painter");
  celebrity = gst_bin_get_by_name (GST_BIN (pipeline), "celebrity");
  add_probe (painter, "src", paint, rig);
  add_probe (celebrity, "src", keep_metas, rig);
  return pipeline;
}

void
passthrough_rig_watch (GstElement *pipeline, const char *name,
    GPtrArray *samples)
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), name);

  g_assert_nonnull (sink);
  g_object_set (sink, "signal-handoffs", TRUE, "async", FALSE, NULL);
  g_signal_connect (sink, "handoff", G_CALLBACK (keep_sample), samples);
}

void
passthrough_rig_wait (GstElement *pipeline)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message =
      gst_bus_timed_pop_filtered (bus, PATIENCE * element_rig_get_patience (),
          GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (message);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    gst_message_parse_error (message, &error, NULL);
  g_assert_no_error (error);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

GPtrArray *
passthrough_rig_run (PassthroughRig *rig, const PassthroughChain *chain,
    guint n_sinks)
{
  g_autoptr (GstElement) pipeline =
      passthrough_rig_create_pipeline (rig, chain);
  g_autoptr (GPtrArray) lists =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GPtrArray *samples =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gst_sample_unref);

  g_hash_table_remove_all (rig->before);
  for (guint i = 0; i < n_sinks; i++) {
    g_autofree char *name = g_strdup_printf ("sink%u", i);

    g_ptr_array_add (lists, g_ptr_array_new ());
    passthrough_rig_watch (pipeline, name, lists->pdata[i]);
  }
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  passthrough_rig_wait (pipeline);
  for (guint i = 0; i < n_sinks; i++)
    g_ptr_array_extend_and_steal (samples,
        g_ptr_array_ref (g_ptr_array_index (lists, i)));
  return samples;
}

static const GstStructure *
find_record (GstBuffer *buffer)
{
  GstCustomMeta *meta =
      gst_buffer_get_custom_meta (buffer, GST_CELEBRITY_META_NAME);

  return meta != NULL ? gst_custom_meta_get_structure (meta) : NULL;
}

/* Time of the picture, from the record: a duplicated buffer has the time of
 * another. */
static GstClockTime
get_time (GstBuffer *buffer)
{
  const GstStructure *record = find_record (buffer);
  GstClockTime time = GST_BUFFER_PTS (buffer);

  if (record != NULL)
    g_assert_true (gst_structure_get_uint64 (record, "stream-time", &time));
  return time;
}

static void
move (RekBox *box, const PassthroughMap *map)
{
  double left = box->left * PASSTHROUGH_JOB_WIDTH;
  double top = box->top * PASSTHROUGH_JOB_HEIGHT;
  double right = left + box->width * PASSTHROUGH_JOB_WIDTH;
  double bottom = top + box->height * PASSTHROUGH_JOB_HEIGHT;
  double x1 = map->xx * left + map->xy * top + map->x0;
  double y1 = map->yx * left + map->yy * top + map->y0;
  double x2 = map->xx * right + map->xy * bottom + map->x0;
  double y2 = map->yx * right + map->yy * bottom + map->y0;

  *box = (RekBox){ MIN (x1, x2), MIN (y1, y2), fabs (x2 - x1), fabs (y2 - y1) };
}

static gboolean
is_near (const CheckedFrame *frame, guint n, double x, double y, double w,
    double h)
{
  const RekBox *face = &frame->faces[n];
  double dx = TOLERANCE + frame->width * TOLERANCE_RATIO;
  double dy = TOLERANCE + frame->height * TOLERANCE_RATIO;

  return fabs (x - face->left) <= dx && fabs (y - face->top) <= dy &&
      fabs (w - face->width) <= dx && fabs (h - face->height) <= dy;
}

static guint
count_records (GstBuffer *buffer)
{
  const GstMetaInfo *info = gst_meta_get_info (GST_CELEBRITY_META_NAME);

  return gst_buffer_get_n_meta (buffer, info->api);
}

static PassthroughLeft
check_record (const CheckedFrame *frame)
{
  const GstStructure *record = find_record (frame->buffer);

  g_assert_cmpuint (count_records (frame->buffer), <=, 1);
  return record != NULL &&
          gst_structure_is_equal (record, find_record (frame->before))
      ? PASSTHROUGH_RECORD
      : 0;
}

static GstVideoRegionOfInterestMeta *
iterate_regions (GstBuffer *buffer, gpointer *state)
{
  return (GstVideoRegionOfInterestMeta *) gst_buffer_iterate_meta_filtered (
      buffer, state, GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE);
}

/* If only some people are left, that is as wrong as a wrong box. */
static PassthroughLeft
classify (guint n_found, guint n_right, PassthroughLeft right,
    PassthroughLeft wrong)
{
  if (n_found == 0)
    return (PassthroughLeft) 0;
  return n_right == PASSTHROUGH_JOB_N_PEOPLE ? right : wrong;
}

/* The ids are those that the regions had before; people are in the order of
 * tracks. */
static PassthroughLeft
check_regions (const CheckedFrame *frame)
{
  g_autofree char *params = meta_text_params (frame->buffer);
  g_autofree char *params_before = meta_text_params (frame->before);
  GstVideoRegionOfInterestMeta *before;
  gpointer state = NULL;
  guint n_found = 0;
  guint n_right = 0;
  PassthroughLeft left;

  for (guint i = 0; (before = iterate_regions (frame->before, &state)) != NULL;
       i++) {
    const GstVideoRegionOfInterestMeta *region =
        gst_buffer_get_video_region_of_interest_meta_id (frame->buffer,
            before->id);

    g_assert_cmpuint (i, <, PASSTHROUGH_JOB_N_PEOPLE);
    if (region == NULL)
      continue;
    n_found++;
    n_right += is_near (frame, i, (gint) region->x, (gint) region->y, region->w,
        region->h);
  }
  left =
      classify (n_found, n_right, PASSTHROUGH_REGION, PASSTHROUGH_REGION_WRONG);
  if (left != 0 && g_str_equal (params, params_before))
    left |= PASSTHROUGH_PARAMS;
  if (gst_buffer_get_n_meta (frame->buffer,
          GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE) > n_found)
    left |= PASSTHROUGH_TWICE;
  return left;
}

/* An object has the id that its region had before. */
static PassthroughLeft
check_objects (const CheckedFrame *frame)
{
  GstVideoRegionOfInterestMeta *before;
  gpointer state = NULL;
  guint n_found = 0;
  guint n_right = 0;

  for (guint i = 0; (before = iterate_regions (frame->before, &state)) != NULL;
       i++) {
    GstCelebrityPixels object;

    if (!gst_celebrity_analytics_find (
            gst_celebrity_analytics_get (frame->buffer), before->id,
            g_quark_to_string (before->roi_type), &object))
      continue;
    n_found++;
    n_right += is_near (frame, i, object.x, object.y, object.w, object.h);
  }
  return classify (n_found, n_right, PASSTHROUGH_OBJECT,
      PASSTHROUGH_OBJECT_WRONG);
}

static PassthroughLeft
check_people (const CheckedFrame *frame)
{
  g_autoptr (GArray) people =
      g_array_new (FALSE, FALSE, sizeof (GstCelebrityPerson));
  guint n_found = 0;
  guint n_right = 0;

  gst_celebrity_people_read (frame->buffer, frame->width, frame->height,
      people);
  if (people->len > 0)
    g_assert_cmpuint (people->len, ==, PASSTHROUGH_JOB_N_PEOPLE);
  for (guint i = 0; i < people->len; i++) {
    const GstCelebrityPixels *box =
        &g_array_index (people, GstCelebrityPerson, i).box;

    if (box->w <= 0.0)
      continue;
    n_found++;
    n_right += is_near (frame, i, box->x, box->y, box->w, box->h);
  }
  return classify (n_found, n_right, PASSTHROUGH_BOX, PASSTHROUGH_BOX_WRONG);
}

gboolean
passthrough_rig_find_faces (PassthroughRig *rig, GstSample *sample,
    const PassthroughMap *map, RekBox *faces)
{
  GstClockTime time = get_time (gst_sample_get_buffer (sample));

  if (!passthrough_job_lookup (rig->model, time, faces))
    return FALSE;
  for (guint i = 0; i < PASSTHROUGH_JOB_N_PEOPLE; i++)
    move (&faces[i], map);
  return TRUE;
}

PassthroughLeft
passthrough_rig_check (PassthroughRig *rig, GstSample *sample,
    const PassthroughMap *map)
{
  CheckedFrame frame = { .buffer = gst_sample_get_buffer (sample) };
  GstClockTime time = get_time (frame.buffer);
  PassthroughLeft left = 0;
  GstVideoInfo info;

  g_assert_true (
      gst_video_info_from_caps (&info, gst_sample_get_caps (sample)));
  frame.width = GST_VIDEO_INFO_WIDTH (&info);
  frame.height = GST_VIDEO_INFO_HEIGHT (&info);
  frame.before = g_hash_table_lookup (rig->before, &time);
  if (passthrough_rig_find_faces (rig, sample, map, frame.faces))
    passthrough_job_check_painted (frame.buffer, &info, frame.faces);
  if (frame.before != NULL)
    left =
        check_record (&frame) | check_regions (&frame) | check_objects (&frame);
  return left | check_people (&frame);
}
