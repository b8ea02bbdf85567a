/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrity-presence-message: the element messages rekognition-celebrity, which
 * report to an application who is on screen, so that it need not read buffers.
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
 * The people of the last message; belongs to the streaming thread.
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
 * The frame that the people are on; times in ns.
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
 * Returns: (transfer full): the state before the first message
 */
CelebrityMessages *celebrity_messages_new (void);

void celebrity_messages_free (CelebrityMessages *messages);

/**
 * celebrity_messages_are_due:
 * @people: (array length=n_people): who is on screen now
 *
 * Cheap while the same people stay. The results that @people's
 * persons come from must outlive @messages.
 *
 * Returns: whether a message is due: with CHANGES, whether the set of people
 *   (not of their tracks) differs from the last message's
 */
gboolean celebrity_messages_are_due (CelebrityMessages *messages,
    CelebrityPostMessages wanted, const RekPresence *people, guint n_people);

/**
 * celebrity_messages_create:
 * @source: the element that posts the message
 * @people: as for celebrity_messages_are_due()
 *
 * The people become those of the last message.
 *
 * Returns: (transfer full): the message
 */
GstMessage *celebrity_messages_create (CelebrityMessages *messages,
    CelebrityPostMessages wanted, GstObject *source,
    const CelebrityMessageFrame *frame, const RekPresence *people,
    guint n_people);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CelebrityMessages, celebrity_messages_free)

G_END_DECLS
