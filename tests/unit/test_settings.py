"""Settings are read from the environment, and checked."""

from pathlib import Path

import pytest

from workshop.paths import HOME, ROOT
from workshop.settings import NAMES, SettingsError, settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_without_variables_the_defaults_hold() -> None:
    found = settings()
    assert found.database_url == f"sqlite:///{HOME / 'data' / 'workshop.sqlite3'}"
    assert (found.content, found.language, found.school) == (ROOT / "content", "en", "default")
    assert (found.keep_days, found.proxies, found.frame_ancestors) == (365, ("127.0.0.1",), ())


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    before = settings()
    for name in NAMES:
        monkeypatch.setenv(name, "")
    assert settings() == before


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("WORKSHOP_KEEP_DAYS", "30", "keep_days", 30),
        ("WORKSHOP_CODES_PER_HOUR", "999999999", "codes_per_hour", 999_999_999),
        ("WORKSHOP_ADDRESS", "HTTPS://Careers.School.org/", "address", "https://careers.school.org"),
        ("WORKSHOP_ADDRESS", "http://[::1]:8501", "address", "http://[::1]:8501"),
        ("WORKSHOP_FRAME_ANCESTORS", " https://*.A.org  https://b.org:8443 ", "frame_ancestors",
         ("https://*.a.org", "https://b.org:8443")),
        ("WORKSHOP_PROXIES", "10.0.0.0/8, ::1", "proxies", ("10.0.0.0/8", "::1")),
        ("WORKSHOP_REVISION", "7", "revision", "7"),
        ("WORKSHOP_SCHOOL", '["riverside"]', "school", '["riverside"]'),
        ("WORKSHOP_CONTENT", "mine", "content", Path.cwd() / "mine"),
    ],
)  # fmt: skip
def test_a_variable_is_read_as_its_text_says(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, field: str, value: object
) -> None:
    monkeypatch.setenv(name, text)
    assert getattr(settings(), field) == value


@pytest.mark.parametrize("text", ["0", " 5", "+5", "1_000", "1e3", "1.5", "٣", "9999999999", "true"])
def test_a_number_is_whole_and_from_1_up(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("WORKSHOP_NEW_CLASSES_PER_HOUR", text)
    with pytest.raises(SettingsError) as caught:
        settings()
    assert str(caught.value) == (
        f'WORKSHOP_NEW_CLASSES_PER_HOUR must be a whole number from 1 up, such as 60; found "{text}".'
    )


def test_each_setting_that_cannot_be_used_is_named_in_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSHOP_KEEP_DAYS", "soon")
    monkeypatch.setenv("WORKSHOP_PROXIES", "10.0.0.0/8, proxy")
    with pytest.raises(SettingsError) as caught:
        settings()
    assert str(caught.value).splitlines() == [
        'WORKSHOP_KEEP_DAYS must be a whole number from 1 up, such as 365; found "soon".',
        'WORKSHOP_PROXIES must be network addresses with commas between, such as 10.0.0.0/8; found "proxy".',
    ]
    assert caught.value.__cause__ is None


def test_a_change_of_the_environment_is_seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for days in ("30", "31", "soon", "30"):
        monkeypatch.setenv("WORKSHOP_KEEP_DAYS", days)
        if days == "soon":
            with pytest.raises(SettingsError):
                settings()
        else:
            assert settings().keep_days == int(days)


def test_nothing_changes_a_setting_but_its_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("WORKSHOP_KEEP_DAYS=7\n", encoding="utf-8")
    monkeypatch.setenv("SCHOOL", "riverside")
    found = settings()
    assert (found.keep_days, found.school) == (365, "default")
    with pytest.raises(ValueError, match="frozen"):
        found.keep_days = 1


def test_to_ask_again_reads_nothing_again() -> None:
    assert settings() is settings()
