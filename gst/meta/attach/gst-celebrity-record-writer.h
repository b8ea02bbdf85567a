/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-record-writer: one person on screen as a GstStructure
 * "celebrity", as in a CelebrityMeta. Fields that the service did not send are
 * missing.
 */

#pragma once

#include "gst-celebrity-region.h"

G_BEGIN_DECLS

/**
 * gst_celebrity_record_new:
 * @presence: one person
 * @box: which box is shown
 * @regions: the person's regions on the buffer
 *
 * Returns: (transfer full): the record
 */
GstStructure *gst_celebrity_record_new (const RekPresence *presence,
    RekBoxChoice box, const GstCelebrityRegions *regions);

G_END_DECLS
