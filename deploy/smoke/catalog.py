"""Reads monitoring/metrics.md and monitoring/series, the metrics that are served, and the queries of the dashboards."""

import json
import re

ROW = re.compile(r"^\| `(?P<name>[a-z0-9_:]+)` \| (?P<type>\w+) \| (?P<unit>[^|]*) \| (?P<labels>[^|]*) \| (?P<services>[^|]*) \| (?P<when>[^|]*) \|")
SAMPLE = re.compile(r'^(?P<name>[a-zA-Z_:][\w:]*)(?:\{(?P<labels>.*)\})? ')
LABEL = re.compile(r'(\w+)="(?:[^"\\]|\\.)*"')
SUFFIXES = ("_bucket", "_count", "_sum", "_max")
# labels that service-support adds to every metric, and labels of the exposition format
COMMON = {"application", "le", "quantile"}
OURS = ("miner_", "gen_ai_")
# begins what a panel shows where a query has no data
FALLBACK = " or on () "


def listed(root):
    """name -> row of monitoring/metrics.md."""
    rows = {}
    for line in (root / "monitoring" / "metrics.md").read_text().splitlines():
        row = ROW.match(line)
        if row:
            rows[row["name"]] = {
                "type": row["type"],
                "labels": set(re.findall(r"`(\w+)`", row["labels"])),
                "services": {service.strip() for service in row["services"].split(",")},
                "always": row["when"].strip() != "event",
            }
    return rows


def served(text):
    """name -> (type, labels) of this project's metrics in a scrape."""
    types, found = {}, {}
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split()
            types[name] = kind
        sample = SAMPLE.match(line)
        if not sample or not sample["name"].startswith(OURS):
            continue
        name = family(sample["name"], types)
        kind, labels = found.get(name, (types.get(name, "untyped"), set()))
        found[name] = (kind, labels | (set(LABEL.findall(sample["labels"] or "")) - COMMON))
    # Micrometer adds a gauge for the maximum of a time window to each timer
    return {name: about for name, about in found.items() if not (name.endswith("_max") and name[:-4] in found)}


def family(name, types):
    for suffix in SUFFIXES:
        if name.endswith(suffix) and types.get(name[: -len(suffix)]) in ("histogram", "summary"):
            return name[: -len(suffix)]
    return name


def differences(rows, service, text):
    """The differences between the metrics that a service serves and the listed ones, one sentence each."""
    found = served(text)
    for name, (kind, labels) in sorted(found.items()):
        row = rows.get(name)
        if row is None or service not in row["services"]:
            yield f"{service} serves {name} ({kind} {sorted(labels)}), which is not listed for it"
        elif row["type"] != kind:
            yield f"{name} is a {kind} (listed: {row['type']})"
        elif row["labels"] != labels:
            yield f"{name} has labels {sorted(labels)} (listed: {sorted(row['labels'])})"
    for name, row in sorted(rows.items()):
        if service in row["services"] and row["always"] and name not in found:
            yield f"{service} does not serve {name}"


def missing_series(root, name, text):
    """The series of monitoring/series/<name>.txt that a scrape does not have."""
    listed = re.findall(r"^([A-Za-z]\w*(?::\w+)?) \| ", (root / "monitoring" / "series" / f"{name}.txt").read_text(), re.M)
    types = dict(re.findall(r"^# TYPE (\S+) (\w+)$", text, re.M))
    served = {family(sample, types) for sample in re.findall(r"^([A-Za-z_:][\w:]*)(?:\{.*\})? ", text, re.M)}
    return sorted(set(listed) - served - set(types))


def expressions(root, without=()):
    """(panel and legend, expression) of every query of every board that has none of these tags, with Grafana's variables filled in."""
    for file in sorted((root / "monitoring" / "grafana" / "dashboards").glob("*.json")):
        board = json.loads(file.read_text())
        if set(without) & set(board["tags"]):
            continue
        panels = [inner for panel in board["panels"] for inner in [panel, *panel.get("panels", [])]]
        for panel in panels:
            for target in panel.get("targets", []):
                # `All` of the namespace matches series without one, too
                filled = target["expr"].replace("$__rate_interval", "2m").replace("$namespace", ".*")
                yield f"{board['title']} / {panel['title']} / {target['legendFormat']}", re.sub(r"\$[a-z]+", ".+", filled)
