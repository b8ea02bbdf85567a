/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/support/aws-process.h"

#include "http/aws-main-context.h"
#include "client/aws-error.h"
#include "util-cancel-relay.h"
#include "util-secret.h"

#include <string.h>

#define MAX_OUTPUT (256 * 1024)
#define MAX_LINE 200

/* A secret key has 40 characters, a token more: words of that length are omitted
 * from the line that is shown. */
#define MAX_WORD 39
#define WORD_CHARACTERS G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "+/=_-"

/* Output of the program on one pipe.
 * is_unlimited: output that does not fit is discarded; otherwise it is an
 *   error */
typedef struct {
  GInputStream *stream;
  GCancellable *cancellable;
  char data[MAX_OUTPUT];
  gsize size;
  gboolean is_unlimited;
  gboolean has_ended;
  GError *error;
} Pipe;

static Pipe *
pipe_new (GInputStream *stream, gboolean is_unlimited,
    GCancellable *cancellable)
{
  Pipe *pipe = g_new0 (Pipe, 1);

  pipe->stream = stream;
  pipe->is_unlimited = is_unlimited;
  pipe->cancellable = cancellable;
  return pipe;
}

static void
pipe_free (Pipe *pipe)
{
  rekutil_secret_wipe (pipe->data, sizeof pipe->data);
  g_clear_error (&pipe->error);
  g_free (pipe);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pipe, pipe_free)

static void pipe_read (Pipe *pipe);

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pipe *pipe = user_data;
  gssize size = g_input_stream_read_finish (G_INPUT_STREAM (source), result,
      &pipe->error);

  if (size > 0) {
    pipe->size += (gsize) size;
    pipe_read (pipe);
    return;
  }
  pipe->has_ended = TRUE;
}

static void
pipe_read (Pipe *pipe)
{
  if (pipe->size == sizeof pipe->data && pipe->is_unlimited)
    pipe->size /= 2;
  if (pipe->size < sizeof pipe->data) {
    g_input_stream_read_async (pipe->stream, pipe->data + pipe->size,
        sizeof pipe->data - pipe->size, G_PRIORITY_DEFAULT, pipe->cancellable,
        on_read, pipe);
    return;
  }
  g_set_error (&pipe->error, AWS_ERROR, AWS_ERROR_BROKEN,
      "the program prints over %d bytes", MAX_OUTPUT);
  pipe->has_ended = TRUE;
}

/* Appends @line without words that may be secrets. */
static void
append_shown (GString *shown, const char *line)
{
  for (const char *p = line; *p != '\0';) {
    gsize length = strspn (p, WORD_CHARACTERS);

    if (length > MAX_WORD) {
      g_string_append (shown, "[...]");
    } else if (length > 0) {
      g_string_append_len (shown, p, (gssize) length);
    } else {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (shown, g_unichar_iscntrl (c) ? ' ' : c);
      length = (gsize) (g_utf8_next_char (p) - p);
    }
    p += length;
  }
}

/* Returns: (transfer full): the first line that is not blank, sanitised */
static char *
dup_first_line (const Pipe *pipe)
{
  g_autoptr (UtilSecret) text = g_strndup (pipe->data, pipe->size);
  g_autofree char *line = NULL;
  g_autoptr (GString) shown = g_string_new (NULL);

  g_strchug (text);
  text[strcspn (text, "\n")] = '\0';
  line = g_utf8_make_valid (text, -1);
  append_shown (shown, line);
  if (g_utf8_strlen (shown->str, -1) <= MAX_LINE)
    return g_strchomp (g_string_free (g_steal_pointer (&shown), FALSE));
  return g_utf8_substring (shown->str, 0, MAX_LINE);
}

static gboolean
check_exit (GSubprocess *process, const Pipe *errors, GError **error)
{
  g_autofree char *line = NULL;
  g_autofree char *how = NULL;

  if (g_subprocess_get_successful (process))
    return TRUE;

  line = dup_first_line (errors);
  how = g_subprocess_get_if_exited (process)
      ? g_strdup_printf ("ended with exit code %d",
            g_subprocess_get_exit_status (process))
      : g_strdup_printf ("was ended by signal %d",
            g_subprocess_get_term_sig (process));
  g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN, "the program %s%s%s", how,
      *line != '\0' ? ": " : "", line);
  return FALSE;
}

/* Reads both pipes at once: the program may fill one while the other is read. If
 * one fails, reading the other is cancelled. */
static gboolean
read_pipes (UtilRelay *relay, Pipe *output, Pipe *errors, GError **error)
{
  Pipe *failed;

  pipe_read (output);
  pipe_read (errors);
  while (!output->has_ended || !errors->has_ended) {
    rekutil_relay_iterate (relay);
    if (output->error != NULL || errors->error != NULL)
      g_cancellable_cancel (relay->cancellable);
  }

  failed = output->error != NULL ? output : errors;
  if (failed->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed->error));
  return FALSE;
}

static void
on_waited (GObject *process G_GNUC_UNUSED, GAsyncResult *result,
    gpointer user_data)
{
  GAsyncResult **waited = user_data;

  *waited = g_object_ref (result);
}

static gboolean
wait_for_exit (UtilRelay *relay, GSubprocess *process, GError **error)
{
  g_autoptr (GAsyncResult) waited = NULL;

  g_subprocess_wait_async (process, relay->cancellable, on_waited, &waited);
  while (waited == NULL)
    rekutil_relay_iterate (relay);
  return g_subprocess_wait_finish (process, waited, error);
}

static GBytes *
collect_output (UtilRelay *relay, GSubprocess *process, GError **error)
{
  g_autoptr (Pipe) output = pipe_new (g_subprocess_get_stdout_pipe (process),
      FALSE, relay->cancellable);
  g_autoptr (Pipe) errors = pipe_new (g_subprocess_get_stderr_pipe (process),
      TRUE, relay->cancellable);

  if (!read_pipes (relay, output, errors, error) ||
      !wait_for_exit (relay, process, error) ||
      !check_exit (process, errors, error))
    return NULL;
  return rekutil_secret_bytes_new (output->data, output->size);
}

/* Uses a separate main context, so that no other source of this thread is
 * dispatched meanwhile. */
static GBytes *
run_on (GMainContext *context, char **arguments, GCancellable *cancellable,
    GError **error)
{
  g_autoptr (GMainContextPusher) pusher = g_main_context_pusher_new (context);
  g_autoptr (
      GSubprocess) process = g_subprocess_newv ((const char *const *) arguments,
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, error);
  UtilRelay relay;
  GBytes *output;

  (void) pusher;
  if (process == NULL)
    return NULL;

  rekutil_relay_init (&relay, context, cancellable);
  output = collect_output (&relay, process, error);
  rekutil_relay_clear (&relay);
  if (output == NULL)
    g_subprocess_force_exit (process);
  return output;
}

GBytes *
rekaws_process_run (char **arguments, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GMainContext) context = rekaws_context_new (&failure);
  GBytes *output = NULL;

  if (context != NULL)
    output = run_on (context, arguments, cancellable, &failure);
  if (output != NULL)
    return output;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (failure->domain == AWS_ERROR)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error, AWS_ERROR, AWS_ERROR_BROKEN,
        "the program could not be run: %s", failure->message);
  return NULL;
}
