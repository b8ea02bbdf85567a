/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Settings of environment and profile for the connection to the service:
 * certificates, proxies, kinds of endpoints, retries. */

#define _GNU_SOURCE

#include <glib/gstdio.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/element/element-rig.h"
#include "support/common/scripted-server.h"
#include "support/common/certificate.h"

#define JOB "job-1"
#define PATIENCE_US (60 * (guint64) G_USEC_PER_SEC)
#define LOGIN_SECRET "PROXYSECRET"

/* Files of the test, and a proxy that refuses all requests. */
typedef struct {
  char *folder;
  char *pem;
  char *config;
  ScriptedServer *proxy;
  GPtrArray *variables;
} Environment;

/* In values, %s is replaced by the path of the server's certificate; in those
 * for proxies, by the proxy's address. */
typedef struct {
  const char *name;
  const char *value;
} Variable;

/* certificate is NULL for a service with plain HTTP; profile_ca_bundle sets the
 * certificate's file in the profile; cause is NULL if the fetch succeeds. */
typedef struct {
  const char *name;
  const TestCertificate *certificate;
  gboolean profile_ca_bundle;
  Variable variables[3];
  GstResourceError code;
  const char *cause;
  guint attempts;
} NetworkRow;

static const TestCertificate good = { "IP:127.0.0.1", -1, 1, NULL };
static const TestCertificate expired = { "IP:127.0.0.1", -3, -1, NULL };
static const TestCertificate foreign = { "DNS:other.example", -1, 1, NULL };

static const ScriptedStep proxy_steps[] = { SCRIPT_READ,
  SCRIPT_SEND ("HTTP/1.1 407 Who\r\nContent-Length: 0\r\n\r\n"), SCRIPT_HANG,
  SCRIPT_END };

static const NetworkRow rows[] = {
  { "ca-bundle", &good, .variables = { { "AWS_CA_BUNDLE", "%s" } } },
  { "ca-bundle-of-profile", &good, .profile_ca_bundle = TRUE },
  { "unknown-authority", &good, .code = GST_RESOURCE_ERROR_OPEN_READ,
      .cause = "signed by an unknown authority", .attempts = 1 },
  { "expired", &expired, .variables = { { "AWS_CA_BUNDLE", "%s" } },
      .code = GST_RESOURCE_ERROR_OPEN_READ, .cause = "expired", .attempts = 1 },
  { "wrong-host", &foreign, .profile_ca_bundle = TRUE,
      .code = GST_RESOURCE_ERROR_OPEN_READ, .cause = "made for another host",
      .attempts = 1 },
  { "no-ca-bundle", &good, .variables = { { "AWS_CA_BUNDLE", "/no.pem" } },
      .code = GST_RESOURCE_ERROR_SETTINGS, .cause = "/no.pem" },
  { "no-text", &good, .variables = { { "AWS_CA_BUNDLE", "/no\377.pem" } },
      .code = GST_RESOURCE_ERROR_SETTINGS, .cause = "/no\xef\xbf\xbd.pem" },

  { "https-proxy", &good, .profile_ca_bundle = TRUE,
      .variables = { { "HTTPS_PROXY", "http://ada:" LOGIN_SECRET "@%s" } },
      .code = GST_RESOURCE_ERROR_OPEN_READ, .cause = "HTTP status 407",
      .attempts = 1 },
  { "http-proxy", .variables = { { "http_proxy", "%s" } },
      .code = GST_RESOURCE_ERROR_OPEN_READ, .cause = "HTTP status 407",
      .attempts = 1 },
  { "no-proxy", &good, .profile_ca_bundle = TRUE,
      .variables = { { "HTTPS_PROXY", "%s" },
          { "NO_PROXY", "localhost,127.0.0.1" } } },
  { "other-proxy", &good, .profile_ca_bundle = TRUE,
      .variables = { { "http_proxy", "%s" } } },
  { "bad-proxy", &good, .profile_ca_bundle = TRUE,
      .variables = { { "HTTPS_PROXY", "socks5://ada:" LOGIN_SECRET "@%s" } },
      .code = GST_RESOURCE_ERROR_SETTINGS, .cause = "HTTPS_PROXY" },

  { "fips", .variables = { { "AWS_USE_FIPS_ENDPOINT", "true" } },
      .code = GST_RESOURCE_ERROR_SETTINGS, .cause = "AWS_USE_FIPS_ENDPOINT" },
  { "retry-mode", .variables = { { "AWS_RETRY_MODE", "adaptive" } } },
  { "bad-retry-mode", .variables = { { "AWS_RETRY_MODE", "eager" } },
      .code = GST_RESOURCE_ERROR_SETTINGS, .cause = "AWS_RETRY_MODE" },
};

/* On a machine without certificate authorities. */
static const NetworkRow bare_rows[] = {
  { "ca-bundle", &good, .variables = { { "AWS_CA_BUNDLE", "%s" } } },
  { "no-authorities", &good, .code = GST_RESOURCE_ERROR_OPEN_READ,
      .cause = "ca-certificates", .attempts = 1 },
};

static void
set_variable (Environment *environment, const Variable *variable)
{
  gboolean is_proxy = g_str_has_suffix (variable->name, "_PROXY") ||
      g_str_has_suffix (variable->name, "_proxy");
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u",
      scripted_server_get_port (environment->proxy));
  g_auto (GStrv) parts = g_strsplit (variable->value, "%s", 2);
  g_autofree char *value =
      g_strjoinv (is_proxy ? address : environment->pem, parts);

  g_setenv (variable->name, value, TRUE);
  g_ptr_array_add (environment->variables, (gpointer) variable->name);
}

static void
environment_init (Environment *environment, const NetworkRow *row)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *config = NULL;

  environment->folder = g_dir_make_tmp ("proxy-tls-endpoint-XXXXXX", &error);
  g_assert_no_error (error);
  environment->pem = g_build_filename (environment->folder, "pem", NULL);
  environment->config = g_build_filename (environment->folder, "config", NULL);
  environment->proxy = scripted_server_new (proxy_steps, NULL);
  environment->variables = g_ptr_array_new ();
  if (row->certificate != NULL)
    test_certificate_write_as (row->certificate, environment->pem);

  config = g_strdup_printf ("[default]\nca_bundle = %s\n", environment->pem);
  g_file_set_contents (environment->config,
      row->profile_ca_bundle ? config : "", -1, &error);
  g_assert_no_error (error);
  g_setenv ("AWS_CONFIG_FILE", environment->config, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (row->variables); i++) {
    if (row->variables[i].name != NULL)
      set_variable (environment, &row->variables[i]);
  }
}

static void
environment_clear (Environment *environment)
{
  for (guint i = 0; i < environment->variables->len; i++)
    g_unsetenv (g_ptr_array_index (environment->variables, i));
  g_ptr_array_unref (environment->variables);
  scripted_server_free (environment->proxy);
  g_unlink (environment->pem);
  g_unlink (environment->config);
  g_rmdir (environment->folder);
  g_free (environment->pem);
  g_free (environment->config);
  g_free (environment->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Environment, environment_clear)

static void
assert_error (ElementRig *rig, const NetworkRow *row)
{
  g_autoptr (GstMessage) message = element_rig_wait (rig, GST_MESSAGE_ERROR);
  g_autoptr (GError) error = NULL;
  g_autofree char *debug = NULL;
  const GstStructure *details;
  guint attempts = 0;

  gst_message_parse_error (message, &error, &debug);
  gst_message_parse_error_details (message, &details);
  g_test_message ("%s [%s]", error->message, debug);
  g_assert_error (error, GST_RESOURCE_ERROR, (int) row->code);
  g_assert_nonnull (strstr (error->message, row->cause));
  g_assert_null (strstr (error->message, LOGIN_SECRET));
  g_assert_null (debug != NULL ? strstr (debug, LOGIN_SECRET) : NULL);
  g_assert_cmpint (gst_structure_get_uint (details, "attempts", &attempts), ==,
      row->attempts != 0);
  g_assert_cmpuint (attempts, ==, row->attempts);
}

static void
test_network (gconstpointer data)
{
  const NetworkRow *row = data;
  g_auto (Environment) environment = { 0 };
  g_auto (ElementRig) rig = { 0 };
  LocalEndpointSettings settings = { 0 };

  environment_init (&environment, row);
  if (row->certificate != NULL)
    settings.tls_certificate = environment.pem;
  element_rig_init (&rig, JOB, &settings);
  g_object_set (rig.element, "retry-attempts", 3, NULL);
  local_endpoint_add_synthetic (rig.endpoint, JOB, 2, 10);
  element_rig_start (&rig);

  if (row->cause != NULL)
    assert_error (&rig, row);
  else
    element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_COMPLETE);
}

/* Hides them from this thread and those that it starts, as on a machine without
 * the package ca-certificates. */
static gboolean
hide_authorities (void)
{
  return unshare (CLONE_NEWNS) == 0 &&
      mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
      mount ("tmpfs", "/etc/ssl", "tmpfs", 0, NULL) == 0;
}

/* Tries that in a child process. */
static gboolean
can_hide_authorities (void)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    _exit (hide_authorities () ? EXIT_SUCCESS : EXIT_FAILURE);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return WIFEXITED (status) && WEXITSTATUS (status) == EXIT_SUCCESS;
}

/* Runs in a process of its own, since a process reads the authorities once. */
static void
test_no_authorities_inside (void)
{
  /* glib-networking may warn about it. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_assert_true (hide_authorities ());
  for (guint i = 0; i < G_N_ELEMENTS (bare_rows); i++)
    test_network (&bare_rows[i]);
}

static void
test_no_authorities (void)
{
  if (!can_hide_authorities ()) {
    g_test_skip ("hiding /etc/ssl needs root and a mount "
                 "namespace");
    return;
  }
  g_test_trap_subprocess (
      "/proxy-tls-endpoint-settings/no-authorities/subprocess",
      PATIENCE_US * (guint64) element_rig_get_patience (),
      G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  static const char *const proxies[] = { "http_proxy", "HTTP_PROXY",
    "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY" };

  for (guint i = 0; i < G_N_ELEMENTS (proxies); i++)
    g_unsetenv (proxies[i]);
  element_rig_main (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strconcat ("/proxy-tls-endpoint-settings/", rows[i].name, NULL);

    g_test_add_data_func (path, &rows[i], test_network);
  }
  g_test_add_func ("/proxy-tls-endpoint-settings/no-authorities",
      test_no_authorities);
  g_test_add_func ("/proxy-tls-endpoint-settings/no-authorities/subprocess",
      test_no_authorities_inside);
  return element_rig_run ();
}
