/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-dpop: shows that who asks for a token has the key of the login.
 *
 * RFC 9449, with the one algorithm that `aws login` uses: ES256.
 */

#pragma once

#include "util-secret.h"

G_BEGIN_DECLS

/**
 * AwsDpopProof:
 * @method: method of the request that the proof is for
 * @uri: its URI, without query
 * @id: a name that no other proof has
 * @time_us: the time, microseconds since 1970
 */
typedef struct {
  const char *method;
  const char *uri;
  const char *id;
  gint64 time_us;
} AwsDpopProof;

/**
 * rekaws_dpop_sign:
 * @proof: what to sign
 * @key: the private key, PEM of SEC 1 or PKCS #8
 * @error: AWS_ERROR_CONFIG where @key is no P-256 key
 *
 * Returns: (transfer full) (nullable): value of the DPoP header
 */
char *rekaws_dpop_sign (const AwsDpopProof *proof, const char *key,
    GError **error);

G_END_DECLS
