/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* celebritylog in a pipeline: the content of the file after each event, and the
 * handling of buffers and errors. */

#include <gst/base/gstbasetransform.h>
#include <gst/video/video.h>
#include <string.h>

#include "support/log/log-rig.h"

#define FACE \
  { \
    0.25, 0.25, 0.25, 0.25 \
  }
#define BODY \
  { \
    0.125, 0.25, 0.5, 0.75 \
  }
#define NO_BOX \
  { \
    0, 0, 0, 0 \
  }

/* With samples every 500 ms: Ada is on screen from 0 to 1500 ms and from 6000
 * to 6500 ms, Bo, within the first, from 500 to 1000 ms. */
static const RekDataRow film[] = {
  { 0, "1a", "Ada", 90.0, FACE, BODY },
  { 500, "1a", "Ada", 92.0, FACE, BODY },
  { 500, "2b", "Bo & <Lind>", 80.0, FACE, NO_BOX },
  { 1000, "1a", "Ada", 94.0, FACE, BODY },
  { 6000, "1a", "Ada", 50.0, FACE, BODY },
};

#define FILM_MS 7000

#define ADA_1 \
  "{\"name\":\"Ada\",\"id\":\"1a\",\"start\":0.000,\"end\":1.500," \
  "\"duration\":1.500,\"samples\":3,\"max_confidence\":94," \
  "\"mean_confidence\":92,\"known_gender\":null,\"urls\":[],\"track\":1}\n"
#define BO \
  "{\"name\":\"Bo & <Lind>\",\"id\":\"2b\",\"start\":0.500,\"end\":1.000," \
  "\"duration\":0.500,\"samples\":1,\"max_confidence\":80," \
  "\"mean_confidence\":80,\"known_gender\":null,\"urls\":[],\"track\":2}\n"
#define ADA_2 \
  "{\"name\":\"Ada\",\"id\":\"1a\",\"start\":6.000,\"end\":6.500," \
  "\"duration\":0.500,\"samples\":1,\"max_confidence\":50," \
  "\"mean_confidence\":50,\"known_gender\":null,\"urls\":[],\"track\":3}\n"

#define CUE_ADA_1 "00:00:00.000 --> 00:00:01.500\nAda\n\n"
#define CUE_BO "00:00:00.500 --> 00:00:01.000\nBo &amp; &lt;Lind&gt;\n\n"
#define CUE_ADA_2 "00:00:06.000 --> 00:00:06.500\nAda\n\n"

static void
rig_init (LogRig *rig)
{
  log_rig_init (rig, film, G_N_ELEMENTS (film));
}

static const struct {
  const char *format;
  const char *expected;
} format_cases[] = {
  { "jsonl", BO ADA_1 ADA_2 },
  { "csv",
      "name,id,start,end,duration,samples,max_confidence,mean_confidence,"
      "known_gender,urls,track\n"
      "Bo & <Lind>,2b,0.500,1.000,0.500,1,80,80,,,2\n"
      "Ada,1a,0.000,1.500,1.500,3,94,92,,,1\n"
      "Ada,1a,6.000,6.500,0.500,1,50,50,,,3\n" },
  { "webvtt", "WEBVTT\n\n" CUE_ADA_1 CUE_BO CUE_ADA_2 },
  { "srt",
      "1\n00:00:00,000 --> 00:00:01,500\nAda\n\n"
      "2\n00:00:00,500 --> 00:00:01,000\nBo & <Lind>\n\n"
      "3\n00:00:06,000 --> 00:00:06,500\nAda\n\n" },
};

/* Everything is in the file when EOS has passed. */
static void
test_formats (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (format_cases); i++) {
    g_auto (LogRig) rig = { 0 };

    rig_init (&rig);
    gst_util_set_object_arg (G_OBJECT (rig.element), "format",
        format_cases[i].format);
    log_rig_play (&rig);
    log_rig_push_range (&rig, 0, FILM_MS);
    gst_harness_push_event (rig.harness, gst_event_new_eos ());
    log_rig_assert (&rig, format_cases[i].expected);
    log_rig_stop (&rig);
    log_rig_assert (&rig, format_cases[i].expected);
  }
}

/* A line is written as soon as its gap is over. */
static void
test_live (void)
{
  g_auto (LogRig) rig = { 0 };

  rig_init (&rig);
  log_rig_play (&rig);
  log_rig_push_range (&rig, 0, 2960);
  log_rig_assert (&rig, "");
  log_rig_push_range (&rig, 2960, 3080);
  log_rig_wait_for (&rig, BO);
  log_rig_push_range (&rig, 3080, 3640);
  log_rig_wait_for (&rig, BO ADA_1);
}

static void
test_stop_and_restart (void)
{
  g_auto (LogRig) rig = { 0 };

  rig_init (&rig);
  log_rig_play (&rig);
  log_rig_push_range (&rig, 6000, FILM_MS);
  log_rig_stop (&rig);
  log_rig_assert (&rig, ADA_2);
  log_rig_play (&rig);
  log_rig_stop (&rig);
  log_rig_assert (&rig, "");
}

static void
flush (LogRig *rig, gdouble rate, guint64 start_ms)
{
  GstSegment segment;

  gst_harness_push_event (rig->harness, gst_event_new_flush_start ());
  gst_harness_push_event (rig->harness, gst_event_new_flush_stop (TRUE));
  gst_segment_init (&segment, GST_FORMAT_TIME);
  segment.rate = rate;
  segment.start = rate < 0.0 ? 0 : start_ms * GST_MSECOND;
  segment.time = segment.start;
  segment.stop = rate < 0.0 ? FILM_MS * GST_MSECOND : GST_CLOCK_TIME_NONE;
  gst_harness_push_event (rig->harness, gst_event_new_segment (&segment));
}

static void
test_flushing_seek (void)
{
  g_auto (LogRig) rig = { 0 };

  rig_init (&rig);
  log_rig_play (&rig);
  log_rig_push_range (&rig, 6000, FILM_MS);
  flush (&rig, 1.0, 5800);
  log_rig_wait_for (&rig, ADA_2);
  /* Another pass over the same film. */
  log_rig_push_range (&rig, 5800, FILM_MS);
  gst_harness_push_event (rig.harness, gst_event_new_eos ());
  log_rig_assert (&rig, ADA_2 ADA_2);
}

static const struct {
  const char *name;
  guint64 preroll_end;
  gboolean has_second_segment;
  gboolean has_eos;
  gboolean is_dropped;
} preroll_cases[] = {
  { "preroll", 6200, FALSE, FALSE, TRUE },
  { "a-second", 7000, FALSE, FALSE, FALSE },
  { "second-segment", 6200, TRUE, FALSE, FALSE },
  { "end", 6200, FALSE, TRUE, FALSE },
};

/* Editors and players preroll and then seek to their start. */
static void
test_preroll (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (preroll_cases); i++) {
    g_auto (LogRig) rig = { 0 };
    GstSegment segment;

    rig_init (&rig);
    log_rig_play (&rig);
    log_rig_push_range (&rig, 6000, preroll_cases[i].preroll_end);
    if (preroll_cases[i].has_second_segment) {
      gst_segment_init (&segment, GST_FORMAT_TIME);
      gst_harness_push_event (rig.harness, gst_event_new_segment (&segment));
    }
    if (preroll_cases[i].has_eos)
      gst_harness_push_event (rig.harness, gst_event_new_eos ());
    flush (&rig, 1.0, 6000);
    log_rig_push_range (&rig, 6000, 6240);
    /* Only the first one is a preroll. */
    flush (&rig, 1.0, 6000);
    log_rig_push_range (&rig, 6000, FILM_MS);
    log_rig_stop (&rig);
    g_test_message ("%s", preroll_cases[i].name);
    g_assert_cmpuint (log_rig_count_lines (&rig), ==,
        preroll_cases[i].is_dropped ? 2 : 3);
  }
}

/* In another process: buffers have other times than records. */
static void
test_time_of_records (void)
{
  g_auto (LogRig) rig = { 0 };

  rig_init (&rig);
  gst_util_set_object_arg (G_OBJECT (rig.element), "format", "webvtt");
  log_rig_play (&rig);
  for (guint64 ms = 0; ms < FILM_MS; ms += LOG_RIG_FRAME_MS) {
    GstBuffer *buffer = log_rig_create_buffer (&rig, ms);

    GST_BUFFER_PTS (buffer) += 90 * GST_SECOND;
    gst_buffer_unref (gst_harness_push_and_pull (rig.harness, buffer));
  }
  gst_harness_push_event (rig.harness, gst_event_new_eos ());
  log_rig_assert (&rig, "WEBVTT\n\n" CUE_ADA_1 CUE_BO CUE_ADA_2);
}

/* Also without a flush: a segment that is played repeatedly. */
static void
test_loop (void)
{
  g_auto (LogRig) rig = { 0 };

  rig_init (&rig);
  log_rig_play (&rig);
  log_rig_push_range (&rig, 6000, 6280);
  for (guint i = 0; i < 2; i++) {
    GstSegment segment;

    gst_segment_init (&segment, GST_FORMAT_TIME);
    gst_harness_push_event (rig.harness,
        gst_event_new_segment_done (GST_FORMAT_TIME, 6280 * GST_MSECOND));
    gst_harness_push_event (rig.harness, gst_event_new_segment (&segment));
    log_rig_push_range (&rig, 6000, FILM_MS);
  }
  gst_harness_push_event (rig.harness, gst_event_new_eos ());
  gst_harness_push_event (rig.harness, gst_event_new_eos ());
  log_rig_assert (&rig,
      "{\"name\":\"Ada\",\"id\":\"1a\",\"start\":6.000,\"end\":6.280,"
      "\"duration\":0.280,\"samples\":1,\"max_confidence\":50,"
      "\"mean_confidence\":50,\"known_gender\":null,\"urls\":[],\"track\":3}\n" ADA_2
          ADA_2);
}

/* A playlist: another film follows. */
static void
test_another_stream (void)
{
  g_auto (LogRig) rig = { 0 };

  rig_init (&rig);
  log_rig_play (&rig);
  log_rig_push_range (&rig, 6000, 6240);
  gst_harness_push_event (rig.harness, gst_event_new_stream_start ("other"));
  log_rig_push_range (&rig, 6240, FILM_MS);
  gst_harness_push_event (rig.harness, gst_event_new_eos ());
  g_assert_cmpuint (log_rig_count_lines (&rig), ==, 2);
}

static GstEvent *
create_stream_start (const char *id, guint group_id)
{
  GstEvent *event = gst_event_new_stream_start (id);

  if (group_id != GST_GROUP_ID_INVALID)
    gst_event_set_group_id (event, group_id);
  return event;
}

static const struct {
  const char *id;
  guint group_id;
  guint n_lines;
  /* then, if it is not NULL */
  const char *next_id;
  guint next_group_id;
} stream_cases[] = {
  /* Relinked upstream, with a group of its own or none. */
  { "film", 1, 1, NULL, 0 },
  { "film", 2, 1, NULL, 0 },
  { "film", GST_GROUP_ID_INVALID, 1, NULL, 0 },
  /* Another quality of the film. */
  { "film-1080", 1, 1, NULL, 0 },
  { "film-1080", 1, 1, "film", 2 },
  /* A playlist. */
  { "other", 2, 2, NULL, 0 },
  { "other", GST_GROUP_ID_INVALID, 2, NULL, 0 },
};

/* Appearances continue unless another film begins. */
static void
test_stream_again (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stream_cases); i++) {
    g_auto (LogRig) rig = { 0 };

    rig_init (&rig);
    log_rig_play (&rig);
    gst_harness_push_event (rig.harness, create_stream_start ("film", 1));
    log_rig_push_range (&rig, 6000, 6240);
    for (guint k = 0; k < 2; k++)
      gst_harness_push_event (rig.harness,
          create_stream_start (stream_cases[i].id, stream_cases[i].group_id));
    if (stream_cases[i].next_id != NULL)
      gst_harness_push_event (rig.harness,
          create_stream_start (stream_cases[i].next_id,
              stream_cases[i].next_group_id));
    log_rig_push_range (&rig, 6240, FILM_MS);
    gst_harness_push_event (rig.harness, gst_event_new_eos ());
    g_assert_cmpuint (log_rig_count_lines (&rig), ==, stream_cases[i].n_lines);
  }
}

static GstEvent *
create_event (GstEventType type)
{
  GstSegment segment;

  switch (type) {
    case GST_EVENT_FLUSH_STOP:
      return gst_event_new_flush_stop (TRUE);
    case GST_EVENT_STREAM_START:
      return gst_event_new_stream_start ("film");
    case GST_EVENT_SEGMENT:
      gst_segment_init (&segment, GST_FORMAT_TIME);
      return gst_event_new_segment (&segment);
    case GST_EVENT_GAP:
      return gst_event_new_gap (0, GST_SECOND);
    default:
      return gst_event_new_custom (type, NULL);
  }
}

/* Events and buffers may arrive before the start, and an event in flight after
 * the stop, when there is no session. */
static void
test_between_states (void)
{
  static const GstEventType types[] = { GST_EVENT_FLUSH_START,
    GST_EVENT_FLUSH_STOP, GST_EVENT_STREAM_START, GST_EVENT_SEGMENT,
    GST_EVENT_GAP, GST_EVENT_EOS };
  g_auto (LogRig) rig = { 0 };
  GstBaseTransform *trans;
  GstBaseTransformClass *klass;
  g_autoptr (GstBuffer) buffer = NULL;

  rig_init (&rig);
  trans = GST_BASE_TRANSFORM (rig.element);
  klass = GST_BASE_TRANSFORM_GET_CLASS (trans);
  buffer = log_rig_create_buffer (&rig, 6000);
  for (guint pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < G_N_ELEMENTS (types); i++)
      klass->sink_event (trans, create_event (types[i]));
    g_assert_cmpint (klass->transform_ip (trans, buffer), ==, GST_FLOW_OK);
    log_rig_play (&rig);
    log_rig_stop (&rig);
  }
  log_rig_assert (&rig, "");
}

static void
push_backwards (LogRig *rig)
{
  for (guint64 ms = FILM_MS; ms > 0; ms -= LOG_RIG_FRAME_MS)
    gst_buffer_unref (log_rig_push (rig, ms - LOG_RIG_FRAME_MS));
}

static void
test_reverse (void)
{
  g_auto (LogRig) rig = { 0 };

  rig_init (&rig);
  log_rig_play (&rig);
  flush (&rig, -1.0, FILM_MS);
  push_backwards (&rig);
  gst_harness_push_event (rig.harness, gst_event_new_eos ());
  log_rig_assert (&rig, ADA_2 ADA_1 BO);
}

/* Subtitles never begin before the previous one. */
static void
test_subtitles_in_reverse (void)
{
  g_auto (LogRig) rig = { 0 };

  rig_init (&rig);
  gst_util_set_object_arg (G_OBJECT (rig.element), "format", "webvtt");
  log_rig_play (&rig);
  flush (&rig, -1.0, FILM_MS);
  push_backwards (&rig);
  log_rig_wait_for (&rig, "WEBVTT\n\n");
  log_rig_stop (&rig);
  log_rig_assert (&rig, "WEBVTT\n\n" CUE_ADA_1 CUE_BO CUE_ADA_2);
}

static void
test_subtitles_after_seek_back (void)
{
  g_auto (LogRig) rig = { 0 };

  rig_init (&rig);
  gst_util_set_object_arg (G_OBJECT (rig.element), "format", "webvtt");
  log_rig_play (&rig);
  log_rig_push_range (&rig, 6000, FILM_MS);
  flush (&rig, 1.0, 0);
  log_rig_wait_for (&rig, "WEBVTT\n\n" CUE_ADA_2);
  log_rig_push_range (&rig, 0, 5000);
  log_rig_wait_for (&rig, "WEBVTT\n\n" CUE_ADA_2);
  gst_harness_push_event (rig.harness, gst_event_new_eos ());
  log_rig_assert (&rig, "WEBVTT\n\n" CUE_ADA_1 CUE_BO CUE_ADA_2);

  flush (&rig, 1.0, 6000);
  log_rig_push_range (&rig, 6000, FILM_MS);
  log_rig_stop (&rig);
  log_rig_assert (&rig, "WEBVTT\n\n" CUE_ADA_1 CUE_BO CUE_ADA_2 CUE_ADA_2);
}

static void
test_gap_event (void)
{
  g_auto (LogRig) rig = { 0 };

  rig_init (&rig);
  log_rig_play (&rig);
  log_rig_push_range (&rig, 6000, 6520);
  gst_harness_push_event (rig.harness,
      gst_event_new_gap (6520 * GST_MSECOND, 1960 * GST_MSECOND));
  log_rig_assert (&rig, "");
  gst_harness_push_event (rig.harness,
      gst_event_new_gap (8480 * GST_MSECOND, 40 * GST_MSECOND));
  gst_harness_push_event (rig.harness,
      gst_event_new_gap (8520 * GST_MSECOND, GST_CLOCK_TIME_NONE));
  log_rig_wait_for (&rig, ADA_2);
}

/* Stream time according to the segment, or else to the CelebrityMeta. */
static void
test_times (void)
{
  g_auto (LogRig) rig = { 0 };
  GstSegment segment;

  rig_init (&rig);
  g_object_set (rig.element, "gap", (guint64) 0, NULL);
  log_rig_play (&rig);
  gst_segment_init (&segment, GST_FORMAT_TIME);
  segment.start = 3600 * GST_SECOND;
  segment.time = 6 * GST_SECOND;
  gst_harness_push_event (rig.harness, gst_event_new_segment (&segment));
  for (guint64 ms = 6000; ms < 6520; ms += LOG_RIG_FRAME_MS) {
    GstBuffer *buffer = log_rig_create_buffer (&rig, ms);

    /* The last one has neither a time nor a duration. */
    GST_BUFFER_PTS (buffer) = ms == 6480
        ? GST_CLOCK_TIME_NONE
        : segment.start + (ms - 6000) * GST_MSECOND;
    GST_BUFFER_DURATION (buffer) = GST_CLOCK_TIME_NONE;
    gst_buffer_unref (gst_harness_push_and_pull (rig.harness, buffer));
  }
  log_rig_stop (&rig);
  log_rig_assert (&rig,
      "{\"name\":\"Ada\",\"id\":\"1a\",\"start\":6.000,\"end\":6.520,"
      "\"duration\":0.520,\"samples\":1,\"max_confidence\":50,"
      "\"mean_confidence\":50,\"known_gender\":null,\"urls\":[],"
      "\"track\":3}\n");
}

static void
add_region (GstBuffer *buffer, const char *name)
{
  gst_buffer_add_video_region_of_interest_meta (buffer, name, 10, 20, 30, 40);
}

/* Regions of another element, on a buffer without a time. */
static void
test_regions_without_time (void)
{
  g_auto (LogRig) rig = { 0 };
  GstBuffer *buffer = gst_buffer_new ();

  rig_init (&rig);
  gst_util_set_object_arg (G_OBJECT (rig.element), "mode", "frames");
  log_rig_play (&rig);
  add_region (buffer, "cat");
  gst_buffer_unref (gst_harness_push_and_pull (rig.harness, buffer));
  log_rig_stop (&rig);
  log_rig_assert (&rig,
      "{\"stream_time\":null,\"pts\":null,\"width\":100,\"height\":100,"
      "\"celebrities\":[{\"name\":\"cat\",\"id\":null,\"confidence\":null,"
      "\"track\":null,\"state\":\"detected\",\"sample_time\":null,"
      "\"box\":{\"left\":0.1,\"top\":0.2,\"width\":0.3,\"height\":0.4},"
      "\"pixels\":{\"x\":10,\"y\":20,\"width\":30,\"height\":40}}]}\n");
}

static void
test_appearances_need_a_time (void)
{
  g_auto (LogRig) rig = { 0 };
  GstBuffer *buffer = gst_buffer_new ();

  rig_init (&rig);
  log_rig_play (&rig);
  add_region (buffer, "cat");
  gst_buffer_unref (gst_harness_push_and_pull (rig.harness, buffer));
  log_rig_stop (&rig);
  log_rig_assert (&rig, "");
}

static const struct {
  RekBoxChoice box;
  const char *expected;
} box_cases[] = {
  { REK_BOX_CHOICE_AUTO,
      "\"box\":{\"left\":0.25,\"top\":0.25,\"width\":0.25,\"height\":0.25},"
      "\"pixels\":{\"x\":25,\"y\":25,\"width\":25,\"height\":25},"
      "\"body\":{\"left\":0.125,\"top\":0.25,\"width\":0.5,\"height\":0.75}" },
  /* Two boxes of one person are one person. */
  { REK_BOX_CHOICE_BOTH,
      "\"box\":{\"left\":0.25,\"top\":0.25,\"width\":0.25,\"height\":0.25},"
      "\"pixels\":{\"x\":25,\"y\":25,\"width\":25,\"height\":25},"
      "\"body\":{\"left\":0.125,\"top\":0.25,\"width\":0.5,\"height\":0.75}" },
  { REK_BOX_CHOICE_BODY,
      "\"box\":{\"left\":0.125,\"top\":0.25,\"width\":0.5,\"height\":0.75},"
      "\"pixels\":{\"x\":13,\"y\":25,\"width\":50,\"height\":74},"
      "\"body\":{\"left\":0.125,\"top\":0.25,\"width\":0.5,\"height\":0.75}" },
};

static void
test_boxes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (box_cases); i++) {
    g_auto (LogRig) rig = { 0 };
    g_autofree char *expected = NULL;

    rig_init (&rig);
    rig.box = box_cases[i].box;
    gst_util_set_object_arg (G_OBJECT (rig.element), "mode", "frames");
    log_rig_play (&rig);
    gst_buffer_unref (log_rig_push (&rig, 6040));
    log_rig_stop (&rig);
    expected = g_strdup_printf (
        "{\"stream_time\":6.040000000,\"pts\":6040000000,\"width\":100,"
        "\"height\":100,\"celebrities\":[{\"name\":\"Ada\",\"id\":\"1a\","
        "\"confidence\":50,\"track\":3,\"state\":\"held\","
        "\"sample_time\":6.000000000,%s}]}\n",
        box_cases[i].expected);
    log_rig_assert (&rig, expected);
  }
}

/* A record made by hand: Ada's face is known but was not selected, or she has no
 * box at all. */
static GstBuffer *
create_unplaced (guint64 ms)
{
  g_autoptr (GstStructure) fields = gst_structure_from_string (
      "x,frame-width=(int)100,frame-height=(int)100,celebrities=(structure)<"
      "[celebrity,name=Ada,id=1a,confidence=50.0,track-id=3,state=held,"
      "sample-time=(guint64)6000000000,"
      "face=[box,left=0.25,top=0.25,width=0.25,height=0.25],"
      "body=[box,left=0.125,top=0.25,width=0.5,height=0.75],"
      "landmarks=(structure)<[landmark,type=nose,x=0.5,y=0.5]>]>;",
      NULL);
  GstBuffer *buffer = gst_buffer_new ();
  GstCustomMeta *meta =
      gst_buffer_add_custom_meta (buffer, GST_CELEBRITY_META_NAME);

  g_assert_nonnull (fields);
  for (gint i = 0; i < gst_structure_n_fields (fields); i++) {
    const char *field = gst_structure_nth_field_name (fields, (guint) i);

    gst_structure_set_value (gst_custom_meta_get_structure (meta), field,
        gst_structure_get_value (fields, field));
  }
  GST_BUFFER_PTS (buffer) = ms * GST_MSECOND;
  GST_BUFFER_DURATION (buffer) = LOG_RIG_FRAME_MS * GST_MSECOND;
  return buffer;
}

static const struct {
  const char *format;
  const char *mode;
  const char *expected;
} unplaced_cases[] = {
  { "jsonl", "frames",
      "{\"stream_time\":6.000000000,\"pts\":6000000000,\"width\":100,"
      "\"height\":100,\"celebrities\":[{\"name\":\"Ada\",\"id\":\"1a\","
      "\"confidence\":50,\"track\":3,\"state\":null,"
      "\"sample_time\":6.000000000,\"box\":null,\"pixels\":null}]}\n" },
  { "csv", "frames",
      "stream_time,pts,width,height,name,id,confidence,track,state,"
      "sample_time,box_left,box_top,box_width,box_height,pixels_x,pixels_y,"
      "pixels_width,pixels_height,body_left,body_top,body_width,body_height,"
      "known_gender,urls\n"
      "6.000000000,6000000000,100,100,Ada,1a,50,3,,6.000000000,"
      ",,,,,,,,,,,,,\n" },
  { "csv", "appearances",
      "name,id,start,end,duration,samples,max_confidence,mean_confidence,"
      "known_gender,urls,track\n"
      "Ada,1a,6.000,6.020,0.020,1,50,50,,,3\n" },
};

static void
test_unplaced (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (unplaced_cases); i++) {
    g_auto (LogRig) rig = { 0 };

    rig_init (&rig);
    gst_util_set_object_arg (G_OBJECT (rig.element), "format",
        unplaced_cases[i].format);
    gst_util_set_object_arg (G_OBJECT (rig.element), "mode",
        unplaced_cases[i].mode);
    log_rig_play (&rig);
    gst_buffer_unref (
        gst_harness_push_and_pull (rig.harness, create_unplaced (6000)));
    log_rig_stop (&rig);
    log_rig_assert (&rig, unplaced_cases[i].expected);
  }
}

/* Buffers pass unchanged, even if others hold references. */
static void
test_passes_untouched (void)
{
  static const char *const modes[] = { "appearances", "frames" };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++) {
    g_auto (LogRig) rig = { 0 };
    g_autoptr (GstBuffer) mine = NULL;
    g_autoptr (GstBuffer) out = NULL;

    rig_init (&rig);
    gst_util_set_object_arg (G_OBJECT (rig.element), "mode", modes[i]);
    log_rig_play (&rig);
    mine = gst_buffer_ref (log_rig_create_buffer (&rig, 520));
    GST_BUFFER_FLAG_SET (mine, GST_BUFFER_FLAG_GAP);
    out = gst_harness_push_and_pull (rig.harness, mine);
    g_assert_true (out == mine);
    g_assert_cmpint (GST_MINI_OBJECT_REFCOUNT_VALUE (out), ==, 2);
    log_rig_stop (&rig);
    g_assert_cmpuint (log_rig_count_lines (&rig), ==, 2 - i);
  }
}

static void
test_any_caps (void)
{
  static const char *const caps[] = {
    "video/x-raw(memory:DMABuf),format=DMA_DRM,width=64,height=48",
    "video/x-raw(memory:GLMemory,meta:GstVideoOverlayComposition),"
    "format=RGBA,width=64,height=48,framerate=0/1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (caps); i++) {
    g_auto (LogRig) rig = { 0 };

    rig_init (&rig);
    log_rig_play (&rig);
    gst_harness_set_src_caps_str (rig.harness, caps[i]);
    gst_buffer_unref (log_rig_push (&rig, 0));
    log_rig_stop (&rig);
    g_assert_cmpuint (log_rig_count_lines (&rig), ==, 1);
  }
}

static void
test_append (void)
{
  g_auto (LogRig) rig = { 0 };
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;

  rig_init (&rig);
  gst_util_set_object_arg (G_OBJECT (rig.element), "format", "csv");
  g_object_set (rig.element, "append", TRUE, NULL);
  for (guint i = 0; i < 2; i++) {
    log_rig_play (&rig);
    log_rig_push_range (&rig, 6000, FILM_MS);
    log_rig_stop (&rig);
  }
  text = log_rig_read (&rig);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_str_has_prefix (lines[0], "name,"));
  g_assert_true (g_str_has_prefix (lines[1], "Ada,"));
  g_assert_cmpstr (lines[1], ==, lines[2]);
}

static const struct {
  const char *format;
  const char *torn;
  const char *expected;
} torn_cases[] = {
  { "jsonl", "{\"name\":\"Ada", "{\"name\":\"Ada\n" ADA_2 },
  { "csv", "name,id\n\"Ada, M",
      "name,id\n\"Ada, M\"\nAda,1a,6.000,6.500,0.500,1,50,50,,,3\n" },
  { "srt", "7\n00:00:01,000 -->",
      "7\n00:00:01,000 -->\n\n"
      "1\n00:00:06,000 --> 00:00:06,500\nAda\n\n" },
};

/* A record that was cut off by a crash or a full disk does not spoil the next. */
static void
test_append_after_crash (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (torn_cases); i++) {
    g_auto (LogRig) rig = { 0 };
    g_autoptr (GError) error = NULL;

    rig_init (&rig);
    g_file_set_contents (rig.path, torn_cases[i].torn, -1, &error);
    g_assert_no_error (error);
    gst_util_set_object_arg (G_OBJECT (rig.element), "format",
        torn_cases[i].format);
    g_object_set (rig.element, "append", TRUE, NULL);
    log_rig_play (&rig);
    log_rig_push_range (&rig, 6000, FILM_MS);
    log_rig_stop (&rig);
    log_rig_assert (&rig, torn_cases[i].expected);
  }
}

static const struct {
  const char *format;
  const char *mode;
  gboolean append;
  const char *location;
  GstResourceError code;
} start_cases[] = {
  { "webvtt", "frames", FALSE, NULL, GST_RESOURCE_ERROR_SETTINGS },
  { "srt", "frames", FALSE, NULL, GST_RESOURCE_ERROR_SETTINGS },
  { "webvtt", "appearances", TRUE, NULL, GST_RESOURCE_ERROR_SETTINGS },
  { "jsonl", "frames", FALSE, "/", GST_RESOURCE_ERROR_OPEN_WRITE },
  { "csv", "appearances", TRUE, "/nonexistent/folder/log.csv",
      GST_RESOURCE_ERROR_OPEN_WRITE },
};

static void
test_start_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (start_cases); i++) {
    g_auto (LogRig) rig = { 0 };

    rig_init (&rig);
    gst_util_set_object_arg (G_OBJECT (rig.element), "format",
        start_cases[i].format);
    gst_util_set_object_arg (G_OBJECT (rig.element), "mode",
        start_cases[i].mode);
    g_object_set (rig.element, "append", start_cases[i].append, NULL);
    if (start_cases[i].location != NULL)
      g_object_set (rig.element, "location", start_cases[i].location, NULL);
    g_assert_cmpint (gst_element_set_state (rig.element, GST_STATE_PAUSED), ==,
        GST_STATE_CHANGE_FAILURE);
    log_rig_assert_error (&rig, start_cases[i].code);
    /* A file that cannot be used is not truncated. */
    g_assert_false (g_file_test (rig.path, G_FILE_TEST_EXISTS));
  }
}

/* One error; buffers are rejected with EOS, and the EOS event passes. */
static void
test_full_disk (void)
{
  g_auto (LogRig) rig = { 0 };

  rig_init (&rig);
  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS)) {
    g_test_skip ("there is no /dev/full");
    return;
  }
  g_object_set (rig.element, "location", "/dev/full", NULL);
  log_rig_play (&rig);
  log_rig_push_range (&rig, 6000, FILM_MS);
  g_assert_true (gst_harness_push_event (rig.harness, gst_event_new_eos ()));
  log_rig_assert_error (&rig, GST_RESOURCE_ERROR_NO_SPACE_LEFT);
  flush (&rig, 1.0, 0);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (gst_harness_push (rig.harness,
                         log_rig_create_buffer (&rig, i * LOG_RIG_FRAME_MS)),
        ==, GST_FLOW_EOS);
  log_rig_stop (&rig);
  g_assert_null (gst_bus_pop_filtered (rig.bus, GST_MESSAGE_ERROR));
}

/* The first person appears only when the pipeline plays. */
static GstPadProbeReturn
add_region_later (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  GstBuffer *buffer =
      gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));

  (void) pad;
  (void) user_data;
  if (GST_BUFFER_PTS (buffer) >= GST_SECOND)
    add_region (buffer, "cat");
  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  return GST_PAD_PROBE_OK;
}

/* A pipeline ends by itself, with exactly one error. */
static void
test_full_disk_in_pipeline (void)
{
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) source = NULL;
  g_autoptr (GstPad) pad = NULL;
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) error = NULL;
  g_autoptr (GstMessage) eos = NULL;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS)) {
    g_test_skip ("there is no /dev/full");
    return;
  }
  pipeline = gst_parse_launch (
      "videotestsrc name=source ! video/x-raw,width=64,height=48 ! "
      "celebritylog mode=frames location=/dev/full ! fakesink sync=true",
      NULL);
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  pad = gst_element_get_static_pad (source, "src");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, add_region_later, NULL,
      NULL);
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  error = gst_bus_timed_pop_filtered (bus, LOG_RIG_PATIENCE,
      GST_MESSAGE_ERROR | GST_MESSAGE_EOS);
  g_assert_nonnull (error);
  g_assert_cmpint (GST_MESSAGE_TYPE (error), ==, GST_MESSAGE_ERROR);
  eos = gst_bus_timed_pop_filtered (bus, LOG_RIG_PATIENCE,
      GST_MESSAGE_ERROR | GST_MESSAGE_EOS);
  g_assert_nonnull (eos);
  g_assert_cmpint (GST_MESSAGE_TYPE (eos), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

static void
test_defaults (void)
{
  g_autoptr (GstElement) element =
      gst_element_factory_make ("celebritylog", NULL);
  g_autofree char *location = NULL;
  gint format, mode;
  guint64 gap;
  gboolean append, flushes;

  gst_object_ref_sink (element);
  g_object_get (element, "location", &location, "format", &format, "mode",
      &mode, "gap", &gap, "append", &append, "flush", &flushes, NULL);
  g_assert_null (location);
  g_assert_cmpint (format, ==, 0);
  g_assert_cmpint (mode, ==, 0);
  g_assert_cmpuint (gap, ==, 2 * GST_SECOND);
  g_assert_false (append);
  g_assert_true (flushes);
}

static const struct {
  const char *path;
  GTestFunc test;
} tests[] = {
  { "/celebritylog/formats", test_formats },
  { "/celebritylog/live", test_live },
  { "/celebritylog/stop-and-restart", test_stop_and_restart },
  { "/celebritylog/flushing-seek", test_flushing_seek },
  { "/celebritylog/preroll", test_preroll },
  { "/celebritylog/time-of-records", test_time_of_records },
  { "/celebritylog/loop", test_loop },
  { "/celebritylog/another-stream", test_another_stream },
  { "/celebritylog/stream-again", test_stream_again },
  { "/celebritylog/between-states", test_between_states },
  { "/celebritylog/reverse", test_reverse },
  { "/celebritylog/subtitles-in-reverse", test_subtitles_in_reverse },
  { "/celebritylog/subtitles-after-seek-back", test_subtitles_after_seek_back },
  { "/celebritylog/gap-event", test_gap_event },
  { "/celebritylog/times", test_times },
  { "/celebritylog/regions-without-time", test_regions_without_time },
  { "/celebritylog/appearances-need-a-time", test_appearances_need_a_time },
  { "/celebritylog/boxes", test_boxes },
  { "/celebritylog/unplaced", test_unplaced },
  { "/celebritylog/passes-untouched", test_passes_untouched },
  { "/celebritylog/any-caps", test_any_caps },
  { "/celebritylog/append", test_append },
  { "/celebritylog/append-after-crash", test_append_after_crash },
  { "/celebritylog/start-errors", test_start_errors },
  { "/celebritylog/full-disk", test_full_disk },
  { "/celebritylog/full-disk-in-pipeline", test_full_disk_in_pipeline },
  { "/celebritylog/defaults", test_defaults },
};

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_func (tests[i].path, tests[i].test);
  return element_rig_run ();
}
