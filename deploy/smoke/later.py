"""A memory-service of the future: the present one with one migration more."""

import os
import pathlib
import tempfile
import zipfile

from cluster import Cluster

MIGRATION = """
-- what a later version may do: it adds, and changes nothing that an earlier version uses
ALTER TABLE conversation ADD COLUMN added_later text;
CREATE TABLE added_later (tenant text NOT NULL, cid text NOT NULL, PRIMARY KEY (tenant, cid));
"""


def later_memory_service(tag, later, environment):
    """Tags all images as `later`, with a memory-service whose schema has version 999, and hands them over."""
    registry = environment.get("REGISTRY", "").rstrip("/")
    prefix = (registry + "/" if registry else "") + "miner-stack/"
    loader = environment.get("IMAGE_LOADER", "docker push -q").split()
    for service in ("gateway", "agent-service", "llm-proxy", "local-llm"):
        Cluster.run(["docker", "tag", f"{prefix}{service}:{tag}", f"{prefix}{service}:{later}"], check=True)
        Cluster.run([*loader, f"{prefix}{service}:{later}"], check=True)
    with tempfile.TemporaryDirectory() as folder:
        container = Cluster.run(["docker", "create", f"{prefix}memory-service:{tag}"], check=True).stdout.strip()
        jar = pathlib.Path(folder) / "memory-service.jar"
        Cluster.run(["docker", "cp", f"{container}:/app/memory-service.jar", str(jar)], check=True)
        Cluster.run(["docker", "rm", container], check=True)
        with zipfile.ZipFile(jar, "a") as archive:
            archive.writestr("db/migration/V999__later.sql", MIGRATION)
        os.chmod(jar, 0o644)
        (pathlib.Path(folder) / "Dockerfile").write_text(f"FROM {prefix}memory-service:{tag}\nCOPY memory-service.jar ./\n")
        Cluster.run(["docker", "build", "-q", "-t", f"{prefix}memory-service:{later}", folder], check=True)
    Cluster.run([*loader, f"{prefix}memory-service:{later}"], check=True)
