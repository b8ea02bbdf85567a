/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-region: checks the name of a region, which becomes part of a host name.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rekaws_region_check:
 * @region: the region
 * @error: AWS_ERROR_CONFIG if @region is not a valid label of a host name, has
 *   no letter, or is one of the deprecated names of FIPS endpoints
 *   ("us-east-1-fips")
 *
 * Returns: TRUE if @region may be the name of a region
 */
gboolean rekaws_region_check (const char *region, GError **error);

G_END_DECLS
