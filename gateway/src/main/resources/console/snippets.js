// The same request as a command of curl and as a Python program. The key is a variable in both.
import { API } from "./api.js";

export function curl(component, request) {
  const json = JSON.stringify(request, null, 2).replaceAll("'", "'\\''");
  return `curl -sS '${API}${component}' \\\n  -H "X-API-Key: $API_KEY" \\\n  -H 'Content-Type: application/json' \\\n`
    + `  -d '${json}'`;
}

export function python(component, request) {
  return `import os\n\nimport requests\n\nresponse = requests.post(\n    ${text(API + component)},\n`
    + `    headers={"X-API-Key": os.environ["API_KEY"]},\n    json=${literal(request, "    ")},\n    timeout=65,\n)\n`
    + "print(response.json())\n";
}

/** JSON's texts are Python's, too, once characters that Python does not take in a text are escaped. */
function text(value) {
  return JSON.stringify(value).replace(/[\u2028\u2029\u007F]/g, character =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

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
