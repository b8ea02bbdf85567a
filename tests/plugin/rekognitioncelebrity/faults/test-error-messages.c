/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The error messages: for each failure exactly one, which names the job and the
 * cause and contains no secret. */

#include <glib/gstdio.h>
#include <string.h>

#include "support/element/element-rig.h"
#include "support/common/scripted-server.h"
#include "support/common/certificate.h"

#define JOB "job-1"
#define N_PAGES 3
#define PAGE_SIZE 40
#define SECRET_KEY "wJalrXUtnFEMI-TEST-SECRET"
#define SESSION_TOKEN "FwoGZXIvYXdzTESTTOKEN"
#define TEN "0123456789"
#define SIXTY TEN TEN TEN TEN TEN TEN

#define MIB (1024 * 1024)
#define MAX_BODY_MIB 64

typedef struct {
  const char *name;
  const char *value;
} Property;

/* The endpoint is the local one with @faults, or @script (with @scheme, http by
 * default), or @uri. The text must contain @cause and @advice. Details of the
 * error that are 0 or NULL must be absent. */
typedef struct {
  const char *name;
  const char *job_id;
  Property properties[4];
  const char *faults[3];
  const ScriptedStep *script;
  const char *scheme;
  const char *uri;
  GstResourceError code;
  const char *cause;
  const char *advice;
  guint http_status;
  const char *type;
  guint attempts;
} ErrorRow;

static const ScriptedStep refuse_script[] = { SCRIPT_END };

static const ScriptedStep garbage_script[] = { SCRIPT_READ,
  SCRIPT_SEND ("SSH-2.0-server\r\n"), SCRIPT_CLOSE, SCRIPT_HANG, SCRIPT_END };

static const ScriptedStep plain_script[] = {
  SCRIPT_SEND ("HTTP/1.1 400 Bad Request\r\n\r\n"), SCRIPT_CLOSE, SCRIPT_END
};

static const ScriptedStep silent_script[] = { SCRIPT_RECEIVE, SCRIPT_HANG,
  SCRIPT_END };

static const ScriptedStep reset_script[] = { SCRIPT_READ, SCRIPT_RESET,
  SCRIPT_READ, SCRIPT_RESET, SCRIPT_HANG, SCRIPT_END };

static const ErrorRow settings_rows[] = {
  { "no-job-id", .code = GST_RESOURCE_ERROR_SETTINGS,
      .cause = "job-id is not set" },
  { "empty-job-id", "", .code = GST_RESOURCE_ERROR_SETTINGS,
      .cause = "job-id is empty: an unset shell variable?" },
  { "empty-results-location", NULL, { { "results-location", "" } },
      .code = GST_RESOURCE_ERROR_SETTINGS,
      .cause = "results-location is empty: an unset shell variable?" },
  { "empty-job-id-and-no-file", "", { { "results-location", "/none/here" } },
      .code = GST_RESOURCE_ERROR_NOT_FOUND,
      .cause = "job-id is empty (an unset shell variable?)",
      .advice = "set job-id" },
  { "job-id-swallows", "region=eu-west-1", .code = GST_RESOURCE_ERROR_SETTINGS,
      .cause = "is a shell variable unset?" },
  { "region-swallows-job-id", NULL, { { "region", "job-id=" JOB } },
      .code = GST_RESOURCE_ERROR_SETTINGS,
      .cause = "region is \"job-id=" JOB "\": is its shell variable unset?" },
  { "empty-region", JOB, { { "region", "" } },
      .code = GST_RESOURCE_ERROR_SETTINGS,
      .cause = "region is empty: an unset shell variable?",
      .advice = "Set the property region" },
  { "region-swallows", JOB, { { "region", "!" } },
      .code = GST_RESOURCE_ERROR_SETTINGS,
      .cause = "is a shell variable unset?" },
  { "job-id-with-space", "job 1", .code = GST_RESOURCE_ERROR_SETTINGS,
      .cause = "is not valid" },
  { "job-id-with-slash", "job/1", .code = GST_RESOURCE_ERROR_SETTINGS,
      .cause = "is not valid" },
  { "job-id-not-ascii", "jöb", .code = GST_RESOURCE_ERROR_SETTINGS,
      .cause = "is not valid" },
  { "job-id-too-long", SIXTY "12345", .code = GST_RESOURCE_ERROR_SETTINGS,
      .cause = "1 to 64" },
  { "no-region", JOB, { { "region", NULL } },
      .code = GST_RESOURCE_ERROR_SETTINGS, .cause = "No AWS region is set" },
  { "bad-region", JOB, { { "region", "eu/west" } },
      .code = GST_RESOURCE_ERROR_SETTINGS, .cause = "is not an AWS region" },
  { "bad-endpoint", JOB, .uri = "over there",
      .code = GST_RESOURCE_ERROR_SETTINGS, .cause = "endpoint-uri" },
  { "invalid-parameter", JOB,
      .faults = { "error:400:InvalidParameterException:Bad MaxResults" },
      .code = GST_RESOURCE_ERROR_SETTINGS, .cause = "Bad MaxResults",
      .advice = "Check job-id", .http_status = 400,
      .type = "InvalidParameterException", .attempts = 1 },
};

static const ErrorRow credentials_rows[] = {
  { "no-credentials", JOB,
      { { "access-key", NULL }, { "secret-access-key", NULL },
          { "session-token", NULL } },
      .code = GST_RESOURCE_ERROR_NOT_AUTHORIZED, .cause = "credentials" },
  { "unknown-profile", JOB,
      { { "access-key", NULL }, { "secret-access-key", NULL },
          { "session-token", NULL }, { "profile", "nobody" } },
      .code = GST_RESOURCE_ERROR_NOT_AUTHORIZED, .cause = "nobody" },
  { "key-without-secret", JOB, { { "secret-access-key", NULL } },
      .code = GST_RESOURCE_ERROR_NOT_AUTHORIZED,
      .cause = "secret-access-key is not set" },
  { "secret-without-key", JOB, { { "access-key", NULL } },
      .code = GST_RESOURCE_ERROR_NOT_AUTHORIZED,
      .cause = "access-key is not set" },
  { "access-denied", JOB, .faults = { "deny" },
      .code = GST_RESOURCE_ERROR_NOT_AUTHORIZED,
      .cause = "rekognition:GetCelebrityRecognition", .http_status = 400,
      .type = "AccessDeniedException", .attempts = 1 },
  { "wrong-secret", JOB, { { "secret-access-key", "other" SECRET_KEY } },
      .code = GST_RESOURCE_ERROR_NOT_AUTHORIZED,
      .cause = "signature is refused",
      .advice = "is the secret access key right", .http_status = 400,
      .type = "InvalidSignatureException", .attempts = 1 },
  { "expired-token", JOB, .faults = { "expired-token" },
      .code = GST_RESOURCE_ERROR_NOT_AUTHORIZED, .cause = "is expired",
      .http_status = 400, .type = "ExpiredTokenException", .attempts = 2 },
  { "unknown-token", JOB, { { "session-token", "other" SESSION_TOKEN } },
      .code = GST_RESOURCE_ERROR_NOT_AUTHORIZED, .cause = "token",
      .http_status = 400, .type = "UnrecognizedClientException",
      .attempts = 1 },
  { "missing-token", JOB, { { "session-token", NULL } },
      .code = GST_RESOURCE_ERROR_NOT_AUTHORIZED, .cause = "token",
      .http_status = 400, .type = "UnrecognizedClientException",
      .attempts = 1 },
  { "unknown-key", JOB, { { "access-key", "AKIDOTHER" } },
      .code = GST_RESOURCE_ERROR_NOT_AUTHORIZED, .cause = "token",
      .http_status = 400, .type = "UnrecognizedClientException",
      .attempts = 1 },
  { "forbidden-by-proxy", JOB, .faults = { "html:403" },
      .code = GST_RESOURCE_ERROR_NOT_AUTHORIZED, .cause = "403",
      .http_status = 403, .attempts = 1 },
  /* The service may send back the canonical request, with its secrets. */
  { "echoed-token", JOB,
      .faults = { "error:403:InvalidSignatureException:The Canonical String "
                  "should have been x-amz-security-token:" SESSION_TOKEN },
      .code = GST_RESOURCE_ERROR_NOT_AUTHORIZED,
      .cause = "signature is refused", .http_status = 403,
      .type = "InvalidSignatureException", .attempts = 1 },
  { "echoed-token-elsewhere", JOB,
      .faults = { "error:400:OddException:Token " SESSION_TOKEN " is odd" },
      .code = GST_RESOURCE_ERROR_READ, .cause = "OddException",
      .advice = "Check region and endpoint-uri", .http_status = 400,
      .type = "OddException", .attempts = 1 },
};

static const ErrorRow service_rows[] = {
  { "unknown-job", "missing", .code = GST_RESOURCE_ERROR_NOT_FOUND,
      .cause = "7 days", .http_status = 400,
      .type = "ResourceNotFoundException", .attempts = 1 },
  { "host-not-found", JOB, .uri = "https://name.invalid",
      .code = GST_RESOURCE_ERROR_NOT_FOUND, .cause = "name.invalid",
      .attempts = 1 },
  { "throttled", JOB, { { "retry-attempts", "2" } }, { "throttle" },
      .code = GST_RESOURCE_ERROR_BUSY, .cause = "Rate exceeded",
      .http_status = 400, .type = "ThrottlingException", .attempts = 2 },
  { "throttled-with-500", JOB, .faults = { "error:500:ThrottlingException" },
      .code = GST_RESOURCE_ERROR_BUSY, .cause = "ThrottlingException",
      .http_status = 500, .type = "ThrottlingException", .attempts = 1 },
  { "throttled-by-proxy", JOB, .faults = { "html:429" },
      .code = GST_RESOURCE_ERROR_BUSY, .cause = "429", .http_status = 429,
      .attempts = 1 },
  { "throughput", JOB,
      .faults = { "error:400:ProvisionedThroughputExceededException:Slow" },
      .code = GST_RESOURCE_ERROR_BUSY, .cause = "Slow", .http_status = 400,
      .type = "ProvisionedThroughputExceededException", .attempts = 1 },
  { "throttled-for-long", JOB, { { "retry-attempts", "5" } }, { "throttle:60" },
      .code = GST_RESOURCE_ERROR_BUSY, .cause = "Rate exceeded",
      .http_status = 400, .type = "ThrottlingException", .attempts = 1 },
  { "in-progress", JOB, { { "job-timeout", "0" } }, { "in-progress" },
      .code = GST_RESOURCE_ERROR_BUSY, .cause = "still in progress after 0 s" },
  { "in-progress-for-long", JOB, { { "job-timeout", "1" } }, { "in-progress" },
      .code = GST_RESOURCE_ERROR_BUSY, .cause = "still in progress after 1 s" },
  { "failed", JOB, .faults = { "failed:The video is broken" },
      .code = GST_RESOURCE_ERROR_FAILED, .cause = "The video is broken",
      .advice = "start a new job" },
  { "failed-in-control-characters", JOB,
      .faults = { "failed:\x1b[2J\xe2\x80\xaeThe\x07video\xe2\x81\xa6 broke" },
      .code = GST_RESOURCE_ERROR_FAILED, .cause = " [2JThe video broke" },
  { "unknown-status", JOB, .faults = { "status:PAUSED" },
      .code = GST_RESOURCE_ERROR_FAILED, .cause = "PAUSED",
      .advice = "Check the job" },
};

static const ErrorRow network_rows[] = {
  { "refused", JOB, { { "retry-attempts", "2" } }, .script = refuse_script,
      .code = GST_RESOURCE_ERROR_OPEN_READ, .cause = "Could not connect",
      .attempts = 2 },
  { "reset", JOB, { { "retry-attempts", "2" } }, .script = reset_script,
      .code = GST_RESOURCE_ERROR_READ, .cause = "broke", .attempts = 2 },
  { "no-http", JOB, .script = garbage_script, .code = GST_RESOURCE_ERROR_READ,
      .cause = "127.0.0.1", .attempts = 1 },
  { "https-without-tls", JOB, .script = plain_script, .scheme = "https",
      .code = GST_RESOURCE_ERROR_OPEN_READ,
      .cause = "it answers, but TLS fails", .advice = "is it http://",
      .attempts = 1 },
  { "https-without-answer", JOB, { { "request-timeout", "300" } },
      .script = silent_script, .scheme = "https",
      .code = GST_RESOURCE_ERROR_OPEN_READ,
      .cause = "does not answer with TLS within 300 ms",
      .advice = "is it http://", .attempts = 1 },
  { "cut", JOB, { { "retry-attempts", "2" } }, { "cut" },
      .code = GST_RESOURCE_ERROR_READ, .cause = "broke", .attempts = 2 },
  { "redirect", JOB, .faults = { "redirect:http://127.0.0.1:1/" },
      .code = GST_RESOURCE_ERROR_READ, .cause = "redirects are not followed",
      .advice = "endpoint-uri", .http_status = 302, .attempts = 1 },
};

static const ErrorRow answer_rows[] = {
  { "internal", JOB, { { "retry-attempts", "2" } },
      { "error:500:InternalServerError:Oops" }, .code = GST_RESOURCE_ERROR_READ,
      .cause = "Oops", .http_status = 500, .type = "InternalServerError",
      .attempts = 2 },
  { "unavailable", JOB, .faults = { "error:503:ServiceUnavailable" },
      .code = GST_RESOURCE_ERROR_READ, .cause = "ServiceUnavailable",
      .http_status = 503, .type = "ServiceUnavailable", .attempts = 1 },
  { "html-with-500", JOB, { { "retry-attempts", "2" } }, { "html" },
      .code = GST_RESOURCE_ERROR_READ, .cause = "500", .http_status = 500,
      .attempts = 2 },
  { "html", JOB, .faults = { "html:200" }, .code = GST_RESOURCE_ERROR_READ,
      .cause = "JSON", .attempts = 1 },
  { "empty-body", JOB, .faults = { "body" }, .code = GST_RESOURCE_ERROR_READ,
      .cause = "JSON", .attempts = 1 },
  { "no-json", JOB, .faults = { "body:{\"JobStatus\":SUCCEEDED}" },
      .code = GST_RESOURCE_ERROR_READ, .cause = "Page 1" },
  { "no-object", JOB, .faults = { "body:[]" }, .code = GST_RESOURCE_ERROR_READ,
      .cause = "JSON", .attempts = 1 },
  { "wrong-member", JOB,
      .faults = { "body:{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":7}" },
      .code = GST_RESOURCE_ERROR_READ, .cause = "Celebrities",
      .advice = "Check endpoint-uri" },
  { "second-page-no-json", JOB, .faults = { "body:{\"JobStatus\":}@2" },
      .code = GST_RESOURCE_ERROR_READ, .cause = "Page 2" },
  { "loop", JOB, .faults = { "loop-token@2+" }, .code = GST_RESOURCE_ERROR_READ,
      .cause = "same NextToken twice", .advice = "Check endpoint-uri" },
  { "token-refused-twice", JOB,
      .faults = { "error:400:InvalidPaginationTokenException:Too old@2",
          "error:400:InvalidPaginationTokenException:Too old@4" },
      .code = GST_RESOURCE_ERROR_READ, .cause = "Too old", .http_status = 400,
      .type = "InvalidPaginationTokenException", .attempts = 1 },
  { "wrong-job", JOB, .faults = { "wrong-job:another" },
      .code = GST_RESOURCE_ERROR_READ, .cause = "another",
      .advice = "Check endpoint-uri" },
  { "wrong-job-later", JOB, .faults = { "wrong-job:another@3" },
      .code = GST_RESOURCE_ERROR_READ, .cause = "another" },
};

static void
rig_init (ElementRig *rig, const char *job_id, const char *const *faults,
    const LocalEndpointSettings *given)
{
  LocalEndpointSettings settings = { 0 };

  if (given != NULL)
    settings = *given;
  settings.secret_access_key = SECRET_KEY;
  settings.session_token = SESSION_TOKEN;
  element_rig_init (rig, job_id, &settings);
  g_object_set (rig->element, "retry-attempts", 1, "max-results", PAGE_SIZE,
      NULL);
  local_endpoint_add_synthetic (rig->endpoint, JOB, N_PAGES, PAGE_SIZE);
  for (; faults != NULL && *faults != NULL; faults++) {
    g_autoptr (GError) error = NULL;

    local_endpoint_add_fault (rig->endpoint, *faults, &error);
    g_assert_no_error (error);
  }
}

static void
set_properties (GstElement *element, const Property *properties, gsize n)
{
  for (gsize i = 0; i < n && properties[i].name != NULL; i++) {
    if (properties[i].value == NULL)
      g_object_set (element, properties[i].name, NULL, NULL);
    else
      gst_util_set_object_arg (G_OBJECT (element), properties[i].name,
          properties[i].value);
  }
}

static void
assert_no_secret (const char *text)
{
  static const char *const secrets[] = { SECRET_KEY, SESSION_TOKEN,
    "AWS4-HMAC-SHA256", "Signature=" };

  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (secrets); i++)
    g_assert_null (strstr (text, secrets[i]));
}

static void
assert_uint (const GstStructure *details, const char *field, guint expected)
{
  guint found = 0;

  g_assert_cmpint (gst_structure_has_field (details, field), ==, expected != 0);
  if (expected != 0)
    g_assert_true (gst_structure_get_uint (details, field, &found));
  g_assert_cmpuint (found, ==, expected);
}

static void
assert_details (const GstStructure *details, const ErrorRow *row)
{
  g_autofree char *text = gst_structure_to_string (details);
  const char *request_id = gst_structure_get_string (details, "aws-request-id");

  assert_no_secret (text);
  assert_uint (details, "http-status-code", row->http_status);
  assert_uint (details, "attempts", row->attempts);
  g_assert_cmpstr (gst_structure_get_string (details, "aws-error-type"), ==,
      row->type);
  if (row->http_status == 0)
    g_assert_false (gst_structure_has_field (details, "aws-request-id"));
  else
    g_assert_true (g_uuid_string_is_valid (request_id));
}

static void
assert_error (GstMessage *message, const ErrorRow *row)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *debug = NULL;
  const GstStructure *details;

  gst_message_parse_error (message, &error, &debug);
  gst_message_parse_error_details (message, &details);
  g_test_message ("%s: %s [%s]", row->name, error->message, debug);

  g_assert_error (error, GST_RESOURCE_ERROR, (int) row->code);
  g_assert_nonnull (strstr (error->message, row->cause));
  if (row->advice != NULL)
    g_assert_nonnull (strstr (error->message, row->advice));
  if (row->job_id != NULL)
    g_assert_nonnull (strstr (error->message, row->job_id));
  assert_no_secret (error->message);
  assert_no_secret (debug);
  g_assert_nonnull (details);
  assert_details (details, row);
}

static GstProgressType
check_progress (GstMessage *message)
{
  g_autofree char *code = NULL;
  g_autofree char *text = NULL;
  GstProgressType type;

  gst_message_parse_progress (message, &type, &code, &text);
  assert_no_secret (text);
  return type;
}

/* The bus must have progress START first, exactly one error, and progress ERROR
 * once, last. */
static void
assert_bus (GstBus *bus, const ErrorRow *row)
{
  const GstMessageType types =
      GST_MESSAGE_PROGRESS | GST_MESSAGE_ERROR | GST_MESSAGE_WARNING;
  GstProgressType progress = GST_PROGRESS_TYPE_ERROR;
  gboolean first = TRUE;
  guint n_errors = 0;

  for (;;) {
    g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus, types);

    if (message == NULL)
      break;
    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_PROGRESS) {
      g_assert_true (first || progress != GST_PROGRESS_TYPE_ERROR);
      progress = check_progress (message);
      g_assert_cmpint (progress == GST_PROGRESS_TYPE_START, ==, first);
      g_assert_cmpuint (n_errors, ==, progress == GST_PROGRESS_TYPE_ERROR);
      first = FALSE;
      continue;
    }
    g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_ERROR);
    assert_error (message, row);
    n_errors++;
  }
  g_assert_cmpuint (n_errors, ==, 1);
  g_assert_cmpint (progress, ==, GST_PROGRESS_TYPE_ERROR);
}

static void
push_and_fail (ElementRig *rig, const ErrorRow *row)
{
  GstFlowReturn flow =
      gst_harness_push (rig->harness, element_rig_create_buffer (0));

  g_assert_cmpint (flow, ==, GST_FLOW_EOS);
  assert_bus (rig->bus, row);
}

static void
test_error (gconstpointer data)
{
  const ErrorRow *row = data;
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (ScriptedServer) server = NULL;
  g_autofree char *uri = g_strdup (row->uri);

  rig_init (&rig, row->job_id, row->faults, NULL);
  set_properties (rig.element, row->properties, G_N_ELEMENTS (row->properties));
  if (row->script != NULL) {
    server = scripted_server_new (row->script, NULL);
    uri = scripted_server_dup_uri (server,
        row->scheme != NULL ? row->scheme : "http", "");
  }
  if (row->script == refuse_script)
    scripted_server_wait_steps (server, G_MAXUINT);

  if (uri != NULL)
    element_rig_play (&rig, uri);
  else
    element_rig_start (&rig);
  push_and_fail (&rig, row);
}

/* gst-launch-1.0 loses an error that is posted before its main loop runs. */
static void
test_not_at_once (void)
{
  g_auto (ElementRig) rig = { 0 };
  gint64 start = g_get_monotonic_time ();

  rig_init (&rig, NULL, NULL, NULL);
  element_rig_start (&rig);
  push_and_fail (&rig, &settings_rows[0]);
  g_assert_cmpint (g_get_monotonic_time () - start, >=,
      100 * G_TIME_SPAN_MILLISECOND);
}

static void
test_tls (void)
{
  static const ErrorRow row = { "tls", JOB,
    .code = GST_RESOURCE_ERROR_OPEN_READ, .cause = "certificate is refused",
    .attempts = 1 };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("celebrity-errors-XXXXXX", &error);
  g_autofree char *certificate = g_build_filename (folder, "cert.pem", NULL);
  g_autofree char *key = g_build_filename (folder, "key.pem", NULL);
  LocalEndpointSettings settings = { .tls_certificate = certificate,
    .tls_key = key };
  g_auto (ElementRig) rig = { 0 };

  g_assert_no_error (error);
  test_certificate_write (certificate, key);
  rig_init (&rig, row.job_id, NULL, &settings);
  element_rig_start (&rig);
  g_unlink (certificate);
  g_unlink (key);
  g_rmdir (folder);
  g_assert_true (
      g_str_has_prefix (local_endpoint_get_uri (rig.endpoint), "https:"));
  push_and_fail (&rig, &row);
}

/* An endless body, over the size limit. */
static void
test_too_large (void)
{
  static const ErrorRow row = { "too-large", JOB,
    .code = GST_RESOURCE_ERROR_READ, .cause = "larger than", .attempts = 1 };
  ScriptedStep steps[MAX_BODY_MIB + 4] = { SCRIPT_READ,
    SCRIPT_SEND ("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n") };
  g_autofree char *chunk = g_malloc0 (MIB);
  g_autoptr (ScriptedServer) server = NULL;
  g_autofree char *uri = NULL;
  g_auto (ElementRig) rig = { 0 };

  for (guint i = 0; i <= MAX_BODY_MIB; i++)
    steps[2 + i] = (ScriptedStep) SCRIPT_SEND_BYTES (chunk, MIB);
  server = scripted_server_new (steps, NULL);
  uri = scripted_server_dup_uri (server, "http", "");
  rig_init (&rig, row.job_id, NULL, NULL);
  element_rig_play (&rig, uri);
  push_and_fail (&rig, &row);
}

static void
add_error_rows (const char *group, const ErrorRow *rows, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    g_autofree char *path =
        g_strdup_printf ("/error-messages/%s/%s", group, rows[i].name);

    g_test_add_data_func (path, &rows[i], test_error);
  }
}

/* The service's reason may have any length. */
static void
test_long_reason (void)
{
  g_autofree char *reason = g_strnfill (MIB, 'm');
  g_autofree char *fault = g_strconcat ("failed:", reason, NULL);
  const char *const faults[] = { fault, NULL };
  g_auto (ElementRig) rig;
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *debug = NULL;

  rig_init (&rig, JOB, faults, NULL);
  element_rig_start (&rig);
  message = element_rig_wait (&rig, GST_MESSAGE_ERROR);
  gst_message_parse_error (message, &error, &debug);
  g_assert_error (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "mmm"));
  g_assert_cmpuint (strlen (error->message), <, 10 * 1024);
  g_assert_cmpuint (strlen (debug), <, 10 * 1024);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);

  add_error_rows ("settings", settings_rows, G_N_ELEMENTS (settings_rows));
  add_error_rows ("credentials", credentials_rows,
      G_N_ELEMENTS (credentials_rows));
  add_error_rows ("service", service_rows, G_N_ELEMENTS (service_rows));
  add_error_rows ("network", network_rows, G_N_ELEMENTS (network_rows));
  add_error_rows ("answer", answer_rows, G_N_ELEMENTS (answer_rows));
  g_test_add_func ("/error-messages/not-at-once", test_not_at_once);
  g_test_add_func ("/error-messages/tls", test_tls);
  g_test_add_func ("/error-messages/too-large", test_too_large);
  g_test_add_func ("/error-messages/long-reason", test_long_reason);
  return element_rig_run ();
}
