/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-model-check: compares a cursor with the reference model, for tests.
 */

#pragma once

#include "timeline/rek-cursor.h"

#include "support/rekognition/rek-model.h"

G_BEGIN_DECLS

/**
 * rek_model_assert_lookup:
 * @cursor: of a timeline of the model's results and settings
 * @lookup: what to look up; without a filter
 *
 * Asserts that @cursor finds what @model finds: the same people with exactly
 * the same numbers. Detections that the specification does not distinguish
 * count as equal.
 *
 * Returns: how many people there are
 */
guint rek_model_assert_lookup (const RekModel *model, RekCursor *cursor,
    const RekLookup *lookup);

G_END_DECLS
