/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritycueorder: holds appearances back until those that begin earlier are
 * over, so that subtitles come in the order in which they begin.
 *
 * What it keeps is bounded. Where more is to be held back, what begins first
 * comes out, and what turns out to begin earlier comes after it.
 */

#pragma once

#include "log-appearance.h"

G_BEGIN_DECLS

typedef struct _CelebrityCueOrder CelebrityCueOrder;

/**
 * CELEBRITY_CUE_ORDER_LIMIT:
 *
 * More than a film has; under 2 MB of them.
 */
#define CELEBRITY_CUE_ORDER_LIMIT 4096

/**
 * celebrity_cue_order_new:
 * @limit: how many are held back at most, and remembered at most
 *
 * Returns: (transfer full): nothing held back yet
 */
CelebrityCueOrder *celebrity_cue_order_new (guint limit);
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
 *   GST_CLOCK_TIME_NONE if none is open: then all come. 0 if it is not known
 *   what may still begin: then nothing comes that begins before what came
 * @number: (out): of what it returns, from 1
 *
 * Returns: (transfer none) (nullable): what comes next, until the next call;
 *   NULL if nothing may come yet
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
 * celebrity_cue_order_can_restart:
 *
 * Returns: whether all that was given out is remembered
 */
gboolean celebrity_cue_order_can_restart (const CelebrityCueOrder *self);

/**
 * celebrity_cue_order_restart:
 *
 * Holds back again all that was ever given out. Only if it can restart.
 */
void celebrity_cue_order_restart (CelebrityCueOrder *self);

/**
 * celebrity_cue_order_get_n_kept:
 *
 * Returns: how many are held back or remembered
 */
guint celebrity_cue_order_get_n_kept (const CelebrityCueOrder *self);

G_END_DECLS
