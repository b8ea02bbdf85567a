/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-error.h"

G_DEFINE_QUARK (rek - error - quark, rek_error)
