"""The coach names the very blanks that no mail is opened with."""

import json
import re
import shutil
import subprocess

import pytest

from workshop.coach.message import check_message
from workshop.content import load
from workshop.plan.blanks import BLANK, blanks_in

CONTENT = load()
TABLE = {
    ":]": "",
    "Thank you :-] so much": "",
    "It was sad :[ but good": "",
    "a[0]": "",
    "<3": "",
    "I <3 maps and art > sport": "",
    "<->": "",
    "MAXX and XXXXXX": "",
    "_": "",
    "Ms. Hill": "",
    "[]": "[]",
    "[": "[",
    "at 555 0100]": "]",
    "Phone:[your phone]": "[your phone]",
    "[your name :]": "[your name :]",
    "<name>": "<name>",
    "XX": "XX",
    "____": "____",
    "{name}": "{name}",
    "Dear Ms. ...": "Ms. ...",
    "Dear Dr. …": "Dr. …",
    "[your\nphone]": "[your\nphone]",
    "A smiley :] and [a blank]": "[a blank]",
    "【your phone】": "【your phone】",
    "［your phone］": "［your phone］",
    "〔your phone〕": "〔your phone〕",
    "〖your phone〗": "〖your phone〗",
    "｛name｝": "｛name｝",
    "＜name＞": "＜name＞",
    "＿＿＿": "＿＿＿",
    "[your phone］": "[your phone］",
    "at 555 0100】": "】",
    "I like :[ but 【a blank】": "【a blank】",
    "I read 「Kokoro」 and 《Hongloumeng》 (twice)": "",
}


@pytest.mark.parametrize(("text", "blank"), TABLE.items())
def test_the_coach_and_the_mail_link_agree_on_what_is_a_blank(text: str, blank: str) -> None:
    assert [text[slice(*span)] for span in blanks_in(text)] == [blank] * bool(blank)
    letter = f"Dear Ms. Ito,\n\nI like it: {text}"
    found = [each for each in check_message(CONTENT, letter, "thank-you") if each.code == "placeholder"]
    assert [letter[slice(*each.span)].removeprefix("Dear ") for each in found] == [blank] * bool(blank)


def test_the_pattern_is_one_that_every_browser_reads() -> None:
    assert "(?<" not in BLANK
    assert re.compile(BLANK, re.ASCII).groups == 1


@pytest.mark.skipif(not shutil.which("node"), reason="no JavaScript here")
def test_javascript_finds_the_same_blanks() -> None:
    program = (
        "const [pattern, texts] = JSON.parse(require('fs').readFileSync(0));"
        "const found = text => [...text.matchAll(new RegExp(pattern, 'g'))].find(each => each[1]);"
        "console.log(JSON.stringify(texts.map(text => found(text)?.[1] ?? '')));"
    )
    asked = json.dumps([BLANK, list(TABLE)])
    told = subprocess.run(["node", "-e", program], input=asked, capture_output=True, text=True, check=True)
    assert json.loads(told.stdout) == list(TABLE.values())
