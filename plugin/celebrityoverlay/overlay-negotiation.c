/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "overlay-negotiation.h"

#include <gst/video/video.h>

#include "gstcelebrityoverlay.h"

#define GST_CAT_DEFAULT celebrity_overlay_debug

#define FEATURE GST_CAPS_FEATURE_META_GST_VIDEO_OVERLAY_COMPOSITION
#define FORMATS GST_VIDEO_OVERLAY_COMPOSITION_BLEND_FORMATS

/* Frames that can be drawn into. */
static GstStaticCaps software_caps =
    GST_STATIC_CAPS (GST_VIDEO_CAPS_MAKE (FORMATS));

/* Frames whose pixels can be changed, whether or not downstream blends. */
static GstStaticCaps system_memory_caps = GST_STATIC_CAPS (
    GST_VIDEO_CAPS_MAKE (FORMATS) "; " GST_VIDEO_CAPS_MAKE_WITH_FEATURES (
        GST_CAPS_FEATURE_MEMORY_SYSTEM_MEMORY ", " FEATURE, FORMATS));

/* Takes ownership of @caps. */
static GstCaps *
intersect (GstCaps *caps, GstStaticCaps *with)
{
  g_autoptr (GstCaps) left = caps;
  g_autoptr (GstCaps) right = gst_static_caps_get (with);

  return gst_caps_intersect_full (left, right, GST_CAPS_INTERSECT_FIRST);
}

/* Appends what downstream may get for upstream's caps @n: the caps with the
 * feature and, if frames can be drawn into, the caps as they are. */
static void
append_downstream (GstCaps *downstream, GstCaps *caps, guint n)
{
  g_autoptr (GstCaps) plain = gst_caps_copy_nth (caps, n);
  GstCaps *with_feature = gst_caps_copy (plain);
  GstCapsFeatures *features = gst_caps_get_features (with_feature, 0);

  if (!gst_caps_features_contains (features, FEATURE))
    gst_caps_features_add (features, FEATURE);
  gst_caps_append (downstream, with_feature);

  if (!gst_caps_features_is_any (gst_caps_get_features (plain, 0)))
    gst_caps_append (downstream,
        intersect (g_steal_pointer (&plain), &software_caps));
}

/* Appends what upstream may send for downstream's caps @n: if downstream blends,
 * the caps with and without the feature, else what can be drawn into. */
static void
append_upstream (GstCaps *upstream, GstCaps *caps, guint n)
{
  g_autoptr (GstCaps) plain = gst_caps_copy_nth (caps, n);
  GstCapsFeatures *features = gst_caps_get_features (plain, 0);

  if (gst_caps_features_is_any (features)) {
    gst_caps_append (upstream, g_steal_pointer (&plain));
    return;
  }
  if (!gst_caps_features_contains (features, FEATURE)) {
    gst_caps_append (upstream,
        intersect (g_steal_pointer (&plain), &software_caps));
    return;
  }
  gst_caps_append (upstream, gst_caps_copy (plain));
  gst_caps_features_remove (features, FEATURE);
  gst_caps_append (upstream, g_steal_pointer (&plain));
}

/* The caps on the other side of the element, for @caps at the pad with
 * @direction. */
static GstCaps *
transform (GstPadDirection direction, GstCaps *caps)
{
  GstCaps *transformed = gst_caps_new_empty ();

  for (guint i = 0; i < gst_caps_get_size (caps); i++) {
    if (direction == GST_PAD_SINK)
      append_downstream (transformed, caps, i);
    else
      append_upstream (transformed, caps, i);
  }
  return transformed;
}

GstCaps *
celebrity_overlay_query_caps (GstPad *pad, GstPad *other, GstCaps *filter,
    gboolean needs_pixels)
{
  g_autoptr (GstCaps) template = gst_pad_get_pad_template_caps (pad);
  g_autoptr (GstCaps) other_filter = NULL;
  g_autoptr (GstCaps) peer = NULL;
  g_autoptr (GstCaps) caps = NULL;

  if (filter != NULL)
    other_filter = transform (GST_PAD_DIRECTION (pad), filter);
  peer = gst_pad_peer_query_caps (other, other_filter);

  if (gst_caps_is_any (peer))
    caps = gst_caps_ref (template);
  else
    caps = transform (GST_PAD_DIRECTION (other), peer);
  if (needs_pixels)
    caps = intersect (g_steal_pointer (&caps), &system_memory_caps);

  if (filter == NULL)
    return g_steal_pointer (&caps);
  return gst_caps_intersect_full (filter, caps, GST_CAPS_INTERSECT_FIRST);
}

static gboolean
has_feature (GstCaps *caps)
{
  return gst_caps_features_contains (gst_caps_get_features (caps, 0), FEATURE);
}

static gboolean
can_draw_into (GstCaps *caps)
{
  g_autoptr (GstCaps) software = gst_static_caps_get (&software_caps);

  return gst_caps_is_subset (caps, software);
}

/* Returns @caps with the feature, or NULL if downstream does not accept that. */
static GstCaps *
add_feature (GstPad *srcpad, GstCaps *caps)
{
  g_autoptr (GstCaps) with_feature = gst_caps_copy (caps);
  g_autoptr (GstCaps) accepted = NULL;

  gst_caps_features_add (gst_caps_get_features (with_feature, 0), FEATURE);
  accepted = gst_pad_peer_query_caps (srcpad, with_feature);
  return gst_caps_is_empty (accepted) ? NULL : g_steal_pointer (&with_feature);
}

/* Whether downstream's answer to the allocation query says that it blends. */
static gboolean
query_blends (GstPad *srcpad, GstCaps *caps)
{
  g_autoptr (GstQuery) query = gst_query_new_allocation (caps, FALSE);
  const GstStructure *window = NULL;
  gboolean answered = gst_pad_peer_query (srcpad, query);
  gboolean blends;
  guint index;

  blends = answered &&
      gst_query_find_allocation_meta (query,
          GST_VIDEO_OVERLAY_COMPOSITION_META_API_TYPE, &index);
  if (blends)
    gst_query_parse_nth_allocation_meta (query, index, &window);
  GST_DEBUG_OBJECT (srcpad,
      "allocation query %s: downstream %s overlays; window %" GST_PTR_FORMAT,
      answered ? "answered" : "not answered",
      blends ? "blends" : "does not blend", (gconstpointer) window);
  return blends;
}

gboolean
celebrity_overlay_negotiate (GstPad *srcpad, GstCaps *caps, gboolean may_attach,
    gboolean *attach)
{
  g_autoptr (GstCaps) with_feature = NULL;

  *attach = may_attach && has_feature (caps);
  if (*attach || !may_attach)
    return gst_pad_set_caps (srcpad, caps);

  /* Send caps first: some elements answer the allocation query only then. */
  with_feature = add_feature (srcpad, caps);
  if (with_feature != NULL) {
    if (!gst_pad_set_caps (srcpad, with_feature))
      return FALSE;
    /* Some accept the feature because they accept anything, and ignore it. */
    *attach = query_blends (srcpad, with_feature) || !can_draw_into (caps);
    return *attach || gst_pad_set_caps (srcpad, caps);
  }

  if (!gst_pad_set_caps (srcpad, caps))
    return FALSE;
  *attach = query_blends (srcpad, caps);
  return *attach || can_draw_into (caps);
}

void
celebrity_overlay_filter_allocation (GstQuery *query)
{
  const GType apis[] = { GST_VIDEO_CROP_META_API_TYPE,
    GST_VIDEO_AFFINE_TRANSFORMATION_META_API_TYPE };
  guint index;

  for (guint i = 0; i < G_N_ELEMENTS (apis); i++)
    while (gst_query_find_allocation_meta (query, apis[i], &index))
      gst_query_remove_nth_allocation_meta (query, index);
}
