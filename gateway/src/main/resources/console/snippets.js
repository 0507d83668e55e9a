// The same request as a command of curl and as a Python program. The key is a variable in both.
import { API } from "./api.js";
import { escapedInvisible } from "./safe-text.js";

export function curl(component, request) {
  return `curl -sS ${quoted(API + component)} \\\n  -H "X-API-Key: $API_KEY" \\\n  -H 'Content-Type: application/json' \\\n`
    + `  -d ${quoted(escapedInvisible(JSON.stringify(request, null, 2)))}`;
}

/** One word of a shell. */
const quoted = text => `'${text.replaceAll("'", "'\\''")}'`;

export function python(component, request) {
  return `import os\n\nimport requests\n\nresponse = requests.post(\n    ${text(API + component)},\n`
    + `    headers={"X-API-Key": os.environ["API_KEY"]},\n    json=${literal(request, "    ")},\n    timeout=65,\n)\n`
    + "print(response.json())\n";
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
