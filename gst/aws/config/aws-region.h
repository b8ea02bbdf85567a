/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-region: what may be the name of a region. It becomes part of a host
 * name, wherever it comes from.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rekaws_region_check:
 * @region: the region
 * @error: AWS_ERROR_CONFIG where @region is no label of a host name, has no
 *   letter, or is one of the old names that mean FIPS ("us-east-1-fips")
 *
 * Returns: TRUE where @region may be one
 */
gboolean rekaws_region_check (const char *region, GError **error);

G_END_DECLS
