"""Runs every crawler over the same made-up portal and prints what each took: medians of the rounds.

python measure.py PROJECT TOOLS [PAGES] [ROUNDS] [NAME ...]
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT, TOOLS = Path(sys.argv[1]), Path(sys.argv[2])
PAGES = int(sys.argv[3]) if len(sys.argv) > 3 else 3_000
ROUNDS = int(sys.argv[4]) if len(sys.argv) > 4 else 5
NAMES = sys.argv[5:]
# Nobody may take longer, in seconds.
LONGEST = 1_800
HOST = "www.linxi.example"


def lanmu(options):
    def command(folder, address):
        unit = "临溪县人民政府"
        Path(folder, "units.csv").write_text(f"name,site,groups\n{unit},http://{HOST}/,县区\n", encoding="utf-8")
        port = address.rsplit(":", 1)[1].strip("/")
        return [
            PROJECT / "target/release/lanmu", "evaluate", "--units", "units.csv", "--catalogue", "ankang-2020",
            "--as-of", "2020-09-30", "--pause", "0", "--second-look", "0",
            "--connect-to", f"{HOST}:80:127.0.0.1:{port}", *options,
        ]  # fmt: skip

    return command


# Name, command in a folder for an address, exit codes that are no failure.
CRAWLERS = {
    "floor: `reqwest` and `scraper`": (lambda folder, address: [TOOLS / "rust/release/floor", address], [0]),
    "keeper: `reqwest` and SQLite": (lambda folder, address: [TOOLS / "rust/release/keeper", address], [0]),
    # 8: the server answered 404, here for robots.txt.
    "`wget -r`": (lambda folder, address: ["wget", "-r", "-l", "inf", "-q", "--no-proxy", address], [0, 8]),
    "`spider`": (lambda folder, address: [TOOLS / "rust/release/spider", address], [0]),
    "Scrapy": (
        lambda folder, address: [TOOLS / "venv/bin/python", PROJECT / "benches/peers/crawl/scrapy_crawl.py", address],
        [0],
    ),
    "Crawlee": (lambda folder, address: ["node", TOOLS / "crawlee_crawl.js", address], [0]),
    "`lanmu --exhaustive`": (lanmu(["--exhaustive", "--budget", "100000"]), [0]),
    "`lanmu`": (lanmu([]), [0]),
}


class Server:
    """The portal, served by the bench itself."""

    def __init__(self):
        benches = sorted((PROJECT / "target/release/deps").glob("crawl-*"), key=lambda file: file.stat().st_mtime)
        program = [file for file in benches if os.access(file, os.X_OK) and file.suffix == ""][-1]
        command = [program, "serve", str(PAGES)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()

    def end(self):
        self.process.stdin.close()
        counts = json.loads(self.process.stdout.readline())
        self.process.wait()
        return counts


def peak(pid):
    """Most memory that a process had so far, in MB; nothing when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return None
    sizes = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
    return sizes[0] / 1024 if sizes else None


def measure(command, good):
    server = Server()
    with tempfile.TemporaryDirectory() as folder:
        words = [str(word) for word in command(folder, server.address)]
        start = time.monotonic()
        process = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        memory = 0
        while True:
            # The peak that `wait4` gives counts what was there before the program started.
            memory = peak(process.pid) or memory
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() - start > LONGEST:
                process.kill()
            time.sleep(0.005)
        wall = time.monotonic() - start
    counts = server.end()
    if os.waitstatus_to_exitcode(status) not in good:
        raise SystemExit(f"{words[0]} ended with {os.waitstatus_to_exitcode(status)}")
    cpu = usage.ru_utime + usage.ru_stime
    pages = counts["pages"]
    return {**counts, "pace": pages / wall, "cpu": cpu, "thousand": cpu * 1000 / pages, "memory": memory}


COLUMNS = {
    "requests": ("requests", ".0f"),
    "pages": ("pages", ".0f"),
    "pages a second": ("pace", ".0f"),
    "CPU s": ("cpu", ".2f"),
    "CPU s per 1,000 pages": ("thousand", ".2f"),
    "peak memory, MB": ("memory", ".0f"),
    "connections": ("connections", ".0f"),
    "at once": ("most", ".0f"),
}


def main():
    chosen = {name: one for name, one in CRAWLERS.items() if not NAMES or any(word in name for word in NAMES)}
    rounds = {name: [] for name in chosen}
    # Round by round, so that all meet the same state of the machine.
    for turn in range(ROUNDS):
        for name, (command, good) in chosen.items():
            rounds[name].append(measure(command, good))
            print(f"round {turn + 1}: {name} {rounds[name][-1]}", file=sys.stderr)
    median = {name: lambda key, taken=taken: statistics.median(one[key] for one in taken) for name, taken in rounds.items()}
    print(f"Portal of about {PAGES} pages, {ROUNDS} rounds: medians.\n")
    print("| crawler |", " | ".join(COLUMNS), "|")
    print("| --- |", " | ".join("--:" for _ in COLUMNS), "|")
    for name, of in median.items():
        print(f"| {name} |", " | ".join(format(of(key), form) for key, form in COLUMNS.values()), "|")
    if {"`spider`", "`lanmu`", "`lanmu --exhaustive`"} <= median.keys():
        spider, usual, exhaustive = median["`spider`"], median["`lanmu`"], median["`lanmu --exhaustive`"]
        each = exhaustive("thousand") / spider("thousand")
        unit = usual("cpu") / spider("cpu")
        print(f"\n`lanmu --exhaustive` : `spider`, CPU per 1,000 pages: {each:.2f}")
        print(f"`lanmu`, one unit judged : `spider`, the whole portal, CPU: {unit:.1%}")


main()
