/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * message-check: whether the messages rekognition-celebrity say what is on the
 * buffers; worked out from CelebrityMeta and the regions alone.
 */

#pragma once

#include "support/element/element-rig.h"

G_BEGIN_DECLS

/**
 * message_check_pop:
 *
 * The test fails where another element's, or another, message comes.
 *
 * Returns: (transfer full) (nullable): the next element message on the bus
 */
GstMessage *message_check_pop (ElementRig *rig);

guint message_check_count_people (GstBuffer *buffer);

/**
 * message_check_collect_people:
 *
 * Returns: (transfer full): the set of those on @buffer: id, or name where
 *   there is none, to name
 */
GHashTable *message_check_collect_people (GstBuffer *buffer);

/**
 * message_check_join_difference:
 *
 * Returns: (transfer full): names of those in @set that are not in @other,
 *   sorted and joined
 */
char *message_check_join_difference (GHashTable *set, GHashTable *other);

/**
 * message_check_time:
 *
 * The test fails where a field's time is another than @expected.
 */
void message_check_time (const GstStructure *structure, const char *field,
    guint64 expected);

/**
 * message_check_content:
 *
 * The test fails where @message does not show those on @buffer.
 */
void message_check_content (GstMessage *message, GstBuffer *buffer);

/**
 * message_check_names:
 * @appeared: sorted and joined
 * @disappeared: sorted and joined
 *
 * The test fails where @message names others.
 */
void message_check_names (GstMessage *message, const char *appeared,
    const char *disappeared);

G_END_DECLS
