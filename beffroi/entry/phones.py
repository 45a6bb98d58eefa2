"""Telephone numbers as people write them → E.164, or why not. Pure.

    normal("06 12 34 56 78")         →  "+33612345678"
    normal("0033 (0)6.12.34.56.78")  →  "+33612345678"
    normal("0690 12 34 56")          →  "+590690123456"      Guadeloupe, written as it is dialled there
    normal("0899 …")                 →  PhoneNotCalled: what costs or is no person's is not promised a call

A number that passes may still belong to nobody; only calling it tells.
"""

import re
from collections.abc import Collection
from typing import Final

from beffroi.entry.errors import BadPhone, PhoneNotCalled

MOST_WRITTEN: Final = 40
_FRANCE: Final = "33"
_SHORTEST: Final = 8
_LONGEST: Final = 15

_WRITTEN: Final = re.compile(r"\+?[0-9 .\-/()\u00a0\u2009\u202f\u2010\u2011]+")
_SPACING: Final = re.compile(r"[^0-9+]")

_OVERSEAS: Final = {
    **dict.fromkeys(("590", "690", "691"), "590"),  # Guadeloupe, Saint-Martin, Saint-Barthélemy
    **dict.fromkeys(("594", "694"), "594"),  # Guyane
    **dict.fromkeys(("596", "696", "697"), "596"),  # Martinique
    **dict.fromkeys(("262", "263", "269", "639", "692", "693"), "262"),  # La Réunion, Mayotte
}
"""The first digits after the 0, and the country code they are reached by from everywhere else."""

_COUNTRIES: Final = frozenset(
    "1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 "
    "82 84 86 90 91 92 93 94 95 98 211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 "
    "234 235 236 237 238 239 240 241 242 243 244 245 246 247 248 249 250 251 252 253 254 255 256 257 258 260 "
    "261 262 263 264 265 266 267 268 269 290 291 297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 "
    "372 373 374 375 376 377 378 379 380 381 382 383 385 386 387 389 420 421 423 500 501 502 503 504 505 506 "
    "507 508 509 590 591 592 593 594 595 596 597 598 599 670 672 673 674 675 676 677 678 679 680 681 682 683 "
    "685 686 687 688 689 690 691 692 850 852 853 855 856 880 886 960 961 962 963 964 965 966 967 968 970 971 "
    "972 973 974 975 976 977 979 992 993 994 995 996 998".split()
)
"""Country codes in use (ITU-T E.164). Satellites, shared-cost and universal numbers are left out, and so refused."""

_PREMIUM: Final = re.compile(
    r"1(?:900|976)|979|30(?:90|801)|31(?:90[069])|32(?:90|70)|34(?:80[367]|905)|351(?:6|76)|352(?:90)|353(?:15)|"
    r"358(?:600|700)|39(?:199|89)|41(?:90)|43(?:9[03]0|901|931|939)|44(?:9|70|8[47])|45(?:90)|46(?:900|939|944)|"
    r"47(?:82)|48(?:70|30)|49(?:900|180|137)"
)
"""Numbers by which the called one earns: a promise to call them is a way to make us pay."""


def normal(written: str) -> str:
    """The number in E.164. Raises BadPhone or PhoneNotCalled; nothing else, whatever it is given."""
    digits = _international(_digits(written))
    if digits.startswith("330") and len(digits) == 12:  # +33 06…, as many write it
        digits = _FRANCE + digits[3:]
    if not _SHORTEST <= len(digits) <= _LONGEST or not _has_country(digits):
        raise BadPhone
    if _PREMIUM.match(digits):
        raise PhoneNotCalled
    if digits.startswith(_FRANCE) and (len(digits) != 11 or digits[2] == "0"):
        raise BadPhone
    if digits.startswith("1") and (len(digits) != 11 or digits[1] in "01" or digits[2:4] == "11"):
        raise BadPhone
    if digits.startswith(_FRANCE) and digits[2] == "8":
        raise PhoneNotCalled
    return f"+{digits}"


def is_called(number: str, countries: Collection[str]) -> bool:
    """Whether this organisation calls numbers of that country, by the beginning of a number in E.164."""
    return any(number.startswith(f"+{country}") for country in countries)


def masked(number: str) -> str:
    """As it may be shown to whoever gave it: enough to recognise it, too little to learn it."""
    if number.startswith("+33"):
        return f"0{number[3]}…{number[-2:]}"
    return f"{number[:3]}…{number[-2:]}"


def _digits(written: str) -> str:
    """Digits, after a + when its country was written."""
    text = written.strip()
    if not text or len(text) > MOST_WRITTEN or not _WRITTEN.fullmatch(text):
        raise BadPhone
    bare = _SPACING.sub("", text.replace("(0)", ""))
    return f"+{bare[2:]}" if bare.startswith("00") else bare


def _international(number: str) -> str:
    if number.startswith("+"):
        return number[1:]
    if len(number) != 10 or number[0] != "0" or number[1] == "0":
        raise BadPhone
    return _OVERSEAS.get(number[1:4], _FRANCE) + number[1:]


def _has_country(digits: str) -> bool:
    return any(digits[:length] in _COUNTRIES for length in (1, 2, 3))
