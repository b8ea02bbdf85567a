/* SPDX-License-Identifier: LGPL-2.1-or-later */

/**
 * SECTION:element-celebrityoverlay
 * @title: celebrityoverlay
 * @short_description: draws boxes and names of people on video frames
 * @see_also: rekognitioncelebrity
 *
 * Draws who is on a frame: around each person a box, and next to it the name.
 * People come from the #GstCustomMeta `CelebrityMeta` that
 * #rekognitioncelebrity attaches; on buffers without it every
 * #GstVideoRegionOfInterestMeta is drawn with its type as name, as elements
 * such as `facedetect` attach it.
 *
 * With #GstCelebrityOverlay:effect faces are hidden instead of anything being
 * drawn: those of the people whom #GstCelebrityOverlay:celebrities and
 * #GstCelebrityOverlay:exclude choose, or with #GstCelebrityOverlay:invert of
 * everybody else. Faces that nobody found stay as they are.
 *
 * Where downstream blends overlays itself, as GL sinks do, they go with the
 * buffer and frames may be in any memory; else they are blended into the
 * frame. A frame with nobody on it passes untouched.
 *
 * While the stream's image-orientation tag says that frames are to be turned,
 * as those of phones are, boxes and names are blended into the frame such that
 * they are upright once a sink has turned it.
 *
 * Crop and flip after this element: before GStreamer 1.28 frames that were
 * cropped or flipped after the people were attached show no boxes, and those
 * that videoscale added borders to show wrong ones.
 *
 * ## Example launch lines
 * |[
 * gst-launch-1.0 filesrc location=film.mp4 ! decodebin ! videoconvert ! rekognitioncelebrity job-id=JOB region=eu-west-1 ! celebrityoverlay ! videoconvert ! autovideosink
 * ]| Shows the film with a box and a name for everybody whom job JOB found.
 * |[
 * gst-launch-1.0 playbin uri=file://$PWD/film.mp4 video-filter="rekognitioncelebrity job-id=JOB region=eu-west-1 ! celebrityoverlay"
 * ]| The same in a player, with sound.
 * |[
 * gst-launch-1.0 filesrc location=film.mp4 ! decodebin ! videoconvert ! rekognitioncelebrity job-id=JOB region=eu-west-1 ! celebrityoverlay effect=pixelate celebrities='<"Ada\ Moreno">' ! videoconvert ! autovideosink
 * ]| Hides one person's face.
 *
 * Since: 0.1
 */

#include "config.h"

#include "gstcelebrityoverlay.h"

#include "overlay-negotiation.h"
#include "overlay-settings.h"
#include "overlay-renderer.h"
#include "gst-celebrity-orientation.h"
#include "gst-celebrity-buffer-time.h"

GST_DEBUG_CATEGORY_STATIC (celebrity_overlay_debug);
#define GST_CAT_DEFAULT celebrity_overlay_debug

struct _GstCelebrityOverlay {
  GstElement parent;

  GstPad *sinkpad;
  GstPad *srcpad;

  /* guarded by the object lock */
  CelebrityOverlaySettings settings;
  gboolean has_new_settings;
  gboolean is_turned;

  /* the streaming thread's */
  GstCelebrityOrientation orientation;
  CelebrityRenderer *renderer;
  GstSegment segment;
  GstCaps *caps;
};

/**
 * GstCelebrityOverlay!sink:
 *
 * Raw video in any format and memory.
 *
 * Since: 0.1
 */
static GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE ("sink",
    GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw(ANY)"));

/**
 * GstCelebrityOverlay!src:
 *
 * The same video, drawn on, or with what is drawn attached as
 * #GstVideoOverlayCompositionMeta where downstream takes that.
 *
 * Since: 0.1
 */
static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE ("src",
    GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw(ANY)"));

G_DEFINE_TYPE (GstCelebrityOverlay, gst_celebrity_overlay, GST_TYPE_ELEMENT)
GST_ELEMENT_REGISTER_DEFINE (celebrityoverlay, "celebrityoverlay",
    GST_RANK_NONE, GST_TYPE_CELEBRITY_OVERLAY)

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GstCelebrityOverlay *self = GST_CELEBRITY_OVERLAY (object);
  gboolean needed_pixels;
  gboolean needs_pixels;
  gboolean known;

  GST_OBJECT_LOCK (self);
  needed_pixels = self->settings.effect != CELEBRITY_EFFECT_NONE;
  known = celebrity_overlay_settings_set (&self->settings, id, value);
  needs_pixels = self->settings.effect != CELEBRITY_EFFECT_NONE;
  self->has_new_settings = TRUE;
  GST_OBJECT_UNLOCK (self);

  if (!known)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  /* Other memory can, or no longer can, be taken. */
  if (needs_pixels != needed_pixels)
    gst_pad_push_event (self->sinkpad, gst_event_new_reconfigure ());
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GstCelebrityOverlay *self = GST_CELEBRITY_OVERLAY (object);
  gboolean known;

  GST_OBJECT_LOCK (self);
  known = celebrity_overlay_settings_get (&self->settings, id, value);
  GST_OBJECT_UNLOCK (self);

  if (!known)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
finalize (GObject *object)
{
  GstCelebrityOverlay *self = GST_CELEBRITY_OVERLAY (object);

  celebrity_overlay_settings_clear (&self->settings);
  G_OBJECT_CLASS (gst_celebrity_overlay_parent_class)->finalize (object);
}

static void
start (GstCelebrityOverlay *self)
{
  self->renderer = celebrity_renderer_new (GST_ELEMENT (self));
  /* Pads take events before the start, too. */
  celebrity_renderer_set_orientation (self->renderer,
      gst_celebrity_orientation_get (&self->orientation));
  self->has_new_settings = TRUE;
  gst_segment_init (&self->segment, GST_FORMAT_UNDEFINED);
}

static void
stop (GstCelebrityOverlay *self)
{
  g_clear_pointer (&self->renderer, celebrity_renderer_free);
  self->orientation = (GstCelebrityOrientation){ 0 };
  self->is_turned = FALSE;
  gst_clear_caps (&self->caps);
}

static GstStateChangeReturn
change_state (GstElement *element, GstStateChange transition)
{
  GstCelebrityOverlay *self = GST_CELEBRITY_OVERLAY (element);
  GstStateChangeReturn ret;

  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED)
    start (self);

  ret = GST_ELEMENT_CLASS (gst_celebrity_overlay_parent_class)
            ->change_state (element, transition);

  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY ||
      (transition == GST_STATE_CHANGE_READY_TO_PAUSED &&
          ret == GST_STATE_CHANGE_FAILURE))
    stop (self);
  return ret;
}

/* Sinks that turn a frame do not turn the rectangles that go with it. */
static gboolean
negotiate (GstCelebrityOverlay *self)
{
  gboolean may_attach = !self->is_turned;
  gboolean attach;

  gst_pad_check_reconfigure (self->srcpad);
  if (self->caps == NULL ||
      !celebrity_overlay_caps_negotiate (self->srcpad, self->caps, may_attach,
          &attach)) {
    gst_pad_mark_reconfigure (self->srcpad);
    return FALSE;
  }

  GST_DEBUG_OBJECT (self, "%s what is drawn on %" GST_PTR_FORMAT,
      attach ? "attaching" : "blending", (gpointer) self->caps);
  celebrity_renderer_set_attach (self->renderer, attach);
  return TRUE;
}

static gboolean
set_caps (GstCelebrityOverlay *self, GstCaps *caps)
{
  /* Pads take caps and buffers before the start, and after the stop. */
  if (self->renderer == NULL)
    return FALSE;
  gst_caps_replace (&self->caps, caps);
  return celebrity_renderer_set_caps (self->renderer, caps) && negotiate (self);
}

static void
set_orientation (GstCelebrityOverlay *self,
    GstVideoOrientationMethod orientation)
{
  gboolean is_turned = orientation != GST_VIDEO_ORIENTATION_IDENTITY;
  gboolean was_turned;

  GST_OBJECT_LOCK (self);
  was_turned = self->is_turned;
  self->is_turned = is_turned;
  GST_OBJECT_UNLOCK (self);

  if (self->renderer != NULL)
    celebrity_renderer_set_orientation (self->renderer, orientation);
  if (is_turned == was_turned)
    return;
  /* Attaching and blending take other caps and memory. */
  gst_pad_mark_reconfigure (self->srcpad);
  gst_pad_push_event (self->sinkpad, gst_event_new_reconfigure ());
}

static gboolean
sink_event (GstPad *pad, GstObject *parent, GstEvent *event)
{
  GstCelebrityOverlay *self = GST_CELEBRITY_OVERLAY (parent);
  GstCaps *caps;
  gboolean taken;

  if (gst_celebrity_orientation_take_event (&self->orientation, event))
    set_orientation (self, gst_celebrity_orientation_get (&self->orientation));

  switch (GST_EVENT_TYPE (event)) {
    case GST_EVENT_CAPS:
      gst_event_parse_caps (event, &caps);
      taken = set_caps (self, caps);
      gst_event_unref (event);
      return taken;
    case GST_EVENT_SEGMENT:
      gst_event_copy_segment (event, &self->segment);
      if (self->renderer != NULL)
        celebrity_renderer_reset (self->renderer);
      break;
    case GST_EVENT_FLUSH_STOP:
      gst_segment_init (&self->segment, GST_FORMAT_UNDEFINED);
      break;
    default:
      break;
  }
  return gst_pad_event_default (pad, parent, event);
}

static gboolean
query_caps (GstCelebrityOverlay *self, GstPad *pad, GstQuery *query)
{
  GstPad *other = pad == self->sinkpad ? self->srcpad : self->sinkpad;
  g_autoptr (GstCaps) caps = NULL;
  gboolean needs_pixels;
  GstCaps *filter;

  GST_OBJECT_LOCK (self);
  needs_pixels =
      self->settings.effect != CELEBRITY_EFFECT_NONE || self->is_turned;
  GST_OBJECT_UNLOCK (self);

  gst_query_parse_caps (query, &filter);
  caps = celebrity_overlay_caps_query (pad, other, filter, needs_pixels);
  gst_query_set_caps_result (query, caps);
  return TRUE;
}

static gboolean
pad_query (GstPad *pad, GstObject *parent, GstQuery *query)
{
  gboolean answered;

  if (GST_QUERY_TYPE (query) == GST_QUERY_CAPS)
    return query_caps (GST_CELEBRITY_OVERLAY (parent), pad, query);
  answered = gst_pad_query_default (pad, parent, query);
  if (GST_QUERY_TYPE (query) == GST_QUERY_ALLOCATION)
    celebrity_overlay_caps_answer_allocation (query);
  return answered;
}

static GstClockTime
get_stream_time (const GstCelebrityOverlay *self, GstBuffer *buffer)
{
  GstClockTime start = gst_celebrity_time_get_start (&self->segment, buffer,
      gst_celebrity_time_get_duration (buffer, 0));

  if (!GST_CLOCK_TIME_IS_VALID (start))
    return GST_CLOCK_TIME_NONE;
  return gst_segment_to_stream_time (&self->segment, GST_FORMAT_TIME, start);
}

/* Controllers set properties, so they come first. */
static void
take_settings (GstCelebrityOverlay *self, GstClockTime stream_time)
{
  g_auto (CelebrityOverlaySettings) settings = { 0 };
  gboolean is_new;

  if (GST_CLOCK_TIME_IS_VALID (stream_time))
    gst_object_sync_values (GST_OBJECT (self), stream_time);

  GST_OBJECT_LOCK (self);
  is_new = self->has_new_settings;
  if (is_new)
    celebrity_overlay_settings_copy (&self->settings, &settings);
  self->has_new_settings = FALSE;
  GST_OBJECT_UNLOCK (self);

  if (is_new)
    celebrity_renderer_set_settings (self->renderer, &settings);
}

static GstFlowReturn
chain (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  GstCelebrityOverlay *self = GST_CELEBRITY_OVERLAY (parent);
  GstClockTime stream_time = get_stream_time (self, buffer);

  (void) pad;
  if (self->renderer == NULL) {
    gst_buffer_unref (buffer);
    return GST_FLOW_FLUSHING;
  }
  if (gst_pad_needs_reconfigure (self->srcpad) && !negotiate (self)) {
    gst_buffer_unref (buffer);
    return GST_PAD_IS_FLUSHING (self->srcpad) ? GST_FLOW_FLUSHING
                                              : GST_FLOW_NOT_NEGOTIATED;
  }

  take_settings (self, stream_time);
  buffer = celebrity_renderer_process (self->renderer, buffer, stream_time);
  return buffer != NULL ? gst_pad_push (self->srcpad, buffer) : GST_FLOW_ERROR;
}

static void
gst_celebrity_overlay_class_init (GstCelebrityOverlayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  GST_DEBUG_CATEGORY_INIT (celebrity_overlay_debug, "celebrityoverlay", 0,
      "Boxes and names of celebrities");

  object_class->set_property = set_property;
  object_class->get_property = get_property;
  object_class->finalize = finalize;
  celebrity_overlay_settings_install_properties (object_class);

  element_class->change_state = change_state;
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_add_static_pad_template (element_class, &src_template);
  gst_element_class_set_static_metadata (element_class, "Celebrity overlay",
      "Filter/Editor/Video",
      "Draws boxes and names of the celebrities on a frame, or hides their "
      "faces",
      "The gst-rekognition authors");
}

static void
gst_celebrity_overlay_init (GstCelebrityOverlay *self)
{
  celebrity_overlay_settings_init (&self->settings);

  self->sinkpad = gst_pad_new_from_static_template (&sink_template, "sink");
  gst_pad_set_chain_function (self->sinkpad, chain);
  gst_pad_set_event_function (self->sinkpad, sink_event);
  gst_pad_set_query_function (self->sinkpad, pad_query);
  GST_PAD_SET_PROXY_ALLOCATION (self->sinkpad);
  gst_element_add_pad (GST_ELEMENT (self), self->sinkpad);

  self->srcpad = gst_pad_new_from_static_template (&src_template, "src");
  gst_pad_set_query_function (self->srcpad, pad_query);
  gst_element_add_pad (GST_ELEMENT (self), self->srcpad);
}
