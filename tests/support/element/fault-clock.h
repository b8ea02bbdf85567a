/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * fault-clock: the plugin's clock in a program that the plugin is linked into.
 * It returns the time, but its waits end at once. One wait can be held, so that
 * a test can check what happens during it.
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
 * fault_clock_hold:
 * @number: number of the wait, counted from 1 from now on; 0: hold none
 *
 * Makes that wait last until it is cancelled or released.
 */
void fault_clock_hold (guint number);

/**
 * fault_clock_wait_held:
 *
 * Blocks until a wait is held.
 */
void fault_clock_wait_held (void);

/**
 * fault_clock_release:
 *
 * Ends the held wait.
 */
void fault_clock_release (void);

G_END_DECLS
