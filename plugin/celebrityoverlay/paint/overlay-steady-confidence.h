/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-steady-confidence: confidences that change slowly enough to be read.
 * The service gives a new value with each sample, up to 15 times per second;
 * here a value changes at most twice per second.
 *
 * The time since a person appeared ("appearance-start" of the record; 0 if it
 * is missing) is divided into half seconds of stream time. During each, the
 * confidence of its first frame is shown. So the value depends on earlier
 * frames only within one half second: after a seek it is that of the first
 * frame, and from the next half second on the same as in uninterrupted
 * playback.
 */

#pragma once

#include "gst-celebrity-people.h"

G_BEGIN_DECLS

/**
 * CELEBRITY_STEADY_CONFIDENCE_PERIOD:
 *
 * How long a value is shown at least, ns.
 */
#define CELEBRITY_STEADY_CONFIDENCE_PERIOD (500 * GST_MSECOND)

typedef struct _CelebritySteadyConfidence CelebritySteadyConfidence;

/**
 * celebrity_steady_confidence_new:
 *
 * Not thread-safe.
 *
 * Returns: (transfer full): an object that has seen nobody yet
 */
CelebritySteadyConfidence *celebrity_steady_confidence_new (void);

void celebrity_steady_confidence_free (CelebritySteadyConfidence *steady);

/**
 * celebrity_steady_confidence_reset:
 *
 * Forgets all values. Must be called after a discontinuity such as a seek.
 */
void celebrity_steady_confidence_reset (CelebritySteadyConfidence *steady);

/**
 * celebrity_steady_confidence_apply:
 * @people: (array length=n_people) (inout): the people on one frame; each
 *   confidence is replaced with the value to show
 * @time: stream time of the frame; if it is not valid, nothing is changed
 */
void celebrity_steady_confidence_apply (CelebritySteadyConfidence *steady,
    GstCelebrityPerson *people, guint n_people, GstClockTime time);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebritySteadyConfidence,
    celebrity_steady_confidence_free)

G_END_DECLS
