/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * presence-message-check: checks the rekognition-celebrity messages against
 * CelebrityMeta and the regions of interest on the buffers.
 */

#pragma once

#include "support/element/element-rig.h"

G_BEGIN_DECLS

/**
 * presence_message_check_pop:
 *
 * The test fails if the next element message is another one.
 *
 * Returns: (transfer full) (nullable): the next element message on the bus
 */
GstMessage *presence_message_check_pop (ElementRig *rig);

guint presence_message_check_count_people (GstBuffer *buffer);

/**
 * presence_message_check_collect_people:
 *
 * Returns: (transfer full): the people on @buffer: id (name if it has none) to
 *   name
 */
GHashTable *presence_message_check_collect_people (GstBuffer *buffer);

/**
 * presence_message_check_join_difference:
 *
 * Returns: (transfer full): names of the people in @set that are not in @other,
 *   sorted and joined
 */
char *presence_message_check_join_difference (GHashTable *set,
    GHashTable *other);

/**
 * presence_message_check_time:
 *
 * The test fails if a field's time is not @expected.
 */
void presence_message_check_time (const GstStructure *structure,
    const char *field, guint64 expected);

/**
 * presence_message_check_content:
 *
 * The test fails if @message does not list exactly the people on @buffer.
 */
void presence_message_check_content (GstMessage *message, GstBuffer *buffer);

/**
 * presence_message_check_names:
 * @appeared: sorted and joined
 * @disappeared: sorted and joined
 *
 * The test fails if @message lists other names.
 */
void presence_message_check_names (GstMessage *message, const char *appeared,
    const char *disappeared);

G_END_DECLS
