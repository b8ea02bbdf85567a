/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "client/aws-service-error.h"
#include "client/aws-error.h"
#include "util-json.h"
#include "util-xml.h"

#include <string.h>

#define TOKEN "FwoGZXIvYXdzEBYaDEXAMPLE//token=="

typedef struct {
  const char *name;
  guint status;
  const char *header;
  const char *body;
  const char *type;
  const char *message;
} AnswerCase;

static const AnswerCase cases[] = {
  { "header", 400, "ResourceNotFoundException", "{\"message\":\"No such job\"}",
      "ResourceNotFoundException",
      "ResourceNotFoundException: No such job (HTTP status 400)" },
  { "__type", 400, NULL,
      "{\"__type\":\"ThrottlingException\",\"message\":\"Slow\"}",
      "ThrottlingException", "ThrottlingException: Slow (HTTP status 400)" },
  { "code", 400, NULL, "{\"code\":\"Throttling\",\"Message\":\"Slow\"}",
      "Throttling", "Throttling: Slow (HTTP status 400)" },
  { "header-first", 400, "A", "{\"__type\":\"B\",\"code\":\"C\"}", "A",
      "A (HTTP status 400)" },
  { "type-before-code", 400, NULL, "{\"code\":\"C\",\"__type\":\"B\"}", "B",
      "B (HTTP status 400)" },
  { "small-message-first", 400, "A",
      "{\"Message\":\"big\",\"message\":\"small\"}", "A",
      "A: small (HTTP status 400)" },
  { "namespace", 400, NULL, "{\"__type\":\"com.amazonaws.rek#SlowDown\"}",
      "SlowDown", "SlowDown (HTTP status 400)" },
  { "colon", 400, "SlowDown:http://internal.example/doc#part", "{}", "SlowDown",
      "SlowDown (HTTP status 400)" },
  { "namespace-and-colon", 400, "com.amazon.rek#SlowDown:http://x/#y", "{}",
      "SlowDown", "SlowDown (HTTP status 400)" },
  { "spaces", 400, " SlowDown ", "{}", "SlowDown",
      "SlowDown (HTTP status 400)" },
  { "odd-type", 400, "not a type\xff", "{\"__type\":\"B\"}", "B",
      "B (HTTP status 400)" },
  { "number-as-code", 400, NULL, "{\"code\":42,\"message\":\"text\"}", NULL,
      "text (HTTP status 400)" },
  { "html", 500, NULL, "<html><body>Oops</body></html>", NULL,
      "HTTP status 500, with no reason given" },
  { "empty", 503, NULL, "", NULL, "HTTP status 503, with no reason given" },
  { "array", 500, NULL, "[1,2]", NULL,
      "HTTP status 500, with no reason given" },
  { "cut", 500, NULL, "{\"message\":\"cut o", NULL,
      "HTTP status 500, with no reason given" },
  { "no-utf-8", 500, NULL, "{\"message\":\"\xff\xfe\"}", NULL,
      "HTTP status 500, with no reason given" },
  { "null", 500, NULL, "{\"message\":null,\"__type\":null}", NULL,
      "HTTP status 500, with no reason given" },
  { "xml", 400, NULL,
      "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n"
      "<Error><Type>Sender</Type><Code>AccessDenied</Code>"
      "<Message>No &lt;way&gt;</Message></Error></ErrorResponse>",
      "AccessDenied", "AccessDenied: No <way> (HTTP status 400)" },
  { "nested", 403, NULL,
      "{\"Error\":{\"Code\":\"AccessDenied\",\"Message\":\"No\"}}",
      "AccessDenied", "AccessDenied: No (HTTP status 403)" },
  { "oauth", 400, NULL,
      "{\"error\":\"invalid_grant\",\"error_description\":\"Gone\"}",
      "invalid_grant", "invalid_grant: Gone (HTTP status 400)" },
  { "redirect", 302, NULL, "", NULL,
      "HTTP status 302: redirects are not followed" },
  { "redirect-page", 307, NULL, "<html>moved</html>", NULL,
      "HTTP status 307: redirects are not followed" },
  { "no-content", 204, NULL, "", NULL,
      "HTTP status 204, with no reason given" },
  { "controls", 400, "A",
      "{\"message\":\"one\\ntwo\\u0007\\u001b[31m\\u009b three\"}", "A",
      "A: one two  [31m  three (HTTP status 400)" },
  { "unicode", 400, "A", "{\"message\":\"Zo\xc3\xab \\u00e9 <&>\"}", "A",
      "A: Zo\xc3\xab \xc3\xa9 <&> (HTTP status 400)" },

  /* Secrets of the request are not repeated. */
  { "signature", 403, "InvalidSignatureException",
      "{\"message\":\"The Canonical String should have been POST / x\"}",
      "InvalidSignatureException",
      "InvalidSignatureException: The request's signature is refused: is the "
      "secret access key right, and the computer's clock? (HTTP status 403)" },
  { "incomplete", 400, "IncompleteSignatureException",
      "{\"message\":\"Authorization=AWS4-HMAC-SHA256 x\"}",
      "IncompleteSignatureException",
      "IncompleteSignatureException: The request's signature is not complete "
      "(HTTP status 400)" },
  { "token-in-message", 400, "A", "{\"message\":\"bad token " TOKEN " !\"}",
      "A", "A (HTTP status 400)" },
  { "token-escaped", 400, "A",
      "{\"message\":\"FwoGZXIvYXdzEBYaDEXAMPLE\\/\\/token\\u003d=\"}", "A",
      "A (HTTP status 400)" },
  { "token-as-type", 400, TOKEN, "{}", NULL,
      "HTTP status 400, with no reason given" },
  { "header-in-message", 400, "A",
      "{\"message\":\"Authorization: AWS4-HMAC-SHA256 Credential=x\"}", "A",
      "A (HTTP status 400)" },
  { "canonical-in-message", 400, "A",
      "{\"message\":\"host:x\\nx-amz-security-token:y\"}", "A",
      "A (HTTP status 400)" },
};

static AwsRequest *
new_request (void)
{
  AwsRequest *request =
      rekaws_request_new ("POST", "https://service.example/", NULL, NULL);

  rekaws_request_add_header (request, "X-Amz-Security-Token", TOKEN);
  rekaws_request_add_header (request, "Authorization",
      "AWS4-HMAC-SHA256 Credential=A/B, SignedHeaders=h, Signature=0123");
  return request;
}

static void
test_answers (void)
{
  g_autoptr (AwsRequest) request = new_request ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const AnswerCase *c = &cases[i];
    g_autoptr (GBytes) body = g_bytes_new_static (c->body, strlen (c->body));
    g_autoptr (AwsResponse) response = rekaws_response_new (c->status, body);
    g_autoptr (GError) error = NULL;
    const AwsErrorDetails *details;

    g_test_message ("%s", c->name);
    rekaws_response_add_header (response, "X-Amzn-Requestid", "12-ab");
    if (c->header != NULL)
      rekaws_response_add_header (response, "x-amzn-errortype", c->header);
    error = rekaws_answer_to_error (response, request);
    details = rekaws_error_get_details (error);
    g_assert_error (error, AWS_ERROR, AWS_ERROR_SERVICE);
    g_assert_cmpuint (details->http_status, ==, c->status);
    g_assert_cmpstr (details->type, ==, c->type);
    g_assert_cmpstr (details->request_id, ==, "12-ab");
    g_assert_cmpstr (error->message, ==, c->message);
  }
}

/* A long text is cut between characters; a huge body is ignored. */
static void
test_long (void)
{
  g_autoptr (AwsRequest) request = new_request ();
  static const guint lengths[] = { 499, 500, 501, 5000, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autoptr (GString) text =
        g_string_new ("{\"__type\":\"A\",\"message\":\"");
    g_autoptr (GBytes) body = NULL;
    g_autoptr (AwsResponse) response = NULL;
    g_autoptr (GError) error = NULL;
    glong expected = lengths[i] == 100000 ? 0 : MIN (lengths[i], 500);

    for (guint j = 0; j < lengths[i]; j++)
      g_string_append (text, "\xc3\xa9");
    g_string_append (text, "\"}");
    body = g_bytes_new (text->str, text->len);
    response = rekaws_response_new (400, body);
    error = rekaws_answer_to_error (response, request);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    if (expected == 0)
      g_assert_cmpstr (error->message, ==,
          "HTTP status 400, with no reason given");
    else
      g_assert_cmpint (g_utf8_strlen (error->message, -1), ==,
          expected + (glong) strlen ("A:  (HTTP status 400)"));
  }
}

typedef struct {
  const char *body;
  gboolean expected;
} CompleteCase;

static const CompleteCase complete_cases[] = {
  { "{}", TRUE },
  { " {\"a\":[1,{\"b\":\"}\"}]}\r\n", TRUE },
  { "{\"a\":\"\\\"}\"}", TRUE },
  { "{\"a\":\"\\\\\"}", TRUE },
  { "{\"a\":\"\\\\\\\"{\",\"b\":\"]\"}", TRUE },
  { "", FALSE },
  { " ", FALSE },
  { "{", FALSE },
  { "}", FALSE },
  { "[]", FALSE },
  { "null", FALSE },
  { "\"{}\"", FALSE },
  { "{\"a\":1", FALSE },
  { "{\"a\":\"}", FALSE },
  { "{\"a\":\"\\", FALSE },
  { "{\"a\":\"\\\\\\\"}", FALSE },
  { "{]", FALSE },
  { "x{}", FALSE },
  { "{}{", FALSE },
  { "{} x", FALSE },
  { "<html>{}</html>", FALSE },
};

static GBytes *
create_nested (gsize depth)
{
  g_autofree char *open = g_strnfill (depth - 1, '[');
  g_autofree char *close = g_strnfill (depth - 1, ']');
  char *text = g_strconcat ("{\"a\":", open, close, "}", NULL);

  return g_bytes_new_take (text, strlen (text));
}

static void
test_complete (void)
{
  g_autoptr (GBytes) deep = create_nested (UTIL_JSON_MAX_DEPTH);
  g_autoptr (GBytes) too_deep = create_nested (UTIL_JSON_MAX_DEPTH + 1);
  g_autoptr (GBytes) brackets = create_nested (1000000);
  g_autoptr (UtilJson) parsed = rekutil_json_parse (deep);

  for (guint i = 0; i < G_N_ELEMENTS (complete_cases); i++) {
    const CompleteCase *c = &complete_cases[i];
    g_autoptr (GBytes) body = g_bytes_new_static (c->body, strlen (c->body));

    g_test_message ("%s", c->body);
    g_assert_cmpint (rekutil_json_is_complete (body), ==, c->expected);
  }
  g_assert_true (rekutil_json_is_complete (deep));
  g_assert_nonnull (parsed);
  g_assert_false (rekutil_json_is_complete (too_deep));
  g_assert_false (rekutil_json_is_complete (brackets));
  g_assert_null (rekutil_json_parse (brackets));
}

static void
test_json (void)
{
  static const char text[] =
      "{\"a\":\"x\",\"b\":1,\"c\":{\"d\":\"y\",\"e\":{\"f\":1.5}},"
      "\"g\":\"\",\"h\":null,\"i\":\"\\u00e9\",\"j\":[\"z\"],\"k\":true}";
  static const struct {
    const char *path, *string;
    double number;
  } members[] = { { "a", "x", 0 }, { "b", NULL, 1 }, { "c", NULL, 0 },
    { "c.d", "y", 0 }, { "d", NULL, 0 }, { "c.e.f", NULL, 1.5 }, { "g", "", 0 },
    { "h", NULL, 0 }, { "i", "\xc3\xa9", 0 }, { "j", NULL, 0 },
    { "k", NULL, 0 }, { "", NULL, 0 } };
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr (UtilJson) json = rekutil_json_parse (body);

  g_assert_nonnull (json);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    double number = 0;

    g_test_message ("%s", members[i].path);
    g_assert_cmpstr (rekutil_json_get_string (json, members[i].path), ==,
        members[i].string);
    g_assert_cmpint (rekutil_json_get_number (json, members[i].path, &number),
        ==, members[i].number != 0);
    g_assert_cmpfloat (number, ==, members[i].number);
  }
}

#define DEEP \
  "<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>x</a></a></a></a></a>" \
  "</a></a></a></a></a></a></a></a></a></a></a></a>"

static void
test_xml (void)
{
  static const struct {
    const char *text, *path, *found;
  } xml_cases[] = {
    { "<a><b>x</b></a>", "a.b", "x" },
    { "<?xml version=\"1.0\"?>\n<a xmlns=\"u\">\n <b>x</b>\n</a>\n", "a.b",
        "x" },
    { "<a><b>x</b> <c>y</c></a>", "a.c", "y" },
    { "<a>\n<b>x</b>\n</a>", "a", NULL },
    { "<a>&lt;x&gt; <![CDATA[<y>]]></a>", "a", "<x> <y>" },
    { "<a><b/></a>", "a.b", NULL },
    { "<a/>", "b", NULL },
  };
  static const char *const bad[] = { "", "x", "{}", "<a>", "<a><b></a>",
    "<a>\xff</a>", DEEP };

  for (guint i = 0; i < G_N_ELEMENTS (xml_cases); i++) {
    const char *text = xml_cases[i].text;
    g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
    g_autoptr (GHashTable) strings = rekutil_xml_parse_strings (body);

    g_test_message ("%s", text);
    g_assert_nonnull (strings);
    g_assert_cmpstr (g_hash_table_lookup (strings, xml_cases[i].path), ==,
        xml_cases[i].found);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GBytes) body = g_bytes_new_static (bad[i], strlen (bad[i]));

    g_assert_null (rekutil_xml_parse_strings (body));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-service-error/answers", test_answers);
  g_test_add_func ("/aws-service-error/long", test_long);
  g_test_add_func ("/aws-service-error/json-complete", test_complete);
  g_test_add_func ("/aws-service-error/json", test_json);
  g_test_add_func ("/aws-service-error/xml", test_xml);
  return g_test_run ();
}
