/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "local-endpoint.h"

#include <string.h>

#include "endpoint-history.h"
#include "endpoint-jobs.h"
#include "endpoint-service.h"
#include "endpoint-wire.h"

#define MIB ((gsize) 1024 * 1024)

struct _LocalEndpoint {
  char *access_key_id;
  char *secret_access_key;
  char *session_token;
  char *region;
  char *tls_certificate;
  char *tls_key;
  guint16 port;
  gboolean all_interfaces;
  gint64 clock_offset;

  /* Protects jobs and faults; all else belongs to the thread while it runs. */
  GMutex lock;
  EndpointJobs *jobs;
  EndpointFaults *faults;
  EndpointHistory *history;

  char *uri;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  SoupServer *server;
  EndpointWire *wire;
};

LocalEndpoint *
local_endpoint_new (const LocalEndpointSettings *settings)
{
  static const LocalEndpointSettings defaults = { 0 };
  const LocalEndpointSettings *from = settings != NULL ? settings : &defaults;
  LocalEndpoint *self = g_new0 (LocalEndpoint, 1);

  self->access_key_id =
      g_strdup (from->access_key_id != NULL ? from->access_key_id
                                            : LOCAL_ENDPOINT_ACCESS_KEY_ID);
  self->secret_access_key = g_strdup (from->secret_access_key != NULL
          ? from->secret_access_key
          : LOCAL_ENDPOINT_SECRET_ACCESS_KEY);
  self->session_token = g_strdup (from->session_token);
  self->region = g_strdup (from->region);
  self->tls_certificate = g_strdup (from->tls_certificate);
  self->tls_key = g_strdup (from->tls_key);
  self->port = from->port;
  self->all_interfaces = from->all_interfaces;
  self->clock_offset = from->clock_offset;
  g_mutex_init (&self->lock);
  self->jobs = endpoint_jobs_new (from->page_size);
  self->faults = endpoint_faults_new ();
  self->history = endpoint_history_new (!from->forget_requests, from->log);
  return self;
}

void
local_endpoint_free (LocalEndpoint *self)
{
  local_endpoint_stop (self);
  endpoint_jobs_free (self->jobs);
  endpoint_faults_free (self->faults);
  endpoint_history_free (self->history);
  g_mutex_clear (&self->lock);
  g_free (self->access_key_id);
  g_free (self->secret_access_key);
  g_free (self->session_token);
  g_free (self->region);
  g_free (self->tls_certificate);
  g_free (self->tls_key);
  g_free (self->uri);
  g_free (self);
}

gboolean
local_endpoint_add_results (LocalEndpoint *self, const char *text,
    gssize length, const char *job_id, GError **error)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->lock);

  return endpoint_jobs_add_results (self->jobs, text,
      length < 0 ? strlen (text) : (gsize) length, job_id, error);
}

gboolean
local_endpoint_add_results_file (LocalEndpoint *self, const char *filename,
    const char *job_id, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (filename, &text, &length, error))
    return FALSE;
  if (local_endpoint_add_results (self, text, (gssize) length, job_id, error))
    return TRUE;
  g_prefix_error (error, "%s: ", filename);
  return FALSE;
}

void
local_endpoint_add_synthetic (LocalEndpoint *self, const char *job_id,
    guint n_pages, guint page_size)
{
  local_endpoint_add_shaped (self, job_id, ENDPOINT_SHAPE_DENSE, n_pages,
      page_size);
}

void
local_endpoint_add_shaped (LocalEndpoint *self, const char *job_id,
    EndpointShape shape, guint n_pages, guint page_size)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->lock);

  endpoint_jobs_add_synthetic (self->jobs, job_id, shape, n_pages, page_size);
}

char **
local_endpoint_get_job_ids (LocalEndpoint *self)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->lock);
  g_autoptr (GList) ids = endpoint_jobs_get_ids (self->jobs);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (GList *item = ids; item != NULL; item = item->next)
    g_strv_builder_add (builder, item->data);
  return g_strv_builder_end (builder);
}

gboolean
local_endpoint_add_fault (LocalEndpoint *self, const char *spec, GError **error)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->lock);

  return endpoint_faults_add (self->faults, spec, error);
}

void
local_endpoint_reset (LocalEndpoint *self)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->lock);

  endpoint_faults_free (self->faults);
  self->faults = endpoint_faults_new ();
  endpoint_history_reset (self->history);
}

static gint64
service_time (const LocalEndpoint *self)
{
  return g_get_real_time () / G_USEC_PER_SEC + self->clock_offset;
}

static GBytes *
compress (GBytes *body)
{
  g_autoptr (GConverter) compressor =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));

#if GLIB_CHECK_VERSION(2, 82, 0)
  return g_converter_convert_bytes (compressor, body, NULL);
#else
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_bytes (body);
  g_autoptr (GInputStream) packed =
      g_converter_input_stream_new (plain, compressor);
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (output, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
      NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (
      G_MEMORY_OUTPUT_STREAM (output));
#endif
}

static GBytes *
create_bomb (guint size_mib)
{
  gsize size = (gsize) size_mib * MIB;
  g_autofree char *plain = g_malloc (size);
  g_autoptr (GBytes) bytes = NULL;

  memset (plain, ' ', size);
  bytes = g_bytes_new_take (g_steal_pointer (&plain), size);
  return compress (bytes);
}

static gboolean
accepts_gzip (SoupMessageHeaders *headers)
{
  const char *accepted =
      soup_message_headers_get_list (headers, "Accept-Encoding");

  return accepted != NULL && soup_header_contains (accepted, "gzip");
}

static void
set_headers (LocalEndpoint *self, SoupMessageHeaders *headers,
    const EndpointAnswer *answer, const EndpointEffects *effects)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GDateTime) now =
      g_date_time_new_from_unix_utc (service_time (self));
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  soup_message_headers_replace (headers, "x-amzn-RequestId", id);
  soup_message_headers_replace (headers, "Date", date);
  soup_message_headers_replace (headers, "Content-Type",
      effects->media_type != NULL ? effects->media_type : answer->content_type);
  if (answer->error_type != NULL)
    soup_message_headers_replace (headers, "x-amzn-ErrorType",
        answer->error_type);
  if (effects->location != NULL && answer->status / 100 == 3)
    soup_message_headers_replace (headers, "Location", effects->location);
  if (effects->retry_after != NULL && answer->error_type != NULL)
    soup_message_headers_replace (headers, "Retry-After", effects->retry_after);
}

static void
answer_message (LocalEndpoint *self, SoupServerMessage *message,
    LocalEndpointRequest *received, EndpointEffects *effects,
    EndpointAnswer *answer)
{
  const EndpointKey key = { self->access_key_id, self->secret_access_key,
    self->session_token, self->region };
  const EndpointRequest request = { received->method, received->path,
    g_uri_get_query (soup_server_message_get_uri (message)), received->headers,
    received->body };
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->lock);

  endpoint_faults_apply (self->faults, received->number, effects);
  endpoint_service_answer (self->jobs, &key, &request, effects,
      service_time (self), answer);
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path,
    GHashTable *query, gpointer user_data)
{
  LocalEndpoint *self = user_data;
  SoupMessageHeaders *headers =
      soup_server_message_get_response_headers (message);
  LocalEndpointRequest *received = endpoint_request_new (message);
  g_auto (EndpointEffects) effects = { 0 };
  g_auto (EndpointAnswer) answer = { 0 };

  (void) server;
  (void) path;
  (void) query;
  endpoint_history_begin (self->history, received,
      soup_server_message_get_socket (message));
  answer_message (self, message, received, &effects, &answer);
  soup_server_message_set_status (message, answer.status, NULL);
  set_headers (self, headers, &answer, &effects);
  if ((effects.gzip || effects.bomb_mib > 0) &&
      accepts_gzip (received->headers)) {
    g_autoptr (GBytes) plain = g_steal_pointer (&answer.body);

    answer.body = effects.bomb_mib > 0 ? create_bomb (effects.bomb_mib)
                                       : compress (plain);
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  }
  received->signature_valid = answer.signature_valid;
  received->status = effects.hang ? 0 : answer.status;
  received->error_type = g_strdup (answer.error_type);
  endpoint_history_end (self->history, received, g_bytes_get_size (answer.body),
      service_time (self));
  endpoint_wire_send (self->wire, message, answer.body, &effects);
}

static gboolean
load_certificate (LocalEndpoint *self, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (self->tls_certificate == NULL)
    return TRUE;
  certificate = self->tls_key != NULL
      ? g_tls_certificate_new_from_files (self->tls_certificate, self->tls_key,
            error)
      : g_tls_certificate_new_from_file (self->tls_certificate, error);
  if (certificate == NULL)
    return FALSE;
  soup_server_set_tls_certificate (self->server, certificate);
  return TRUE;
}

static gboolean
start_listening (LocalEndpoint *self, GError **error)
{
  SoupServerListenOptions options = SOUP_SERVER_LISTEN_IPV4_ONLY;
  gboolean listens;
  GSList *uris;

  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  if (!load_certificate (self, error))
    return FALSE;
  if (self->tls_certificate != NULL)
    options |= SOUP_SERVER_LISTEN_HTTPS;
  listens = self->all_interfaces
      ? soup_server_listen_all (self->server, self->port, options, error)
      : soup_server_listen_local (self->server, self->port, options, error);
  if (!listens)
    return FALSE;
  uris = soup_server_get_uris (self->server);
  self->uri = g_strdup_printf ("%s://127.0.0.1:%d",
      self->tls_certificate != NULL ? "https" : "http",
      g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return TRUE;
}

static gpointer
run (gpointer user_data)
{
  LocalEndpoint *self = user_data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_clear_pointer (&self->wire, endpoint_wire_free);
  soup_server_disconnect (self->server);
  while (g_main_context_iteration (self->context, FALSE))
    continue;
  g_clear_object (&self->server);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
discard_server (LocalEndpoint *self)
{
  g_clear_object (&self->server);
  g_clear_pointer (&self->wire, endpoint_wire_free);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
}

gboolean
local_endpoint_start (LocalEndpoint *self, GError **error)
{
  gboolean listens;

  g_return_val_if_fail (self->uri == NULL, FALSE);
  if (!endpoint_jobs_check (self->jobs, error))
    return FALSE;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->wire = endpoint_wire_new ();
  g_main_context_push_thread_default (self->context);
  listens = start_listening (self, error);
  g_main_context_pop_thread_default (self->context);
  if (!listens) {
    discard_server (self);
    return FALSE;
  }
  self->thread = g_thread_new ("local-endpoint", run, self);
  return TRUE;
}

static gboolean
quit_loop (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

void
local_endpoint_stop (LocalEndpoint *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->thread == NULL)
    return;
  /* From a source, since the loop may not run yet. */
  source = g_idle_source_new ();
  g_source_set_callback (source, quit_loop, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (g_steal_pointer (&self->thread));
  discard_server (self);
}

const char *
local_endpoint_get_uri (LocalEndpoint *self)
{
  return self->uri;
}

void
local_endpoint_get_statistics (LocalEndpoint *self,
    LocalEndpointStatistics *statistics)
{
  endpoint_history_get_statistics (self->history, statistics);
}

GPtrArray *
local_endpoint_get_requests (LocalEndpoint *self)
{
  return endpoint_history_get_requests (self->history);
}

gboolean
local_endpoint_wait_for_requests (LocalEndpoint *self, guint64 count,
    gint64 timeout_us)
{
  return endpoint_history_wait (self->history, count, timeout_us);
}
