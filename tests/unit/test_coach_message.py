"""The check of a message says what is due, about the right words, and of any text."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
import yaml
from hypothesis import example as also
from hypothesis import given, settings
from hypothesis import strategies as some

from bench.coach import UNSEEN, counted
from workshop.cli.main import main
from workshop.coach import Remark
from workshop.coach.message import KINDS, REMARKS, Kind, check_message
from workshop.coach.phrases import Language, PhraseIndex, straighten_quotes
from workshop.content import Content, load
from workshop.paths import ROOT
from workshop.plan.messages import fill_template
from workshop.plan.model import Person, Plan

CORPUS = ROOT / "tests" / "corpus"
EXAMPLE = ROOT / "content" / "en" / "example-plan.json"
FILES: dict[str, Kind] = {"requests": "request", "thank_yous": "thank-you", "confirmations": "confirm"}
CONTENT = load()
UNSEEN_PRECISION, UNSEEN_RECALL = 0.7, 0.9

Entry = dict[str, Any]


def entries(file: str) -> list[Entry]:
    found: list[Entry] = yaml.safe_load((CORPUS / f"{file}.yaml").read_text(encoding="utf-8"))
    return found


MESSAGES = [
    pytest.param(kind, entry, id=f"{file}-{entry['id']}") for file, kind in FILES.items() for entry in entries(file)
]
LONGEST = next(entry["text"] for entry in entries("requests") if entry["id"] == "good_obrien")


def codes(remarks: tuple[Remark, ...], *levels: str) -> set[str]:
    return {remark.code for remark in remarks if remark.level in levels}


def due(text: str, kind: Kind = "request", **about: Any) -> set[str]:
    """The codes of what must be fixed or could be better."""
    return codes(check_message(CONTENT, text, kind, **about), "fix", "better")


def words(text: str, code: str, kind: Kind = "request") -> list[str]:
    """The words that the remarks of a code are about."""
    return [text[slice(*each.span)] for each in check_message(CONTENT, text, kind) if each.code == code]


def test_the_corpus_is_as_large_as_promised() -> None:
    requests = entries("requests")
    assert sum(bool(entry.get("good")) for entry in requests) >= 30
    assert sum(not entry.get("good") for entry in requests) >= 30
    assert len(entries("thank_yous")) >= 25


@pytest.mark.parametrize(("kind", "entry"), MESSAGES)
def test_a_message_of_the_corpus_gets_the_remarks_of_its_label(kind: Kind, entry: Entry, example: Plan) -> None:
    person = example.person(entry["person"]) if "person" in entry else None
    remarks = check_message(CONTENT, entry["text"], kind, person=person)
    assert codes(remarks, "fix", "better") == set(entry["expect"])
    if entry.get("good"):
        assert codes(remarks, "fix") == set()


def test_messages_that_no_rule_was_tuned_on_hold_their_floor(content: Content, example: Plan) -> None:
    unseen = counted(content, example, UNSEEN)
    precision, recall = unseen.all
    assert unseen.good_with_fix == []
    assert precision >= UNSEEN_PRECISION
    assert recall >= UNSEEN_RECALL


def test_every_code_has_its_words_and_its_label_somewhere(content: Content) -> None:
    assert set(REMARKS) == set(type(content.coach.messages.say).model_fields)
    labels = {code for file in FILES for entry in entries(file) for code in entry["expect"]}
    assert labels == {code for code, (level, _) in REMARKS.items() if level != "good"}


def test_what_must_be_fixed_comes_first() -> None:
    levels = [remark.level for remark in check_message(CONTENT, "Dear Name,\n\nhello", "request")]
    assert levels == sorted(levels, key=("fix", "better", "good").index)


@pytest.mark.parametrize(
    "sentence",
    [
        "I am not looking for a job.",
        "I'm not asking you for an internship or a referral.",
        "I promise that I won't hand you my resume.",
        "My uncle got a job there last year.",
        "We met at the internship fair.",
        "In my resume class we read about your work.",
        "I want to learn what your job is like and how people find openings.",
        "This has nothing to do with getting hired, and I do not expect a job.",
        "Is there a time that would work for you?",
        "I don't want you to refer me to anyone.",
        "I am looking for information about jobs in nursing.",
        "Please don't think that I am looking for a position.",
        "There are internships in my school program, and I did one in a bakery.",
        "My brother is looking for a job, but I am still in school.",
        "Could you recommend me a book?",
        "I want to join your talk next week.",
        "What was your first job, and how many interns do you take?",
    ],
)
def test_these_do_not_ask_for_a_job(sentence: str) -> None:
    assert not {"asks_job", "asks_referral", "asks_resume"} & due(sentence)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("I am looking for a job.", "asks_job"),
        ("I don't have much experience, but I am looking for an internship.", "asks_job"),
        ("I don't know if you have any openings, I can start in June.", "asks_job"),
        ("Could you help me find a position?", "asks_job"),
        ("Are you hiring?", "asks_job"),
        ("I would love to work for your company.", "asks_job"),
        ("Could you refer me to your manager?", "asks_referral"),
        ("Please put in a good word for me.", "asks_referral"),
        ("Could you look at my résumé?", "asks_resume"),
        ("I'd like some feedback on my CV.", "asks_resume"),
    ],
)
def test_these_do(sentence: str, code: str) -> None:
    assert code in due(sentence)
    (about,) = words(sentence, code)
    assert about in sentence


def test_a_remark_goes_when_the_sentence_is_mended() -> None:
    text = next(entry["text"] for entry in entries("requests") if entry["id"] == "bad_hour")
    assert words(text, "minutes_many") == ["for an hour"]
    assert due(text.replace("an hour or so", "20 minutes")) == set()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("20 minutes", "minutes_good"),
        ("a 20-minute call", "minutes_good"),
        ("20 to 30 minutes", "minutes_good"),
        ("half an hour", "minutes_good"),
        ("twenty-five minutes", "minutes_good"),
        ("45 minutes", "minutes_many"),
        ("20-45 minutes", "minutes_many"),
        ("an hour of your time", "minutes_many"),
        ("two hours", "minutes_many"),
        ("a talk; I live 40 minutes away", "minutes_missing"),
    ],
)
def test_the_time_asked_for_is_read(asked: str, code: str) -> None:
    found = {remark.code for remark in check_message(CONTENT, f"Hi Tony,\n\nCould I have {asked}?", "request")}
    assert found & {"minutes_good", "minutes_many", "minutes_missing"} == {code}


@pytest.mark.parametrize(
    ("greeting", "code"),
    [
        ("Dear Ms. Đặng,", None),
        (normalize("NFD", "Dear Ms. Đặng,"), None),
        ("Good morning Ms. Đặng,", None),
        ("Dear Ms. Dang,", "name_misspelt"),
        ("Dear Mr. Đặng,", "title_differs"),
        ("Dear Hà,", "first_name_only"),
        ("Dear Ms. Gurung,", "name_differs"),
        ("Dear Sir or Madam,", "greeting_without_name"),
        ("Hello!", "greeting_without_name"),
        ("I am writing to you because I would like to learn.", "greeting_missing"),
    ],
)
def test_the_name_is_held_against_the_people_table(greeting: str, code: str | None, example: Plan) -> None:
    remarks = check_message(CONTENT, f"{greeting}\n\nThank you.", "request", person=example.person("p_ha"))
    wrong = {
        each for each in codes(remarks, "fix", "better") if each.startswith(("name", "title", "first", "greeting"))
    }
    assert wrong == ({code} if code else set())


def test_a_name_with_another_apostrophe_is_the_same_name() -> None:
    person = Person(id="p_1", name="Sinéad O'Brien-Wójcik", address="Ms. O'Brien-Wójcik")
    assert "name_misspelt" not in due("Dear Ms. O’Brien-Wójcik,\n\nHello.", person=person)
    assert "name_misspelt" in due("Dear Ms. O’Brian-Wójcik,\n\nHello.", person=person)


def test_the_person_greeted_is_found_in_the_plan(example: Plan) -> None:
    assert "name_misspelt" in due("Dear Ms. Nakagawa-Pena,\n\nHello.", plan=example)
    assert "referrer_missing" in due("Dear Ms. Gurung,\n\nHello.", plan=example)
    assert not {"name_differs", "referrer_missing"} & due("Dear Ms. Someone-Else,\n\nHello.", plan=example)


OWN: dict[str, Kind] = {"request": "request", "thanks": "thank-you", "confirm": "confirm"}


@pytest.mark.parametrize("template", [each.id for each in CONTENT.messages.templates if each.kind in OWN])
def test_our_own_messages_filled_for_anyone_have_nothing_to_mend(template: str, example: Plan) -> None:
    ours = CONTENT.templates[template]
    filled = [(person, fill_template(CONTENT, example, person, ours)) for person in example.present]
    whole = [(person, letter) for person, letter in filled if not letter.gaps]
    assert len(whole) >= 3
    for person, letter in whole:
        text = f"Subject: {letter.subject}\n\n{letter.body}"
        assert due(text, OWN[ours.kind], person=person) == set(), person.name


DANGEROUS = "Come by my house, 12 Oak Street, my parents are out until 6."


@pytest.mark.parametrize("template", [each.id for each in CONTENT.messages.templates])
def test_every_message_of_ours_is_clear_of_dangers_until_one_is_written_in(template: str, example: Plan) -> None:
    ours = CONTENT.templates[template]
    for person in example.present:
        letter = fill_template(CONTENT, example, person, ours)
        text = f"Subject: {letter.subject}\n\n{letter.body}"
        assert due(text, "other", plan=example, person=person) <= ({"placeholder"} if letter.gaps else set())
        unsafe = text.replace("\n\n", f"\n\n{DANGEROUS}\n\n", 2)
        kind = OWN.get(ours.kind, "other")
        assert due(unsafe, kind, plan=example, person=person) >= {"private_place", "no_adult"}


def test_any_other_message_is_looked_at_for_dangers_alone() -> None:
    text = "yo\n\nlol, [your name]. My number is five five five. This is a secret."
    assert due(text, "other") == {"casual", "placeholder", "contact_wrong", "secret"}
    assert check_message(CONTENT, "Hey,\n\nok.", "other") == ()
    assert check_message(CONTENT, LONGEST, "other") == ()


def test_the_sample_of_the_source_gets_sensible_remarks() -> None:
    text = (
        "Subject: Important to reference LIU- Brooklyn\nDear Ms…. /Mr……/Dr………\nI obtained your contact information "
        "from the office. I would like to interview you .I would love to hear how you entered the field. "
        "Questions will be sent prior to the meeting Thank you in advance for your time. I look forward to hearing "
        "from you."
    )
    assert due(text) >= {"placeholder", "subject_vague", "self_missing", "minutes_missing", "purpose_missing"}
    assert not due(text) & {"source_missing", "questions_follow_missing", "thanks_missing", "goal_missing"}
    assert words(text, "placeholder") == ["Dear Ms…. /Mr……/Dr………"]


PIECES = (
    *(
        "\n",
        ".",
        ",",
        "?",
        "!",
        ":",
        "-",
        "—",
        "[",
        "]",
        "{",
        "}",
        "<",
        ">",
        "_",
        "XX",
        "…",
        "’",
        "'",
        "Subject:",
        "Dear",
    ),
    *("\n\n", "for an hour", "looking for a", "thank you", "you told me", "e\u0301", "\u200d", "İ", "ß", "ﬃ", "👩"),
    *("Ms.", "Hà", "not", "but", "job", "my", "resume", "20", "minutes", "שלום", "您好", "नमस्ते", "مرحبا"),
)
ANY_TEXT = some.text(max_size=400) | some.lists(some.sampled_from(PIECES) | some.text(max_size=6), max_size=60).map(
    " ".join
)


@settings(max_examples=200, deadline=None)
@given(ANY_TEXT, some.sampled_from(KINDS), some.none() | some.text(max_size=20))
@also("Subject:", "request", None)
@also("\ufeff", "confirm", "İ")
def test_any_text_is_answered_about_words_that_stand_in_it(text: str, kind: Kind, name: str | None) -> None:
    person = Person(id="p_1", name=name, address=name, connector=name) if name is not None else None
    for remark in check_message(CONTENT, text, kind, person=person):
        start, end = remark.span
        assert 0 <= start <= end <= len(text)
        assert remark.span == (0, 0) or text[start:end].strip()
        assert REMARKS[remark.code] == (remark.level, remark.rule)
        assert remark.say


NAMED = {
    "asks_job": ("job", "internship"),
    "asks_resume": ("resume",),
    "minutes_many": ("45 minutes",),
    "attachment": ("attached",),
    "placeholder": ("[your school]",),
}
SENTENCES = [
    "I am looking for a summer job with you.",
    "Do you have any internship openings?",
    "Please look at my resume.",
    "It takes 45 minutes.",
    "A file is attached.",
    "I go to [your school].",
]


@settings(max_examples=60, deadline=None)
@given(
    some.lists(some.sampled_from(SENTENCES), unique=True, min_size=1),
    some.lists(some.sampled_from(LONGEST.split("\n"))),
)
def test_the_words_a_remark_is_about_hold_what_it_names(wrong: list[str], around: list[str]) -> None:
    text = "\n\n".join([*around, *wrong, "Tessa"])
    for code, named in NAMED.items():
        found = words(text, code)
        assert bool(found) == any(each in sentence for sentence in wrong for each in named)
        assert all(any(each in about for each in named) for about in found)


@pytest.mark.parametrize(
    "piece", ["[", "- ", "a", "i am ", "(", "Ms. ", "1 ", "@a", "'", "\n ", "not job ", "you told me ", "?", "X"]
)
def test_a_text_that_repeats_itself_is_answered(piece: str) -> None:
    for kind in KINDS:
        assert check_message(CONTENT, piece * (20_000 // len(piece)), kind) or kind == "other"


LANGUAGE = Language.of(["im = i am"], ["n't = not"], ["mr"], ["about"])


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("look for ~ job", "look for a good job", ["look for a good job"]),
        ("look for ~ job", "look for facts about a job", []),
        ("look .. job", "Look at a job", ["Look at a job"]),
        ("look .. job", "Look. A job", []),
        ("see my? job/jobs", "see jobs", ["see jobs"]),
        ("i am", "Im here", ["Im"]),
        ("do not", "Don’t", ["Don't"]),
        ("ask mr lee", "Ask Mr. Lee", ["Ask Mr. Lee"]),
        ("hire/take_on me", "take me on; take on me", ["take on me"]),
        ("hire me/us_all? now", "hire now. hire us all now. hire us now", ["hire now", "hire us all now"]),
        ("any +job", "any job, any summer job, any internship", ["any job", "any internship"]),
        ("see your_+job now", "see your job now", ["see your job now"]),
        (
            "look ... job",
            "look for a good and kind and safe and quiet job",
            ["look for a good and kind and safe and quiet job"],
        ),
        ("look .. job", "look for a good and kind and safe and quiet job", []),
        ("^ you came", "you came. I saw that you came.", ["you came"]),
        ("who are you $", "who are you? who are you to me?", ["who are you"]),
        ("what is .. $", "What is a job? What is it that you do on a day?", ["What is a job"]),
    ],
)
def test_phrases_are_found_as_the_content_file_says(phrase: str, text: str, found: list[str]) -> None:
    straight = straighten_quotes(text)
    tokens = LANGUAGE.tokens(straight)
    first = phrase.split()[0]
    matches = PhraseIndex({first: [phrase]}, LANGUAGE, {"job": ["job", "internship"]}).find(tokens).get(first, [])
    assert [straight[tokens[a].start : tokens[b - 1].end] for a, b in matches] == found


@pytest.fixture
def coach(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., tuple[object, str]]:
    """A function that writes a message to a file and checks it: the exit code, and what was printed."""

    def act(text: str | bytes, *options: object) -> tuple[object, str]:
        file = tmp_path / "message.txt"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(SystemExit) as left:
            main(["coach", "message", str(file), *map(str, options)])
        return left.value.code, capsys.readouterr().out

    return act


def test_the_command_prints_json_with_the_remarks(coach: Callable[..., tuple[object, str]]) -> None:
    text = "Subject: Hi\n\nDear Ms. Hà,\n\nAre you hiring?"
    code, out = coach(text, "--json")
    remarks = json.loads(out)
    assert code == 1
    assert all(set(remark) == {"rule", "level", "code", "span", "say"} for remark in remarks)
    (job,) = (remark for remark in remarks if remark["code"] == "asks_job")
    assert (job["rule"], job["level"], text[slice(*job["span"])]) == (2, "fix", "Are you hiring")


def test_the_command_exits_with_0_when_nothing_must_be_fixed(coach: Callable[..., tuple[object, str]]) -> None:
    code, out = coach(LONGEST)
    assert (code, "Must fix" in out, "Well done" in out) == (0, False, True)


def test_the_command_reads_a_plan_and_a_kind(coach: Callable[..., tuple[object, str]]) -> None:
    code, out = coach(
        "Dear Ms. Nakagawa-Pena,\n\nThank you for your time.\n\nMaya", "--kind", "thank-you", "--plan", EXAMPLE
    )
    assert code == 1
    assert "Nakagawa-Peña" in out


def test_trouble_with_the_file_is_said_in_a_line(coach: Callable[..., tuple[object, str]], tmp_path: Path) -> None:
    assert "is not UTF-8 text" in str(coach(b"\xff\xfe\x00caf\xe9")[0])
    assert "plan" in str(coach("Hello", "--plan", tmp_path / "message.txt")[0])
    with pytest.raises(SystemExit) as left:
        main(["coach", "message", str(tmp_path / "nothing.txt")])
    assert "There is no file" in str(left.value.code)
