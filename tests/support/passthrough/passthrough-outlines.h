/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * passthrough-outlines: checks that celebrityoverlay drew its boxes around the
 * faces of passthrough-job.
 */

#pragma once

#include "support/passthrough/passthrough-rig.h"

G_BEGIN_DECLS

/* Properties of celebrityoverlay: only complete boxes, in red. */
#define PASSTHROUGH_OUTLINES "draw=box style=rectangle color=0xffff0000"

/**
 * passthrough_outlines_check:
 * @samples: (element-type GstSample): samples in an RGB format
 * @map: transformation of the picture
 *
 * The test fails if a line is missing, or if there is red anywhere else.
 *
 * Returns: number of frames with people
 */
guint passthrough_outlines_check (PassthroughRig *rig, GPtrArray *samples,
    const PassthroughMap *map);

G_END_DECLS
