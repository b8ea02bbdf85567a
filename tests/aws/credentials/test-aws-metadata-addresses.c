/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Container and instance metadata at the very addresses that they have, which
 * takes a network of the test's own: nothing leaves it.
 */

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "credentials/aws-source.h"

#include "support/aws/source-rig.h"

#include <sched.h>
#include <string.h>
#include <unistd.h>

#define PORT 80
#define MAX_REQUEST 4096

#define GOOD \
  "{\"Code\":\"Success\",\"AccessKeyId\":\"id\",\"SecretAccessKey\":" \
  "\"SECRET-k\",\"Token\":\"SECRET-t\",\"Expiration\":" \
  "\"2026-01-31T13:00:00Z\"}"
#define FOUND "found id SECRET-k SECRET-t 3600"
#define ROLES "/latest/meta-data/iam/security-credentials/"

static const char *const addresses[] = { "169.254.169.254", "169.254.170.2",
  "169.254.170.23", "fd00:ec2::254", "fd00:ec2::23" };

/* Who answers what: the first row whose parts are all in the request. */
static const struct {
  const char *line;
  const char *host;
  const char *header;
  const char *body;
} answers[] = {
  { "PUT /latest/api/token ", "Host: 169.254.169.254\r\n", "-seconds: 21600",
      "SECRET-4" },
  { "GET " ROLES " ", "Host: 169.254.169.254\r\n", "-token: SECRET-4",
      "a-role" },
  { "GET " ROLES "a-role ", "Host: 169.254.169.254\r\n", "-token: SECRET-4",
      GOOD },
  { "PUT /latest/api/token ", "Host: [fd00:ec2::254]\r\n", "-seconds: 21600",
      "SECRET-6" },
  { "GET " ROLES " ", "Host: [fd00:ec2::254]\r\n", "-token: SECRET-6",
      "a-role" },
  { "GET " ROLES "a-role ", "Host: [fd00:ec2::254]\r\n", "-token: SECRET-6",
      GOOD },
  { "GET /v2/credentials/x ", "Host: 169.254.170.2\r\n", "", GOOD },
  { "GET /v1/credentials ", "Host: 169.254.170.23\r\n",
      "Authorization: SECRET-a\r\n", GOOD },
  { "GET /v1/credentials ", "Host: [fd00:ec2::23]\r\n",
      "Authorization: SECRET-a\r\n", GOOD },
};

static gboolean
run (const char *command)
{
  int status = -1;

  return g_spawn_command_line_sync (command, NULL, NULL, &status, NULL) &&
      g_spawn_check_wait_status (status, NULL);
}

/* Returns whether this process has a network of its own now. */
static gboolean
create_network (void)
{
  if (geteuid () != 0 || unshare (CLONE_NEWNET) != 0)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    gboolean is_ipv6 = strchr (addresses[i], ':') != NULL;
    g_autofree char *command = g_strdup_printf ("ip addr add %s/%s dev lo",
        addresses[i], is_ipv6 ? "128 nodad" : "32");

    if (!run (command))
      return FALSE;
  }
  return run ("ip link set lo up");
}

static const char *
find_body (const char *request)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    if (g_str_has_prefix (request, answers[i].line) &&
        strstr (request, answers[i].host) != NULL &&
        strstr (request, answers[i].header) != NULL)
      return answers[i].body;
  }
  return NULL;
}

static gboolean
on_connection (GThreadedSocketService *service G_GNUC_UNUSED,
    GSocketConnection *connection, GObject *source G_GNUC_UNUSED,
    gpointer user_data G_GNUC_UNUSED)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output =
      g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GString) request = g_string_new (NULL);
  g_autofree char *answer = NULL;
  const char *body;
  char c;

  while (strstr (request->str, "\r\n\r\n") == NULL &&
      request->len < MAX_REQUEST &&
      g_input_stream_read (input, &c, 1, NULL, NULL) == 1)
    g_string_append_c (request, c);

  body = find_body (request->str);
  answer = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Length: %zu\r\n"
                            "Connection: close\r\n\r\n%s",
      body != NULL ? "200 OK" : "400 What", body != NULL ? strlen (body) : 0,
      body != NULL ? body : "");
  g_output_stream_write_all (output, answer, strlen (answer), NULL, NULL, NULL);
  return TRUE;
}

/* Listens from here on; connections are accepted while @context is run. */
static GSocketService *
create_service (GMainContext *context)
{
  GSocketService *service;

  g_main_context_push_thread_default (context);
  service = g_threaded_socket_service_new (G_N_ELEMENTS (addresses));
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autoptr (GSocketAddress) address =
        g_inet_socket_address_new_from_string (addresses[i], PORT);
    g_autoptr (GError) error = NULL;

    g_socket_listener_add_address (G_SOCKET_LISTENER (service), address,
        G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, NULL, &error);
    g_assert_no_error (error);
  }
  g_signal_connect (service, "run", G_CALLBACK (on_connection), NULL);
  g_socket_service_start (service);
  g_main_context_pop_thread_default (context);
  return service;
}

static gpointer
run_loop (gpointer loop)
{
  g_main_loop_run (loop);
  return NULL;
}

typedef struct {
  const char *label;
  const AwsSource *source;
  const char *variables;
} MetadataCase;

/* A busy machine may need longer than the second that is the default. */
#define PATIENT "AWS_METADATA_SERVICE_TIMEOUT=60\n"

static const MetadataCase cases[] = {
  { "instance", &rekaws_source_imds, PATIENT },
  { "instance by IPv6", &rekaws_source_imds,
      PATIENT "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPv6" },
  { "instance, past a proxy", &rekaws_source_imds,
      PATIENT "http_proxy=http://127.0.0.1:9\nHTTP_PROXY=http://127.0.0.1:9" },
  { "ECS", &rekaws_source_container,
      "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/v2/credentials/x" },
  { "EKS", &rekaws_source_container,
      "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.23/v1/credentials"
      "\nAWS_CONTAINER_AUTHORIZATION_TOKEN=SECRET-a" },
  { "EKS by IPv6", &rekaws_source_container,
      "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://[fd00:ec2::23]/v1/credentials"
      "\nAWS_CONTAINER_AUTHORIZATION_TOKEN=SECRET-a" },
};

static void
test_addresses (gconstpointer user_data)
{
  const gboolean *has_network = user_data;
  g_autoptr (GMainContext) context = NULL;
  g_autoptr (GMainLoop) loop = NULL;
  g_autoptr (GSocketService) service = NULL;
  GThread *thread;

  if (!*has_network) {
    g_test_skip ("the addresses of container and instance metadata "
                 "take a network namespace, which takes root and the program "
                 "ip");
    return;
  }

  context = g_main_context_new ();
  loop = g_main_loop_new (context, FALSE);
  service = create_service (context);
  thread = g_thread_new ("metadata", run_loop, loop);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SourceRig) rig = source_rig_new (NULL, cases[i].variables, NULL);

    source_rig_set_transport (rig, rekaws_transport_get_network ());
    source_rig_assert (rig, cases[i].label, cases[i].source, NULL, FOUND);
  }
  g_main_loop_quit (loop);
  g_thread_join (thread);
  g_socket_service_stop (service);
}

int
main (int argc, char **argv)
{
  gboolean has_network;

  g_test_init (&argc, &argv, NULL);
  /* While there is one thread alone: it is a thread's own. */
  has_network = create_network ();
  g_test_add_data_func ("/aws-metadata-addresses/addresses", &has_network,
      test_addresses);
  return g_test_run ();
}
