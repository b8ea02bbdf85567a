/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-dpop: proves to the sign-in service that a token is requested by the owner
 * of the login's key.
 *
 * RFC 9449, with the algorithm that `aws login` uses: ES256.
 */

#pragma once

#include "util-secret.h"

G_BEGIN_DECLS

/**
 * AwsDpopProof:
 * @method: method of the request that the proof is for
 * @uri: its URI, without query
 * @id: a unique id of the proof
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
 * @proof: the proof to sign
 * @key: the private key, SEC 1 or PKCS #8 in PEM
 * @error: AWS_ERROR_CONFIG if @key is not a P-256 key
 *
 * Returns: (transfer full) (nullable): value of the DPoP header
 */
char *rekaws_dpop_sign (const AwsDpopProof *proof, const char *key,
    GError **error);

G_END_DECLS
