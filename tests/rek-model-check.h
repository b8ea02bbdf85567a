/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-model-check: compares what a cursor sees with what the model does.
 */

#pragma once

#include "rek-model.h"

G_BEGIN_DECLS

/**
 * rek_model_assert_look:
 * @cursor: of a timeline of the same results and settings as @model
 *
 * Ends the test where they see other people, states, boxes or poses.
 *
 * Returns: how many people are on screen
 */
guint rek_model_assert_look (const RekModel *model, RekCursor *cursor,
    const RekMoment *moment);

G_END_DECLS
