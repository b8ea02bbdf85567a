/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config.h"

#include "support/passthrough/passthrough-table.h"

/* What this build never has. */
#if HAVE_ANALYTICS
#define LACKING 0
#else
#define LACKING (PASSTHROUGH_OBJECT | PASSTHROUGH_OBJECT_WRONG)
#endif

static char *
describe (PassthroughLeft left)
{
  static const char *const names[] = { "record", "region", "wrong-region",
    "params", "box", "wrong-box", "object", "wrong-object", "twice" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((left & (1u << i)) != 0)
      g_string_append_printf (text, " %s", names[i]);
  return g_string_free (text, FALSE);
}

PassthroughRelease
passthrough_table_get_release (void)
{
  static const guint minors[PASSTHROUGH_N_RELEASES] = { 22, 26, 28 };
  PassthroughRelease release = PASSTHROUGH_1_22;
  guint major, minor, micro, nano;

  gst_version (&major, &minor, &micro, &nano);
  for (guint i = 0; i < PASSTHROUGH_N_RELEASES; i++)
    if (minor >= minors[i])
      release = (PassthroughRelease) i;
  return release;
}

guint
passthrough_table_check (PassthroughRig *rig, GPtrArray *samples,
    const PassthroughMap *map, PassthroughLeft left)
{
  g_autofree char *expected = describe (left & (PassthroughLeft) ~LACKING);
  guint n_frames = 0;

  for (guint i = 0; i < samples->len; i++) {
    GstSample *sample = g_ptr_array_index (samples, i);
    RekBox faces[PASSTHROUGH_JOB_N_PEOPLE];
    gboolean has_people = passthrough_rig_find_faces (rig, sample, map, faces);
    g_autofree char *found =
        describe (passthrough_rig_check (rig, sample, map));

    g_assert_cmpstr (found, ==, has_people ? expected : "");
    n_frames += (guint) has_people;
  }
  return n_frames;
}

static void
test_row (gconstpointer data)
{
  const PassthroughRow *row = data;
  const PassthroughChain chain = { .after = row->elements };
  g_auto (PassthroughRig) rig = { NULL, NULL, NULL, NULL };
  g_autoptr (GPtrArray) samples = NULL;

  passthrough_rig_init (&rig);
  samples = passthrough_rig_run (&rig, &chain, row->n_sinks);
  g_assert_cmpuint (passthrough_table_check (&rig, samples, &row->map,
                        row->left[passthrough_table_get_release ()]),
      ==, row->n_frames);
}

void
passthrough_table_add (const PassthroughRow *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++) {
    g_autofree char *path = g_strconcat ("/meta-survival/", rows[i].name, NULL);

    g_test_add_data_func (path, &rows[i], test_row);
  }
}
