/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Which of a stream's image-orientation tags is applied, on buffers and in
 * messages. */

#include <gst/video/video.h>

#include "support/element/element-rig.h"

#define N_PIXELS 160

/* The video is 1280x720; the face spans the width from 1/8 to 1/4. */
#define DETECTION(ms) \
  "{\"Timestamp\":" #ms ",\"Celebrity\":{\"Name\":\"Ada Moreno\"," \
  "\"Id\":\"1aB\",\"Confidence\":99,\"Face\":{\"BoundingBox\":{" \
  "\"Left\":0.125,\"Top\":0.25,\"Width\":0.125,\"Height\":0.25}}}}"
#define JOB \
  "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"j\",\"VideoMetadata\":{" \
  "\"FrameWidth\":1280,\"FrameHeight\":720},\"Celebrities\":[" DETECTION ( \
      0) "," DETECTION (500) "," DETECTION (1000) "]}"

/* The face's left edge as sent, and on an upside-down frame. */
#define AS_IT_IS (N_PIXELS)
#define TURNED (ELEMENT_RIG_WIDTH - 2 * N_PIXELS)

/* @orientation NULL starts a new stream; @x is the face's left edge after
 * that. */
typedef struct {
  const char *orientation;
  GstTagScope scope;
  guint x;
} Step;

static const Step steps[] = {
  { "rotate-0", GST_TAG_SCOPE_GLOBAL, AS_IT_IS },
  { "rotate-180", GST_TAG_SCOPE_GLOBAL, TURNED },
  { "rotate-0", GST_TAG_SCOPE_STREAM, AS_IT_IS },
  { "rotate-180", GST_TAG_SCOPE_GLOBAL, AS_IT_IS },
  { "flip-rotate-0", GST_TAG_SCOPE_STREAM, TURNED },
  { "rotate-0", GST_TAG_SCOPE_GLOBAL, TURNED },
  { NULL, GST_TAG_SCOPE_STREAM, AS_IT_IS },
  { "rotate-180", GST_TAG_SCOPE_GLOBAL, TURNED },
  /* The frame is not rotated by 90 degrees. */
  { "rotate-90", GST_TAG_SCOPE_STREAM, AS_IT_IS },
};

static void
begin_again (GstHarness *harness)
{
  g_autoptr (GstEvent) start =
      gst_pad_get_sticky_event (harness->srcpad, GST_EVENT_STREAM_START, 0);
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (harness->srcpad);
  const char *id;
  GstSegment segment;

  gst_event_parse_stream_start (start, &id);
  gst_segment_init (&segment, GST_FORMAT_TIME);
  g_assert_true (
      gst_harness_push_event (harness, gst_event_new_stream_start (id)));
  g_assert_true (gst_harness_push_event (harness, gst_event_new_caps (caps)));
  g_assert_true (
      gst_harness_push_event (harness, gst_event_new_segment (&segment)));
}

static void
send_tag (GstHarness *harness, const Step *step)
{
  GstTagList *tags =
      gst_tag_list_new (GST_TAG_IMAGE_ORIENTATION, step->orientation, NULL);

  gst_tag_list_set_scope (tags, step->scope);
  g_assert_true (gst_harness_push_event (harness, gst_event_new_tag (tags)));
}

static void
assert_message (ElementRig *rig, guint x)
{
  g_autoptr (GstMessage) message = element_rig_wait (rig, GST_MESSAGE_ELEMENT);
  const GValue *people = gst_structure_get_value (
      gst_message_get_structure (message), "celebrities");
  const GstStructure *person =
      gst_value_get_structure (gst_value_list_get_value (people, 0));
  guint left;

  g_assert_true (gst_structure_get_uint (person, "x", &left));
  g_assert_cmpuint (left, ==, x);
}

static void
assert_region (GstBuffer *buffer, guint x)
{
  gpointer state = NULL;
  const GstVideoRegionOfInterestMeta *region =
      (const GstVideoRegionOfInterestMeta *) gst_buffer_iterate_meta_filtered (
          buffer, &state, GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE);

  g_assert_nonnull (region);
  g_assert_cmpuint (region->x, ==, x);
}

static void
test_scopes (void)
{
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (GError) error = NULL;

  element_rig_init (&rig, "j", NULL);
  gst_util_set_object_arg (G_OBJECT (rig.element), "post-messages", "all");
  local_endpoint_add_results (rig.endpoint, JOB, -1, NULL, &error);
  g_assert_no_error (error);
  element_rig_start (&rig);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GstBuffer) buffer = NULL;

    if (steps[i].orientation != NULL)
      send_tag (rig.harness, &steps[i]);
    else
      begin_again (rig.harness);
    buffer = element_rig_push (&rig, element_rig_get_pts (i));
    assert_region (buffer, steps[i].x);
    assert_message (&rig, steps[i].x);
  }
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);

  g_test_add_func ("/orientation/scopes", test_scopes);
  return element_rig_run ();
}
