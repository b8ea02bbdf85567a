/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-ids.h"

#include <gst/video/video.h>

#include "gst-celebrity-analytics.h"
#include "gst-celebrity-record.h"

static void
note_id (GstCelebrityIds *ids, gint id)
{
  if (id <= 0)
    return;
  if (ids->used == NULL)
    ids->used = g_array_new (FALSE, FALSE, sizeof (gint));
  g_array_append_val (ids->used, id);
}

/* Includes ids of regions that were dropped: a reader of the record must not
 * mistake another person's region for them. */
static void
note_record_ids (GstCelebrityIds *ids, GstCustomMeta *meta)
{
  const GstStructure *record = gst_custom_meta_get_structure (meta);
  const GstStructure *celebrity;
  guint position = 0;
  gint id;

  while ((celebrity = gst_celebrity_record_next (record, &position)) != NULL) {
    if (gst_structure_get_int (celebrity, "roi-id", &id))
      note_id (ids, id);
    if (gst_structure_get_int (celebrity, "body-roi-id", &id))
      note_id (ids, id);
  }
}

static void
note_region_ids (GstCelebrityIds *ids,
    const GstVideoRegionOfInterestMeta *region)
{
  note_id (ids, region->id);
  note_id (ids, region->parent_id);
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  gint one = *(const gint *) a;
  gint two = *(const gint *) b;

  return (one > two) - (one < two);
}

void
gst_celebrity_ids_init (GstCelebrityIds *ids, GstBuffer *buffer)
{
  gpointer state = NULL;
  GstMeta *meta;

  *ids = (GstCelebrityIds){ NULL, 0, 0 };
  /* Ids of analytics metadata start at 0 and have no gaps. */
  ids->last = MAX ((gint) gst_celebrity_analytics_get_length (buffer) - 1, 0);
  while ((meta = gst_buffer_iterate_meta (buffer, &state)) != NULL) {
    if (meta->info->api == GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE)
      note_region_ids (ids, (GstVideoRegionOfInterestMeta *) meta);
    else if (gst_meta_info_is_custom (meta->info) &&
        gst_custom_meta_has_name ((GstCustomMeta *) meta,
            GST_CELEBRITY_META_NAME))
      note_record_ids (ids, (GstCustomMeta *) meta);
  }
  if (ids->used != NULL)
    g_array_sort (ids->used, compare_ids);
}

void
gst_celebrity_ids_clear (GstCelebrityIds *ids)
{
  g_clear_pointer (&ids->used, g_array_unref);
}

/* Both sequences rise, so each used id is compared once. */
gint
gst_celebrity_ids_next (GstCelebrityIds *ids)
{
  guint n_used = ids->used != NULL ? ids->used->len : 0;

  ids->last++;
  for (; ids->n_passed < n_used; ids->n_passed++) {
    gint used = g_array_index (ids->used, gint, ids->n_passed);

    if (used > ids->last)
      break;
    if (used == ids->last)
      ids->last++;
  }
  return ids->last;
}

gboolean
gst_celebrity_ids_has (const GstCelebrityIds *ids, gint id)
{
  return ids->used != NULL &&
      g_array_binary_search (ids->used, &id, compare_ids, NULL);
}
