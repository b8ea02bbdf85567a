/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * matrix-clock: the plugin's clock in a program that the plugin is linked into.
 * It tells the time, but waits take none; one of them can be held, so that a
 * test can look at what happens during it.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fault_clock_install:
 *
 * Makes the plugin use this clock.
 */
void fault_clock_install (void);

/**
 * matrix_clock_hold:
 * @number: of the wait, from 1 on, counted from now; 0: none
 *
 * This wait lasts until it is cancelled or released.
 */
void matrix_clock_hold (guint number);

/**
 * matrix_clock_wait_held:
 *
 * Waits until somebody is held.
 */
void matrix_clock_wait_held (void);

/**
 * matrix_clock_release:
 *
 * Ends the wait that is held.
 */
void matrix_clock_release (void);

G_END_DECLS
