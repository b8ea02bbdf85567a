/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "paint/overlay-picture-cache.h"

/* @link links the entry into the queue. */
typedef struct {
  CelebrityPicture picture;
  GstBuffer *pixels;
  GList link;
} Entry;

struct _CelebrityPictureCache {
  guint max_pictures;
  gsize max_bytes;
  gsize n_bytes;
  guint64 n_hits;
  guint64 n_renders;
  GHashTable *entries;
  GQueue latest_first;
};

static guint
hash_picture (gconstpointer data)
{
  const CelebrityPicture *picture = data;
  guint hash = (guint) picture->shape * 31 + picture->color;

  hash = hash * 31 + (guint) picture->is_faint;
  hash = hash * 31 + (guint) picture->width;
  hash = hash * 31 + (guint) picture->height;
  if (picture->label != NULL)
    hash = hash * 31 + g_str_hash (picture->label);
  if (picture->note != NULL)
    hash = hash * 31 + g_str_hash (picture->note);
  return hash;
}

static gboolean
equal_pictures (gconstpointer a, gconstpointer b)
{
  const CelebrityPicture *one = a;
  const CelebrityPicture *two = b;

  return one->shape == two->shape && one->color == two->color &&
      one->is_faint == two->is_faint && one->width == two->width &&
      one->height == two->height && g_strcmp0 (one->label, two->label) == 0 &&
      g_strcmp0 (one->note, two->note) == 0;
}

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free ((char *) entry->picture.label);
  g_free ((char *) entry->picture.note);
  gst_buffer_unref (entry->pixels);
  g_free (entry);
}

CelebrityPictureCache *
celebrity_picture_cache_new (guint max_pictures, gsize max_bytes)
{
  CelebrityPictureCache *self = g_new0 (CelebrityPictureCache, 1);

  self->max_pictures = max_pictures;
  self->max_bytes = max_bytes;
  self->entries =
      g_hash_table_new_full (hash_picture, equal_pictures, NULL, free_entry);
  g_queue_init (&self->latest_first);
  return self;
}

void
celebrity_picture_cache_free (CelebrityPictureCache *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

void
celebrity_picture_cache_clear (CelebrityPictureCache *self)
{
  g_hash_table_remove_all (self->entries);
  g_queue_init (&self->latest_first);
  self->n_bytes = 0;
}

static void
drop_oldest (CelebrityPictureCache *self)
{
  GList *link = g_queue_pop_tail_link (&self->latest_first);
  Entry *entry = link->data;

  self->n_bytes -= gst_buffer_get_size (entry->pixels);
  g_hash_table_remove (self->entries, &entry->picture);
}

static Entry *
add_entry (CelebrityPictureCache *self, CelebrityPen *pen,
    const CelebrityPicture *picture)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->picture = *picture;
  entry->picture.label = g_strdup (picture->label);
  entry->picture.note = g_strdup (picture->note);
  entry->pixels = celebrity_pen_draw (pen, picture);
  self->n_renders++;
  entry->link.data = entry;

  self->n_bytes += gst_buffer_get_size (entry->pixels);
  g_hash_table_insert (self->entries, &entry->picture, entry);
  g_queue_push_head_link (&self->latest_first, &entry->link);
  while (self->latest_first.length > 1 &&
      (self->latest_first.length > self->max_pictures ||
          self->n_bytes > self->max_bytes))
    drop_oldest (self);
  return entry;
}

GstBuffer *
celebrity_picture_cache_get (CelebrityPictureCache *self, CelebrityPen *pen,
    const CelebrityPicture *picture)
{
  Entry *entry = g_hash_table_lookup (self->entries, picture);

  if (entry == NULL)
    return gst_buffer_ref (add_entry (self, pen, picture)->pixels);

  self->n_hits++;
  g_queue_unlink (&self->latest_first, &entry->link);
  g_queue_push_head_link (&self->latest_first, &entry->link);
  return gst_buffer_ref (entry->pixels);
}

void
celebrity_picture_cache_get_stats (const CelebrityPictureCache *self,
    CelebrityPictureStats *stats)
{
  *stats = (CelebrityPictureStats){ self->latest_first.length, self->n_bytes,
    self->n_hits, self->n_renders };
}
