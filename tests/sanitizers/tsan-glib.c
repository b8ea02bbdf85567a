/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Annotates GLib's locks, threads, queues and reference counts for
 * ThreadSanitizer. A distribution's GLib is not instrumented, so without this
 * each value guarded by a GMutex looks like a race. To be preloaded; GLib's own
 * functions do the work. Without ThreadSanitizer (in child processes of tests)
 * it only forwards calls.
 *
 * GLib's internal calls do not arrive here, but they synchronise only GLib's
 * own values.
 */

#include <dlfcn.h>
#include <glib-object.h>

/* Functions of ThreadSanitizer's run-time library. */
extern void __tsan_acquire (void *address) __attribute__ ((weak));
extern void __tsan_release (void *address) __attribute__ ((weak));
extern void __tsan_func_entry (void *address) __attribute__ ((weak));
extern void __tsan_func_exit (void) __attribute__ ((weak));
extern void __tsan_mutex_destroy (void *address, unsigned flags)
    __attribute__ ((weak));
extern void __tsan_mutex_pre_lock (void *address, unsigned flags)
    __attribute__ ((weak));
extern void __tsan_mutex_post_lock (void *address, unsigned flags,
    int recursion) __attribute__ ((weak));
extern int __tsan_mutex_pre_unlock (void *address, unsigned flags)
    __attribute__ ((weak));
extern void __tsan_mutex_post_unlock (void *address, unsigned flags)
    __attribute__ ((weak));

/* ThreadSanitizer's flags for locks. */
enum {
  FLAG_LINKER_INIT = 1 << 0,
  FLAG_REENTRANT = 1 << 1,
  FLAG_READ_LOCK = 1 << 3,
  FLAG_TRY_LOCK = 1 << 4,
  FLAG_TRY_LOCK_FAILED = 1 << 5,
};

enum {
  KIND_PLAIN = FLAG_LINKER_INIT,
  KIND_RECURSIVE = FLAG_LINKER_INIT | FLAG_REENTRANT,
  KIND_READ = FLAG_LINKER_INIT | FLAG_READ_LOCK,
};

static void
acquire (gconstpointer address)
{
  if (__tsan_acquire != NULL)
    __tsan_acquire ((void *) address);
}

static void
release (gconstpointer address)
{
  if (__tsan_release != NULL)
    __tsan_release ((void *) address);
}

static void
before_lock (gpointer address, unsigned flags)
{
  if (__tsan_mutex_pre_lock != NULL)
    __tsan_mutex_pre_lock (address, flags);
}

static void
after_lock (gpointer address, unsigned flags)
{
  if (__tsan_mutex_post_lock != NULL)
    __tsan_mutex_post_lock (address, flags, 1);
}

static void
after_try (gpointer address, unsigned flags, gboolean is_locked)
{
  after_lock (address,
      flags | FLAG_TRY_LOCK | (is_locked ? 0 : FLAG_TRY_LOCK_FAILED));
}

static void
before_unlock (gpointer address, unsigned flags)
{
  if (__tsan_mutex_pre_unlock != NULL)
    __tsan_mutex_pre_unlock (address, flags);
}

static void
after_unlock (gpointer address, unsigned flags)
{
  if (__tsan_mutex_post_unlock != NULL)
    __tsan_mutex_post_unlock (address, flags);
}

static void
forget_lock (gpointer address)
{
  if (__tsan_mutex_destroy != NULL)
    __tsan_mutex_destroy (address, FLAG_LINKER_INIT);
}

/* Declares `real`, the GLib function that the enclosing function overrides. It
 * is looked up once; if two threads do that at the same time, both get the
 * same. */
#define REAL(function) \
  static __typeof__ (&function) real_place; \
  __typeof__ (&function) real = \
      __atomic_load_n (&real_place, __ATOMIC_RELAXED); \
  if (real == NULL) { \
    real = (__typeof__ (&function)) dlsym (RTLD_NEXT, #function); \
    __atomic_store_n (&real_place, real, __ATOMIC_RELAXED); \
  }

#define DEFINE_LOCK(function, Type, kind) \
  void function (Type *lock) \
  { \
    REAL (function) \
    before_lock (lock, kind); \
    real (lock); \
    after_lock (lock, kind); \
  }

#define DEFINE_TRY_LOCK(function, Type, kind) \
  gboolean function (Type *lock) \
  { \
    gboolean is_locked; \
    REAL (function) \
    before_lock (lock, (kind) | FLAG_TRY_LOCK); \
    is_locked = real (lock); \
    after_try (lock, kind, is_locked); \
    return is_locked; \
  }

#define DEFINE_UNLOCK(function, Type, kind) \
  void function (Type *lock) \
  { \
    REAL (function) \
    before_unlock (lock, kind); \
    real (lock); \
    after_unlock (lock, kind); \
  }

#define DEFINE_CLEAR(function, Type) \
  void function (Type *lock) \
  { \
    REAL (function) \
    forget_lock (lock); \
    real (lock); \
  }

DEFINE_LOCK (g_mutex_lock, GMutex, KIND_PLAIN)
DEFINE_TRY_LOCK (g_mutex_trylock, GMutex, KIND_PLAIN)
DEFINE_UNLOCK (g_mutex_unlock, GMutex, KIND_PLAIN)
DEFINE_CLEAR (g_mutex_clear, GMutex)

DEFINE_LOCK (g_rec_mutex_lock, GRecMutex, KIND_RECURSIVE)
DEFINE_TRY_LOCK (g_rec_mutex_trylock, GRecMutex, KIND_RECURSIVE)
DEFINE_UNLOCK (g_rec_mutex_unlock, GRecMutex, KIND_RECURSIVE)
DEFINE_CLEAR (g_rec_mutex_clear, GRecMutex)

DEFINE_LOCK (g_rw_lock_writer_lock, GRWLock, KIND_PLAIN)
DEFINE_TRY_LOCK (g_rw_lock_writer_trylock, GRWLock, KIND_PLAIN)
DEFINE_UNLOCK (g_rw_lock_writer_unlock, GRWLock, KIND_PLAIN)
DEFINE_LOCK (g_rw_lock_reader_lock, GRWLock, KIND_READ)
DEFINE_TRY_LOCK (g_rw_lock_reader_trylock, GRWLock, KIND_READ)
DEFINE_UNLOCK (g_rw_lock_reader_unlock, GRWLock, KIND_READ)
DEFINE_CLEAR (g_rw_lock_clear, GRWLock)

/* A condition releases its lock while it waits. */
void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  REAL (g_cond_wait)
  before_unlock (mutex, KIND_PLAIN);
  after_unlock (mutex, KIND_PLAIN);
  real (cond, mutex);
  before_lock (mutex, KIND_PLAIN);
  after_lock (mutex, KIND_PLAIN);
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  gboolean is_signalled;
  REAL (g_cond_wait_until)

  before_unlock (mutex, KIND_PLAIN);
  after_unlock (mutex, KIND_PLAIN);
  is_signalled = real (cond, mutex, end_time);
  before_lock (mutex, KIND_PLAIN);
  after_lock (mutex, KIND_PLAIN);
  return is_signalled;
}

/* Threads that find it initialised read the location with an atomic that is
 * instrumented. */
void (g_once_init_leave) (volatile void *location, gsize result)
{
  REAL (g_once_init_leave)
  release ((gconstpointer) location);
  real (location, result);
}

gpointer
g_once_impl (GOnce *once, GThreadFunc func, gpointer arg)
{
  gpointer result;
  REAL (g_once_impl)

  result = real (once, func, arg);
  release (once);
  acquire (once);
  return result;
}

/* Adds its own name to the stacks during the initialisation of a class, as
 * tsan.supp needs it. */
gpointer
g_type_class_ref (GType type)
{
  gpointer class;
  REAL (g_type_class_ref)

  if (__tsan_func_entry != NULL)
    __tsan_func_entry ((char *) g_type_class_ref + 1);
  class = real (type);
  if (__tsan_func_exit != NULL)
    __tsan_func_exit ();
  return class;
}

/* The arguments of a thread. The thread that joins it sees all its writes. */
typedef struct {
  GThreadFunc func;
  gpointer data;
} Start;

static gpointer
run_thread (gpointer data)
{
  Start start = *(Start *) data;
  gpointer result;

  g_free (data);
  result = start.func (start.data);
  release (g_thread_self ());
  return result;
}

static Start *
start_new (GThreadFunc func, gpointer data)
{
  Start *start = g_new (Start, 1);

  start->func = func;
  start->data = data;
  return start;
}

GThread *
g_thread_new (const char *name, GThreadFunc func, gpointer data)
{
  REAL (g_thread_new)
  return real (name, run_thread, start_new (func, data));
}

GThread *
g_thread_try_new (const char *name, GThreadFunc func, gpointer data,
    GError **error)
{
  Start *start = start_new (func, data);
  GThread *thread;
  REAL (g_thread_try_new)

  thread = real (name, run_thread, start, error);
  if (thread == NULL)
    g_free (start);
  return thread;
}

gpointer
g_thread_join (GThread *thread)
{
  gpointer result;
  REAL (g_thread_join)

  result = real (thread);
  acquire (thread);
  return result;
}

void
g_async_queue_push (GAsyncQueue *queue, gpointer data)
{
  REAL (g_async_queue_push)
  release (queue);
  real (queue, data);
}

#define DEFINE_POP(function, parameters, ...) \
  gpointer function parameters \
  { \
    gpointer data; \
    REAL (function) \
    data = real (__VA_ARGS__); \
    acquire (queue); \
    return data; \
  }

DEFINE_POP (g_async_queue_pop, (GAsyncQueue * queue), queue)
DEFINE_POP (g_async_queue_try_pop, (GAsyncQueue * queue), queue)
DEFINE_POP (g_async_queue_timeout_pop, (GAsyncQueue * queue, guint64 timeout),
    queue, timeout)

/* A source runs in its context's thread, after it was attached. */
guint
g_source_attach (GSource *source, GMainContext *context)
{
  REAL (g_source_attach)
  release (context != NULL ? context : g_main_context_default ());
  return real (source, context);
}

gboolean
g_main_context_iteration (GMainContext *context, gboolean may_block)
{
  gboolean has_run;
  REAL (g_main_context_iteration)

  acquire (context != NULL ? context : g_main_context_default ());
  has_run = real (context, may_block);
  acquire (context != NULL ? context : g_main_context_default ());
  return has_run;
}

/* The thread that drops the last reference sees the writes of all others. */
static _Thread_local GDestroyNotify clear_box;

static void
on_last_box (gpointer box)
{
  GDestroyNotify clear = clear_box;

  clear_box = NULL;
  acquire (box);
  if (clear != NULL)
    clear (box);
}

void
g_atomic_rc_box_release_full (gpointer box, GDestroyNotify clear)
{
  REAL (g_atomic_rc_box_release_full)
  release (box);
  clear_box = clear;
  real (box, on_last_box);
}

void
g_atomic_rc_box_release (gpointer box)
{
  g_atomic_rc_box_release_full (box, NULL);
}

#define DEFINE_UNREF(function, Type) \
  void function (Type *object) \
  { \
    REAL (function) \
    if (object != NULL) { \
      release (object); \
      acquire (object); \
    } \
    real (object); \
  }

DEFINE_UNREF (g_bytes_unref, GBytes)
DEFINE_UNREF (g_ptr_array_unref, GPtrArray)
DEFINE_UNREF (g_hash_table_unref, GHashTable)
DEFINE_UNREF (g_object_unref, void)
