/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A peer that sends nothing, or next to nothing, at each step of a fetch: the
 * element stops at once on request, and otherwise ends by itself within its
 * time limits. */

#include <string.h>

#include "support/element/element-rig.h"
#include "support/common/scripted-server.h"
#include "support/common/failing-resolver.h"

#define JOB "job-1"
#define PROMPT_US ((gint64) G_USEC_PER_SEC)
#define PATIENCE_US (20 * (gint64) G_USEC_PER_SEC)
#define TIMEOUT_MS 300
#define LONG_MS 600000
#define PROBE_US (100 * 1000)

#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN
#define LONG_TEXT FIFTY FIFTY FIFTY
#define HEAD "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n"
#define PAGE_WITH_NEXT \
  "HTTP/1.1 200 OK\r\nContent-Length: 58\r\n\r\n" \
  "{\"JobStatus\":\"SUCCEEDED\",\"NextToken\":\"a\",\"Celebrities\":[]}"
#define IN_PROGRESS \
  "HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n" \
  "{\"JobStatus\":\"IN_PROGRESS\"}"
#define THROTTLED \
  "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\nRetry-After: 20\r\n" \
  "x-amzn-ErrorType: ThrottlingException\r\n\r\n{}"

typedef struct _Moment Moment;

/* The fetch to interrupt. */
typedef struct {
  const Moment *moment;
  ElementRig rig;
  ScriptedServer *server;
  GResolver *resolver;
  GResolver *old_resolver;
  GSocket *listener;
  GSocket *filler;
  GThread *pusher;
} Scene;

/* The moment of the interruption: when all @steps but the last are done, or
 * when @wait returns. @timed_out is the error with which the moment ends by
 * itself, 0 for none. */
struct _Moment {
  const char *name;
  const char *scheme;
  ScriptedStep steps[5];
  guint n_steps;
  GstResourceError timed_out;
  char *(*prepare) (Scene *scene);
  void (*wait) (Scene *scene);
};

static char *
prepare_script (Scene *scene)
{
  const Moment *moment = scene->moment;

  scene->server = scripted_server_new (moment->steps, NULL);
  return scripted_server_dup_uri (scene->server, moment->scheme, "");
}

static void
wait_script (Scene *scene)
{
  scripted_server_wait_steps (scene->server, scene->moment->n_steps);
}

static char *
prepare_lookup (Scene *scene)
{
  scene->old_resolver = g_resolver_get_default ();
  scene->resolver = failing_resolver_new (FAILING_RESOLVER_SILENT);
  g_resolver_set_default (scene->resolver);
  return g_strdup ("https://name.invalid");
}

static void
wait_lookup (Scene *scene)
{
  failing_resolver_wait (scene->resolver);
}

static GSocket *
new_socket (void)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
      G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_set_blocking (socket, FALSE);
  return socket;
}

/* NULL: the connection is not established. */
static GSocket *
connect_to (GSocketAddress *address)
{
  g_autoptr (GSocket) socket = new_socket ();

  if (!g_socket_connect (socket, address, NULL, NULL) &&
      !g_socket_condition_timed_wait (socket, G_IO_OUT, PROBE_US, NULL, NULL))
    return NULL;
  g_assert_true (g_socket_check_connect_result (socket, NULL));
  return g_steal_pointer (&socket);
}

/* A listener that never accepts and whose queue is full: an attempt to connect
 * gets no answer. */
static char *
prepare_full_queue (Scene *scene)
{
  g_autoptr (GSocketAddress) wanted =
      g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket) surplus = NULL;
  g_autoptr (GError) error = NULL;

  scene->listener = new_socket ();
  g_socket_set_listen_backlog (scene->listener, 0);
  g_socket_bind (scene->listener, wanted, FALSE, &error);
  g_assert_no_error (error);
  g_socket_listen (scene->listener, &error);
  g_assert_no_error (error);
  address = g_socket_get_local_address (scene->listener, &error);
  g_assert_no_error (error);

  scene->filler = connect_to (address);
  surplus = connect_to (address);
  if (surplus != NULL) {
    g_test_skip ("this system establishes connections over "
                 "the backlog, so that none hangs");
    return NULL;
  }
  return g_strdup_printf ("http://127.0.0.1:%u",
      g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
}

/* Whether the kernel has a connection to @port in the state SYN_SENT. */
static gboolean
is_connecting (guint port)
{
  const char *const syn_sent = "02";
  g_autofree char *table = NULL;
  g_autofree char *pattern =
      g_strdup_printf ("0100007F:%04X %s ", port, syn_sent);

  return g_file_get_contents ("/proc/net/tcp", &table, NULL, NULL) &&
      strstr (table, pattern) != NULL;
}

static void
wait_connecting (Scene *scene)
{
  gint64 deadline =
      g_get_monotonic_time () + PATIENCE_US * element_rig_get_patience ();
  g_autoptr (GSocketAddress) address =
      g_socket_get_local_address (scene->listener, NULL);
  guint port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));

  while (!is_connecting (port))
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
}

/* Each wait is reported. */
static void
wait_continue (Scene *scene)
{
  GstProgressType type = GST_PROGRESS_TYPE_START;

  while (type == GST_PROGRESS_TYPE_START) {
    g_autoptr (GstMessage) message =
        element_rig_wait (&scene->rig, GST_MESSAGE_PROGRESS);

    gst_message_parse_progress (message, &type, NULL, NULL);
  }
  g_assert_cmpint (type, ==, GST_PROGRESS_TYPE_CONTINUE);
}

static const Moment moments[] = {
  { "lookup", NULL, { SCRIPT_END }, 0, GST_RESOURCE_ERROR_OPEN_READ,
      prepare_lookup, wait_lookup },
  { "connect", NULL, { SCRIPT_END }, 0, GST_RESOURCE_ERROR_OPEN_READ,
      prepare_full_queue, wait_connecting },
  { "tls", "https", { SCRIPT_TRICKLE ("", 0), SCRIPT_HANG }, 1,
      GST_RESOURCE_ERROR_OPEN_READ, prepare_script, wait_script },
  { "no-answer", "http", { SCRIPT_READ, SCRIPT_HANG }, 1,
      GST_RESOURCE_ERROR_READ, prepare_script, wait_script },
  { "trickled-headers", "http",
      { SCRIPT_READ, SCRIPT_SEND ("HTTP/1.1 200 OK\r\nX-A: "),
          SCRIPT_TRICKLE (LONG_TEXT, 50) },
      2, GST_RESOURCE_ERROR_READ, prepare_script, wait_script },
  { "half-a-body", "http",
      { SCRIPT_READ, SCRIPT_SEND (HEAD "{\"JobStatus\""), SCRIPT_HANG }, 2,
      GST_RESOURCE_ERROR_READ, prepare_script, wait_script },
  { "trickled-body", "http",
      { SCRIPT_READ, SCRIPT_SEND (HEAD), SCRIPT_TRICKLE (LONG_TEXT, 50) }, 2,
      GST_RESOURCE_ERROR_READ, prepare_script, wait_script },
  { "a-byte-a-second", "http",
      { SCRIPT_READ, SCRIPT_SEND (HEAD), SCRIPT_TRICKLE (LONG_TEXT, 1000) }, 2,
      GST_RESOURCE_ERROR_READ, prepare_script, wait_script },
  { "second-page", "http",
      { SCRIPT_READ, SCRIPT_SEND (PAGE_WITH_NEXT), SCRIPT_READ, SCRIPT_HANG },
      3, GST_RESOURCE_ERROR_READ, prepare_script, wait_script },
  { "job-in-progress", "http",
      { SCRIPT_READ, SCRIPT_SEND (IN_PROGRESS), SCRIPT_READ, SCRIPT_HANG }, 0,
      0, prepare_script, wait_continue },
  { "between-attempts", "http",
      { SCRIPT_READ, SCRIPT_SEND (THROTTLED), SCRIPT_READ, SCRIPT_HANG }, 0, 0,
      prepare_script, wait_continue },
};

static void
scene_clear (Scene *scene)
{
  element_rig_clear (&scene->rig);
  if (scene->old_resolver != NULL)
    g_resolver_set_default (scene->old_resolver);
  g_clear_object (&scene->old_resolver);
  g_clear_object (&scene->resolver);
  g_clear_object (&scene->listener);
  g_clear_object (&scene->filler);
  g_clear_pointer (&scene->server, scripted_server_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

/* Returns FALSE if this system cannot reach the moment. */
static gboolean
scene_play (Scene *scene, const Moment *moment, guint timeout_ms,
    guint attempts)
{
  g_autofree char *uri = NULL;

  scene->moment = moment;
  element_rig_init (&scene->rig, JOB, NULL);
  g_object_set (scene->rig.element, "request-timeout", timeout_ms,
      "retry-attempts", attempts, NULL);
  uri = moment->prepare (scene);
  if (uri == NULL)
    return FALSE;
  element_rig_play (&scene->rig, uri);
  return TRUE;
}

static GstPadProbeReturn
on_buffer (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  (void) pad;
  (void) info;
  g_async_queue_push (user_data, (gpointer) "buffer");
  return GST_PAD_PROBE_REMOVE;
}

static gpointer
push_thread (gpointer data)
{
  ElementRig *rig = data;

  return GINT_TO_POINTER (
      gst_harness_push (rig->harness, element_rig_create_buffer (0)));
}

static void
start_pushing (Scene *scene)
{
  g_autoptr (GstPad) pad =
      gst_element_get_static_pad (scene->rig.element, "sink");
  g_autoptr (GAsyncQueue) arrived = g_async_queue_new ();

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_buffer, arrived, NULL);
  scene->pusher = g_thread_new ("push", push_thread, &scene->rig);
  g_async_queue_pop (arrived);
}

static void
assert_flow (Scene *scene, GstFlowReturn expected)
{
  gpointer flow = g_thread_join (g_steal_pointer (&scene->pusher));

  g_assert_cmpint (GPOINTER_TO_INT (flow), ==, expected);
}

/* Asserts that progress ends with @expected; returns the number of errors. */
static guint
assert_last_progress (GstBus *bus, GstProgressType expected)
{
  GstProgressType type = GST_PROGRESS_TYPE_START;
  guint n_errors = 0;

  for (;;) {
    g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus,
        GST_MESSAGE_PROGRESS | GST_MESSAGE_ERROR | GST_MESSAGE_WARNING);

    if (message == NULL)
      break;
    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_PROGRESS)
      gst_message_parse_progress (message, &type, NULL, NULL);
    else
      n_errors++;
  }
  g_assert_cmpint (type, ==, expected);
  return n_errors;
}

static void
stop (const Moment *moment, gboolean flushes)
{
  g_auto (Scene) scene = { 0 };
  gint64 start;

  if (!scene_play (&scene, moment, LONG_MS, 3))
    return;
  start_pushing (&scene);
  moment->wait (&scene);

  start = g_get_monotonic_time ();
  if (flushes) {
    gst_harness_push_event (scene.rig.harness, gst_event_new_flush_start ());
    assert_flow (&scene, GST_FLOW_FLUSHING);
  }
  gst_element_set_state (scene.rig.element, GST_STATE_NULL);
  g_assert_cmpint (g_get_monotonic_time () - start, <,
      PROMPT_US * element_rig_get_patience ());

  if (!flushes)
    assert_flow (&scene, GST_FLOW_FLUSHING);
  g_assert_cmpuint (
      assert_last_progress (scene.rig.bus, GST_PROGRESS_TYPE_CANCELED), ==, 0);
}

static void
test_stop (gconstpointer data)
{
  stop (data, FALSE);
}

static void
test_flush_and_stop (gconstpointer data)
{
  stop (data, TRUE);
}

/* The time limit applies to the whole exchange, not to each byte or part. */
static void
test_timeout (gconstpointer data)
{
  const Moment *moment = data;
  g_auto (Scene) scene = { 0 };
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  gint64 elapsed_us;

  if (!scene_play (&scene, moment, TIMEOUT_MS, 1))
    return;
  start_pushing (&scene);
  assert_flow (&scene, GST_FLOW_EOS);
  elapsed_us = g_get_monotonic_time () - start;
  g_assert_cmpint (elapsed_us, >=, TIMEOUT_MS * 1000);
  g_assert_cmpint (elapsed_us, <,
      5 * TIMEOUT_MS * 1000 * element_rig_get_patience ());

  message = element_rig_wait (&scene.rig, GST_MESSAGE_ERROR);
  gst_message_parse_error (message, &error, NULL);
  g_assert_error (error, GST_RESOURCE_ERROR, (int) moment->timed_out);
  g_assert_nonnull (strstr (error->message, "within 300 ms"));
  g_assert_nonnull (strstr (error->message, JOB));
  g_assert_cmpuint (
      assert_last_progress (scene.rig.bus, GST_PROGRESS_TYPE_ERROR), ==, 0);
}

/* Ensures that @server has handled all earlier connections. */
static void
visit (ScriptedServer *server)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  static const char request[] = "GET /visit HTTP/1.1\r\n\r\n";

  /* Otherwise GIO loads libproxy, whose exceptions valgrind does not
   * support. */
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1",
      scripted_server_get_port (server), NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (
      g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
      strlen (request), NULL, NULL, &error);
  g_assert_no_error (error);
  scripted_server_wait_steps (server, 1);
}

/* The session token must not be sent to the target of a redirect. */
static void
test_redirect (gconstpointer data)
{
  const char *status = data;
  static const ScriptedStep other_steps[] = { SCRIPT_READ, SCRIPT_HANG,
    SCRIPT_END };
  g_autoptr (ScriptedServer) other = scripted_server_new (other_steps, NULL);
  g_autofree char *location = scripted_server_dup_uri (other, "http", "/");
  g_autofree char *answer = g_strdup_printf (
      "HTTP/1.1 %s\r\nContent-Length: 0\r\nLocation: %s\r\n\r\n", status,
      location);
  const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (answer), SCRIPT_HANG,
    SCRIPT_END };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autofree char *uri = scripted_server_dup_uri (server, "http", "");
  g_autofree char *seen = NULL;
  g_auto (ElementRig) rig = { 0 };

  element_rig_init (&rig, JOB, NULL);
  g_object_set (rig.element, "session-token", "FwoGTOKEN", NULL);
  element_rig_play (&rig, uri);
  g_assert_cmpint (
      gst_harness_push (rig.harness, element_rig_create_buffer (0)), ==,
      GST_FLOW_EOS);
  g_assert_cmpuint (assert_last_progress (rig.bus, GST_PROGRESS_TYPE_ERROR), ==,
      1);
  g_assert_cmpuint (scripted_server_get_n_requests (server), ==, 1);

  visit (other);
  g_assert_cmpuint (scripted_server_get_n_connections (other), ==, 1);
  seen = scripted_server_dup_request (other, 0);
  g_assert_true (g_str_has_prefix (seen, "GET /visit "));
}

static void
add_moment (const Moment *moment, const char *group, GTestDataFunc func)
{
  g_autofree char *path =
      g_strdup_printf ("/stalled-peer/%s/%s", group, moment->name);

  g_test_add_data_func (path, moment, func);
}

int
main (int argc, char **argv)
{
  static const char *const redirects[] = { "301 Moved Permanently", "302 Found",
    "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect" };

  element_rig_main (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++) {
    add_moment (&moments[i], "stop", test_stop);
    add_moment (&moments[i], "flush-and-stop", test_flush_and_stop);
    if (moments[i].timed_out != 0)
      add_moment (&moments[i], "timeout", test_timeout);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (redirects); i++) {
    g_autofree char *path =
        g_strdup_printf ("/stalled-peer/redirect/%.3s", redirects[i]);

    g_test_add_data_func (path, redirects[i], test_redirect);
  }
  return element_rig_run ();
}
