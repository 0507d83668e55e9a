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
SCRIPT = (pathlib.Path(__file__).resolve().parent / "caller.sh").read_text()


def postgres_image():
    return next(line.split("image: ")[1] for line in (CHART / "values.yaml").read_text().splitlines() if "image: postgres:" in line)


class Cluster:
    """The release in a namespace of its own."""

    def __init__(self, namespace, values):
        self.namespace = namespace
        self.values = values
        self.took = ""
        self.volume = None
        # callers that did not end when their load ended, over the whole run
        self.hanging = []
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
        if not wait_for(lambda: not any("deletionTimestamp" in pod["metadata"] for pod in self.pods()
                                        if pod["metadata"]["labels"].get("app.kubernetes.io/component") == component), 180, every=2):
            raise RuntimeError(f"an old pod of {component} does not end")

    def evict(self, pod):
        body = {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": pod, "namespace": self.namespace}}
        return self.run(["kubectl", "create", "--raw", f"/api/v1/namespaces/{self.namespace}/pods/{pod}/eviction", "-f", "-"],
                        stdin=json.dumps(body)).returncode == 0

    def restarts(self, pod):
        """How often the containers of a pod started again."""
        found = self.kubectl("get", "pod", pod, "-o", "jsonpath={.status.containerStatuses[*].restartCount}", check=False).stdout.split()
        return sum(map(int, found))

    def kill_hard(self, pod):
        """
        SIGKILL to the processes of a pod, from its node: inside, the kernel protects process 1, and a deletion without grace still sends
        SIGTERM first. Needs a namespace without restrictions for the pod that does it. Returns when the pod runs again, with what went wrong.
        """
        found = json.loads(self.kubectl("get", "pod", pod, "-o", "json").stdout)
        namespace, before = f"{self.namespace}-node", self.restarts(pod)
        # the control group of a process names the pod by its uid, with - or _ in it
        script = r"""
          killed=
          for process in /proc/[0-9]*; do
            grep -qE "pod(${POD}|${POD//-/_})" "$process/cgroup" 2>/dev/null || continue
            [ "$(cat "$process/comm")" = pause ] || { kill -KILL "${process#/proc/}" && killed=yes; }
          done
          [ -n "$killed" ]"""
        try:
            self.run(["kubectl", "delete", "namespace", namespace, "--ignore-not-found", "--wait", "--timeout=120s"], check=True)
            self.run(["kubectl", "create", "namespace", namespace], check=True)
            self.run(["kubectl", "label", "namespace", namespace, "pod-security.kubernetes.io/enforce=privileged"], check=True)
            # without its account no pod is admitted
            wait_for(lambda: self.run(["kubectl", "-n", namespace, "get", "serviceaccount", "default"]).returncode == 0, 30)
            self.run(["kubectl", "-n", namespace, "apply", "-f", "-"], check=True, stdin=json.dumps({
                "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "kill"}, "spec": {
                    "nodeName": found["spec"]["nodeName"], "hostPID": True, "restartPolicy": "Never", "automountServiceAccountToken": False,
                    "containers": [{"name": "kill", "image": postgres_image(), "command": ["bash", "-c", script],
                                    "env": [{"name": "POD", "value": found["metadata"]["uid"]}],
                                    "securityContext": {"runAsUser": 0, "capabilities": {"drop": ["ALL"], "add": ["KILL"]}}}]}}))
            self.run(["kubectl", "-n", namespace, "wait", "--for=jsonpath={.status.phase}=Succeeded", "pod/kill", "--timeout=60s"], check=True)
        except RuntimeError as flaw:
            return str(flaw)
        finally:
            self.run(["kubectl", "delete", "namespace", namespace, "--ignore-not-found", "--wait=false"])
        return "" if wait_for(lambda: self.restarts(pod) > before and self.pod_ready(pod), 180, every=2) else f"{pod} does not run again"

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
        self.run(["kubectl", "delete", "namespace", self.namespace, f"{self.namespace}-node", "--ignore-not-found", "--timeout=180s"])
        if self.volume:
            self.run(["kubectl", "delete", "pv", self.volume, "--ignore-not-found"])
        # files of the database belong to its user; this machine may not be allowed to remove them
        subprocess.run(["rm", "-rf", str(self.folder)], capture_output=True)


class InClusterLoad:
    """
    A `with` block: callers in the cluster ask one question after another, from entry to exit. Some open a connection for each question, the
    others keep theirs.
    """

    def __init__(self, cluster, name, new=2, kept=2):
        self.cluster = cluster
        self.name = name
        self.kinds = ["new"] * new + ["kept"] * kept
        self.callers = len(self.kinds)
        self.hanging = 0
        self.lines = []

    def __enter__(self):
        loads = " ".join(f"(load {self.name} {number} {kind} </dev/null >/dev/null 2>&1 &);" for number, kind in enumerate(self.kinds))
        # files of its own: a caller of an earlier load that does not end is not taken for one of this load
        self.cluster.in_caller(f"cd /tmp; rm -f {self.name}.stop {self.name}.ended {self.name}.log; touch {self.name}.ended {self.name}.log; {loads}")
        self.some_more()
        return self

    def __exit__(self, *unused):
        self.cluster.in_caller(f"touch /tmp/{self.name}.stop")
        wait_for(lambda: len(self._ended()) >= self.callers, 100)
        self.hanging = self.callers - len(self._ended())
        if self.hanging:
            self.cluster.hanging.append(f"{self.hanging} of {self.name}")
        self._read()

    def _ended(self):
        return set(self.cluster.in_caller(f"cat /tmp/{self.name}.ended").split())

    def _read(self):
        self.lines = [line.split(" ", 3) for line in self.cluster.in_caller(f"cat /tmp/{self.name}.log").splitlines()]
        return self.lines

    def some_more(self):
        """Waits for a few more replies."""
        before = len(self._read())
        if not wait_for(lambda: len(self._read()) >= before + 2 * self.callers, 120, every=2):
            raise RuntimeError(f"the callers of {self.name} get no replies")

    def replies(self):
        return len(self._read())

    def answers_since(self, replies):
        """Whether every caller got an answer after so many replies: a service that never comes back loses nothing, either."""
        numbers = {line[1].rsplit("-", 2)[1] for line in self._read()[replies:] if line[0] == "200"}
        return len(numbers) == self.callers

    def stored_since(self, replies):
        """Whether a turn was stored after so many replies."""
        return any(line[2] == "true" for line in self._read()[replies:])

    def answered(self):
        return sum(1 for line in self.lines if line[0] == "200")

    def failed(self):
        return sum(1 for line in self.lines if line[0] != "200")

    def lost(self):
        """Failed requests without those that nobody accepted a connection for: a load balancer sends these to another pod."""
        return sum(1 for line in self.lines if line[0] not in ("200", "000"))

    def lossless(self):
        """Every caller got answers only, over new and over kept connections, and ended."""
        numbers = {line[1].rsplit("-", 2)[1] for line in self.lines if line[0] == "200"}
        return self.failed() == 0 and len(numbers) == self.callers and not self.hanging

    def stored(self):
        return [line[1] for line in self.lines if line[0] == "200" and line[2] == "true"]

    def summary(self):
        failures = sorted({f"{line[0]} {line[3][:250] if len(line) > 3 else ''}" for line in self.lines if line[0] != "200"})
        return (f"{self.answered()} answered, {self.failed()} failed" + (f", {self.hanging} callers did not end" if self.hanging else "")
                + (f": {failures[:4]}" if failures else ""))
