/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-people: the people on a buffer, in the form in which they are logged.
 */

#pragma once

#include "gst-celebrity-people.h"
#include "log-person.h"

G_BEGIN_DECLS

/**
 * celebrity_log_person_init:
 * @self: (out caller-allocates): the person; valid until the buffer changes
 * @person: a person on a buffer
 * @width: of the frame, pixels
 * @height: of the frame, pixels
 */
void celebrity_log_person_init (CelebrityLogPerson *self,
    const GstCelebrityPerson *person, gint width, gint height);

/**
 * celebrity_log_people_read:
 * @buffer: any video buffer
 * @width: of the frame as the caps say, pixels
 * @height: of the frame as the caps say, pixels
 * @read: (element-type GstCelebrityPerson) (inout): working space; reuse the
 *   array to avoid allocations
 * @people: (element-type CelebrityLogPerson) (inout): emptied, then filled in
 *   the order of the metas; valid until the buffer changes
 */
void celebrity_log_people_read (GstBuffer *buffer, gint width, gint height,
    GArray *read, GArray *people);

G_END_DECLS
