/* SPDX-License-Identifier: LGPL-2.1-or-later */

/**
 * SECTION:element-celebrityoverlay
 * @title: celebrityoverlay
 * @short_description: draws boxes and names of people on video frames
 * @see_also: rekognitioncelebrity
 *
 * Draws the people on a frame: a box around each face (or body), and the name
 * next to it. The people come from the #GstCustomMeta `CelebrityMeta` that
 * #rekognitioncelebrity attaches. On buffers without it, every
 * #GstVideoRegionOfInterestMeta is drawn, with its type as the name; elements
 * such as `facedetect` attach those.
 *
 * With #GstCelebrityOverlay:effect, faces are hidden and nothing is drawn. The
 * faces are those of the people whom #GstCelebrityOverlay:celebrities and
 * #GstCelebrityOverlay:exclude choose or, with #GstCelebrityOverlay:invert, of
 * everybody else. Faces that the service did not recognise are not hidden.
 *
 * If downstream blends overlays itself, as GL sinks do, they are attached to the
 * buffer, and frames may be in any memory; else they are blended into the
 * frame. Frames with nobody on them are passed on unchanged.
 *
 * While the stream's image-orientation tag requires that frames be turned, as
 * for films from phones, boxes and names are blended into the frame such that
 * they are upright after a sink has turned it.
 *
 * Crop and flip after this element: before GStreamer 1.28, frames that were
 * cropped or flipped after the people were attached show no boxes, and frames
 * to which videoscale added borders show wrong ones.
 *
 * ## Example launch lines
 * |[
 * gst-launch-1.0 filesrc location=film.mp4 ! decodebin ! videoconvert ! rekognitioncelebrity job-id=JOB region=eu-west-1 ! celebrityoverlay ! videoconvert ! autovideosink
 * ]| Shows the film with a box and a name for everybody whom job JOB recognised.
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

#include "gst-celebrity-buffer-time.h"
#include "gst-celebrity-orientation.h"
#include "overlay-negotiation.h"
#include "overlay-renderer.h"
#include "overlay-settings.h"

GST_DEBUG_CATEGORY (celebrity_overlay_debug);
#define GST_CAT_DEFAULT celebrity_overlay_debug

struct _GstCelebrityOverlay {
  GstElement parent;

  GstPad *sinkpad;
  GstPad *srcpad;

  /* protected by the object lock */
  CelebrityOverlaySettings settings;
  gboolean has_new_settings;
  gboolean is_turned;

  /* used by the streaming thread only */
  GstCelebrityOrientation orientation;
  CelebrityRenderer *renderer;
  GstSegment segment;
  GstCaps *caps;
};

/**
 * GstCelebrityOverlay!sink:
 *
 * Raw video of any format, in any memory.
 *
 * Since: 0.1
 */
static GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE ("sink",
    GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw(ANY)"));

/**
 * GstCelebrityOverlay!src:
 *
 * The same video, drawn on or, if downstream supports it, with the drawing
 * attached as #GstVideoOverlayCompositionMeta.
 *
 * Since: 0.1
 */
static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE ("src",
    GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS ("video/x-raw(ANY)"));

G_DEFINE_TYPE (GstCelebrityOverlay, gst_celebrity_overlay, GST_TYPE_ELEMENT)
GST_ELEMENT_REGISTER_DEFINE (celebrityoverlay, "celebrityoverlay",
    GST_RANK_NONE, GST_TYPE_CELEBRITY_OVERLAY)

static void
gst_celebrity_overlay_set_property (GObject *object, guint id,
    const GValue *value, GParamSpec *pspec)
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
  /* The memory that can be accepted changed. */
  if (needs_pixels != needed_pixels)
    gst_pad_push_event (self->sinkpad, gst_event_new_reconfigure ());
}

static void
gst_celebrity_overlay_get_property (GObject *object, guint id, GValue *value,
    GParamSpec *pspec)
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
gst_celebrity_overlay_finalize (GObject *object)
{
  GstCelebrityOverlay *self = GST_CELEBRITY_OVERLAY (object);

  celebrity_overlay_settings_clear (&self->settings);
  G_OBJECT_CLASS (gst_celebrity_overlay_parent_class)->finalize (object);
}

static void
start (GstCelebrityOverlay *self)
{
  self->renderer = celebrity_renderer_new (GST_ELEMENT (self));
  /* The tag may have arrived before the start. */
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
gst_celebrity_overlay_change_state (GstElement *element,
    GstStateChange transition)
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

/* Attaches only to frames that are not turned: sinks that turn a frame do not
 * turn the rectangles that are attached to it. */
static gboolean
negotiate (GstCelebrityOverlay *self)
{
  gboolean may_attach = !self->is_turned;
  gboolean attach;

  gst_pad_check_reconfigure (self->srcpad);
  if (self->caps == NULL ||
      !celebrity_overlay_negotiate (self->srcpad, self->caps, may_attach,
          &attach)) {
    GST_DEBUG_OBJECT (self, "can't negotiate %" GST_PTR_FORMAT,
        (gpointer) self->caps);
    gst_pad_mark_reconfigure (self->srcpad);
    return FALSE;
  }

  GST_INFO_OBJECT (self, "%s overlays%s: %" GST_PTR_FORMAT,
      attach ? "attaching" : "blending",
      may_attach ? "" : " (frames are turned downstream)",
      (gpointer) self->caps);
  celebrity_renderer_set_attach (self->renderer, attach);
  return TRUE;
}

static gboolean
set_caps (GstCelebrityOverlay *self, GstCaps *caps)
{
  /* Pads may receive caps and buffers before the start and after the stop. */
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
  /* Attaching and blending accept different caps and memory. */
  gst_pad_mark_reconfigure (self->srcpad);
  gst_pad_push_event (self->sinkpad, gst_event_new_reconfigure ());
}

static gboolean
gst_celebrity_overlay_sink_event (GstPad *pad, GstObject *parent,
    GstEvent *event)
{
  GstCelebrityOverlay *self = GST_CELEBRITY_OVERLAY (parent);
  GstCaps *caps;
  gboolean accepted;

  if (gst_celebrity_orientation_take_event (&self->orientation, event))
    set_orientation (self, gst_celebrity_orientation_get (&self->orientation));

  switch (GST_EVENT_TYPE (event)) {
    case GST_EVENT_CAPS:
      gst_event_parse_caps (event, &caps);
      accepted = set_caps (self, caps);
      gst_event_unref (event);
      return accepted;
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
  caps = celebrity_overlay_query_caps (pad, other, filter, needs_pixels);
  gst_query_set_caps_result (query, caps);
  return TRUE;
}

static gboolean
gst_celebrity_overlay_query (GstPad *pad, GstObject *parent, GstQuery *query)
{
  gboolean answered;

  if (GST_QUERY_TYPE (query) == GST_QUERY_CAPS)
    return query_caps (GST_CELEBRITY_OVERLAY (parent), pad, query);
  answered = gst_pad_query_default (pad, parent, query);
  if (GST_QUERY_TYPE (query) == GST_QUERY_ALLOCATION)
    celebrity_overlay_filter_allocation (query);
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

/* Syncs controllers first, because they set properties. */
static void
apply_settings (GstCelebrityOverlay *self, GstClockTime stream_time)
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
gst_celebrity_overlay_chain (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  GstCelebrityOverlay *self = GST_CELEBRITY_OVERLAY (parent);
  GstClockTime stream_time = get_stream_time (self, buffer);
  gboolean negotiated = TRUE;

  (void) pad;
  if (self->renderer == NULL) {
    gst_buffer_unref (buffer);
    return GST_FLOW_FLUSHING;
  }
  if (gst_pad_needs_reconfigure (self->srcpad)) {
    GST_DEBUG_OBJECT (self, "renegotiating");
    negotiated = negotiate (self);
  }
  if (!negotiated) {
    gst_buffer_unref (buffer);
    return GST_PAD_IS_FLUSHING (self->srcpad) ? GST_FLOW_FLUSHING
                                              : GST_FLOW_NOT_NEGOTIATED;
  }

  apply_settings (self, stream_time);
  buffer = celebrity_renderer_process (self->renderer, buffer, stream_time);
  return buffer != NULL ? gst_pad_push (self->srcpad, buffer) : GST_FLOW_ERROR;
}

static void
gst_celebrity_overlay_class_init (GstCelebrityOverlayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  GST_DEBUG_CATEGORY_INIT (celebrity_overlay_debug, "celebrityoverlay", 0,
      "Draws boxes and names of people, or hides their faces");

  object_class->set_property = gst_celebrity_overlay_set_property;
  object_class->get_property = gst_celebrity_overlay_get_property;
  object_class->finalize = gst_celebrity_overlay_finalize;
  celebrity_overlay_settings_install_properties (object_class);

  element_class->change_state = gst_celebrity_overlay_change_state;
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
  gst_pad_set_chain_function (self->sinkpad, gst_celebrity_overlay_chain);
  gst_pad_set_event_function (self->sinkpad, gst_celebrity_overlay_sink_event);
  gst_pad_set_query_function (self->sinkpad, gst_celebrity_overlay_query);
  GST_PAD_SET_PROXY_ALLOCATION (self->sinkpad);
  gst_element_add_pad (GST_ELEMENT (self), self->sinkpad);

  self->srcpad = gst_pad_new_from_static_template (&src_template, "src");
  gst_pad_set_query_function (self->srcpad, gst_celebrity_overlay_query);
  gst_element_add_pad (GST_ELEMENT (self), self->srcpad);
}
