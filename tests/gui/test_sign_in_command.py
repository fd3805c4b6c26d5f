from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from core.paths import resolve_home
from core.plex.device_key import DeviceKey
from core.plex.renewal import Renewal, keep_renewal
from core.secrets import Redactor, TokenStore

PROJECT = Path(__file__).resolve().parents[2]


def test_a_token_from_the_command_line_is_not_replaced_by_a_renewed_one(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    home = resolve_home(tmp_path, {})

    def no_keyring() -> None:
        raise OSError("none here")

    tokens = TokenStore(home.token_file, {}, account=home.keyring_account, redactor=Redactor(), open_keyring=no_keyring)
    keep_renewal(tokens, Renewal(DeviceKey.generate(), "id-Attic"))
    command = [sys.executable, "-m", "gui.cli", "--home", str(tmp_path), "sign-in"]
    done = subprocess.run(
        command, input="by-hand\n", cwd=PROJECT, env=dict(os.environ), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert tokens.read().value == "by-hand"
    assert tokens.beside("renewal").read() is None
