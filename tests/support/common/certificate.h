/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * test-certificate: certificates, made when they are needed, so that none is
 * kept that ends one day.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * test_certificate_write:
 * @certificate: name of the PEM file that is written
 * @key: name of the PEM file that its key is written to
 *
 * Makes a certificate for 127.0.0.1 that signs itself and is valid today.
 *
 * Aborts the test where that fails.
 */
void test_certificate_write (const char *certificate, const char *key);

/**
 * TestCertificate:
 * @name: whom it is for, as "IP:127.0.0.1" or "DNS:example.com"
 * @first_day: when it begins to be valid, in days from now
 * @last_day: when it ends, in days from now
 * @issuer: (nullable): PEM file of the authority that signs it, with its key;
 *   NULL: it signs itself
 */
typedef struct {
  const char *name;
  int first_day;
  int last_day;
  const char *issuer;
} TestCertificate;

/**
 * test_certificate_write_as:
 * @pem: name of the PEM file that certificate and key are written to
 *
 * Aborts the test where that fails.
 */
void test_certificate_write_as (const TestCertificate *settings,
    const char *pem);

G_END_DECLS
