/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <aws/aws-error.h>
#include <aws/aws-http.h>
#include <aws/aws-soup.h>
#include <dlfcn.h>
#include <string.h>

static void
test_load (void)
{
  g_autoptr (GError) error = NULL;
  AwsSoup soup;
  g_autofree char *version = NULL;

  g_assert_true (aws_soup_load (&soup, &error));
  g_assert_no_error (error);
  version = g_strdup_printf ("libsoup/%u.%u.%u", soup.get_major_version (),
      soup.get_minor_version (), soup.get_micro_version ());
  g_assert_cmpstr (aws_http_get_version (), ==, version);
}

/* libsoup 3 would abort. */
static void
test_beside_libsoup_2 (void)
{
  const AwsHttpSettings settings = { .timeout_ms = 1000, .max_body = 1 };
  void *library = dlopen (g_getenv ("TEST_LIBSOUP_2"), RTLD_NOW);
  g_autoptr (AwsHttp) http = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (library);
  http = aws_http_new (&settings, &error);
  g_assert_null (http);
  g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, "libsoup 2"));
  g_assert_cmpstr (aws_http_get_version (), ==, "libsoup");
  dlclose (library);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-soup/load", test_load);
  g_test_add_func ("/aws-soup/beside-libsoup-2", test_beside_libsoup_2);
  return g_test_run ();
}
