/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityhints: what to ask somebody whose settings are allowed, but are
 * likely not what was meant.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * celebrity_hints_min_confidence:
 * @min_confidence: percent
 *
 * Returns: (transfer full) (nullable): the text of a warning, if @min_confidence
 *   looks like a ratio
 */
char *celebrity_hints_min_confidence (double min_confidence);

G_END_DECLS
