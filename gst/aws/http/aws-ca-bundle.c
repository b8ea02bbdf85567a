/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "http/aws-ca-bundle.h"

#include "client/aws-error.h"

GTlsDatabase *
rekaws_ca_bundle_load (const char *file, GError **error)
{
  g_autofree char *path = g_canonicalize_filename (file, NULL);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GTlsDatabase) database = NULL;
  GList *certificates;

  /* GLib would wait for a pipe that nobody writes to, and read a device that
   * never ends. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) &&
      !g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "Could not read the CA bundle %s: it is no regular file", file);
    return NULL;
  }

  /* A file without any certificate makes a database that trusts nobody: say
   * so now instead of refusing each server later. */
  certificates = g_tls_certificate_list_new_from_file (path, &local_error);
  if (certificates == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "Could not read the CA bundle %s: %s", file,
        local_error != NULL ? local_error->message
                            : "there is no certificate in it");
    return NULL;
  }
  g_list_free_full (certificates, g_object_unref);

  database = g_tls_file_database_new (path, &local_error);
  if (database == NULL)
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "Could not read the CA bundle %s: %s", file, local_error->message);
  return g_steal_pointer (&database);
}
