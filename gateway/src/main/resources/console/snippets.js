// The same request as a command of curl and as a Python program. The key is a variable in both.
import { API } from "./api.js";
import { escapedInvisible } from "./safe-text.js";

/** What both need: the key in a variable, so that it is in no copied text. */
const NEEDS = "# Needs the key in a variable, set once before: export API_KEY=…\n";

export function curl(component, request) {
  return `${NEEDS}curl -sS ${quoted(API + component)} \\\n  -H "X-API-Key: $API_KEY" \\\n  -H 'Content-Type: application/json' \\\n`
    + `  -d ${quoted(escapedInvisible(JSON.stringify(request, null, 2)))}`;
}

/** One word of a shell. */
const quoted = text => `'${text.replaceAll("'", "'\\''")}'`;

export function python(component, request) {
  return `${NEEDS}# Needs Python 3 and no package.\n`
    + "import json\nimport os\nimport urllib.error\nimport urllib.request\n\n"
    + `body = ${literal(request, "")}\n`
    + `request = urllib.request.Request(\n    ${text(API + component)},\n    data=json.dumps(body).encode(),\n`
    + '    headers={"X-API-Key": os.environ["API_KEY"], "Content-Type": "application/json"},\n)\n'
    + "try:\n    with urllib.request.urlopen(request, timeout=65) as response:\n        print(response.read().decode())\n"
    + "except urllib.error.HTTPError as error:\n    print(error.code, error.read().decode())\n";
}

/** JSON's texts are Python's, too. */
const text = value => escapedInvisible(JSON.stringify(value));

function literal(value, indent) {
  if (value === null) {
    return "None";
  }
  if (typeof value === "boolean") {
    return value ? "True" : "False";
  }
  if (typeof value === "string") {
    return text(value);
  }
  if (typeof value !== "object") {
    return String(value);
  }
  const inner = `${indent}    `;
  const items = Array.isArray(value)
    ? value.map(item => literal(item, inner))
    : Object.entries(value).map(([name, item]) => `${text(name)}: ${literal(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return items.length === 0 ? open + close : `${open}\n${items.map(item => `${inner}${item},\n`).join("")}${indent}${close}`;
}
