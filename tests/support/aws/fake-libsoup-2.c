/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A library with libsoup 2's file name, and nothing else of it. */

void fake_libsoup_2 (void);

void
fake_libsoup_2 (void)
{
}
