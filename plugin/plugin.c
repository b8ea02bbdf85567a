/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config.h"

#include <gst/gst.h>

#include "gstcelebritylog.h"
#if HAVE_OVERLAY
#include "gstcelebrityoverlay.h"
#endif
#include "gst-celebrity-meta.h"
#include "gstrekognitioncelebrity.h"

static gboolean
plugin_init (GstPlugin *plugin)
{
  gboolean registered = gst_celebrity_meta_register (plugin) &&
      GST_ELEMENT_REGISTER (celebritylog, plugin) &&
      GST_ELEMENT_REGISTER (rekognitioncelebrity, plugin);

#if HAVE_OVERLAY
  registered = registered && GST_ELEMENT_REGISTER (celebrityoverlay, plugin);
#endif
  return registered;
}

GST_PLUGIN_DEFINE (GST_VERSION_MAJOR, GST_VERSION_MINOR, rekognition,
    "Amazon Rekognition Video results in GStreamer pipelines", plugin_init,
    VERSION, "LGPL", PACKAGE_NAME, PACKAGE_ORIGIN)
