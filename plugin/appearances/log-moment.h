/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritymoment: when a buffer is.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CelebrityMoment:
 * @start: stream time, ns
 * @end: the same when it is over; @start where it has no length
 * @is_backward: whether time runs backwards: the next moment is an earlier one
 */
typedef struct {
  guint64 start;
  guint64 end;
  gboolean is_backward;
} CelebrityMoment;

G_END_DECLS
