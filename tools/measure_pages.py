"""The two pages of measures, English and French: every definition, its formula, source and worked example."""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from beffroi.measures import CATALOGUE, TOPICS, Measure, Primitives
from beffroi.measures.catalogue import COUNT, EVERYWHERE, MONEY, PER_HOUR, POINTS, RATIO, SCORE, SECONDS, SHARE

NARROW_SPACE: Final = "\u202f"

INTRODUCTION_EN: Final = """# Measures

Each definition has one name, `name[variant]`, and every variant its own: the same word often means different figures.
Only sums are kept (counts, whole milliseconds, whole cents). They add up over queues and time, and a figure is worked
out last: a mean of percentages is never taken. With nothing to divide by, or where a log does not say, there is no
value, not zero. In French: [indicateurs.md](indicateurs.md).

A answered · A_T answered within T seconds · B abandoned · B_T abandoned within T · B_S short abandons (before S) ·
C out of hours · D dissuaded · F flow-outs: overflow (Genesys: transfers and callbacks too) · H handled · O received.
"""

INTRODUCTION_FR: Final = """# Indicateurs

Chaque définition a un seul nom, `nom[variante]`, et chaque variante le sien : un même mot désigne souvent des chiffres
différents. Seules des sommes sont gardées (nombres, millisecondes entières, centimes entiers). Elles s’ajoutent entre
files et dans le temps, et le chiffre se calcule en dernier : jamais de moyenne de pourcentages. Sans rien à diviser, ou
si le journal ne le dit pas, il n’y a pas de valeur, et non zéro. En anglais : [measures.md](measures.md).

A décrochés · A_T décrochés en T secondes · B abandonnés · B_T abandonnés en T · B_S abandons courts (avant S) ·
C hors horaires · D dissuadés · F sorties : débordements (Genesys : transferts et rappels aussi) · H traités · O reçus.
"""


class Language(NamedTuple):
    """How one page speaks."""

    introduction: str
    place: int
    title: Callable[[Measure], str]
    formula: Callable[[Measure], str]
    words: Mapping[str, str]
    thousands: str
    comma: str


ENGLISH: Final = Language(
    introduction=INTRODUCTION_EN,
    place=1,
    title=lambda one: one.en,
    formula=lambda one: one.formula_en,
    words={
        "formula": "Formula",
        "unit": "Unit",
        "source": "Source",
        "example": "Example",
        "reading": "a reading: over time, the last one stands",
        COUNT: "count",
        SHARE: "share",
        SECONDS: "seconds",
        PER_HOUR: "per hour",
        POINTS: "points",
        SCORE: "score",
        RATIO: "ratio",
        MONEY: "money",
    },
    thousands=",",
    comma=".",
)
FRENCH: Final = Language(
    introduction=INTRODUCTION_FR,
    place=0,
    title=lambda one: one.fr,
    formula=lambda one: one.formula_fr,
    words={
        "formula": "Formule",
        "unit": "Unité",
        "source": "Source",
        "example": "Exemple",
        "reading": "une lecture : dans le temps, la dernière vaut",
        COUNT: "nombre",
        SHARE: "part",
        SECONDS: "secondes",
        PER_HOUR: "par heure",
        POINTS: "points",
        SCORE: "note",
        RATIO: "rapport",
        MONEY: "monnaie",
    },
    thousands=NARROW_SPACE,
    comma=",",
)


def page(language: Language) -> str:
    """Every measure, by topic, in this language."""
    text = language.introduction
    for topic, headings in TOPICS.items():
        text += f"\n## {headings[language.place]}\n"
        text += "".join(_entry(one, language) for one in CATALOGUE.values() if one.topic == topic)
    return text


def _entry(one: Measure, language: Language) -> str:
    words = language.words
    unit = words[one.unit] if one.adds_up == EVERYWHERE else f"{words[one.unit]} ({words['reading']})"
    meaning = f"{one.meaning}\n\n" if language is ENGLISH else ""
    colon = " : " if language is FRENCH else ": "
    return (
        f"\n### {language.title(one)}\n\n`{one.key}`\n\n{meaning}"
        f"- {words['formula']}{colon}{language.formula(one)} — `{one.symbols}`\n"
        f"- {words['unit']}{colon}{unit}\n"
        f"- {words['source']}{colon}{one.source}\n"
        f"- {words['example']}{colon}{worked(one, language)}\n"
    )


def worked(one: Measure, language: Language) -> str:
    """The example's sums, and the value that comes out of them."""
    sums = ", ".join(f"`{name}` {_sum(value, language)}" for name, value in one.example.given.items())
    figure = one.of(Primitives(**one.example.given))
    value = _value(figure.value, one.unit, language)
    if figure.den is None:
        return f"{sums} → {value}"
    return f"{sums} → {number(figure.num, language)} / {number(figure.den, language)} → {value}"


def _sum(value: Any, language: Language) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{number(count, language)} × {number(second, language)} s" for second, count in value.items())
    return number(value, language)


def _value(value: float | None, unit: str, language: Language) -> str:
    assert value is not None, "an example has a value"
    if unit == SHARE:
        return f"{number(100 * value, language, 2)} %"
    return f"{number(value, language, 2)} s" if unit == SECONDS else number(value, language, 2)


def number(value: float, language: Language, decimals: int = 4) -> str:
    """A number as this language writes it, without idle zeros."""
    text = f"{value:,.{decimals}f}"
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", language.thousands) + (language.comma + rest if rest else "")
