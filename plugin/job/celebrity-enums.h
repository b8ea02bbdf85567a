/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrity-enums: GTypes of the enumerations of the elements' properties.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * celebrity_sort_by_get_type:
 *
 * Returns: GType of RekSortBy
 */
GType celebrity_sort_by_get_type (void);

/**
 * celebrity_box_choice_get_type:
 *
 * Returns: GType of RekBoxChoice
 */
GType celebrity_box_choice_get_type (void);

/**
 * celebrity_meta_types_get_type:
 *
 * Returns: GType of GstCelebrityMetaTypes, flags
 */
GType celebrity_meta_types_get_type (void);

/**
 * celebrity_post_messages_get_type:
 *
 * Returns: GType of CelebrityPostMessages
 */
GType celebrity_post_messages_get_type (void);

G_END_DECLS
