/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritylogdecimals: how exactly numbers are written, the same in each
 * format.
 */

#pragma once

/* Percent. */
#define CELEBRITY_LOG_CONFIDENCE_DECIMALS 4
/* Of a frame: a thousandth of a pixel in the largest. */
#define CELEBRITY_LOG_RATIO_DECIMALS 7
/* Seconds of a frame, and of an appearance. */
#define CELEBRITY_LOG_FRAME_TIME_DECIMALS 9
#define CELEBRITY_LOG_TIME_DECIMALS 3
