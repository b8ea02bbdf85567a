/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-ca-bundle: reads the certificate authorities to trust from a file.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * rekaws_ca_bundle_load:
 * @file: a file of PEM certificates
 * @error: AWS_ERROR_CONFIG if it cannot be read or contains no certificate
 *
 * Returns: (transfer full) (nullable): the authorities
 */
GTlsDatabase *rekaws_ca_bundle_load (const char *file, GError **error);

G_END_DECLS
