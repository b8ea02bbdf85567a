/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config.h"

#include "celebrity-enums.h"

#include "celebrity-settings.h"
#include "gst-celebrity-meta.h"
#include "service/rek-query.h"

/* The flag always exists, so that a launch line works with any build. */
#if HAVE_ANALYTICS
#define ANALYTICS_DESCRIPTION "GstAnalyticsRelationMeta"
#else
#define ANALYTICS_DESCRIPTION \
  "GstAnalyticsRelationMeta (not attached: built without " \
  "gstreamer-analytics-1.0)"
#endif

/* The name of a value is what gst-inspect-1.0 shows as its description. */

/**
 * GstRekognitionCelebritySortBy:
 *
 * The order in which the service is asked for detections.
 *
 * Since: 0.1
 */
/* clang-format off */
G_DEFINE_ENUM_TYPE (GstRekognitionCelebritySortBy, celebrity_sort_by,
  { REK_SORT_BY_TIMESTAMP, "By time", "timestamp" },
  { REK_SORT_BY_ID, "By celebrity", "id" })

/**
 * GstRekognitionCelebrityBox:
 *
 * Which box of a person is attached.
 *
 * Since: 0.1
 */
G_DEFINE_ENUM_TYPE (GstRekognitionCelebrityBox, celebrity_box_choice,
  { REK_BOX_CHOICE_AUTO, "The face's box, else the body's", "auto" },
  { REK_BOX_CHOICE_FACE, "The face's box", "face" },
  { REK_BOX_CHOICE_BODY, "The body's box", "body" },
  { REK_BOX_CHOICE_BOTH, "The face's and the body's box", "both" })

/**
 * GstRekognitionCelebrityPostMessages:
 *
 * Which element messages are posted on the bus.
 *
 * Since: 0.1
 */
G_DEFINE_ENUM_TYPE (GstRekognitionCelebrityPostMessages,
  celebrity_post_messages,
  { CELEBRITY_POST_MESSAGES_NONE, "No messages", "none" },
  { CELEBRITY_POST_MESSAGES_CHANGES,
    "One whenever the people on screen change", "changes" },
  { CELEBRITY_POST_MESSAGES_ALL, "One per buffer", "all" })

/**
 * GstRekognitionCelebrityMetaTypes:
 *
 * Which metas are attached to buffers.
 *
 * Since: 0.1
 */
G_DEFINE_FLAGS_TYPE (GstRekognitionCelebrityMetaTypes, celebrity_meta_types,
  { GST_CELEBRITY_META_TYPE_CELEBRITY, "GstCustomMeta CelebrityMeta",
    "celebrity" },
  { GST_CELEBRITY_META_TYPE_ROI, "GstVideoRegionOfInterestMeta", "roi" },
  { GST_CELEBRITY_META_TYPE_ANALYTICS, ANALYTICS_DESCRIPTION, "analytics" })
/* clang-format on */
