/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/meta/analytics-text.h"

#include <gst/analytics/analytics.h>
#include "gst-celebrity-analytics.h"

static void
append_type (GString *text, GstAnalyticsRelationMeta *meta, guint id)
{
  GstAnalyticsTrackingMtd tracking;
  GstAnalyticsClsMtd name;
  GstAnalyticsODMtd object;
  GstClockTime first;
  GstClockTime last;
  guint64 track;
  gboolean is_lost;
  gfloat level;
  gint x, y, w, h;

  if (gst_analytics_relation_meta_get_tracking_mtd (meta, id, &tracking)) {
    gst_analytics_tracking_mtd_get_info (&tracking, &track, &first, &last,
        &is_lost);
    g_string_append_printf (text,
        "track %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT
        "%s",
        track, GST_TIME_AS_MSECONDS (first), GST_TIME_AS_MSECONDS (last),
        is_lost ? " lost" : "");
  } else if (gst_analytics_relation_meta_get_cls_mtd (meta, id, &name)) {
    g_assert_cmpuint (gst_analytics_cls_mtd_get_length (&name), ==, 1);
    g_string_append_printf (text, "cls %s %g",
        g_quark_to_string (gst_analytics_cls_mtd_get_quark (&name, 0)),
        (double) gst_analytics_cls_mtd_get_level (&name, 0));
  } else if (gst_analytics_relation_meta_get_od_mtd (meta, id, &object)) {
    gst_analytics_od_mtd_get_location (&object, &x, &y, &w, &h, &level);
    g_string_append_printf (text, "od %s %d,%d %dx%d %g",
        g_quark_to_string (gst_analytics_od_mtd_get_obj_type (&object)), x, y,
        w, h, (double) level);
  } else {
    g_string_append (text, "?");
  }
}

static void
append_relations (GString *text, GstAnalyticsRelationMeta *meta, guint id)
{
  static const struct {
    GstAnalyticsRelTypes type;
    const char *name;
  } relations[] = {
    { GST_ANALYTICS_REL_TYPE_RELATE_TO, "relates" },
    { GST_ANALYTICS_REL_TYPE_CONTAIN, "contains" },
    { GST_ANALYTICS_REL_TYPE_IS_PART_OF, "is-part-of" },
  };
  guint n = (guint) gst_analytics_relation_get_length (meta);

  for (guint other = 0; other < n; other++)
    for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
      if (gst_analytics_relation_meta_get_relation (meta, id, other) ==
          relations[i].type)
        g_string_append_printf (text, " %s %u", relations[i].name, other);
}

char *
analytics_text (GstBuffer *buffer)
{
  GstAnalyticsRelationMeta *meta =
      gst_buffer_get_analytics_relation_meta (buffer);
  GString *text = g_string_new (NULL);

  if (meta == NULL)
    g_string_append (text, "none");
  for (guint i = 0; i < gst_celebrity_analytics_get_length (buffer); i++) {
    g_string_append_printf (text, "%s%u ", i > 0 ? "; " : "", i);
    append_type (text, meta, i);
    append_relations (text, meta, i);
  }
  return g_string_free (text, FALSE);
}
