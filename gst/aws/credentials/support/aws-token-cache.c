/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/support/aws-token-cache.h"

#include "client/aws-error.h"
#include "util-file.h"
#include "util-secret.h"

static char *
dup_directory (const AwsConfig *config, const AwsTokenDirectory *directory,
    GError **error)
{
  const char *named = directory->variable != NULL
      ? rekaws_config_getenv (config, directory->variable)
      : NULL;
  g_autofree char *path = rekaws_config_expand_path (config,
      named != NULL ? named : directory->path);

  if (*path != '~')
    return g_steal_pointer (&path);

  g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
      "no home directory is known for %s, which contains the login's token: set "
      "the environment variable HOME",
      path);
  return NULL;
}

static char *
dup_path (const AwsConfig *config, const AwsTokenDirectory *directory,
    const char *key, GError **error)
{
  g_autofree char *path = dup_directory (config, directory, error);
  g_autofree char *checksum =
      g_compute_checksum_for_string (directory->checksum_type, key, -1);
  g_autofree char *name = g_strconcat (checksum, ".json", NULL);

  return path != NULL ? g_build_filename (path, name, NULL) : NULL;
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

AwsTokenCache *
rekaws_token_cache_load (const AwsConfig *config,
    const AwsTokenDirectory *directory, const char *key, GError **error)
{
  g_autoptr (AwsTokenCache) cache = g_new0 (AwsTokenCache, 1);

  cache->path = dup_path (config, directory, key, error);
  if (cache->path == NULL)
    return NULL;
  cache->text = read_text (cache->path, error);
  if (cache->text == NULL)
    return NULL;

  cache->json = rekutil_json_parse (cache->text);
  if (cache->json == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG, "%s is not a JSON object",
        cache->path);
    return NULL;
  }
  rekutil_log_debug (rekaws_config_get_log (config), "Login read from %s",
      cache->path);
  return g_steal_pointer (&cache);
}

void
rekaws_token_cache_update (const AwsTokenCache *cache, const UtilLog *log,
    const UtilJsonMember *members, guint n_members)
{
  g_autoptr (GBytes) text = rekutil_json_edit (cache->text, members, n_members);
  gsize size;
  const char *data;

  if (text == NULL)
    return;

  data = g_bytes_get_data (text, &size);
  if (rekutil_file_replace (cache->path, data, size))
    rekutil_log_debug (log, "Refreshed login written to %s", cache->path);
  else
    rekutil_log_warning (log,
        "The refreshed login can't be written to %s: \"aws\" commands may need "
        "a new login",
        cache->path);
}

const char *
rekaws_token_cache_find_missing (const UtilJson *json, const char *const *names,
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
rekaws_token_cache_free (AwsTokenCache *cache)
{
  if (cache == NULL)
    return;

  g_free (cache->path);
  g_clear_pointer (&cache->text, g_bytes_unref);
  rekutil_json_free (cache->json);
  g_free (cache);
}
