/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Every fault at every exchange of a fetch: permanently, once, and with the
 * element stopped during the fault or before the next attempt. The outcome must
 * be the documented error or the complete results, never a part of them. */

#include "support/element/fault-clock.h"
#include "support/element/fault-scene.h"

#define EXPIRED "x-amzn-ErrorType: ExpiredTokenException\r\n"

/* The exchange that has the fault. */
typedef enum {
  EXCHANGE_FIRST_PAGE,
  EXCHANGE_NEXT_PAGE,
  EXCHANGE_JOB,
  EXCHANGE_CREDENTIALS,
} Exchange;

static const char *const exchange_names[] = { "first-page", "next-page",
  "waiting-for-job", "refreshing-credentials" };

typedef struct {
  const Fault *fault;
  Exchange exchange;
} Case;

/* Returns: (transfer none): the script of the server that has the fault */
static FaultScript *
write_first_steps (FaultScene *scene, Exchange exchange)
{
  FaultScript *service = scene->service_script;

  switch (exchange) {
    case EXCHANGE_NEXT_PAGE:
      fault_script_answer (service, "200 OK", NULL, FAULT_SCENE_PAGE_1);
      return service;
    case EXCHANGE_JOB:
      fault_script_answer (service, "200 OK", NULL, FAULT_SCENE_IN_PROGRESS);
      return service;
    case EXCHANGE_CREDENTIALS:
      fault_script_answer (service, "200 OK", NULL, FAULT_SCENE_PAGE_1);
      fault_script_answer (service, "400 Bad Request", EXPIRED, "{}");
      fault_script_answer (scene->credentials_script, "200 OK", NULL,
          FAULT_SCENE_CREDENTIALS);
      fault_script_hang (scene->credentials_script);
      return scene->credentials_script;
    case EXCHANGE_FIRST_PAGE:
    default:
      return service;
  }
}

static void
write_end (FaultScene *scene, Exchange exchange, const Fault *fault)
{
  FaultScript *service = scene->service_script;
  gboolean has_answered = fault->code == 0;

  if (exchange == EXCHANGE_CREDENTIALS && !has_answered) {
    fault_script_answer (scene->credentials_script, "200 OK", NULL,
        FAULT_SCENE_CREDENTIALS);
    fault_script_hang (scene->credentials_script);
  }
  if ((exchange == EXCHANGE_FIRST_PAGE || exchange == EXCHANGE_JOB) &&
      !has_answered)
    fault_script_answer (service, "200 OK", NULL, FAULT_SCENE_PAGE_1);
  if (exchange != EXCHANGE_NEXT_PAGE || !has_answered)
    fault_script_answer (service, "200 OK", NULL, FAULT_SCENE_PAGE_2);
  fault_script_hang (service);
}

static const char *
get_answer (Exchange exchange)
{
  switch (exchange) {
    case EXCHANGE_NEXT_PAGE:
      return FAULT_SCENE_PAGE_2;
    case EXCHANGE_CREDENTIALS:
      return FAULT_SCENE_CREDENTIALS;
    default:
      return FAULT_SCENE_PAGE_1;
  }
}

/* Returns the number of steps before the fault, which occurs @times times. */
static guint
play (FaultScene *scene, const Case *test, guint times, guint timeout_ms)
{
  FaultScript *script;
  guint n_before;

  fault_scene_init (scene);
  script = write_first_steps (scene, test->exchange);
  n_before = fault_script_get_n_steps (script);
  for (guint i = 0; i < times; i++)
    test->fault->append (script, test->fault, get_answer (test->exchange));
  write_end (scene, test->exchange, test->fault);

  g_object_set (scene->rig.element, "request-timeout", timeout_ms, NULL);
  fault_scene_play (scene);
  return n_before;
}

/* The time limit per exchange with the service. Sources of credentials have
 * their own, of seconds. */
static guint
get_timeout_ms (const Fault *fault)
{
  return fault->n_stalls > 0 ? fault_scene_get_short_ms ()
                             : FAULT_SCENE_LONG_MS;
}

static GstResourceError
get_code (const Case *test)
{
  if (test->fault->code != 0 && test->exchange == EXCHANGE_CREDENTIALS)
    return GST_RESOURCE_ERROR_NOT_AUTHORIZED;
  return test->fault->code;
}

static void
test_always (gconstpointer data)
{
  const Case *test = data;
  g_auto (FaultScene) scene = { 0 };

  play (&scene, test, test->fault->code != 0 ? FAULT_SCENE_MANY : 1,
      get_timeout_ms (test->fault));
  fault_scene_assert_outcome (&scene, get_code (test));
}

static gboolean
recovers (const Case *test)
{
  return test->exchange == EXCHANGE_CREDENTIALS
      ? test->fault->credentials_recover
      : test->fault->service_recovers;
}

static void
test_once (gconstpointer data)
{
  const Case *test = data;
  g_auto (FaultScene) scene = { 0 };

  play (&scene, test, 1, get_timeout_ms (test->fault));
  fault_scene_assert_outcome (&scene, recovers (test) ? 0 : get_code (test));
}

static void
test_stop (gconstpointer data)
{
  const Case *test = data;
  g_auto (FaultScene) scene = { 0 };
  guint n_before = play (&scene, test, FAULT_SCENE_MANY, FAULT_SCENE_LONG_MS);

  scripted_server_wait_steps (test->exchange == EXCHANGE_CREDENTIALS
          ? scene.credentials
          : scene.service,
      n_before + test->fault->n_stalls);
  fault_scene_stop (&scene);
}

/* The element is stopped while it waits before the next attempt. */
static void
test_stop_between (gconstpointer data)
{
  const Case *test = data;
  g_auto (FaultScene) scene = { 0 };

  fault_clock_hold (test->exchange == EXCHANGE_JOB ? 2 : 1);
  play (&scene, test, FAULT_SCENE_MANY, FAULT_SCENE_LONG_MS);
  fault_clock_wait_held ();
  fault_scene_stop (&scene);
}

/* The element is stopped while it waits before the next query of the job. */
static void
test_stop_waiting (void)
{
  g_auto (FaultScene) scene = { 0 };

  fault_clock_hold (1);
  fault_scene_init (&scene);
  write_first_steps (&scene, EXCHANGE_JOB);
  fault_script_hang (scene.service_script);
  fault_scene_play (&scene);
  fault_clock_wait_held ();
  fault_scene_stop (&scene);
}

static void
add (const Case *test, const char *kind, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/fault-matrix/%s/%s/%s",
      exchange_names[test->exchange], test->fault->name, kind);

  g_test_add_data_func_full (path, g_memdup2 (test, sizeof *test), func,
      g_free);
}

static void
add_cases (const Fault *fault, Exchange exchange)
{
  const Case test = { fault, exchange };

  add (&test, "always", test_always);
  if (fault->code != 0 && !g_str_equal (fault->name, "refused"))
    add (&test, "once", test_once);
  if (fault->n_stalls > 0)
    add (&test, "stop", test_stop);
  /* After a clock correction the request is repeated without a wait. */
  else if (recovers (&test) && fault->code != GST_RESOURCE_ERROR_NOT_AUTHORIZED)
    add (&test, "stop-between", test_stop_between);
}

static void
add_exchange (Exchange exchange)
{
  guint n_faults;
  const Fault *faults = fault_table_get (&n_faults);

  for (guint i = 0; i < n_faults; i++)
    add_cases (&faults[i], exchange);
  if (exchange == EXCHANGE_JOB)
    g_test_add_func ("/fault-matrix/waiting-for-job/stop", test_stop_waiting);
}

/* An optional argument names the only exchange to test. */
int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  fault_scene_register_plugin ();

  for (guint i = 0; i < G_N_ELEMENTS (exchange_names); i++) {
    if (argc < 2 || g_str_equal (argv[1], exchange_names[i]))
      add_exchange ((Exchange) i);
  }
  return element_rig_run ();
}
