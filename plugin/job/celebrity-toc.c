/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrity-toc.h"

#include "timeline/rek-spans.h"

static GstTocEntry *
create_entry (const char *uid, const RekPerson *person)
{
  GstTocEntry *entry = gst_toc_entry_new (GST_TOC_ENTRY_TYPE_CHAPTER, uid);

  gst_toc_entry_set_tags (entry,
      gst_tag_list_new (GST_TAG_TITLE, person->name, NULL));
  return entry;
}

/* A start may be as early as G_MININT64: the lead has no limit. */
static gint64
shift (gint64 time, gint64 ts_offset)
{
  if (time <= 0 && ts_offset >= 0)
    return 0;
  if (ts_offset < 0 && time > G_MAXINT64 + ts_offset)
    return G_MAXINT64;
  return MAX (time - ts_offset, 0);
}

/* Returns: (nullable): NULL if the person does not appear after the shift */
static GstTocEntry *
create_person (const RekAppearances *appearances, guint number,
    gint64 ts_offset, GCancellable *cancellable)
{
  g_autofree char *uid = g_strdup_printf ("person-%u", number);
  GstTocEntry *entry = create_entry (uid, appearances->person);
  gint64 first = -1;
  gint64 last = -1;

  for (guint i = 0;
       i < appearances->spans->len && !g_cancellable_is_cancelled (cancellable);
       i++) {
    const RekSpan *span = &g_array_index (appearances->spans, RekSpan, i);
    g_autofree char *sub_uid =
        g_strdup_printf ("person-%u-appearance-%u", number, i + 1);
    gint64 start = shift (span->start, ts_offset);
    gint64 end = shift (span->end, ts_offset);
    GstTocEntry *sub_entry;

    if (start >= end)
      continue;
    sub_entry = create_entry (sub_uid, appearances->person);
    gst_toc_entry_set_start_stop_times (sub_entry, start, end);
    gst_toc_entry_append_sub_entry (entry, sub_entry);
    first = first < 0 ? start : first;
    last = end;
  }
  if (first < 0) {
    gst_toc_entry_unref (entry);
    return NULL;
  }
  gst_toc_entry_set_start_stop_times (entry, first, last);
  return entry;
}

GstToc *
celebrity_toc_new (const RekTimeline *timeline,
    const CelebrityLookupSettings *settings, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) people = rek_appearances_list (timeline,
      settings->min_confidence, settings->celebrities);
  g_autoptr (GstToc) toc = gst_toc_new (GST_TOC_SCOPE_GLOBAL);

  for (guint i = 0;
       i < people->len && !g_cancellable_is_cancelled (cancellable); i++) {
    GstTocEntry *entry = create_person (g_ptr_array_index (people, i), i + 1,
        settings->ts_offset, cancellable);

    if (entry != NULL)
      gst_toc_append_entry (toc, entry);
  }
  return g_cancellable_is_cancelled (cancellable) ? NULL
                                                  : g_steal_pointer (&toc);
}

gboolean
celebrity_toc_send (GstElement *element, GstPad *src_pad, GstToc *toc,
    gboolean is_update)
{
  if (gst_toc_get_entries (toc) == NULL && !is_update)
    return FALSE;

  gst_element_post_message (element,
      gst_message_new_toc (GST_OBJECT (element), toc, is_update));
  gst_pad_push_event (src_pad, gst_event_new_toc (toc, is_update));
  return TRUE;
}
