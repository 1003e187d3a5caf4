/** Written so that it is found again wherever it is repeated as it came. */
const markup = [
  '"><zq-mark>',
  "<zq-mark onload=zq()>",
  "'\"--></style><zq-mark>",
  '" zq-attribute="x',
  "]]><zq-mark/>",
];

/** What careless programs trip over, one thing each. */
export const hostileValues: readonly string[] = [
  ...[
    "",
    " ",
    "\t",
    "\0",
    "\r\nSet-Cookie: zq=1",
    "a\nb",
    "\u2028",
    "\ufeff",
    "\u202e",
    "🐙",
    "ünïcödé",
    "%00",
    "%",
    "%25",
  ],
  ...[
    "../../etc/passwd",
    "//evil.example",
    "javascript:zq()",
    "https://evil.example/",
    "http://127.0.0.1\\@evil.example/",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "null",
    "undefined",
    "true",
    "false",
    "NaN",
    "-1",
    "1e309",
  ],
  ...["0", "9007199254740993", "[object Object]", "{}", "[]", "{{zq}}", "' OR 1=1 --", "`zq`", "*", ".", ","],
  ...["x".repeat(300), "a,".repeat(500), "repo ".repeat(200), "A".repeat(5000), "%F0%9F", ";", "=", "&", "?", "#"],
  ...markup,
];

/** What a form or query may hold in place of an escape sequence. */
export const brokenEscapes = ["%", "%zz", "%ff%fe", "%c0%af", "%ed%a0%80", "%u0041", "+%2", "%E2%82"];

export const contentTypes = [
  ...["application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8", "application/json"],
  ...[
    "application/json; charset=utf-16",
    "APPLICATION/JSON",
    "text/plain",
    "multipart/form-data; boundary=zq",
    "text/html",
  ],
  ...[
    "application/xml",
    "application/jsonp",
    "x",
    "application/x-www-form-urlencodedx",
    ";",
    "application/json,text/plain",
  ],
];

export const accepts = [
  ...["application/json", "application/xml", "*/*", "text/html", "application/x-www-form-urlencoded", "", "x/y;q=zq"],
  ...["application/json;q=0, application/xml", ",,,", "application/json ".repeat(50), "constructor", "__proto__"],
];

export const methods = [
  "GET",
  "POST",
  "POST",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "HEAD",
  "OPTIONS",
  "PROPFIND",
  "get",
  "post",
];
