"""A Slurm of one's own: controller, nodes and authentication on this machine's loopback, for one
test.

Nothing is shared with a Slurm that the machine may have: configuration, keys, ports and folders are
all below one folder, and whoever starts it is its administrator. Nodes are virtual: several
`slurmd` on one host.
"""

import getpass
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

CONFIGURATION = """\
ClusterName=parley
SlurmctldHost={host}(127.0.0.1)
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={folder}/munge/socket,cred_expire=5
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SlurmctldPort={port}
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool/%n
SlurmctldLogFile={folder}/log/slurmctld
SlurmdLogFile={folder}/log/slurmd-%n
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_min_interval=50000,sched_interval=1,bf_interval=1,requeue_delay=0
JobRequeue=1
AccountingStorageType=accounting_storage/none
ReturnToService=2
SlurmdTimeout=300
KillWait=3
NodeName=n[1-{nodes}] NodeHostname={host} NodeAddr=127.0.0.1 Port=[{first_port}-{last_port}] CPUs=2 RealMemory=4000
PartitionName=main Nodes=n[1-{nodes}] Default=YES MaxTime={longest} State=UP
{limits}
"""

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "scontrol", "squeue", "sinfo")


def missing_programs():
    """The programs of Slurm and munge that this machine lacks."""
    return [name for name in PROGRAMS if shutil.which(name, path=search_path()) is None]


def search_path():
    return os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


class Slurm:
    """A running cluster of `nodes` nodes with two processors each; a context manager.

    `limits` are further lines of its configuration, `longest` the partition's time limit.
    """

    def __init__(self, folder, nodes=4, limits="", longest="INFINITE"):
        self.limits = limits
        self.longest = longest
        self.folder = pathlib.Path(folder)
        self.nodes = nodes
        self.environment = os.environ | {
            "SLURM_CONF": str(self.folder / "slurm.conf"),
            "PATH": search_path(),
        }

    def __enter__(self):
        for name in (
            "munge",
            "state",
            "spool",
            "log",
            *(f"spool/n{node + 1}" for node in range(self.nodes)),
        ):
            (self.folder / name).mkdir(parents=True, mode=0o755)
        try:
            self._write_configuration()
            self._start_munge()
            self.call("slurmctld", "-c")
            for node in range(self.nodes):
                self.call("slurmd", "-N", f"n{node + 1}")
            self.wait_until(lambda: self.idle_nodes() == self.nodes, "all nodes are idle")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if (self.folder / "slurmctld.pid").exists():
            self.call("scancel", "--quiet", "--user", getpass.getuser(), check=False)
        files = [
            *self.folder.glob("slurmd-*.pid"),
            self.folder / "slurmctld.pid",
            self.folder / "munge/pid",
        ]
        running = [int(file.read_text()) for file in files if file.exists()]
        for end in (signal.SIGTERM, signal.SIGKILL):
            for process in running:
                if alive(process):
                    os.kill(process, end)
            deadline = time.monotonic() + 10
            while any(map(alive, running)) and time.monotonic() < deadline:
                time.sleep(0.05)

    def _start_munge(self):
        key = self.folder / "munge/key"
        key.write_bytes(os.urandom(32))
        key.chmod(0o400)
        # --force: its socket may lie below a folder that only its owner enters
        self.call(
            "munged",
            "--force",
            f"--key-file={key}",
            f"--socket={self.folder}/munge/socket",
            f"--pid-file={self.folder}/munge/pid",
            f"--log-file={self.folder}/munge/log",
            f"--seed-file={self.folder}/munge/seed",
            "--num-threads=2",
        )

    def _write_configuration(self):
        port = free_ports(self.nodes + 1)
        (self.folder / "slurm.conf").write_text(
            CONFIGURATION.format(
                folder=self.folder,
                host=socket.gethostname().split(".")[0],
                user=getpass.getuser(),
                nodes=self.nodes,
                limits=self.limits,
                longest=self.longest,
                port=port,
                first_port=port + 1,
                last_port=port + self.nodes,
            )
        )

    def call(self, *command, check=True, timeout=3600, **options):
        """Runs a command with this cluster as its Slurm; gives what it printed."""
        done = subprocess.run(
            list(map(str, command)),
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            **options,
        )
        if check and done.returncode != 0:
            raise RuntimeError(
                f"{' '.join(map(str, command))} exits with {done.returncode}: {done.stdout}{done.stderr}"
            )
        return done.stdout

    def idle_nodes(self):
        return self.call("sinfo", "-h", "-N", "-t", "idle", "-o", "%N", check=False).count("n")

    def tasks(self):
        """Tasks that wait or run: a list of (job with its array index, state, node)."""
        lines = self.call("squeue", "-h", "-r", "-o", "%i %T %N").splitlines()
        return [(*line.split(), "")[:3] for line in lines]

    def wait_until(self, condition, what):
        """Waits as long as it takes; what hangs is ended after an hour."""
        deadline = time.monotonic() + 3600
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(
                    f"not after an hour: {what}\n{self.call('squeue', '-r', check=False)}{self.logs()}"
                )
            time.sleep(0.1)

    def logs(self):
        return "".join(
            f"{file.name}: {file.read_text()[-2000:]}\n"
            for file in sorted((self.folder / "log").iterdir())
        )


def alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


def free_ports(count):
    """The first of `count` ports in a row that nobody listens on."""
    for first in range(20_000, 30_000, count):
        taken = []
        try:
            for port in range(first, first + count):
                server = socket.create_server(("127.0.0.1", port))
                taken.append(server)
            return first
        except OSError:
            continue
        finally:
            for server in taken:
                server.close()
    raise RuntimeError("no free ports")
