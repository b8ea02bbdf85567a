/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * An exchange runs libsoup's asynchronous API in its own main context. So one
 * timer and one cancellable cover the name lookup, connecting, TLS, headers and
 * body, and no other source of the calling thread is dispatched meanwhile.
 *
 * The file is long because nothing else uses libsoup.
 */

#include "http/aws-http.h"

#include "http/aws-ca-bundle.h"
#include "http/aws-main-context.h"
#include "client/aws-error.h"
#include "http/aws-http-error.h"
#include "util-cancel-relay.h"
#include "util-secret.h"
#include "http/aws-soup-loader.h"

#define CHUNK_SIZE (64 * 1024)

struct _AwsHttp {
  AwsSoup soup;
  GMainContext *context;
  SoupSession *session;
  guint timeout_ms;
  gsize max_body;
  char *proxy;
  UtilSecret *proxy_authorization;
};

typedef struct {
  AwsHttp *http;
  const AwsRequest *request;
  SoupMessage *message;
  UtilRelay relay;
  GSource *timeout_source;
  GSource *headers_source;
  GAsyncResult *result;
  gboolean handshaking;
  gboolean connected;
  gboolean timed_out;
  gboolean misdirected;
  gboolean finished;
} Exchange;

/* An https request goes through a tunnel. The proxy sees only the CONNECT
 * request, which libsoup creates. */
static void
on_request_queued (SoupSession *session G_GNUC_UNUSED, SoupMessage *message,
    gpointer user_data)
{
  AwsHttp *http = user_data;
  const AwsSoup *soup = &http->soup;
  const char *scheme = g_uri_get_scheme (soup->message_get_uri (message));

  if (g_str_equal (soup->message_get_method (message), "CONNECT") ||
      g_str_equal (scheme, "http"))
    soup->message_headers_replace (soup->message_get_request_headers (message),
        "Proxy-Authorization", http->proxy_authorization);
}

/* GLib's default proxy resolver is never used: it may load the desktop's
 * libraries into this process. */
static void
set_proxy (AwsHttp *http, const AwsProxy *proxy)
{
  g_autoptr (GProxyResolver) resolver = NULL;

  if (proxy == NULL) {
    http->soup.session_set_proxy_resolver (http->session, NULL);
    return;
  }

  resolver = g_simple_proxy_resolver_new (proxy->uri, NULL);
  http->soup.session_set_proxy_resolver (http->session, resolver);
  http->proxy = g_strdup (proxy->authority);
  http->proxy_authorization = g_strdup (proxy->authorization);
  if (http->proxy_authorization != NULL)
    g_signal_connect (http->session, "request-queued",
        G_CALLBACK (on_request_queued), http);
}

static gboolean
has_tls (void)
{
  return g_tls_backend_supports_tls (g_tls_backend_get_default ());
}

AwsHttp *
rekaws_http_new (const AwsHttpSettings *settings, GError **error)
{
  g_autoptr (AwsHttp) http = NULL;
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GMainContext) context = NULL;
  AwsSoup soup;

  context = rekaws_context_new (error);
  if (context == NULL)
    return NULL;

  /* Without TLS no bundle can be read. An https request reports that; others do
   * not need one. */
  if (settings->ca_bundle != NULL && has_tls ()) {
    database = rekaws_ca_bundle_load (settings->ca_bundle, error);
    if (database == NULL)
      return NULL;
  }

  if (!rekaws_soup_load (&soup, error))
    return NULL;

  http = g_new0 (AwsHttp, 1);
  http->soup = soup;
  http->timeout_ms = MAX (settings->timeout_ms, 1);
  http->max_body = MIN (settings->max_body, G_MAXINT);
  http->context = g_steal_pointer (&context);

  g_main_context_push_thread_default (http->context);
  /* The timer of the exchange is the only time limit. */
  http->session = http->soup.session_new_with_options ("timeout", 0, NULL);
  set_proxy (http, settings->proxy);
  if (settings->user_agent != NULL)
    http->soup.session_set_user_agent (http->session, settings->user_agent);
  if (database != NULL)
    http->soup.session_set_tls_database (http->session, database);
  /* The manager of these features stays and is disabled by build_message():
   * without it libsoup would read the whole body of a 401 into memory. */
  http->soup.session_remove_feature_by_type (http->session,
      http->soup.auth_basic_get_type ());
  http->soup.session_remove_feature_by_type (http->session,
      http->soup.auth_digest_get_type ());
  g_main_context_pop_thread_default (http->context);

  return g_steal_pointer (&http);
}

static void
drain (AwsHttp *http)
{
  while (g_main_context_iteration (http->context, FALSE))
    ;
}

void
rekaws_http_free (AwsHttp *http)
{
  if (http == NULL)
    return;

  g_main_context_push_thread_default (http->context);
  http->soup.session_abort (http->session);
  drain (http);
  g_object_unref (http->session);
  drain (http);
  g_main_context_pop_thread_default (http->context);

  g_main_context_unref (http->context);
  g_free (http->proxy);
  rekutil_secret_free (http->proxy_authorization);
  g_free (http);
}

/* @address: (nullable): IP address to connect to instead of looking up the host */
static SoupMessage *
build_message (const AwsSoup *soup, const AwsRequest *request,
    const char *address, GError **error)
{
  g_autofree char *base = NULL;
  g_autoptr (GUri) base_uri = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (SoupMessage) message = NULL;
  SoupMessageHeaders *headers;

  base = g_strconcat (request->scheme, "://", request->authority, "/", NULL);
  base_uri = g_uri_parse (base, SOUP_HTTP_URI_FLAGS, error);
  if (base_uri == NULL) {
    g_prefix_error (error, "%s: ", request->authority);
    return NULL;
  }

  /* Path and query are not parsed: that would normalise their escapes, and the
   * signature would no longer match. */
  uri = g_uri_build (SOUP_HTTP_URI_FLAGS, request->scheme, NULL,
      address != NULL ? address : g_uri_get_host (base_uri),
      g_uri_get_port (base_uri), request->path, request->query, NULL);
  message = soup->message_new_from_uri (request->method, uri);
  /* libsoup reuses a connection for POST only with the flag "idempotent". */
  soup->message_add_flags (message,
      SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_IDEMPOTENT);
  soup->message_disable_feature (message, soup->auth_manager_get_type ());
  if (request->body != NULL)
    soup->message_set_request_body_from_bytes (message, NULL, request->body);

  headers = soup->message_get_request_headers (message);
  soup->message_headers_replace (headers, "Host", request->authority);
  for (guint i = 0; i < request->headers->len; i++) {
    const AwsHeader *header = g_ptr_array_index (request->headers, i);

    soup->message_headers_append (headers, header->name, header->value);
  }
  return g_steal_pointer (&message);
}

static gboolean
on_timeout (gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->timed_out = TRUE;
  return G_SOURCE_REMOVE;
}

/* Offers only HTTP/1.1: with HTTP/2, libsoup (at least 3.2 to 3.6) never returns
 * if the peer stops in the middle of a body, even if cancelled. For one request
 * at a time HTTP/2 has no advantage. */
static void
on_network_event (SoupMessage *message G_GNUC_UNUSED, GSocketClientEvent event,
    GIOStream *connection, gpointer user_data)
{
  static const char *const protocols[] = { "http/1.1", NULL };
  Exchange *exchange = user_data;

  if (event != G_SOCKET_CLIENT_TLS_HANDSHAKING)
    return;
  exchange->handshaking = TRUE;
  if (G_IS_TLS_CONNECTION (connection))
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection),
        protocols);
}

static void
on_starting (SoupMessage *message G_GNUC_UNUSED, gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->connected = TRUE;
}

/* Dispatched after the sources that were pending when libsoup had read the
 * headers. */
static gboolean
on_headers_reported (gpointer user_data)
{
  Exchange *exchange = user_data;

  g_clear_pointer (&exchange->headers_source, g_source_unref);
  return G_SOURCE_REMOVE;
}

/* Cancelling between the time when libsoup has read the headers and the time when
 * it reports them corrupts libsoup (at least up to 3.6): it finishes the message
 * twice and drops a reference that it does not own. */
static void
on_got_headers (SoupMessage *message, gpointer user_data)
{
  Exchange *exchange = user_data;

  if (exchange->headers_source == NULL) {
    exchange->headers_source = g_idle_source_new ();
    g_source_set_priority (exchange->headers_source, G_PRIORITY_DEFAULT);
    g_source_set_callback (exchange->headers_source, on_headers_reported,
        exchange, NULL);
    g_source_attach (exchange->headers_source, exchange->http->context);
  }
  exchange->misdirected = exchange->http->soup.message_get_status (message) ==
      SOUP_STATUS_MISDIRECTED_REQUEST;
}

static void
on_finished (SoupMessage *message G_GNUC_UNUSED, gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->finished = TRUE;
}

static void
on_result (GObject *source G_GNUC_UNUSED, GAsyncResult *result,
    gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->result = g_object_ref (result);
}

/* Whether to stop waiting. After a 421, which AWS does not send, libsoup would
 * read the whole body into memory and send the request again. */
static gboolean
is_over (Exchange *exchange)
{
  return exchange->timed_out || exchange->misdirected ||
      rekutil_relay_is_cancelled (&exchange->relay);
}

static void
iterate (Exchange *exchange)
{
  g_main_context_iteration (exchange->http->context, TRUE);
  if (exchange->headers_source == NULL && is_over (exchange))
    g_cancellable_cancel (exchange->relay.cancellable);
}

static GAsyncResult *
wait_for_result (Exchange *exchange)
{
  while (exchange->result == NULL)
    iterate (exchange);
  return g_steal_pointer (&exchange->result);
}

static void
exchange_init (Exchange *exchange, AwsHttp *http, const AwsRequest *request,
    SoupMessage *message, GCancellable *cancellable)
{
  *exchange = (Exchange){
    .http = http,
    .request = request,
    .message = message,
  };

  /* High priority, so that a peer that keeps the context busy cannot starve it. */
  exchange->timeout_source = g_timeout_source_new (http->timeout_ms);
  g_source_set_priority (exchange->timeout_source, G_PRIORITY_HIGH);
  g_source_set_callback (exchange->timeout_source, on_timeout, exchange, NULL);
  g_source_attach (exchange->timeout_source, http->context);

  rekutil_relay_init (&exchange->relay, http->context, cancellable);

  g_signal_connect (message, "network-event", G_CALLBACK (on_network_event),
      exchange);
  g_signal_connect (message, "starting", G_CALLBACK (on_starting), exchange);
  g_signal_connect (message, "got-headers", G_CALLBACK (on_got_headers),
      exchange);
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), exchange);
}

static void
source_clear (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
exchange_clear (Exchange *exchange)
{
  g_signal_handlers_disconnect_by_data (exchange->message, exchange);
  source_clear (&exchange->timeout_source);
  source_clear (&exchange->headers_source);
  rekutil_relay_clear (&exchange->relay);
}

/* Sets the reason why the exchange ended early. */
static void
exchange_set_error (Exchange *exchange, const GError *cause, GError **error)
{
  AwsHttpFailure failure = {
    .peer = exchange->request->authority,
    .proxy = exchange->http->proxy,
    .handshaking = exchange->handshaking,
    .connected = exchange->connected,
    .timeout_ms = exchange->timed_out ? exchange->http->timeout_ms : 0,
    .tls_errors = exchange->http->soup.message_get_tls_peer_certificate_errors (
        exchange->message),
    .cause = cause,
  };

  if (g_cancellable_set_error_if_cancelled (exchange->relay.caller, error))
    return;
  if (exchange->misdirected && !exchange->timed_out) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "%s only answers for other hosts (HTTP status 421)",
        exchange->request->authority);
    return;
  }
  g_propagate_error (error, rekaws_http_error_new (&failure));
}

/* Whether the response comes from a proxy that rejected the request. */
static gboolean
is_from_proxy (const Exchange *exchange)
{
  return exchange->http->proxy != NULL &&
      (!exchange->connected ||
          exchange->http->soup.message_get_status (exchange->message) ==
              SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED);
}

static GInputStream *
exchange_send (Exchange *exchange, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) cause = NULL;

  exchange->http->soup.session_send_async (exchange->http->session,
      exchange->message, G_PRIORITY_DEFAULT, exchange->relay.cancellable,
      on_result, exchange);
  result = wait_for_result (exchange);
  /* If cancelled now, the task would drop the stream after the end of the
   * exchange that it reads from, and libsoup would crash. */
  g_task_set_check_cancellable (G_TASK (result), FALSE);
  stream = exchange->http->soup.session_send_finish (exchange->http->session,
      result, &cause);
  if (stream == NULL) {
    exchange_set_error (exchange, cause, error);
    return NULL;
  }

  if (is_from_proxy (exchange)) {
    g_propagate_error (error,
        rekaws_http_error_new_for_proxy (exchange->request->authority,
            exchange->http->proxy,
            exchange->http->soup.message_get_status (exchange->message)));
    return NULL;
  }
  return g_steal_pointer (&stream);
}

/* Reads until the end of the body. */
static gboolean
read_chunks (Exchange *exchange, GInputStream *stream, guint8 *chunk,
    GByteArray *body, GError **error)
{
  while (TRUE) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) cause = NULL;
    gssize size;

    g_input_stream_read_async (stream, chunk, CHUNK_SIZE, G_PRIORITY_DEFAULT,
        exchange->relay.cancellable, on_result, exchange);
    result = wait_for_result (exchange);
    size = g_input_stream_read_finish (stream, result, &cause);
    if (size < 0) {
      exchange_set_error (exchange, cause, error);
      return FALSE;
    }
    if (size == 0)
      return TRUE;
    if ((gsize) size > exchange->http->max_body - body->len) {
      g_set_error (error, AWS_ERROR, AWS_ERROR_TOO_LARGE,
          "The answer of %s is larger than %" G_GSIZE_FORMAT " bytes",
          exchange->request->authority, exchange->http->max_body);
      return FALSE;
    }
    g_byte_array_append (body, chunk, (guint) size);
  }
}

/* The body may contain credentials. */
static gboolean
exchange_read (Exchange *exchange, GInputStream *stream, GByteArray *body,
    GError **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_SIZE);
  gboolean is_whole = read_chunks (exchange, stream, chunk, body, error);

  rekutil_secret_wipe (chunk, CHUNK_SIZE);
  if (!is_whole)
    rekutil_secret_wipe (body->data, body->len);
  return is_whole;
}

/* With a cancelled cancellable this returns without reading the rest. */
static void
exchange_close (Exchange *exchange, GInputStream *stream)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_input_stream_close_async (stream, G_PRIORITY_DEFAULT,
      exchange->relay.cancellable, on_result, exchange);
  result = wait_for_result (exchange);
  g_input_stream_close_finish (stream, result, NULL);
}

static AwsResponse *
exchange_run (Exchange *exchange, GError **error)
{
  g_autoptr (GInputStream) stream = exchange_send (exchange, error);
  /* Large enough for credentials: growing would leave a copy of them in freed
   * memory. */
  g_autoptr (GByteArray) body = g_byte_array_sized_new (CHUNK_SIZE);
  g_autoptr (GBytes) bytes = NULL;

  if (stream == NULL)
    return NULL;

  if (!exchange_read (exchange, stream, body, error)) {
    g_cancellable_cancel (exchange->relay.cancellable);
    exchange_close (exchange, stream);
    return NULL;
  }
  exchange_close (exchange, stream);

  /* Only then can the next exchange reuse the connection. */
  while (!exchange->finished &&
      !g_cancellable_is_cancelled (exchange->relay.cancellable))
    iterate (exchange);

  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&body));
  return rekaws_response_new (
      exchange->http->soup.message_get_status (exchange->message), bytes);
}

static void
copy_headers (const AwsSoup *soup, AwsResponse *response, SoupMessage *message)
{
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup->message_headers_iter_init (&iter,
      soup->message_get_response_headers (message));
  while (soup->message_headers_iter_next (&iter, &name, &value))
    rekaws_response_add_header (response, name, value);
}

static AwsResponse *
send_to (AwsHttp *http, const AwsRequest *request, const char *address,
    GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (AwsResponse) response = NULL;
  g_autoptr (GError) local_error = NULL;
  Exchange exchange;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  message = build_message (&http->soup, request, address, &local_error);
  if (message == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "The endpoint is not a valid URI: %s", local_error->message);
    return NULL;
  }

  g_main_context_push_thread_default (http->context);
  exchange_init (&exchange, http, request, message, cancellable);
  response = exchange_run (&exchange, error);
  if (response != NULL)
    copy_headers (&http->soup, response, message);
  if (!exchange.finished || response == NULL) {
    http->soup.session_abort (http->session);
    drain (http);
  }
  exchange_clear (&exchange);
  g_main_context_pop_thread_default (http->context);

  return g_steal_pointer (&response);
}

AwsResponse *
rekaws_http_send (AwsHttp *http, const AwsRequest *request,
    GCancellable *cancellable, GError **error)
{
  char **addresses = request->addresses;

  if (g_str_equal (request->scheme, "https") && !has_tls ()) {
    g_propagate_error (error,
        rekaws_http_error_new_no_tls (request->authority));
    return NULL;
  }
  if (addresses == NULL || *addresses == NULL)
    return send_to (http, request, NULL, cancellable, error);

  while (TRUE) {
    g_autoptr (GError) failure = NULL;
    AwsResponse *response =
        send_to (http, request, *addresses, cancellable, &failure);

    if (response != NULL)
      return response;
    addresses++;
    if (*addresses == NULL ||
        !g_error_matches (failure, AWS_ERROR, AWS_ERROR_CONNECT)) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  }
}

const char *
rekaws_http_get_version (void)
{
  g_autofree char *version = NULL;
  AwsSoup soup;

  if (!rekaws_soup_load (&soup, NULL))
    return "libsoup";
  version = g_strdup_printf ("libsoup/%u.%u.%u", soup.get_major_version (),
      soup.get_minor_version (), soup.get_micro_version ());
  return g_intern_string (version);
}
