/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-wire.h"

#define TICK_MS 100
#define SECOND_MS 1000

struct _EndpointWire {
  GHashTable *sendings;
};

/* An unfinished answer. */
typedef struct {
  EndpointWire *wire;
  SoupServerMessage *message;
  GBytes *body;
  GSource *timer;
  gsize offset;
  gsize step;
  gsize cut_after;
  gboolean cut;
  gboolean drop;
  gboolean hang;
  guint interval_ms;
} Sending;

static void
stop_timer (Sending *sending)
{
  if (sending->timer == NULL)
    return;
  g_source_destroy (sending->timer);
  g_clear_pointer (&sending->timer, g_source_unref);
}

static void
close_connection (Sending *sending)
{
  GSocket *socket = soup_server_message_get_socket (sending->message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  stop_timer (sending);
  g_signal_handlers_disconnect_by_data (sending->message, sending);
  g_object_unref (sending->message);
  g_bytes_unref (sending->body);
  g_free (sending);
}

EndpointWire *
endpoint_wire_new (void)
{
  EndpointWire *self = g_new0 (EndpointWire, 1);

  self->sendings = g_hash_table_new_full (NULL, NULL, sending_free, NULL);
  return self;
}

/* A paused message does not notice that its connection is closed, so unpause
 * it. */
static void
abort_sending (gpointer key, gpointer value, gpointer user_data)
{
  Sending *sending = key;

  (void) value;
  (void) user_data;
  g_signal_handlers_disconnect_by_data (sending->message, sending);
  close_connection (sending);
  soup_server_message_unpause (sending->message);
}

void
endpoint_wire_free (EndpointWire *self)
{
  g_hash_table_foreach (self->sendings, abort_sending, NULL);
  g_hash_table_unref (self->sendings);
  g_free (self);
}

static void
start_timer (Sending *sending, guint interval_ms, GSourceFunc func)
{
  stop_timer (sending);
  sending->timer = g_timeout_source_new (interval_ms);
  g_source_set_callback (sending->timer, func, sending, NULL);
  g_source_attach (sending->timer, g_main_context_get_thread_default ());
}

static void
append (Sending *sending, gsize length)
{
  SoupMessageBody *body =
      soup_server_message_get_response_body (sending->message);
  gsize rest = g_bytes_get_size (sending->body) - sending->offset;
  g_autoptr (GBytes) piece = g_bytes_new_from_bytes (sending->body,
      sending->offset, MIN (length, rest));

  if (g_bytes_get_size (piece) > 0)
    soup_message_body_append_bytes (body, piece);
  sending->offset += g_bytes_get_size (piece);
  if (sending->offset == g_bytes_get_size (sending->body))
    soup_message_body_complete (body);
}

static gboolean
send_next (gpointer user_data)
{
  Sending *sending = user_data;

  stop_timer (sending);
  append (sending, sending->step);
  soup_server_message_unpause (sending->message);
  return G_SOURCE_REMOVE;
}

/* Writing to a closed connection finishes the message. */
static gboolean
cut_now (gpointer user_data)
{
  Sending *sending = user_data;

  stop_timer (sending);
  close_connection (sending);
  append (sending, G_MAXSIZE);
  soup_server_message_unpause (sending->message);
  return G_SOURCE_REMOVE;
}

static void
on_wrote_chunk (SoupServerMessage *message, Sending *sending)
{
  (void) message;
  if (sending->offset == g_bytes_get_size (sending->body))
    return;
  if (sending->cut && sending->offset >= sending->cut_after)
    start_timer (sending, 0, cut_now);
  else
    start_timer (sending, sending->interval_ms, send_next);
}

static void
on_finished (SoupServerMessage *message, Sending *sending)
{
  (void) message;
  if (sending->drop)
    close_connection (sending);
  g_hash_table_remove (sending->wire->sendings, sending);
}

static void
send_first (Sending *sending)
{
  soup_message_headers_set_content_length (
      soup_server_message_get_response_headers (sending->message),
      (goffset) g_bytes_get_size (sending->body));
  if (sending->cut && sending->cut_after == 0) {
    close_connection (sending);
    append (sending, G_MAXSIZE);
    return;
  }
  append (sending, sending->step);
}

static gboolean
send_late (gpointer user_data)
{
  Sending *sending = user_data;

  stop_timer (sending);
  if (sending->hang)
    return G_SOURCE_REMOVE;
  send_first (sending);
  soup_server_message_unpause (sending->message);
  return G_SOURCE_REMOVE;
}

/* The body is sent in steps of equal size: all of it, the part before the cut,
 * or as much as the rate allows per tick. */
static void
plan_steps (Sending *sending, const EndpointEffects *effects)
{
  gsize size = g_bytes_get_size (sending->body);
  guint rate = effects->bytes_per_second;

  sending->step = size;
  sending->hang = effects->hang;
  sending->drop = effects->drop;
  sending->cut = effects->cut && size > 0;
  sending->cut_after =
      effects->cut_after == G_MAXUINT ? size / 2 : effects->cut_after;
  sending->cut_after = MIN (sending->cut_after, size - MIN (size, 1));
  if (sending->cut)
    sending->step = sending->cut_after;
  if (rate == 0)
    return;
  sending->interval_ms = MAX (TICK_MS, SECOND_MS / rate);
  sending->step =
      MAX (1, (gsize) ((guint64) rate * sending->interval_ms / SECOND_MS));
}

void
endpoint_wire_send (EndpointWire *self, SoupServerMessage *message,
    GBytes *body, const EndpointEffects *effects)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->wire = self;
  sending->message = g_object_ref (message);
  sending->body = g_bytes_ref (body);
  plan_steps (sending, effects);
  g_hash_table_add (self->sendings, sending);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (on_wrote_chunk),
      sending);
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), sending);
  if (!effects->hang && effects->delay_ms == 0) {
    send_first (sending);
    return;
  }
  soup_server_message_pause (message);
  if (!effects->hang)
    start_timer (sending, effects->delay_ms, send_late);
}
