"""The cluster of the smoke test: a namespace, the release in it, and a pod that asks the gateway from inside."""

import json
import os
import pathlib
import subprocess
import tempfile
import time

from stack import ROOT, wait_for

CHART = ROOT / "deploy/helm/miner-stack"
RELEASE = "miner-stack"
# bash speaks TCP itself, so that the caller needs no other image than PostgreSQL's, which the cluster has already
SCRIPT = r"""
request() { # method, path, body: prints the status and the body, or 0 and nothing
  local reply
  reply=$( { exec 3<>"/dev/tcp/$GATEWAY/8001" && printf '%s %s HTTP/1.1\r\nHost: gateway\r\nX-API-Key: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' \
    "$1" "$2" "$(cat /key/API_KEY)" "${#3}" "$3" >&3 && timeout 90 cat <&3; } 2>&1 ) || true
  case $reply in HTTP/1.1\ *) printf '%s\n%s\n' "${reply:9:3}" "${reply##*$'\r\n\r\n'}" ;; *) printf '0\n%s\n' "$reply" ;; esac
}
question() { printf '{"cid":"%s","task":"Answer briefly","input":[{"user_query":"%s"}]}' "$1" "$2"; }
load() { # name, number of the caller: asks until /tmp/stop exists; one line per reply: status cid stored detail
  local turn=0 reply status
  while [ ! -e /tmp/stop ]; do
    turn=$((turn + 1)); reply=$(request POST /complete "$(question "$1-$2-$turn" "Say the number $turn.")"); status=${reply%%$'\n'*}
    case $reply in *'"stored":true'*) stored=true ;; *) stored=false ;; esac
    detail=; [ "$status" = 200 ] || detail=$(tr -d '\n' <<<"${reply:0:300}")
    printf '%s %s %s %s\n' "$status" "$1-$2-$turn" "$stored" "$detail" >>/tmp/load.log
  done
  echo "$2" >>/tmp/ended
}
"""


def postgres_image():
    return next(line.split("image: ")[1] for line in (CHART / "values.yaml").read_text().splitlines() if "image: postgres:" in line)


class Cluster:
    """The release in a namespace of its own."""

    def __init__(self, namespace, values):
        self.namespace = namespace
        self.values = values
        self.took = ""
        self.volume = None
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="miner-smoke-"))

    @staticmethod
    def run(words, check=False, stdin=None, environment=None):
        done = subprocess.run(words, cwd=ROOT, input=stdin, capture_output=True, text=True, env=environment or os.environ)
        if check and done.returncode != 0:
            raise RuntimeError(f"{' '.join(words[:6])}: exit code {done.returncode}: {done.stderr[-1500:]}")
        return done

    def kubectl(self, *words, check=True, stdin=None):
        return self.run(["kubectl", "-n", self.namespace, *words], check, stdin)

    def version(self):
        return json.loads(self.run(["kubectl", "version", "-o", "json"], check=True).stdout)["serverVersion"]["gitVersion"]

    def helm(self, action, *words, values=None, reuse=False):
        file = self.folder / "values.json"
        file.write_text(json.dumps(values or self.values))
        started = time.monotonic()
        done = self.run(["helm", action, RELEASE, str(CHART), "-n", self.namespace, "-f", str(file),
                         *(["--reuse-values"] if reuse else []), *words])
        self.took = f"{time.monotonic() - started:.0f} s"
        return done

    def prepare(self):
        """The namespace, and a volume where the cluster makes none."""
        self.run(["kubectl", "delete", "namespace", self.namespace, "--ignore-not-found", "--wait", "--timeout=120s"], check=True)
        self.run(["kubectl", "create", "namespace", self.namespace], check=True)
        self.run(["kubectl", "label", "namespace", self.namespace, "pod-security.kubernetes.io/enforce=restricted",
                  "pod-security.kubernetes.io/warn=restricted"], check=True)
        classes = json.loads(self.run(["kubectl", "get", "storageclass", "-o", "json"], check=True).stdout)["items"]
        if not any(item["metadata"].get("annotations", {}).get("storageclass.kubernetes.io/is-default-class") == "true" for item in classes):
            # one node, which is this machine
            self.volume = "miner-smoke"
            data = self.folder / "postgres"
            data.mkdir()
            self.folder.chmod(0o755)
            data.chmod(0o777)
            self.run(["kubectl", "delete", "pv", self.volume, "--ignore-not-found"], check=True)
            self.run(["kubectl", "apply", "-f", "-"], check=True, stdin=json.dumps({
                "apiVersion": "v1", "kind": "PersistentVolume", "metadata": {"name": self.volume},
                "spec": {"capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteOnce"], "persistentVolumeReclaimPolicy": "Retain",
                         "claimRef": {"namespace": self.namespace, "name": f"data-{self.name('postgres')}-0"},
                         "hostPath": {"path": str(data)}}}))

    def name(self, component):
        return f"{RELEASE}-{component}"

    def pods(self):
        return json.loads(self.kubectl("get", "pods", "-l", f"app.kubernetes.io/instance={RELEASE}", "-o", "json").stdout)["items"]

    def pods_of(self, component):
        """Names of the pods of a component that are not ending."""
        return [pod["metadata"]["name"] for pod in self.pods()
                if pod["metadata"]["labels"].get("app.kubernetes.io/component") == component and "deletionTimestamp" not in pod["metadata"]]

    def pod_ready(self, name):
        return self.kubectl("get", "pod", name, "-o", "jsonpath={.status.conditions[?(@.type=='Ready')].status}", check=False).stdout == "True"

    def rolled_out(self, component):
        """Waits until all pods of the component are new and ready, and the old ones are gone: they can lose requests until then."""
        self.kubectl("rollout", "status", f"deployment/{self.name(component)}", "--timeout=10m")
        wait_for(lambda: not any("deletionTimestamp" in pod["metadata"] for pod in self.pods()
                                 if pod["metadata"]["labels"].get("app.kubernetes.io/component") == component), 180, every=2)

    def evict(self, pod):
        body = {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": pod, "namespace": self.namespace}}
        return self.run(["kubectl", "create", "--raw", f"/api/v1/namespaces/{self.namespace}/pods/{pod}/eviction", "-f", "-"],
                        stdin=json.dumps(body)).returncode == 0

    def sql(self, statement):
        return self.kubectl("exec", f"{self.name('postgres')}-0", "-c", "postgres", "--", "psql", "-h", "/var/run/postgresql", "-U", "postgres",
                            "-d", "miner", "-Atc", statement).stdout.strip()

    def start_caller(self):
        """Starts the pod that asks; a new one after each installation, because the key is new."""
        self.kubectl("delete", "pod,configmap", "caller", "--ignore-not-found", "--grace-period=1")
        pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "caller"}, "spec": {
            "automountServiceAccountToken": False, "terminationGracePeriodSeconds": 1,
            "securityContext": {"runAsNonRoot": True, "runAsUser": 65532, "seccompProfile": {"type": "RuntimeDefault"}},
            "containers": [{"name": "caller", "image": postgres_image(),
                            "command": ["sleep", "infinity"], "env": [{"name": "GATEWAY", "value": self.name("gateway")}],
                            "securityContext": {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}},
                            "volumeMounts": [{"name": "key", "mountPath": "/key"}, {"name": "script", "mountPath": "/script"}]}],
            "volumes": [{"name": "key", "secret": {"secretName": self.name("api-key")}}, {"name": "script", "configMap": {"name": "caller"}}]}}
        config = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "caller"}, "data": {"script": SCRIPT}}
        self.kubectl("apply", "-f", "-", stdin=json.dumps({"apiVersion": "v1", "kind": "List", "items": [config, pod]}))
        self.kubectl("wait", "--for=condition=Ready", "pod/caller", "--timeout=120s")

    def in_caller(self, script, check=True):
        return self.kubectl("exec", "-i", "caller", "--", "bash", "-c", f". /script/script; {script}", check=check).stdout

    def request(self, method, path, body=""):
        status, _, text = self.in_caller(f"request {method} '{path}' '{body}'").partition("\n")
        try:
            return int(status), json.loads(text)
        except ValueError:
            return int(status or 0), {"text": text}

    def ask(self, path, cid, text):
        return self.request("POST", path, json.dumps({"cid": cid, "task": "Answer briefly", "input": [{"user_query": text}]}))

    def not_stored(self, cids):
        """Those conversations that are not stored with a question and its answer."""
        script = "".join(f"request GET /conversations/{cid} | grep -q '\"message_count\":2' || echo {cid};" for cid in cids)
        return self.in_caller(script).split()

    def remove(self):
        self.run(["helm", "uninstall", RELEASE, "-n", self.namespace, "--ignore-not-found"])
        self.run(["kubectl", "delete", "namespace", self.namespace, "--ignore-not-found", "--timeout=180s"])
        if self.volume:
            self.run(["kubectl", "delete", "pv", self.volume, "--ignore-not-found"])
        # files of the database belong to its user; this machine may not be allowed to remove them
        subprocess.run(["rm", "-rf", str(self.folder)], capture_output=True)


class InClusterLoad:
    """A `with` block: callers in the cluster ask one question after another, from entry to exit."""

    def __init__(self, cluster, name, callers=3):
        self.cluster = cluster
        self.name = name
        self.callers = callers
        self.lines = []

    def __enter__(self):
        loads = " ".join(f"(load {self.name} {number} </dev/null >/dev/null 2>&1 &)" + ";" for number in range(self.callers))
        self.cluster.in_caller(f"rm -f /tmp/stop; : >/tmp/load.log; : >/tmp/ended; {loads}")
        self.some_more()
        return self

    def __exit__(self, *unused):
        self.cluster.in_caller("touch /tmp/stop")
        wait_for(lambda: len(self.cluster.in_caller("cat /tmp/ended").split()) >= self.callers, 100)
        self._read()

    def _read(self):
        self.lines = [line.split(" ", 3) for line in self.cluster.in_caller("cat /tmp/load.log").splitlines()]
        return self.lines

    def some_more(self):
        """Waits for a few more replies."""
        before = len(self._read())
        wait_for(lambda: len(self._read()) >= before + 2 * self.callers, 120, every=2)

    def recently_stored(self):
        return any(line[2] == "true" for line in self._read()[-self.callers:])

    def answered(self):
        return sum(1 for line in self.lines if line[0] == "200")

    def failed(self):
        return sum(1 for line in self.lines if line[0] != "200")

    def stored(self):
        return [line[1] for line in self.lines if line[0] == "200" and line[2] == "true"]

    def summary(self):
        failures = sorted({f"{line[0]} {line[3][:250] if len(line) > 3 else ''}" for line in self.lines if line[0] != "200"})
        return f"{self.answered()} answered, {self.failed()} failed" + (f": {failures[:4]}" if failures else "")
