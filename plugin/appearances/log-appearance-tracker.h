/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityappearances: from the people on each buffer to appearances.
 *
 * Works while time runs forwards and backwards. A jump against its direction,
 * and a change of direction, begin another pass: whoever is on screen then
 * begins another appearance.
 */

#pragma once

#include "log-appearance.h"

G_BEGIN_DECLS

typedef struct _CelebrityAppearances CelebrityAppearances;

/**
 * celebrity_appearances_new:
 * @gap: breaks shorter than this do not end an appearance, ns
 *
 * Half a buffer is never a break, so that timestamps may be rounded.
 *
 * Returns: (transfer full): nobody yet
 */
CelebrityAppearances *celebrity_appearances_new (guint64 gap);
void celebrity_appearances_free (CelebrityAppearances *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityAppearances, celebrity_appearances_free)

/**
 * celebrity_appearances_look:
 * @people: (nullable) (element-type CelebrityLogPerson): who is on the buffer
 * @ended: (element-type CelebrityAppearance): where those that ended are
 *   added, finished, by start
 */
void celebrity_appearances_look (CelebrityAppearances *self,
    const CelebrityMoment *moment, const GArray *people, GPtrArray *ended);

/**
 * celebrity_appearances_end:
 * @ended: (element-type CelebrityAppearance): as above
 *
 * Ends all that are open.
 */
void celebrity_appearances_end (CelebrityAppearances *self, GPtrArray *ended);

/**
 * celebrity_appearances_drop:
 *
 * Forgets all that are open, and when they were.
 */
void celebrity_appearances_drop (CelebrityAppearances *self);

/**
 * celebrity_appearances_get_first_start:
 *
 * Returns: when the open appearance begins that begins first, ns;
 *   GST_CLOCK_TIME_NONE where none is open
 */
guint64 celebrity_appearances_get_first_start (
    const CelebrityAppearances *self);

/**
 * celebrity_appearances_get_max_kept:
 *
 * Returns: the most samples that an open appearance keeps
 */
guint celebrity_appearances_get_max_kept (const CelebrityAppearances *self);

/**
 * celebrity_appearances_has_gone_back:
 *
 * Returns: whether, since the first person, a moment ever came before one that
 *   came earlier, or time ran backwards: starts are no longer known to rise
 */
gboolean celebrity_appearances_has_gone_back (const CelebrityAppearances *self);

G_END_DECLS
