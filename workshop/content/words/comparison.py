"""The words around what all conversations say together: `content/<language>/together.yaml`."""

from workshop.content.models import Model, RuleId, Words, may_hold


class Remark(Model):
    """A remark on what the conversations show, with the rule it follows; blanks such as `{names}` are filled."""

    rule: RuleId
    say: Words


class NoticedWords(Model):
    """What the workshop notices, by `workshop.coach.together.NoticedKind`."""

    one: Remark
    unmarked: Remark = may_hold("names")
    energy_all: Remark = may_hold("all")
    energy_some: Remark = may_hold("some", "all", "names")
    energy_low: Remark = may_hold("all")
    both: Remark = may_hold("name")
    apart: Remark = may_hold("name", "other")
    guesses_wrong: Remark = may_hold("wrong", "all")
    guess_wrong: Remark
    sure_wrong: Remark = may_hold("guess")
    differ: Remark = may_hold("guess")
    same_place: Remark = may_hold("all", "what")
    same_job: Remark = may_hold("all", "what")
    same_stage: Remark = may_hold("all")


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
    scale: Words = may_hold("label", "value", "of")
    blank: Words
    someone: Words
    guesses: Words
    guess: Words
    after: Words
    verdict: Words = may_hold("name", "label")
    open: Words
    pick: Words
    noticed_title: Words
    noticed: NoticedWords
