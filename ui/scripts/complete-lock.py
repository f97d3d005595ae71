"""Makes a package-lock.json complete: complete-lock.py FILE.

npm leaves the optional packages of other platforms out of the lock when it could not fetch them while writing it, and
`npm ci` then refuses the lock. This adds an entry for each one that a package in the lock names, and prints what it
added. Such an entry carries no digest, which only a fetched package has.
"""

import json
import pathlib
import re
import sys

PLATFORM = re.compile(
    r"-(?P<os>darwin|linux|win32)-(?P<cpu>arm|arm64|ia32|riscv64|x64)(-(?P<abi>gnu|gnueabihf|msvc|musl))?$"
)
LIBC = {"gnu": "glibc", "musl": "musl"}


def entry(version: str, is_dev: bool, platform: re.Match) -> dict:
    """What the lock says of a package that only one platform installs, in npm's order."""
    made = {"version": version, "cpu": [platform["cpu"]]}
    if is_dev:
        made["dev"] = True
    if platform["abi"] in LIBC:
        made["libc"] = [LIBC[platform["abi"]]]
    return made | {"optional": True, "os": [platform["os"]]}


def complete(packages: dict) -> tuple[list[str], list[str]]:
    """Adds what is missing. Returns what was added, and what could not be: its name tells no known platform."""
    added, left_out = [], []
    for path, package in list(packages.items()):
        for name, version in package.get("optionalDependencies", {}).items():
            place = f"node_modules/{name}"
            if place in packages or f"{path}/{place}" in packages:
                continue
            platform = PLATFORM.search(name)
            if platform is None:
                left_out.append(f"{name} {version}")
                continue
            packages[place] = entry(version, package.get("dev", False), platform)
            added.append(f"{name} {version}")
    return added, left_out


def main() -> None:
    file = pathlib.Path(sys.argv[1])
    lock = json.loads(file.read_text(encoding="utf-8"))
    added, left_out = complete(lock["packages"])
    lock["packages"] = dict(sorted(lock["packages"].items()))
    file.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for line in added:
        print(f"added: {line}")
    if left_out:
        sys.exit(f"still missing, of unknown platforms: {', '.join(left_out)}")


if __name__ == "__main__":
    main()
