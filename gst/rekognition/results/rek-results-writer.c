/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* For renameat2(). */
#define _GNU_SOURCE

#include "config.h"

#include "results/rek-results-writer.h"

#include "rek-error.h"
#include "page/rek-json-check.h"
#include "page/rek-next-token.h"

#include "util-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY_NAME ".rekognition-results-XXXXXX"
/* The mode before the umask is applied. */
#define MODE 0666

struct _RekResultsWriter {
  char *filename;
  char *folder;
  char *temporary;
  char *job_id;
  int fd;
  int problem;
};

static void
set_error (const RekResultsWriter *writer, RekError code, const char *reason,
    GError **error)
{
  g_autofree char *shown = g_filename_display_name (writer->filename);

  g_set_error (error, REK_ERROR, (gint) code,
      "The results of job \"%s\" can't be written to \"%s\": %s",
      writer->job_id, shown, reason);
}

RekResultsWriter *
rek_results_writer_new (const char *filename, const char *job_id,
    GError **error)
{
  g_autoptr (RekResultsWriter) writer = g_new0 (RekResultsWriter, 1);

  writer->filename = g_strdup (filename);
  writer->job_id = g_strdup (job_id);
  writer->folder = g_path_get_dirname (filename);
  writer->temporary = g_build_filename (writer->folder, TEMPORARY_NAME, NULL);
  writer->fd = g_mkstemp_full (writer->temporary, O_WRONLY | O_CLOEXEC, MODE);
  if (writer->fd < 0) {
    set_error (writer, REK_ERROR_FILE_UNWRITABLE, g_strerror (errno), error);
    g_clear_pointer (&writer->temporary, g_free);
    return NULL;
  }
  return g_steal_pointer (&writer);
}

void
rek_results_writer_free (RekResultsWriter *writer)
{
  if (writer->fd >= 0)
    close (writer->fd);
  if (writer->temporary != NULL)
    g_unlink (writer->temporary);
  g_free (writer->filename);
  g_free (writer->folder);
  g_free (writer->temporary);
  g_free (writer->job_id);
  g_free (writer);
}

/* In JSON, line breaks occur only between tokens. */
static GString *
join_lines (GBytes *body)
{
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  const char *end = text + size;
  GString *line = g_string_sized_new (size + 1);

  text += rek_json_skip_bom (text, size);
  while (text < end) {
    const char *stop = text;

    while (stop < end && *stop != '\n' && *stop != '\r')
      stop++;
    g_string_append_len (line, text, stop - text);
    text = stop < end ? stop + 1 : end;
  }
  return line;
}

static void
chomp (GString *line)
{
  while (line->len > 0 && strchr (" \t", line->str[line->len - 1]) != NULL)
    g_string_truncate (line, line->len - 1);
}

/* At the end: of duplicate keys (one of them null) the last one wins. */
static void
append_job_id (GString *line, const char *job_id)
{
  chomp (line);
  if (line->len == 0 || line->str[line->len - 1] != '}')
    return;
  g_string_truncate (line, line->len - 1);
  chomp (line);
  if (line->len > 0 && line->str[line->len - 1] != '{')
    g_string_append_c (line, ',');
  g_string_append (line, "\"JobId\":");
  rek_json_append_string (line, job_id);
  g_string_append_c (line, '}');
}

static int
empty (int fd)
{
  return ftruncate (fd, 0) == 0 && lseek (fd, 0, SEEK_SET) == 0 ? 0 : errno;
}

void
rek_results_writer_add (RekResultsWriter *writer, GBytes *body,
    gboolean is_first)
{
  g_autofree char *job_id = NULL;
  GString *line;

  if (is_first)
    writer->problem = empty (writer->fd);
  if (writer->problem != 0)
    return;

  job_id = rek_token_scan_member (body, "JobId");
  line = join_lines (body);
  if (job_id == NULL)
    append_job_id (line, writer->job_id);
  g_string_append_c (line, '\n');
  writer->problem = rekutil_file_write (writer->fd, line->str, line->len);
  g_string_free (line, TRUE);
}

static gboolean
is_empty_file (const char *filename)
{
  struct stat status;

  return stat (filename, &status) == 0 && S_ISREG (status.st_mode) &&
      status.st_size == 0;
}

/* Renames the file, unless another file has the name. */
static int
rename_new (const char *from, const char *to)
{
  struct stat status;

#if HAVE_RENAMEAT2
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return 0;
  /* Otherwise the file system does not support it. */
  if (errno != ENOSYS && errno != EINVAL && errno != EEXIST)
    return errno;
#endif
  if (lstat (to, &status) == 0 && !is_empty_file (to))
    return EEXIST;
  return g_rename (from, to) == 0 ? 0 : errno;
}

static int
finish_file (RekResultsWriter *writer)
{
  int fd = writer->fd;
  int problem = fsync (fd) == 0 ? 0 : errno;

  writer->fd = -1;
  if (close (fd) != 0 && problem == 0)
    problem = errno;
  return problem;
}

static RekError
get_code (int problem)
{
  switch (problem) {
    case EEXIST:
      return REK_ERROR_FILE_EXISTS;
    case ENOSPC:
    case EDQUOT:
      return REK_ERROR_FILE_NO_SPACE;
    default:
      return REK_ERROR_FILE_NOT_WRITTEN;
  }
}

gboolean
rek_results_writer_commit (RekResultsWriter *writer, GError **error)
{
  int problem = writer->problem;

  if (problem == 0)
    problem = finish_file (writer);
  if (problem == 0)
    problem = rename_new (writer->temporary, writer->filename);
  if (problem != 0) {
    set_error (writer, get_code (problem), g_strerror (problem), error);
    return FALSE;
  }

  g_clear_pointer (&writer->temporary, g_free);
  rekutil_file_sync_folder (writer->folder);
  return TRUE;
}
