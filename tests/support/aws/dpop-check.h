/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * dpop-check: keys of logins, and an independent check of proofs.
 */

#pragma once

#include <openssl/evp.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * dpop_check_create_key:
 * @group: name of the curve, for example "P-256"
 *
 * Returns: (transfer full): a new key
 */
EVP_PKEY *dpop_check_create_key (const char *group);

/**
 * dpop_check_dup_pem:
 * @is_sec1: whether the format is SEC 1, which the AWS CLI writes, or PKCS #8
 *
 * Returns: (transfer full): the private key
 */
char *dpop_check_dup_pem (EVP_PKEY *key, gboolean is_sec1);

/**
 * dpop_check_dup_locked_pem:
 *
 * Returns: (transfer full): the private key, encrypted with a password
 */
char *dpop_check_dup_locked_pem (EVP_PKEY *key);

/**
 * dpop_check_verify:
 * @proof: value of a DPoP header
 * @key: the key it must be signed with
 *
 * Aborts the test if the signature is wrong or the header does not name @key.
 *
 * Returns: (transfer full): the payload of the proof
 */
JsonNode *dpop_check_verify (const char *proof, EVP_PKEY *key);

G_END_DECLS
