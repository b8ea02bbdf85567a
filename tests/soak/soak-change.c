/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "soak-change.h"

/* Numbers are within the property's range and these limits. */
#define MAX_NUMBER 200.0
#define MAX_TIME ((double) (10 * GST_SECOND))

struct _SoakChange {
  GstElement *pipeline;
  GRand *rand;
  gint64 interval;
  GThread *thread;
  GMutex mutex;
  GCond cond;
  gboolean is_stopped;
  guint n_changes;
};

static double
choose (GRand *rand, double min, double max, double widest)
{
  return g_rand_double_range (rand, MAX (min, -widest), MIN (max, widest));
}

/* Returns a random value of the property's type. */
typedef struct {
  GType type;
  void (*choose) (GRand *rand, GParamSpec *pspec, GValue *value);
} Kind;

static void
choose_boolean (GRand *rand, GParamSpec *pspec G_GNUC_UNUSED, GValue *value)
{
  g_value_set_boolean (value, g_rand_boolean (rand));
}

static void
choose_enum (GRand *rand, GParamSpec *pspec, GValue *value)
{
  GEnumClass *klass = G_PARAM_SPEC_ENUM (pspec)->enum_class;
  gint32 index = g_rand_int_range (rand, 0, (gint32) klass->n_values);

  g_value_set_enum (value, klass->values[index].value);
}

static void
choose_double (GRand *rand, GParamSpec *pspec, GValue *value)
{
  GParamSpecDouble *range = G_PARAM_SPEC_DOUBLE (pspec);

  g_value_set_double (value,
      choose (rand, range->minimum, range->maximum, MAX_NUMBER));
}

static void
choose_uint (GRand *rand, GParamSpec *pspec, GValue *value)
{
  GParamSpecUInt *range = G_PARAM_SPEC_UINT (pspec);

  if (range->maximum == G_MAXUINT32)
    g_value_set_uint (value, g_rand_int (rand));
  else
    g_value_set_uint (value,
        (guint) choose (rand, range->minimum, range->maximum, MAX_NUMBER));
}

static void
choose_int64 (GRand *rand, GParamSpec *pspec, GValue *value)
{
  GParamSpecInt64 *range = G_PARAM_SPEC_INT64 (pspec);

  g_value_set_int64 (value,
      (gint64) choose (rand, (double) range->minimum, (double) range->maximum,
          MAX_TIME));
}

static const Kind kinds[] = {
  { G_TYPE_BOOLEAN, choose_boolean },
  { G_TYPE_ENUM, choose_enum },
  { G_TYPE_DOUBLE, choose_double },
  { G_TYPE_UINT, choose_uint },
  { G_TYPE_INT64, choose_int64 },
};

static const Kind *
find_kind (GType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (kinds[i].type == G_TYPE_FUNDAMENTAL (type))
      return &kinds[i];
  }
  return NULL;
}

static gboolean
may_change (GParamSpec *pspec)
{
  return (pspec->flags & G_PARAM_WRITABLE) != 0 &&
      (pspec->flags & GST_PARAM_MUTABLE_PLAYING) != 0 &&
      find_kind (pspec->value_type) != NULL;
}

static void
set (SoakChange *self, GstElement *element, GParamSpec *pspec)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, pspec->value_type);
  find_kind (pspec->value_type)->choose (self->rand, pspec, &value);
  g_object_set_property (G_OBJECT (element), pspec->name, &value);
  self->n_changes++;
}

/* Changes one of the properties of one of the elements, if it has any. */
static void
change (SoakChange *self)
{
  static const char *const names[] = { "celebrity", "log", "overlay" };
  const char *name =
      names[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (names))];
  g_autoptr (GstElement) element =
      gst_bin_get_by_name (GST_BIN (self->pipeline), name);
  guint n_pspecs;
  g_autofree GParamSpec **pspecs =
      g_object_class_list_properties (G_OBJECT_GET_CLASS (element), &n_pspecs);
  gint32 index = g_rand_int_range (self->rand, 0, (gint32) n_pspecs);

  if (may_change (pspecs[index]))
    set (self, element, pspecs[index]);
}

static gpointer
run (gpointer data)
{
  SoakChange *self = data;
  gint64 next = g_get_monotonic_time ();

  g_mutex_lock (&self->mutex);
  while (!self->is_stopped) {
    g_mutex_unlock (&self->mutex);
    change (self);
    g_mutex_lock (&self->mutex);
    next += self->interval;
    while (!self->is_stopped &&
        g_cond_wait_until (&self->cond, &self->mutex, next))
      continue;
  }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

SoakChange *
soak_change_new (GstElement *pipeline, guint32 seed, gint64 interval)
{
  SoakChange *self = g_new0 (SoakChange, 1);

  self->pipeline = gst_object_ref (pipeline);
  self->rand = g_rand_new_with_seed (seed);
  self->interval = interval;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("soak-change", run, self);
  return self;
}

guint
soak_change_stop (SoakChange *self)
{
  guint n_changes;

  g_mutex_lock (&self->mutex);
  self->is_stopped = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);

  n_changes = self->n_changes;
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_rand_free (self->rand);
  gst_object_unref (self->pipeline);
  g_free (self);
  return n_changes;
}
