/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "reporting/celebrity-error-message.h"

#include <string.h>

#include "client/aws-error.h"
#include "client/aws-retry-policy.h"
#include "gst-celebrity-sanitize.h"
#include "rek-error.h"

GST_DEBUG_CATEGORY_EXTERN (rekognition_celebrity_debug);
#define GST_CAT_DEFAULT rekognition_celebrity_debug

/* How a cause is posted, and what the user can do about it. */
typedef struct {
  GstResourceError code;
  const char *hint;
} Advice;

typedef struct {
  const char *type;
  Advice advice;
} ServiceRow;

#define CHECK_ENDPOINT "Check endpoint-uri, and start again."

static const Advice aws_advice[] = {
  [AWS_ERROR_CONFIG] = { GST_RESOURCE_ERROR_SETTINGS, NULL },
  [AWS_ERROR_NO_REGION] = { GST_RESOURCE_ERROR_SETTINGS, NULL },
  [AWS_ERROR_NO_CREDENTIALS] = { GST_RESOURCE_ERROR_NOT_AUTHORIZED, NULL },
  [AWS_ERROR_HOST_NOT_FOUND] = { GST_RESOURCE_ERROR_NOT_FOUND,
      "Check region, endpoint-uri and the network." },
  [AWS_ERROR_CONNECT] = { GST_RESOURCE_ERROR_OPEN_READ,
      "Check the network, proxy and endpoint-uri." },
  [AWS_ERROR_TLS] = { GST_RESOURCE_ERROR_OPEN_READ,
      "Check endpoint-uri (is it http:// rather than https://?) and the "
      "network." },
  [AWS_ERROR_NO_TLS] = { GST_RESOURCE_ERROR_OPEN_READ,
      "Install glib-networking (Debian: apt install glib-networking)." },
  [AWS_ERROR_NO_DESCRIPTORS] = { GST_RESOURCE_ERROR_OPEN_READ,
      "Raise the limit of open files (ulimit -n)." },
  [AWS_ERROR_UNTRUSTED] = { GST_RESOURCE_ERROR_OPEN_READ,
      "Check endpoint-uri, AWS_CA_BUNDLE, HTTPS_PROXY and this machine's "
      "clock." },
  [AWS_ERROR_TIMED_OUT] = { GST_RESOURCE_ERROR_READ,
      "Check the network, or raise request-timeout." },
  [AWS_ERROR_BROKEN] = { GST_RESOURCE_ERROR_READ,
      "Start again, and check endpoint-uri." },
  [AWS_ERROR_TOO_LARGE] = { GST_RESOURCE_ERROR_READ, "Check endpoint-uri." },
};

static const Advice rek_advice[] = {
  [REK_ERROR_SETTINGS] = { GST_RESOURCE_ERROR_SETTINGS, NULL },
  [REK_ERROR_INVALID] = { GST_RESOURCE_ERROR_READ, CHECK_ENDPOINT },
  [REK_ERROR_LOOP] = { GST_RESOURCE_ERROR_READ, CHECK_ENDPOINT },
  [REK_ERROR_TOO_LARGE] = { GST_RESOURCE_ERROR_READ, CHECK_ENDPOINT },
  [REK_ERROR_IN_PROGRESS] = { GST_RESOURCE_ERROR_BUSY,
      "Start again when it is done, or raise job-timeout." },
  [REK_ERROR_JOB_FAILED] = { GST_RESOURCE_ERROR_FAILED,
      "Fix what the reason says, and start a new job." },
  [REK_ERROR_UNKNOWN_STATUS] = { GST_RESOURCE_ERROR_FAILED,
      "Check the job with the AWS CLI; a newer version of this plugin may "
      "know the status." },
  [REK_ERROR_OTHER_JOB] = { GST_RESOURCE_ERROR_SETTINGS,
      "Set a results-location and a job-id that belong together; the file was "
      "not modified." },
  [REK_ERROR_FILE_NOT_FOUND] = { GST_RESOURCE_ERROR_NOT_FOUND,
      "Check results-location, or set job-id as well, to fetch the results into "
      "it." },
  [REK_ERROR_FILE_EMPTY] = { GST_RESOURCE_ERROR_READ,
      "Set job-id as well, to fetch the results into it." },
  [REK_ERROR_FILE_UNREADABLE] = { GST_RESOURCE_ERROR_OPEN_READ,
      "Check results-location." },
  [REK_ERROR_FILE_BROKEN] = { GST_RESOURCE_ERROR_READ,
      "Recreate it with \"aws rekognition get-celebrity-recognition --output "
      "json\", or set job-id and a results-location that does not exist yet; "
      "the file was not modified." },
  [REK_ERROR_FILE_REFUSED] = { GST_RESOURCE_ERROR_READ, NULL },
  [REK_ERROR_FILE_UNWRITABLE] = { GST_RESOURCE_ERROR_OPEN_WRITE,
      "Check results-location." },
  [REK_ERROR_FILE_EXISTS] = { GST_RESOURCE_ERROR_WRITE,
      "Set a results-location and a job-id that belong together; the file was "
      "not modified." },
  [REK_ERROR_FILE_NOT_WRITTEN] = { GST_RESOURCE_ERROR_WRITE,
      "Check the disk, and play again to write it." },
  [REK_ERROR_FILE_NO_SPACE] = { GST_RESOURCE_ERROR_NO_SPACE_LEFT,
      "Free some space, and play again to write it." },
};

#define CHECK_PARAMETERS \
  "Check job-id (is it of a celebrity recognition job?) and max-results."

static const ServiceRow service_rows[] = {
  { "ResourceNotFoundException",
      { GST_RESOURCE_ERROR_NOT_FOUND,
          "Check job-id, region and account; the service keeps results for 7 "
          "days." } },
  { "RequestTimeTooSkewed",
      { GST_RESOURCE_ERROR_NOT_AUTHORIZED, "Check this machine's clock." } },
  { "RequestExpired",
      { GST_RESOURCE_ERROR_NOT_AUTHORIZED, "Check this machine's clock." } },
  { "InvalidParameterException",
      { GST_RESOURCE_ERROR_SETTINGS, CHECK_PARAMETERS } },
  { "ValidationException", { GST_RESOURCE_ERROR_SETTINGS, CHECK_PARAMETERS } },
  { "InvalidPaginationTokenException",
      { GST_RESOURCE_ERROR_READ, "Start again." } },
};

static const Advice class_advice[] = {
  [AWS_FAILURE_NONE] = { GST_RESOURCE_ERROR_READ, CHECK_ENDPOINT },
  [AWS_FAILURE_THROTTLED] = { GST_RESOURCE_ERROR_BUSY,
      "Start again later, or raise retry-attempts." },
  [AWS_FAILURE_TRANSIENT] = { GST_RESOURCE_ERROR_READ, "Start again later." },
  [AWS_FAILURE_EXPIRED_CREDENTIALS] = { GST_RESOURCE_ERROR_NOT_AUTHORIZED,
      "Get new credentials." },
  [AWS_FAILURE_CLOCK_SKEW] = { GST_RESOURCE_ERROR_NOT_AUTHORIZED, NULL },
  [AWS_FAILURE_NOT_AUTHORIZED] = { GST_RESOURCE_ERROR_NOT_AUTHORIZED,
      "Check the credentials and that they allow "
      "rekognition:GetCelebrityRecognition." },
  [AWS_FAILURE_OTHER] = { GST_RESOURCE_ERROR_READ,
      "Check region and endpoint-uri, and start again." },
};

static const Advice *
find_service_advice (const AwsErrorDetails *details)
{
  for (gsize i = 0; i < G_N_ELEMENTS (service_rows); i++) {
    if (g_strcmp0 (details->type, service_rows[i].type) == 0)
      return &service_rows[i].advice;
  }
  return &class_advice[rekaws_retry_classify_answer (details->http_status,
      details->type)];
}

static const Advice *
find_advice (const GError *error)
{
  static const Advice no_thread = { GST_RESOURCE_ERROR_FAILED,
    "Raise the limit of processes and threads (ulimit -u)." };
  static const Advice other = { GST_RESOURCE_ERROR_FAILED, NULL };

  if (g_error_matches (error, AWS_ERROR, AWS_ERROR_SERVICE))
    return find_service_advice (rekaws_error_get_details (error));
  if (error->domain == AWS_ERROR && error->code >= 0 &&
      error->code < (int) G_N_ELEMENTS (aws_advice))
    return &aws_advice[error->code];
  if (error->domain == REK_ERROR && error->code >= 0 &&
      error->code < (int) G_N_ELEMENTS (rek_advice))
    return &rek_advice[error->code];
  return error->domain == G_THREAD_ERROR ? &no_thread : &other;
}

static GstStructure *
create_details (const AwsErrorDetails *from)
{
  GstStructure *details = gst_structure_new_empty ("details");

  if (from == NULL)
    return details;
  if (from->http_status != 0)
    gst_structure_set (details, "http-status-code", G_TYPE_UINT,
        from->http_status, NULL);
  if (from->type != NULL)
    gst_structure_set (details, "aws-error-type", G_TYPE_STRING, from->type,
        NULL);
  if (from->request_id != NULL)
    gst_structure_set (details, "aws-request-id", G_TYPE_STRING,
        from->request_id, NULL);
  if (from->attempts != 0)
    gst_structure_set (details, "attempts", G_TYPE_UINT, from->attempts, NULL);
  return details;
}

/* The first line of the cause, with job and advice. Further lines belong to the
 * debug text. */
static char *
create_text (const char *job_id, const GError *error, const char *message,
    const char *hint)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *quoted = g_strconcat ("\"", job_id, "\"", NULL);

  if (job_id != NULL && strstr (message, quoted) == NULL &&
      !g_error_matches (error, REK_ERROR, REK_ERROR_SETTINGS))
    g_string_append_printf (text,
        "Can't get the celebrities of job %s: ", quoted);
  g_string_append_len (text, message, (gssize) strcspn (message, "\n"));
  if (strchr (".?!", text->str[text->len - 1]) == NULL)
    g_string_append_c (text, '.');
  if (hint != NULL)
    g_string_append_printf (text, " %s", hint);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
create_debug (const char *message, const GstStructure *details)
{
  g_autoptr (GString) debug = g_string_new (NULL);
  const char *more = strchr (message, '\n');

  if (more != NULL)
    g_string_append_printf (debug, "%s\n", more + 1);
  for (gint i = 0; i < gst_structure_n_fields (details); i++) {
    const char *field = gst_structure_nth_field_name (details, i);
    g_autofree char *value =
        gst_value_serialize (gst_structure_get_value (details, field));

    g_string_append_printf (debug, "%s=%s\n", field, value);
  }
  if (debug->len == 0)
    return NULL;
  g_string_truncate (debug, debug->len - 1);
  return g_string_free (g_steal_pointer (&debug), FALSE);
}

void
celebrity_error_post (GstElement *element, GstMessageType type,
    const char *job_id, const GError *error)
{
  const Advice *advice = find_advice (error);
  g_autofree char *message = gst_celebrity_text_clean (error->message);
  g_autofree char *job = gst_celebrity_text_clean_line (job_id);
  GstStructure *details = create_details (rekaws_error_get_details (error));
  char *text = create_text (job, error, message, advice->hint);
  char *debug = create_debug (message, details);

  GST_CAT_LEVEL_LOG (GST_CAT_DEFAULT,
      type == GST_MESSAGE_ERROR ? GST_LEVEL_ERROR : GST_LEVEL_WARNING, element,
      "%s%s%s", text, debug != NULL ? "\n" : "", debug != NULL ? debug : "");
  /* Takes the texts and the details. */
  gst_element_message_full_with_details (element, type, GST_RESOURCE_ERROR,
      advice->code, text, debug, __FILE__, G_STRFUNC, __LINE__, details);
}
