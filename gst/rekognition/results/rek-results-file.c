/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "results/rek-results-file.h"

#include "client/aws-error.h"
#include "rek-error.h"
#include "service/rek-page-fetch.h"
#include "page/rek-json-splitter.h"
#include "page/rek-next-token.h"
#include "results/rek-decoder.h"
#include "page/rek-foreign.h"
#include "page/rek-json-check.h"
#include "results/rek-results-check.h"
#include "page/rek-scan.h"
#include "page/rek-unwrap.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK (256 * 1024)
/* Detections outside a page are grouped into pages of this many bytes. */
#define MAX_DETECTIONS_SIZE (4 * 1024 * 1024)

/* @check: owned by the parser. @detections: JSON of a page that is made of the
 * @n_detections detections so far that are outside a page. @head: the start of
 * the decoded text. @n_bytes: read from the file. */
typedef struct {
  RekParser *parser;
  const RekResultsCheck *check;
  GCancellable *cancellable;
  RekDecoder *decoder;
  RekSplitter *splitter;
  GString *head;
  GString *detections;
  guint n_detections;
  guint n_values;
  guint n_pages;
  guint64 n_bytes;
} Reader;

/* If the parser needs no more pages, rek_parser_finish() says why. */
static gboolean
push_page (Reader *reader, GBytes *page, GError **error)
{
  if (++reader->n_pages > REK_FETCH_MAX_PAGES) {
    g_set_error (error, REK_ERROR, REK_ERROR_TOO_LARGE,
        "it has more than %d pages", REK_FETCH_MAX_PAGES);
    return FALSE;
  }
  return rek_parser_push (reader->parser, page, NULL);
}

static gboolean
push_detections (Reader *reader, GError **error)
{
  g_autoptr (GBytes) page = NULL;

  if (reader->n_detections == 0)
    return TRUE;
  g_string_append (reader->detections, "]}");
  page = g_string_free_to_bytes (g_steal_pointer (&reader->detections));
  reader->detections = g_string_new (NULL);
  reader->n_detections = 0;
  return push_page (reader, page, error);
}

static gboolean
add_detection (Reader *reader, GBytes *detection, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (detection, &size);

  if (reader->n_detections > 0 &&
      reader->detections->len + size > MAX_DETECTIONS_SIZE &&
      !push_detections (reader, error))
    return FALSE;
  g_string_append (reader->detections,
      reader->n_detections == 0 ? "{\"Celebrities\":[" : ",");
  g_string_append_len (reader->detections, text, (gssize) size);
  return ++reader->n_detections < REK_RESULTS_PAGE_MAX_DETECTIONS ||
      push_detections (reader, error);
}

/* The parser checks pages and detections, but not the JSON around them. */
static gboolean
check_json (const Reader *reader, GBytes *value, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (value, &size);

  if (rek_json_check (text, size, error))
    return TRUE;
  g_prefix_error (error, "Value %u in it is broken: ", reader->n_values);
  return FALSE;
}

static gboolean
refuse_value (const Reader *reader, GBytes *value, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (value, &size);
  g_auto (GStrv) names = rek_scan_dup_names (text, size);
  const RekForeign *foreign =
      rek_foreign_from_members ((const char *const *) names);

  if (foreign != NULL)
    g_set_error (error, REK_ERROR, REK_ERROR_FILE_REFUSED, "it holds %s. %s",
        foreign->what, foreign->way_out);
  else
    g_set_error (error, REK_ERROR, REK_ERROR_FILE_REFUSED,
        "value %u in it is JSON, but has no results of a celebrity recognition "
        "job (no Celebrities). " REK_FOREIGN_WAY_OUT,
        reader->n_values);
  return FALSE;
}

static gboolean
push_pages (Reader *reader, GPtrArray *pages, GError **error)
{
  if (!push_detections (reader, error))
    return FALSE;
  for (guint i = 0; i < pages->len; i++) {
    if (!push_page (reader, pages->pdata[i], error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
take_value (GBytes *value, gpointer user_data, GError **error)
{
  Reader *reader = user_data;
  g_autoptr (GPtrArray) pages =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  if (g_cancellable_set_error_if_cancelled (reader->cancellable, error))
    return FALSE;
  reader->n_values++;
  switch (rek_unwrap (value, pages)) {
    case REK_UNWRAP_PAGE:
      return push_pages (reader, pages, error);
    case REK_UNWRAP_PAGES:
      return check_json (reader, value, error) &&
          push_pages (reader, pages, error);
    case REK_UNWRAP_DETECTION:
      return add_detection (reader, value, error);
    case REK_UNWRAP_NOTHING:
    default:
      return check_json (reader, value, error) &&
          refuse_value (reader, value, error);
  }
}

static gboolean
take_text (const char *text, gsize size, gpointer user_data, GError **error)
{
  Reader *reader = user_data;
  gsize n_wanted = REK_FOREIGN_HEAD_SIZE - reader->head->len;

  if (g_cancellable_set_error_if_cancelled (reader->cancellable, error))
    return FALSE;
  g_string_append_len (reader->head, text, (gssize) MIN (size, n_wanted));
  return rek_splitter_push (reader->splitter, text, size, error);
}

static gssize
read_chunk (int fd, char *buffer, GError **error)
{
  gssize n;

  do {
    n = read (fd, buffer, CHUNK);
  } while (n < 0 && errno == EINTR);
  if (n < 0)
    g_set_error (error, REK_ERROR, REK_ERROR_FILE_BROKEN, "%s",
        g_strerror (errno));
  return n;
}

/* Returns: FALSE, too, without an error, if the parser needs no more pages */
static gboolean
read_pages (Reader *reader, int fd, GError **error)
{
  g_autofree char *buffer = g_malloc (CHUNK);
  gssize n;

  do {
    if (g_cancellable_set_error_if_cancelled (reader->cancellable, error))
      return FALSE;
    n = read_chunk (fd, buffer, error);
    if (n < 0)
      return FALSE;
    reader->n_bytes += (guint64) n;
    if (!rek_decoder_push (reader->decoder, buffer, (gsize) n, error))
      return FALSE;
  } while (n > 0);
  return rek_decoder_finish (reader->decoder, error) &&
      rek_splitter_finish (reader->splitter, error) &&
      push_detections (reader, error);
}

static void
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data)
{
  rek_parser_cancel (user_data);
}

/* If both reading and parsing fail, the parser's error is the earlier one in
 * the file. */
static RekResults *
read_and_finish (Reader *reader, int fd, GError **error)
{
  g_autoptr (RekResults) results = NULL;
  g_autoptr (GError) read_error = NULL;
  gulong handler = 0;

  if (reader->cancellable != NULL)
    handler = g_cancellable_connect (reader->cancellable,
        G_CALLBACK (on_cancelled), reader->parser, NULL);
  read_pages (reader, fd, &read_error);
  results = rek_parser_finish (reader->parser, error);
  g_cancellable_disconnect (reader->cancellable, handler);
  if (results == NULL || read_error == NULL)
    return g_steal_pointer (&results);
  g_propagate_error (error, g_steal_pointer (&read_error));
  return NULL;
}

static gboolean
is_blank (const GString *text)
{
  const char *at = text->str + rek_json_skip_bom (text->str, text->len);

  return at[strspn (at, " \t\r\n")] == '\0';
}

static gboolean
check_results (const Reader *reader, GError **error)
{
  if (reader->n_bytes == 0) {
    g_set_error_literal (error, REK_ERROR, REK_ERROR_FILE_EMPTY, "it is empty");
    return FALSE;
  }
  if (reader->n_pages == 0) {
    g_set_error (error, REK_ERROR, REK_ERROR_FILE_REFUSED,
        "it %s. " REK_FOREIGN_WAY_OUT,
        is_blank (reader->head) ? "is empty"
                                : "holds an empty list, which is no answer of "
                                  "a job: one in which nobody was found has a "
                                  "JobStatus, too");
    return FALSE;
  }
  return rek_results_check_end (reader->check, error);
}

/* Says what a file is that can't be read as JSON, if that is known. */
static void
name_foreign (const Reader *reader, GError **error)
{
  const RekForeign *foreign;

  if (!g_error_matches (*error, REK_ERROR, REK_ERROR_INVALID))
    return;
  foreign = rek_foreign_from_text (reader->head->str, reader->head->len);
  if (foreign == NULL)
    return;
  g_clear_error (error);
  g_set_error (error, REK_ERROR, REK_ERROR_FILE_REFUSED, "it holds %s. %s",
      foreign->what, foreign->way_out);
}

static RekResults *
read_results (Reader *reader, int fd, GError **error)
{
  g_autoptr (RekResults) results = read_and_finish (reader, fd, error);

  if (results == NULL)
    name_foreign (reader, error);
  else if (check_results (reader, error))
    return g_steal_pointer (&results);
  return NULL;
}

/* A pipe must neither block the opening nor be read: that could not be
 * cancelled. */
static int
open_file (const char *filename, GError **error)
{
  int fd = g_open (filename, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
  struct stat status = { 0 };

  if (fd < 0 && errno == EMFILE) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_NO_DESCRIPTORS,
        "The results file \"%s\" can't be opened: %s", filename,
        g_strerror (errno));
    return -1;
  }
  if (fd < 0) {
    g_set_error (error, REK_ERROR,
        errno == ENOENT ? REK_ERROR_FILE_NOT_FOUND : REK_ERROR_FILE_UNREADABLE,
        "%s", g_strerror (errno));
    return -1;
  }
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
    return fd;

  g_set_error (error, REK_ERROR, REK_ERROR_FILE_UNREADABLE, "%s",
      S_ISDIR (status.st_mode) ? "it is a directory"
                               : "it is not a regular file");
  close (fd);
  return -1;
}

/* Prefixes the error with the file's name. An error in a page makes it a broken
 * file. @decoded: (nullable): how the bytes were decoded: locations in the
 * error count decoded bytes. */
static void
propagate_error (GError **error, GError *cause, const char *filename,
    const char *decoded)
{
  g_autofree char *shown = g_filename_display_name (filename);

  if (cause->domain == REK_ERROR &&
      (cause->code == REK_ERROR_INVALID || cause->code == REK_ERROR_LOOP ||
          cause->code == REK_ERROR_TOO_LARGE))
    cause->code = REK_ERROR_FILE_BROKEN;
  if (cause->domain == REK_ERROR && decoded != NULL)
    g_prefix_error (&cause,
        "The results file \"%s\", %s, can't be used: ", shown, decoded);
  else if (cause->domain == REK_ERROR)
    g_prefix_error (&cause, "The results file \"%s\" can't be used: ", shown);
  g_propagate_error (error, cause);
}

static gboolean
check_page (RekPage *page, gpointer check, GError **error)
{
  return rek_results_check_page (check, page, error);
}

static gboolean
reader_init (Reader *reader, const char *job_id, RekParserPageFunc page_func,
    gpointer user_data, GError **error)
{
  RekResultsCheck *check;

  reader->decoder = rek_decoder_new (take_text, reader);
  reader->splitter = rek_splitter_new (REK_PAGE_MAX_SIZE, take_value, reader);
  reader->head = g_string_new (NULL);
  reader->detections = g_string_new (NULL);
  reader->parser = rek_parser_new (NULL, page_func, user_data, error);
  if (reader->parser == NULL)
    return FALSE;
  check = rek_results_check_new (job_id);
  rek_parser_set_check_func (reader->parser, check_page, check,
      (GDestroyNotify) rek_results_check_free);
  reader->check = check;
  return TRUE;
}

static void
reader_clear (Reader *reader)
{
  g_clear_pointer (&reader->parser, rek_parser_free);
  g_clear_pointer (&reader->decoder, rek_decoder_free);
  g_clear_pointer (&reader->splitter, rek_splitter_free);
  g_string_free (reader->head, TRUE);
  g_string_free (reader->detections, TRUE);
}

RekResults *
rek_results_file_read (const char *filename, const char *job_id,
    RekParserPageFunc page_func, gpointer user_data, GCancellable *cancellable,
    guint64 *n_bytes, GError **error)
{
  Reader reader = { .cancellable = cancellable };
  RekResults *results = NULL;
  const char *decoded = NULL;
  GError *cause = NULL;
  int fd = open_file (filename, &cause);

  if (fd >= 0) {
    if (reader_init (&reader, job_id, page_func, user_data, &cause))
      results = read_results (&reader, fd, &cause);
    decoded = rek_decoder_describe (reader.decoder);
    reader_clear (&reader);
    close (fd);
  }
  *n_bytes = reader.n_bytes;
  if (results == NULL)
    propagate_error (error, cause, filename, decoded);
  return results;
}
