/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritylogperson: what of a person on a buffer is not in
 * GstCelebrityPerson itself.
 */

#pragma once

#include "meta/gst-celebrity-people.h"

G_BEGIN_DECLS

/**
 * CelebrityLogBox:
 * @left: ratio of the frame's width
 * @top: ratio of the frame's height
 * @width: ratio of the frame's width
 * @height: ratio of the frame's height
 *
 * May lie partly outside of the frame.
 */
typedef struct {
  double left;
  double top;
  double width;
  double height;
} CelebrityLogBox;

/**
 * celebrity_log_person_get_box:
 * @width: of the frame, pixels
 * @height: of the frame, pixels
 * @box: (out): the box that stands for the person: of the record while that is
 *   right, else made of the pixels
 *
 * Returns: FALSE if none is known, also if the person is unplaced
 */
gboolean celebrity_log_person_get_box (const GstCelebrityPerson *person,
    gint width, gint height, CelebrityLogBox *box);

/**
 * celebrity_log_person_get_body:
 *
 * The same for the body.
 */
gboolean celebrity_log_person_get_body (const GstCelebrityPerson *person,
    gint width, gint height, CelebrityLogBox *box);

/**
 * celebrity_log_person_get_state:
 *
 * Returns: (nullable): as "interpolated"; NULL if the person is unplaced
 */
const char *celebrity_log_person_get_state (const GstCelebrityPerson *person);

/**
 * celebrity_log_person_get_urls:
 *
 * Returns: (nullable): a GstValueArray of strings
 */
const GValue *celebrity_log_person_get_urls (const GstCelebrityPerson *person);

/**
 * celebrity_log_person_dup_urls:
 *
 * Returns: (transfer full) (array zero-terminated=1): may be empty
 */
char **celebrity_log_person_dup_urls (const GstCelebrityPerson *person);

/**
 * celebrity_log_person_get_landmarks:
 *
 * Returns: (nullable): a GstValueArray of structures; NULL where there are
 *   none, the frame is no longer as it was when they were attached, or the
 *   person is unplaced
 */
const GValue *celebrity_log_person_get_landmarks (
    const GstCelebrityPerson *person);

G_END_DECLS
