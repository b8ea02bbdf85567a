/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * certificate: certificates created on demand, so that none in the tree
 * expires.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * test_certificate_write:
 * @certificate: path of the PEM file to write
 * @key: path of the PEM file for its key
 *
 * Creates a self-signed certificate for 127.0.0.1 that is valid today.
 *
 * Aborts the test if that fails.
 */
void test_certificate_write (const char *certificate, const char *key);

/**
 * TestCertificate:
 * @name: subject alternative name, such as "IP:127.0.0.1" or "DNS:example.com"
 * @first_day: start of its validity, in days from now
 * @last_day: end of its validity, in days from now
 * @issuer: (nullable): PEM file of the issuing authority and its key; NULL:
 *   self-signed
 */
typedef struct {
  const char *name;
  int first_day;
  int last_day;
  const char *issuer;
} TestCertificate;

/**
 * test_certificate_write_as:
 * @pem: path of the PEM file for the certificate and its key
 *
 * Aborts the test if that fails.
 */
void test_certificate_write_as (const TestCertificate *settings,
    const char *pem);

G_END_DECLS
