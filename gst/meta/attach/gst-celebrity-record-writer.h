/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * gst-celebrity-record: one person on screen as a GstStructure "celebrity",
 * the form in which CelebrityMeta holds it. What the service did not send is
 * not there.
 */

#pragma once

#include "gst-celebrity-region.h"

G_BEGIN_DECLS

/**
 * gst_celebrity_record_new:
 * @presence: one person
 * @box: which box is shown
 * @regions: the person's regions on the same buffer
 *
 * Returns: (transfer full): the record
 */
GstStructure *gst_celebrity_record_new (const RekPresence *presence,
    RekBoxChoice box, const GstCelebrityRegions *regions);

G_END_DECLS
