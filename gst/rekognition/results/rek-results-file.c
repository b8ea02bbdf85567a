/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "results/rek-results-file.h"

#include "client/aws-error.h"
#include "rek-error.h"
#include "service/rek-page-fetch.h"
#include "page/rek-json-splitter.h"
#include "page/rek-next-token.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK (256 * 1024)

/* Whether the parser wants no more pages is told by its finish. */
typedef struct {
  RekParser *parser;
  GCancellable *cancellable;
  GHashTable *tokens;
  char *last_token;
  guint n_pages;
  gboolean is_refused;
  guint64 n_bytes;
} Reader;

static gboolean
note_page (Reader *reader, GError **error)
{
  const char *token = reader->last_token;

  if (++reader->n_pages > REK_FETCH_MAX_PAGES) {
    g_set_error (error, REK_ERROR, REK_ERROR_TOO_LARGE,
        "it has more than %d pages", REK_FETCH_MAX_PAGES);
    return FALSE;
  }
  if (token == NULL || g_hash_table_add (reader->tokens, g_strdup (token)))
    return TRUE;
  g_set_error (error, REK_ERROR, REK_ERROR_LOOP,
      "page %u has the NextToken of an earlier page", reader->n_pages);
  return FALSE;
}

static gboolean
take_page (GBytes *body, gpointer user_data, GError **error)
{
  Reader *reader = user_data;

  if (g_cancellable_set_error_if_cancelled (reader->cancellable, error))
    return FALSE;

  g_free (reader->last_token);
  reader->last_token = rek_token_scan (body);
  if (!note_page (reader, error))
    return FALSE;
  reader->is_refused =
      !rek_parser_push (reader->parser, body, reader->last_token);
  return !reader->is_refused;
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

static gboolean
read_pages (Reader *reader, int fd, GError **error)
{
  g_autoptr (RekSplitter) splitter =
      rek_splitter_new (REK_PAGE_MAX_SIZE, take_page, reader);
  g_autofree char *buffer = g_malloc (CHUNK);
  gssize n;

  for (;;) {
    if (g_cancellable_set_error_if_cancelled (reader->cancellable, error))
      return FALSE;
    n = read_chunk (fd, buffer, error);
    if (n <= 0)
      break;
    reader->n_bytes += (guint64) n;
    if (!rek_splitter_push (splitter, buffer, (gsize) n, error))
      return reader->is_refused;
  }
  return n == 0 && rek_splitter_finish (splitter, error);
}

static void
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data)
{
  rek_parser_cancel (user_data);
}

static RekResults *
read_and_finish (Reader *reader, int fd, GError **error)
{
  RekResults *results = NULL;
  gulong handler = 0;

  if (reader->cancellable != NULL)
    handler = g_cancellable_connect (reader->cancellable,
        G_CALLBACK (on_cancelled), reader->parser, NULL);
  if (read_pages (reader, fd, error))
    results = rek_parser_finish (reader->parser, error);
  g_cancellable_disconnect (reader->cancellable, handler);
  return results;
}

static gboolean
check_status (const RekJobInfo *info, GError **error)
{
  switch (info->status) {
    case REK_JOB_STATUS_SUCCEEDED:
      return TRUE;
    case REK_JOB_STATUS_FAILED:
      g_set_error (error, REK_ERROR, REK_ERROR_JOB_FAILED, "its job failed: %s",
          info->status_message != NULL ? info->status_message
                                       : "no reason given");
      return FALSE;
    case REK_JOB_STATUS_IN_PROGRESS:
      g_set_error (error, REK_ERROR, REK_ERROR_FILE_BROKEN,
          "it was made while its job was still in progress");
      return FALSE;
    case REK_JOB_STATUS_UNKNOWN:
    default:
      g_set_error (error, REK_ERROR, REK_ERROR_FILE_BROKEN,
          "a page of it has %s",
          info->status_text != NULL ? "an unknown JobStatus" : "no JobStatus");
      return FALSE;
  }
}

static gboolean
check_results (const Reader *reader, const RekResults *results,
    const char *job_id, GError **error)
{
  const char *its_job_id = results->info.job_id;

  if (reader->n_pages == 0) {
    if (reader->n_bytes == 0)
      g_set_error (error, REK_ERROR, REK_ERROR_FILE_EMPTY, "it is empty");
    else
      g_set_error (error, REK_ERROR, REK_ERROR_FILE_BROKEN,
          "it holds no page of results");
    return FALSE;
  }
  if (!check_status (&results->info, error))
    return FALSE;
  if (job_id != NULL && its_job_id != NULL &&
      !g_str_equal (its_job_id, job_id)) {
    g_set_error (error, REK_ERROR, REK_ERROR_OTHER_JOB,
        "it holds job \"%s\", not \"%s\"", its_job_id, job_id);
    return FALSE;
  }
  if (reader->last_token == NULL)
    return TRUE;
  g_set_error (error, REK_ERROR, REK_ERROR_FILE_BROKEN,
      "pages are missing: page %u, its last one, has a NextToken",
      reader->n_pages);
  return FALSE;
}

static RekResults *
read_results (Reader *reader, int fd, const char *job_id, GError **error)
{
  g_autoptr (RekResults) results = read_and_finish (reader, fd, error);

  if (results == NULL || !check_results (reader, results, job_id, error))
    return NULL;
  return g_steal_pointer (&results);
}

/* A pipe must neither hold up the opening nor be read: it could not be
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
      S_ISDIR (status.st_mode) ? "it is a directory" : "it is no regular file");
  close (fd);
  return -1;
}

/* What went wrong, with the file's name before it; what is wrong with its
 * pages makes it a broken file. */
static void
propagate_error (GError **error, GError *cause, const char *filename)
{
  g_autofree char *shown = g_filename_display_name (filename);

  if (cause->domain == REK_ERROR &&
      (cause->code == REK_ERROR_INVALID || cause->code == REK_ERROR_LOOP ||
          cause->code == REK_ERROR_TOO_LARGE))
    cause->code = REK_ERROR_FILE_BROKEN;
  if (cause->domain == REK_ERROR)
    g_prefix_error (&cause, "The results file \"%s\" can't be used: ", shown);
  g_propagate_error (error, cause);
}

RekResults *
rek_results_file_read (const char *filename, const char *job_id,
    RekParserPageFunc page_func, gpointer user_data, GCancellable *cancellable,
    guint64 *n_bytes, GError **error)
{
  Reader reader = { .cancellable = cancellable };
  RekResults *results = NULL;
  GError *cause = NULL;
  int fd = open_file (filename, &cause);

  if (fd >= 0) {
    reader.tokens =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    reader.parser = rek_parser_new (NULL, page_func, user_data, &cause);
    if (reader.parser != NULL)
      results = read_results (&reader, fd, job_id, &cause);
    g_clear_pointer (&reader.parser, rek_parser_free);
    g_hash_table_unref (reader.tokens);
    g_free (reader.last_token);
    close (fd);
  }
  *n_bytes = reader.n_bytes;
  if (results == NULL)
    propagate_error (error, cause, filename);
  return results;
}
