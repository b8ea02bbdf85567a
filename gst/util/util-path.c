/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "util-path.h"

#include <pwd.h>
#include <string.h>
#include <unistd.h>

#define HOME_VARIABLE "HOME"
#define ENTRY_SIZE (64 * 1024)

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* @text: what follows a "$"
 * @length: (out): how many bytes of @text belong to the name
 *
 * Returns: (nullable): the name of a variable */
static char *
read_name (const char *text, gsize *length)
{
  gsize n = 0;

  if (*text == '{') {
    const char *end = strchr (text, '}');

    if (end == NULL)
      return NULL;
    *length = (gsize) (end + 1 - text);
    return g_strndup (text + 1, *length - 2);
  }
  while (is_name_char (text[n]))
    n++;
  *length = n;
  return n > 0 ? g_strndup (text, n) : NULL;
}

static char *
expand_variables (const char *path, GHashTable *environment)
{
  g_autoptr (GString) expanded = g_string_new (NULL);

  for (const char *p = path; *p != '\0';) {
    gsize length = 0;
    g_autofree char *name = *p == '$' ? read_name (p + 1, &length) : NULL;
    const char *value =
        name != NULL ? g_hash_table_lookup (environment, name) : NULL;

    if (value != NULL) {
      g_string_append (expanded, value);
      p += 1 + length;
    } else {
      g_string_append_c (expanded, *p++);
    }
  }
  return g_string_free (g_steal_pointer (&expanded), FALSE);
}

/* @user: "" for the user of this process */
static char *
dup_home (const char *user)
{
  g_autofree char *buffer = g_malloc (ENTRY_SIZE);
  struct passwd entry, *found = NULL;
  int code = *user == '\0'
      ? getpwuid_r (getuid (), &entry, buffer, ENTRY_SIZE, &found)
      : getpwnam_r (user, &entry, buffer, ENTRY_SIZE, &found);

  return code == 0 && found != NULL ? g_strdup (found->pw_dir) : NULL;
}

static gboolean
is_blank (const char *value)
{
  return value == NULL || value[strspn (value, " \t\r\n")] == '\0';
}

char *
rekutil_path_expand (const char *path, GHashTable *environment)
{
  g_autofree char *expanded = expand_variables (path, environment);
  const char *own_home = g_hash_table_lookup (environment, HOME_VARIABLE);
  gsize length = strcspn (expanded, G_DIR_SEPARATOR_S);
  g_autofree char *user = NULL;
  g_autofree char *home = NULL;

  if (*expanded != '~')
    return g_steal_pointer (&expanded);

  user = g_strndup (expanded + 1, length - 1);
  home = *user == '\0' && !is_blank (own_home) ? g_strdup (own_home)
                                               : dup_home (user);
  if (home == NULL || *home == '\0')
    return g_steal_pointer (&expanded);
  if (expanded[length] == '\0')
    return g_steal_pointer (&home);
  return g_build_filename (home, expanded + length, NULL);
}
