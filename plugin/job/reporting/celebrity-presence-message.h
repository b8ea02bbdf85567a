/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritymessages: the element messages rekognition-celebrity, which tell an
 * application who is on screen without it looking at buffers.
 */

#pragma once

#include <gst/gst.h>

#include "celebrity-settings.h"
#include "timeline/rek-presence.h"

G_BEGIN_DECLS

#define CELEBRITY_MESSAGE_NAME "rekognition-celebrity"

/**
 * CelebrityMessages:
 *
 * Who is in the last message; belongs to the streaming thread.
 */
typedef struct _CelebrityMessages CelebrityMessages;

/**
 * CelebrityMessageFrame:
 * @timestamp: the buffer's PTS
 * @stream_time: its stream time, without ts-offset
 * @running_time: its running time
 * @duration: how long the frame lasts
 * @width: pixels
 * @height: pixels
 * @box: which box of a person is shown
 *
 * The frame that people are on; times in ns.
 */
typedef struct {
  GstClockTime timestamp;
  GstClockTime stream_time;
  GstClockTime running_time;
  GstClockTime duration;
  guint width;
  guint height;
  RekBoxChoice box;
} CelebrityMessageFrame;

/**
 * celebrity_messages_new:
 *
 * Returns: (transfer full): with nobody in the last message
 */
CelebrityMessages *celebrity_messages_new (void);

void celebrity_messages_free (CelebrityMessages *messages);

/**
 * celebrity_messages_are_due:
 * @people: (array length=n_people): who is on screen now
 *
 * Costs next to nothing while the same people stay. The results that @people's
 * persons come from must outlive @messages.
 *
 * Returns: whether to ask for a message: with CHANGES, whether the set of
 *   people (not of their tracks) is another than the last message's
 */
gboolean celebrity_messages_are_due (CelebrityMessages *messages,
    CelebrityPostMessages wanted, const RekPresence *people, guint n_people);

/**
 * celebrity_messages_create:
 * @source: who posts
 *
 * The same people as with celebrity_messages_are_due() go into the last
 * message.
 *
 * Returns: (transfer full): the message
 */
GstMessage *celebrity_messages_create (CelebrityMessages *messages,
    CelebrityPostMessages wanted, GstObject *source,
    const CelebrityMessageFrame *frame, const RekPresence *people,
    guint n_people);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityMessages, celebrity_messages_free)

G_END_DECLS
