/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "test-certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#define ONE_DAY (24 * 60 * 60)

static void
add_extension (X509 *certificate, int id, const char *value)
{
  X509_EXTENSION *extension = X509V3_EXT_conf_nid (NULL, NULL, id, value);

  g_assert_nonnull (extension);
  g_assert_true (X509_add_ext (certificate, extension, -1));
  X509_EXTENSION_free (extension);
}

static X509 *
create_certificate (EVP_PKEY *key)
{
  X509 *certificate = X509_new ();
  X509_NAME *name = X509_NAME_new ();

  g_assert_true (X509_NAME_add_entry_by_txt (name, "CN", MBSTRING_ASC,
      (const guchar *) "127.0.0.1", -1, -1, 0));
  X509_set_version (certificate, X509_VERSION_3);
  ASN1_INTEGER_set (X509_get_serialNumber (certificate), 1);
  X509_gmtime_adj (X509_getm_notBefore (certificate), -ONE_DAY);
  X509_gmtime_adj (X509_getm_notAfter (certificate), ONE_DAY);
  X509_set_subject_name (certificate, name);
  X509_set_issuer_name (certificate, name);
  X509_set_pubkey (certificate, key);
  add_extension (certificate, NID_basic_constraints, "critical,CA:TRUE");
  add_extension (certificate, NID_subject_alt_name, "IP:127.0.0.1");
  g_assert_true (X509_sign (certificate, key, EVP_sha256 ()) > 0);
  X509_NAME_free (name);
  return certificate;
}

static BIO *
open_file (const char *filename)
{
  BIO *file = BIO_new_file (filename, "w");

  g_assert_nonnull (file);
  return file;
}

void
test_certificate_write (const char *certificate, const char *key)
{
  EVP_PKEY *pair = EVP_EC_gen ("P-256");
  X509 *signed_pair = create_certificate (pair);
  BIO *file = open_file (certificate);

  g_assert_true (PEM_write_bio_X509 (file, signed_pair));
  BIO_free (file);
  file = open_file (key);
  g_assert_true (
      PEM_write_bio_PrivateKey (file, pair, NULL, NULL, 0, NULL, NULL));
  BIO_free (file);
  X509_free (signed_pair);
  EVP_PKEY_free (pair);
}
