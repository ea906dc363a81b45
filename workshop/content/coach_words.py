"""What the coach looks for and what it says, in one language: `content/<language>/coach.yaml`."""

from workshop.content.coach_mix import MixCoach
from workshop.content.models import Model


class MessageCoach(Model):
    """Word lists and remarks about a message."""


class QuestionCoach(Model):
    """Word lists and remarks about questions."""


class CoachWords(Model):
    """The whole file."""

    messages: MessageCoach
    questions: QuestionCoach
    mix: MixCoach
