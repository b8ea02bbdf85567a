/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * through-lines: whether celebrityoverlay drew its boxes where the faces of
 * through-job are.
 */

#pragma once

#include "support/passthrough/passthrough-rig.h"

G_BEGIN_DECLS

/* Properties of celebrityoverlay: whole boxes alone, in red. */
#define THROUGH_LINES "draw=box style=rectangle color=0xffff0000"

/**
 * through_lines_check:
 * @samples: (element-type GstSample): in a format of red, green and blue
 * @map: where the picture went
 *
 * The test fails where a line is missing, or anything red is elsewhere.
 *
 * Returns: how many frames showed people
 */
guint through_lines_check (ThroughRig *rig, GPtrArray *samples,
    const ThroughMap *map);

G_END_DECLS
