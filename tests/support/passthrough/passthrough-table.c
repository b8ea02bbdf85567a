/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config.h"

#include "support/passthrough/passthrough-table.h"

/* What is never there in this build. */
#if HAVE_ANALYTICS
#define LACKING 0
#else
#define LACKING (THROUGH_OBJECT | THROUGH_OBJECT_WRONG)
#endif

static char *
describe (ThroughLeft left)
{
  static const char *const names[] = { "record", "region", "wrong-region",
    "params", "box", "wrong-box", "object", "wrong-object", "twice" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((left & (1u << i)) != 0)
      g_string_append_printf (text, " %s", names[i]);
  return g_string_free (text, FALSE);
}

ThroughRelease
through_table_get_release (void)
{
  static const guint minors[THROUGH_N_RELEASES] = { 22, 26, 28 };
  ThroughRelease release = THROUGH_1_22;
  guint major, minor, micro, nano;

  gst_version (&major, &minor, &micro, &nano);
  for (guint i = 0; i < THROUGH_N_RELEASES; i++)
    if (minor >= minors[i])
      release = (ThroughRelease) i;
  return release;
}

guint
through_table_check (ThroughRig *rig, GPtrArray *samples, const ThroughMap *map,
    ThroughLeft left)
{
  g_autofree char *expected = describe (left & (ThroughLeft) ~LACKING);
  guint n_frames = 0;

  for (guint i = 0; i < samples->len; i++) {
    GstSample *sample = g_ptr_array_index (samples, i);
    RekBox faces[THROUGH_JOB_N_PEOPLE];
    gboolean has_people = through_rig_find_faces (rig, sample, map, faces);
    g_autofree char *found = describe (through_rig_look (rig, sample, map));

    g_assert_cmpstr (found, ==, has_people ? expected : "");
    n_frames += (guint) has_people;
  }
  return n_frames;
}

static void
test_row (gconstpointer data)
{
  const ThroughRow *row = data;
  const ThroughChain chain = { .after = row->elements };
  g_auto (ThroughRig) rig = { NULL, NULL, NULL, NULL };
  g_autoptr (GPtrArray) samples = NULL;

  through_rig_init (&rig);
  samples = through_rig_run (&rig, &chain, row->n_sinks);
  g_assert_cmpuint (through_table_check (&rig, samples, &row->map,
                        row->left[through_table_get_release ()]),
      ==, row->n_frames);
}

void
through_table_add (const ThroughRow *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++) {
    g_autofree char *path = g_strconcat ("/meta-survival/", rows[i].name, NULL);

    g_test_add_data_func (path, &rows[i], test_row);
  }
}
