/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-meta-transform.h"

#include <gst/video/video.h>

/* A flag of the meta, since the record itself must not change. */
#define LOST_REGIONS GST_META_FLAG_LAST

/* Returns: (transfer full): the ids of the regions on @buffer */
static GHashTable *
collect_regions (GstBuffer *buffer)
{
  GHashTable *ids = g_hash_table_new (NULL, NULL);
  gpointer state = NULL;
  GstMeta *meta;

  while ((meta = gst_buffer_iterate_meta_filtered (buffer, &state,
              GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE)) != NULL)
    g_hash_table_add (ids,
        GINT_TO_POINTER (((GstVideoRegionOfInterestMeta *) meta)->id));
  return ids;
}

static gboolean
is_dropped (const GstStructure *celebrity, const char *field,
    GHashTable *before, GHashTable *after)
{
  gint id;

  return gst_structure_get_int (celebrity, field, &id) &&
      !g_hash_table_contains (after, GINT_TO_POINTER (id)) &&
      g_hash_table_contains (before, GINT_TO_POINTER (id));
}

/* Metas are copied in the order in which they were attached, so the regions,
 * which are attached first, have been copied or dropped already. */
static gboolean
loses_regions (const GstStructure *record, GstBuffer *buffer, GstBuffer *copy)
{
  g_autoptr (GHashTable) before = collect_regions (buffer);
  g_autoptr (GHashTable) after = collect_regions (copy);
  const GstStructure *celebrity;
  guint position = 0;

  while ((celebrity = gst_celebrity_record_next (record, &position)) != NULL)
    if (is_dropped (celebrity, "roi-id", before, after) ||
        is_dropped (celebrity, "body-roi-id", before, after))
      return TRUE;
  return FALSE;
}

static void
copy_fields (const GstStructure *from, GstStructure *to)
{
  gint n = gst_structure_n_fields (from);

  for (gint i = 0; i < n; i++) {
    const char *field = gst_structure_nth_field_name (from, (guint) i);

    gst_structure_set_value (to, field, gst_structure_get_value (from, field));
  }
}

/* Same job and same time: as good as the same record. */
static gboolean
is_alike (const GstStructure *record, const GstStructure *other)
{
  guint64 time = GST_CLOCK_TIME_NONE;
  guint64 other_time = GST_CLOCK_TIME_NONE;

  gst_structure_get_uint64 (record, "stream-time", &time);
  gst_structure_get_uint64 (other, "stream-time", &other_time);
  return time == other_time &&
      g_strcmp0 (gst_structure_get_string (record, "job-id"),
          gst_structure_get_string (other, "job-id")) == 0;
}

/* Counts the metas of @buffer that are like @meta, up to @end if not NULL. */
static guint
count_alike (GstBuffer *buffer, GstCustomMeta *meta, const GstMeta *end)
{
  const GstStructure *record = gst_custom_meta_get_structure (meta);
  gpointer state = NULL;
  GstMeta *other;
  guint n = 0;

  while ((other = gst_buffer_iterate_meta (buffer, &state)) != NULL &&
      other != end) {
    if (other->info == meta->meta.info &&
        is_alike (record,
            gst_custom_meta_get_structure ((GstCustomMeta *) other)))
      n++;
  }
  return n;
}

/* Several elements may have attached records of one job to a buffer: the n-th of
 * them corresponds to the n-th on the copy. */
static gboolean
is_copied (GstBuffer *copy, GstCustomMeta *meta, GstBuffer *buffer)
{
  guint n_copied = count_alike (copy, meta, NULL);

  return n_copied > 0 && n_copied > count_alike (buffer, meta, &meta->meta);
}

gboolean
gst_celebrity_meta_transform (GstBuffer *copy, GstCustomMeta *meta,
    GstBuffer *buffer, GQuark type, gpointer data, gpointer user_data)
{
  const GstStructure *record = gst_custom_meta_get_structure (meta);
  GstCustomMeta *copied;

  (void) data;
  (void) user_data;
  if (!GST_META_TRANSFORM_IS_COPY (type))
    return FALSE;
  if (is_copied (copy, meta, buffer))
    return TRUE;

  copied = (GstCustomMeta *) gst_buffer_add_meta (copy, meta->meta.info, NULL);
  if (copied == NULL)
    return FALSE;
  copy_fields (record, gst_custom_meta_get_structure (copied));
  if (gst_celebrity_meta_has_lost_regions (meta) ||
      loses_regions (record, buffer, copy))
    GST_META_FLAG_SET (copied, LOST_REGIONS);
  return TRUE;
}

gboolean
gst_celebrity_meta_has_lost_regions (const GstCustomMeta *meta)
{
  return GST_META_FLAG_IS_SET (meta, LOST_REGIONS);
}
