/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config/aws-config.h"

#include "client/aws-error.h"
#include "config/aws-region.h"
#include "util-file.h"
#include "util-path.h"
#include "util-secret.h"

#include <string.h>

#define DEFAULT_PROFILE "default"
#define FILE_KINDS 2

/* paths, files and failures are indexed by AwsProfileFileKind. A file that can't
 * be used is treated as empty, and its failure says why: an AWS_ERROR if it
 * can't be parsed, a G_FILE_ERROR if it can't be read. */
struct _AwsConfig {
  gatomicrefcount refs;
  UtilLog log;
  GHashTable *environment;
  char *profile;
  gboolean has_explicit_profile;
  gboolean has_named_profile;
  char *paths[FILE_KINDS];
  AwsProfileFile *files[FILE_KINDS];
  GError *failures[FILE_KINDS];
};

static const struct {
  const char *variable;
  const char *path;
} file_locations[FILE_KINDS] = {
  [AWS_PROFILE_FILE_CONFIG] = { "AWS_CONFIG_FILE", "~/.aws/config" },
  [AWS_PROFILE_FILE_CREDENTIALS] = { "AWS_SHARED_CREDENTIALS_FILE",
      "~/.aws/credentials" },
};

/* The credentials file takes precedence. */
static const AwsProfileFileKind file_order[FILE_KINDS] = {
  AWS_PROFILE_FILE_CREDENTIALS,
  AWS_PROFILE_FILE_CONFIG,
};

/* The second one is deprecated. */
static const char *const profile_variables[] = { "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE" };

static const char *const region_variables[] = { "AWS_REGION",
  "AWS_DEFAULT_REGION" };

static const char *
null_if_blank (const char *value)
{
  if (value == NULL)
    return NULL;

  for (const char *p = value; *p != '\0'; p++) {
    if (!g_ascii_isspace (*p))
      return value;
  }
  return NULL;
}

static GHashTable *
copy_environment (char **environment)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
      (GDestroyNotify) rekutil_secret_free);

  for (guint i = 0; environment != NULL && environment[i] != NULL; i++) {
    const char *equals = strchr (environment[i], '=');
    g_autofree char *name = NULL;

    if (equals == NULL)
      continue;
    name = g_strndup (environment[i], (gsize) (equals - environment[i]));
    /* As for getenv(), the first entry of a name wins. */
    if (!g_hash_table_contains (table, name))
      g_hash_table_insert (table, g_steal_pointer (&name),
          g_strdup (equals + 1));
  }
  return table;
}

static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
}

/* Returns NULL without an error if the file does not exist. */
static AwsProfileFile *
read_file (const char *path, AwsProfileFileKind kind, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GError) failure = NULL;
  AwsProfileFile *file;
  UtilSecret *text;
  gsize size;

  /* No home folder is known. */
  if (*path == '~')
    return NULL;
  text = rekutil_file_read (path, &size, &failure);
  if (text == NULL) {
    if (!is_missing (failure))
      g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }

  file = rekaws_profile_file_parse (text, size, kind, name, error);
  rekutil_secret_wipe (text, size);
  g_free (text);
  return file;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
dup_profile_names (const AwsProfileFile *file)
{
  g_autofree const char **names =
      rekaws_profile_file_list_sections (file, AWS_SECTION_PROFILE);

  qsort (names, g_strv_length ((char **) names), sizeof *names, compare_names);
  return g_strjoinv (", ", (char **) names);
}

static void
log_file (const AwsConfig *config, AwsProfileFileKind kind)
{
  const AwsProfileFile *file = config->files[kind];
  g_autofree char *name = g_filename_display_name (config->paths[kind]);
  g_autofree char *profiles = file != NULL ? dup_profile_names (file) : NULL;

  if (config->failures[kind] != NULL)
    rekutil_log_warning (&config->log,
        "A shared AWS file can't be used and is ignored: %s",
        config->failures[kind]->message);
  else if (*name == '~')
    rekutil_log_debug (&config->log,
        "Shared AWS file %s not read: no such home directory is known", name);
  else if (profiles != NULL)
    rekutil_log_debug (&config->log, "Shared AWS file %s: profiles %s", name,
        *profiles != '\0' ? profiles : "(none)");
  else
    rekutil_log_debug (&config->log, "Shared AWS file %s does not exist", name);
}

static void
load_file (AwsConfig *config, AwsProfileFileKind kind)
{
  const char *path =
      rekaws_config_getenv (config, file_locations[kind].variable);

  config->paths[kind] = rekaws_config_expand_path (config,
      path != NULL ? path : file_locations[kind].path);
  config->files[kind] =
      read_file (config->paths[kind], kind, &config->failures[kind]);
  log_file (config, kind);
  if (config->files[kind] == NULL)
    config->files[kind] = rekaws_profile_file_parse ("", 0, kind, "", NULL);
}

AwsConfig *
rekaws_config_load (char **environment, const char *profile, const UtilLog *log)
{
  AwsConfig *config = g_new0 (AwsConfig, 1);
  const char *name = null_if_blank (profile);
  const char *origin = "the property profile";

  g_atomic_ref_count_init (&config->refs);
  if (log != NULL)
    config->log = *log;
  config->environment = copy_environment (environment);
  config->has_explicit_profile = name != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (profile_variables) && name == NULL; i++) {
    origin = profile_variables[i];
    name = rekaws_config_getenv (config, origin);
  }
  config->has_named_profile = name != NULL;
  /* Valid UTF-8, for messages. Files are UTF-8: no other name can be in them. */
  config->profile =
      g_utf8_make_valid (name != NULL ? name : DEFAULT_PROFILE, -1);
  rekutil_log_debug (&config->log, "AWS profile: %s (%s%s)", config->profile,
      name != NULL ? "from " : "no other is set", name != NULL ? origin : "");
  for (guint i = 0; i < FILE_KINDS; i++)
    load_file (config, (AwsProfileFileKind) i);
  return config;
}

AwsConfig *
rekaws_config_ref (AwsConfig *config)
{
  g_atomic_ref_count_inc (&config->refs);
  return config;
}

void
rekaws_config_unref (AwsConfig *config)
{
  if (config == NULL || !g_atomic_ref_count_dec (&config->refs))
    return;

  g_hash_table_unref (config->environment);
  g_free (config->profile);
  for (guint i = 0; i < FILE_KINDS; i++) {
    g_free (config->paths[i]);
    rekaws_profile_file_free (config->files[i]);
    g_clear_error (&config->failures[i]);
  }
  g_free (config);
}

const UtilLog *
rekaws_config_get_log (const AwsConfig *config)
{
  return &config->log;
}

const char *
rekaws_config_getenv (const AwsConfig *config, const char *name)
{
  return null_if_blank (g_hash_table_lookup (config->environment, name));
}

gboolean
rekaws_config_has_variable (const AwsConfig *config, const char *name)
{
  return g_hash_table_contains (config->environment, name);
}

char *
rekaws_config_expand_path (const AwsConfig *config, const char *path)
{
  return rekutil_path_expand (path, config->environment);
}

gboolean
rekaws_config_is_whole (const AwsConfig *config)
{
  for (guint i = 0; i < FILE_KINDS; i++) {
    if (config->failures[i] != NULL)
      return FALSE;
  }
  return TRUE;
}

gboolean
rekaws_config_check_files (const AwsConfig *config, GError **error)
{
  for (guint i = 0; i < FILE_KINDS; i++) {
    const GError *failure = config->failures[file_order[i]];

    if (failure == NULL || failure->domain != AWS_ERROR)
      continue;
    g_propagate_error (error, g_error_copy (failure));
    return FALSE;
  }
  return TRUE;
}

const char *
rekaws_config_get_profile_name (const AwsConfig *config)
{
  return config->profile;
}

gboolean
rekaws_config_has_explicit_profile (const AwsConfig *config)
{
  return config->has_explicit_profile;
}

gboolean
rekaws_config_has_named_profile (const AwsConfig *config)
{
  return config->has_named_profile;
}

const AwsProfileFile *
rekaws_config_get_file (const AwsConfig *config, AwsProfileFileKind kind)
{
  return config->files[kind];
}

gboolean
rekaws_config_has_profile (const AwsConfig *config, const char *profile)
{
  for (guint i = 0; i < FILE_KINDS; i++) {
    if (rekaws_profile_file_has_section (config->files[i], AWS_SECTION_PROFILE,
            profile))
      return TRUE;
  }
  return FALSE;
}

const char *
rekaws_config_get_profile_value (const AwsConfig *config, const char *profile,
    const char *key)
{
  const char *value = NULL;

  for (guint i = 0; i < FILE_KINDS && value == NULL; i++)
    value = null_if_blank (rekaws_profile_file_get_value (
        config->files[file_order[i]], AWS_SECTION_PROFILE, profile, key));
  return value;
}

const char *
rekaws_config_get (const AwsConfig *config, const char *variable,
    const char *key)
{
  const char *value = NULL;

  if (variable != NULL)
    value = rekaws_config_getenv (config, variable);
  if (value == NULL && key != NULL)
    value = rekaws_config_get_profile_value (config, config->profile, key);
  return value;
}

/* Returns @message without the leading name of the file. */
static const char *
skip_name (const char *message, const char *name)
{
  if (g_str_has_prefix (message, name))
    message += strlen (name);
  return message + strspn (message, ":, ");
}

char *
rekaws_config_dup_files (const AwsConfig *config)
{
  g_autoptr (GString) files = g_string_new (NULL);

  for (guint i = 0; i < FILE_KINDS; i++) {
    AwsProfileFileKind kind = file_order[i];
    g_autofree char *name = g_filename_display_name (config->paths[kind]);

    if (i > 0)
      g_string_append (files, ", ");
    g_string_append (files, name);
    if (*name == '~')
      g_string_append (files, " (no such home directory is known)");
    else if (config->failures[kind] != NULL)
      g_string_append_printf (files, " (can't be used: %s)",
          skip_name (config->failures[kind]->message, name));
  }
  return g_string_free (g_steal_pointer (&files), FALSE);
}

static void
set_no_region_error (const AwsConfig *config, const char *region,
    GError **error)
{
  g_autofree char *files = rekaws_config_dup_files (config);

  g_set_error (error, AWS_ERROR, AWS_ERROR_NO_REGION,
      "%sNo AWS region is set. Set the property region, the environment variable "
      "AWS_REGION or AWS_DEFAULT_REGION, or region in the profile \"%s\"%s of "
      "%s",
      region != NULL ? "region is empty: an unset shell variable? " : "",
      config->profile,
      rekaws_config_has_profile (config, config->profile)
          ? ""
          : " (which does not exist)",
      files);
}

char *
rekaws_config_dup_region (const AwsConfig *config, const char *region,
    GError **error)
{
  const char *value = null_if_blank (region);
  const char *origin = "the property region";

  for (guint i = 0; i < G_N_ELEMENTS (region_variables) && value == NULL; i++) {
    origin = region_variables[i];
    value = rekaws_config_getenv (config, origin);
  }
  if (value == NULL) {
    origin = "the profile";
    value = rekaws_config_get (config, NULL, "region");
  }
  if (value == NULL) {
    if (rekaws_config_check_files (config, error))
      set_no_region_error (config, region, error);
    return NULL;
  }

  if (!rekaws_region_check (value, error))
    return NULL;
  rekutil_log_info (&config->log, "AWS region: %s (from %s)", value, origin);
  return g_strdup (value);
}
