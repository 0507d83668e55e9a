#!/usr/bin/env python3
"""Receivers of alerts on this machine, and what the pinned Prometheus and Alertmanager send to them.

deploy/smoke/receivers.py    needs Docker, openssl and python3; ends with `N passed, N failed`. Takes three minutes.
"""

import base64
import email
import email.policy
import http.server
import json
import pathlib
import re
import shutil
import socket
import socketserver
import ssl
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from stack import ROOT, Checks, fetch, wait_for

RUNBOOKS = "https://git.example.org/miner/blob/main/"
# the receiver of the watchdog refuses connections here, so this alert fires two minutes after the start
ALERT = "AlertsNotDelivered"
SECRETS = {"webhook": "webhook-4f1d", "slack": "slack-8a2c", "watchdog": "watchdog-77b0", "password": "password-c03e"}


class HttpReceiver:
    """Keeps each JSON body that is posted, by path. Answers the first one of each path with 503."""

    def __init__(self):
        self.bodies = {}
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                known = receiver.bodies.setdefault(self.path, [])
                known.append(body)
                self.send_response(503 if len(known) == 1 else 200)
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def of(self, path):
        """The bodies of a path that were accepted."""
        return self.bodies.get(path, [])[1:]


class MailReceiver:
    """An SMTP server with STARTTLS and AUTH PLAIN, which keeps mails and the login that they came with."""

    def __init__(self, certificate, key):
        self.mails = []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        receiver = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                self.login, encrypted = None, False
                lines = self.request.makefile("rb")
                self.say("220 mail.example.org")
                while line := lines.readline().decode().strip():
                    word = line.upper()
                    if word.startswith("EHLO"):
                        self.say("250-mail.example.org", "250 AUTH PLAIN" if encrypted else "250 STARTTLS")
                    elif word == "STARTTLS":
                        self.say("220 go ahead")
                        self.request, encrypted = context.wrap_socket(self.request, server_side=True), True
                        lines = self.request.makefile("rb")
                    elif word.startswith("AUTH PLAIN "):
                        self.login = base64.b64decode(line[11:]).decode().split("\0")[1:]
                        self.say("235 welcome")
                    elif word == "DATA":
                        self.say("354 send it")
                        content = b""
                        while (part := lines.readline()) != b".\r\n":
                            content += part
                        receiver.mails.append((email.message_from_bytes(content, policy=email.policy.default), self.login))
                        self.say("250 kept")
                    elif word == "QUIT":
                        self.say("221 bye")
                        return
                    else:
                        self.say("250 ok")

            def say(self, *lines):
                self.request.sendall("".join(f"{line}\r\n" for line in lines).encode())

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def image(name):
    return re.search(rf"image: (prom/{name}:\S+)", (ROOT / "docker-compose.yml").read_text())[1]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def run(*words):
    return subprocess.run(["docker", *words], capture_output=True, text=True)


def prometheus_configuration(port, alertmanager):
    """The one of compose, with the ports that are free here."""
    text = (ROOT / "monitoring/prometheus/prometheus.yml").read_text()
    return text.replace("alertmanager:9093", f"127.0.0.1:{alertmanager}").replace("127.0.0.1:9090", f"127.0.0.1:{port}")


def check_messages(checks):
    """Sends an alert of the rules through both programs to a webhook, Slack and a mail server."""
    folder = pathlib.Path(tempfile.mkdtemp())
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    web, mail = HttpReceiver(), MailReceiver(certificate, key)
    secrets = folder / "secrets"
    secrets.mkdir()
    nobody = free_port()
    for name, content in (("ALERT_WEBHOOK_URL", f"http://127.0.0.1:{web.port}/{SECRETS['webhook']}"),
                          ("ALERT_SLACK_URL", f"http://127.0.0.1:{web.port}/{SECRETS['slack']}"),
                          ("ALERT_WATCHDOG_URL", f"http://127.0.0.1:{nobody}/{SECRETS['watchdog']}"),
                          ("ALERT_SMTP_PASSWORD", SECRETS["password"])):
        (secrets / name).write_text(content)
    ports = {name: free_port() for name in ("prometheus", "alertmanager")}
    (folder / "prometheus.yml").write_text(prometheus_configuration(ports["prometheus"], ports["alertmanager"]))
    for path in (folder, secrets, *folder.iterdir(), *secrets.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    suffix = folder.name
    names = {name: f"miner-receivers-{name}-{suffix}".lower() for name in ports}
    started = [
        run("run", "-d", "--name", names["alertmanager"], "--network", "host", "--read-only", "--tmpfs", "/tmp:size=8m,mode=1777",
            "-v", f"{secrets}:/run/secrets:ro", "-v", f"{ROOT / 'monitoring/alertmanager'}:/etc/alertmanager:ro", "-v", f"{certificate}:/certificate.pem:ro",
            "-e", "SSL_CERT_FILE=/certificate.pem", "-e", "ALERT_SLACK_CHANNEL=#it's", "-e", "ALERT_EMAIL_TO=operator@example.org",
            "-e", "ALERT_EMAIL_FROM=miner@example.org", "-e", f"ALERT_SMTP_HOST=localhost:{mail.port}", "-e", "ALERT_SMTP_USER=miner",
            "--entrypoint", "sh", image("alertmanager"), "-c",
            "sh /etc/alertmanager/configure >/tmp/alertmanager.yml && exec alertmanager --config.file=/tmp/alertmanager.yml"
            " --storage.path=/tmp/alertmanager --cluster.listen-address= --enable-feature=receiver-name-in-metrics"
            f" --web.listen-address=127.0.0.1:{ports['alertmanager']}"),
        run("run", "-d", "--name", names["prometheus"], "--network", "host", "--read-only", "--tmpfs", "/tmp:size=64m,mode=1777",
            "-v", f"{folder / 'prometheus.yml'}:/etc/prometheus/prometheus.yml:ro",
            "-v", f"{ROOT / 'monitoring/prometheus/rules'}:/etc/prometheus/rules:ro",
            "-v", f"{ROOT / 'monitoring/prometheus/engines/openai.yml'}:/etc/prometheus/engine.yml:ro", "-e", f"RUNBOOKS_URL={RUNBOOKS}",
            image("prometheus"), "--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/tmp/prometheus",
            f"--web.listen-address=127.0.0.1:{ports['prometheus']}")]
    try:
        ready = all(each.returncode == 0 for each in started) and wait_for(
            lambda: all(fetch(f"http://127.0.0.1:{port}/-/ready").status == 200 for port in ports.values()), 60)
        if not checks.that("Prometheus and Alertmanager start", ready,
                           "" if ready else "".join(each.stderr + run("logs", name).stderr for each, name in zip(started, names.values()))[-1500:]):
            return
        for what, of in (("webhook", messages_of_webhook), ("Slack", messages_of_slack), ("mail", messages_of_mail)):
            arrived = wait_for(lambda of=of: any(complete(text) for text in of(web, mail)), 240)
            checks.that(f"{what}: severity, name, summary, description and a runbook that opens", arrived, "" if arrived else of(web, mail))
        sent = web.of("/" + SECRETS["webhook"])
        checks.that("no alert has the base of the runbooks as a label",
                    sent and not any("runbooks_url" in alert["labels"] for body in sent for alert in body["alerts"]))
        checks.that("the mail server got the password of the file", mail.mails and mail.mails[0][1] == ["miner", SECRETS["password"]],
                    "" if mail.mails else "no mail")
        # the watchdog's receiver refuses connections, and the others refused their first request: both are in the log
        said = {name: run("logs", names[name]) for name in names}
        log = "".join(each.stdout + each.stderr for each in said.values())
        shown = log + "".join(run("top", names[name]).stdout + run("inspect", names[name]).stdout for name in names)
        checks.that("Alertmanager's log has the failed notifications", "503" in log and "connection refused" in log)
        checks.that("no secret is in a log, a process list or a container's settings",
                    not any(secret in shown for secret in SECRETS.values()), [name for name, secret in SECRETS.items() if secret in shown] or "")
    finally:
        run("rm", "-f", *names.values())
        shutil.rmtree(folder, ignore_errors=True)


def complete(text):
    return all(part in text for part in (
        "critical", ALERT, "Alerts do not arrive (webhook of watchdog)", "The receiver refuses them or can't be reached", f"{RUNBOOKS}docs/runbooks/{ALERT}.md"))


def messages_of_webhook(web, mail):
    return [json.dumps(body) for body in web.of("/" + SECRETS["webhook"])]


def messages_of_slack(web, mail):
    return [f"{attachment['title']}\n{attachment['text']}" for body in web.of("/" + SECRETS["slack"]) for attachment in body["attachments"]
            if ALERT in attachment["title"] and body["channel"] == "#it's"]


def messages_of_mail(web, mail):
    return [f"{message['Subject']}\n{message.get_body(('plain',)).get_content()}" for message, login in mail.mails if ALERT in message["Subject"]]


if __name__ == "__main__":
    counted = Checks()
    check_messages(counted)
    counted.end()
