/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A name look-up that fails, and one that never answers. */

#include "aws/aws-error.h"
#include "aws/aws-http.h"

#define SHORT_MS 400
#define LONG_MS 50000
#define PROMPT_US (5 * (gint64) G_USEC_PER_SEC)

/* Fails at once where it was given an error, else answers only when it is
 * cancelled. Tells of each look-up it was asked for. */
typedef struct {
  GResolver parent;
  int error_code;
  GAsyncQueue *lookups;
} TestResolver;

typedef GResolverClass TestResolverClass;

static GType test_resolver_get_type (void);

G_DEFINE_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static gboolean
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data)
{
  GTask *task = user_data;

  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
test_resolver_lookup_async (GResolver *resolver, const char *name,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TestResolver *self = (TestResolver *) resolver;
  g_autoptr (GTask) task =
      g_task_new (resolver, cancellable, callback, user_data);
  g_autoptr (GSource) source = NULL;

  if (self->error_code != -1) {
    g_task_return_new_error (task, G_RESOLVER_ERROR, self->error_code,
        "%s: no luck", name);
    return;
  }

  source = g_cancellable_source_new (cancellable);
  g_task_attach_source (task, source, G_SOURCE_FUNC (on_cancelled));
  g_async_queue_push (self->lookups, g_strdup (name));
}

static void
test_resolver_lookup_with_flags_async (GResolver *resolver, const char *name,
    GResolverNameLookupFlags flags G_GNUC_UNUSED, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data)
{
  test_resolver_lookup_async (resolver, name, cancellable, callback, user_data);
}

static GList *
test_resolver_lookup_finish (GResolver *resolver G_GNUC_UNUSED,
    GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_finalize (GObject *object)
{
  TestResolver *self = (TestResolver *) object;

  g_async_queue_unref (self->lookups);
  G_OBJECT_CLASS (test_resolver_parent_class)->finalize (object);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_resolver_finalize;
  klass->lookup_by_name_async = test_resolver_lookup_async;
  klass->lookup_by_name_finish = test_resolver_lookup_finish;
  klass->lookup_by_name_with_flags_async =
      test_resolver_lookup_with_flags_async;
  klass->lookup_by_name_with_flags_finish = test_resolver_lookup_finish;
}

static void
test_resolver_init (TestResolver *self)
{
  self->lookups = g_async_queue_new_full (g_free);
}

static TestResolver *
install_test_resolver (int error_code)
{
  TestResolver *resolver = g_object_new (test_resolver_get_type (), NULL);

  resolver->error_code = error_code;
  g_resolver_set_default (G_RESOLVER (resolver));
  return resolver;
}

static gboolean
send_to_name (guint timeout_ms, const AwsProxy *proxy,
    GCancellable *cancellable, GError **error)
{
  AwsHttpSettings settings = { .timeout_ms = timeout_ms,
    .max_body = 10,
    .proxy = proxy };
  g_autoptr (AwsHttp) http = aws_http_new (&settings, error);
  g_autoptr (AwsRequest) request =
      aws_request_new ("POST", "https://name.invalid/", NULL, error);
  g_autoptr (AwsResponse) response = NULL;

  g_assert_nonnull (http);
  g_assert_nonnull (request);
  response = aws_http_send (http, request, cancellable, error);
  return response != NULL;
}

static void
test_not_found (void)
{
  static const int codes[] = { G_RESOLVER_ERROR_NOT_FOUND,
    G_RESOLVER_ERROR_TEMPORARY_FAILURE, G_RESOLVER_ERROR_INTERNAL };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (GObject) resolver = G_OBJECT (install_test_resolver (codes[i]));
    g_autoptr (GError) error = NULL;

    g_assert_nonnull (resolver);
    g_assert_false (send_to_name (LONG_MS, NULL, NULL, &error));
    g_assert_error (error, AWS_ERROR, AWS_ERROR_HOST_NOT_FOUND);
    g_assert_cmpstr (error->message, ==,
        "Could not find the host of name.invalid: name.invalid: no luck");
  }
}

/* By a proxy it is the proxy's name that is looked up. */
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
  g_autoptr (GObject) resolver = G_OBJECT (install_test_resolver (-1));
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
  GAsyncQueue *lookups;
  GCancellable *cancellable;
} Canceller;

static gpointer
cancel_lookup (gpointer user_data)
{
  Canceller *canceller = user_data;

  g_free (g_async_queue_pop (canceller->lookups));
  g_cancellable_cancel (canceller->cancellable);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (GObject) resolver = G_OBJECT (install_test_resolver (-1));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Canceller canceller = { ((TestResolver *) resolver)->lookups, cancellable };
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
  g_test_add_func ("/aws/http-lookup/not-found", test_not_found);
  g_test_add_func ("/aws/http-lookup/proxy-not-found", test_proxy_not_found);
  g_test_add_func ("/aws/http-lookup/timeout", test_timeout);
  g_test_add_func ("/aws/http-lookup/cancel", test_cancel);
  return g_test_run ();
}
