/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/common/failing-resolver.h"

typedef struct {
  GResolver parent;
  int error_code;
  gint is_recovered;
  GAsyncQueue *lookups;
} FailingResolver;

typedef GResolverClass FailingResolverClass;

static GType failing_resolver_get_type (void);

G_DEFINE_TYPE (FailingResolver, failing_resolver, G_TYPE_RESOLVER)

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
failing_resolver_lookup_async (GResolver *resolver, const char *name,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  FailingResolver *self = (FailingResolver *) resolver;
  g_autoptr (GTask) task =
      g_task_new (resolver, cancellable, callback, user_data);
  g_autoptr (GSource) source = NULL;

  if (g_atomic_int_get (&self->is_recovered)) {
    g_task_return_pointer (task, list_loopback (), free_addresses);
    return;
  }
  if (self->error_code != FAILING_RESOLVER_SILENT) {
    g_task_return_new_error (task, G_RESOLVER_ERROR, self->error_code,
        "%s: no luck", name);
    return;
  }

  source = g_cancellable_source_new (cancellable);
  g_task_attach_source (task, source, G_SOURCE_FUNC (on_cancelled));
  g_async_queue_push (self->lookups, g_strdup (name));
}

static void
failing_resolver_lookup_with_flags_async (GResolver *resolver, const char *name,
    GResolverNameLookupFlags flags G_GNUC_UNUSED, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data)
{
  failing_resolver_lookup_async (resolver, name, cancellable, callback,
      user_data);
}

static GList *
failing_resolver_lookup_finish (GResolver *resolver G_GNUC_UNUSED,
    GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
failing_resolver_finalize (GObject *object)
{
  FailingResolver *self = (FailingResolver *) object;

  g_async_queue_unref (self->lookups);
  G_OBJECT_CLASS (failing_resolver_parent_class)->finalize (object);
}

static void
failing_resolver_class_init (FailingResolverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = failing_resolver_finalize;
  klass->lookup_by_name_async = failing_resolver_lookup_async;
  klass->lookup_by_name_finish = failing_resolver_lookup_finish;
  klass->lookup_by_name_with_flags_async =
      failing_resolver_lookup_with_flags_async;
  klass->lookup_by_name_with_flags_finish = failing_resolver_lookup_finish;
}

static void
failing_resolver_init (FailingResolver *self)
{
  self->lookups = g_async_queue_new_full (g_free);
}

GResolver *
failing_resolver_new (int error_code)
{
  FailingResolver *self = g_object_new (failing_resolver_get_type (), NULL);

  self->error_code = error_code;
  return G_RESOLVER (self);
}

void
failing_resolver_recover (GResolver *resolver)
{
  g_atomic_int_set (&((FailingResolver *) resolver)->is_recovered, TRUE);
}

void
failing_resolver_wait (GResolver *resolver)
{
  g_free (g_async_queue_pop (((FailingResolver *) resolver)->lookups));
}
