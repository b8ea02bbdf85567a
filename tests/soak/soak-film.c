/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "soak-film.h"

#include <local-endpoint.h>

#include "bench/bench-fetch.h"

#define PATIENCE (120 * GST_SECOND)
#define MAX_STOP_US G_USEC_PER_SEC

#define LINE \
  "videotestsrc pattern=black ! identity eos-after=%d ! " \
  "video/x-raw,format=BGRx,width=320,height=180,framerate=%d/1 ! " \
  "rekognitioncelebrity name=celebrity job-id=" BENCH_ENDPOINT_JOB_ID \
  " region=eu-west-1 access-key=" LOCAL_ENDPOINT_ACCESS_KEY_ID \
  " secret-access-key=" LOCAL_ENDPOINT_SECRET_ACCESS_KEY \
  " endpoint-uri=%s max-results=1000 ! " \
  "celebritylog name=log location=/dev/null ! " \
  "celebrityoverlay name=overlay ! fakesink name=sink sync=%s " \
  "enable-last-sample=true"

void
soak_film_init (SoakFilm *film, const char *endpoint_uri, int n_frames,
    gboolean sync)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_strdup_printf (LINE, n_frames, SOAK_FILM_FPS,
      endpoint_uri, sync ? "true" : "false");

  film->pipeline = gst_parse_launch (line, &error);
  if (error != NULL)
    g_error ("%s: %s", line, error->message);
  film->bus = gst_element_get_bus (film->pipeline);
}

void
soak_film_clear (SoakFilm *film)
{
  gint64 start = g_get_monotonic_time ();

  if (film->pipeline == NULL)
    return;
  soak_film_set_state (film, GST_STATE_NULL);
  if (g_get_monotonic_time () - start > MAX_STOP_US)
    g_error ("NULL took more than a second");
  g_clear_pointer (&film->bus, gst_object_unref);
  g_clear_pointer (&film->pipeline, gst_object_unref);
}

void
soak_film_set_state (SoakFilm *film, GstState state)
{
  if (gst_element_set_state (film->pipeline, state) == GST_STATE_CHANGE_FAILURE)
    g_error ("no state %s", gst_element_state_get_name (state));
}

static void
check_message (GstMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *debug = NULL;

  switch (GST_MESSAGE_TYPE (message)) {
    case GST_MESSAGE_ERROR:
      gst_message_parse_error (message, &error, &debug);
      break;
    case GST_MESSAGE_WARNING:
      gst_message_parse_warning (message, &error, &debug);
      break;
    default:
      return;
  }
  g_error ("%s (%s)", error->message, debug);
}

gboolean
soak_film_poll (SoakFilm *film, GstMessageType types, GstClockTime patience)
{
  g_autoptr (GstMessage) message =
      gst_bus_timed_pop_filtered (film->bus, patience,
          (GstMessageType) (types | GST_MESSAGE_ERROR | GST_MESSAGE_WARNING));

  if (message == NULL)
    return FALSE;
  check_message (message);
  return TRUE;
}

void
soak_film_wait (SoakFilm *film, GstMessageType types)
{
  if (!soak_film_poll (film, types, PATIENCE))
    g_error ("the pipeline is stuck");
}

void
soak_film_fetch (SoakFilm *film)
{
  soak_film_set_state (film, GST_STATE_PAUSED);
  soak_film_wait (film, GST_MESSAGE_ASYNC_DONE);
  if (soak_film_get_n_people (film) == 0)
    g_error ("nobody on the first frame");
}

guint
soak_film_get_n_people (SoakFilm *film)
{
  g_autoptr (GstElement) sink =
      gst_bin_get_by_name (GST_BIN (film->pipeline), "sink");
  g_autoptr (GstSample) sample = NULL;
  GstCustomMeta *meta = NULL;
  const GValue *people;

  g_object_get (sink, "last-sample", &sample, NULL);
  if (sample != NULL)
    meta = gst_buffer_get_custom_meta (gst_sample_get_buffer (sample),
        "CelebrityMeta");
  if (meta == NULL)
    return 0;
  people = gst_structure_get_value (gst_custom_meta_get_structure (meta),
      "celebrities");
  return gst_value_array_get_size (people);
}
