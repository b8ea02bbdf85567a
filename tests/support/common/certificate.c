/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/common/certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

static const TestCertificate plain = { "IP:127.0.0.1", -1, 1, NULL };

static BIO *
open_file (const char *filename, const char *mode)
{
  BIO *file = BIO_new_file (filename, mode);

  g_assert_nonnull (file);
  return file;
}

static void
add_extension (X509 *certificate, int id, const char *value)
{
  X509_EXTENSION *extension = X509V3_EXT_conf_nid (NULL, NULL, id, value);

  g_assert_nonnull (extension);
  g_assert_true (X509_add_ext (certificate, extension, -1));
  X509_EXTENSION_free (extension);
}

static void
set_subject (X509 *certificate, const char *text)
{
  X509_NAME *name = X509_NAME_new ();

  g_assert_true (X509_NAME_add_entry_by_txt (name, "CN", MBSTRING_ASC,
      (const guchar *) text, -1, -1, 0));
  X509_set_subject_name (certificate, name);
  X509_NAME_free (name);
}

static void
sign_by (X509 *certificate, const char *issuer_pem)
{
  BIO *file = open_file (issuer_pem, "r");
  EVP_PKEY *key = PEM_read_bio_PrivateKey (file, NULL, NULL, NULL);
  X509 *issuer = PEM_read_bio_X509 (file, NULL, NULL, NULL);

  g_assert_nonnull (key);
  g_assert_nonnull (issuer);
  X509_set_issuer_name (certificate, X509_get_subject_name (issuer));
  g_assert_true (X509_sign (certificate, key, EVP_sha256 ()) > 0);
  X509_free (issuer);
  EVP_PKEY_free (key);
  BIO_free (file);
}

static X509 *
create_certificate (const TestCertificate *settings, EVP_PKEY *key)
{
  X509 *certificate = X509_new ();

  X509_set_version (certificate, X509_VERSION_3);
  ASN1_INTEGER_set (X509_get_serialNumber (certificate), 1);
  X509_time_adj_ex (X509_getm_notBefore (certificate), settings->first_day, 0,
      NULL);
  X509_time_adj_ex (X509_getm_notAfter (certificate), settings->last_day, 0,
      NULL);
  set_subject (certificate, settings->name);
  X509_set_pubkey (certificate, key);
  add_extension (certificate, NID_basic_constraints,
      settings->issuer == NULL ? "critical,CA:TRUE" : "critical,CA:FALSE");
  add_extension (certificate, NID_subject_alt_name, settings->name);
  if (settings->issuer != NULL) {
    sign_by (certificate, settings->issuer);
    return certificate;
  }

  X509_set_issuer_name (certificate, X509_get_subject_name (certificate));
  g_assert_true (X509_sign (certificate, key, EVP_sha256 ()) > 0);
  return certificate;
}

static void
write_key (EVP_PKEY *key, const char *filename, const char *mode)
{
  BIO *file = open_file (filename, mode);

  g_assert_true (
      PEM_write_bio_PrivateKey (file, key, NULL, NULL, 0, NULL, NULL));
  BIO_free (file);
}

static void
write_certificate (X509 *certificate, const char *filename, const char *mode)
{
  BIO *file = open_file (filename, mode);

  g_assert_true (PEM_write_bio_X509 (file, certificate));
  BIO_free (file);
}

void
test_certificate_write (const char *certificate, const char *key)
{
  EVP_PKEY *pair = EVP_EC_gen ("P-256");
  X509 *signed_pair = create_certificate (&plain, pair);

  write_certificate (signed_pair, certificate, "w");
  write_key (pair, key, "w");
  X509_free (signed_pair);
  EVP_PKEY_free (pair);
}

void
test_certificate_write_as (const TestCertificate *settings, const char *pem)
{
  EVP_PKEY *pair = EVP_EC_gen ("P-256");
  X509 *signed_pair = create_certificate (settings, pair);

  write_key (pair, pem, "w");
  write_certificate (signed_pair, pem, "a");
  X509_free (signed_pair);
  EVP_PKEY_free (pair);
}
