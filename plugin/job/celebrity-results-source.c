/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config.h"

#include "celebrity-results-source.h"

#include "util-secret.h"

#include "rek-error.h"
#include "results/rek-results-file.h"
#include "results/rek-results-writer.h"

#define SOURCE_SERVICE "service"
#define SOURCE_FILE "file"

const UtilClock *(*celebrity_fetch_get_clock) (void) = rekutil_clock_get_system;

static char *
create_user_agent (void)
{
  guint major, minor, micro, nano;

  gst_version (&major, &minor, &micro, &nano);
  return g_strdup_printf (PACKAGE "/" VERSION " GStreamer/%u.%u.%u %s", major,
      minor, micro, rek_service_get_http_version ());
}

static RekResults *
fetch (const CelebritySettings *settings, const RekQuery *query,
    const RekObserver *observer, RekFetchStats *stats,
    GCancellable *cancellable, GError **error)
{
  g_autofree char *user_agent = create_user_agent ();
  g_auto (UtilSecretStrv) environment = g_get_environ ();
  const RekServiceSettings service = {
    .region = settings->region,
    .profile = settings->profile,
    .access_key = settings->access_key,
    .secret_access_key = settings->secret_access_key,
    .session_token = settings->session_token,
    .endpoint_uri = settings->endpoint_uri,
    .user_agent = user_agent,
    .request_timeout_ms = settings->request_timeout,
    .retry_attempts = settings->retry_attempts,
    .job_timeout_s = settings->job_timeout,
    .environment = environment,
    .clock = celebrity_fetch_get_clock (),
  };

  stats->source = SOURCE_SERVICE;
  return rek_service_fetch (&service, query, observer, stats, cancellable,
      error);
}

static void
write_page (GBytes *body, gboolean is_first, gpointer writer)
{
  rek_results_writer_add (writer, body, is_first);
}

/* Another pipeline may have fetched the same job into the same file in the
 * meantime: that file is just as good. */
static gboolean
has_been_written (const CelebritySettings *settings, const GError *error,
    GCancellable *cancellable)
{
  g_autoptr (RekResults) results = NULL;
  guint64 n_bytes;

  if (!g_error_matches (error, REK_ERROR, REK_ERROR_FILE_EXISTS))
    return FALSE;
  results = rek_results_file_read (settings->results_location, settings->job_id,
      NULL, NULL, cancellable, &n_bytes, NULL);
  return results != NULL;
}

static RekResults *
fetch_and_write (const CelebritySettings *settings, const RekQuery *query,
    const RekObserver *observer, RekFetchStats *stats, GError **write_error,
    GCancellable *cancellable, GError **error)
{
  g_autoptr (RekResultsWriter) writer = NULL;
  RekObserver writing = *observer;
  RekResults *results;

  writer = rek_results_writer_new (settings->results_location, settings->job_id,
      error);
  if (writer == NULL)
    return NULL;

  writing.body = write_page;
  writing.body_data = writer;
  results = fetch (settings, query, &writing, stats, cancellable, error);
  if (results != NULL && !g_cancellable_is_cancelled (cancellable) &&
      !rek_results_writer_commit (writer, write_error) &&
      has_been_written (settings, *write_error, cancellable))
    g_clear_error (write_error);
  return results;
}

static RekResults *
read_file (const CelebritySettings *settings, const char *job_id,
    const RekObserver *observer, RekFetchStats *stats,
    GCancellable *cancellable, GError **error)
{
  stats->source = SOURCE_FILE;
  return rek_results_file_read (settings->results_location, job_id,
      observer->page, observer->user_data, cancellable, &stats->n_bytes, error);
}

static gboolean
is_set (const char *setting)
{
  return setting != NULL && *setting != '\0';
}

/* Whether the file is missing, rather than unusable. */
static gboolean
lacks_file (const GError *error)
{
  return g_error_matches (error, REK_ERROR, REK_ERROR_FILE_NOT_FOUND) ||
      g_error_matches (error, REK_ERROR, REK_ERROR_FILE_EMPTY);
}

/* Without a job: the file cannot be fetched. */
static RekResults *
read_only_file (const CelebritySettings *settings, const RekObserver *observer,
    RekFetchStats *stats, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  RekResults *results =
      read_file (settings, NULL, observer, stats, cancellable, &cause);

  if (results != NULL)
    return results;
  if (settings->job_id != NULL && lacks_file (cause))
    g_prefix_error (&cause, "job-id is empty (an unset shell variable?): ");
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

/* gst-launch-1.0 takes the word that follows an empty "region=" as its value.
 *
 * Returns: (nullable): the property whose value is the job or file */
static const char *
find_swallower (const CelebritySettings *settings, const char **value)
{
  const struct {
    const char *name;
    const char *value;
  } others[] = {
    { "region", settings->region },
    { "profile", settings->profile },
    { "access-key", settings->access_key },
    { "endpoint-uri", settings->endpoint_uri },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    *value = others[i].value;
    if (*value != NULL &&
        (g_str_has_prefix (*value, "job-id=") ||
            g_str_has_prefix (*value, "results-location=")))
      return others[i].name;
  }
  return NULL;
}

/* A setting that is empty was meant to have a value. */
static void
set_nothing_set_error (const CelebritySettings *settings, GError **error)
{
  const char *value;
  const char *swallower = find_swallower (settings, &value);
  const char *empty = NULL;

  if (settings->job_id != NULL)
    empty = "job-id";
  else if (settings->results_location != NULL)
    empty = "results-location";

  if (empty != NULL)
    g_set_error (error, REK_ERROR, REK_ERROR_SETTINGS,
        "%s is empty: an unset shell variable?", empty);
  else if (swallower != NULL)
    g_set_error (error, REK_ERROR, REK_ERROR_SETTINGS,
        "%s is \"%s\": is its shell variable unset?", swallower, value);
  else
    g_set_error_literal (error, REK_ERROR, REK_ERROR_SETTINGS,
        "job-id is not set, nor is results-location");
}

RekResults *
celebrity_fetch (const CelebritySettings *settings, const RekObserver *observer,
    RekFetchStats *stats, GError **write_error, GCancellable *cancellable,
    GError **error)
{
  gboolean has_job_id = is_set (settings->job_id);
  gboolean has_file = is_set (settings->results_location);
  g_autoptr (RekQuery) query = NULL;
  g_autoptr (GError) cause = NULL;
  RekResults *results;

  if (!has_job_id && !has_file) {
    set_nothing_set_error (settings, error);
    return NULL;
  }
  if (!has_job_id)
    return read_only_file (settings, observer, stats, cancellable, error);

  query = rek_query_new (settings->job_id, settings->max_results,
      settings->sort_by, error);
  if (query == NULL)
    return NULL;
  if (!has_file)
    return fetch (settings, query, observer, stats, cancellable, error);

  results = read_file (settings, settings->job_id, observer, stats, cancellable,
      &cause);
  if (results != NULL)
    return results;
  if (lacks_file (cause))
    return fetch_and_write (settings, query, observer, stats, write_error,
        cancellable, error);
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}
