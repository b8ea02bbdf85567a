/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/common/scripted-server.h"

#include <string.h>
#include <sys/socket.h>

struct _ScriptedServer {
  const ScriptedStep *steps;
  GTlsCertificate *certificate;
  GSocketListener *listener;
  GCancellable *cancellable;
  GThread *thread;
  guint16 port;

  /* Used only by the thread. */
  GSocketConnection *connection;
  GIOStream *stream;

  GMutex mutex;
  GCond cond;
  guint n_steps;
  guint n_connections;
  GPtrArray *requests;
};

static void
end_connection (ScriptedServer *server)
{
  if (server->stream != NULL)
    g_io_stream_close (server->stream, NULL, NULL);
  if (server->connection != NULL)
    g_io_stream_close (G_IO_STREAM (server->connection), NULL, NULL);
  g_clear_object (&server->stream);
  g_clear_object (&server->connection);
}

static gboolean
starts_with_tls (const ScriptedServer *server)
{
  for (guint i = 0; server->steps[i].action != SCRIPTED_END; i++) {
    if (server->steps[i].action == SCRIPTED_START_TLS)
      return FALSE;
  }
  return server->certificate != NULL;
}

static gboolean
start_tls (ScriptedServer *server)
{
  /* Like AWS's servers, accept HTTP/2 from clients that offer it. This server
   * does not speak it, so that such an offer fails the test. */
  static const char *const protocols[] = { "h2", "http/1.1", NULL };
  g_autoptr (GIOStream) tls = NULL;

  tls = g_tls_server_connection_new (G_IO_STREAM (server->connection),
      server->certificate, NULL);
  g_assert_nonnull (tls);
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (tls), protocols);
  if (!g_tls_connection_handshake (G_TLS_CONNECTION (tls), server->cancellable,
          NULL))
    return FALSE;

  g_clear_object (&server->stream);
  server->stream = g_steal_pointer (&tls);
  return TRUE;
}

static gboolean
ensure_connection (ScriptedServer *server)
{
  if (server->connection != NULL)
    return server->stream != NULL;

  server->connection = g_socket_listener_accept (server->listener, NULL,
      server->cancellable, NULL);
  if (server->connection == NULL)
    return FALSE;

  g_mutex_lock (&server->mutex);
  server->n_connections++;
  g_mutex_unlock (&server->mutex);

  if (starts_with_tls (server))
    return start_tls (server);
  server->stream = g_object_ref (G_IO_STREAM (server->connection));
  return TRUE;
}

/* Size of the body, from the request's headers. */
static gsize
parse_body_size (const char *head)
{
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    if (g_ascii_strncasecmp (lines[i], "Content-Length:", 15) == 0)
      return (gsize) g_ascii_strtoull (lines[i] + 15, NULL, 10);
  }
  return 0;
}

static gboolean
read_request (ScriptedServer *server)
{
  GInputStream *input = g_io_stream_get_input_stream (server->stream);
  g_autoptr (GString) request = g_string_new (NULL);
  gsize wanted = G_MAXSIZE;

  while (request->len < wanted) {
    char byte;

    if (g_input_stream_read (input, &byte, 1, server->cancellable, NULL) != 1)
      return FALSE;
    g_string_append_c (request, byte);
    if (wanted == G_MAXSIZE && g_str_has_suffix (request->str, "\r\n\r\n"))
      wanted = request->len + parse_body_size (request->str);
  }

  g_mutex_lock (&server->mutex);
  g_ptr_array_add (server->requests,
      g_string_free (g_steal_pointer (&request), FALSE));
  g_cond_broadcast (&server->cond);
  g_mutex_unlock (&server->mutex);
  return TRUE;
}

static gboolean
receive_byte (ScriptedServer *server)
{
  char byte;

  return g_input_stream_read (g_io_stream_get_input_stream (server->stream),
             &byte, 1, server->cancellable, NULL) == 1;
}

static gboolean
send_bytes (ScriptedServer *server, const char *data, gsize size)
{
  GOutputStream *output = g_io_stream_get_output_stream (server->stream);

  return g_output_stream_write_all (output, data, size, NULL,
      server->cancellable, NULL);
}

static gboolean
trickle (ScriptedServer *server, const ScriptedStep *step, gsize size)
{
  for (gsize i = 0; i < size; i++) {
    GPollFD poll_fd;
    gboolean is_over;

    if (!send_bytes (server, step->data + i, 1))
      return FALSE;
    g_cancellable_make_pollfd (server->cancellable, &poll_fd);
    is_over = g_poll (&poll_fd, 1, (int) step->interval_ms) > 0;
    g_cancellable_release_fd (server->cancellable);
    if (is_over)
      return FALSE;
  }
  return TRUE;
}

static void
hang (ScriptedServer *server)
{
  GInputStream *input = g_io_stream_get_input_stream (server->stream);
  char buffer[4096];

  while (g_input_stream_read (input, buffer, sizeof (buffer),
             server->cancellable, NULL) > 0)
    ;
}

static void
reset (ScriptedServer *server)
{
  GSocket *socket = g_socket_connection_get_socket (server->connection);
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  g_assert_no_errno (setsockopt (g_socket_get_fd (socket), SOL_SOCKET,
      SO_LINGER, &linger, sizeof (linger)));
}

/* Returns FALSE if the connection has ended. */
static gboolean
run_step (ScriptedServer *server, const ScriptedStep *step)
{
  gsize size = step->size;

  if (size == 0 && step->data != NULL)
    size = strlen (step->data);

  switch (step->action) {
    case SCRIPTED_READ:
      return read_request (server);
    case SCRIPTED_RECEIVE:
      return receive_byte (server);
    case SCRIPTED_SEND:
      return send_bytes (server, step->data, size);
    case SCRIPTED_TRICKLE:
      return trickle (server, step, size);
    case SCRIPTED_START_TLS:
      return start_tls (server);
    case SCRIPTED_HANG:
      hang (server);
      return FALSE;
    case SCRIPTED_RESET:
      reset (server);
      return FALSE;
    case SCRIPTED_CLOSE:
    case SCRIPTED_END:
    default:
      return FALSE;
  }
}

static gboolean
ends_connection (ScriptedAction action)
{
  return action == SCRIPTED_HANG || action == SCRIPTED_CLOSE ||
      action == SCRIPTED_RESET;
}

static void
mark_done (ScriptedServer *server, guint n_steps)
{
  g_mutex_lock (&server->mutex);
  server->n_steps = n_steps;
  g_cond_broadcast (&server->cond);
  g_mutex_unlock (&server->mutex);
}

static gpointer
serve (gpointer user_data)
{
  ScriptedServer *server = user_data;
  gboolean is_lost = FALSE;

  for (guint i = 0; server->steps[i].action != SCRIPTED_END; i++) {
    const ScriptedStep *step = &server->steps[i];

    if (g_cancellable_is_cancelled (server->cancellable))
      break;
    if (!is_lost)
      is_lost = !ensure_connection (server) || !run_step (server, step);
    if (is_lost)
      end_connection (server);
    if (ends_connection (step->action))
      is_lost = FALSE;
    mark_done (server, i + 1);
  }

  end_connection (server);
  g_socket_listener_close (server->listener);
  mark_done (server, G_MAXUINT);
  return NULL;
}

GSocket *
scripted_server_reserve (void)
{
  g_autoptr (GSocketAddress) address =
      g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4,
      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  if (socket == NULL || !g_socket_bind (socket, address, TRUE, &error))
    g_error ("The test's server has no port: %s", error->message);
  return g_steal_pointer (&socket);
}

guint16
scripted_server_get_reserved_port (GSocket *socket)
{
  g_autoptr (GSocketAddress) address =
      g_socket_get_local_address (socket, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static void
start_listening (ScriptedServer *server, GSocket *socket)
{
  g_autoptr (GError) error = NULL;

  server->listener = g_socket_listener_new ();
  if (!g_socket_listen (socket, &error) ||
      !g_socket_listener_add_socket (server->listener, socket, NULL, &error))
    g_error ("The test's server does not start: %s", error->message);
  server->port = scripted_server_get_reserved_port (socket);
}

ScriptedServer *
scripted_server_new_on (GSocket *socket, const ScriptedStep *steps,
    GTlsCertificate *certificate)
{
  ScriptedServer *server = g_new0 (ScriptedServer, 1);

  g_mutex_init (&server->mutex);
  g_cond_init (&server->cond);
  server->steps = steps;
  g_set_object (&server->certificate, certificate);
  server->cancellable = g_cancellable_new ();
  server->requests = g_ptr_array_new_with_free_func (g_free);
  start_listening (server, socket);
  server->thread = g_thread_new ("scripted-server", serve, server);
  return server;
}

ScriptedServer *
scripted_server_new (const ScriptedStep *steps, GTlsCertificate *certificate)
{
  g_autoptr (GSocket) socket = scripted_server_reserve ();

  return scripted_server_new_on (socket, steps, certificate);
}

void
scripted_server_free (ScriptedServer *server)
{
  if (server == NULL)
    return;

  g_cancellable_cancel (server->cancellable);
  g_thread_join (server->thread);
  g_clear_object (&server->listener);
  g_clear_object (&server->certificate);
  g_clear_object (&server->cancellable);
  g_ptr_array_unref (server->requests);
  g_mutex_clear (&server->mutex);
  g_cond_clear (&server->cond);
  g_free (server);
}

guint16
scripted_server_get_port (const ScriptedServer *server)
{
  return server->port;
}

char *
scripted_server_dup_uri (const ScriptedServer *server, const char *scheme,
    const char *path)
{
  return g_strdup_printf ("%s://127.0.0.1:%u%s", scheme, server->port, path);
}

void
scripted_server_wait_steps (ScriptedServer *server, guint n_steps)
{
  g_mutex_lock (&server->mutex);
  while (server->n_steps < n_steps)
    g_cond_wait (&server->cond, &server->mutex);
  g_mutex_unlock (&server->mutex);
}

void
scripted_server_wait_requests (ScriptedServer *server, guint n_requests)
{
  g_mutex_lock (&server->mutex);
  while (server->requests->len < n_requests)
    g_cond_wait (&server->cond, &server->mutex);
  g_mutex_unlock (&server->mutex);
}

guint
scripted_server_get_n_connections (ScriptedServer *server)
{
  guint n_connections;

  g_mutex_lock (&server->mutex);
  n_connections = server->n_connections;
  g_mutex_unlock (&server->mutex);
  return n_connections;
}

guint
scripted_server_get_n_requests (ScriptedServer *server)
{
  guint n_requests;

  g_mutex_lock (&server->mutex);
  n_requests = server->requests->len;
  g_mutex_unlock (&server->mutex);
  return n_requests;
}

char *
scripted_server_dup_request (ScriptedServer *server, guint index)
{
  char *request;

  g_mutex_lock (&server->mutex);
  g_assert_cmpuint (index, <, server->requests->len);
  request = g_strdup (g_ptr_array_index (server->requests, index));
  g_mutex_unlock (&server->mutex);
  return request;
}

char *
scripted_server_dup_header (ScriptedServer *server, guint index,
    const char *name)
{
  g_autofree char *request = scripted_server_dup_request (server, index);
  g_auto (GStrv) lines = g_strsplit (request, "\r\n", -1);
  gsize length = strlen (name);

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 &&
        lines[i][length] == ':')
      return g_strdup (g_strstrip (lines[i] + length + 1));
  }
  return NULL;
}
