/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "signing/aws-dpop.h"
#include "client/aws-error.h"

#include "support/aws/dpop-check.h"

#include <string.h>

/* Enough to get numbers that begin with a zero byte, which must be kept. */
#define N_SIGNATURES 600

static const AwsDpopProof proof = {
  .method = "POST",
  .uri = "https://signin.test/v1/token",
  .id = "an-id",
  .time_us = G_GINT64_CONSTANT (1769860800999999),
};

static void
test_claims (void)
{
  for (int is_sec1 = FALSE; is_sec1 <= TRUE; is_sec1++) {
    EVP_PKEY *key = dpop_check_create_key ("P-256");
    g_autofree char *pem = dpop_check_dup_pem (key, is_sec1);
    g_autoptr (GError) error = NULL;
    g_autofree char *header = rekaws_dpop_sign (&proof, pem, &error);
    g_autoptr (JsonNode) node = NULL;
    JsonObject *claims;

    g_assert_no_error (error);
    node = dpop_check_verify (header, key);
    claims = json_node_get_object (node);
    g_assert_cmpuint (json_object_get_size (claims), ==, 4);
    g_assert_cmpstr (json_object_get_string_member (claims, "htm"), ==, "POST");
    g_assert_cmpstr (json_object_get_string_member (claims, "htu"), ==,
        proof.uri);
    g_assert_cmpstr (json_object_get_string_member (claims, "jti"), ==,
        "an-id");
    g_assert_cmpint (json_object_get_int_member (claims, "iat"), ==,
        1769860800);
    EVP_PKEY_free (key);
  }
}

static void
test_signatures (void)
{
  EVP_PKEY *key = dpop_check_create_key ("P-256");
  g_autofree char *pem = dpop_check_dup_pem (key, TRUE);

  for (guint i = 0; i < N_SIGNATURES; i++) {
    g_autofree char *header = rekaws_dpop_sign (&proof, pem, NULL);
    g_autoptr (JsonNode) node = dpop_check_verify (header, key);

    g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  }
  EVP_PKEY_free (key);
}

/* No prompt asks for the password. */
static void
test_wrong_keys (void)
{
  EVP_PKEY *other = dpop_check_create_key ("P-384");
  EVP_PKEY *good = dpop_check_create_key ("P-256");
  g_autofree char *other_pem = dpop_check_dup_pem (other, FALSE);
  g_autofree char *good_pem = dpop_check_dup_pem (good, FALSE);
  g_autofree char *cut_pem = g_strndup (good_pem, strlen (good_pem) / 2);
  g_autofree char *locked_pem = dpop_check_dup_locked_pem (good);
  const char *const keys[] = { "", "SECRET", other_pem, cut_pem, locked_pem };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (rekaws_dpop_sign (&proof, keys[i], &error));
    g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
    g_assert_null (strstr (error->message, "SECRET"));
  }
  EVP_PKEY_free (other);
  EVP_PKEY_free (good);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-dpop/claims", test_claims);
  g_test_add_func ("/aws-dpop/signatures", test_signatures);
  g_test_add_func ("/aws-dpop/wrong-keys", test_wrong_keys);
  return g_test_run ();
}
