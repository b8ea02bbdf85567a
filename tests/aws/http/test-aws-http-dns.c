/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A name lookup that fails, and one that never returns. */

#include "client/aws-error.h"
#include "http/aws-http.h"
#include "support/common/failing-resolver.h"

#define SHORT_MS 400
#define LONG_MS 50000
#define PROMPT_US (20 * (gint64) G_USEC_PER_SEC)

static GResolver *
install_test_resolver (int error_code)
{
  GResolver *resolver = failing_resolver_new (error_code);

  g_resolver_set_default (resolver);
  return resolver;
}

static gboolean
send_to_name (guint timeout_ms, const AwsProxy *proxy,
    GCancellable *cancellable, GError **error)
{
  AwsHttpSettings settings = { .timeout_ms = timeout_ms,
    .max_body = 10,
    .proxy = proxy };
  g_autoptr (AwsHttp) http = rekaws_http_new (&settings, error);
  g_autoptr (AwsRequest) request =
      rekaws_request_new ("POST", "https://name.invalid/", NULL, error);
  g_autoptr (AwsResponse) response = NULL;

  g_assert_nonnull (http);
  g_assert_nonnull (request);
  response = rekaws_http_send (http, request, cancellable, error);
  return response != NULL;
}

static void
test_not_found (void)
{
  static const int codes[] = { G_RESOLVER_ERROR_NOT_FOUND,
    G_RESOLVER_ERROR_TEMPORARY_FAILURE, G_RESOLVER_ERROR_INTERNAL };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (GResolver) resolver = install_test_resolver (codes[i]);
    g_autoptr (GError) error = NULL;

    g_assert_nonnull (resolver);
    g_assert_false (send_to_name (LONG_MS, NULL, NULL, &error));
    g_assert_error (error, AWS_ERROR, AWS_ERROR_HOST_NOT_FOUND);
    g_assert_cmpstr (error->message, ==,
        "Could not find the host of name.invalid: name.invalid: no luck");
  }
}

/* With a proxy, only the name of the proxy is looked up. */
static void
test_proxy_not_found (void)
{
  const AwsProxy proxy = { (char *) "http://proxy.invalid:3128",
    (char *) "proxy.invalid:3128", NULL };
  g_autoptr (GObject) resolver =
      G_OBJECT (install_test_resolver (G_RESOLVER_ERROR_NOT_FOUND));
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (resolver);
  g_assert_false (send_to_name (LONG_MS, &proxy, NULL, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_HOST_NOT_FOUND);
  g_assert_cmpstr (error->message, ==,
      "Could not find the host of the proxy proxy.invalid:3128: "
      "proxy.invalid: no luck");
}

static void
test_timeout (void)
{
  g_autoptr (GResolver) resolver =
      install_test_resolver (FAILING_RESOLVER_SILENT);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_nonnull (resolver);
  g_assert_false (send_to_name (SHORT_MS, NULL, NULL, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_CONNECT);
  g_assert_cmpstr (error->message, ==,
      "Could not connect to name.invalid: no connection within 400 ms");
  g_assert_cmpint (g_get_monotonic_time () - start, <, PROMPT_US);
}

typedef struct {
  GResolver *resolver;
  GCancellable *cancellable;
} Canceller;

static gpointer
cancel_lookup (gpointer user_data)
{
  Canceller *canceller = user_data;

  failing_resolver_wait (canceller->resolver);
  g_cancellable_cancel (canceller->cancellable);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (GResolver) resolver =
      install_test_resolver (FAILING_RESOLVER_SILENT);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Canceller canceller = { resolver, cancellable };
  GThread *thread = g_thread_new ("cancel", cancel_lookup, &canceller);
  gint64 start = g_get_monotonic_time ();

  g_assert_false (send_to_name (LONG_MS, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, PROMPT_US);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-http-dns/not-found", test_not_found);
  g_test_add_func ("/aws-http-dns/proxy-not-found", test_proxy_not_found);
  g_test_add_func ("/aws-http-dns/timeout", test_timeout);
  g_test_add_func ("/aws-http-dns/cancel", test_cancel);
  return g_test_run ();
}
