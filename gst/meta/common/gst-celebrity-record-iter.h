/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-list: goes through the people of a CelebrityMeta, whoever wrote
 * it.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * gst_celebrity_list_next:
 * @record: of a CelebrityMeta
 * @position: (inout): where to go on; 0 at first
 *
 * What is no person in the list is passed over.
 *
 * Returns: (transfer none) (nullable): the next one's structure; NULL at the
 *   end, and where there is no list
 */
const GstStructure *gst_celebrity_list_next (const GstStructure *record,
    guint *position);

G_END_DECLS
