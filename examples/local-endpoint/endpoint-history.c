/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-history.h"

#include "endpoint-json.h"

struct _EndpointHistory {
  GMutex lock;
  GCond received;
  gboolean keep_requests;
  FILE *log;
  guint64 generation;
  LocalEndpointStatistics statistics;
  GPtrArray *requests;
};

/* The number of a connection, counted from the last reset (the generation).
 * Attached to the socket, since addresses and ports may be reused. */
typedef struct {
  guint64 generation;
  guint64 number;
} Connection;

static GQuark
connection_quark (void)
{
  return g_quark_from_static_string ("local-endpoint-connection");
}

EndpointHistory *
endpoint_history_new (gboolean keep_requests, FILE *log)
{
  EndpointHistory *self = g_new0 (EndpointHistory, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->received);
  self->keep_requests = keep_requests;
  self->log = log;
  self->requests =
      g_ptr_array_new_with_free_func ((GDestroyNotify) endpoint_request_unref);
  return self;
}

void
endpoint_history_free (EndpointHistory *self)
{
  g_ptr_array_unref (self->requests);
  g_cond_clear (&self->received);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
endpoint_history_reset (EndpointHistory *self)
{
  static const LocalEndpointStatistics nothing = { 0 };
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->lock);

  g_ptr_array_set_size (self->requests, 0);
  self->statistics = nothing;
  self->generation++;
}

static guint64
number_connection (EndpointHistory *self, GSocket *socket)
{
  Connection *connection =
      g_object_get_qdata (G_OBJECT (socket), connection_quark ());

  if (connection == NULL) {
    connection = g_new0 (Connection, 1);
    g_object_set_qdata_full (G_OBJECT (socket), connection_quark (), connection,
        g_free);
  }
  if (connection->number == 0 || connection->generation != self->generation) {
    connection->generation = self->generation;
    connection->number = ++self->statistics.connections;
  }
  return connection->number;
}

void
endpoint_history_begin (EndpointHistory *self, LocalEndpointRequest *request,
    GSocket *socket)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->lock);

  request->connection = number_connection (self, socket);
  request->number = ++self->statistics.requests;
  g_cond_broadcast (&self->received);
}

static void
append_text (GString *line, const char *name, const char *value)
{
  g_string_append_printf (line, ",\"%s\":", name);
  if (value != NULL)
    endpoint_json_append_string (line, value);
  else
    g_string_append (line, "null");
}

static void
write_log (FILE *log, const LocalEndpointRequest *request, gsize n_bytes,
    gint64 now)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now);
  g_autofree char *time_text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

  g_string_printf (line,
      "{\"time\":\"%s\",\"request\":%" G_GUINT64_FORMAT
      ",\"connection\":%" G_GUINT64_FORMAT,
      time_text, request->number, request->connection);
  append_text (line, "method", request->method);
  append_text (line, "path", request->path);
  append_text (line, "target",
      soup_message_headers_get_one (request->headers, "X-Amz-Target"));
  g_string_append_printf (line, ",\"signature-valid\":%s,\"status\":%u",
      request->signature_valid ? "true" : "false", request->status);
  append_text (line, "error", request->error_type);
  g_string_append_printf (line, ",\"bytes\":%" G_GSIZE_FORMAT "}\n", n_bytes);
  fputs (line->str, log);
  fflush (log);
}

void
endpoint_history_end (EndpointHistory *self, LocalEndpointRequest *request,
    gsize n_bytes, gint64 now)
{
  g_autoptr (LocalEndpointRequest) owned = request;
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->lock);

  if (self->log != NULL)
    write_log (self->log, request, n_bytes, now);
  self->statistics.bytes += n_bytes;
  if (request->signature_valid)
    self->statistics.valid_signatures++;
  if (self->keep_requests)
    g_ptr_array_add (self->requests, g_steal_pointer (&owned));
}

static void
copy_header (const char *name, const char *value, gpointer user_data)
{
  soup_message_headers_append (user_data, name, value);
}

LocalEndpointRequest *
endpoint_request_new (SoupServerMessage *message)
{
  LocalEndpointRequest *request = g_atomic_rc_box_new0 (LocalEndpointRequest);

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path =
      g_strdup (g_uri_get_path (soup_server_message_get_uri (message)));
  request->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  soup_message_headers_foreach (
      soup_server_message_get_request_headers (message), copy_header,
      request->headers);
  request->body = soup_message_body_flatten (
      soup_server_message_get_request_body (message));
  return request;
}

static void
request_clear (gpointer data)
{
  LocalEndpointRequest *request = data;

  g_free (request->method);
  g_free (request->path);
  g_free (request->error_type);
  soup_message_headers_unref (request->headers);
  g_bytes_unref (request->body);
}

void
endpoint_request_unref (LocalEndpointRequest *request)
{
  g_atomic_rc_box_release_full (request, request_clear);
}

void
endpoint_history_get_statistics (EndpointHistory *self,
    LocalEndpointStatistics *statistics)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->lock);

  *statistics = self->statistics;
}

static gpointer
copy_request (gconstpointer request, gpointer user_data)
{
  (void) user_data;
  return g_atomic_rc_box_acquire ((gpointer) request);
}

GPtrArray *
endpoint_history_get_requests (EndpointHistory *self)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->lock);

  return g_ptr_array_copy (self->requests, (GCopyFunc) copy_request, NULL);
}

gboolean
endpoint_history_wait (EndpointHistory *self, guint64 count, gint64 timeout_us)
{
  gint64 end = g_get_monotonic_time () + timeout_us;
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker =
      g_mutex_locker_new (&self->lock);

  while (self->statistics.requests < count) {
    if (!g_cond_wait_until (&self->received, &self->lock, end))
      return FALSE;
  }
  return TRUE;
}
