/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/support/aws-token-cache.h"

#include "client/aws-error.h"
#include "util-file.h"
#include "util-secret.h"

static char *
dup_folder (const AwsConfig *config, const AwsTokenPlace *place, GError **error)
{
  const char *named = place->variable != NULL
      ? rekaws_config_getenv (config, place->variable)
      : NULL;
  g_autofree char *folder =
      rekaws_config_expand_path (config, named != NULL ? named : place->folder);

  if (*folder != '~')
    return g_steal_pointer (&folder);

  g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
      "no home folder is known for %s, which would hold the login's token: set "
      "the environment variable HOME",
      folder);
  return NULL;
}

static char *
dup_path (const AwsConfig *config, const AwsTokenPlace *place, const char *key,
    GError **error)
{
  g_autofree char *folder = dup_folder (config, place, error);
  g_autofree char *checksum =
      g_compute_checksum_for_string (place->checksum_type, key, -1);
  g_autofree char *name = g_strconcat (checksum, ".json", NULL);

  return folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
}

static GBytes *
read_text (const char *path, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree UtilSecret *text = NULL;
  GBytes *bytes;
  gsize size;

  text = rekutil_file_read (path, &size, &cause);
  if (text == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "the login's token can't be read: %s", cause->message);
    return NULL;
  }

  bytes = rekutil_secret_bytes_new (text, size);
  rekutil_secret_wipe (text, size);
  return bytes;
}

AwsTokenFile *
rekaws_token_file_load (const AwsConfig *config, const AwsTokenPlace *place,
    const char *key, GError **error)
{
  g_autoptr (AwsTokenFile) file = g_new0 (AwsTokenFile, 1);

  file->path = dup_path (config, place, key, error);
  if (file->path == NULL)
    return NULL;
  file->text = read_text (file->path, error);
  if (file->text == NULL)
    return NULL;

  file->json = rekutil_json_parse (file->text);
  if (file->json == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG, "%s is no JSON object",
        file->path);
    return NULL;
  }
  return g_steal_pointer (&file);
}

void
rekaws_token_file_update (const AwsTokenFile *file,
    const UtilJsonMember *members, guint n_members)
{
  g_autoptr (GBytes) text = rekutil_json_edit (file->text, members, n_members);
  gsize size;
  const char *data;

  if (text == NULL)
    return;
  data = g_bytes_get_data (text, &size);
  rekutil_file_replace (file->path, data, size);
}

const char *
rekaws_token_file_find_missing (const UtilJson *json, const char *const *names,
    guint n_names)
{
  for (guint i = 0; i < n_names; i++) {
    const char *value = rekutil_json_get_string (json, names[i]);

    if (value == NULL || *value == '\0')
      return names[i];
  }
  return NULL;
}

void
rekaws_token_file_free (AwsTokenFile *file)
{
  if (file == NULL)
    return;

  g_free (file->path);
  g_clear_pointer (&file->text, g_bytes_unref);
  rekutil_json_free (file->json);
  g_free (file);
}
