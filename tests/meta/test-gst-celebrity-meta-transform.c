/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <gst/video/video.h>
#include "gst-celebrity-meta-transform.h"

#include "support/meta/meta-fixtures.h"

#define NOBODY "celebrities=(structure)<>"
#define FACE "[celebrity,name=Ann,roi-id=1,pose=[pose,roll=0.5]]"
#define BODY "[celebrity,name=Bob,roi-id=2,body-roi-id=3]"
#define BARE "[celebrity,name=Cid]"

#define MAX_REGIONS 3

/* The regions of the buffer, and those that are copied. */
typedef struct {
  const char *name;
  const char *fields;
  gint regions[MAX_REGIONS];
  gint kept[MAX_REGIONS];
  gboolean is_lost;
} Row;

static const Row rows[] = {
  { "kept", "celebrities=(structure)<" FACE ">", { 1 }, { 1 }, FALSE },
  { "dropped", "celebrities=(structure)<" FACE ">", { 1 }, { 0 }, TRUE },
  { "never-there", "celebrities=(structure)<" FACE ">", { 0 }, { 0 }, FALSE },
  { "dropped-of-others", "celebrities=(structure)<" FACE ">", { 1, 7 }, { 1 },
      FALSE },
  { "second-person-dropped", "celebrities=(structure)<" FACE "," BODY ">",
      { 1, 2, 3 }, { 1, 3 }, TRUE },
  { "body-dropped", "celebrities=(structure)<" BODY ">", { 2, 3 }, { 2 },
      TRUE },
  { "all-kept", "celebrities=(structure)<" FACE "," BODY ">", { 1, 2, 3 },
      { 1, 2, 3 }, FALSE },
  { "no-ids", "celebrities=(structure)<" BARE ">", { 1 }, { 0 }, FALSE },
  { "nobody", NOBODY, { 1 }, { 0 }, FALSE },
  { "no-list", "celebrities=(string)none", { 1 }, { 0 }, FALSE },
  { "no-structures", "celebrities=(int)<1,2>", { 1 }, { 0 }, FALSE },
  { "id-of-another-type",
      "celebrities=(structure)<[celebrity,roi-id=(string)1]>", { 1 }, { 0 },
      FALSE },
};

static GstBuffer *
create_buffer (const Row *row)
{
  g_autofree char *text = g_strdup_printf ("x,job-id=job-1,%s", row->fields);
  g_autoptr (GstStructure) parsed = gst_structure_from_string (text, NULL);
  GstBuffer *buffer = gst_buffer_new ();
  GstStructure *record;

  g_assert_nonnull (parsed);
  for (guint i = 0; i < MAX_REGIONS && row->regions[i] != 0; i++)
    gst_buffer_add_video_region_of_interest_meta (buffer, "region", 1, 2, 3, 4)
        ->id = row->regions[i];
  record = gst_custom_meta_get_structure (
      gst_buffer_add_custom_meta (buffer, GST_CELEBRITY_META_NAME));
  for (gint i = 0; i < gst_structure_n_fields (parsed); i++) {
    const char *field = gst_structure_nth_field_name (parsed, (guint) i);

    gst_structure_set_value (record, field,
        gst_structure_get_value (parsed, field));
  }
  return buffer;
}

static gboolean
is_kept (const Row *row, const GstMeta *meta)
{
  if (meta->info->api != GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE)
    return TRUE;
  for (guint i = 0; i < MAX_REGIONS; i++)
    if (((const GstVideoRegionOfInterestMeta *) meta)->id == row->kept[i])
      return TRUE;
  return FALSE;
}

/* Copies metas as elements do. */
static GstBuffer *
hand_on (const Row *row, GstBuffer *buffer)
{
  GstMetaTransformCopy data = { .region = FALSE, .offset = 0, .size = 0 };
  GstBuffer *copy = gst_buffer_new ();
  gpointer state = NULL;
  GstMeta *meta;

  while ((meta = gst_buffer_iterate_meta (buffer, &state)) != NULL)
    if (is_kept (row, meta))
      g_assert_true (meta->info->transform_func (copy, meta, buffer,
          _gst_meta_transform_copy, &data));
  return copy;
}

static GstCustomMeta *
get_meta (GstBuffer *buffer)
{
  GstCustomMeta *meta =
      gst_buffer_get_custom_meta (buffer, GST_CELEBRITY_META_NAME);

  g_assert_nonnull (meta);
  return meta;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GstBuffer) buffer = create_buffer (row);
  g_autoptr (GstBuffer) copy = hand_on (row, buffer);
  g_autoptr (GstBuffer) again = gst_buffer_copy (copy);

  g_assert_false (gst_celebrity_meta_has_lost_regions (get_meta (buffer)));
  g_assert_cmpint (gst_celebrity_meta_has_lost_regions (get_meta (copy)), ==,
      row->is_lost);
  g_assert_cmpint (gst_celebrity_meta_has_lost_regions (get_meta (again)), ==,
      row->is_lost);
  g_assert_true (
      gst_structure_is_equal (gst_custom_meta_get_structure (get_meta (buffer)),
          gst_custom_meta_get_structure (get_meta (again))));
}

/* As depayloaders collect the metas of each packet. */
static void
copy_metas (GstBuffer *from, GstBuffer *to, guint times)
{
  for (guint i = 0; i < times; i++)
    gst_buffer_copy_into (to, from, GST_BUFFER_COPY_META, 0, (gsize) -1);
}

static void
add_record (GstBuffer *buffer, const char *job_id, guint64 time,
    const char *name)
{
  GstStructure *record = gst_custom_meta_get_structure (
      gst_buffer_add_custom_meta (buffer, GST_CELEBRITY_META_NAME));

  gst_structure_set (record, "stream-time", G_TYPE_UINT64, time, "name",
      G_TYPE_STRING, name, NULL);
  if (job_id != NULL)
    gst_structure_set (record, "job-id", G_TYPE_STRING, job_id, NULL);
}

/* The names in order, separated by commas. */
static char *
list_names (GstBuffer *buffer)
{
  g_autoptr (GString) names = g_string_new (NULL);
  gpointer state = NULL;
  GstMeta *meta;

  while ((meta = gst_buffer_iterate_meta (buffer, &state)) != NULL)
    g_string_append_printf (names, "%s%s", names->len > 0 ? "," : "",
        gst_structure_get_string (
            gst_custom_meta_get_structure ((GstCustomMeta *) meta), "name"));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
assert_names (GstBuffer *buffer, const char *expected)
{
  g_autofree char *names = list_names (buffer);

  g_assert_cmpstr (names, ==, expected);
}

/* However often it is copied, a record is on the copy once; those of another
 * job, another time or another element are separate records. */
static void
test_copied_again (void)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  g_autoptr (GstBuffer) other = gst_buffer_new ();
  g_autoptr (GstBuffer) copy = gst_buffer_new ();

  add_record (buffer, "job-1", 40, "one");
  add_record (buffer, "job-2", 40, "two");
  add_record (buffer, "job-1", 40, "three");
  add_record (buffer, NULL, 40, "four");
  copy_metas (buffer, copy, 3);
  assert_names (copy, "one,two,three,four");

  add_record (other, "job-1", 80, "five");
  add_record (other, NULL, 0, "six");
  add_record (other, "job-2", 40, "two again");
  copy_metas (other, copy, 2);
  assert_names (copy, "one,two,three,four,five,six");
}

/* Transforms other than copies are rejected. */
static void
test_other_transform (void)
{
  g_autoptr (GstBuffer) buffer = create_buffer (&rows[0]);
  g_autoptr (GstBuffer) copy = gst_buffer_new ();
  GstCustomMeta *meta = get_meta (buffer);

  g_assert_false (meta->meta.info->transform_func (copy, &meta->meta, buffer,
      gst_video_meta_transform_scale_get_quark (), NULL));
  g_assert_null (gst_buffer_get_custom_meta (copy, GST_CELEBRITY_META_NAME));
}

int
main (int argc, char **argv)
{
  meta_scene_init_test (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strconcat ("/gst-celebrity-meta-transform/", rows[i].name, NULL);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/gst-celebrity-meta-transform/copied-again",
      test_copied_again);
  g_test_add_func ("/gst-celebrity-meta-transform/other-transform",
      test_other_transform);
  return g_test_run ();
}
