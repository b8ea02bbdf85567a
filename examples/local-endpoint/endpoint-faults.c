/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-faults.h"

#include <string.h>

#include "endpoint-error.h"

/* More than a client should accept. */
#define DEFAULT_BOMB_MIB 128
#define MAX_BOMB_MIB 1024

/* @apply: returns FALSE if @argument (NULL: none given) is not valid; NULL: the
 * fault has no argument and sets the flag at offset @flag of the effects. */
typedef struct {
  const char *name;
  const char *argument;
  const char *text;
  gboolean (*apply) (EndpointEffects *effects, const char *argument);
  gsize flag;
} FaultKind;

typedef struct {
  const FaultKind *kind;
  char *argument;
  guint64 first;
  guint64 last;
} Fault;

struct _EndpointFaults {
  GPtrArray *faults;
};

void
endpoint_effects_clear (EndpointEffects *effects)
{
  g_free (effects->page.status);
  g_free (effects->page.status_message);
  g_free (effects->page.job_id);
  g_free (effects->error_type);
  g_free (effects->error_message);
  g_free (effects->content_type);
  g_free (effects->body);
  g_free (effects->location);
  g_free (effects->retry_after);
  g_free (effects->media_type);
  memset (effects, 0, sizeof *effects);
}

static gboolean
parse_number (const char *text, guint min, guint max, guint *number)
{
  guint64 value;

  if (text == NULL ||
      !g_ascii_string_to_unsigned (text, 10, min, max, &value, NULL))
    return FALSE;
  *number = (guint) value;
  return TRUE;
}

static void
set_string (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

static void
set_error (EndpointEffects *effects, guint status, const char *type,
    const char *message)
{
  effects->status = status;
  set_string (&effects->error_type, type);
  set_string (&effects->error_message, message);
  set_string (&effects->body, NULL);
}

static void
set_body (EndpointEffects *effects, guint status, const char *content_type,
    const char *body)
{
  effects->status = status;
  set_string (&effects->error_type, NULL);
  set_string (&effects->content_type, content_type);
  set_string (&effects->body, body);
}

static gboolean
apply_body (EndpointEffects *effects, const char *argument)
{
  set_body (effects, 200, "application/x-amz-json-1.1",
      argument != NULL ? argument : "");
  return TRUE;
}

static gboolean
apply_bomb (EndpointEffects *effects, const char *argument)
{
  effects->bomb_mib = DEFAULT_BOMB_MIB;
  return argument == NULL ||
      parse_number (argument, 1, MAX_BOMB_MIB, &effects->bomb_mib);
}

static gboolean
apply_content_type (EndpointEffects *effects, const char *argument)
{
  set_string (&effects->media_type, argument);
  return argument != NULL && *argument != '\0';
}

static gboolean
apply_cut (EndpointEffects *effects, const char *argument)
{
  effects->cut = TRUE;
  effects->cut_after = G_MAXUINT;
  return argument == NULL ||
      parse_number (argument, 0, G_MAXINT, &effects->cut_after);
}

static gboolean
apply_delay (EndpointEffects *effects, const char *argument)
{
  return parse_number (argument, 0, G_MAXINT, &effects->delay_ms);
}

static gboolean
apply_deny (EndpointEffects *effects, const char *argument)
{
  set_error (effects, 400,
      endpoint_error_get_type_name (ENDPOINT_ERROR_ACCESS_DENIED),
      "User: arn:aws:iam::123456789012:user/local is not authorized to "
      "perform: rekognition:GetCelebrityRecognition because no "
      "identity-based policy allows the "
      "rekognition:GetCelebrityRecognition action");
  return argument == NULL;
}

static gboolean
apply_error (EndpointEffects *effects, const char *argument)
{
  g_auto (GStrv) parts = g_strsplit (argument != NULL ? argument : "", ":", 3);
  guint status;

  if (g_strv_length (parts) < 2 || *parts[1] == '\0' ||
      !parse_number (parts[0], 400, 599, &status))
    return FALSE;
  set_error (effects, status, parts[1],
      parts[2] != NULL ? parts[2] : "The local endpoint injects this error.");
  return TRUE;
}

static gboolean
apply_expired_token (EndpointEffects *effects, const char *argument)
{
  set_error (effects, 400,
      endpoint_error_get_type_name (ENDPOINT_ERROR_EXPIRED_TOKEN),
      "The security token included in the request is expired");
  return argument == NULL;
}

static gboolean
apply_failed (EndpointEffects *effects, const char *argument)
{
  effects->page.unfinished = TRUE;
  set_string (&effects->page.status, "FAILED");
  set_string (&effects->page.status_message,
      argument != NULL ? argument : "The video could not be decoded.");
  return TRUE;
}

static gboolean
apply_html (EndpointEffects *effects, const char *argument)
{
  guint status = 500;

  if (argument != NULL && !parse_number (argument, 200, 599, &status))
    return FALSE;
  set_body (effects, status, "text/html; charset=utf-8",
      "<!DOCTYPE html>\n<html><head><title>Something went wrong</title></head>"
      "<body><h1>Something went wrong</h1></body></html>\n");
  return TRUE;
}

static gboolean
apply_in_progress (EndpointEffects *effects, const char *argument)
{
  effects->page.unfinished = TRUE;
  set_string (&effects->page.status, "IN_PROGRESS");
  return argument == NULL;
}

static gboolean
apply_redirect (EndpointEffects *effects, const char *argument)
{
  set_body (effects, 302, "text/plain", "");
  set_string (&effects->location, argument);
  return argument != NULL;
}

static gboolean
apply_status (EndpointEffects *effects, const char *argument)
{
  set_string (&effects->page.status, argument);
  return argument != NULL;
}

static gboolean
apply_throttle (EndpointEffects *effects, const char *argument)
{
  set_error (effects, 400,
      endpoint_error_get_type_name (ENDPOINT_ERROR_THROTTLING),
      "Rate exceeded");
  set_string (&effects->retry_after, argument);
  return TRUE;
}

static gboolean
apply_trickle (EndpointEffects *effects, const char *argument)
{
  return parse_number (argument, 1, G_MAXINT, &effects->bytes_per_second);
}

static gboolean
apply_wrong_job (EndpointEffects *effects, const char *argument)
{
  set_string (&effects->page.job_id, argument);
  return argument != NULL;
}

#define CALL(apply) apply, 0
#define FLAG(field) NULL, G_STRUCT_OFFSET (EndpointEffects, field)

static const FaultKind kinds[] = {
  { "body", "[:TEXT]", "answer 200 with TEXT as the body", CALL (apply_body) },
  { "bomb", "[:MIB]",
      "send a few bytes of gzip that decompress to MIB MiB (default: 128)",
      CALL (apply_bomb) },
  { "content-type", ":TYPE", "set the header Content-Type to TYPE",
      CALL (apply_content_type) },
  { "cut", "[:BYTES]",
      "close the connection after BYTES of the body (default: half of it)",
      CALL (apply_cut) },
  { "delay", ":MS", "delay the answer by MS milliseconds", CALL (apply_delay) },
  { "deny", "", "AccessDeniedException", CALL (apply_deny) },
  { "drop", "", "close the connection after the answer without notice",
      FLAG (drop) },
  { "empty", "", "a page without detections; they follow on the next page",
      FLAG (page.empty) },
  { "error", ":STATUS:TYPE[:TEXT]", "any other error of the service",
      CALL (apply_error) },
  { "expired-token", "", "ExpiredTokenException", CALL (apply_expired_token) },
  { "failed", "[:TEXT]", "JobStatus FAILED with StatusMessage TEXT",
      CALL (apply_failed) },
  { "gzip", "", "compress the body if the client accepts that", FLAG (gzip) },
  { "hang", "", "never answer", FLAG (hang) },
  { "html", "[:STATUS]", "answer STATUS (default: 500) with an HTML page",
      CALL (apply_html) },
  { "in-progress", "", "JobStatus IN_PROGRESS", CALL (apply_in_progress) },
  { "loop-token", "", "return the request's own token as NextToken",
      FLAG (page.same_token) },
  { "redirect", ":URI", "answer 302 with Location URI", CALL (apply_redirect) },
  { "status", ":WORD", "JobStatus WORD on an otherwise correct page",
      CALL (apply_status) },
  { "throttle", "[:TEXT]",
      "ThrottlingException, with Retry-After TEXT if given",
      CALL (apply_throttle) },
  { "trickle", ":BYTES", "send BYTES of the body per second",
      CALL (apply_trickle) },
  { "wrong-job", ":ID", "return the JobId ID", CALL (apply_wrong_job) },
};

static gboolean
apply_kind (const FaultKind *kind, EndpointEffects *effects,
    const char *argument)
{
  if (kind->apply != NULL)
    return kind->apply (effects, argument);
  G_STRUCT_MEMBER (gboolean, effects, kind->flag) = TRUE;
  return argument == NULL;
}

static void
fault_free (gpointer data)
{
  Fault *fault = data;

  g_free (fault->argument);
  g_free (fault);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fault, fault_free)

EndpointFaults *
endpoint_faults_new (void)
{
  EndpointFaults *self = g_new0 (EndpointFaults, 1);

  self->faults = g_ptr_array_new_with_free_func (fault_free);
  return self;
}

void
endpoint_faults_free (EndpointFaults *self)
{
  g_ptr_array_unref (self->faults);
  g_free (self);
}

static const FaultKind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_str_equal (kinds[i].name, name))
      return &kinds[i];
  }
  return NULL;
}

static gboolean
parse_range (const char *text, Fault *fault)
{
  g_auto (GStrv) parts = g_strsplit (text, "+", 2);
  guint64 count = 1;

  if (parts[0] == NULL ||
      !g_ascii_string_to_unsigned (parts[0], 10, 1, G_MAXUINT32, &fault->first,
          NULL))
    return FALSE;
  fault->last = fault->first;
  if (parts[1] == NULL)
    return TRUE;
  if (*parts[1] == '\0') {
    fault->last = G_MAXUINT64;
    return TRUE;
  }
  if (!g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXUINT32, &count, NULL))
    return FALSE;
  fault->last = fault->first + count - 1;
  return TRUE;
}

/* An argument may contain @, so what follows the last @ is a range only if it
 * has the form of one. */
static char *
split_range (const char *spec, Fault *fault)
{
  const char *at = strrchr (spec, '@');

  fault->first = 1;
  fault->last = G_MAXUINT64;
  if (at == NULL || strspn (at + 1, "0123456789+") != strlen (at + 1) ||
      !parse_range (at + 1, fault))
    return g_strdup (spec);
  return g_strndup (spec, (gsize) (at - spec));
}

gboolean
endpoint_faults_add (EndpointFaults *self, const char *spec, GError **error)
{
  g_autoptr (Fault) fault = g_new0 (Fault, 1);
  g_autofree char *head = split_range (spec, fault);
  g_auto (GStrv) parts = g_strsplit (head, ":", 2);
  g_auto (EndpointEffects) trial = { 0 };

  fault->kind = parts[0] != NULL ? find_kind (parts[0]) : NULL;
  if (fault->kind == NULL) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
        "Unknown fault “%s”", head);
    return FALSE;
  }
  fault->argument = g_strdup (parts[1]);
  if (!apply_kind (fault->kind, &trial, fault->argument)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
        "“%s” is not of the form %s%s[@FIRST[+[COUNT]]]", spec,
        fault->kind->name, fault->kind->argument);
    return FALSE;
  }
  g_ptr_array_add (self->faults, g_steal_pointer (&fault));
  return TRUE;
}

void
endpoint_faults_apply (const EndpointFaults *self, guint64 request,
    EndpointEffects *effects)
{
  memset (effects, 0, sizeof *effects);
  for (guint i = 0; i < self->faults->len; i++) {
    const Fault *fault = g_ptr_array_index (self->faults, i);

    if (request >= fault->first && request <= fault->last)
      apply_kind (fault->kind, effects, fault->argument);
  }
}

char *
endpoint_faults_describe (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *form =
        g_strconcat (kinds[i].name, kinds[i].argument, NULL);

    g_string_append_printf (text, "  %-26s %s\n", form, kinds[i].text);
  }
  return g_string_free (text, FALSE);
}
