"""What every test may rely on.

Property tests are reproducible where `CI` is set and never fail for a slow machine; the folder
of development data is found in one place, and a test that asks for it skips when it is absent.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch for measurements that take minutes."""
    parser.addoption(
        "--speed", action="store_true", help="also measure a cold search in a large index"
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of development data beside the checkout, else skip."""
    data = ROOT.parent / "shared" / "data"
    if not data.is_dir():
        pytest.skip("no development data in ../shared/data")
    return data


@pytest.fixture(scope="session")
def sample_index(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample collection, built once; do not write to it."""
    from pipeline import build

    folder = tmp_path_factory.mktemp("sample") / "index"
    build([root / "corpora" / "sample"], folder)
    return folder
