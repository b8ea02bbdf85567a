/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrity-crowd-limit: limits how many people a buffer carries, so that no
 * job can make a buffer cost seconds or gigabytes.
 */

#pragma once

#include <glib.h>

#include "timeline/rek-presence.h"

G_BEGIN_DECLS

/**
 * CELEBRITY_CROWD_MAX:
 *
 * The maximum number of people on a buffer. The service finds at most 100 faces
 * in a frame; at a cut the people of two shots may be on screen at once.
 */
#define CELEBRITY_CROWD_MAX 256

typedef struct _CelebrityCrowd CelebrityCrowd;

/**
 * celebrity_crowd_new:
 *
 * Returns: (transfer full): a crowd, to be reused for all buffers
 */
CelebrityCrowd *celebrity_crowd_new (void);

void celebrity_crowd_free (CelebrityCrowd *crowd);

/**
 * celebrity_crowd_limit:
 * @people: (array length=n_people) (nullable): who is on screen, by track id
 * @n_people: (inout): how many; becomes CELEBRITY_CROWD_MAX if it was more
 * @choice: which box is shown
 *
 * Keeps those with the largest shown boxes, in their original order. Of equal
 * boxes the first is kept. A person without a shown box counts with the other
 * kind's box, or as the smallest.
 *
 * Returns: (transfer none) (array length=n_people) (nullable): @people itself
 *   if they are not too many; else valid until the next call
 */
const RekPresence *celebrity_crowd_limit (CelebrityCrowd *crowd,
    const RekPresence *people, guint *n_people, RekBoxChoice choice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityCrowd, celebrity_crowd_free)

G_END_DECLS
