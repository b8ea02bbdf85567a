/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config.h"

#include "celebrity-enums.h"

#include "celebrity-settings.h"
#include "gst-celebrity-meta.h"
#include "service/rek-query.h"

/* The flag is there in any case, so that a launch line works with any build. */
#if HAVE_ANALYTICS
#define ANALYTICS_DESCRIPTION "GstAnalyticsRelationMeta"
#else
#define ANALYTICS_DESCRIPTION \
  "GstAnalyticsRelationMeta (none is attached: built without " \
  "gstreamer-analytics-1.0)"
#endif

static GType
register_enum (gsize *type, const char *name, const GEnumValue *values)
{
  if (g_once_init_enter (type))
    g_once_init_leave (type, g_enum_register_static (name, values));
  return *type;
}

/**
 * GstRekognitionCelebritySortBy:
 *
 * In which order the service is asked for detections.
 *
 * Since: 0.1
 */
GType
celebrity_sort_by_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { REK_SORT_BY_TIMESTAMP, "By time", "timestamp" },
    { REK_SORT_BY_ID, "By celebrity", "id" },
    { 0, NULL, NULL },
  };

  return register_enum (&type, "GstRekognitionCelebritySortBy", values);
}

/**
 * GstRekognitionCelebrityBox:
 *
 * Which box of a person is attached.
 *
 * Since: 0.1
 */
GType
celebrity_box_choice_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { REK_BOX_CHOICE_AUTO, "The face's box, else the body's", "auto" },
    { REK_BOX_CHOICE_FACE, "The face's box", "face" },
    { REK_BOX_CHOICE_BODY, "The body's box", "body" },
    { REK_BOX_CHOICE_BOTH, "The face's and the body's box", "both" },
    { 0, NULL, NULL },
  };

  return register_enum (&type, "GstRekognitionCelebrityBox", values);
}

/**
 * GstRekognitionCelebrityPostMessages:
 *
 * Which element messages go to the bus.
 *
 * Since: 0.1
 */
GType
celebrity_post_messages_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { CELEBRITY_POST_MESSAGES_NONE, "No messages", "none" },
    { CELEBRITY_POST_MESSAGES_CHANGES, "When other people are on screen",
        "changes" },
    { CELEBRITY_POST_MESSAGES_ALL, "One a buffer", "all" },
    { 0, NULL, NULL },
  };

  return register_enum (&type, "GstRekognitionCelebrityPostMessages", values);
}

/**
 * GstRekognitionCelebrityMetaTypes:
 *
 * Which metas are attached to buffers.
 *
 * Since: 0.1
 */
GType
celebrity_meta_types_get_type (void)
{
  static gsize type = 0;
  static const GFlagsValue values[] = {
    { GST_CELEBRITY_META_TYPE_CELEBRITY, "GstCustomMeta CelebrityMeta",
        "celebrity" },
    { GST_CELEBRITY_META_TYPE_ROI, "GstVideoRegionOfInterestMeta", "roi" },
    { GST_CELEBRITY_META_TYPE_ANALYTICS, ANALYTICS_DESCRIPTION, "analytics" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type,
        g_flags_register_static ("GstRekognitionCelebrityMetaTypes", values));
  return type;
}
