/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gstcelebritylog: the element that writes down who is on the buffers that
 * pass.
 */

#pragma once

#include <gst/base/gstbasetransform.h>

G_BEGIN_DECLS

#define GST_TYPE_CELEBRITY_LOG (gst_celebrity_log_get_type ())
G_DECLARE_FINAL_TYPE (GstCelebrityLog, gst_celebrity_log, GST, CELEBRITY_LOG,
    GstBaseTransform)

GST_ELEMENT_REGISTER_DECLARE (celebritylog)

G_END_DECLS
