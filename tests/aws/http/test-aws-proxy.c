/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "client/aws-error.h"
#include "http/aws-proxy.h"

#include "support/common/aws-home.h"

#include <string.h>

#define HTTPS "https://rekognition.eu-west-1.amazonaws.com"
#define HTTP "http://rekognition.eu-west-1.amazonaws.com"
#define P "http://p:3128"

typedef struct {
  const char *variables;
  const char *target;
  /* NULL: no proxy. */
  const char *proxy;
} ChoiceCase;

static const ChoiceCase choice_cases[] = {
  { NULL, HTTPS, NULL },
  { "HTTPS_PROXY=" P, HTTPS, P },
  { "https_proxy=" P, HTTPS, P },
  { "HTTPS_PROXY=http://upper:1\nhttps_proxy=http://lower:1", HTTPS,
      "http://lower:1" },
  { "HTTPS_PROXY=" P "\nhttps_proxy=", HTTPS, NULL },
  { "HTTPS_PROXY=", HTTPS, NULL },
  { "HTTPS_PROXY=" P, HTTP, NULL },
  { "HTTP_PROXY=" P, HTTPS, NULL },
  { "HTTP_PROXY=" P, HTTP, P },
  { "http_proxy=" P, HTTP, P },
  { "HTTP_PROXY=" P "\nREQUEST_METHOD=GET", HTTP, NULL },
  { "http_proxy=" P "\nREQUEST_METHOD=GET", HTTP, P },
  { "ALL_PROXY=" P "\nall_proxy=" P, HTTPS, NULL },
  { "HTTPS_PROXY=" P, "HTTPS://H:8443/x", P },

  /* Its spelling. */
  { "HTTPS_PROXY=p", HTTPS, "http://p:80" },
  { "HTTPS_PROXY=p:3128", HTTPS, P },
  { "HTTPS_PROXY=//p:3128", HTTPS, P },
  { "HTTPS_PROXY= HTTP://p:3128/x?y#z ", HTTPS, P },
  { "HTTPS_PROXY=https://p", HTTPS, "https://p:443" },
  { "HTTPS_PROXY=http://10.0.0.1", HTTPS, "http://10.0.0.1:80" },
  { "HTTPS_PROXY=http://[::1]:3128", HTTPS, "http://[::1]:3128" },
};

static AwsProxy *
find (const char *variables, const char *target, GError **error)
{
  g_autoptr (TestHome) home = test_home_new (NULL, NULL);
  g_autoptr (AwsConfig) config = test_home_load (home, variables, NULL);
  AwsProxy *proxy = NULL;
  gboolean is_found = rekaws_proxy_find (config, target, &proxy, error);

  g_assert_true (is_found || proxy == NULL);
  return proxy;
}

static void
test_choice (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (choice_cases); i++) {
    const ChoiceCase *c = &choice_cases[i];
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsProxy) proxy = find (c->variables, c->target, &error);

    g_test_message ("%s", c->variables != NULL ? c->variables : "nothing");
    g_assert_no_error (error);
    g_assert_cmpstr (proxy != NULL ? proxy->uri : NULL, ==, c->proxy);
    if (proxy == NULL)
      continue;
    g_assert_cmpstr (proxy->authority, ==, strstr (c->proxy, "//") + 2);
    g_assert_null (proxy->authorization);
  }
}

typedef struct {
  const char *list;
  const char *target;
  gboolean is_direct;
} ExclusionCase;

static const ExclusionCase exclusion_cases[] = {
  { "example.com", "https://example.com", TRUE },
  { "example.com", "https://sub.example.com", TRUE },
  { "Example.COM", "https://SUB.example.com", TRUE },
  { ".example.com", "https://example.com", TRUE },
  { ".example.com", "https://sub.example.com", TRUE },
  { "*.example.com", "https://sub.example.com", TRUE },
  { "example.com", "https://notexample.com", FALSE },
  { "sub.example.com", "https://example.com", FALSE },
  { "example.com", "https://example.com.org", FALSE },
  { "*", "https://example.com", TRUE },
  { "a.org,*", "https://example.com", TRUE },
  { "a.org, example.com ,b.org", "https://example.com", TRUE },
  { "a.org example.com", "https://example.com", TRUE },
  { ",,", "https://example.com", FALSE },
  { ".", "https://example.com", FALSE },
  { "example.com:443", "https://example.com", TRUE },
  { "example.com:443", "https://example.com:8443", FALSE },
  { "example.com:8443", "https://sub.example.com:8443", TRUE },
  { "example.com:x,example.com:99999", "https://example.com", FALSE },
  { "127.0.0.1", "https://127.0.0.1:8080", TRUE },
  { "127.0.0.1:8080", "https://127.0.0.1:8080", TRUE },
  { "127.0.0.1:8080", "https://127.0.0.1:8081", FALSE },
  { "10.0.0.0/8", "https://10.1.2.3", TRUE },
  { "10.0.0.0/8", "https://11.1.2.3", FALSE },
  { "10.0.0.5/8", "https://10.1.2.3", TRUE },
  { "10.0.0.5/8", "https://11.1.2.3", FALSE },
  { "10.255.0.0/12", "https://10.240.2.3", TRUE },
  { "10.255.0.0/12", "https://10.239.2.3", FALSE },
  { "10.0.0.5/32", "https://10.0.0.5", TRUE },
  { "10.0.0.5/32", "https://10.0.0.4", FALSE },
  { "10.0.0.5/0", "https://192.0.2.1", TRUE },
  { "10.0.0.5/0", "https://[::1]", FALSE },
  { "10.0.0.5/0", "https://example.com", FALSE },
  { "10.0.0.0/8", "https://host10.0.0.0", FALSE },
  { "::1", "https://[::1]", TRUE },
  { "[::1]", "https://[0:0:0:0:0:0:0:1]", TRUE },
  { "[::1]:443", "https://[::1]", TRUE },
  { "[::1]:80", "https://[::1]", FALSE },
  { "fd00::/8", "https://[fd00:ec2::254]", TRUE },
  { "fd00::1/8", "https://[fd00:ec2::254]", TRUE },
  { "fd00::1/8", "https://[fe00:ec2::254]", FALSE },
  { "10.0.0.0/33,example.com", "https://example.com", TRUE },
};

static void
test_exclusion (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (exclusion_cases); i++) {
    const ExclusionCase *c = &exclusion_cases[i];
    g_autofree char *variables =
        g_strdup_printf ("HTTPS_PROXY=%s\nNO_PROXY=%s", P, c->list);
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsProxy) proxy = find (variables, c->target, &error);

    g_test_message ("%s for %s", c->list, c->target);
    g_assert_no_error (error);
    g_assert_cmpint (proxy == NULL, ==, c->is_direct);
  }
}

/* Entries that are not valid are logged, but not if they may be a password. */
static void
test_exclusion_log (void)
{
  static const struct {
    const char *entry;
    /* NULL: it is valid. */
    const char *shown;
  } cases[] = {
    { "example.com", NULL },
    { "*.example.org:443", NULL },
    { "b\xc3\xbc.example", NULL },
    { "10.0.0.5/8", NULL },
    { "[::1]:443", NULL },
    { "10.0.0.0/33", "10.0.0.0/33" },
    { "10.0.0.0/255.0.0.0", "10.0.0.0/255.0.0.0" },
    { "10.0.0.0/", "10.0.0.0/" },
    { "10/8", "10/8" },
    { "::1/129", "::1/129" },
    { "example.com:x", "example.com:x" },
    { "[::1", "[::1" },
    { ".", "." },
    { "**", "**" },
    { "a*.example.com", "a*.example.com" },
    { "http://example.com", "http://example.com" },
    { "http://ada:SECRET@p", "..." },
    { "ada:SECRET@p:80", "..." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *variables =
        g_strdup_printf ("https_proxy=%s\nno_proxy=a,%s", P, cases[i].entry);
    g_autofree char *expected = cases[i].shown == NULL
        ? g_strdup ("")
        : g_strdup_printf ("no_proxy: \"%s\" is not a host name, an address or "
                           "a network, and is ignored\n",
              cases[i].shown);
    g_autoptr (TestHome) home = test_home_new (NULL, NULL);
    g_autoptr (GString) log = g_string_new (NULL);
    g_autoptr (AwsConfig) config =
        test_home_load_logged (home, variables, NULL, log);
    g_autoptr (AwsProxy) proxy = NULL;
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].entry);
    g_assert_true (rekaws_proxy_find (config, HTTPS, &proxy, &error));
    g_assert_no_error (error);
    g_assert_nonnull (proxy);
    g_assert_cmpstr (log->str, ==, expected);
  }
}

/* A password may hold the character that separates entries. */
static void
test_exclusion_log_comma (void)
{
  g_autoptr (TestHome) home = test_home_new (NULL, NULL);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (AwsConfig) config = test_home_load_logged (home,
      "https_proxy=" P "\nno_proxy=http://ada:SEC,RET@p", NULL, log);
  g_autoptr (AwsProxy) proxy = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rekaws_proxy_find (config, HTTPS, &proxy, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (log->str, "\"...\" is not a host name"));
  g_assert_null (strstr (log->str, "SEC"));
  g_assert_null (strstr (log->str, "RET"));
}

/* As for proxies, the lower-case variable takes precedence. */
static void
test_exclusion_variable (void)
{
  static const struct {
    const char *variables;
    gboolean is_direct;
  } cases[] = {
    { "no_proxy=amazonaws.com", TRUE },
    { "NO_PROXY=x\nno_proxy=amazonaws.com", TRUE },
    { "NO_PROXY=amazonaws.com\nno_proxy=x", FALSE },
    { "NO_PROXY=amazonaws.com\nno_proxy=", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *variables =
        g_strconcat ("HTTPS_PROXY=" P "\n", cases[i].variables, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsProxy) proxy = find (variables, HTTPS, &error);

    g_assert_no_error (error);
    g_assert_cmpint (proxy == NULL, ==, cases[i].is_direct);
  }
}

static void
test_login (void)
{
  static const struct {
    const char *value;
    const char *uri;
    /* "user:password" */
    const char *login;
  } cases[] = {
    { "http://ada:secret@p:3128", P, "ada:secret" },
    { "ada:secret@p:3128", P, "ada:secret" },
    { "http://ada:s%40c%3Aret@p:3128", P, "ada:s@c:ret" },
    { "http://ada:s@cret@p:3128", P, "ada:s@cret" },
    { "http://ada@p:3128", P, "ada:" },
    { "https://ada:s%40cret@p", "https://ada:s%40cret@p:443", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *variables =
        g_strconcat ("HTTPS_PROXY=", cases[i].value, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsProxy) proxy = find (variables, HTTPS, &error);
    g_autofree char *encoded = NULL;
    g_autofree char *authorization = NULL;

    g_assert_no_error (error);
    g_assert_cmpstr (proxy->uri, ==, cases[i].uri);
    g_assert_null (strstr (proxy->authority, "@"));
    if (cases[i].login == NULL) {
      g_assert_null (proxy->authorization);
      continue;
    }
    encoded = g_base64_encode ((const guchar *) cases[i].login,
        strlen (cases[i].login));
    authorization = g_strconcat ("Basic ", encoded, NULL);
    g_assert_cmpstr (proxy->authorization, ==, authorization);
  }
}

static void
test_refused (void)
{
  static const char *const values[] = { "socks5://ada:SECRET@p:1080",
    "ftp://SECRET", "http://", "http://ada:SECRET@", "http://SECRET:99999",
    "http://ada:SECRET%zz@p", "http://ada:SECRET@p q" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autofree char *variables = g_strconcat ("https_proxy=", values[i], NULL);
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", values[i]);
    g_assert_null (find (variables, HTTPS, &error));
    g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
    g_assert_nonnull (strstr (error->message, "https_proxy"));
    g_assert_null (strstr (error->message, "SECRET"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-proxy/choice", test_choice);
  g_test_add_func ("/aws-proxy/exclusion", test_exclusion);
  g_test_add_func ("/aws-proxy/exclusion-log", test_exclusion_log);
  g_test_add_func ("/aws-proxy/exclusion-log-comma", test_exclusion_log_comma);
  g_test_add_func ("/aws-proxy/exclusion-variable", test_exclusion_variable);
  g_test_add_func ("/aws-proxy/login", test_login);
  g_test_add_func ("/aws-proxy/refused", test_refused);
  return g_test_run ();
}
