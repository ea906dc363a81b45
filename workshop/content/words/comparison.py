"""The words around what all conversations say together: `content/<language>/together.yaml`."""

from workshop.content.models import Model, RuleId, Words


class Remark(Model):
    """A remark on what the conversations show, with the rule it follows; blanks such as `{names}` are filled."""

    rule: RuleId
    say: Words


class NoticedWords(Model):
    """What the workshop notices, by `workshop.coach.together.NoticedKind`."""

    one: Remark
    unmarked: Remark
    energy_all: Remark
    energy_some: Remark
    energy_low: Remark
    both: Remark
    apart: Remark
    guesses_wrong: Remark
    guess_wrong: Remark
    sure_wrong: Remark
    differ: Remark
    same_place: Remark
    same_job: Remark
    same_stage: Remark


class TogetherWords(Model):
    """All words of the comparison and of the closing page that are not fields. `scale` and `verdict` hold blanks."""

    title: Words
    text: Words
    go: Words
    nothing_decided: Words
    side_by_side: Words
    look: Words
    too_few: Words
    nothing_yet: Words
    compare: Words
    scale: Words
    blank: Words
    someone: Words
    guesses: Words
    guess: Words
    after: Words
    verdict: Words
    open: Words
    pick: Words
    noticed_title: Words
    noticed: NoticedWords
