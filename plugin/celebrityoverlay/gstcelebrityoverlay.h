/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define GST_TYPE_CELEBRITY_OVERLAY (gst_celebrity_overlay_get_type ())
G_DECLARE_FINAL_TYPE (GstCelebrityOverlay, gst_celebrity_overlay, GST,
    CELEBRITY_OVERLAY, GstElement)

GST_ELEMENT_REGISTER_DECLARE (celebrityoverlay)

/* The log category of the element's files; initialised with its class. */
GST_DEBUG_CATEGORY_EXTERN (celebrity_overlay_debug);

G_END_DECLS
