/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-cue-order: holds appearances back until those that began earlier have
 * ended, so that subtitles are in the order of their start.
 *
 * Its memory is bounded. If more would have to be held back, the earliest is
 * released, and one that turns out to begin before it comes late.
 */

#pragma once

#include "log-appearance.h"

G_BEGIN_DECLS

typedef struct _CelebrityCueOrder CelebrityCueOrder;

/**
 * CELEBRITY_CUE_ORDER_LIMIT:
 *
 * More appearances than a film has; they take less than 2 MB.
 */
#define CELEBRITY_CUE_ORDER_LIMIT 4096

/**
 * celebrity_cue_order_new:
 * @limit: maximum number that is held back, and maximum number that is
 *   remembered
 *
 * Returns: (transfer full): an empty one
 */
CelebrityCueOrder *celebrity_cue_order_new (guint limit);
void celebrity_cue_order_free (CelebrityCueOrder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityCueOrder, celebrity_cue_order_free)

/**
 * celebrity_cue_order_take:
 * @ended: (element-type CelebrityAppearance) (inout): appearances to hold back;
 *   emptied
 */
void celebrity_cue_order_take (CelebrityCueOrder *self, GPtrArray *ended);

/**
 * celebrity_cue_order_next:
 * @first_start: the earliest start of an open appearance, ns.
 *   GST_CLOCK_TIME_NONE if none is open: everything may be released. 0 if
 *   later appearances may begin at any time
 * @number: (out): of the returned appearance, from 1
 *
 * Releases the next appearance, if it need not be held back any longer.
 *
 * Returns: (transfer none) (nullable): the appearance, valid until the next
 *   call; NULL if none may be released yet
 */
const CelebrityAppearance *celebrity_cue_order_next (CelebrityCueOrder *self,
    guint64 first_start, guint *number);

/**
 * celebrity_cue_order_is_late:
 *
 * Returns: whether an appearance that is held back begins before one that was
 *   released
 */
gboolean celebrity_cue_order_is_late (const CelebrityCueOrder *self);

/**
 * celebrity_cue_order_can_restart:
 *
 * Returns: whether everything that was released is remembered
 */
gboolean celebrity_cue_order_can_restart (const CelebrityCueOrder *self);

/**
 * celebrity_cue_order_restart:
 *
 * Holds back again everything that was ever released. Must be called only if
 * celebrity_cue_order_can_restart().
 */
void celebrity_cue_order_restart (CelebrityCueOrder *self);

/**
 * celebrity_cue_order_get_n_kept:
 *
 * Returns: number of appearances that are held back or remembered
 */
guint celebrity_cue_order_get_n_kept (const CelebrityCueOrder *self);

G_END_DECLS
