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

  /* GLib would block on a pipe without a writer, and read an endless device
   * forever. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) &&
      !g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "Could not read the CA bundle %s: it is not a regular file", file);
    return NULL;
  }

  /* A file without a certificate gives a database that trusts no server. Report
   * it now instead of rejecting each server later. */
  certificates = g_tls_certificate_list_new_from_file (path, &local_error);
  if (certificates == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "Could not read the CA bundle %s: %s", file,
        local_error != NULL ? local_error->message
                            : "it contains no certificate");
    return NULL;
  }
  g_list_free_full (certificates, g_object_unref);

  database = g_tls_file_database_new (path, &local_error);
  if (database == NULL)
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "Could not read the CA bundle %s: %s", file, local_error->message);
  return g_steal_pointer (&database);
}
