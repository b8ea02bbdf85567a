/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "overlay-attach-composition.h"

static void
add_rectangles (GstVideoOverlayComposition *merged,
    GstVideoOverlayComposition *composition)
{
  guint n_rectangles = gst_video_overlay_composition_n_rectangles (composition);

  for (guint i = 0; i < n_rectangles; i++)
    gst_video_overlay_composition_add_rectangle (merged,
        gst_video_overlay_composition_get_rectangle (composition, i));
}

static gboolean
merge_composition (GstBuffer *buffer, GstMeta **meta, gpointer merged)
{
  (void) buffer;
  if ((*meta)->info->api != GST_VIDEO_OVERLAY_COMPOSITION_META_API_TYPE)
    return TRUE;

  add_rectangles (merged, ((GstVideoOverlayCompositionMeta *) *meta)->overlay);
  *meta = NULL;
  return TRUE;
}

void
celebrity_attach_composition (GstBuffer *buffer,
    GstVideoOverlayComposition *composition)
{
  g_autoptr (GstVideoOverlayComposition) merged = NULL;

  if (gst_buffer_get_video_overlay_composition_meta (buffer) == NULL) {
    gst_buffer_add_video_overlay_composition_meta (buffer, composition);
    return;
  }

  /* Merge them all into one, because older sinks read only the first. The
   * rectangles are reused, so that what sinks cache for them stays valid. */
  merged = gst_video_overlay_composition_new (NULL);
  gst_buffer_foreach_meta (buffer, merge_composition, merged);
  add_rectangles (merged, composition);
  gst_buffer_add_video_overlay_composition_meta (buffer, merged);
}
