"""The stack of the smoke tests: a copy of this checkout with its own compose project and ports."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
# the tag of the images of the smoke tests
VERSION = "smoke"
SERVICES = {"gateway": 9001, "agent-service": 9002, "memory-service": 9003, "llm-proxy": 9004, "local-llm": 9005}


class Checks:
    """Counts passed and failed checks. A failed check does not stop the run, so that one run shows all failures."""

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.started = time.monotonic()

    def that(self, what, holds, detail=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
        mark = "ok  " if holds else "FAIL"
        print(f"[{time.monotonic() - self.started:5.0f}s] {mark} {what}" + (f": {detail}" if detail else ""), flush=True)
        return holds

    def say(self, text):
        print(f"[{time.monotonic() - self.started:5.0f}s]      {text}", flush=True)

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        sys.exit(1 if self.failed else 0)


class Reply:
    """A response. Status 0 means that there was no response; `text` is then the cause."""

    def __init__(self, status, headers, text):
        self.status = status
        self.headers = headers
        self.text = text

    @property
    def json(self):
        try:
            return json.loads(self.text)
        except ValueError:
            return {}


def fetch(url, body=None, headers=None, timeout=90):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers=headers or {})
    if data is not None:
        request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=timeout) as reply:
            return Reply(reply.status, reply.headers, reply.read().decode())
    except urllib.error.HTTPError as refused:
        return Reply(refused.code, refused.headers, refused.read().decode())
    except OSError as broken:
        return Reply(0, {}, f"{type(broken).__name__}: {broken}")


class Stack:
    """`docker compose` in a copy of the files in git, so that the .env, secrets and data of this checkout stay untouched."""

    def __init__(self, project, port, profile, settings, files=()):
        self.project = project
        self.port = port
        self.tree = pathlib.Path(tempfile.mkdtemp(prefix=f"{project}-"))
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, check=True, capture_output=True).stdout.split(b"\0")
        for name in filter(None, map(os.fsdecode, listed)):
            if (ROOT / name).is_file():
                (self.tree / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.tree / name)
        for extra in files:
            shutil.copy2(extra, self.tree / pathlib.Path(extra).name)
        self.files = ["docker-compose.yml", *(pathlib.Path(extra).name for extra in files)]
        defaults = {"COMPOSE_PROFILES": profile, "PORT": port, "PUBLISH_ADDRESS": "127.0.0.1", "GRAFANA_PORT": port + 1,
                    # its own images and network, so that a running stack on this host keeps its own
                    "MINER_VERSION": VERSION, "EDGE_SUBNET": "10.241.78.0/24"}
        values = {**defaults, **settings}
        (self.tree / ".env").write_text("".join(f"{name}={value}\n" for name, value in values.items()))
        # variables of the caller's shell would win over .env
        self.environment = {name: value for name, value in os.environ.items()
                            if name not in values and not name.startswith("COMPOSE_")}
        self.init_output = subprocess.run(
            ["deploy/init"], cwd=self.tree, check=True, capture_output=True, text=True).stdout
        self.key = self.secret("API_KEY")

    def secret(self, name):
        return (self.tree / "secrets" / name).read_text()

    def compose(self, *arguments, check=True, quiet=False, environment=None):
        named = [word for file in self.files for word in ("-f", file)]
        run = subprocess.run(
            ["docker", "compose", "--progress", "plain", "-p", self.project, *named, *arguments], cwd=self.tree,
            capture_output=True, text=True, env={**self.environment, **(environment or {})})
        if check and run.returncode != 0:
            if not quiet:
                print(run.stdout[-4000:], run.stderr[-8000:], sep="\n", flush=True)
            raise RuntimeError(f"docker compose {' '.join(arguments)}: exit code {run.returncode}")
        return run

    def ask(self, path, body=None, key=True, headers=None, timeout=90, base=None):
        sent = dict(headers or {})
        if key:
            sent["X-API-Key"] = self.key
        return fetch((base or f"http://127.0.0.1:{self.port}") + path, body, sent, timeout)

    def containers(self, service):
        return self.compose("ps", "-aq", service).stdout.split()

    def inspect(self, service):
        return docker_json("inspect", self.containers(service)[0])[0]

    def address(self, service):
        """An address of the container that this host can reach, internal networks included."""
        networks = self.inspect(service)["NetworkSettings"]["Networks"]
        return next(network["IPAddress"] for network in networks.values() if network["IPAddress"])

    def prometheus(self, path, **parameters):
        url = f"http://{self.address('prometheus')}:9090/api/v1/{path}"
        return fetch(url + "?" + urllib.parse.urlencode(parameters), timeout=20).json.get("data", {})

    def query(self, expression):
        return self.prometheus("query", query=expression).get("result", [])

    def metrics(self, service):
        return fetch(f"http://{self.address(service)}:{SERVICES[service]}/actuator/prometheus", timeout=20).text

    def logs(self, service, lines=30):
        return self.compose("logs", "--no-color", "--tail", str(lines), service, check=False).stdout

    def remove(self):
        self.compose("down", "-v", "--remove-orphans", "-t", "20", check=False)
        subprocess.run(["docker", "image", "rm", *(f"miner-stack/{service}:{VERSION}" for service in SERVICES)], capture_output=True)
        shutil.rmtree(self.tree, ignore_errors=True)


def docker_json(*arguments):
    return json.loads(subprocess.run(["docker", *arguments], check=True, capture_output=True, text=True).stdout)


def wait_for(what, seconds, every=1.0):
    """The first true value of what(), or its last value when the time is up."""
    end = time.monotonic() + seconds
    while True:
        value = what()
        if value or time.monotonic() > end:
            return value
        time.sleep(every)


def image_at_hand(name):
    """True if the image is on this host or can be pulled."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return (subprocess.run(["docker", "image", "inspect", name], **quiet).returncode == 0
            or subprocess.run(["docker", "pull", "-q", name], **quiet).returncode == 0)
