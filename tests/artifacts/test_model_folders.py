"""Where models live: the variable, the checkout, the user's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.artifacts import folders, model_folder
from pipeline.errors import ModelProblem


def test_the_variable_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(folders.ENV, str(tmp_path / "here"))
    assert folders.models_dir() == tmp_path / "here"


def test_a_checkout_keeps_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(folders.ENV, raising=False)
    assert folders.models_dir() == Path(folders.__file__).parents[2] / "models"


@pytest.mark.parametrize("present", [(), ("models",), ("setup.cfg",)])
def test_an_installed_package_uses_the_users_folder(
    present: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site" / "pipeline"
    package.mkdir(parents=True)
    if "models" in present:
        (package.parent / "models").mkdir()
    if "setup.cfg" in present:
        (package.parent / "setup.cfg").touch()
    monkeypatch.delenv(folders.ENV, raising=False)
    monkeypatch.setattr(pipeline, "__file__", str(package / "__init__.py"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert folders.models_dir().parts[-2:] == ("concord", "models")
    assert package.parent not in folders.models_dir().parents


def test_an_unknown_model_is_named() -> None:
    with pytest.raises(ModelProblem, match="no-such-model"):
        model_folder("no-such-model")
