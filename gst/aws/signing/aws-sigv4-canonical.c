/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "signing/aws-sigv4-canonical.h"

#include <string.h>

/* Headers that a proxy or the HTTP library may change. */
static const char *const unsigned_headers[] = {
  "Connection",
  "Expect",
  "User-Agent",
  "X-Amzn-Trace-Id",
};

typedef struct {
  const char *name;
  const char *value;
  guint position;
} Entry;

typedef struct {
  char *name;
  char *value;
} Parameter;

static gboolean
is_unreserved (guchar byte)
{
  return g_ascii_isalnum (byte) ||
      (byte != '\0' && strchr ("-._~", byte) != NULL);
}

static void
append_encoded (GString *out, guchar byte)
{
  static const char digits[] = "0123456789ABCDEF";

  if (is_unreserved (byte)) {
    g_string_append_c (out, (char) byte);
    return;
  }
  g_string_append_c (out, '%');
  g_string_append_c (out, digits[byte >> 4]);
  g_string_append_c (out, digits[byte & 0xf]);
}

gsize
rekaws_canonical_max_size (const AwsRequest *request)
{
  gsize size = 3 * strlen (request->path) + 2;

  /* A name without "=" gets one. */
  if (request->query != NULL)
    size += 4 * strlen (request->query) + 2;

  size += strlen ("host:\nhost;") + strlen (request->authority);
  for (guint i = 0; i < request->headers->len; i++) {
    const AwsHeader *header = g_ptr_array_index (request->headers, i);

    size +=
        2 * strlen (header->name) + strlen (header->value) + strlen (":\n;");
  }
  return size;
}

static void
append_segment (GString *out, const char *segment)
{
  for (const char *p = segment; *p != '\0'; p++)
    append_encoded (out, (guchar) *p);
}

/* Returns: (transfer container): the segments that remain after "." and ".." are
 *   resolved and empty ones are dropped; they belong to @segments */
static GPtrArray *
resolve_segments (char **segments)
{
  GPtrArray *resolved = g_ptr_array_new ();

  for (guint i = 0; segments[i] != NULL; i++) {
    if (*segments[i] == '\0' || g_str_equal (segments[i], "."))
      continue;
    if (!g_str_equal (segments[i], ".."))
      g_ptr_array_add (resolved, segments[i]);
    else if (resolved->len > 0)
      g_ptr_array_set_size (resolved, (int) resolved->len - 1);
  }
  return resolved;
}

void
rekaws_canonical_append_path (GString *out, const char *path)
{
  g_auto (GStrv) segments = g_strsplit (path, "/", -1);
  g_autoptr (GPtrArray) resolved = resolve_segments (segments);

  for (guint i = 0; i < resolved->len; i++) {
    g_string_append_c (out, '/');
    append_segment (out, g_ptr_array_index (resolved, i));
  }
  if (resolved->len == 0 || g_str_has_suffix (path, "/"))
    g_string_append_c (out, '/');
}

/* Decodes first, so that the result does not depend on how the caller encoded
 * the text. */
static char *
reencode (const char *text, gsize length)
{
  GString *out = g_string_sized_new (3 * length);

  for (gsize i = 0; i < length; i++) {
    if (text[i] == '%' && i + 2 < length && g_ascii_isxdigit (text[i + 1]) &&
        g_ascii_isxdigit (text[i + 2])) {
      append_encoded (out,
          (guchar) (g_ascii_xdigit_value (text[i + 1]) << 4 |
              g_ascii_xdigit_value (text[i + 2])));
      i += 2;
    } else {
      append_encoded (out, (guchar) text[i]);
    }
  }
  return g_string_free (out, FALSE);
}

static void
parameter_clear (gpointer data)
{
  Parameter *parameter = data;

  g_free (parameter->name);
  g_free (parameter->value);
}

static int
parameter_compare (gconstpointer a, gconstpointer b)
{
  const Parameter *first = a, *second = b;
  int order = strcmp (first->name, second->name);

  return order != 0 ? order : strcmp (first->value, second->value);
}

static GArray *
parse_query (const char *query)
{
  g_auto (GStrv) parts = g_strsplit (query, "&", -1);
  GArray *parameters = g_array_new (FALSE, FALSE, sizeof (Parameter));

  g_array_set_clear_func (parameters, parameter_clear);
  for (guint i = 0; parts[i] != NULL; i++) {
    gsize name_length = strcspn (parts[i], "=");
    const char *value = parts[i] + name_length;
    Parameter parameter;

    if (*parts[i] == '\0')
      continue;
    if (*value == '=')
      value++;
    parameter.name = reencode (parts[i], name_length);
    parameter.value = reencode (value, strlen (value));
    g_array_append_val (parameters, parameter);
  }
  return parameters;
}

void
rekaws_canonical_append_query (GString *out, const char *query)
{
  g_autoptr (GArray) parameters = NULL;

  if (query == NULL)
    return;

  parameters = parse_query (query);
  g_array_sort (parameters, parameter_compare);
  for (guint i = 0; i < parameters->len; i++) {
    const Parameter *parameter = &g_array_index (parameters, Parameter, i);

    if (i > 0)
      g_string_append_c (out, '&');
    g_string_append (out, parameter->name);
    g_string_append_c (out, '=');
    g_string_append (out, parameter->value);
  }
}

static gboolean
is_signed (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (unsigned_headers); i++) {
    if (g_ascii_strcasecmp (name, unsigned_headers[i]) == 0)
      return FALSE;
  }
  return TRUE;
}

static int
entry_compare (gconstpointer a, gconstpointer b)
{
  const Entry *first = a, *second = b;
  int order = g_ascii_strcasecmp (first->name, second->name);

  if (order != 0)
    return order;
  /* Headers with the same name keep their order. */
  return (int) first->position - (int) second->position;
}

static GArray *
collect_headers (const AwsRequest *request)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  Entry entry = { "host", request->authority, 0 };

  g_array_append_val (entries, entry);
  for (guint i = 0; i < request->headers->len; i++) {
    const AwsHeader *header = g_ptr_array_index (request->headers, i);

    if (!is_signed (header->name))
      continue;
    entry = (Entry){ header->name, header->value, i + 1 };
    g_array_append_val (entries, entry);
  }
  g_array_sort (entries, entry_compare);
  return entries;
}

static gboolean
repeats_name (const GArray *entries, guint index)
{
  if (index == 0)
    return FALSE;
  return g_ascii_strcasecmp (g_array_index (entries, Entry, index - 1).name,
             g_array_index (entries, Entry, index).name) == 0;
}

static void
append_lower (GString *out, const char *name)
{
  for (const char *p = name; *p != '\0'; p++)
    g_string_append_c (out, g_ascii_tolower (*p));
}

/* Removes white space around the value; within it, makes it one space. */
static void
append_value (GString *out, const char *value)
{
  gboolean is_started = FALSE, is_space_pending = FALSE;

  for (const char *p = value; *p != '\0'; p++) {
    if (g_ascii_isspace (*p)) {
      is_space_pending = is_started;
      continue;
    }
    if (is_space_pending)
      g_string_append_c (out, ' ');
    is_space_pending = FALSE;
    is_started = TRUE;
    g_string_append_c (out, *p);
  }
}

void
rekaws_canonical_append_headers (GString *out, const AwsRequest *request)
{
  g_autoptr (GArray) entries = collect_headers (request);

  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = &g_array_index (entries, Entry, i);

    if (repeats_name (entries, i)) {
      g_string_append_c (out, ',');
    } else {
      if (i > 0)
        g_string_append_c (out, '\n');
      append_lower (out, entry->name);
      g_string_append_c (out, ':');
    }
    append_value (out, entry->value);
  }
  g_string_append_c (out, '\n');
}

void
rekaws_canonical_append_header_names (GString *out, const AwsRequest *request)
{
  g_autoptr (GArray) entries = collect_headers (request);

  for (guint i = 0; i < entries->len; i++) {
    if (repeats_name (entries, i))
      continue;
    if (i > 0)
      g_string_append_c (out, ';');
    append_lower (out, g_array_index (entries, Entry, i).name);
  }
}
