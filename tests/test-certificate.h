/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * test-certificate: a certificate for 127.0.0.1, made when it is needed, so
 * that none is kept that ends one day.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * test_certificate_write:
 * @certificate: name of the PEM file that is written
 * @key: name of the PEM file that its key is written to
 *
 * Aborts the test where that fails.
 */
void test_certificate_write (const char *certificate, const char *key);

G_END_DECLS
