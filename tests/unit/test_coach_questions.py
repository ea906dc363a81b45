"""The coach tells open questions from closed ones, sees what should not be asked, and looks at the list as a whole."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.coach_questions import LABELS, PRECISION, RECALL, counts_of, read_corpus, seen_of
from bench.report import share
from workshop.cli.main import main
from workshop.coach import Planned, Remark, check_question, check_questions
from workshop.content import Content, load, read_rules
from workshop.paths import ROOT

CORPUS = read_corpus()
UNSEEN = ROOT / "tests" / "corpus" / "unseen_questions.yaml"
FORMS = ("open", "closed", "choice", "fact")

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def codes(content: Content) -> Callable[[str], set[str]]:
    """A function that gives the codes of what is said of a question."""
    return lambda text: {remark.code for remark in check_question(content, text)}


@pytest.fixture
def said(content: Content) -> Callable[[str], Remark]:
    """A function that gives the one remark on a question."""

    def act(text: str) -> Remark:
        (remark,) = check_question(content, text)
        return remark

    return act


def list_codes(planned: Planned) -> set[str]:
    return {remark.code for remark in planned.remarks}


# One question


def test_an_open_question_is_praised(said: Callable[[str], Remark]) -> None:
    remark = said("What do you enjoy about your work?")
    assert (remark.code, remark.level, remark.rule) == ("open", "good", 30)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Do you like your job?", "What do you like about your job?"),
        ("I wonder if you like it", "What do you like about it?"),
        ("Did you enjoy your studies?", "What did you like about your studies?"),
        ("do u like to travel", "What do you like about …?"),
        ("Is it hard to get in?", "What is the hardest part of …?"),
        ("Would you recommend this career?", "What would you tell a student who is thinking about it?"),
        ("Are there many women in your company?", "What can you tell me about …?"),
        ("Have you ever wanted to quit?", "Tell me about a time when …"),
        ("Can I get in without a degree?", "How could someone like me …?"),
        ("Should I study business?", "What would help me most to …?"),
    ],
)
def test_a_common_closed_question_gets_an_open_rewrite(said: Callable[[str], Remark], text: str, instead: str) -> None:
    remark = said(text)
    assert (remark.code, remark.level) == ("closed", "better")
    assert f"“{instead}”" in remark.say


def test_every_rewrite_is_itself_open(content: Content) -> None:
    for rewrite in content.coach.questions.rewrites:
        instead = rewrite.instead.replace("{rest}", "your job")
        assert {remark.code for remark in check_question(content, instead)} & {"open"}, instead


def test_a_remark_is_about_the_words_it_names(content: Content) -> None:
    text = "What do you do all day, and how much do you make?"
    (pay,) = check_question(content, text)
    assert text[slice(*pay.span)] == "how much do you make"
    text = "What do you like and why did you leave?"
    (several,) = check_question(content, text)
    assert text[slice(*several.span)] == "why did you leave?"
    assert several.say.endswith("“why did you leave?”")


@pytest.mark.parametrize(
    "text", ["May I contact you again?", "Is there anyone else I should talk to?", "May I take notes?"]
)
def test_a_closed_question_that_is_right_as_it_is_is_praised(said: Callable[[str], Remark], text: str) -> None:
    assert said(text).level == "good"


@pytest.mark.parametrize(
    ("text", "code", "rule"),
    [
        ("How much do you make?", "own_pay", 34),
        ("Are you married?", "personal", 61),
        ("Are you hiring?", "asks_job", 2),
    ],
)
def test_what_must_not_be_asked_must_be_fixed_and_gets_no_other_advice(
    said: Callable[[str], Remark], text: str, code: str, rule: int
) -> None:
    remark = said(text)
    assert (remark.code, remark.level, remark.rule) == (code, "fix", rule)


@pytest.mark.parametrize(
    "text",
    [
        "I am not looking for a job, but how do people get in?",
        "What is the usual pay of beginners?",
        "How do people find openings?",
        "How do you choose whom to hire?",
        "How do parents in this field manage?",
    ],
)
def test_what_only_looks_like_it_is_not_flagged(codes: Callable[[str], set[str]], text: str) -> None:
    assert codes(text) == {"open"}


def test_curly_apostrophes_are_read_as_plain_ones(codes: Callable[[str], set[str]]) -> None:
    assert codes("What’s your salary?") == codes("What's your salary?") == {"own_pay"}


def test_a_line_that_asks_nothing_is_told_so(said: Callable[[str], Remark]) -> None:
    assert said("I am a student at Riverside High.").code == "no_question"


def test_of_an_empty_text_nothing_is_said(content: Content) -> None:
    assert check_question(content, " \n ") == ()


def test_every_question_of_the_bank_is_open_and_fit_to_ask(content: Content) -> None:
    for question in content.bank.questions:
        remarks = check_question(content, question.text)
        assert [remark.level for remark in remarks] == ["good"], question.text
        assert {remark.code for remark in remarks} <= {"open", "contact_again", "whom_else", "fits"}, question.text


def test_remarks_cite_rules_that_exist(content: Content) -> None:
    coach = content.coach.questions
    rules = {rule.id for rule in read_rules()}
    groups = (coach.remarks, coach.list_remarks)
    assert {getattr(group, name).rule for group in groups for name in type(group).model_fields} <= rules


# The corpus


def test_the_corpus_is_large_and_says_each_thing_once() -> None:
    texts = [entry["text"] for entry in CORPUS]
    assert len(texts) == len(set(texts)) >= 150
    assert all(sum(entry["form"] == form for entry in CORPUS) >= 60 for form in ("open", "closed"))


@pytest.mark.parametrize("label", LABELS)
def test_the_labels_of_the_corpus_are_found(content: Content, label: str) -> None:
    right, wrong, missed = counts_of(label, seen_of(content))
    assert share(right, wrong) >= PRECISION
    assert share(right, missed) >= RECALL


def test_questions_that_no_rule_was_tuned_on_hold_their_floor(content: Content) -> None:
    seen = seen_of(content, UNSEEN)
    assert sum(want == got for want, got in seen) >= 0.8 * len(seen)
    for label in ("personal", "asks_job", "searchable"):
        _, wrong, _ = counts_of(label, seen)
        assert wrong == 0, label


# A list

GOOD = [
    "How did you get into this field?",
    "What does a typical day look like for you?",
    "What do you enjoy most about your work?",
    "What does it take to do well in this field?",
    "What is the usual range of pay for someone starting out in this field?",
    "Whom else should I talk to?",
    "May I contact you again?",
]


def test_a_good_list_is_praised_and_nothing_is_amiss(content: Content) -> None:
    planned = check_questions(content, GOOD)
    assert {remark.level for remark in planned.remarks} == {"good"}
    assert list_codes(planned) == {"time_fits", "mixed", "begins_easily", "ends_with_names", "ends_with_contact"}
    assert (planned.first, planned.if_time, planned.closing) == ((0, 1, 2, 3, 4), (), (5, 6))


def test_minutes_are_those_of_the_bank_and_two_for_an_own_question(content: Content) -> None:
    assert check_questions(content, ["how did you get into this field", "What do your dogs eat?"]).minutes == 3 + 2


def test_a_list_that_is_too_long_is_cut_with_one_of_each_topic_first(content: Content) -> None:
    of_the_bank = [question.text for question in content.bank.questions]
    planned = check_questions(content, of_the_bank, minutes=20)
    topics = {planned.questions[place].topic for place in planned.first}
    assert "too_long" in list_codes(planned)
    assert len(topics) >= 6
    taken = [*planned.first, *planned.if_time, *planned.closing]
    assert sorted(taken) == list(range(len(of_the_bank)))
    assert sum(planned.questions[place].minutes for place in (*planned.first, *planned.closing)) <= 20
    assert any(planned.questions[place].says("whom_else") for place in planned.closing)


def test_what_is_good_as_it_is_is_asked_before_what_could_be_better(content: Content) -> None:
    closed = ["Do you like your job?", "Is it hard?", "Where did you study?", "What does your company do?"]
    planned = check_questions(content, [*closed, *GOOD], minutes=15)
    assert planned.first == (4, 5, 6, 7, 8)
    assert planned.if_time == (0, 1, 2, 3)


def test_a_short_list_is_told_that_there_is_room(content: Content) -> None:
    assert "room" in list_codes(check_questions(content, GOOD[:2]))


def test_a_list_without_closing_questions_is_told_which_are_missing(content: Content) -> None:
    assert {"no_names", "no_contact"} <= list_codes(check_questions(content, GOOD[:4]))


@pytest.mark.parametrize("first", [GOOD[4], "What do you hate about your job?", GOOD[6]])
def test_a_list_that_begins_with_a_hard_question_is_told_so(content: Content, first: str) -> None:
    assert "begins_hard" in list_codes(check_questions(content, [first, *GOOD[:3]]))


def test_a_list_about_one_topic_is_told_so_by_its_title(content: Content) -> None:
    day = [question.text for question in content.bank.questions if question.topic == "day"]
    (remark,) = (each for each in check_questions(content, day[:5]).remarks if each.code == "one_topic")
    assert "A typical day" in remark.say


def test_a_list_that_asks_nothing_of_the_person_is_told_so(content: Content) -> None:
    field = [question.text for question in content.bank.questions if question.topic in ("field", "pay")]
    assert "not_their_own" in list_codes(check_questions(content, field[:5]))


def test_what_must_not_be_asked_is_left_out(content: Content) -> None:
    planned = check_questions(content, ["Are you hiring?", *GOOD])
    assert planned.leave_out == (0,)
    assert 0 not in (*planned.first, *planned.if_time, *planned.closing)


def test_of_no_questions_nothing_is_said(content: Content) -> None:
    planned = check_questions(content, ["", "  "])
    assert (planned.questions, planned.remarks, planned.minutes) == ((), (), 0)


# Anything


WORDS = sorted({word for entry in CORPUS for word in entry["text"].split()})
ANYTHING = st.one_of(
    st.text(max_size=300), st.lists(st.sampled_from([*WORDS, ",", "?", "\n"]), max_size=40).map(" ".join)
)


@settings(max_examples=150, deadline=None)
@given(ANYTHING)
def test_any_text_is_answered_and_spans_lie_inside_it(text: str) -> None:
    for remark in check_question(load(), text):
        start, end = remark.span
        assert 0 <= start <= end <= len(text)
        assert start < end or remark.code == "no_question"
        assert "{" not in remark.say.replace(text[start:end], "") or "{" in text


def test_of_an_endless_text_only_the_beginning_is_read(content: Content) -> None:
    (remark,) = check_question(content, "and so " * 10_000 + "how much do you make?")
    assert remark.code != "own_pay"
    assert remark.span[1] <= 1000


@settings(max_examples=50, deadline=None)
@given(st.lists(ANYTHING, max_size=12), st.integers(-5, 500))
def test_any_list_is_cut_so_that_each_question_stands_in_one_place(texts: list[str], minutes: int) -> None:
    planned = check_questions(load(), texts, minutes)
    taken = [*planned.first, *planned.if_time, *planned.closing, *planned.leave_out]
    assert sorted(taken) == list(range(len(planned.questions)))


# The command line


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """A function that runs `workshop coach questions` on bytes and gives its exit code and what it printed."""

    def act(data: bytes, *options: str) -> tuple[int, str]:
        file = tmp_path / "questions.txt"
        file.write_bytes(data)
        with pytest.raises(SystemExit) as left:
            main(["coach", "questions", str(file), *options])
        if isinstance(left.value.code, str):  # Python prints it and exits with 1
            return 1, left.value.code
        return left.value.code or 0, capsys.readouterr().out

    return act


def test_the_command_prints_remarks_and_the_cut(run: Run) -> None:
    code, out = run("\n\n".join(GOOD).encode())
    assert code == 0
    assert out.index("Ask first") < out.index("If there is time") < out.index("Closing")
    assert "Well done (rule 30)" in out


def test_the_command_exits_with_1_if_anything_must_be_fixed(run: Run) -> None:
    code, out = run(b"Are you hiring?\n")
    assert code == 1
    assert "Fix this (rule 2)" in out


def test_json_spans_count_characters_of_the_file(run: Run) -> None:
    text = "\ufeff\r\nWhat’s a day like?\r\n\r\nDo you like your job?\n"
    code, out = run(text.encode(), "--json")
    remarks = json.loads(out)
    assert code == 0
    assert {tuple(remark) for remark in remarks} == {("rule", "level", "code", "span", "say")}
    (closed,) = (remark for remark in remarks if remark["code"] == "closed")
    assert text[slice(*closed["span"])] == "Do you like your job?"


def test_minutes_reach_the_remarks(run: Run) -> None:
    assert "They fit into 45." in run("\n".join(GOOD * 2).encode(), "--minutes", "45")[1]


def test_a_file_that_is_not_text_gives_one_line(run: Run) -> None:
    code, err = run(b"\xff\xfe")
    assert code == 1
    assert err.endswith("is not UTF-8 text. Save it as UTF-8.")
    assert "\n" not in err
