/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritycueorder: holds appearances back until those that begin earlier are
 * over, so that subtitles come in the order in which they begin.
 */

#pragma once

#include "celebrityappearance.h"

G_BEGIN_DECLS

typedef struct _CelebrityCueOrder CelebrityCueOrder;

/**
 * celebrity_cue_order_new:
 *
 * Returns: (transfer full): nothing held back yet
 */
CelebrityCueOrder *celebrity_cue_order_new (void);
void celebrity_cue_order_free (CelebrityCueOrder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityCueOrder, celebrity_cue_order_free)

/**
 * celebrity_cue_order_take:
 * @ended: (element-type CelebrityAppearance): what to hold back; emptied
 */
void celebrity_cue_order_take (CelebrityCueOrder *self, GPtrArray *ended);

/**
 * celebrity_cue_order_next:
 * @first_start: when the open appearance begins that begins first, ns;
 *   GST_CLOCK_TIME_NONE where none is open
 * @number: (out): of what it returns, from 1
 *
 * Returns: (transfer none) (nullable): what comes next; NULL where nothing may
 *   come yet
 */
const CelebrityAppearance *celebrity_cue_order_next (CelebrityCueOrder *self,
    guint64 first_start, guint *number);

/**
 * celebrity_cue_order_is_late:
 *
 * Returns: whether something held back begins before what was given out
 */
gboolean celebrity_cue_order_is_late (const CelebrityCueOrder *self);

/**
 * celebrity_cue_order_restart:
 *
 * Holds back again all that was ever given out.
 */
void celebrity_cue_order_restart (CelebrityCueOrder *self);

G_END_DECLS
