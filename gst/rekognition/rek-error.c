/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-error.h"

/* The formatter would take the hyphens for subtraction. */
/* clang-format off */
G_DEFINE_QUARK (rek-error-quark, rek_error)
/* clang-format on */
