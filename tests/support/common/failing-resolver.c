/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/common/failing-resolver.h"

typedef struct {
  GResolver parent;
  int error_code;
  gint is_mended;
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

static GList *
list_loopback (void)
{
  return g_list_prepend (NULL,
      g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4));
}

static void
free_addresses (gpointer addresses)
{
  g_resolver_free_addresses (addresses);
}

static void
test_resolver_lookup_async (GResolver *resolver, const char *name,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TestResolver *self = (TestResolver *) resolver;
  g_autoptr (GTask) task =
      g_task_new (resolver, cancellable, callback, user_data);
  g_autoptr (GSource) source = NULL;

  if (g_atomic_int_get (&self->is_mended)) {
    g_task_return_pointer (task, list_loopback (), free_addresses);
    return;
  }
  if (self->error_code != TEST_RESOLVER_SILENT) {
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

GResolver *
test_resolver_new (int error_code)
{
  TestResolver *self = g_object_new (test_resolver_get_type (), NULL);

  self->error_code = error_code;
  return G_RESOLVER (self);
}

void
test_resolver_mend (GResolver *resolver)
{
  g_atomic_int_set (&((TestResolver *) resolver)->is_mended, TRUE);
}

void
test_resolver_wait (GResolver *resolver)
{
  g_free (g_async_queue_pop (((TestResolver *) resolver)->lookups));
}
