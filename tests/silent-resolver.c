/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "silent-resolver.h"

typedef struct {
  GResolver parent;
  GAsyncQueue *lookups;
} SilentResolver;

typedef GResolverClass SilentResolverClass;

static GType silent_resolver_get_type (void);

G_DEFINE_TYPE (SilentResolver, silent_resolver, G_TYPE_RESOLVER)

static gboolean
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data)
{
  GTask *task = user_data;

  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
silent_lookup_async (GResolver *resolver, const char *name,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  SilentResolver *self = (SilentResolver *) resolver;
  g_autoptr (GTask) task =
      g_task_new (resolver, cancellable, callback, user_data);
  g_autoptr (GSource) source = g_cancellable_source_new (cancellable);

  g_task_attach_source (task, source, G_SOURCE_FUNC (on_cancelled));
  g_async_queue_push (self->lookups, g_strdup (name));
}

static void
silent_lookup_with_flags_async (GResolver *resolver, const char *name,
    GResolverNameLookupFlags flags G_GNUC_UNUSED, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer user_data)
{
  silent_lookup_async (resolver, name, cancellable, callback, user_data);
}

static GList *
silent_lookup_finish (GResolver *resolver G_GNUC_UNUSED, GAsyncResult *result,
    GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
silent_resolver_finalize (GObject *object)
{
  SilentResolver *self = (SilentResolver *) object;

  g_async_queue_unref (self->lookups);
  G_OBJECT_CLASS (silent_resolver_parent_class)->finalize (object);
}

static void
silent_resolver_class_init (SilentResolverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = silent_resolver_finalize;
  klass->lookup_by_name_async = silent_lookup_async;
  klass->lookup_by_name_finish = silent_lookup_finish;
  klass->lookup_by_name_with_flags_async = silent_lookup_with_flags_async;
  klass->lookup_by_name_with_flags_finish = silent_lookup_finish;
}

static void
silent_resolver_init (SilentResolver *self)
{
  self->lookups = g_async_queue_new_full (g_free);
}

GResolver *
silent_resolver_new (void)
{
  return g_object_new (silent_resolver_get_type (), NULL);
}

void
silent_resolver_wait (GResolver *resolver)
{
  g_free (g_async_queue_pop (((SilentResolver *) resolver)->lookups));
}
