"""Check a proof bundle with nothing but Python: `python verify.py [BUNDLE.zip]`, or without a name in the unpacked folder.

It checks digests, commitments, signatures, the place in the journal, and sums. It does NOT recompute the points: for that the
rules have to be read, which `luohu verify BUNDLE.zip` does.
本程序核验摘要值、承诺值、签名、在留痕日志中的位置与各项合计，但不重新计算积分；重新计算请使用 `luohu verify`。
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scoring.notices.proof_form_1.ed25519 import is_signed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STATEMENTS = ("recommendation.json", "agreement.json", "decision.json")


class BrokenBundle(Exception):
    """A part that is not what was signed. `part` names it."""

    def __init__(self, part: str, why: str) -> None:
        super().__init__(f"{part}: {why}")
        self.part = part


def canonical(value: Any) -> bytes:
    """Write JSON in the one form that is hashed and signed."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def sha256(content: bytes) -> str:
    """Give the SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def chained(parts: list[bytes]) -> str:
    """Hash the parts of a link of the journal, each with its length before it."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def pack(files: dict[str, bytes]) -> bytes:
    """Write files as the one ZIP that they are: stored, in order, without any time of their own."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return packed.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """Read a bundle. Raises BrokenBundle where the container itself was changed."""
    files: dict[str, bytes] = {}
    name = "container"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                files[name] = archive.read(name)
    except Exception as error:  # whatever a changed ZIP makes the library stumble over
        raise BrokenBundle(name, f"unreadable ({error})") from None
    check(files)
    need("container", pack(files) == content, "bytes outside the files were changed")
    return files


def load(files: dict[str, bytes], name: str) -> Any:
    """Read a file of JSON, which must stand in its one form."""
    try:
        found = json.loads(files[name])
    except (KeyError, ValueError):
        raise BrokenBundle(name, "missing or unreadable") from None
    if canonical(found) != files[name]:
        raise BrokenBundle(name, "not in its canonical form")
    return found


def need(part: str, holds: bool, why: str) -> None:
    """Raise BrokenBundle unless it holds."""
    if not holds:
        raise BrokenBundle(part, why)


def check_files(files: dict[str, bytes]) -> None:
    """Every file is one that the list names, with its digest."""
    listed = load(files, "manifest.json")
    need("manifest.json", listed.get("form") == 1 and listed.get("kind") == "proof_bundle", "another form than this program reads")
    need("manifest.json", set(listed) == {"form", "kind", "files"}, "it says something else")
    for name, digest in listed["files"].items():
        need(name, name in files and sha256(files[name]) == digest, "it is not the file that the list names")
    for name in files:
        need(name, name in listed["files"] or name == "manifest.json", "the list does not name it")


def check_keys(files: dict[str, bytes]) -> dict[str, bytes]:
    """The service vouches for the key of each officer. Gives keys by account, and the service's by an empty name."""
    keys = load(files, "keys.json")
    service = bytes.fromhex(keys["service"])
    found = {"": service}
    for number, one in enumerate(keys["officers"]):
        said = one["statement"]
        signed = is_signed(service, canonical(said), bytes.fromhex(one["countersignature"]))
        need("keys.json", signed and said["kind"] == "officer_key", f"the service did not countersign key {number + 1}")
        found[one["name"]] = bytes.fromhex(said["public"])
        need("keys.json", one["name"] == f"{said['account']}:{said['public'][:16]}", f"key {number + 1} has another name")
    return found


def check_signatures(files: dict[str, bytes], keys: dict[str, bytes]) -> None:
    """Maker and checker signed, each with a key of their own."""
    given = load(files, "signatures.json")
    for name in STATEMENTS:
        if name not in files and name == "agreement.json":
            continue
        said = load(files, name)
        signer = str(said["maker" if name == "recommendation.json" else "checker"])
        one = given.get(name, {"key": "", "signature": ""})
        need(name, one["key"].startswith(signer + ":") and one["key"] in keys, "it is not signed by the one it names")
        need(name, is_signed(keys[one["key"]], files[name], bytes.fromhex(one["signature"])), "the signature does not hold")
    need("signatures.json", set(given) <= set(files) & set(STATEMENTS), "something else is signed")


def check_statements(files: dict[str, bytes]) -> None:
    """What the checker signed is about what the maker signed, and they are two people."""
    made, decided = load(files, "recommendation.json"), load(files, "decision.json")
    package = sha256(files["recommendation.json"])
    later = [load(files, name) for name in STATEMENTS[1:] if name in files]
    for said in later:
        is_about = said["package"] == package and said["application"] == made["application"]
        need("decision.json", is_about and said["checker"] != made["maker"], "it is about something else, or by the maker")
    texts = {name[len("policy/") :]: sha256(content) for name, content in files.items() if name.startswith("policy/")}
    need("policy", texts == decided["texts"], "the texts of the rules are not those that were decided by")


def check_disclosures(files: dict[str, bytes]) -> None:
    """What is shown is what was committed to."""
    committed = {**load(files, "recommendation.json")["commitments"], **load(files, "decision.json")["commitments"]}
    for label, shown in load(files, "disclosures.json").items():
        again = sha256(canonical([label, shown["salt"], shown["value"]]))
        need(label, set(shown) == {"salt", "value"} and committed.get(label) == again, "it is not what was committed to")


def check_sums(files: dict[str, bytes]) -> None:
    """Points add up, from the criteria to the total."""
    made = load(files, "recommendation.json")
    top = [one["points"] for one in made["sums"]]
    if made["total"] is not None and None not in top:
        need("sums", sum(map(Decimal, top), Decimal(0)) == Decimal(made["total"]), "the total is not the sum of its parts")
    for award in walk(made["sums"]):
        counted = [below["points"] for below in award["awards"] if below["counts"]]
        raw = award["points"] if award["uncapped"] is None else award["uncapped"]
        if award["awards"] and raw is not None and None not in counted:
            need("sums", sum(map(Decimal, counted), Decimal(0)) == Decimal(raw), f"{award['id']} is not the sum of its parts")
        if award["cap"] is not None and award["points"] is not None:
            need("sums", Decimal(award["points"]) <= Decimal(award["cap"]), f"{award['id']} is above its cap")


def walk(awards: list[Any]) -> Iterator[Any]:
    """Give every award and those below it."""
    for award in awards:
        yield award
        yield from walk(award["awards"])


def check_journal(files: dict[str, bytes], keys: dict[str, bytes]) -> None:
    """The decision's event stands in its file's chain, at its place of the whole journal, below a seal of the service."""
    found, decided = load(files, "journal.json"), load(files, "decision.json")
    event, link, seal = found["event"], found["link"], found["seal"]
    facts = json.loads(event["facts"])
    is_about = facts.get("decision") == decided["decision"]["reference"] and facts.get("package") == decided["package"]
    need("journal: event", is_about, "it is about another decision")
    words = [event[name] for name in ("previous", "stream", "number", "act", "actor", "at", "facts")]
    note = b"-" if event["note"] is None else b"+" + bytes.fromhex(event["note"])
    again = chained([str(word).encode() for word in words] + [note])
    need("journal: event", again == event["hash"] and event["algorithm"] == "sha256", "its hash is another")
    words = [link["previous"], link["sequence"], event["stream"], event["number"], event["algorithm"], event["hash"]]
    need("journal: link", chained([str(word).encode() for word in words]) == link["hash"], "its hash is another")
    node = hashlib.sha256(b"\x00" + bytes.fromhex(link["hash"])).digest()
    for step in found["path"]:
        side = bytes.fromhex(step["hash"])
        need("journal: path", step["side"] in ("left", "right"), "a step has no side")
        node = hashlib.sha256(b"\x01" + (side + node if step["side"] == "left" else node + side)).digest()
    said = seal["statement"]
    is_sealed = is_signed(keys[""], canonical(said), bytes.fromhex(seal["signature"])) and said["kind"] == "journal_seal"
    need("journal: seal", is_sealed and said["first"] <= link["sequence"] <= said["last"], "the service did not seal it")
    need("journal: path", node.hex() == said["root"], "it does not lead to the seal")


def check(files: dict[str, bytes]) -> None:
    """Check everything. Raises BrokenBundle for the first part that is not what was signed."""
    keys: dict[str, bytes] = {}
    steps: list[tuple[str, Callable[[], None]]] = [
        ("manifest.json", lambda: check_files(files)),
        ("decision.json", lambda: check_statements(files)),
        ("disclosures.json", lambda: check_disclosures(files)),
        ("sums", lambda: check_sums(files)),
        ("keys.json", lambda: keys.update(check_keys(files))),
        ("signatures.json", lambda: check_signatures(files, keys)),
        ("journal.json", lambda: check_journal(files, keys)),
    ]
    for part, step in steps:
        try:
            step()
        except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise BrokenBundle(part, f"something is missing or has another form ({error!r})") from None


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read an unpacked bundle."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def main(arguments: list[str]) -> int:
    """Check the bundle that is named, or the folder that this program lies in; give the exit code."""
    try:
        if arguments:
            files = unpack(Path(arguments[0]).read_bytes())
        else:
            files = read_folder(Path(__file__).parent)
            check(files)
    except BrokenBundle as broken:
        print(f"CHANGED 已被改动 – {broken}")
        return 1
    decided, shown = load(files, "decision.json"), load(files, "disclosures.json")
    committed = {**load(files, "recommendation.json")["commitments"], **decided["commitments"]}
    print(f"WHOLE 完整 – {decided['decision']['reference']}: {decided['decision']['kind']}, {decided['at']}")
    print(f"Shown 已披露: {len(shown)}; withheld 未披露: {len(committed) - len(shown)}")
    print(f"Key of the service 服务公钥: {load(files, 'keys.json')['service']}")
    print("Compare that key with the one that the office publishes. 请与受理机构公布的公钥核对。")
    print("The points were NOT recomputed: `luohu verify` does that. 未重新计算积分，请使用 luohu verify。")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
