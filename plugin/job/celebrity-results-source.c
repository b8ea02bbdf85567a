/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config.h"

#include "celebrity-results-source.h"

#include "util-secret.h"

#include "rek-error.h"
#include "results/rek-results-file.h"
#include "results/rek-results-writer.h"

#define SOURCE_SERVICE "service"
#define SOURCE_FILE "file"

/* The observer of a fetch that is written down: the pages go to the writer,
 * all else to the caller's. */
typedef struct {
  const RekServiceObserver *observer;
  RekResultsWriter *writer;
} Copier;

const UtilClock *(*celebrity_fetch_get_clock) (void) = rekutil_clock_get_system;

void
celebrity_fetch_outcome_clear (CelebrityFetchOutcome *outcome)
{
  rek_service_stats_clear (&outcome->stats);
  g_clear_error (&outcome->write_error);
}

static char *
create_user_agent (void)
{
  guint major, minor, micro, nano;

  gst_version (&major, &minor, &micro, &nano);
  return g_strdup_printf (PACKAGE "/" VERSION " GStreamer/%u.%u.%u %s", major,
      minor, micro, rek_service_get_http_version ());
}

static RekResults *
ask_service (const CelebritySettings *settings, const RekQuery *query,
    const RekServiceObserver *observer, CelebrityFetchOutcome *outcome,
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

  outcome->source = SOURCE_SERVICE;
  return rek_service_fetch (&service, query, observer, &outcome->stats,
      cancellable, error);
}

static void
copy_page (guint n_pages, guint n_detections, gpointer user_data)
{
  const RekServiceObserver *observer = ((Copier *) user_data)->observer;

  observer->page (n_pages, n_detections, observer->user_data);
}

static void
copy_wait (guint waited_s, guint delay_s, gpointer user_data)
{
  const RekServiceObserver *observer = ((Copier *) user_data)->observer;

  observer->wait (waited_s, delay_s, observer->user_data);
}

static void
copy_retry (guint attempt, gint64 delay_us, const GError *reason,
    gpointer user_data)
{
  const RekServiceObserver *observer = ((Copier *) user_data)->observer;

  observer->retry (attempt, delay_us, reason, observer->user_data);
}

static void
copy_log (UtilLogLevel level, const char *message, gpointer user_data)
{
  const RekServiceObserver *observer = ((Copier *) user_data)->observer;

  observer->log (level, message, observer->user_data);
}

static void
copy_body (GBytes *body, gboolean is_first, gpointer user_data)
{
  rek_results_writer_add (((Copier *) user_data)->writer, body, is_first);
}

/* Another pipeline may have fetched the same job into the same file meanwhile:
 * its file is as good. */
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
ask_service_and_write (const CelebritySettings *settings, const RekQuery *query,
    const RekServiceObserver *observer, CelebrityFetchOutcome *outcome,
    GCancellable *cancellable, GError **error)
{
  g_autoptr (RekResultsWriter) writer = NULL;
  Copier copier = { observer, NULL };
  const RekServiceObserver copying = {
    .page = copy_page,
    .wait = copy_wait,
    .retry = copy_retry,
    .body = copy_body,
    .log = observer->log != NULL ? copy_log : NULL,
    .user_data = &copier,
  };
  RekResults *results;

  writer = rek_results_writer_new (settings->results_location, settings->job_id,
      error);
  if (writer == NULL)
    return NULL;

  copier.writer = writer;
  results =
      ask_service (settings, query, &copying, outcome, cancellable, error);
  if (results != NULL && !g_cancellable_is_cancelled (cancellable) &&
      !rek_results_writer_commit (writer, &outcome->write_error) &&
      has_been_written (settings, outcome->write_error, cancellable))
    g_clear_error (&outcome->write_error);
  return results;
}

static RekResults *
read_file (const CelebritySettings *settings, const char *job_id,
    const RekServiceObserver *observer, CelebrityFetchOutcome *outcome,
    GCancellable *cancellable, GError **error)
{
  outcome->source = SOURCE_FILE;
  return rek_results_file_read (settings->results_location, job_id,
      observer->page, observer->user_data, cancellable, &outcome->stats.bytes,
      error);
}

static gboolean
is_set (const char *setting)
{
  return setting != NULL && *setting != '\0';
}

/* Where there is a file to be made rather than one to be complained of. */
static gboolean
lacks_file (const GError *error)
{
  return g_error_matches (error, REK_ERROR, REK_ERROR_FILE_NOT_FOUND) ||
      g_error_matches (error, REK_ERROR, REK_ERROR_FILE_EMPTY);
}

/* Without a job to fetch into it. */
static RekResults *
read_only_file (const CelebritySettings *settings,
    const RekServiceObserver *observer, CelebrityFetchOutcome *outcome,
    GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  RekResults *results =
      read_file (settings, NULL, observer, outcome, cancellable, &cause);

  if (results != NULL)
    return results;
  if (settings->job_id != NULL && lacks_file (cause))
    g_prefix_error (&cause, "job-id is empty (an unset shell variable?): ");
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

/* gst-launch-1.0 takes what follows an empty "region=" for its value.
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

/* What is set but empty was meant to be something. */
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
celebrity_fetch (const CelebritySettings *settings,
    const RekServiceObserver *observer, CelebrityFetchOutcome *outcome,
    GCancellable *cancellable, GError **error)
{
  gboolean has_job_id = is_set (settings->job_id);
  gboolean has_file = is_set (settings->results_location);
  g_autoptr (RekQuery) query = NULL;
  g_autoptr (GError) cause = NULL;
  RekResults *results;

  *outcome = (CelebrityFetchOutcome){ .source = NULL };
  if (!has_job_id && !has_file) {
    set_nothing_set_error (settings, error);
    return NULL;
  }
  if (!has_job_id)
    return read_only_file (settings, observer, outcome, cancellable, error);

  query = rek_query_new (settings->job_id, settings->max_results,
      settings->sort_by, error);
  if (query == NULL)
    return NULL;
  if (!has_file)
    return ask_service (settings, query, observer, outcome, cancellable, error);

  results = read_file (settings, settings->job_id, observer, outcome,
      cancellable, &cause);
  if (results != NULL)
    return results;
  if (lacks_file (cause))
    return ask_service_and_write (settings, query, observer, outcome,
        cancellable, error);
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}
