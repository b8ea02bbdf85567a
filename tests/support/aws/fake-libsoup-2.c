/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* An empty library with the file name of libsoup 2. */

void fake_libsoup_2 (void);

void
fake_libsoup_2 (void)
{
}
