"""The written format is enough: its own commands open a practice, with age and a plain Python."""

import json
import re
import subprocess
import sys
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from judges import judge
from lawdesk.vault.sealed_documents import SealedDocuments
from practice_folders import PASSPHRASE, copy_practice

DOCUMENT = Path(__file__).parents[3] / "docs" / "formats" / "practice-folder.md"


def blocks(language: str) -> list[str]:
    text = DOCUMENT.read_text(encoding="utf-8")
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found
    return found


def test_the_python_of_the_document_opens_the_passphrase_slot(tmp_path: Path) -> None:
    keys, _identity = copy_practice(tmp_path / "p")
    command = [sys.executable, "-I", "-c", blocks("python")[0], str(tmp_path / "p" / "keys.pass")]
    done = subprocess.run([*command, PASSPHRASE], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == json.loads(keys.payload.to_json())


def test_age_and_sqlcipher_open_the_rest(tmp_path: Path) -> None:
    judge("age")
    keys, identity = copy_practice(tmp_path / "p")
    path = str(tmp_path / "p" / "vault.db")
    written = sqlcipher.connect(path)
    written.execute(f"""PRAGMA key = "x'{keys.payload.raw_key_hex()}'" """)
    written.execute("CREATE TABLE note(text)")
    written.close()
    documents = SealedDocuments(tmp_path / "p" / "docs", keys.payload.document_identities)
    document = documents.seal_bytes(b"the will")
    (tmp_path / "p" / "sheet.txt").write_text(identity.text)
    steps = blocks("sh")
    subprocess.run(["sh", "-ec", steps[0]], cwd=tmp_path / "p", check=True)
    found = json.loads((tmp_path / "p" / "keys.json").read_text())
    (tmp_path / "p" / "identities.txt").write_text("\n".join(found["document_identities"]))
    named = steps[1].replace("3f/3f…", f"{document.name[:2]}/{document.name}")
    subprocess.run(["sh", "-ec", named], cwd=tmp_path / "p", check=True)
    assert (tmp_path / "p" / "document").read_bytes() == b"the will"
    database = sqlcipher.connect(path)
    database.execute(f"""PRAGMA key = "x'{found["database_key"]}{found["database_salt"]}'" """)
    assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)
    database.close()
    assert Path(path).read_bytes()[:16].hex() == found["database_salt"]
