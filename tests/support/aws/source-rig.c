/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/aws/source-rig.h"

#include "client/aws-error.h"

#include <glib/gstdio.h>
#include <string.h>

#define PLACEHOLDER "@HOME@"

struct _SourceRig {
  char *home;
  char *variables;
  AwsConfig *config;
  const RigExchange *exchanges;
  guint n_sent;
  AwsRequest *first;
  gint64 waited_us;
  guint n_waits;
  UtilClock clock;
  AwsTransport transport;
  AwsExplicitCredentials explicit_credentials;
  AwsSourceContext context;
};

static gint64
rig_now (gpointer user_data)
{
  const SourceRig *rig = user_data;

  return RIG_NOW * G_USEC_PER_SEC + rig->waited_us;
}

static double
rig_random (gpointer user_data G_GNUC_UNUSED)
{
  return 0.5;
}

static gboolean
rig_wait (gint64 duration_us, GCancellable *cancellable G_GNUC_UNUSED,
    gpointer user_data, GError **error G_GNUC_UNUSED)
{
  SourceRig *rig = user_data;

  rig->waited_us += duration_us;
  rig->n_waits++;
  return TRUE;
}

static void
check_line (const AwsRequest *request, const char *line)
{
  g_auto (GStrv) parts = NULL;

  if (*line == '>') {
    gsize size;
    const char *data = g_bytes_get_data (request->body, &size);
    g_autofree char *body = g_strndup (data, size);

    if (strstr (body, line + 1) == NULL)
      g_error ("not in the body: %s", line + 1);
    return;
  }
  if (*line == '!') {
    g_assert_null (rekaws_request_get_header (request, line + 1));
    return;
  }
  parts = g_strsplit (line, ": ", 2);
  g_assert_cmpstr (rekaws_request_get_header (request, parts[0]), ==, parts[1]);
}

static void
check_request (const AwsRequest *request, const RigExchange *expected)
{
  g_autofree char *uri = rekaws_request_dup_uri (request);
  g_autofree char *got = g_strconcat (request->method, " ", uri, NULL);
  g_auto (GStrv) lines =
      g_strsplit (expected->sent != NULL ? expected->sent : "", "\n", -1);

  g_assert_cmpstr (got, ==, expected->request);
  for (guint i = 0; lines[i] != NULL; i++) {
    if (*lines[i] != '\0')
      check_line (request, lines[i]);
  }
}

static AwsResponse *
create_response (const RigExchange *exchange)
{
  const char *text = exchange->body != NULL ? exchange->body : "";
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  AwsResponse *response = rekaws_response_new (exchange->status, body);

  if (exchange->header != NULL) {
    g_auto (GStrv) parts = g_strsplit (exchange->header, ": ", 2);

    rekaws_response_add_header (response, parts[0], parts[1]);
  }
  return response;
}

static AwsResponse *
rig_send (const AwsConfig *config G_GNUC_UNUSED, const AwsRequest *request,
    const AwsTransportOptions *options, GCancellable *cancellable G_GNUC_UNUSED,
    gpointer user_data, GError **error)
{
  SourceRig *rig = user_data;
  const RigExchange *exchange;

  g_assert_cmpuint (options->timeout_ms, >, 0);
  if (rig->exchanges == NULL || rig->exchanges[rig->n_sent].request == NULL) {
    g_autofree char *uri = rekaws_request_dup_uri (request);

    g_error ("request number %u was not expected: %s", rig->n_sent, uri);
  }
  if (rig->first == NULL)
    rig->first = rekaws_request_copy (request);
  exchange = &rig->exchanges[rig->n_sent++];
  check_request (request, exchange);
  g_assert_cmpint (options->is_direct, ==,
      g_str_equal (request->scheme, "http"));

  if (exchange->status != 0)
    return create_response (exchange);
  if (exchange->failure == RIG_CANCELLED)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  else
    g_set_error (error, AWS_ERROR, exchange->failure, "nobody is there");
  return NULL;
}

static char *
replace_home (const SourceRig *rig, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, PLACEHOLDER, -1);

  return g_strjoinv (rig->home, parts);
}

/* Secrets of tests contain "SECRET". */
static void
rig_log (UtilLogLevel level G_GNUC_UNUSED, const char *message,
    gpointer user_data G_GNUC_UNUSED)
{
  g_assert_null (strstr (message, "SECRET"));
}

SourceRig *
source_rig_new (const char *config, const char *variables,
    const RigExchange *exchanges)
{
  SourceRig *rig = g_new0 (SourceRig, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *replaced = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) environment = NULL;
  const UtilLog log = { rig_log, NULL };

  rig->home = g_dir_make_tmp ("rekognition-source-XXXXXX", &error);
  g_assert_no_error (error);
  if (config != NULL)
    source_rig_write (rig, ".aws/config", config);

  replaced = replace_home (rig, variables != NULL ? variables : "");
  text = g_strdup_printf ("%s\nHOME=%s", replaced, rig->home);
  environment = g_strsplit (text, "\n", -1);
  rig->config = rekaws_config_load (environment, NULL, &log);

  rig->exchanges = exchanges;
  rig->clock = (UtilClock){ rig_now, rig_random, rig_wait, rig };
  rig->transport = (AwsTransport){ rig_send, rig };
  rig->context = (AwsSourceContext){
    .config = rig->config,
    .profile = rekaws_config_get_profile_name (rig->config),
    .explicit_credentials = &rig->explicit_credentials,
    .clock = &rig->clock,
    .transport = &rig->transport,
  };
  return rig;
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    remove_all (inner);
  }
  g_assert_cmpint (g_remove (path), ==, 0);
}

void
source_rig_free (SourceRig *rig)
{
  if (rig == NULL)
    return;

  if (rig->exchanges != NULL)
    g_assert_cmpstr (rig->exchanges[rig->n_sent].request, ==, NULL);
  remove_all (rig->home);
  rekaws_config_unref (rig->config);
  g_clear_pointer (&rig->first, rekaws_request_free);
  g_free (rig->home);
  g_free (rig);
}

char *
source_rig_dup_path (SourceRig *rig, const char *name)
{
  return g_build_filename (rig->home, name, NULL);
}

void
source_rig_write (SourceRig *rig, const char *name, const char *text)
{
  g_autofree char *path = source_rig_dup_path (rig, name);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *replaced = replace_home (rig, text);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, replaced, -1, &error);
  g_assert_no_error (error);
}

void
source_rig_set_transport (SourceRig *rig, const AwsTransport *transport)
{
  rig->context.transport = transport;
}

AwsSourceContext *
source_rig_get_context (SourceRig *rig)
{
  return &rig->context;
}

guint
source_rig_get_waited (SourceRig *rig)
{
  return rig->n_waits;
}

char *
source_rig_dup_sent (SourceRig *rig, const char *name)
{
  g_assert_nonnull (rig->first);
  return g_strdup (rekaws_request_get_header (rig->first, name));
}

static char *
describe (const AwsCredentials *credentials)
{
  const char *token = rekaws_credentials_get_session_token (credentials);
  gint64 end_us = rekaws_credentials_get_expiration (credentials);
  g_autofree char *left = end_us == AWS_CREDENTIALS_NEVER
      ? g_strdup ("-")
      : g_strdup_printf ("%" G_GINT64_FORMAT,
            end_us / G_USEC_PER_SEC - RIG_NOW);

  return g_strdup_printf ("found %s %s %s %s",
      rekaws_credentials_get_access_key_id (credentials),
      rekaws_credentials_get_secret_access_key (credentials),
      token != NULL ? token : "-", left);
}

char *
source_rig_load (SourceRig *rig, const AwsSource *source, const char *profile)
{
  AwsSourceContext context = rig->context;
  g_autofree char *reason = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AwsCredentials) credentials = NULL;

  if (profile != NULL)
    context.profile = profile;
  credentials = source->load (&context, NULL, &reason, &error);
  g_assert_cmpint ((credentials != NULL) + (reason != NULL) + (error != NULL),
      ==, 1);

  if (credentials != NULL)
    return describe (credentials);
  if (reason != NULL)
    return g_strconcat ("reason ", reason, NULL);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup ("cancelled");
  g_assert_cmpint (error->domain, ==, AWS_ERROR);
  return g_strconcat ("error ", error->message, NULL);
}

/* Whether @expected is @got, or its first word and a part of it. */
static gboolean
matches (const char *got, const char *expected)
{
  const char *part = strchr (expected, ' ');
  gsize word = part != NULL ? (gsize) (part - expected) : strlen (expected);

  if (g_str_has_prefix (expected, "found ") || part == NULL)
    return g_str_equal (got, expected);
  return strncmp (got, expected, word + 1) == 0 &&
      strstr (got + word, part + 1) != NULL;
}

void
source_rig_assert (SourceRig *rig, const char *label, const AwsSource *source,
    const char *profile, const char *expected)
{
  g_autofree char *got = source_rig_load (rig, source, profile);
  g_autofree char *wanted = replace_home (rig, expected);

  g_test_message ("%s: %s", label, got);
  if (!matches (got, wanted))
    g_error ("%s: got \"%s\", not \"%s\"", label, got, wanted);
  if (!g_str_has_prefix (got, "found ") && strstr (got, "SECRET") != NULL)
    g_error ("%s: a secret in \"%s\"", label, got);
}
