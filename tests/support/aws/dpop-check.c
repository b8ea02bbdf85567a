/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/aws/dpop-check.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/pem.h>
#include <string.h>

#define NUMBER_SIZE 32

EVP_PKEY *
dpop_check_create_key (const char *group)
{
  EVP_PKEY *key = EVP_EC_gen (group);

  g_assert_nonnull (key);
  return key;
}

static char *
take_text (BIO *bio)
{
  char *data;
  long size = BIO_get_mem_data (bio, &data);
  char *text = g_strndup (data, (gsize) size);

  BIO_free (bio);
  return text;
}

char *
dpop_check_dup_pem (EVP_PKEY *key, gboolean is_sec1)
{
  BIO *bio = BIO_new (BIO_s_mem ());

  if (is_sec1)
    g_assert_cmpint (PEM_write_bio_PrivateKey_traditional (bio, key, NULL, NULL,
                         0, NULL, NULL),
        ==, 1);
  else
    g_assert_cmpint (
        PEM_write_bio_PKCS8PrivateKey (bio, key, NULL, NULL, 0, NULL, NULL), ==,
        1);
  return take_text (bio);
}

char *
dpop_check_dup_locked_pem (EVP_PKEY *key)
{
  BIO *bio = BIO_new (BIO_s_mem ());

  g_assert_cmpint (PEM_write_bio_PKCS8PrivateKey (bio, key, EVP_aes_256_cbc (),
                       "password", (int) strlen ("password"), NULL, NULL),
      ==, 1);
  return take_text (bio);
}

static guint8 *
decode (const char *text, gsize *size)
{
  g_autofree char *padded =
      g_strconcat (text, &"==="[3 - (4 - strlen (text) % 4) % 4], NULL);

  g_assert_cmpuint (strspn (text, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_"),
      ==, strlen (text));
  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');
  return g_base64_decode (padded, size);
}

static JsonNode *
decode_json (const char *text)
{
  gsize size;
  g_autofree guint8 *data = decode (text, &size);
  g_autofree char *json = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (json, &error);

  g_assert_no_error (error);
  return node;
}

static void
check_coordinate (JsonObject *jwk, const char *name, EVP_PKEY *key,
    const char *parameter)
{
  gsize size;
  g_autofree guint8 *data =
      decode (json_object_get_string_member (jwk, name), &size);
  BIGNUM *number = NULL;
  guint8 expected[NUMBER_SIZE];

  g_assert_cmpint (EVP_PKEY_get_bn_param (key, parameter, &number), ==, 1);
  g_assert_cmpint (BN_bn2binpad (number, expected, NUMBER_SIZE), ==,
      NUMBER_SIZE);
  g_assert_cmpmem (data, size, expected, NUMBER_SIZE);
  BN_free (number);
}

static void
check_header (const char *text, EVP_PKEY *key)
{
  g_autoptr (JsonNode) node = decode_json (text);
  JsonObject *header = json_node_get_object (node);
  JsonObject *jwk = json_object_get_object_member (header, "jwk");

  g_assert_cmpstr (json_object_get_string_member (header, "typ"), ==,
      "dpop+jwt");
  g_assert_cmpstr (json_object_get_string_member (header, "alg"), ==, "ES256");
  g_assert_cmpuint (json_object_get_size (jwk), ==, 4);
  g_assert_cmpstr (json_object_get_string_member (jwk, "kty"), ==, "EC");
  g_assert_cmpstr (json_object_get_string_member (jwk, "crv"), ==, "P-256");
  check_coordinate (jwk, "x", key, OSSL_PKEY_PARAM_EC_PUB_X);
  check_coordinate (jwk, "y", key, OSSL_PKEY_PARAM_EC_PUB_Y);
}

static void
check_signature (const char *signed_text, const char *text, EVP_PKEY *key)
{
  gsize size;
  g_autofree guint8 *numbers = decode (text, &size);
  ECDSA_SIG *signature = ECDSA_SIG_new ();
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  guint8 *der = NULL;
  int der_size;

  g_assert_cmpuint (size, ==, 2 * NUMBER_SIZE);
  ECDSA_SIG_set0 (signature, BN_bin2bn (numbers, NUMBER_SIZE, NULL),
      BN_bin2bn (numbers + NUMBER_SIZE, NUMBER_SIZE, NULL));
  der_size = i2d_ECDSA_SIG (signature, &der);
  g_assert_cmpint (
      EVP_DigestVerifyInit (context, NULL, EVP_sha256 (), NULL, key), ==, 1);
  g_assert_cmpint (EVP_DigestVerify (context, der, (size_t) der_size,
                       (const guint8 *) signed_text, strlen (signed_text)),
      ==, 1);
  OPENSSL_free (der);
  EVP_MD_CTX_free (context);
  ECDSA_SIG_free (signature);
}

JsonNode *
dpop_check_verify (const char *proof, EVP_PKEY *key)
{
  g_auto (GStrv) parts = g_strsplit (proof, ".", -1);
  g_autofree char *signed_text = NULL;

  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  check_header (parts[0], key);
  signed_text = g_strconcat (parts[0], ".", parts[1], NULL);
  check_signature (signed_text, parts[2], key);
  return decode_json (parts[1]);
}
