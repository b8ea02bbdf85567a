/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-picture-cache: a least-recently-used cache of rendered pictures,
 * limited in number and in bytes.
 */

#pragma once

#include "paint/overlay-pen.h"

G_BEGIN_DECLS

typedef struct _CelebrityPictureCache CelebrityPictureCache;

/**
 * CelebrityPictureStats:
 * @n_pictures: pictures in the cache
 * @n_bytes: bytes of their pixels
 * @n_hits: lookups that found a picture, since the cache was created
 * @n_renders: lookups that had to render one, since the cache was created
 */
typedef struct {
  guint n_pictures;
  gsize n_bytes;
  guint64 n_hits;
  guint64 n_renders;
} CelebrityPictureStats;

/**
 * celebrity_picture_cache_new:
 * @max_pictures: at least 1
 * @max_bytes: limit for all pixels together; one picture is kept whatever its
 *   size
 *
 * Returns: (transfer full): an empty cache
 */
CelebrityPictureCache *celebrity_picture_cache_new (guint max_pictures,
    gsize max_bytes);

void celebrity_picture_cache_free (CelebrityPictureCache *cache);

/**
 * celebrity_picture_cache_clear:
 *
 * Must be called before another pen is used.
 */
void celebrity_picture_cache_clear (CelebrityPictureCache *cache);

/**
 * celebrity_picture_cache_get:
 * @pen: renders @picture if it is not in the cache
 *
 * Returns: (transfer full): the pixels of @picture
 */
GstBuffer *celebrity_picture_cache_get (CelebrityPictureCache *cache,
    CelebrityPen *pen, const CelebrityPicture *picture);

/**
 * celebrity_picture_cache_get_stats:
 * @stats: (out): the state of the cache
 */
void celebrity_picture_cache_get_stats (const CelebrityPictureCache *cache,
    CelebrityPictureStats *stats);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityPictureCache,
    celebrity_picture_cache_free)

G_END_DECLS
