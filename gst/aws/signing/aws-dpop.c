/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "signing/aws-dpop.h"

#include "client/aws-error.h"
#include "util-json-edit.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <string.h>

#define GROUP "prime256v1"
#define NUMBER_SIZE 32
#define SIGNATURE_SIZE (2 * NUMBER_SIZE)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ECDSA_SIG, ECDSA_SIG_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)

/* Encrypted keys are not supported: there is nobody to ask for the password. */
static int
refuse_password (char *buffer, int size, int is_writing, void *user_data)
{
  (void) buffer;
  (void) size;
  (void) is_writing;
  (void) user_data;
  return -1;
}

static EVP_PKEY *
load_key (const char *pem)
{
  g_autoptr (BIO) bio = BIO_new_mem_buf (pem, -1);
  g_autoptr (EVP_PKEY) key =
      PEM_read_bio_PrivateKey (bio, NULL, refuse_password, NULL);
  char group[sizeof GROUP + 1];

  if (key == NULL ||
      EVP_PKEY_get_group_name (key, group, sizeof group, NULL) != 1 ||
      strcmp (group, GROUP) != 0)
    return NULL;
  return g_steal_pointer (&key);
}

/* Base64url without padding. */
static char *
encode (const guint8 *data, gsize size)
{
  char *text = g_base64_encode (data, size);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static char *
encode_json (const UtilJsonMember *members, guint n_members)
{
  g_autoptr (GBytes) json = rekutil_json_edit (NULL, members, n_members);
  gsize size;
  const guint8 *data = g_bytes_get_data (json, &size);

  return encode (data, size);
}

static char *
encode_coordinate (const EVP_PKEY *key, const char *name)
{
  g_autoptr (BIGNUM) number = NULL;
  guint8 data[NUMBER_SIZE];

  if (EVP_PKEY_get_bn_param (key, name, &number) != 1 ||
      BN_bn2binpad (number, data, sizeof data) != sizeof data)
    return NULL;
  return encode (data, sizeof data);
}

static char *
build_header (const EVP_PKEY *key)
{
  g_autofree char *x = encode_coordinate (key, OSSL_PKEY_PARAM_EC_PUB_X);
  g_autofree char *y = encode_coordinate (key, OSSL_PKEY_PARAM_EC_PUB_Y);
  const UtilJsonMember members[] = {
    { "typ", "dpop+jwt" },
    { "alg", "ES256" },
    { "jwk.kty", "EC" },
    { "jwk.crv", "P-256" },
    { "jwk.x", x },
    { "jwk.y", y },
  };

  return x != NULL && y != NULL ? encode_json (members, G_N_ELEMENTS (members))
                                : NULL;
}

static char *
build_payload (const AwsDpopProof *proof)
{
  g_autofree char *time = g_strdup_printf ("{\"iat\":%" G_GINT64_FORMAT "}",
      proof->time_us / G_USEC_PER_SEC);
  g_autoptr (GBytes) start = g_bytes_new (time, strlen (time));
  const UtilJsonMember members[] = {
    { "htm", proof->method },
    { "htu", proof->uri },
    { "jti", proof->id },
  };
  g_autoptr (GBytes) json =
      rekutil_json_edit (start, members, G_N_ELEMENTS (members));
  gsize size;
  const guint8 *data = g_bytes_get_data (json, &size);

  return encode (data, size);
}

/* Converts a signature from OpenSSL's format to JOSE's. */
static char *
encode_signature (const guint8 *der, gsize size)
{
  g_autoptr (ECDSA_SIG) signature = d2i_ECDSA_SIG (NULL, &der, (long) size);
  guint8 data[SIGNATURE_SIZE];

  if (signature == NULL ||
      BN_bn2binpad (ECDSA_SIG_get0_r (signature), data, NUMBER_SIZE) !=
          NUMBER_SIZE ||
      BN_bn2binpad (ECDSA_SIG_get0_s (signature), data + NUMBER_SIZE,
          NUMBER_SIZE) != NUMBER_SIZE)
    return NULL;
  return encode (data, sizeof data);
}

static char *
sign (EVP_PKEY *key, const char *text)
{
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  const guint8 *data = (const guint8 *) text;
  guint8 der[2 * SIGNATURE_SIZE];
  size_t size = sizeof der;

  if (EVP_DigestSignInit (context, NULL, EVP_sha256 (), NULL, key) != 1 ||
      EVP_DigestSign (context, der, &size, data, strlen (text)) != 1)
    return NULL;
  return encode_signature (der, size);
}

char *
rekaws_dpop_sign (const AwsDpopProof *proof, const char *key, GError **error)
{
  g_autoptr (EVP_PKEY) loaded = load_key (key);
  g_autofree char *header = loaded != NULL ? build_header (loaded) : NULL;
  g_autofree char *payload = build_payload (proof);
  g_autofree char *text = NULL;
  g_autofree char *signature = NULL;

  if (header != NULL) {
    text = g_strconcat (header, ".", payload, NULL);
    signature = sign (loaded, text);
  }
  if (signature == NULL) {
    /* Do not leave errors to the next user of OpenSSL in this thread. */
    ERR_clear_error ();
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "the login's key (dpopKey) is not a P-256 key");
    return NULL;
  }
  return g_strconcat (text, ".", signature, NULL);
}
