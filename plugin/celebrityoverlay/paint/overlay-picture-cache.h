/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritypictures: keeps the pictures that were drawn last, up to a number
 * and a size.
 */

#pragma once

#include "paint/overlay-pen.h"

G_BEGIN_DECLS

typedef struct _CelebrityPictures CelebrityPictures;

/**
 * celebrity_pictures_new:
 * @max_pictures: at least 1
 * @max_bytes: of pixels; one picture is kept whatever its size
 *
 * Returns: (transfer full): a cache
 */
CelebrityPictures *celebrity_pictures_new (guint max_pictures, gsize max_bytes);

void celebrity_pictures_free (CelebrityPictures *pictures);

/**
 * celebrity_pictures_clear:
 *
 * To be called when another pen is used.
 */
void celebrity_pictures_clear (CelebrityPictures *pictures);

/**
 * celebrity_pictures_get:
 * @pen: draws what is not there
 * @picture: what is wanted
 *
 * Returns: (transfer full): its pixels
 */
GstBuffer *celebrity_pictures_get (CelebrityPictures *pictures,
    CelebrityPen *pen, const CelebrityPicture *picture);

guint celebrity_pictures_get_length (const CelebrityPictures *pictures);
gsize celebrity_pictures_get_bytes (const CelebrityPictures *pictures);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityPictures, celebrity_pictures_free)

G_END_DECLS
