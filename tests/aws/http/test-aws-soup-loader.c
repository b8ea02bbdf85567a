/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "client/aws-error.h"
#include "http/aws-http.h"
#include "http/aws-soup-loader.h"
#include <dlfcn.h>
#include <gmodule.h>
#include <string.h>

/* A library that is there. */
#define MODULE "libgio-2.0.so.0"
#define N_PROCESSES 20
#define PATIENCE (10 * G_USEC_PER_SEC)

static void
test_load (void)
{
  g_autoptr (GError) error = NULL;
  AwsSoup soup;
  g_autofree char *version = NULL;

  g_assert_true (rekaws_soup_load (&soup, &error));
  g_assert_no_error (error);
  version = g_strdup_printf ("libsoup/%u.%u.%u", soup.get_major_version (),
      soup.get_minor_version (), soup.get_micro_version ());
  g_assert_cmpstr (rekaws_http_get_version (), ==, version);
}

/* libsoup 3 would abort the process. */
static void
test_beside_libsoup_2 (void)
{
  const AwsHttpSettings settings = { .timeout_ms = 1000, .max_body = 1 };
  void *library = dlopen (g_getenv ("TEST_LIBSOUP_2"), RTLD_NOW);
  g_autoptr (AwsHttp) http = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (library);
  http = rekaws_http_new (&settings, &error);
  g_assert_null (http);
  g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, "libsoup 2"));
  g_assert_cmpstr (rekaws_http_get_version (), ==, "libsoup");
  dlclose (library);
}

static gpointer
load_modules (gpointer data)
{
  gint *is_over = data;

  while (!g_atomic_int_get (is_over)) {
    GModule *module = g_module_open (MODULE, G_MODULE_BIND_LOCAL);

    g_assert_nonnull (module);
    g_module_close (module);
  }
  return NULL;
}

/* GStreamer may load plugins while a fetch begins: there is no deadlock. Runs in
 * processes that have not loaded libsoup yet. */
static void
test_beside_modules (void)
{
  AwsSoup soup;
  gint is_over = FALSE;
  GThread *thread;

  if (!g_test_subprocess ()) {
    for (guint i = 0; i < N_PROCESSES; i++) {
      g_test_trap_subprocess (NULL, PATIENCE, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
    }
    return;
  }

  thread = g_thread_new ("modules", load_modules, &is_over);
  rekaws_soup_load (&soup, NULL);
  g_atomic_int_set (&is_over, TRUE);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-soup-loader/load", test_load);
  g_test_add_func ("/aws-soup-loader/beside-modules", test_beside_modules);
  g_test_add_func ("/aws-soup-loader/beside-libsoup-2", test_beside_libsoup_2);
  return g_test_run ();
}
