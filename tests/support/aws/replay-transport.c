/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/aws/replay-transport.h"

#include "client/aws-error.h"

#include <string.h>

typedef struct {
  char *line;
  guint status;
  char *headers;
  char *body;
} Exchange;

/* Lines are "METHOD URI". */
struct _ReplayTransport {
  AwsTransport transport;
  GPtrArray *exchanges;
  guint next;
  GPtrArray *requests;
  char *unexpected;
};

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_free (exchange->line);
  g_free (exchange->headers);
  g_free (exchange->body);
  g_free (exchange);
}

static AwsResponse *
create_response (const Exchange *exchange)
{
  g_autoptr (GBytes) body =
      g_bytes_new (exchange->body, strlen (exchange->body));
  g_auto (GStrv) lines = g_strsplit (exchange->headers, "\n", -1);
  AwsResponse *response = rekaws_response_new (exchange->status, body);

  for (guint i = 0; lines[i] != NULL; i++) {
    char *value = strstr (lines[i], ": ");

    if (value == NULL)
      continue;
    *value = '\0';
    rekaws_response_add_header (response, lines[i], value + 2);
  }
  return response;
}

static const Exchange *
find_exchange (ReplayTransport *replay, const char *line)
{
  const Exchange *exchange;

  if (replay->next < replay->exchanges->len) {
    exchange = g_ptr_array_index (replay->exchanges, replay->next);
    if (g_str_equal (exchange->line, line)) {
      replay->next++;
      return exchange;
    }
  }
  if (replay->next > 0) {
    exchange = g_ptr_array_index (replay->exchanges, replay->next - 1);
    if (g_str_equal (exchange->line, line))
      return exchange;
  }
  return NULL;
}

static AwsResponse *
replay_send (const AwsConfig *config G_GNUC_UNUSED, const AwsRequest *request,
    const AwsTransportOptions *options, GCancellable *cancellable,
    gpointer user_data, GError **error)
{
  ReplayTransport *replay = user_data;
  g_autofree char *uri = rekaws_request_dup_uri (request);
  g_autofree char *line = g_strconcat (request->method, " ", uri, NULL);
  const Exchange *exchange;

  g_assert_cmpuint (options->timeout_ms, >, 0);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  g_ptr_array_add (replay->requests, rekaws_request_copy (request));
  exchange = find_exchange (replay, line);
  if (exchange != NULL && exchange->status != 0)
    return create_response (exchange);

  if (exchange == NULL && replay->unexpected == NULL)
    replay->unexpected = g_steal_pointer (&line);
  g_set_error (error, AWS_ERROR, AWS_ERROR_CONNECT, "nobody answers at %s",
      request->authority);
  return NULL;
}

ReplayTransport *
replay_transport_new (void)
{
  ReplayTransport *replay = g_new0 (ReplayTransport, 1);

  replay->transport = (AwsTransport){ replay_send, replay };
  replay->exchanges = g_ptr_array_new_with_free_func (exchange_free);
  replay->requests =
      g_ptr_array_new_with_free_func ((GDestroyNotify) rekaws_request_free);
  return replay;
}

void
replay_transport_free (ReplayTransport *replay)
{
  g_ptr_array_unref (replay->exchanges);
  g_ptr_array_unref (replay->requests);
  g_free (replay->unexpected);
  g_free (replay);
}

void
replay_transport_add (ReplayTransport *replay, const ReplayExchange *exchange)
{
  Exchange *copy = g_new (Exchange, 1);

  copy->line = g_strconcat (exchange->method, " ", exchange->uri, NULL);
  copy->status = exchange->status;
  copy->headers = g_strdup (exchange->headers != NULL ? exchange->headers : "");
  copy->body = g_strdup (exchange->body != NULL ? exchange->body : "");
  g_ptr_array_add (replay->exchanges, copy);
}

const AwsTransport *
replay_transport_get (ReplayTransport *replay)
{
  return &replay->transport;
}

guint
replay_transport_get_n_requests (const ReplayTransport *replay)
{
  return replay->requests->len;
}

const AwsRequest *
replay_transport_get_request (const ReplayTransport *replay, guint index)
{
  g_assert_cmpuint (index, <, replay->requests->len);
  return g_ptr_array_index (replay->requests, index);
}

void
replay_transport_assert_done (const ReplayTransport *replay)
{
  g_assert_cmpstr (replay->unexpected, ==, NULL);
  g_assert_cmpuint (replay->next, ==, replay->exchanges->len);
}
