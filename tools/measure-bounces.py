#!/usr/bin/env python3
"""Measures how well `mail inspect` names failed addresses, over the samples of flufl.bounce.
usage: measure-bounces.py FOLDER COMMAND...   (FOLDER is a checkout of flufl.bounce; the command gets file paths appended)"""
import ast
import json
import pathlib
import subprocess
import sys

folder, command = pathlib.Path(sys.argv[1]), sys.argv[2:]
tests = next(folder.rglob("detectors.py"))
samples = next(folder.rglob("dsn_01.txt")).parent
cases = next(ast.literal_eval(n.value) for n in ast.parse(tests.read_text()).body if isinstance(n, ast.Assign) and n.targets[0].id == "DATA")
failed = {}
for case in cases:
    failed.setdefault(case[1], set()).update(a.decode().lower() for a in case[2])

printed = subprocess.run(command + [str(samples / name) for name in failed], capture_output=True, text=True, check=True).stdout
right = wrong = 0
for line in printed.splitlines():
    mail = json.loads(line)
    name = pathlib.Path(mail["file"]).name
    named = {a.lower() for a in mail["bouncedAddresses"]}
    right, wrong = right + len(named & failed[name]), wrong + len(named - failed[name])
    if named != failed[name]:
        print(f"{name}: did not fail {sorted(named - failed[name])}, missing {sorted(failed[name] - named)}")

recall, precision = right / sum(map(len, failed.values())), right / max(1, right + wrong)
print(f"{len(failed)} samples: recall {recall:.3f}, precision {precision:.3f}")
sys.exit(0 if min(recall, precision) >= .95 else 1)
