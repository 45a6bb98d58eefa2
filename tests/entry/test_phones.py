"""A number is normalised or refused; never something else, whatever is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.entry.errors import BadPhone, PhoneNotCalled
from beffroi.entry.phones import is_called, masked, normal
from beffroi.kernel.config import Settings


@pytest.mark.parametrize(
    ("written", "number", "shown"),
    [
        ("06 12 34 56 78", "+33612345678", "06…78"),
        ("06.12.34.56.78", "+33612345678", "06…78"),
        (" 0612345678 ", "+33612345678", "06…78"),
        ("+33 6 12 34 56 78", "+33612345678", "06…78"),
        ("+33 (0)6 12 34 56 78", "+33612345678", "06…78"),
        ("+33 06 12 34 56 78", "+33612345678", "06…78"),
        ("0033 6-12-34-56-78", "+33612345678", "06…78"),
        ("03 20 12 34 56", "+33320123456", "03…56"),
        ("0690 12 34 56", "+590690123456", "+59…56"),
        ("0692 12 34 56", "+262692123456", "+26…56"),
        ("+44 20 7946 0958", "+442079460958", "+44…58"),
        ("+1 212 555 0100", "+12125550100", "+12…00"),
        ("+32 470 12 34 56", "+32470123456", "+32…56"),
    ],
)
def test_numbers_people_write(written: str, number: str, shown: str) -> None:
    assert (normal(written), masked(number)) == (number, shown)


@pytest.mark.parametrize(
    "written",
    ["", "12", "3615", "112", "06 12 34 56 7", "06 12 34 56 789", "00 12 34 56 78", "+33 6 12", "+999 123 456 78",
     "+881 612 345 678", "+800 1234 5678", "+1 911 555 0100", "06 12 34 56 78 ou 79", "zéro six", "٠٦١٢٣٤٥٦٧٨",
     "+" * 20, "0" * 41, "+33612345678\n+33699999999x"],
)  # fmt: skip
def test_what_is_no_number(written: str) -> None:
    with pytest.raises(BadPhone):
        normal(written)


@pytest.mark.parametrize(
    "written",
    ["0899 12 34 56", "0800 12 34 56", "+33 8 92 12 34 56", "+44 909 123 4567", "+1 900 555 0100", "+31 900 123 456",
     "+44 7012 345 678", "+43 930 123 456", "+353 1550 123 456", "+351 760 123 456", "+358 600 123 456"],
)  # fmt: skip
def test_numbers_that_make_the_caller_pay_are_not_called(written: str) -> None:
    with pytest.raises(PhoneNotCalled):
        normal(written)


@pytest.mark.parametrize("number", ["+33612345678", "+590690123456", "+32470123456", "+41791234567"])
def test_whoever_lives_near_is_called(number: str) -> None:
    assert is_called(number, Settings().callback_countries)


@pytest.mark.parametrize("number", ["+2521234567", "+5371234567", "+18765550100", "+2474567890", "+12125550100"])
def test_other_countries_are_called_where_the_house_says_so(number: str) -> None:
    assert not is_called(number, Settings().callback_countries)
    told = Settings.from_env({"BEFFROI_CALLBACK_COUNTRIES": "33, +252, 537, 1, 247"})
    assert is_called(number, told.callback_countries)


@given(st.text(max_size=60) | st.from_regex(r"\+?[0-9 .()-]{0,45}"))
def test_anything_is_a_number_or_a_refusal_and_normal_stays_normal(written: str) -> None:
    try:
        number = normal(written)
    except (BadPhone, PhoneNotCalled):
        return
    assert number[0] == "+"
    assert number[1:].isascii()
    assert number[1:].isdigit()
    assert 8 <= len(number) - 1 <= 15
    assert normal(number) == number
    assert number[4:-2] not in masked(number)
