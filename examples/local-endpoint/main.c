/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rekognition-local-endpoint: serves Amazon Rekognition's
 * GetCelebrityRecognition on this machine, to develop and test without AWS.
 */

#include <glib-unix.h>
#include <locale.h>
#include <stdlib.h>

#include "endpoint-faults.h"
#include "local-endpoint.h"

#define SYNTHETIC_JOB_ID "synthetic"

typedef struct {
  char **files;
  char *job_id;
  char *synthetic;
  char *synthetic_shape;
  int page_size;
  int port;
  gboolean all_interfaces;
  char *tls_certificate;
  char *tls_key;
  char *access_key;
  char *secret_access_key;
  char *session_token;
  char *region;
  int clock_offset;
  char **faults;
  char *log;
  gboolean verbose;
} Options;

static void
options_clear (Options *options)
{
  g_strfreev (options->files);
  g_free (options->job_id);
  g_free (options->synthetic);
  g_free (options->synthetic_shape);
  g_free (options->tls_certificate);
  g_free (options->tls_key);
  g_free (options->access_key);
  g_free (options->secret_access_key);
  g_free (options->session_token);
  g_free (options->region);
  g_strfreev (options->faults);
  g_free (options->log);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static char *
describe (void)
{
  g_autofree char *faults = endpoint_faults_describe ();

  return g_strdup_printf (
      "FILE contains responses as printed by “aws rekognition "
      "get-celebrity-recognition”:\none, a JSON array of them, or several "
      "concatenated (one call per page). They may\nalso be inside another "
      "object, have names in camelCase, or be only a list of\ndetections; the "
      "file may be gzip or UTF-16. All pages with the same JobId are one\njob. "
      "Incomplete results, and those of jobs that did not succeed, are "
      "refused.\n"
      "\n"
      "--fault injects the faults you select, as "
      "NAME[:ARGUMENT][@FIRST[+[COUNT]]]:\n%s"
      "FIRST is the number of a request, counted from 1: @3 is only the third, "
      "@3+2 the\nthird and the fourth, @3+ the third and all later ones. "
      "Without FIRST the fault\napplies to all requests. If two faults "
      "conflict, the later one wins. A request\nwithout a valid signature is "
      "answered with the service's error instead.\n"
      "\n"
      "When the server is ready it prints one line, “Listening on URI”. It "
      "stops on\nSIGINT and SIGTERM. Clients must use these credentials, "
      "unless others are set:\n"
      "  AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s\n"
      "\n"
      "Examples:\n"
      "  rekognition-local-endpoint job.jsonl --port 8000\n"
      "  rekognition-local-endpoint --synthetic 3,1000 --fault throttle@1+2\n"
      "  rekognition-local-endpoint job.jsonl --fault error:500:"
      "InternalServerError@2",
      faults, LOCAL_ENDPOINT_ACCESS_KEY_ID, LOCAL_ENDPOINT_SECRET_ACCESS_KEY);
}

static gboolean
parse_options (Options *o, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "job-id", 'j', 0, G_OPTION_ARG_STRING, &o->job_id,
        "JobId to use instead of those in the files", "ID" },
    { "synthetic", 's', 0, G_OPTION_ARG_STRING, &o->synthetic,
        "Add an invented job (default id: " SYNTHETIC_JOB_ID ")",
        "PAGES,DETECTIONS" },
    { "synthetic-shape", 0, 0, G_OPTION_ARG_STRING, &o->synthetic_shape,
        "Its kind: dense (15 samples per second, each with the body, every "
        "third with the face; the default), sparse (2 samples per second, "
        "each with the face) or body (like dense, without faces)",
        "SHAPE" },
    { "page-size", 0, 0, G_OPTION_ARG_INT, &o->page_size,
        "Maximum number of detections per page", "N" },
    { "fault", 'f', 0, G_OPTION_ARG_STRING_ARRAY, &o->faults,
        "Inject a fault, see below; may be repeated", "FAULT" },
    { "port", 'p', 0, G_OPTION_ARG_INT, &o->port,
        "Port to listen on (default: any free port)", "PORT" },
    { "all-interfaces", 0, 0, G_OPTION_ARG_NONE, &o->all_interfaces,
        "Listen on all interfaces, not only on 127.0.0.1", NULL },
    { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &o->tls_certificate,
        "Use HTTPS with this certificate (PEM)", "FILE" },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &o->tls_key,
        "Its private key (PEM; default: in the file of the certificate)",
        "FILE" },
    { "access-key", 0, 0, G_OPTION_ARG_STRING, &o->access_key,
        "Required access key (default: " LOCAL_ENDPOINT_ACCESS_KEY_ID ")",
        "ID" },
    { "secret-access-key", 0, 0, G_OPTION_ARG_STRING, &o->secret_access_key,
        "Its secret (default: " LOCAL_ENDPOINT_SECRET_ACCESS_KEY ")",
        "SECRET" },
    { "session-token", 0, 0, G_OPTION_ARG_STRING, &o->session_token,
        "Required session token (default: there must be none)", "TOKEN" },
    { "region", 0, 0, G_OPTION_ARG_STRING, &o->region,
        "Required region (default: any)", "REGION" },
    { "clock-offset", 0, 0, G_OPTION_ARG_INT, &o->clock_offset,
        "Seconds that the server's clock is ahead", "S" },
    { "log", 'l', 0, G_OPTION_ARG_FILENAME, &o->log,
        "Append one line of JSON per request to FILE", "FILE" },
    { "verbose", 'v', 0, G_OPTION_ARG_NONE, &o->verbose,
        "Print these lines to standard error", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->files, NULL,
        "[FILE…]" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *description = describe ();

  g_option_context_set_summary (context,
      "Serves Amazon Rekognition's GetCelebrityRecognition on this machine.");
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
check_range (const char *option, int value, int max, GError **error)
{
  if (value >= 0 && value <= max)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
      "%s must be between 0 and %d", option, max);
  return FALSE;
}

static gboolean
check_options (const Options *options, GError **error)
{
  if (options->files == NULL && options->synthetic == NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
        "No job to serve: specify a FILE or --synthetic");
    return FALSE;
  }
  if (options->synthetic_shape != NULL && options->synthetic == NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
        "--synthetic-shape needs --synthetic");
    return FALSE;
  }
  return check_range ("--port", options->port, G_MAXUINT16, error) &&
      check_range ("--page-size", options->page_size, G_MAXINT, error);
}

static gboolean
add_synthetic (LocalEndpoint *endpoint, const Options *options, GError **error)
{
  const char *id = options->job_id != NULL ? options->job_id : SYNTHETIC_JOB_ID;
  EndpointShape shape = ENDPOINT_SHAPE_DENSE;
  g_auto (GStrv) parts = NULL;
  guint64 n_pages;
  guint64 page_size;

  if (options->synthetic == NULL)
    return TRUE;
  if (options->synthetic_shape != NULL &&
      !endpoint_shape_parse (options->synthetic_shape, &shape)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
        "--synthetic-shape must be dense, sparse or body, not “%s”",
        options->synthetic_shape);
    return FALSE;
  }
  parts = g_strsplit (options->synthetic, ",", 2);
  if (g_strv_length (parts) != 2 ||
      !g_ascii_string_to_unsigned (parts[0], 10, 1, 1000000, &n_pages, NULL) ||
      !g_ascii_string_to_unsigned (parts[1], 10, 1, 1000, &page_size, NULL)) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
        "--synthetic must be PAGES,DETECTIONS with at most 1000 detections per "
        "page");
    return FALSE;
  }
  local_endpoint_add_shaped (endpoint, id, shape, (guint) n_pages,
      (guint) page_size);
  return TRUE;
}

static gboolean
add_jobs_and_faults (LocalEndpoint *endpoint, const Options *options,
    GError **error)
{
  if (!add_synthetic (endpoint, options, error))
    return FALSE;
  for (guint i = 0; options->files != NULL && options->files[i] != NULL; i++) {
    if (!local_endpoint_add_results_file (endpoint, options->files[i],
            options->job_id, error))
      return FALSE;
  }
  for (guint i = 0; options->faults != NULL && options->faults[i] != NULL;
       i++) {
    if (!local_endpoint_add_fault (endpoint, options->faults[i], error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
open_log (const Options *options, FILE **log, GError **error)
{
  *log = options->verbose ? stderr : NULL;
  if (options->log == NULL)
    return TRUE;
  *log = fopen (options->log, "a");
  if (*log != NULL)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
      "Could not open %s for writing", options->log);
  return FALSE;
}

static LocalEndpoint *
create_endpoint (const Options *options, FILE *log)
{
  const LocalEndpointSettings settings = {
    .access_key_id = options->access_key,
    .secret_access_key = options->secret_access_key,
    .session_token = options->session_token,
    .region = options->region,
    .port = (guint16) options->port,
    .all_interfaces = options->all_interfaces,
    .tls_certificate = options->tls_certificate,
    .tls_key = options->tls_key,
    .page_size = (guint) options->page_size,
    .clock_offset = options->clock_offset,
    .log = log,
    .forget_requests = TRUE,
  };

  return local_endpoint_new (&settings);
}

static gboolean
on_signal (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
serve (const Options *options, FILE *log, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (LocalEndpoint) endpoint = create_endpoint (options, log);

  g_unix_signal_add (SIGINT, on_signal, loop);
  g_unix_signal_add (SIGTERM, on_signal, loop);
  if (!add_jobs_and_faults (endpoint, options, error) ||
      !local_endpoint_start (endpoint, error))
    return FALSE;
  g_print ("Listening on %s\n", local_endpoint_get_uri (endpoint));
  fflush (stdout);
  g_main_loop_run (loop);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;
  FILE *log = NULL;
  gboolean served;

  setlocale (LC_ALL, "");
  served = parse_options (&options, &argc, &argv, &error) &&
      check_options (&options, &error) && open_log (&options, &log, &error) &&
      serve (&options, log, &error);
  if (!served)
    g_printerr ("rekognition-local-endpoint: %s\n", error->message);
  if (log != NULL && log != stderr)
    fclose (log);
  return served ? EXIT_SUCCESS : EXIT_FAILURE;
}
