/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Names that are chosen to break a log, parsed as readers of each format do: one
 * name must be exactly one record with that name. */

#include "log-format.h"
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "support/common/hostile-names.h"

#define MS GST_MSECOND
#define CSV_FIELDS 11
#define CSV_FRAME_FIELDS 24

static char *
format_name (CelebrityLogFormat format, const char *name)
{
  char *urls[] = { (char *) name, NULL };
  const CelebrityAppearance appearance = {
    .name = (char *) name,
    .id = (char *) name,
    .known_gender = (char *) name,
    .urls = urls,
    .track_id = 1,
    .start = 1000 * MS,
    .end = 2000 * MS,
    .max_confidence = NAN,
    .mean_confidence = NAN,
  };
  GString *text = g_string_new (NULL);

  celebrity_log_format_get (format)->append_appearance (text, &appearance, 1);
  celebrity_log_format_get (format)->append_appearance (text, &appearance, 2);
  return g_string_free (text, FALSE);
}

static char *
format_frame (CelebrityLogFormat format, const char *name)
{
  const CelebrityLogPerson person = {
    .name = name,
    .id = name,
    .known_gender = name,
    .confidence = NAN,
  };
  g_autoptr (GArray) people =
      g_array_new (FALSE, FALSE, sizeof (CelebrityLogPerson));
  const CelebrityLogFrame frame = { .width = 640,
    .height = 360,
    .people = people };
  GString *text = g_string_new (NULL);

  g_array_append_val (people, person);
  celebrity_log_format_get (format)->append_frame (text, &frame);
  celebrity_log_format_get (format)->append_frame (text, &frame);
  return g_string_free (text, FALSE);
}

static JsonNode *
parse_line (const char *line)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (line, &error);

  g_assert_no_error (error);
  return node;
}

static void
assert_member (JsonObject *object, const char *member, const char *name)
{
  g_assert_cmpstr (json_object_get_string_member (object, member), ==, name);
}

/* Two lines, and an end of the last. */
static char **
split_lines (const char *text)
{
  char **lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_cmpstr (lines[2], ==, "");
  return lines;
}

static void
check_jsonl (const char *given, const char *name)
{
  g_autofree char *appearances =
      format_name (CELEBRITY_LOG_FORMAT_JSONL, given);
  g_autofree char *frames = format_frame (CELEBRITY_LOG_FORMAT_JSONL, given);
  g_auto (GStrv) lines = split_lines (appearances);
  g_auto (GStrv) frame_lines = split_lines (frames);

  for (guint i = 0; i < 2; i++) {
    g_autoptr (JsonNode) node = parse_line (lines[i]);
    g_autoptr (JsonNode) frame = parse_line (frame_lines[i]);
    JsonObject *object = json_node_get_object (node);
    JsonArray *people = json_object_get_array_member (
        json_node_get_object (frame), "celebrities");

    assert_member (object, "name", name);
    assert_member (object, "id", name);
    assert_member (object, "known_gender", name);
    g_assert_cmpuint (json_array_get_length (people), ==, 1);
    assert_member (json_array_get_object_element (people, 0), "name", name);
  }
}

/* Parses a field according to RFC 4180; any deviation fails the test.
 *
 * Returns: (transfer full) */
static char *
read_field (const char **at)
{
  GString *field = g_string_new (NULL);
  gboolean is_quoted = **at == '"';

  if (is_quoted) {
    for ((*at)++; **at != '"' || (*at)[1] == '"'; (*at)++) {
      g_assert_cmpint (**at, !=, '\0');
      if (**at == '"')
        (*at)++;
      g_string_append_c (field, **at);
    }
    (*at)++;
  } else {
    gsize length = strcspn (*at, ",\"\r\n");

    g_string_append_len (field, *at, (gssize) length);
    *at += length;
  }
  g_assert_true (**at == ',' || **at == '\n');
  return g_string_free (field, FALSE);
}

/* Returns: (transfer full): fields of one record, up to and with its end */
static GPtrArray *
read_record (const char **at)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_free);

  do
    g_ptr_array_add (fields, read_field (at));
  while (*(*at)++ == ',');
  return fields;
}

/* @columns: where the name is, up to 0 */
static void
check_csv (const char *text, const char *name, guint n_fields,
    const guint *columns)
{
  const char *at = text;

  for (guint i = 0; i < 2; i++) {
    g_autoptr (GPtrArray) fields = read_record (&at);

    g_assert_cmpuint (fields->len, ==, n_fields);
    for (guint k = 0; k == 0 || columns[k] != 0; k++)
      g_assert_cmpstr (g_ptr_array_index (fields, columns[k]), ==, name);
  }
  g_assert_cmpstr (at, ==, "");
}

/* As the strictest and the most lenient players do: a line with times and an
 * arrow begins a cue anywhere, and an empty line ends it. */
static void
check_cues (CelebrityLogFormat format, const char *given)
{
  g_autofree char *text = format_name (format, given);
  guint n_before = format == CELEBRITY_LOG_FORMAT_SRT ? 2 : 1;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strchr (text, '\r'));
  g_assert_cmpuint (g_strv_length (lines), ==, 2 * (n_before + 2) + 1);
  for (guint i = 0; i < 2; i++) {
    char **cue = lines + i * (n_before + 2);

    g_assert_nonnull (strstr (cue[n_before - 1], "-->"));
    g_assert_cmpstr (cue[n_before], !=, "");
    g_assert_null (strstr (cue[n_before], "-->"));
    g_assert_cmpstr (cue[n_before + 1], ==, "");
  }
}

static void
test_name (gconstpointer data)
{
  static const guint columns[] = { 0, 1, 8, 9, 0 };
  static const guint frame_columns[] = { 4, 5, 22, 0 };
  g_autofree char *given = hostile_name_dup (data);
  g_autofree char *name = g_utf8_make_valid (given, -1);
  g_autofree char *appearances = format_name (CELEBRITY_LOG_FORMAT_CSV, given);
  g_autofree char *frames = format_frame (CELEBRITY_LOG_FORMAT_CSV, given);

  check_jsonl (given, name);
  check_csv (appearances, name, CSV_FIELDS, columns);
  check_csv (frames, name, CSV_FRAME_FIELDS, frame_columns);
  check_cues (CELEBRITY_LOG_FORMAT_WEBVTT, given);
  check_cues (CELEBRITY_LOG_FORMAT_SRT, given);
}

int
main (int argc, char **argv)
{
  const HostileName *rows;
  guint n_rows;

  g_test_init (&argc, &argv, NULL);
  rows = hostile_names_get (&n_rows);
  for (guint i = 0; i < n_rows; i++) {
    g_autofree char *path =
        g_strconcat ("/log-hostile-names/", rows[i].label, NULL);

    g_test_add_data_func (path, &rows[i], test_name);
  }
  return g_test_run ();
}
