"""The preview as one page that needs nothing else."""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import markupsafe

from grader.counting import number_of
from grader.kinds import authored
from grader.moodle.lettering import letter
from grader.pages.page import page
from grader.preview.sheet import Preview, Sheet
from grader.texts.language import LANGUAGES

LANGUAGE_NAMES: Mapping[str, str] = {"pt-BR": "Português (Brasil)", "en": "English"}
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "question": "Question",
        "choose": "Choose one:",
        "several": "Choose one or more:",
        "type": "Type a number:",
        "words": "Type your answer:",
        "fill": "Fill the gaps:",
        "write": "Write your answer, which people mark:",
        "reads": "Moodle reads",
        "clear": "Clear my choice",
        "right": "Right",
        "wrong": "Wrong",
        "earns": "earns",
        "general": "General feedback",
        "evidence": "The rest of the evidence, not in Moodle",
    },
    "pt-BR": {
        "question": "Questão",
        "choose": "Escolha uma opção:",
        "several": "Escolha uma ou mais:",
        "type": "Digite um número:",
        "words": "Digite sua resposta:",
        "fill": "Preencha as lacunas:",
        "write": "Escreva sua resposta, que será corrigida por pessoas:",
        "reads": "O Moodle lê",
        "clear": "Limpar minha escolha",
        "right": "Certa",
        "wrong": "Errada",
        "earns": "vale",
        "general": "Feedback geral",
        "evidence": "O resto das evidências, fora do Moodle",
    },
}
_GROUPS = {"mend": "to mend", "computed": "computed", "imported": "imported", "kept": "kept whole"}
_TEMPLATES = Path(__file__).parents[1] / "templates"


def as_page(
    shown: Preview, *, title: str, bank: str, languages: Sequence[str], version: int = 0, alert: str = ""
) -> bytes:
    """The page as HTML.

    version: of a page that is served; it asks its server for a newer one, and loads that. 0: a file.
    alert: why the page is not what the bank's files say now.
    """
    questions = [sheet for sheet in shown.sheets if isinstance(sheet, Sheet)]
    most = max((len(version.options) for sheet in questions for version in sheet.versions), default=0)
    return page(
        "preview.html.j2",
        preview=shown,
        title=title,
        bank=bank,
        languages=languages,
        names=LANGUAGE_NAMES,
        words={language: WORDS.get(language, WORDS["en"]) for language in languages},
        marks={language: (LANGUAGES[language].decimal, LANGUAGES[language].thousands) for language in languages},
        letters=[letter(place) for place in range(most)],
        counted=counted(shown),
        groups=list(_groups(shown)),
        version=version,
        alert=alert,
        policy=policy(served=version > 0),
        script=markupsafe.Markup(script()),  # noqa: S704 - our own script
    )


def counted(shown: Preview) -> str:
    """What a preview holds, in words."""
    questions = [sheet for sheet in shown.sheets if isinstance(sheet, Sheet)]
    kept = len(shown.sheets) - len(questions)
    variants = sum(len(sheet.drawn.variants) for sheet in questions if sheet.drawn)
    said = [number_of(len(questions), "question")] if questions or not kept else []
    if kept:
        said.append(f"{kept} kept whole" if questions else f"{number_of(kept, 'question')} kept whole")
    if variants:
        said.append(number_of(variants, "variant"))
    return ", ".join(said)


def _groups(shown: Preview) -> Iterator[tuple[str, str, int]]:
    """What can be shown alone: each group that holds some sheets and not all, its name, how many it holds."""
    for group, name in _GROUPS.items():
        size = sum(group in sheet.groups for sheet in shown.sheets)
        if 0 < size < len(shown.sheets):
            yield group, name, size


def policy(*, served: bool) -> str:
    """What the page may do: show what is inside, run its own script, known by its digest, and ask its own server."""
    digest = base64.b64encode(hashlib.sha256(script().encode()).digest()).decode()
    allowed = f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return f"{allowed}; base-uri 'none'; form-action 'none'" + ("; connect-src 'self'" if served else "")


def script() -> str:
    """The script of the page, exactly as it stands in it: its own, and that of each kind whose form needs one."""
    parts = (_TEMPLATES / "preview.js", *(kind.folder / "form.js" for kind in authored()))
    return "\n" + "".join(path.read_text(encoding="utf-8") for path in parts if path.is_file())
