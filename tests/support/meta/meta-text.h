/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * meta-text: the metas of a buffer as text with types, for comparisons in tests.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * meta_text_structure:
 *
 * Returns: (transfer full): as `[name field=(gint)1 other=<'a' 'b'>]`, fields
 *   in their order; strings and booleans without their type
 */
char *meta_text_structure (const GstStructure *structure);

/**
 * meta_text_records:
 *
 * Returns: (transfer full): every CelebrityMeta on @buffer, one per line
 */
char *meta_text_records (GstBuffer *buffer);

/**
 * meta_text_regions:
 *
 * Returns: (transfer full): every region of interest on @buffer, as
 *   `name id/parent x,y wxh`, separated by `; `
 */
char *meta_text_regions (GstBuffer *buffer);

/**
 * meta_text_params:
 *
 * Returns: (transfer full): the parameters of every region, one per line
 */
char *meta_text_params (GstBuffer *buffer);

G_END_DECLS
