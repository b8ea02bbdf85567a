/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritysteady: confidences that can be read. The service gives another one
 * with each sample, up to 15 times a second; here one changes at most twice a
 * second.
 *
 * The time since a person appeared ("appearance-start" of the record; 0 if it
 * is not there) is cut into half seconds of stream time. In each, the
 * confidence of the first frame that is seen stays. What is shown therefore
 * depends on the frames before only within one half second: after a seek it is
 * that of the frame sought to, and from the next half second on that of
 * playing through.
 */

#pragma once

#include "gst-celebrity-people.h"

G_BEGIN_DECLS

/**
 * CELEBRITY_STEADY_TIME:
 *
 * How long a confidence stays, ns.
 */
#define CELEBRITY_STEADY_TIME (500 * GST_MSECOND)

typedef struct _CelebritySteady CelebritySteady;

/**
 * celebrity_steady_new:
 *
 * Belongs to one thread at a time.
 *
 * Returns: (transfer full): one that has seen nobody
 */
CelebritySteady *celebrity_steady_new (void);

void celebrity_steady_free (CelebritySteady *steady);

/**
 * celebrity_steady_reset:
 *
 * To be called when the stream goes on elsewhere: what was seen is forgotten.
 */
void celebrity_steady_reset (CelebritySteady *steady);

/**
 * celebrity_steady_apply:
 * @people: (array length=n_people) (inout): of one frame; each confidence
 *   becomes the one to show
 * @time: stream time of the frame; if it is not valid, nothing is changed
 */
void celebrity_steady_apply (CelebritySteady *steady,
    GstCelebrityPerson *people, guint n_people, GstClockTime time);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebritySteady, celebrity_steady_free)

G_END_DECLS
